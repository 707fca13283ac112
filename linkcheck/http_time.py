"""Times as HTTP headers write them: for those who ask the web and those who ask an archive alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcheck.model import Hop

_LONGEST_DATE = 100
LONGEST_WAIT = timedelta(hours=1)
"""Whoever asks for more is not waited for any longer."""


def http_date(text: str) -> datetime | None:
    """A time in any of HTTP's three forms (RFC 9110 §5.6.7), in UTC; None where it is none."""
    if len(text) > _LONGEST_DATE:
        return None
    try:
        parsed = parsedate_to_datetime(text)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError, LookupError, TypeError):
        # The library raises all of these for what is no date; a year that UTC moves out of the calendar overflows.
        return None


def retry_after(hop: Hop, now: datetime) -> timedelta | None:
    """How long an answer asks to wait (RFC 9110 §10.2.3), in seconds or until a date; None where it does not say."""
    text = hop.header("retry-after").strip()
    if text.isascii() and text.isdecimal():
        return min(timedelta(seconds=int(text[:6])), LONGEST_WAIT)
    until = http_date(text)
    return None if until is None else min(max(until - now, timedelta(0)), LONGEST_WAIT)
