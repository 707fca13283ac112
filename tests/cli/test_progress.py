"""What is seen while a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck.cli.output import Shown
from linkcheck.cli.progress import Tally, watching
from linkcheck.model import Outcome, Verdict, remark
from linkcheck.report import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkcheck.model import Finding


def verdict(outcome: Outcome) -> Verdict:
    return Verdict(outcome=outcome, rule="ok", reason=remark("ok"))


def ignore(_findings: Iterable[Finding]) -> None:
    pass


def tally(lang: str = "en") -> Tally:
    made = Tally(lang, lambda _tally: None, ignore)
    made.begun(4)
    made.settled(verdict(Outcome.ALIVE), 3)
    made.settled(verdict(Outcome.ALIVE), 2)
    made.settled(verdict(Outcome.DEAD), 1)
    return made


def test_counts_by_outcome() -> None:
    assert tally().line() == "2 alive, 1 dead"


def test_says_when_only_second_looks_are_left() -> None:
    made = tally()
    made.waiting(1, 33.0)
    assert made.line() == "2 alive, 1 dead, 1 second look left, 33 s at most"


def test_says_when_copies_are_searched_for() -> None:
    made = tally()
    made.settled(verdict(Outcome.UNSURE), 0)
    made.searching(2)
    assert made.line().endswith("2 searches for copies left")


def test_speaks_the_readers_language() -> None:
    assert "失效" in tally("zh-Hans").line()


@pytest.mark.parametrize("progress", [True, False], ids=["lines", "none"])
def test_without_a_terminal_nothing_is_said_within_half_a_minute(
    capsys: pytest.CaptureFixture[str], *, progress: bool
) -> None:
    with watching(Shown("terminal", View(), progress=progress)) as watch:
        watch.begun(1)
        watch.settled(verdict(Outcome.ALIVE), 0)
    assert capsys.readouterr() == ("", "")
