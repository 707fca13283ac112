"""The latest verdict on a citation is what is found again, wherever it is kept."""

from __future__ import annotations

from collections import Counter
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from linkcheck.books.verdicts import Verdicts
from linkcheck.errors import SpaceError
from linkcheck.model import Outcome, Verdict, remark
from linkcheck.store import Spool


def verdict(title: str) -> Verdict:
    return Verdict(outcome=Outcome.ALIVE, rule="ok", reason=remark("ok.titled", title=title))


kept = st.lists(st.tuples(st.integers(0, 200), st.sampled_from("abc")), max_size=300)


@given(kept=kept, at_hand=st.integers(0, 200))
def test_the_latest_is_found_again(kept: list[tuple[int, str]], at_hand: int) -> None:
    with closing(Spool()) as spool:
        verdicts = Verdicts(lambda: spool, at_hand)
        for number, title in kept:
            verdicts.keep(number, verdict(title))
            assert verdicts.get(number) == verdict(title)
        latest = dict(kept)
        for number in range(201):
            expected = verdict(latest[number]) if number in latest else None
            assert verdicts.get(number) == expected


judged = st.lists(
    st.tuples(st.integers(0, 50), st.sampled_from(Outcome), st.sampled_from(["ok", "gone"]))
)


@given(judged=judged, at_hand=st.integers(0, 50))
def test_each_counts_once_as_what_is_thought_of_it_last(
    judged: list[tuple[int, Outcome, str]], at_hand: int
) -> None:
    with closing(Spool()) as spool:
        verdicts = Verdicts(lambda: spool, at_hand)
        for number, outcome, rule in judged:
            verdicts.keep(number, Verdict(outcome=outcome, rule=rule, reason=remark("ok")))
    latest = {number: (outcome, rule) for number, outcome, rule in judged}
    assert +verdicts.tally() == Counter(latest.values())


class Full(Spool):
    """A disk that has room for so many records."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def note(self, number: int, note: bytes) -> None:
        self.room -= 1
        if self.room < 0:
            raise SpaceError("no room")
        super().note(number, note)


def test_where_the_disk_is_full_what_comes_is_held_and_what_was_there_is_thought_anew() -> None:
    with closing(Full(100)) as spool:
        verdicts = Verdicts(lambda: spool, 50)
        for number in range(300):
            verdicts.keep(number, verdict(str(number)))
        lost = [number for number in range(300) if verdicts.get(number) is None]
        assert lost == [*range(50, 150)]
        assert verdicts.get(299) == verdict("299")
