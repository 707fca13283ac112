"""`make bench`: how fast, as ratios within one run, since machines differ and are noisy.

latency           3,000 links on 450 hosts, as slow and as faulty as the web; ten in flight and 50 ms between requests a host
stalls            the same, and 0.5 % of the links never answer
zero-latency      5,000 links on 200 hosts that answer at once, without pauses: what the processor costs
ten-thousand      10,000 links on 2,000 hosts, the same way; and
hundred-thousand  100,000 of them: how wall and memory grow
extraction        11.4 MB of articles: with one process, with all processors, unchanged; beside markdown-it-py as it comes
start-up          the command's, as a ratio to importing its libraries

    python -m tests.bench [NAME …] [--rounds N] [--workers N] [--save]

Each web runs in its own process and holds this tool to its politeness; lychee runs in turns with it where it is on the PATH or `LYCHEE` names it.
Medians count. With `--save`, results are kept in tests/bench/results/ with the machine's description.
"""

from __future__ import annotations

import argparse
import statistics
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.contest import Run, present, run
from tests.bench.extraction import extraction, startup
from tests.bench.machine import machine, tell
from tests.bench.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 5
ROOT = Path(__file__).parents[2]
_MEASURES = ("wall", "cpu", "memory", "requests")


def checking(name: str, rounds: int, workers: int) -> dict[str, Any]:
    """One web, by each contender in turns."""
    workload, contenders = WORKLOADS[name], present()
    runs: dict[str, list[Run]] = {contender: [] for contender in contenders}
    for _ in range(rounds):
        for contender in contenders:
            runs[contender].append(run(contender, workload, workers))
    found: dict[str, Any] = {each: _median(runs[each]) for each in contenders}
    if len(contenders) == 2:
        ours, theirs = (found[each] for each in contenders)
        found["ratio"] = {key: round(ours[key] / theirs[key], 2) for key in _MEASURES}
    return found | {"floor": round(workload.floor, 2), "workers": workers, "rounds": rounds}


def _median(runs: list[Run]) -> dict[str, float]:
    names = [field.name for field in fields(Run) if field.name != "polite"]
    found = {name: statistics.median(getattr(each, name) for each in runs) for name in names}
    return found | {"polite": all(each.polite for each in runs)}


BENCHES: Mapping[str, Callable[[str, int, int], dict[str, Any]]] = {
    **dict.fromkeys(WORKLOADS, checking),
    "extraction": lambda _name, rounds, _workers: extraction(rounds),
    "start-up": lambda _name, rounds, _workers: startup(2 * rounds),
}


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.bench")
    reader.add_argument("names", nargs="*", choices=[*BENCHES, []], default=[])
    reader.add_argument("--rounds", type=int, default=ROUNDS)
    reader.add_argument("--workers", type=int, default=1)
    reader.add_argument("--save", action="store_true")
    asked = reader.parse_args()
    for name in asked.names or BENCHES:
        result = {"machine": machine(), name: BENCHES[name](name, asked.rounds, asked.workers)}
        suffix = f"-{asked.workers}-workers" if asked.workers > 1 else ""
        tell(result, f"{name}{suffix}", save=asked.save)


if __name__ == "__main__":
    main()
