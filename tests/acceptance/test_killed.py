"""A run that is killed at any moment goes on where it was: every target once in the report, hardly a request twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.site import serving

if TYPE_CHECKING:
    from tests.web.site import Site

ROOT = Path(__file__).parents[2]
LINKS, HOSTS, KILLS = 5_000, 50, 20
BRISK = 'second-look = "100ms"\ninterval = "0s"\ninterval-floor = "0s"\n'
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 9}


def manifest() -> dict[str, object]:
    """Pages that take 10 ms; one of twenty-five is gone."""
    answers = [
        {"path_prefix": "/gone", "status": 404, "text": "Not here.", "delay": 0.01},
        {"path_prefix": "/", "delay": 0.01, **PAGE},
    ]
    return {"hosts": {f"h{number}.example": {"answers": answers} for number in range(HOSTS)}}


def urls() -> list[str]:
    """So that each host has its part of both."""
    kind = ["gone", *["p"] * 24]
    return [f"http://h{n % HOSTS}.example/{kind[n // HOSTS % 25]}{n}" for n in range(LINKS)]


def begun(site: Site, folder: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "linkcheck", "urls.txt", *site.flags, "--trust-settings"]
    command += ["--no-archive", "--no-progress", "--concurrency", "3", "--store", "store.sqlite"]
    command += ["--fail-on", "never", "--quiet", "-o", "json=run.json", "--workers", str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=environment)


def needs(found: list[dict[str, Any]]) -> int:
    """Requests that the evidence in the report took: each look, and each host's front page and siblings once."""
    looks = sum(len(each["evidence"]["looks"]) for each in found)
    probes = {
        (kind, json.dumps(each["evidence"][kind]["hops"][0]["url"]))
        for each in found
        for kind in ("root", "sibling")
        if each["evidence"][kind]
    }
    return looks + len(probes)


@pytest.mark.kill
@pytest.mark.parametrize("workers", [1, 2])
def test_twenty_kills(tmp_path: Path, workers: int) -> None:
    chance = random.Random(20261125)
    (tmp_path / "urls.txt").write_text("\n".join(urls()), "utf-8")
    (tmp_path / "linkcheck.toml").write_text(BRISK, "utf-8")
    with serving(manifest()) as site:
        for number in range(1, KILLS + 1):
            process = begun(site, tmp_path, workers)
            # Anywhere between this kill and the next: in the middle of requests, of commits, or while what was seen is read.
            wanted = LINKS * number // (KILLS + 1) - chance.randrange(150)
            deadline = time.monotonic() + 60
            while len(site.requests) < wanted and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(chance.random() / 20)
            process.kill()
            assert process.wait() < 0, "it was to be killed in the middle"
        assert begun(site, tmp_path, workers).wait() == 0
        seen = Counter(request.url for request in site.requests)
    found = json.loads((tmp_path / "run.json").read_text("utf-8"))["findings"]
    assert [each["url"] for each in found] == urls()
    assert {each["outcome"] for each in found} == {"alive", "dead"}
    assert seen.total() <= 1.02 * needs(found)
