"""`make bench`: how fast, as ratios within one run, since machines differ and are noisy.

checking    1,000 links on 100 hosts without latency and without politeness, by the whole tool and by httpx alone with a client a host
extraction  2 MB of articles, by `extract` and by markdown-it-py as it comes

Each is run `ROUNDS` times, alternating; medians count.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from markdown_it import MarkdownIt

from linkcheck.extract import extract
from linkcheck.model import Document
from tests.web.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
LINKS, HOSTS = 1_000, 100
ROOT = Path(__file__).parents[2]
ARTICLE = (ROOT / "fixtures" / "article.md").read_text(encoding="utf-8")
IMPOLITE = 'interval = "0s"\ninterval-floor = "0s"\n'


def manifest() -> dict[str, object]:
    page = {
        "path_prefix": "/",
        "status": 200,
        "title": "A page",
        "text": "Some words to read. " * 60,
    }
    return {"hosts": {f"h{n}.example": {"answers": [page]} for n in range(HOSTS)}}


def urls() -> list[str]:
    return [f"http://h{n % HOSTS}.example/p{n}" for n in range(LINKS)]


def by_the_tool(site: Site, folder: Path) -> None:
    command = [sys.executable, "-m", "linkcheck", "urls.txt", *site.flags]
    command += ["--trust-settings", "--no-progress", "--fail-on", "never", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


async def _by_httpx(site: Site) -> None:
    slots = asyncio.Semaphore(100)
    clients = {n: httpx.AsyncClient(timeout=30) for n in range(HOSTS)}

    async def ask(number: int, url: str) -> None:
        async with slots:
            host = httpx.URL(url).host
            there = url.replace(host, f"127.0.0.1:{site.port}")
            await clients[number % HOSTS].get(there, headers={"Host": host})

    await asyncio.gather(*(ask(number, url) for number, url in enumerate(urls())))
    for client in clients.values():
        await client.aclose()


def medians(**works: Callable[[], object]) -> dict[str, float]:
    """Median seconds of each work, run in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - began)
    return {name: round(statistics.median(each), 3) for name, each in times.items()}


def checking() -> dict[str, float]:
    with serving(manifest()) as site, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls.txt").write_text("\n".join(urls()), encoding="utf-8")
        (folder / "linkcheck.toml").write_text(IMPOLITE, encoding="utf-8")
        found = medians(
            tool=lambda: by_the_tool(site, folder), httpx=lambda: asyncio.run(_by_httpx(site))
        )
    return found | {"ratio": round(found["tool"] / found["httpx"], 2)}


def extraction() -> dict[str, float]:
    documents = [
        Document(path=f"{n}.md", text=ARTICLE) for n in range(2_000_000 // len(ARTICLE.encode()))
    ]
    parser = MarkdownIt()
    found = medians(
        extract=lambda: [extract(document) for document in documents],
        markdown_it=lambda: [parser.parse(document.text) for document in documents],
    )
    return found | {"ratio": round(found["extract"] / found["markdown_it"], 2)}


def main() -> None:
    results = {"checking": checking(), "extraction": extraction()}
    sys.stdout.write(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
