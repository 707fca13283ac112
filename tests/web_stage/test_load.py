"""The room for requests: all while the event loop comes round in time, less when it does not, and never none."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import pairwise

import pytest

from linkcheck.web.lanes import Lanes, Turn
from linkcheck.web.load import Load
from linkcheck.web.pace import Pace
from linkcheck.web.virtual import VirtualLoop
from tests.virtual_time import run_virtually

PACE = Pace(in_flight=10, in_flight_cap=10, interval=0.05, interval_floor=0.05, rest_cap=30)
LATE = 0.5
ROUNDS = {
    "in time": (100, [0.015] * 20, 100, 100),
    "late once": (100, [LATE], 100, 50),
    "late for long": (100, [LATE] * 50, 100, 8),
    "late with few under way": (100, [LATE], 20, 10),
    "late with next to none under way": (100, [LATE] * 50, 3, 100),
    "few allowed": (4, [LATE] * 50, 100, 4),
    "in time again": (100, [LATE] * 50 + [0.015] * 100, 100, 100),
    "in time for a moment": (100, [LATE] * 50 + [0.015] * 3, 100, 8),
}


def work(seconds: float) -> None:
    """What keeps the processor, and with it the event loop, for so long."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop.work(seconds)


@pytest.mark.parametrize(("most", "rounds", "under_way", "room"), ROUNDS.values(), ids=ROUNDS)
def test_the_room_follows_the_loop(
    most: int, rounds: list[float], under_way: int, room: int
) -> None:
    async def found() -> int:
        load = Load(most)
        for seconds in rounds:
            load.measure(min(under_way, load.room))
            work(seconds)
            await asyncio.sleep(0)
        return load.room

    assert run_virtually(found()) == room


async def _asked(seconds: float) -> tuple[list[float], int]:
    """When a host of forty links was asked beside a thousand others, each of whose answers is so much work; the most at once after the start."""
    lanes, loop = Lanes(PACE, 100), asyncio.get_running_loop()
    asked: list[float] = []
    under_way: list[int] = [0]
    all_over = asyncio.Event()

    async def request(host: str, turn: Turn) -> None:
        with turn:
            if host == "busy":
                asked.append(loop.time())
            under_way.append(under_way[-1] + 1)
            await asyncio.sleep(0.1)
            work(seconds)
            under_way.append(under_way[-1] - 1)
            if len(under_way) > 2 * 1040:
                all_over.set()

    async with asyncio.TaskGroup() as group:

        def begin(host: str, turn: Turn) -> None:
            group.create_task(request(host, turn))

        for number in range(1000):
            lanes.line_up(f"host {number}", partial(begin, f"host {number}"))
        for _ in range(40):
            lanes.line_up("busy", partial(begin, "busy"))
        await all_over.wait()
    return asked, max(under_way[1000:])


@pytest.mark.parametrize(
    ("seconds", "least", "at_most"),
    [
        pytest.param(0.0, 90, 100, id="all slots while there is little to do"),
        pytest.param(0.008, 8, 40, id="few when each answer is work"),
    ],
)
def test_no_more_is_asked_at_once_than_the_process_keeps_up_with(
    seconds: float, least: int, at_most: int
) -> None:
    asked, most = run_virtually(_asked(seconds))
    assert least <= most <= at_most
    assert max(later - earlier for earlier, later in pairwise(asked[10:-1])) < 0.15


def test_lanes_that_wait_for_the_process_go_on_by_themselves() -> None:
    """Without an answer that would wake them: all that is under way is silent."""

    async def begun() -> int:
        lanes, turns = Lanes(PACE, 100), list[Turn]()
        lanes.load.room = 8
        for number in range(50):
            lanes.line_up(f"host {number}", partial(_enter, turns))
        await asyncio.sleep(1.5)
        return len(turns)

    assert run_virtually(begun()) == 50


def _enter(turns: list[Turn], turn: Turn) -> None:
    turn.__enter__()
    turns.append(turn)
