"""A cluster as people run one: a scheduler and workers, each a process of Dask's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
_PATIENCE = 60


@dataclass
class Machines:
    """The scheduler's address, and workers to be added."""

    address: str
    folder: Path
    _running: ExitStack = field(default_factory=ExitStack)

    def add(self, workers: int, environment: Mapping[str, str] | None = None) -> None:
        """Start so many more workers, each under its nanny, and wait until the scheduler knows them."""
        with Client(self.address, set_as_default=False) as client:
            known = len(client.scheduler_info(n_workers=-1)["workers"])
            for _ in range(workers):
                self._running.enter_context(
                    _process("dask_worker", self.folder, self.address, environment=environment)
                )
            client.wait_for_workers(known + workers, timeout=_PATIENCE)

    def pids(self) -> list[int]:
        """The processes that do the work (not their nannies)."""
        with Client(self.address, set_as_default=False) as client:
            return list(client.run(os.getpid).values())


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """A scheduler without workers."""
    told = folder / "scheduler.json"
    flags = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    with _process("dask_scheduler", folder, *flags), ExitStack() as running:
        deadline = time.monotonic() + _PATIENCE
        while not told.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        with Client(scheduler_file=str(told), set_as_default=False) as client:
            address = str(client.scheduler_info()["address"])
        yield Machines(address, folder, running)


@contextmanager
def _process(
    name: str, folder: Path, *flags: str, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    command = [sys.executable, "-m", f"distributed.cli.{name}", "--no-dashboard", *flags]
    if name == "dask_worker":
        command += ["--nthreads", "1", "--local-directory", str(folder)]
    known = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    with (
        (folder / "machines.log").open("ab") as log,
        subprocess.Popen(command, cwd=folder, env=known, stdout=log, stderr=log) as process,
    ):
        try:
            yield
        finally:
            process.terminate()
