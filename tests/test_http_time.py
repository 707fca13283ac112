"""Times as HTTP headers write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from linkcheck.http_time import http_date, retry_after
from linkcheck.model import Hop

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def asking(value: str) -> Hop:
    return Hop(url="http://a.example/", headers=(("retry-after", value),))


LATER = {
    "seconds": ("120", timedelta(seconds=120)),
    "blanks": (" 5 ", timedelta(seconds=5)),
    "a date gone by": ("Wed, 21 Oct 2015 07:28:00 GMT", timedelta(0)),
    "huge": ("9" * 400, timedelta(hours=1)),
    "nothing": ("", None),
    "nonsense": ("soon", None),
    "negative": ("-5", None),
    "other digits": ("１２", None),
}


@pytest.mark.parametrize(("value", "rest"), LATER.values(), ids=LATER.keys())
def test_retry_after(value: str, rest: timedelta | None) -> None:
    assert retry_after(asking(value), NOW) == rest


def test_retry_after_a_date_to_come() -> None:
    date = format_datetime(NOW + timedelta(minutes=5), usegmt=True)
    rest = retry_after(asking(date), NOW)
    assert rest == timedelta(minutes=5)


DATES = {
    "IMF-fixdate": "Sun, 06 Nov 1994 08:49:37 GMT",
    "RFC 850": "Sunday, 06-Nov-94 08:49:37 GMT",
    "asctime": "Sun Nov  6 08:49:37 1994",
    "another zone": "Sun, 06 Nov 1994 09:49:37 +0100",
}


@pytest.mark.parametrize("text", DATES.values(), ids=DATES.keys())
def test_dates(text: str) -> None:
    assert http_date(text) == datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "0"], ids=["empty", "words", "a number"])
def test_no_date(text: str) -> None:
    assert http_date(text) is None
