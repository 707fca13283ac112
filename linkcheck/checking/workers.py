"""Several processes work, this one keeps the books: jobs out over a pipe a worker, what is done back in batches.

A job is a shard of hosts, so that workers need no talk with each other. A worker is a fresh interpreter (`spawn`: to fork a process
that has threads and an event loop is undefined, and Windows has no fork). What a worker said before it died counts; the
rest of its job is the caller's to give out again. Ctrl-C reaches every process of a terminal: workers leave it to this one. When this one
is killed they end at once, since nobody keeps what they go on to see.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from linkcheck import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

PATIENCE = 5.0
"""Seconds that a worker has for its last words when it is told to stop."""

_STOP = "stop"


class Task(Protocol):
    """What a worker does with a job: a module's function, found by its name in the other process.

    It may `tell` by the way, gives the job's end, and hurries to it once `stop` is set.
    """

    def __call__(
        self, job: Any, tell: Callable[[Any], None], stop: asyncio.Event, /
    ) -> Coroutine[Any, Any, Any]:
        """Do the job."""
        ...


@dataclass(frozen=True, slots=True)
class Lost:
    """The worker died before the job's end."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One message of a worker: something by the way, or the job's end."""

    value: Any
    is_end: bool = False


def begun(number: int, task: Task) -> list[Worker]:
    """So many processes for `Workers`, which load what they need while there is no job yet; they end with us."""
    return [Worker(task) for _ in range(number)]


class Workers:
    """So many processes; `heard` is called in this one's event loop with all that they tell. Those `at_hand` are taken first."""

    pause = 0.0
    """Seconds for which what a worker saw waits for company. Measured over 3,000 links that answer at once: no pause takes 1 % more
    processor time than half a second, and a kill costs no more requests than are in flight."""

    def __init__(
        self, number: int, task: Task, heard: Callable[[Any], None], at_hand: Iterable[Worker] = ()
    ) -> None:
        self.number = number
        """How many jobs are done at a time."""
        self.neighbours = number
        """How many workers share one machine's open files and processors."""
        self._task = task
        self._heard = heard
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="worker-pipe")
        self._queue: deque[int] = deque()
        self._idle = [*at_hand]
        self._busy: set[Worker] = set()

    async def run(self, jobs: Sequence[Any]) -> list[Any]:
        """The ends of all jobs, in their order; `Lost` where a worker died. The first jobs are begun first, each taken when it is."""
        ends: list[Any] = [Lost()] * len(jobs)
        self._queue.extend(range(len(jobs)))

        async def work() -> None:
            while self._queue:
                number = self._queue.popleft()
                ends[number] = await self._do(jobs[number])

        async with asyncio.TaskGroup() as tasks:
            for _ in range(min(self.number, len(jobs))):
                tasks.create_task(work())
        return ends

    def stop(self) -> None:
        """Have the jobs under way broken off, and begin no more: their ends come, as far as the workers still can say them."""
        self._queue.clear()
        for worker in self._busy:
            worker.stop()

    async def close(self) -> None:
        """End the processes; a job under way is lost."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        await asyncio.to_thread(self._threads.shutdown)

    async def _do(self, job: Any) -> Any:
        worker = self._idle.pop() if self._idle else Worker(self._task)
        self._busy.add(worker)
        loop = asyncio.get_running_loop()
        try:
            worker.give(job)
            while True:
                said = await loop.run_in_executor(self._threads, worker.hear)
                if said is None:
                    worker.end()
                    return Lost()
                if said.is_end:
                    self._idle.append(worker)
                    return said.value
                self._heard(said.value)
        finally:
            self._busy.discard(worker)


class Worker:
    """One process and our end of its pipe."""

    def __init__(self, task: Task) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, task), daemon=True)
        with _deaf():
            self._process.start()
        self._late: threading.Timer | None = None
        theirs.close()

    def give(self, job: Any) -> None:
        """Have it do a job, or stop."""
        try:
            self._pipe.send(job)
        except OSError:
            return  # it is dead, which `hear` says

    def stop(self) -> None:
        """Have it break its job off in time."""
        self.give(_STOP)
        self._late = threading.Timer(PATIENCE, self._process.kill)
        self._late.start()

    def hear(self) -> _Said | None:
        """The next message, None where the process is dead; waits for it."""
        said: _Said | None = _received(self._pipe)
        return said

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._late is not None:
            self._late.cancel()
        self._process.kill()
        self._process.join()
        self._pipe.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Have Ctrl-C wait; a process that is begun meanwhile never hears it, not even while it loads what it needs (sigprocmask(2))."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, task: Task) -> None:
    """A worker's life: job after job until the pipe ends, and with it whoever gave them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory.settle()
    with memory.at_work():
        asyncio.run(_work(pipe, task))


async def _work(pipe: Connection, task: Task) -> None:
    jobs: asyncio.Queue[Any] = asyncio.Queue()
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def listen() -> None:
        while (message := _received(pipe)) is not None:
            if message == _STOP:
                loop.call_soon_threadsafe(stop.set)
            else:
                loop.call_soon_threadsafe(jobs.put_nowait, message)
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        end = await task(await jobs.get(), lambda told: _say(pipe, _Said(told)), stop)
        _say(pipe, _Said(end, is_end=True))


def _say(pipe: Connection, said: _Said) -> None:
    """Have the other end hear it; where that is no more, nothing is left to do."""
    try:
        pipe.send(said)
    except OSError:
        os._exit(1)


def _received(pipe: Connection) -> Any:
    """The next message of a pipe; None at its end."""
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None
