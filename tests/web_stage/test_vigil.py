"""The network's going and coming, by how requests fail."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from linkcheck.model import Failure
from linkcheck.web.vigil import ENOUGH, LONGEST, Vigil
from tests.virtual_time import run_virtually as run

if TYPE_CHECKING:
    from collections.abc import Callable


def watched(answers: Callable[[float], bool]) -> tuple[Vigil, list[float]]:
    """A vigil whose well-known name is known at certain times, and when it was asked for."""
    asked: list[float] = []

    async def is_there() -> bool:
        asked.append(asyncio.get_running_loop().time())
        return answers(asked[-1] - asked[0])

    return Vigil(is_there), asked


async def fail(vigil: Vigil, hosts: int, failure: Failure | None = Failure.DNS) -> list[bool]:
    return [await vigil.has_passed(f"h{n}", failure) for n in range(hosts)]


def test_a_few_failures_are_the_hosts_own() -> None:
    vigil, asked = watched(lambda _now: False)
    assert run(fail(vigil, ENOUGH - 1)) == [False] * (ENOUGH - 1)
    assert asked == []


@pytest.mark.parametrize("failure", [Failure.REFUSED, Failure.TIMEOUT, Failure.NO_SUCH_HOST, None])
def test_what_a_host_says_is_no_sign(failure: Failure | None) -> None:
    vigil, asked = watched(lambda _now: False)
    run(fail(vigil, 50, failure))
    assert asked == []


def test_one_host_alone_is_no_sign() -> None:
    async def one() -> None:
        for _ in range(50):
            await vigil.has_passed("h", Failure.DNS)

    vigil, asked = watched(lambda _now: False)
    run(one())
    assert asked == []


def test_an_answer_in_between_begins_anew() -> None:
    async def mixed() -> None:
        for _ in range(10):
            await fail(vigil, ENOUGH - 1)
            await vigil.has_passed("up", None)

    vigil, asked = watched(lambda _now: False)
    run(mixed())
    assert asked == []


def test_it_waits_until_the_network_is_back() -> None:
    vigil, _ = watched(lambda now: now > 7)
    assert run(fail(vigil, ENOUGH)) == [False] * (ENOUGH - 1) + [True]
    assert vigil.seconds == 8
    assert not vigil.is_lost


def test_all_wait_for_the_same() -> None:
    async def together() -> list[bool]:
        return await asyncio.gather(
            *(vigil.has_passed(f"h{n}", Failure.UNREACHABLE) for n in range(30))
        )

    vigil, asked = watched(lambda now: now > 7)
    assert sum(run(together())) == 30 - ENOUGH + 1
    assert len(asked) == 5


def test_it_does_not_wait_for_ever() -> None:
    vigil, asked = watched(lambda _now: False)
    run(fail(vigil, 40))
    assert vigil.is_lost
    assert vigil.seconds == LONGEST
    assert len(asked) == LONGEST / 2 + 1


def test_a_network_that_is_there_is_asked_after_less_and_less() -> None:
    vigil, asked = watched(lambda _now: True)
    run(fail(vigil, 200))
    assert len(asked) == 5  # after 5, 10, 20, 40, 80
