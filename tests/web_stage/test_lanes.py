"""Politeness, in virtual time: intervals, widths, slots, ranks."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.settings import Settings
from linkcheck.web.lanes import Lanes, Turn, slots
from linkcheck.web.pace import Lane, Pace
from tests.virtual_time import run_virtually

PACE = Pace(in_flight=2, in_flight_cap=4, interval=1.0, interval_floor=0.5, rest_cap=30.0)


async def _serve(lanes: Lanes, hosts: list[str], lasts: float) -> list[tuple[float, str]]:
    """Line up requests that take so long each; when each began, and for which host."""
    loop = asyncio.get_running_loop()
    begun: list[tuple[float, str]] = []
    all_begun = asyncio.Event()
    async with asyncio.TaskGroup() as group:

        async def request(turn: Turn, host: str) -> None:
            with turn:
                begun.append((round(loop.time(), 3), host))
                if len(begun) == len(hosts):
                    all_begun.set()
                await asyncio.sleep(lasts)

        def starter(host: str) -> None:
            def start(turn: Turn) -> None:
                group.create_task(request(turn, host))

            lanes.line_up(host, start)

        for host in hosts:
            starter(host)
        await all_begun.wait()
    return begun


def test_a_host_is_asked_once_an_interval() -> None:
    begun = run_virtually(_serve(Lanes(PACE, 10), ["a"] * 4, lasts=0.1))
    assert [at for at, _ in begun] == [0.0, 1.0, 2.0, 3.0]


def test_a_slow_host_has_no_more_in_flight_than_its_width() -> None:
    begun = run_virtually(_serve(Lanes(PACE, 10), ["a"] * 4, lasts=10))
    assert [at for at, _ in begun] == [0.0, 1.0, 10.0, 11.0]


def test_hosts_do_not_wait_for_each_other() -> None:
    begun = run_virtually(_serve(Lanes(PACE, 10), ["slow", "slow", "slow", "b", "c"], lasts=5))
    assert {host: at for at, host in reversed(begun)} == {"slow": 0.0, "b": 0.0, "c": 0.0}


def test_all_hosts_share_the_slots() -> None:
    begun = run_virtually(_serve(Lanes(PACE, 2), ["a", "b", "c", "d"], lasts=3))
    assert [at for at, _ in begun] == [0.0, 0.0, 3.0, 3.0]


SILENT = {
    "as many as may": (2, [0.0, 0.0, 2.0, 2.0, 30.0, 30.0, 32.0]),
    "one": (1, [0.0, 0.0, 2.0, 30.0, 30.0, 32.0, 60.0]),
    "none": (0, [0.0, 0.0, 30.0, 30.0, 60.0, 60.0, 90.0]),
}


@pytest.mark.parametrize(("spare", "times"), SILENT.values(), ids=SILENT.keys())
def test_a_silent_request_gives_its_slot_away(spare: int, times: list[float]) -> None:
    begun = run_virtually(_serve(Lanes(PACE, 2, spare=spare), list("abcdefg"), lasts=30))
    assert [at for at, _ in begun] == times


def test_when_slots_are_short_the_busiest_host_goes_first() -> None:
    begun = run_virtually(_serve(Lanes(PACE, 1), ["a", "b", "b", "b"], lasts=2))
    # Among hosts with equally long queues, the one that has waited longer has the slot.
    assert [host for _, host in begun] == ["b", "b", "a", "b"]


def test_further_looks_wait_for_first_ones() -> None:
    async def order() -> list[str]:
        lanes, seen, done = Lanes(PACE, 1), [], asyncio.Event()

        def start(name: str) -> None:
            def begin(turn: Turn) -> None:
                seen.append(name)
                asyncio.get_running_loop().call_later(1, turn.give_back)
                if len(seen) == 3:
                    done.set()

            lanes.line_up(name, begin, further=name == "again")

        for name in ("busy", "again", "fresh"):
            start(name)
        await done.wait()
        return seen

    assert run_virtually(order()) == ["busy", "fresh", "again"]


def test_the_next_hop_goes_before_those_who_have_not_begun() -> None:
    async def order() -> list[str]:
        lanes, seen = Lanes(PACE, 10), list[str]()
        lane = lanes.lane("a")
        lane.next_at = 1.0
        lanes.line_up("a", lambda turn: (seen.append("first look"), turn.give_back())[0])  # type: ignore[func-returns-value]
        with await lanes.turn("a"):
            seen.append("hop")
        await asyncio.sleep(5)
        return seen

    assert run_virtually(order()) == ["hop", "first look"]


def test_a_turn_that_nobody_waits_for_any_more_is_given_back() -> None:
    async def free_again() -> bool:
        lanes = Lanes(PACE, 1)
        held = await lanes.turn("a")
        waiting = asyncio.create_task(lanes.turn("b"))
        await asyncio.sleep(0)
        waiting.cancel()
        held.give_back()
        with await asyncio.wait_for(lanes.turn("c"), 1):
            return True

    assert run_virtually(free_again())


def test_a_healthy_lane_widens_up_to_the_cap() -> None:
    lane = Lane(PACE, PACE.in_flight, PACE.interval)
    for _ in range(100):
        lane.healthy()
    assert (lane.width, lane.interval) == (PACE.in_flight_cap, PACE.interval_floor)


RESTS = {
    "no time named": (None, 103.0),
    "a time named": (7.0, 107.0),
    "beyond the cap": (3600.0, 130.0),
}


@pytest.mark.parametrize(("rest", "next_at"), RESTS.values(), ids=RESTS.keys())
def test_pushed_back_it_narrows_at_once(rest: float | None, next_at: float) -> None:
    lane = Lane(PACE, PACE.in_flight_cap, PACE.interval)
    lane.push_back(100.0, rest, began=99.0)
    assert (lane.width, lane.interval, lane.next_at) == (2, 1.5, next_at)


def _healthy(lane: Lane, answers: int) -> None:
    for _ in range(answers):
        lane.healthy()


def test_what_was_under_way_when_the_host_pushed_back_slows_the_lane_once() -> None:
    lane = Lane(PACE, 4, 1.0)
    for began in (99.0, 99.2, 99.4, 100.0):
        lane.push_back(100.0, None, began=began)
    assert (lane.width, lane.interval) == (2, 1.5)
    lane.push_back(103.0, None, began=102.0)
    assert (lane.width, lane.interval) == (1, 2.25)


def test_three_pushes_in_a_row_are_a_limit() -> None:
    lane = Lane(PACE, 4, 1.0)
    for second in (100.0, 110.0, 120.0):
        lane.push_back(second, None, began=second - 1)
    assert lane.interval == 4.5


def test_a_host_that_refuses_single_pages_is_slowed_to_a_bound() -> None:
    lane = Lane(PACE, 4, 1.0)
    for second in range(100):
        lane.push_back(float(second), None, began=second - 0.5)
        _healthy(lane, 4)
    assert lane.interval == 4.0


ALONE = {
    "at the start's pace": (1.0, 10, 1.0),
    "quicker": (0.5, 30, 1.0),
    "soon after the last": (1.0, 9, 1.5),
    "slower already": (2.0, 10, 3.0),
}


@pytest.mark.parametrize(("interval", "good", "then"), ALONE.values(), ids=ALONE.keys())
def test_a_push_alone_is_no_limit(interval: float, good: int, then: float) -> None:
    lane = Lane(replace(PACE, interval_floor=interval), 4, interval)
    _healthy(lane, good)
    lane.push_back(100.0, None, began=99.0)
    assert (lane.width, lane.interval) == (2, then)


def test_what_was_refused_is_not_tried_again_at_once() -> None:
    lane = Lane(PACE, 4, 1.0)
    lane.push_back(100.0, None, began=99.0)
    _healthy(lane, 9)
    assert lane.interval >= 1.0
    _healthy(lane, 20)
    assert lane.interval < 1.0


def test_pushing_back_again_and_again_has_an_end() -> None:
    lane = Lane(PACE, 2, 1.0)
    for second in range(50):
        lane.push_back(float(second), None, began=second - 0.5)
    assert (lane.width, lane.interval) == (1, 10.0)


BUCKETS = {
    "ten a second": (10.0, 0.1),
    "two a second": (2.0, 0.2),
    "one in two seconds": (0.5, 0.35),
}


@pytest.mark.parametrize(("rate", "share"), BUCKETS.values(), ids=BUCKETS.keys())
def test_a_host_with_a_limit_is_soon_asked_at_its_limit(rate: float, share: float) -> None:
    """A bucket of tokens that answers 429 when it is empty: few answers are refused, and not much of it is left unused."""

    async def served() -> tuple[int, int, float]:
        lanes, loop = (
            Lanes(replace(PACE, interval=0.1, interval_floor=0.05), 100),
            asyncio.get_running_loop(),
        )
        tokens, filled, fine, refused = 5.0, 0.0, 0, 0
        while fine < 200:
            with await lanes.turn("a") as turn:
                tokens, filled = min(5.0, tokens + (loop.time() - filled) * rate), loop.time()
                await asyncio.sleep(0.02)
                if tokens >= 1:
                    tokens, fine = tokens - 1, fine + 1
                    turn.lane.healthy()
                else:
                    refused += 1
                    turn.lane.push_back(loop.time(), None, turn.began or 0.0)
        return fine, refused, loop.time()

    fine, refused, seconds = run_virtually(served())
    assert refused <= share * fine
    assert seconds <= 1.1 * fine / rate


def test_the_interval_counts_from_when_a_request_goes_out() -> None:
    """Between a turn and its request there may be a busy process, or a connection to be made."""

    async def times() -> list[float]:
        lanes, loop, out = Lanes(PACE, 10), asyncio.get_running_loop(), list[float]()

        async def request(turn: Turn, number: int) -> None:
            await asyncio.sleep(0.3 * number)
            with turn:
                await asyncio.sleep(0.25 * number)
                turn.sent()
                out.append(loop.time())

        async with asyncio.TaskGroup() as group:

            def begin(number: int, turn: Turn) -> None:
                group.create_task(request(turn, number))

            for number in range(4):
                lanes.line_up("a", partial(begin, number))
            await asyncio.sleep(20)
        return out

    sent = run_virtually(times())
    assert all(later - earlier >= 0.999 for earlier, later in pairwise(sent))


def test_a_busy_process_loses_no_time_by_being_late() -> None:
    """Each request goes out a hundredth of the interval after its time, as when the loop had something else to do."""

    async def last() -> float:
        lanes, loop, out = Lanes(PACE, 10), asyncio.get_running_loop(), list[float]()

        async def request(turn: Turn) -> None:
            await asyncio.sleep(0.01)
            with turn:
                turn.sent()
                out.append(loop.time())

        async with asyncio.TaskGroup() as group:
            for _ in range(100):
                lanes.line_up("a", lambda turn: (group.create_task(request(turn)), None)[1])
            await asyncio.sleep(200)
        return out[-1] - out[0]

    assert run_virtually(last()) == pytest.approx(99)


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=30), st.integers(1, 5), st.integers(0, 2)
)
def test_no_limit_is_ever_exceeded(hosts: list[str], run_slots: int, spare: int) -> None:
    begun = run_virtually(_serve(Lanes(PACE, run_slots, spare=spare), hosts, lasts=2.5))
    assert Counter(host for _, host in begun) == Counter(hosts)
    for host in set(hosts):
        times = [at for at, asked in begun if asked == host]
        # What came late is caught up, by so much of one interval and no more, however many are in a row.
        assert all(
            later - earlier >= between - 0.041
            for (first, earlier), (second, later) in combinations(enumerate(times), 2)
            for between in (second - first,)
        )
    for at, _ in begun:
        assert sum(other <= at < other + 2.5 for other, _ in begun) <= run_slots + spare


def test_slots_leave_room_for_other_files() -> None:
    assert 1 <= slots(10**9) < 10**9
    assert slots(1) == 1


def test_the_pace_is_that_of_the_settings() -> None:
    pace = Pace.of(Settings(per_host_start=4, per_host=2))
    assert (pace.in_flight, pace.in_flight_cap) == (2, 2)
