"""How fast articles are read and what they cite is found, and how soon the command begins.

625 articles, 11.4 MB, 55,000 references (`articles`), files to references: with one process, with as many as there are processors,
and when nothing has changed since the store was filled; markdown-it-py as it comes has the texts in memory. CPU seconds are told
beside the wall's, since they hold on a busy machine too. Start-up is CPU time as a ratio to importing the two libraries.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from linkcheck.extract.many import extract_all
from linkcheck.settings.loading import load
from linkcheck.source import read
from linkcheck.store import opened
from tests.bench import articles
from tests.bench.machine import environment

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
ROUNDS = 5
COMMANDS = {
    "libraries": ["-c", "import typer, markdown_it"],
    "version": ["-m", "linkcheck", "--version"],
    "extract": ["-m", "linkcheck", "extract", "fixtures/article.md"],
}


def used() -> float:
    """CPU seconds of this process and of those that it has waited for."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def speeds(
    megabytes: float, works: dict[str, Callable[[], object]], rounds: int
) -> dict[str, float]:
    """MB a second of wall and of CPU, medians of works done in turns."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            wall, cpu = time.perf_counter(), used()
            work()
            for process in multiprocessing.active_children():
                process.join()
            seconds[name].append((time.perf_counter() - wall, used() - cpu))
    found = {}
    for name, each in seconds.items():
        walls, cpus = zip(*each, strict=True)
        found[f"{name} MB/s"] = round(megabytes / statistics.median(walls), 1)
        found[f"{name} MB/CPU-s"] = round(megabytes / statistics.median(cpus), 1)
    return found


def extraction(rounds: int = ROUNDS) -> dict[str, float]:
    """Speeds of extraction."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "articles")
        megabytes = articles.write(folder) / 1e6
        documents = list(read([str(folder)]))
        texts = list(articles.articles())
        chosen = load(None, {"store": str(Path(name, "store.sqlite"))})
        with opened(chosen, print) as store:
            list(extract_all(documents, shelf=store))
            gc.set_threshold(50_000, 20, 50)  # as the command does
            return speeds(
                megabytes,
                {
                    "one process": lambda: list(extract_all(read([str(folder)]), processes=1)),
                    "all processors": lambda: list(extract_all(read([str(folder)]))),
                    "unchanged, read again": lambda: list(
                        extract_all(read([str(folder)]), shelf=store)
                    ),
                    "unchanged": lambda: list(extract_all(documents, shelf=store)),
                    "markdown-it-py alone": lambda: [MarkdownIt().parse(text) for text in texts],
                },
                rounds,
            )


def startup(rounds: int = 2 * ROUNDS) -> dict[str, float]:
    """CPU time of a start, as a ratio to importing the libraries."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, words in COMMANDS.items():
            before = used()
            subprocess.run(
                [sys.executable, *words],
                cwd=ROOT,
                env=environment(),
                check=True,
                capture_output=True,
            )
            seconds[name].append(used() - before)
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    return {name: round(each / medians["libraries"], 2) for name, each in medians.items()}
