"""`python -m tests.bench.plan [--save]`: how near `linkcheck plan` comes to what a run then takes.

Of each pair of webs (workloads.PLANNED) the smaller one is checked first; by its saved run the time of the other, which
has a seed of its own, is planned (`--like`), and then measured. Nothing is fitted to the webs that are planned.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from linkcheck.cli.plan import evidence_of
from linkcheck.plan import plan
from linkcheck.prospect import prospect
from linkcheck.resolve import resolve
from linkcheck.settings.loading import load
from tests.bench.contest import Bed, ended, linkcheck, timed, web_of
from tests.bench.machine import machine, tell
from tests.bench.workloads import PLANNED, Workload, address

KINDS = tuple(dict.fromkeys(name.partition("-")[0] for name in PLANNED))
ALLOWED = 0.25
"""By which share the expected time may miss the measured one."""


def kind(name: str) -> dict[str, Any]:
    """One pair: expected and measured seconds."""
    with tempfile.TemporaryDirectory() as seen, tempfile.TemporaryDirectory() as planned:
        _checked(PLANNED[f"{name}-seen-before"], Path(seen))
        measured = _checked(PLANNED[f"{name}-planned-then"], Path(planned))
        expected = _expected(Path(planned), Path(seen) / "report.json")
    miss = expected / measured - 1
    return {
        "links": PLANNED[f"{name}-planned-then"].links,
        "floor": round(PLANNED[f"{name}-planned-then"].floor, 1),
        "expected": round(expected, 1),
        "measured": round(measured, 1),
        "miss": round(miss, 3),
        "within": abs(miss) <= ALLOWED,
    }


def _checked(workload: Workload, folder: Path) -> float:
    """Seconds of a run over a web that nobody has asked before."""
    with web_of(workload) as (web, port):
        urls = [f"http://{address(link.host)}:{port}/n{link.number}" for link in workload.plan]
        (folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="utf-8")
        wall, _ = timed(linkcheck(Bed(workload, folder, port)), folder, frozenset({0}))
        ended(web)
    return wall


def _expected(folder: Path, like: Path) -> float:
    """Seconds that `plan` expects for one process, before rounding for the reader."""
    chosen = load(folder, {}, trust=True)
    urls = (folder / "urls.txt").read_text(encoding="utf-8").split()
    made = plan((resolve(url, chosen) for url in urls), chosen)
    told = prospect(made, chosen, evidence_of(str(like)), ())
    return told.courses[0].time.total_seconds()


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.bench.plan")
    reader.add_argument("names", nargs="*", choices=[*KINDS, []], default=[])
    reader.add_argument("--save", action="store_true")
    asked = reader.parse_args()
    found = {"machine": machine(), **{name: kind(name) for name in asked.names or KINDS}}
    tell(found, "plan", save=asked.save)


if __name__ == "__main__":
    main()
