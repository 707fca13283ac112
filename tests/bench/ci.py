"""`make bench-ci`: a content repository of 2,000 generated articles, offline: cold, with nothing changed, and of one change alone.

cold       a new store: all is read, its links within the repository are looked at
unchanged  the same once more
since      `--changed-since` after a commit that touched one article
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.machine import environment
from tests.repository import Repo

ARTICLES = 2_000
ROUNDS = 3
ROOT = Path(__file__).parents[2]
WORDS = [
    "莫斯科",
    "北约",
    "the",
    "minister",
    "said",
    "that",
    "来源",
    "报道",
    "source",
    "record",
    "2021年",
    "statement",
    "记者",
]


def article(number: int, chance: random.Random) -> str:
    """An article of some 6 KB with eight sources, two links to others, an image and headings in Chinese and English."""
    parts = [f"---\ntitle: Article {number}\ndate: 2021-12-21\n---\n\n# 文章 {number}\n\n"]
    for section in range(8):
        prose = " ".join(chance.choices(WORDS, k=90))
        source = f"http://h{chance.randrange(400)}.example/{number}/{section}"
        parts.append(f"## Section {section} 部分\n\n{prose} [{WORDS[section]}]({source}).\n\n")
    for _ in range(2):
        other = chance.randrange(ARTICLES)
        parts.append(f"[更多](../{other % 50}/{other}.md#section-3-部分)\n")
    return "".join(parts) + "\n![图](../../images/one.png)\n"


def generated(folder: Path) -> Repo:
    """The repository, the same each time."""
    chance, repo = random.Random(9), Repo(folder)
    files = {f"content/{n % 50}/{n}.md": article(n, chance) for n in range(ARTICLES)}
    repo.commit({**files, "images/one.png": b"\x89PNG\r\n\x1a\n"})
    return repo


class Cost(NamedTuple):
    """What a call of the command took, by the clock and of all processors, and what it printed."""

    seconds: float
    cpu: float
    printed: str


def cost(repo: Repo, cache: Path, *flags: str) -> Cost:
    """One call of the command."""
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck", "content", "--offline", "--no-progress", *flags],
        cwd=repo.root,
        env=environment(XDG_CACHE_HOME=str(cache)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    took, now = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Cost(took, cpu, done.stdout)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repo = generated(folder / "repo")
        runs = [(cost(repo, folder / str(n)), cost(repo, folder / str(n))) for n in range(ROUNDS)]
        repo.branch("topic")
        repo.commit({"content/7/7.md": article(7, random.Random(1))})
        since = [cost(repo, folder / "0", "--changed-since", "main") for _ in range(ROUNDS)]
        sys.stdout.write(runs[0][0].printed)
    kinds = {
        "cold": [first for first, _ in runs],
        "unchanged": [again for _, again in runs],
        "since": since,
    }
    found = {kind: round(min(each.seconds for each in all_), 3) for kind, all_ in kinds.items()}
    found |= {f"{kind}_cpu": round(min(c.cpu for c in all_), 3) for kind, all_ in kinds.items()}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
