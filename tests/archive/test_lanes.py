from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from linkcheck.archive.lanes import DOWN, RESTING, Lane
from linkcheck.http_time import retry_after
from linkcheck.model import Answer, Ask, Failure, Hop
from tests.archive.fake import NOW, fault
from tests.virtual_time import run_virtually

ASK = Ask(url="https://web.archive.org/x", timeout=timedelta(seconds=45), limit=100)
OK, BUSY, LATER = fault(200), fault(503), fault(429)
CAPTURED = ("memento-datetime", "Thu, 23 Dec 2021 04:11:09 GMT")


def lane(rate: float = 24, in_flight: int = 4, strikes: int = 1) -> Lane:
    return Lane(
        rate=rate,
        in_flight=in_flight,
        strikes=strikes,
        penalty=timedelta(seconds=60),
        tries=4,
        patience=timedelta(seconds=45),
        now=lambda: NOW,
    )


class Server:
    """Answers from a list, the last one for ever, and notes when it was asked."""

    def __init__(self, *answers: Answer, takes: float = 0.0) -> None:
        self.answers = list(answers)
        self.takes = takes
        self.times: list[float] = []
        self.in_flight = self.most = 0

    async def __call__(self, ask: Ask) -> Answer:
        self.times.append(asyncio.get_running_loop().time())
        self.in_flight += 1
        self.most = max(self.most, self.in_flight)
        await asyncio.sleep(self.takes)
        self.in_flight -= 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def ask_many(server: Server, count: int, through: Lane) -> list[Answer | None]:
    async def run() -> list[Answer | None]:
        return await asyncio.gather(*(through.ask(ASK, server) for _ in range(count)))

    return run_virtually(run())


def ask_in_turn(server: Server, count: int, through: Lane) -> list[Answer | None]:
    async def run() -> list[Answer | None]:
        return [await through.ask(ASK, server) for _ in range(count)]

    return run_virtually(run())


def test_an_articles_lookups_go_out_at_once_and_no_window_holds_more_than_the_allowance() -> None:
    server = Server(OK, takes=0.1)
    ask_many(server, 60, lane())
    assert server.times[23] < 1
    assert all(
        sum(start <= time < start + 60 for time in server.times) <= 24 for start in server.times
    )
    assert server.times[-1] < 125
    assert server.most <= 4


@pytest.mark.parametrize(
    "passing",
    [413, 421, 500, 502, 503, 504, 599, Failure.TIMEOUT, Failure.RESET, Failure.REFUSED],
    ids=str,
)
def test_what_passes_is_tried_again_with_growing_pauses(passing: int | Failure) -> None:
    bad = fault(None, failure=passing) if isinstance(passing, Failure) else fault(passing)
    server = Server(bad, bad, OK)
    assert ask_in_turn(server, 1, lane()) == [OK]
    assert server.times == [0, 1, 3]


@pytest.mark.parametrize("status", [200, 302, 400, 403, 404, 451])
def test_what_is_an_answer_is_not_asked_again(status: int) -> None:
    server = Server(fault(status))
    ask_in_turn(server, 1, lane())
    assert len(server.times) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_an_error_that_was_captured_is_an_answer(status: int) -> None:
    server = Server(fault(status, CAPTURED))
    through = lane()
    ask_in_turn(server, 3, through)
    assert (len(server.times), through.closed) == (3, "")


def test_what_the_archive_asks_for_is_waited() -> None:
    server = Server(fault(503, ("retry-after", "7")), OK)
    ask_in_turn(server, 1, lane())
    assert server.times == [0, 7]


def test_after_a_429_the_index_is_left_alone() -> None:
    server = Server(LATER)
    through = lane(strikes=1)
    assert ask_in_turn(server, 3, through) == [LATER, None, None]
    assert (through.requests, through.closed) == (1, RESTING)


@pytest.mark.parametrize(
    ("headers", "rest"), [((), 60), ((("retry-after", "10"),), 10)], ids=["unsaid", "said"]
)
def test_after_a_429_playback_rests_and_is_left_alone_after_a_second(
    headers: tuple[tuple[str, str], ...], rest: float
) -> None:
    server = Server(fault(429, *headers), OK, fault(429, *headers))
    through = lane(strikes=2)
    ask_in_turn(server, 4, through)
    assert server.times[1] >= rest
    assert (len(server.times), through.closed) == (3, RESTING)


def test_those_who_wait_for_the_rate_do_not_wait_when_the_lane_closes() -> None:
    server = Server(*([OK] * 23), LATER, takes=2)

    async def run() -> float:
        through = lane()
        await asyncio.gather(*(through.ask(ASK, server) for _ in range(40)))
        return asyncio.get_running_loop().time()

    assert run_virtually(run()) < 16
    assert len(server.times) == 24


def test_an_archive_that_is_down_is_not_waited_for_again_and_again() -> None:
    server = Server(BUSY)
    through = lane()
    assert ask_in_turn(server, 10, through) == [BUSY, BUSY, *([None] * 8)]
    assert (len(server.times), through.closed) == (8, DOWN)


def test_one_lost_request_does_not_close_a_lane() -> None:
    server = Server(BUSY, BUSY, BUSY, BUSY, OK)
    through = lane()
    assert ask_in_turn(server, 3, through) == [BUSY, OK, OK]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("10", 10),
        ("0", 0),
        ("Mon, 23 Nov 2026 00:00:30 GMT", 30),
        ("Mon, 23 Nov 2020 00:00:30 GMT", 0),
        ("99999999999999999999", 3600),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Mon, 23 Nov 2026 00:00:30 -0000", 30),
    ],
)
def test_retry_after(value: str, seconds: int | None) -> None:
    hop = Hop(url="x", headers=(("retry-after", value),))
    wait = retry_after(hop, NOW)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))
