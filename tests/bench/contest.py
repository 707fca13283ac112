"""One contender over one web, in a process of its own: wall and CPU seconds, peak memory, and what the web saw of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tests.bench.machine import environment
from tests.bench.workloads import Workload, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parents[2]
_SLACK = 0.1
"""The share by which requests in a row may come closer than the interval: what two event loops wait for each other."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took. Seconds, MB, and the web's counts."""

    wall: float
    cpu: float
    memory: float
    requests: int
    connections: int
    polite: bool


@dataclass(frozen=True, slots=True)
class Bed:
    """A folder with the links, and the settings of each contender."""

    workload: Workload
    folder: Path
    port: int
    workers: int = 1


@contextmanager
def web_of(workload: Workload) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The web in its own process, and its port."""
    command = [sys.executable, "-m", "tests.bench.web", workload.name]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process, int(_stream(process.stdout).readline())
        _stream(process.stdin).close()


def ended(web: subprocess.Popen[str]) -> dict[str, float]:
    """End a web; what it saw."""
    _stream(web.stdin).close()
    seen: dict[str, float] = json.loads(_stream(web.stdout).readline())
    return seen


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def run(contender: str, workload: Workload, workers: int = 1) -> Run:
    """One run over a web that nobody has asked before."""
    with tempfile.TemporaryDirectory() as name, web_of(workload) as (web, port):
        bed = Bed(workload, Path(name), port, workers)
        urls = [f"http://{address(link.host)}:{port}/n{link.number}" for link in workload.plan]
        (bed.folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="utf-8")
        command, good = CONTENDERS[contender]
        wall, usage = timed(command(bed), bed.folder, good)
        seen = ended(web)
    return Run(
        wall=round(wall, 3),
        cpu=round(usage.ru_utime + usage.ru_stime, 3),
        memory=round(usage.ru_maxrss / 1024, 1),
        requests=int(seen["requests"]),
        connections=int(seen["connections"]),
        polite=_is_polite(workload, seen),
    )


def _is_polite(workload: Workload, seen: Mapping[str, float]) -> bool:
    """Whether no host saw more at once, or sooner, than was agreed."""
    from tests.bench.web import WINDOW  # noqa: PLC0415 - it makes its pages when it is imported

    shortest = (WINDOW - 1) * workload.interval * (1 - _SLACK)
    in_time = seen["tightest_window"] >= shortest
    return in_time and seen["most_in_flight"] <= workload.in_flight


def timed(command: list[str], folder: Path, good: frozenset[int]) -> tuple[float, Any]:
    """Wall seconds and the resources of a command and all that it started; it must end with one of these codes."""
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=out, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise RuntimeError((folder / "err").read_text(encoding="utf-8", errors="replace"))
    return wall, usage


def linkcheck(bed: Bed) -> list[str]:
    """This tool, as polite as the workload says."""
    pace = bed.workload
    (bed.folder / "linkcheck.toml").write_text(
        f"per-host-start = {pace.in_flight}\nper-host = {pace.in_flight}\n"
        f"interval = {pace.interval}\ninterval-floor = {pace.interval}\nallow-private = true\narchive = false\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "linkcheck", "urls.txt", "--trust-settings", "--no-progress"]
    command += ["--workers", str(bed.workers), "--store", "seen.db"]
    return [*command, "--fail-on", "never", "-o", "json=report.json"]


def _lychee(bed: Bed) -> list[str]:
    pace = bed.workload
    command = [os.environ.get("LYCHEE") or "lychee", "--no-progress", "--format", "json"]
    command += ["--output", "report.json", "--max-concurrency", "100"]
    command += ["--host-concurrency", str(pace.in_flight)]
    command += ["--host-request-interval", f"{round(pace.interval * 1000)}ms"]
    return [*command, "urls.txt"]


CONTENDERS: Mapping[str, tuple[Callable[[Bed], list[str]], frozenset[int]]] = {
    "linkcheck": (linkcheck, frozenset({0})),
    "lychee": (_lychee, frozenset({0, 2})),  # 2: some links are broken
}
"""How each is called, and the codes with which it ends when all went well."""


def present() -> list[str]:
    """The contenders that are on this machine."""
    has_lychee = os.environ.get("LYCHEE") or shutil.which("lychee")
    return ["linkcheck", "lychee"] if has_lychee else ["linkcheck"]
