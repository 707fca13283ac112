"""Worker processes: what they say arrives, whoever dies, and whoever has enough."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck.checking.workers import Lost, Workers, begun
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


async def square(job: int, tell: Callable[[Any], None], stop: asyncio.Event) -> tuple[int, int]:
    """Tells the job, then where it was done."""
    tell(job)
    await asyncio.sleep(0)
    return job * job, os.getpid()


async def until_stopped(job: int, tell: Callable[[Any], None], stop: asyncio.Event) -> str:
    tell(os.getpid())
    await stop.wait()
    return f"stopped {job}"


async def deadly(job: int, tell: Callable[[Any], None], stop: asyncio.Event) -> int:
    tell(job)
    if job == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


async def stubborn(job: int, tell: Callable[[Any], None], stop: asyncio.Event) -> int:
    tell(job)
    await asyncio.Event().wait()
    return job


async def tireless(job: int, tell: Callable[[Any], None], stop: asyncio.Event) -> int:
    tell(os.getpid())
    while True:
        await asyncio.sleep(0.01)
        if job:
            tell(job)


def run(
    task: Any, jobs: Sequence[int], workers: int, *, stop_at: int | None = None
) -> tuple[list[Any], list[Any]]:
    """All ends, and all that was told; `stop_at` stops the workers after so many words."""

    async def work() -> tuple[list[Any], list[Any]]:
        told: list[Any] = []

        def heard(word: Any) -> None:
            told.append(word)
            if len(told) == stop_at:
                crew.stop()

        crew = Workers(workers, task, heard)
        try:
            return await crew.run(jobs), told
        finally:
            await crew.close()

    return asyncio.run(work())


def test_the_ends_come_in_the_order_of_the_jobs() -> None:
    ends, told = run(square, range(5), 2)
    assert [end[0] for end in ends] == [0, 1, 4, 9, 16]
    assert sorted(told) == [0, 1, 2, 3, 4]
    assert 1 <= len({pid for _, pid in ends}) <= 2
    assert os.getpid() not in {pid for _, pid in ends}


def test_those_at_hand_do_the_work_and_end_with_it() -> None:
    at_hand = begun(2, square)
    pids = {each.pid for each in multiprocessing.active_children()}

    async def work() -> list[Any]:
        crew = Workers(2, square, lambda _: None, at_hand)
        try:
            return await crew.run(range(5))
        finally:
            await crew.close()

    ends = asyncio.run(work())
    assert {pid for _, pid in ends} <= pids
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [0, 1], ids=["nothing", "fewer-than-workers"])
def test_few_jobs(jobs: int) -> None:
    ends, _ = run(square, range(jobs), 2)
    assert len(ends) == jobs


def test_what_a_dead_worker_said_counts_and_the_others_go_on() -> None:
    ends, told = run(deadly, range(5), 1)
    assert ends == [0, 1, Lost(), 3, 4]
    assert told == [0, 1, 2, 3, 4]


def test_stopped_they_say_their_last_words_and_begin_nothing_more() -> None:
    ends, told = run(until_stopped, range(4), 2, stop_at=2)
    assert ends == ["stopped 0", "stopped 1", Lost(), Lost()]
    assert len(told) == 2


def test_who_does_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.checking.workers.PATIENCE", 0.1)
    ends, told = run(stubborn, range(1), 1, stop_at=1)
    assert (ends, told) == ([Lost()], [0])


ORPHANS = """\
import asyncio, os, signal
from linkcheck.checking.workers import Workers
from tests.test_workers import tireless

told = set()

def heard(word):
    told.add(word)
    if len(told) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(Workers(2, tireless, heard).run([0, 1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="nobody is killed so there")
def test_whoever_is_killed_takes_the_workers_along() -> None:
    """The one that has something to say, and the one that is silent; without a word to anyone."""
    program = [sys.executable, "-c", ORPHANS]
    # Their output is ours as long as one of them lives, so that it ends with the last one.
    done = subprocess.run(
        program, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
