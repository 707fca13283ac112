"""The same jobs as `workers`, on machines that a Dask scheduler knows (`pip install citation-linkcheck[cluster]`).

Why Dask distributed, on paper: it is Python alone (a pip install on each machine), people who archive have a scheduler running or start one by
`dask scheduler`, a LocalCluster is the same thing for tests, a job is a plain function, and its Queue and Event carry what is told
and "stop". Ray brings C++ daemons, an object store and ports of its own for what is here a dozen long jobs; Spark brings a JVM and thinks in
stages over data sets, not in jobs that tell as they go and wait most of the time. None of the three is politer than another: politeness
comes from a host's being in one job.

A scheduler gives a job again to another machine when one is lost (`allowed-failures`). Then it would ask all that was asked before; so a
job says that it has begun, and one that finds it said is lost: the foreman gives out anew what is missing.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import signal
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from distributed import Client, Event, Future, LocalCluster, Queue, WorkerPlugin, get_client
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from linkcheck import __version__
from linkcheck.checking.workers import PATIENCE, Lost
from linkcheck.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkcheck.checking.workers import Task

_LOCAL = "local:"
_ROOM = 64
"""What workers may have told that has not been heard: then they wait for this process."""
_AHEAD = 2
"""Jobs that the scheduler has for each worker: one under way and one to come; the rest has not been put together."""
_ANSWER = 10
"""Seconds until a scheduler has to answer."""
_POLL = 0.5
"""Seconds between two questions whether to stop."""
_LAST_WORD = b""


@dataclass(frozen=True, slots=True)
class _Place:
    """A scheduler's client, how many workers it has, and the cluster itself where it is ours."""

    client: Client
    workers: int
    own: LocalCluster | None


class Cluster:
    """Jobs on a cluster; `heard` is called in this process's event loop with all that they tell.

    To be made by `cluster`, within an event loop. `number` and `neighbours` are as `Workers` has them.
    """

    pause = 0.5
    """As `Workers` has it; a message goes over the scheduler, which all machines share."""

    def __init__(self, place: _Place, task: Task, heard: Callable[[Any], None]) -> None:
        client = place.client
        self.number = place.workers
        self.neighbours = place.workers if place.own else 1
        self._client = client
        self._own = place.own
        self._task = task
        self._heard = heard
        self._name = f"linkcheck-{uuid4().hex}"
        self._told = Queue(f"{self._name}-told", client=client, maxsize=_ROOM)
        self._stop = Event(f"{self._name}-stop", client=client)
        self._places = asyncio.Semaphore(_AHEAD * place.workers)
        self._number = 0
        self._stopping: asyncio.Task[None] | None = None
        self._under_way: list[Future[Any]] = []

    async def run(self, jobs: Sequence[Any]) -> list[Any]:
        """The ends of all jobs, in their order; `Lost` where a machine was lost."""
        hearing = asyncio.create_task(self._hear())
        try:
            numbers = range(len(jobs))
            return list(await asyncio.gather(*(self._do(jobs, number) for number in numbers)))
        finally:
            await self._told.put(_LAST_WORD)
            await hearing

    def stop(self) -> None:
        """Have the jobs under way broken off: their ends come, as far as the workers still can say them."""
        self._stopping = asyncio.create_task(self._break_off())

    async def close(self) -> None:
        """Leave the cluster; one of our own is ended."""
        if self._stopping is not None:
            self._stopping.cancel()
        await self._client.close()
        if self._own is not None:
            await self._own.close()  # type: ignore[misc] # an awaitable when asynchronous

    async def _break_off(self) -> None:
        await self._stop.set()
        await asyncio.sleep(PATIENCE)
        # What no worker has any more would be waited for until another machine joins.
        await self._client.cancel(self._under_way, force=True)

    async def _do(self, jobs: Sequence[Any], number: int) -> Any:
        async with self._places:
            if self._stopping is not None:
                return Lost()
            return await self._done(pickle.dumps(jobs[number]))

    async def _done(self, job: bytes) -> Any:
        self._number += 1
        future = self._client.submit(
            serve, self._task, job, self._name, self._number, pure=False, retries=0
        )
        self._under_way.append(future)
        try:
            return await future
        except (KilledWorker, FutureCancelledError):
            return Lost()
        finally:
            self._under_way.remove(future)

    async def _hear(self) -> None:
        """All that is told until the last word, which is ours."""
        while said := await self._told.get():
            self._heard(pickle.loads(said))  # noqa: S301 - from our own job, over the user's own cluster


async def cluster(where: str, task: Task, heard: Callable[[Any], None]) -> Cluster:
    """The cluster at a scheduler's address, or `local:N`; SettingsError where there is none, or one of another version."""
    own = await _own(int(where.removeprefix(_LOCAL))) if where.startswith(_LOCAL) else None
    client = Client(own or where, asynchronous=True, set_as_default=False, timeout=_ANSWER)
    try:
        await client
    except (OSError, TimeoutError, ValueError, ImportError) as error:
        await client.close()
        raise SettingsError(f"--cluster {where}: no scheduler answers there ({error})") from None
    # A function of the standard library: what is not installed there cannot be asked for its version.
    versions = await client.run(resolve_name, "linkcheck:__version__", on_error="return")
    others = sorted({str(each) for each in versions.values()} - {__version__})
    if others or not versions:
        await client.close()
        has = f"its workers say: {'; '.join(others)}" if others else "it has no workers"
        raise SettingsError(f"--cluster {where}: {has}; they need linkcheck {__version__}")
    if own is not None:
        await client.register_plugin(_Deaf())
    return Cluster(_Place(client, len(versions), own), task, heard)


class _Deaf(WorkerPlugin):
    """Ctrl-C reaches every process of a terminal: workers leave it to this one."""

    def setup(self, worker: object) -> None:  # noqa: ARG002 - Dask's form
        """In each worker at its start."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)


async def _own(workers: int) -> LocalCluster:
    return await LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
        asynchronous=True,
    )


def serve(task: Task, job: bytes, name: str, number: int) -> Any:
    """A job on a machine of the cluster, from beginning to end."""
    client = get_client()
    begun = Event(f"{name}-begun-{number}", client=client)
    if begun.is_set():
        return Lost()
    stopped = Event(f"{name}-stop", client=client)
    if stopped.is_set():
        return Lost()
    begun.set()
    told = Queue(f"{name}-told", client=client)

    async def work() -> Any:
        stop = asyncio.Event()
        watching = asyncio.create_task(_watch(stopped, stop))
        try:
            return await task(
                pickle.loads(job),  # noqa: S301 - from the foreman, over the user's own cluster
                lambda value: told.put(pickle.dumps(value)),
                stop,
            )
        finally:
            watching.cancel()

    return asyncio.run(work())


async def _watch(stopped: Event, stop: asyncio.Event) -> None:
    """Set `stop` when the foreman says so."""
    while not await asyncio.to_thread(stopped.wait, _POLL):
        pass
    stop.set()
