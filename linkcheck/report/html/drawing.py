"""The page's small drawings as numbers: the health bar, a source's copies in time, and bars for hosts and ages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.language import day_text
from linkcheck.report import phrases, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from linkcheck.model import Copy, Finding, Report

_LEFT, _RIGHT = 20.0, 580.0
"""Where a time line begins and ends, of 600 units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The health in percent: living, and archived after it."""

    live: float
    archived: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A copy on the time line."""

    x: float
    grade: str
    day: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Copies between two days, and the day of the citation; positions of 600 units."""

    first: str
    last: str
    cited: float | None
    cited_day: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Beam:
    """One bar of a chart: its name, its number, its length in percent of the longest, what it is made of."""

    name: str
    count: int
    share: float
    detail: str = ""


def bar(health: summary.Health) -> Bar:
    """The health of no source at all is an empty bar."""
    sources = health.sources or 1
    return Bar(round(100 * health.live / sources, 2), round(100 * health.archived / sources, 2))


def timeline(copies: Sequence[Copy], cited: date | None, lang: str) -> Timeline | None:
    """The copies of one source in time, with the citation's day where it is known; None without copies."""
    if not copies:
        return None
    days = [copy.memento.captured.date() for copy in copies]
    every = [*days, cited] if cited else days
    first, last = min(every), max(every)

    def place(day: date) -> float:
        span = (last - first).days
        return round(_LEFT + (_RIGHT - _LEFT) * ((day - first).days / span if span else 0.5), 1)

    dots = zip(copies, days, strict=True)
    return Timeline(
        first=day_text(first, lang),
        last=day_text(last, lang) if last != first else "",
        cited=place(cited) if cited else None,
        cited_day=day_text(cited, lang) if cited else "",
        dots=tuple(Dot(place(day), copy.grade.value, day_text(day, lang)) for copy, day in dots),
    )


def hosts(findings: Iterable[Finding], lang: str) -> tuple[Beam, ...]:
    """The hosts that cost the most citations."""
    rows = [
        (host, lost, phrases.outcomes(outcomes, lang))
        for host, lost, outcomes in summary.costly_hosts(findings)
    ]
    return _beams(rows)


def ages(report: Report) -> tuple[Beam, ...]:
    """How many of the dead were cited so many years ago."""
    years = Counter(summary.ages_of_dead(report))
    if not years:
        return ()
    return _beams([(str(year), years[year], "") for year in range(max(years) + 1)])


def _beams(rows: Sequence[tuple[str, int, str]]) -> tuple[Beam, ...]:
    longest = max((count for _, count, _ in rows), default=0) or 1
    return tuple(
        Beam(name, count, round(100 * count / longest, 1), detail) for name, count, detail in rows
    )
