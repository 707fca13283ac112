"""How sources stood over time, for a person: one source's whole story, or many sources' trend and latest changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from linkcheck.language import say, word
from linkcheck.model import Outcome, remark
from linkcheck.report import phrases
from linkcheck.report.paint import paint
from linkcheck.report.safe import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkcheck.model import Spell
    from linkcheck.report.view import View

    Past = Mapping[str, Sequence[Spell]]

_MONTHS = 12
_CHANGES = 20


@dataclass(frozen=True, slots=True)
class _Change:
    """A source that was seen otherwise than before."""

    url: str
    before: Spell
    after: Spell


def story(url: str, spells: Sequence[Spell], view: View) -> Iterator[str]:
    """One source: each stretch of time in which it was seen alike, when it was last alive, and since when it is not."""
    yield paint(shown(url), "strong", color=view.color) + "\n"
    if not spells:
        yield f"  {word('history.nothing', view.lang)}\n"
        return
    for spell in spells:
        outcome = paint(
            word(f"outcome.{spell.outcome}", view.lang), spell.outcome, color=view.color
        )
        yield f"  {_days(spell, view.lang)}  {outcome} · {shown(spell.rule)}  {_times(spell, view.lang)}\n"
    alive = [spell for spell in spells if spell.outcome is Outcome.ALIVE]
    if not alive:
        yield f"  {word('history.never-alive', view.lang)}\n"
    elif alive[-1] is not spells[-1]:
        after = spells[spells.index(alive[-1]) + 1]
        told = remark(
            "history.since",
            alive=_day(alive[-1].last),
            since=_day(after.first),
            rule=shown(after.rule),
        )
        yield f"  {say(told, view.lang)}\n"


def trend(past: Past, view: View) -> Iterator[str]:
    """Many sources: how they stood at the end of each month, and what changed last."""
    spells = [spell for each in past.values() for spell in each]
    if not spells:
        yield f"{word('history.nothing', view.lang)}\n"
        return
    first, last = min(spell.first for spell in spells), max(spell.last for spell in spells)
    told = remark("history.sources", count=len(past), first=_day(first), last=_day(last))
    yield say(told, view.lang) + "\n\n"
    for month in _months(first, last):
        counts = _standing(past, month)
        yield f"  {month:%Y-%m}  {phrases.outcomes(counts, view.lang)}\n"
    changes = _changes(past)
    if changes:
        yield "\n" + paint(word("history.changes", view.lang), "strong", color=view.color) + "\n"
    for change in changes[:_CHANGES]:
        yield from _told(change, view)
    if len(changes) > _CHANGES:
        yield "  " + say(remark("many.more", count=len(changes) - _CHANGES), view.lang) + "\n"


def _told(change: _Change, view: View) -> Iterator[str]:
    told = remark(
        "history.change",
        when=_day(change.after.first),
        before=f"outcome.{change.before.outcome}",
        after=f"outcome.{change.after.outcome}",
        rule=shown(change.after.rule),
    )
    yield f"  {say(told, view.lang)}\n      {shown(change.url)}\n"


def _changes(past: Past) -> list[_Change]:
    """Sources whose outcome changed, the latest change first."""
    found = [
        _Change(url, before, after)
        for url, spells in past.items()
        for before, after in pairwise(spells)
        if before.outcome is not after.outcome
    ]
    return sorted(found, key=lambda change: change.after.first, reverse=True)


def _months(first: datetime, last: datetime) -> list[datetime]:
    """The beginning of each month from the first to the last, the latest ones."""
    count = (last.year - first.year) * _MONTHS + last.month - first.month + 1
    months = (first.month - 1 + number for number in range(count))
    return [datetime(first.year + m // 12, m % 12 + 1, 1, tzinfo=UTC) for m in months][-_MONTHS:]


def _standing(past: Past, month: datetime) -> Counter[Outcome]:
    """How the sources stood at a month's end, as last seen by then."""
    after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=UTC)
    known = ([spell for spell in spells if spell.first < after] for spells in past.values())
    return Counter(spells[-1].outcome for spells in known if spells)


def _days(spell: Spell, lang: str) -> str:
    told = remark("history.days", first=_day(spell.first), last=_day(spell.last))
    same = remark("history.day", first=_day(spell.first))
    return say(same if _day(spell.first) == _day(spell.last) else told, lang)


def _times(spell: Spell, lang: str) -> str:
    return say(remark("history.times", times=spell.times, days=spell.days), lang)


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
