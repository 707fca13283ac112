"""`make bench-ci`: a content repository of 2,000 generated articles, offline: cold, with nothing changed, and of one change alone.

cold       a new store: all is read, its links within the repository are looked at
unchanged  the same once more
since      `--changed-since` after a commit that touched one article
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def seconds(repo: Repo, cache: Path, *flags: str) -> tuple[float, str]:
    """How long the command takes, and what it prints."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck", "content", "--offline", "--no-progress", *flags],
        cwd=repo.root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    took = time.perf_counter() - began
    assert done.returncode == 0, done.stdout + done.stderr
    return took, done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repo = generated(folder / "repo")
        runs = [
            (seconds(repo, folder / str(n)), seconds(repo, folder / str(n))) for n in range(ROUNDS)
        ]
        repo.branch("topic")
        repo.commit({"content/7/7.md": article(7, random.Random(1))})
        since, _ = min(
            seconds(repo, folder / "0", "--changed-since", "main") for _ in range(ROUNDS)
        )
        cold = min(first[0] for first, _ in runs)
        unchanged = min(again[0] for _, again in runs)
        sys.stdout.write(runs[0][0][1])
    found = {"cold": cold, "unchanged": unchanged, "since": since, "ratio": unchanged / cold}
    sys.stdout.write(json.dumps({key: round(each, 3) for key, each in found.items()}) + "\n")


if __name__ == "__main__":
    main()
