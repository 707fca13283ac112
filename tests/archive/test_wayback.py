from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive import wayback
from linkcheck.archive.wayback import Listing, read_index, read_playback
from linkcheck.model import Answer, Failure, LookupState, Match
from tests.archive.fake import BASE, NOW, answer

RECORDED = Path(__file__).parents[2] / "fixtures" / "archive"
CITED = "https://gnews.example/zh-hans/1732373/"


def index(body: bytes, url: str = CITED) -> Listing:
    return read_index(answer(BASE, 200, body=body), url, BASE, NOW)


def test_the_index_is_asked_for_the_nearest_rows_with_a_limit() -> None:
    url = wayback.index_url(BASE + "/", "https://a.example/中?x=1&y=2#z", date(2021, 12, 21))
    assert url.startswith("https://web.archive.org/cdx/search/cdx?")
    assert url.isascii()
    assert parse_qs(urlsplit(url).query) == {
        "url": ["https://a.example/%E4%B8%AD?x=1&y=2"],
        "matchType": ["exact"],
        "output": ["json"],
        "fl": ["timestamp,original,mimetype,statuscode,digest"],
        "limit": ["200"],
        "gzip": ["false"],
        "closest": ["20211221120000"],
        "sort": ["closest"],
    }


def test_without_a_day_the_first_captures_are_asked_for() -> None:
    assert "closest" not in wayback.index_url(BASE, CITED, None)
    # No time at all would be the latest, the capture of the 404.
    assert wayback.playback_url(BASE, CITED, None) == f"{BASE}/web/0/{CITED}"


def test_a_status_filter_matches_the_whole_field() -> None:
    assert "filter=statuscode%3A200" in wayback.index_url(BASE, CITED, None, only_ok=True)


def test_a_recorded_index_gives_its_real_rows() -> None:
    listing = index((RECORDED / "wayback-index.json").read_bytes())
    assert listing.state is LookupState.FOUND
    assert [
        (one.captured.strftime("%Y%m%d"), one.status, one.match.value) for one in listing.mementos
    ] == [
        ("20211223", 200, "exact"),
        ("20211219", 200, "different"),
        ("20211220", 301, "scheme-differs"),
        ("20211226", 200, "exact"),  # a revisit of the first
        ("20211227", None, "exact"),  # a revisit of what is not listed
        ("20230817", 404, "exact"),
    ]
    first = listing.mementos[0]
    assert first.url == f"{BASE}/web/20211223041109/{CITED}"
    assert first.captured == datetime(2021, 12, 23, 4, 11, 9, tzinfo=UTC)
    assert listing.mementos[4].media_type == ""


def test_pywbs_dialect_is_understood() -> None:
    listing = index((RECORDED / "pywb-index.jsonl").read_bytes(), "http://news.example/a")
    assert [one.status for one in listing.mementos] == [200, 200]


def test_a_full_answer_says_so() -> None:
    row = ["20211223041109", CITED, "text/html", "404", "-"]
    rows = [list(wayback.FIELDS), *([row] * wayback.ROWS)]
    assert index(json.dumps(rows).encode()).full
    assert not index(json.dumps(rows[:-1]).encode()).full


HEADER = list(wayback.FIELDS)


@pytest.mark.parametrize(
    ("body", "state", "reason"),
    [
        pytest.param(b"[]", LookupState.NONE, "search.none", id="empty-list"),
        pytest.param(b"[]\n", LookupState.NONE, "search.none", id="empty-list-newline"),
        pytest.param(
            json.dumps([HEADER]).encode(), LookupState.NONE, "search.none", id="header-alone"
        ),
        pytest.param(
            json.dumps([HEADER, ["20330610000000", CITED, "text/html", "200", "-"]]).encode(),
            LookupState.NONE,
            "search.none-usable",
            id="only-the-future",
        ),
        pytest.param(
            json.dumps(
                [HEADER, ["20210610000000", "http://mailto:a@b.example/", "", "-", "-"]]
            ).encode(),
            LookupState.NONE,
            "search.none-usable",
            id="only-crawler-junk",
        ),
        pytest.param(b"", LookupState.LOOKUP_FAILED, "search.failed.garbage", id="nothing"),
        pytest.param(b"<html>", LookupState.LOOKUP_FAILED, "search.failed.garbage", id="html"),
        pytest.param(
            b'[["timestamp"', LookupState.LOOKUP_FAILED, "search.failed.garbage", id="cut-off"
        ),
        pytest.param(
            b'[["a"],["b"]]', LookupState.LOOKUP_FAILED, "search.failed.garbage", id="other-header"
        ),
        pytest.param(b"[" * 100_000, LookupState.LOOKUP_FAILED, "search.failed.garbage", id="deep"),
        pytest.param(
            b'{"error": "x"}', LookupState.LOOKUP_FAILED, "search.failed.garbage", id="error-object"
        ),
        pytest.param(
            json.dumps([HEADER, ["2021", CITED, "text/html", "200", "-"]]).encode(),
            LookupState.LOOKUP_FAILED,
            "search.failed.garbage",
            id="no-row-is-a-row",
        ),
    ],
)
def test_none_is_only_said_after_a_valid_answer(
    body: bytes, state: LookupState, reason: str
) -> None:
    listing = index(body)
    assert listing.state is state
    assert listing.reason is not None
    assert listing.reason.id == reason


