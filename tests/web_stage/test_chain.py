"""Redirects, hop by hop."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from linkcheck.model import Answer, Failure, Look
from linkcheck.settings import Settings
from linkcheck.web.chain import Errand, learn
from linkcheck.web.lanes import Lanes
from linkcheck.web.pace import Pace
from tests.virtual_time import run_virtually
from tests.web_stage.fakes import FakeWeb, answer

A, B, C = "http://a.example/x", "http://b.example/y", "https://a.example/x"


def moved(
    url: str, location: str | None, status: int = 302, cookies: tuple[str, ...] = ()
) -> Answer:
    return answer(url, status, location=location, cookies=cookies)


def look(*answers: Answer, settings: Settings | None = None) -> tuple[Look, FakeWeb]:
    pages: dict[str, list[Answer]] = {}
    for each in answers:
        pages.setdefault(each.hop.url, []).append(each)
    web = FakeWeb(pages)
    errand = Errand(A, "a.example", timedelta(seconds=10))
    return run_virtually(web.follower(settings).see(errand)), web


ENDS: dict[str, tuple[list[Answer], str, int | None, Failure | None]] = {
    "no redirect": ([answer(A)], A, 200, None),
    "other host": ([moved(A, B), answer(B)], B, 200, None),
    "to https": ([moved(A, C, 301), answer(C)], C, 200, None),
    "relative": ([moved(A, "/z"), answer("http://a.example/z")], "http://a.example/z", 200, None),
    "without scheme": ([moved(A, "//b.example/y"), answer(B)], B, 200, None),
    "three slashes": ([moved(A, "///b.example/y"), answer(B)], B, 200, None),
    "backslashes and a port": (
        [moved(A, "\\\\b.example:8080\\y"), answer("http://b.example:8080/y")],
        "http://b.example:8080/y",
        200,
        None,
    ),
    "no host": ([moved(A, "http:///b.example/y")], A, None, Failure.BAD_REDIRECT),
    "two slashes within": (
        [moved(A, "y//z"), answer("http://a.example/y//z")],
        "http://a.example/y//z",
        200,
        None,
    ),
    "beside two slashes": (
        [
            moved(A, "/y//z/"),
            moved("http://a.example/y//z/", "w"),
            answer("http://a.example/y//z/w"),
        ],
        "http://a.example/y//z/w",
        200,
        None,
    ),
    "blanks around": ([moved(A, f"  {B} "), answer(B)], B, 200, None),
    "307": ([moved(A, B, 307), answer(B)], B, 200, None),
    "308": ([moved(A, B, 308), answer(B, 404)], B, 404, None),
    "300 is an answer": ([moved(A, B, 300)], A, 300, None),
    "304 is an answer": ([moved(A, B, 304)], A, 304, None),
    "no Location is an answer": ([moved(A, None)], A, 302, None),
    "ends in a failure": ([moved(A, B), answer(B, failure=Failure.RESET)], B, None, Failure.RESET),
    "to itself": ([moved(A, A)], A, None, Failure.REDIRECT_LOOP),
    "to and fro": ([moved(A, B), moved(B, A)], B, None, Failure.REDIRECT_LOOP),
    "to an app": ([moved(A, "weixin://x")], A, None, Failure.BAD_REDIRECT),
    "to a file": ([moved(A, "file:///etc/passwd")], A, None, Failure.BAD_REDIRECT),
    "to nonsense": ([moved(A, "http://[")], A, None, Failure.BAD_REDIRECT),
    "itself with a cookie": (
        [moved(A, A, cookies=("seen=1; Path=/",)), answer(A)],
        A,
        200,
        None,
    ),
    "itself with the same cookie": (
        [moved(A, A, cookies=("seen=1; Path=/",))],
        A,
        None,
        Failure.REDIRECT_LOOP,
    ),
}


@pytest.mark.parametrize(("answers", "end", "status", "failure"), ENDS.values(), ids=ENDS.keys())
def test_follows(
    answers: list[Answer], end: str, status: int | None, failure: Failure | None
) -> None:
    seen, _ = look(*answers)
    assert (seen.url, seen.status, seen.failure) == (end, status, failure)
    assert (seen.page is None) == (failure is not None)


def test_cookies_end_with_their_chain() -> None:
    """The next look at the same host is nobody whom it knows."""
    web = FakeWeb(
        {
            A: [moved(A, "/z", cookies=("a=1; Path=/",))],
            "http://a.example/z": [answer("http://a.example/z")],
        }
    )
    follower = web.follower()

    async def see() -> None:
        for _ in range(2):
            await follower.see(Errand(A, "a.example", timedelta(seconds=10)))

    run_virtually(see())
    sent = [dict(ask.headers).get("Cookie") for ask in web.asked]
    assert sent == [None, "a=1", None, "a=1"]


def test_cookies_go_along_the_chain_only_to_their_host() -> None:
    _, web = look(moved(A, B, cookies=("a=1; Path=/",)), moved(B, "http://a.example/z"))
    sent = [dict(ask.headers).get("Cookie") for ask in web.asked]
    assert sent == [None, None, "a=1"]


def test_a_chain_has_an_end() -> None:
    steps = [moved(A, "http://a.example/0")]
    steps += [moved(f"http://a.example/{n}", f"http://a.example/{n + 1}") for n in range(50)]
    seen, web = look(*steps, settings=Settings(max_redirects=5))
    assert seen.failure is Failure.REDIRECT_LOOP
    assert len(web.asked) == 6


def test_a_slow_chain_has_an_end_too() -> None:
    steps = [answer(A, 302, location="http://a.example/0", elapsed=9)]
    steps += [
        answer(f"http://a.example/{n}", 302, location=f"http://a.example/{n + 1}", elapsed=9)
        for n in range(9)
    ]
    _, web = look(*steps)
    given = [ask.timeout for ask in web.asked[:4]]
    assert given == [
        timedelta(seconds=10),
        timedelta(seconds=10),
        timedelta(seconds=2),
        timedelta(milliseconds=100),
    ]


WIDTHS = {
    "429": ("a.example", 429, 2),
    "503": ("a.example", 503, 2),
    "403 is a refusal": ("a.example", 403, 4),
    "403 of GitHub is a limit": ("github.com", 403, 2),
    "404": ("a.example", 404, 4),
    "no answer": ("a.example", None, 4),
}


@pytest.mark.parametrize(("host", "status", "width"), WIDTHS.values(), ids=WIDTHS.keys())
def test_a_lane_learns(host: str, status: int | None, width: int) -> None:
    async def learnt() -> int:
        with await Lanes(Pace.of(Settings()), 1).turn(host) as turn:
            learn(turn, host, answer(A, status).hop)
            return turn.lane.width

    assert asyncio.run(learnt()) == width
