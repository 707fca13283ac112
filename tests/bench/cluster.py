"""`make bench-cluster`: what a cluster costs beside processes of one's own, and what a link costs on it as there are more.

Overhead is the wall time of `--cluster local:2` over that of `--workers 2`, on the web with latency, in turns; medians. The cost of a link
is wall time over links, on webs that answer at once. Memory is the peak of each process (VmHWM): the command's own, in which the
scheduler of `local:N` lives, and the largest of its workers'.

    python -m tests.bench.cluster [--rounds N] [--links N …] [--save]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench.contest import Bed, ended, linkcheck, web_of
from tests.bench.machine import environment, machine, tell
from tests.bench.workloads import SIZES, WORKLOADS, Workload, address

CREWS = {"workers": ("--workers", "2"), "cluster": ("--cluster", "local:2")}
MILLION = 1_000_000
"""So many take half an hour, and are measured where one asks for them."""
_EVERY = 0.5


def overhead(rounds: int) -> dict[str, Any]:
    """The web with latency by both, in turns."""
    walls: dict[str, list[float]] = {crew: [] for crew in CREWS}
    for _ in range(rounds):
        for crew in CREWS:
            walls[crew].append(once(crew, WORKLOADS["latency"])["wall"])
    found = {crew: round(statistics.median(each), 2) for crew, each in walls.items()}
    return {**found, "ratio": round(found["cluster"] / found["workers"], 2), "rounds": rounds}


def once(crew: str, workload: Workload) -> dict[str, float]:
    """Wall seconds, and peak MB of the command and of its largest worker."""
    with tempfile.TemporaryDirectory() as name, web_of(workload) as (web, port):
        folder = Path(name)
        urls = [f"http://{address(link.host)}:{port}/n{link.number}" for link in workload.plan]
        (folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="utf-8")
        command = [*linkcheck(Bed(workload, folder, port)), *CREWS[crew]]
        began = time.perf_counter()
        with (folder / "out").open("wb") as out:
            process = subprocess.Popen(
                command, cwd=folder, env=environment(), stdout=out, stderr=out
            )
            own, workers = _peaks(process)
        wall = time.perf_counter() - began
        if process.returncode:
            raise RuntimeError((folder / "out").read_text(encoding="utf-8", errors="replace"))
        ended(web)
    return {"wall": round(wall, 2), "memory": round(own), "worker memory": round(workers)}


def _peaks(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Peak MB of a process and of the largest that it started, watched until it ends."""
    own = largest = 0.0
    while True:
        own = max(own, _peak(process.pid))
        largest = max([largest, *map(_peak, _children(process.pid))])
        try:
            process.wait(_EVERY)
        except subprocess.TimeoutExpired:
            continue
        return own, largest


def _children(pid: int) -> list[int]:
    """What any of a process's threads has started."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, listed.read_text().split())
    return found


def _peak(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def cost(links: int) -> dict[str, float]:
    """What a link costs on the cluster where there are so many."""
    found = once("cluster", SIZES[links])
    return {**found, "ms a link": round(1000 * found["wall"] / links, 2)}


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.bench.cluster")
    reader.add_argument("--rounds", type=int, default=3)
    usual = [links for links in SIZES if links < MILLION]
    reader.add_argument("--links", type=int, nargs="*", default=usual, choices=list(SIZES))
    reader.add_argument("--save", action="store_true")
    asked = reader.parse_args()
    found: dict[str, Any] = {"machine": machine()}
    if asked.rounds:
        found["overhead"] = overhead(asked.rounds)
    found["links"] = {}
    for links in asked.links:
        found["links"][links] = cost(links)
        sys.stderr.write(json.dumps(found) + "\n")
    tell(found, "cluster", save=asked.save)


if __name__ == "__main__":
    main()
