"""Speed held by counts that a busy machine does not sway: requests a link, connections a host, function calls a link and a start.

A call of a function is the coin of Python's time, and a run of the same links makes the same calls but for how often the loop wakes. What a run costs once
(imports, patterns) is taken off by running few links and many. Figures are what was measured plus an eighth: whoever
needs more, needs a reason.
"""

from __future__ import annotations

import asyncio
import cProfile
import json
import pstats
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linkcheck.cli.check import exit_code
from linkcheck.model import Document, Kind
from linkcheck.reading import cite
from linkcheck.report import json as as_json
from linkcheck.report import terminal
from linkcheck.report.view import View
from linkcheck.run import investigate
from linkcheck.settings import Settings
from linkcheck.source import read
from linkcheck.store import opened
from tests.bench.contest import web_of
from tests.bench.web import page
from tests.bench.workloads import WORKLOADS, address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkcheck.model import Finding, Report, Verdict

ROOT = Path(__file__).parents[2]
FEW, MANY, HOSTS = 40, 240, 20
CALLS_A_LINK = 1_510
SETTINGS = Settings(
    allow_private=True,
    archive=False,
    concurrency=HOSTS,
    interval=timedelta(0),
    interval_floor=timedelta(0),
    no_store=True,
)


OFFLINE_CALLS_A_LINK = 175
"""Of a link that is not asked, in an article that has not changed since the last run."""


START_CALLS = 230_000
"""Of `extract` on one article from its first import on, the two libraries loaded. It is nearly the same each time, so that a tenth is added."""
LISTING = """
import cProfile, io, pstats, sys
import markdown_it, typer
sys.stdout = io.StringIO()
def start():
    import linkcheck.cli
    return linkcheck.cli.run(["extract", "fixtures/article.md"])
profile = cProfile.Profile()
assert profile.runcall(start) == 0
sys.stderr.write(f"{pstats.Stats(profile).total_calls} {' '.join(sys.modules)}")
"""


class _Silent:
    """Nobody watches."""

    def begun(self, targets: int) -> None: ...
    def settled(self, verdict: Verdict, left: int) -> None: ...
    def waiting(self, again: int, longest: float) -> None: ...
    def searching(self, left: int) -> None: ...
    def found(self, findings: Iterable[Finding]) -> None: ...


def check(port: int, numbers: range) -> str:
    """The report on so many links, as the command makes it."""
    urls = (f"http://{address(number % HOSTS)}:{port}/n{number}" for number in numbers)
    document = Document(path="urls.txt", text="\n".join(urls) + "\n", kind=Kind.URLS)
    with opened(SETTINGS, pytest.fail) as store:
        reading = cite([document], SETTINGS)

        async def work() -> str:
            report = await investigate(reading, SETTINGS, _Silent(), asyncio.Event(), store)
            return "".join(as_json.render(report, View()))

        return asyncio.run(work())


def calls(port: int, numbers: range) -> int:
    profile = cProfile.Profile()
    profile.runcall(check, port, numbers)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # typeshed lacks it


@pytest.fixture(scope="module")
def counted() -> tuple[int, dict[str, int]]:
    """Function calls a link, and what the web saw of all the runs."""
    with web_of(WORKLOADS["zero-latency"]) as (web, port):
        check(port, range(FEW))
        few = calls(port, range(FEW, 2 * FEW))
        many = calls(port, range(2 * FEW, 2 * FEW + MANY))
        seen, _ = web.communicate(timeout=10)
    return (many - few) // (MANY - FEW), json.loads(seen)


def test_function_calls_a_link(counted: tuple[int, dict[str, int]]) -> None:
    assert counted[0] <= CALLS_A_LINK


def test_a_living_link_is_asked_once(counted: tuple[int, dict[str, int]]) -> None:
    assert counted[1]["requests"] == 2 * FEW + MANY


def test_connections_are_used_again(counted: tuple[int, dict[str, int]]) -> None:
    assert counted[1]["connections"] <= 2 * 3 * HOSTS  # in three runs, two a host


def unchanged(folder: Path, links: int) -> int:
    """Calls of a run over an article that the store knows, offline, with its report in the terminal."""
    text = "".join(
        f"Words about [it](http://h{n % HOSTS}.example/a/{n}).\n\n" for n in range(links)
    )
    (folder / f"{links}.md").write_text(text, "utf-8")
    chosen = Settings(offline=True, store=str(folder / "store"))

    def run() -> Report:
        with opened(chosen, pytest.fail) as store:
            reading = cite(read([str(folder / f"{links}.md")]), chosen, store)
            report = asyncio.run(investigate(reading, chosen, _Silent(), asyncio.Event(), store))
            told = "".join(terminal.render(report, View()))
            assert f"{links} citations" in told
            assert exit_code(report, chosen) == 0
            return report

    run()
    profile = cProfile.Profile()
    profile.runcall(run)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # typeshed lacks it


def test_function_calls_a_link_that_is_not_asked(tmp_path: Path) -> None:
    unchanged(tmp_path, FEW)
    few, many = unchanged(tmp_path, FEW), unchanged(tmp_path, 10 * FEW)
    assert (many - few) // (9 * FEW) <= OFFLINE_CALLS_A_LINK


def test_pages_of_the_web_differ() -> None:
    assert len({page(number) for number in range(50)}) == 50


def test_function_calls_of_a_start() -> None:
    """Patterns, dataclasses and tables that a listing does not need are not made."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    calls, *modules = done.stderr.split()
    assert int(calls) <= START_CALLS
    assert not {"linkcheck.model.targets", "linkcheck.model.seen", "tomllib"} & {*modules}


ASKING = "import sys, linkcheck.cli.check, linkcheck.investigation; print(*sys.modules)"
SELDOM = {
    *("warcio", "fsspec", "trafilatura", "httpcore", "distributed", "pyarrow", "jinja2", "tenacity")
}
"""Libraries of those who write or read a WARC, hold pages against copies, go through a proxy, have a cluster, want HTML, or ask an archive."""


def test_what_few_runs_want_is_not_loaded_by_all() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKING], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert not SELDOM & {*done.stdout.split()}
