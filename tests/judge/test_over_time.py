"""Death is concluded over time, and a person's word is heard, as far as it may be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.judge import Patience, Word, confirmed, marked
from linkcheck.model import Mark, Outcome, Spell, Verdict, remark
from linkcheck.report import FAILING
from linkcheck.settings import FailOn

TODAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
_TODAY = date(2026, 3, 10)
DEAD = Verdict(outcome=Outcome.DEAD, rule="gone", reason=remark("gone", status=404, gap=3.0))
ALIVE = Verdict(outcome=Outcome.ALIVE, rule="ok", reason=remark("ok", status=200))
WALL = Verdict(outcome=Outcome.UNSURE, rule="wall", reason=remark("wall.refused", status=403))


def spell(
    outcome: Outcome, first: float, last: float | None = None, times: int = 1, days: int = 1
) -> Spell:
    """A spell that began and ended so many days ago."""
    return Spell(
        outcome=outcome,
        rule="any",
        first=TODAY - timedelta(days=first),
        last=TODAY - timedelta(days=first if last is None else last),
        times=times,
        days=days,
    )


ONCE_ALIVE = spell(Outcome.ALIVE, 20)
PASTS: dict[str, tuple[tuple[Spell, ...], Outcome]] = {
    "never seen": ((), Outcome.DEAD),
    "never seen alive": ((spell(Outcome.UNSURE, 20),), Outcome.DEAD),
    "alive before": ((ONCE_ALIVE,), Outcome.UNSURE),
    "failed once before": ((ONCE_ALIVE, spell(Outcome.DEAD, 2)), Outcome.UNSURE),
    "three days, but not for three": (
        (ONCE_ALIVE, spell(Outcome.DEAD, 2, 1, 2, 2)),
        Outcome.UNSURE,
    ),
    "three days over three": ((ONCE_ALIVE, spell(Outcome.DEAD, 3, 1, 2, 2)), Outcome.DEAD),
    "a bad afternoon and today": ((ONCE_ALIVE, spell(Outcome.DEAD, 4, 4, 9, 1)), Outcome.UNSURE),
    "a doubt between": (
        (ONCE_ALIVE, spell(Outcome.DEAD, 5), spell(Outcome.UNSURE, 4), spell(Outcome.DEAD, 2)),
        Outcome.DEAD,
    ),
    "two failures of one day, apart": (
        (ONCE_ALIVE, spell(Outcome.DEAD, 4.1), spell(Outcome.UNSURE, 4.05), spell(Outcome.DEAD, 4)),
        Outcome.UNSURE,
    ),
    "alive between": (
        (ONCE_ALIVE, spell(Outcome.DEAD, 9, 5, 5, 5), spell(Outcome.ALIVE, 2)),
        Outcome.UNSURE,
    ),
    "this look is noted already": ((ONCE_ALIVE, spell(Outcome.DEAD, 3, 0, 2, 2)), Outcome.UNSURE),
}


@pytest.mark.parametrize(("past", "outcome"), PASTS.values(), ids=PASTS)
def test_three_failures_over_three_days(past: tuple[Spell, ...], outcome: Outcome) -> None:
    told = confirmed(DEAD, TODAY, past, Patience(3, 3))
    assert told.outcome is outcome
    assert told.rule == ("gone" if outcome is Outcome.DEAD else "dying")


def test_without_days_each_failure_counts() -> None:
    afternoon = (ONCE_ALIVE, spell(Outcome.DEAD, 0.1, 0.05, 2))
    assert confirmed(DEAD, TODAY, afternoon, Patience(3, 0)).outcome is Outcome.DEAD
    assert confirmed(DEAD, TODAY, afternoon, Patience(4, 0)).rule == "dying"


@pytest.mark.parametrize("verdict", [ALIVE, WALL], ids=["alive", "wall"])
def test_only_death_waits(verdict: Verdict) -> None:
    assert confirmed(verdict, TODAY, (ONCE_ALIVE,), Patience(3, 3)) is verdict


def test_without_the_wish_nothing_waits() -> None:
    assert confirmed(DEAD, TODAY, (ONCE_ALIVE,), Patience()) is DEAD


spells = st.builds(
    spell,
    st.sampled_from(Outcome),
    st.floats(0, 400),
    times=st.integers(1, 50),
    days=st.integers(1, 9),
)


@given(st.lists(spells, max_size=6), st.integers(1, 9), st.integers(0, 30))
def test_a_death_is_told_or_is_dying(past: list[Spell], failures: int, days: int) -> None:
    told = confirmed(DEAD, TODAY, past, Patience(failures, days))
    assert told is DEAD or told.rule == "dying"


def word(
    outcome: Outcome, *, trusted: bool, fail_on: FailOn = FailOn.DEAD, until: date = _TODAY
) -> Word:
    on = date(2026, 3, 1)
    mark = Mark(url="http://a.example/", outcome=outcome, note="I looked", on=on, until=until)
    return Word(mark, trusted, FAILING[fail_on])


WORDS = {
    "a wall, seen through": (WALL, word(Outcome.ALIVE, trusted=False), "marked-alive", "note.marked"),
    "a wall that would fail the run": (
        WALL,
        word(Outcome.ALIVE, trusted=False, fail_on=FailOn.UNSURE),
        "wall",
        "note.mark-unheard",
    ),
    "the same, trusted": (
        WALL,
        word(Outcome.ALIVE, trusted=True, fail_on=FailOn.UNSURE),
        "marked-alive",
        "note.marked",
    ),
    "a stranger hides a death": (DEAD, word(Outcome.ALIVE, trusted=False), "gone", "note.mark-unheard"),
    "the invoker knows better": (DEAD, word(Outcome.ALIVE, trusted=True), "marked-alive", "note.marked"),
    "found gone": (ALIVE, word(Outcome.DEAD, trusted=False), "marked-dead", None),
    "as was seen": (ALIVE, word(Outcome.ALIVE, trusted=True), "ok", None),
    "long ago": (
        WALL,
        word(Outcome.ALIVE, trusted=True, until=date(2026, 3, 9)),
        "wall",
        "note.mark-expired",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("verdict", "said", "rule", "note"), WORDS.values(), ids=WORDS)
def test_a_persons_word(verdict: Verdict, said: Word, rule: str, note: str | None) -> None:
    told = marked(verdict, said, TODAY.date())
    assert told.rule == rule
    assert [each.id for each in told.notes] == ([note] if note else [])
    assert marked(told, said, TODAY.date()).rule == rule
