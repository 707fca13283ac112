"""The search against the Wayback Machine of the simulated web, which another hand wrote from the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from linkcheck.archive import Want
from linkcheck.model import Answer, Ask, Hop, Lookup, LookupState, Outcome, remark
from tests.archive.fake import DAY, URL, days, search, target
from tests.virtual_time import run_virtually
from tests.web.journal import Request
from tests.web.manifest import Archive, Capture, Outage
from tests.web.wayback import Wayback

if TYPE_CHECKING:
    from collections.abc import Sequence


class Simulated:
    """The simulated archive behind our seam, without sockets."""

    def __init__(self, archive: Archive) -> None:
        self.wayback = Wayback(archive)

    async def __call__(self, ask: Ask) -> Answer:
        parts = urlsplit(ask.url)
        given = self.wayback.answer(
            Request(
                method="GET",
                scheme=parts.scheme,
                host=parts.netloc,
                target=ask.url.partition(parts.netloc)[2],
                head=f"GET / HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode(),
                connection=1,
            )
        )
        headers = tuple(
            (name.lower(), ", ".join(value) if isinstance(value, list) else str(value))
            for name, value in given.headers.items()
        )
        location = dict(headers).get("location")
        hop = Hop(url=ask.url, status=given.status, location=location, headers=headers)
        return Answer(hop=hop, body=(given.body or "").encode())


def look_up(archive: Archive) -> Lookup:
    async def run() -> Lookup:
        one = search(Simulated(archive))
        one.add(Want(target(), Outcome.DEAD, date=DAY))
        return (await one.finish(600))[URL]

    return run_virtually(run())


def held(stamp: str, body: str = "the page", **more: object) -> Capture:
    return Capture(url=URL, timestamp=stamp, body=body, **more)  # type: ignore[arg-type]  # passed through


@pytest.mark.parametrize(
    ("captures", "expected"),
    [
        pytest.param([held("20211223000000")], [2], id="one"),
        pytest.param(
            [held("20211222000000", status=404), held("20211201000000")], [-20], id="a-404"
        ),
        pytest.param(
            [held("20211222000000", "challenge"), held("20211201000000")], [-20], id="a-wall"
        ),
        pytest.param(
            [held("20211222000000", unplayable=True), held("20211201000000")],
            [-20],
            id="unplayable",
        ),
        pytest.param(
            [
                held("20211222000000", status=301, redirect="https://news.example/"),
                held("20211201000000"),
            ],
            [-20],
            id="front-page",
        ),
        pytest.param(
            [held("20211201000000"), held("20211220000000", revisit=True)], [-1], id="revisit"
        ),
        pytest.param(
            [
                held("20211222000000", headers={"cf-mitigated": "challenge"}),
                held("20211201000000"),
            ],
            [-20],
            id="a-wall-by-its-header",
        ),
    ],
)
def test_the_right_capture_is_chosen(captures: Sequence[Capture], expected: list[int]) -> None:
    assert days(look_up(Archive(captures=list(captures)))) == expected


@pytest.mark.parametrize(
    ("archive", "state"),
    [
        pytest.param(Archive(), LookupState.NONE, id="empty"),
        pytest.param(Archive(excluded=["news.example"]), LookupState.EXCLUDED, id="excluded"),
        pytest.param(
            Archive(faults={"all": Outage(status=503)}), LookupState.LOOKUP_FAILED, id="outage"
        ),
        pytest.param(
            Archive(captures=[held("20211223000000")], faults={"cdx": Outage(status=429)}),
            LookupState.FOUND,
            id="429-at-the-index",
        ),
        pytest.param(
            Archive(
                captures=[held("20211223000000", status=404)], faults={"cdx": Outage(status=429)}
            ),
            LookupState.LOOKUP_FAILED,
            id="429-and-a-404",
        ),
    ],
)
def test_none_and_could_not_ask_are_different(archive: Archive, state: LookupState) -> None:
    assert look_up(archive).state is state


def test_what_was_passed_over_is_said() -> None:
    captures = [held("20211222000000", status=404), held("20211223000000", "parked")]
    assert look_up(Archive(captures=captures)).reason == remark(
        "search.none-shows.gone+other", gone=1, other=1
    )
