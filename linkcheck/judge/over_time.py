"""What a verdict becomes by what is known beyond this run: earlier failures, and a person's word.

One bad afternoon is no death: the most trusted system of this kind wants three failures at least three days apart before it calls a link
dead (Wikipedia's InternetArchiveBot). With `--confirm 3 --confirm-days 3` a source that was once seen alive is `dying` until it has failed on so
many days, the first so long ago; failures of one day count once, unless no days are asked for. One that is new and gone is dead at once:
nobody has seen it alive. What cannot be told (`unsure`) in between is no failure and no life.

A person's word counts above what was seen, until it expires, and is said with what was seen. From a file that may be a stranger's,
"alive" does not count against a verdict that fails the run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from linkcheck.model import Mark, Outcome, Spell, Value, Verdict, remark

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class LaterRule:
    """A rule that is asked after the table, of its verdict."""

    id: str
    outcome: Outcome


LATER = (
    LaterRule("marked-alive", Outcome.ALIVE),
    LaterRule("marked-dead", Outcome.DEAD),
    LaterRule("dying", Outcome.UNSURE),
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures, and over how many days, make a source dead that was once alive."""

    failures: int = 1
    days: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A person's mark, and whether it may speak against what fails the run."""

    mark: Mark
    trusted: bool
    failing: frozenset[Outcome]


def confirmed(
    verdict: Verdict, seen: datetime, past: Sequence[Spell], patience: Patience
) -> Verdict:
    """The verdict, `dying` where a death is not yet confirmed; `past` holds the spells before this look, in order."""
    if verdict.outcome is not Outcome.DEAD or patience.failures <= 1:
        return verdict
    alive = [number for number, spell in enumerate(past) if spell.outcome is Outcome.ALIVE]
    if not alive:
        return verdict
    failed = [spell for spell in past[alive[-1] + 1 :] if spell.outcome is Outcome.DEAD]
    times, days, first = _counted(failed, seen)
    failures = days if patience.days else times
    if failures >= patience.failures and seen - first >= timedelta(days=patience.days):
        return verdict
    values: dict[str, Value] = {
        "failures": failures,
        "wanted": patience.failures,
        "first": first.date().isoformat(),
        "alive": past[alive[-1]].last.date().isoformat(),
        "rule": verdict.rule,
    }
    if patience.days:
        reason = remark("dying.days", days=patience.days, **values)
    else:
        reason = remark("dying", **values)
    return replace(verdict, outcome=Outcome.UNSURE, rule="dying", reason=reason)


def _counted(failed: Sequence[Spell], seen: datetime) -> tuple[int, int, datetime]:
    """Failures, days with a failure, and the first one, this look included."""
    times, days, first, last = 0, 0, seen, None
    for spell in failed:
        times += spell.times
        days += spell.days - (last is not None and spell.first.date() == last.date())
        first, last = min(first, spell.first), spell.last
    if last is None or seen > last:
        times += 1
        days += last is None or seen.date() != last.date()
    return times, days, first


def marked(verdict: Verdict, word: Word, today: date) -> Verdict:
    """The verdict with a person's word."""
    mark = word.mark
    said = {"when": mark.on.isoformat(), "note": mark.note}
    if today > mark.until:
        return _noted(verdict, "note.mark-expired", until=mark.until.isoformat(), **said)
    if mark.outcome is verdict.outcome:
        return verdict
    if mark.outcome is Outcome.ALIVE and verdict.outcome in word.failing and not word.trusted:
        return _noted(verdict, "note.mark-unheard", **said)
    seen = {"seen": f"outcome.{verdict.outcome}", "rule": verdict.rule}
    kind = "alive" if mark.outcome is Outcome.ALIVE else "dead"
    told = replace(
        verdict,
        outcome=mark.outcome,
        rule=f"marked-{kind}",
        reason=remark(f"marked.{kind}", **said, **seen),
    )
    # The living are only counted in most reports, and this must not go unnoticed.
    return _noted(told, "note.marked", **said, **seen) if kind == "alive" else told


def _noted(verdict: Verdict, id_: str, /, **values: str) -> Verdict:
    return replace(verdict, notes=(*verdict.notes, remark(id_, **values)))
