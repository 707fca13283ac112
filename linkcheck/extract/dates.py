"""The day on which a source was seen, where the article says so beside it."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"([A-Za-z]{3})[a-z]*\.?"
_FORMS = (
    (re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"), (1, 2, 3)),
    (re.compile(rf"{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})"), (3, 1, 2)),
    (re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(\d{{4}})"), (3, 2, 1)),
)
"""How a date is written, and which groups are its year, month and day."""


def at(text: str, start: int) -> date | None:
    """The date that is written at `start`; None where there is none, or none of the calendar's."""
    for pattern, order in _FORMS:
        if match := pattern.match(text, start):
            year, month, day = (match[group] for group in order)
            return _date(int(year), _month(month), int(day))
    return None


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    name = written.lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