@given(st.binary(max_size=200))
def test_any_body_gives_a_listing(body: bytes) -> None:
    assert index(body).state in {LookupState.NONE, LookupState.LOOKUP_FAILED}


ERROR = "x-archive-wayback-runtime-error"
EXCLUDED = (ERROR, "AdministrativeAccessControlException: Blocked Site Error")
ROBOTS = (ERROR, "RobotAccessControlException: Blocked By Robots")
ABSENT = (ERROR, "ResourceNotInArchiveException: not in archive")
OFFLINE = (ERROR, "ResourceNotAvailableException: storage is down")
CAPTURED = ("memento-datetime", "Thu, 23 Dec 2021 04:11:09 GMT")


@pytest.mark.parametrize("read", [read_index, read_playback])
@pytest.mark.parametrize(
    ("given_", "state", "reason"),
    [
        (answer(BASE, 403, headers=(EXCLUDED,)), LookupState.EXCLUDED, "search.excluded"),
        (answer(BASE, 403, headers=(ROBOTS,)), LookupState.EXCLUDED, "search.excluded"),
        (answer(BASE, 403), LookupState.LOOKUP_FAILED, "search.failed.status"),
        (answer(BASE, 429), LookupState.LOOKUP_FAILED, "search.failed.status"),
        (answer(BASE, 503), LookupState.LOOKUP_FAILED, "search.failed.status"),
        (answer(BASE, 404, headers=(OFFLINE,)), LookupState.LOOKUP_FAILED, "search.failed.status"),
        (
            answer(BASE, None, failure=Failure.TIMEOUT),
            LookupState.LOOKUP_FAILED,
            "search.failed.failure",
        ),
        (
            answer(BASE, 200, failure=Failure.RESET),
            LookupState.LOOKUP_FAILED,
            "search.failed.failure",
        ),
        (answer(BASE, 200, body=b"<html>"), LookupState.LOOKUP_FAILED, "search.failed.garbage"),
    ],
    ids=["excluded", "robots", "403", "429", "503", "storage", "timeout", "broken-off", "notice"],
)
def test_an_answer_that_is_none_is_never_none(
    read: type, given_: Answer, state: LookupState, reason: str
) -> None:
    listing = read(given_, CITED, BASE, NOW)
    assert listing.state is state
    assert listing.reason.id == reason


@pytest.mark.parametrize(
    ("given_", "captured", "match"),
    [
        pytest.param(
            answer(BASE, 302, location=f"{BASE}/web/20211223041109/{CITED}"),
            "20211223041109",
            Match.EXACT,
            id="absolute",
        ),
        pytest.param(
            answer(BASE, 302, location=f"/web/20211223041109/{CITED}"),
            "20211223041109",
            Match.EXACT,
            id="relative",
        ),
        pytest.param(
            answer(
                BASE, 302, location="/web/20231223041109/http://www.gnews.example/zh-hans/1732373"
            ),
            "20231223041109",
            Match.DIFFERENT,
            id="folded-and-years-away",
        ),
        pytest.param(
            answer(f"{BASE}/web/20211223041109/{CITED}", 404, headers=(CAPTURED,)),
            "20211223041109",
            Match.EXACT,
            id="a-captured-404",
        ),
    ],
)
def test_where_playback_leads(given_: Answer, captured: str, match: Match) -> None:
    listing = read_playback(given_, CITED, BASE, NOW)
    (memento,) = listing.mementos
    assert (memento.captured.strftime("%Y%m%d%H%M%S"), memento.match) == (captured, match)
    # What playback names was not looked at yet.
    assert memento.status is None


@pytest.mark.parametrize("headers", [(), (ABSENT,)], ids=["bare", "said"])
def test_a_404_of_playback_is_a_valid_none(headers: tuple[tuple[str, str], ...]) -> None:
    assert (
        read_playback(answer(BASE, 404, headers=headers), CITED, BASE, NOW).state
        is LookupState.NONE
    )


@pytest.mark.parametrize(
    "location",
    [f"{BASE}/web/20211223041109/https://other.example/", "/login", "/web/20330101000000/" + CITED],
    ids=["another-url", "no-capture", "future"],
)
def test_a_redirect_to_something_else_is_no_answer(location: str) -> None:
    listing = read_playback(answer(BASE, 302, location=location), CITED, BASE, NOW)
    assert listing.state is LookupState.LOOKUP_FAILED
