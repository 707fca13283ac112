"""How sources stood: stretches of time, merged with a file's, pruned by age."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.errors import SourceError
from linkcheck.model import Outcome, Spell
from linkcheck.report.history import trend
from linkcheck.report.json import encoded
from linkcheck.report.safe import masked
from linkcheck.report.view import View
from linkcheck.store import History
from tests.store.build import START, URL, Clock, Stores

if TYPE_CHECKING:
    from pathlib import Path

ALIVE, DEAD = (Outcome.ALIVE, "ok"), (Outcome.DEAD, "gone")


LATER = timedelta(days=200)


def history(stores: Stores | None = None) -> History:
    return History((stores or Stores(clock=Clock(START + LATER)))(), masked)


def noted(past: History, *seen: tuple[float, tuple[Outcome, str]], url: str = URL) -> None:
    """Looks so many days after the beginning."""
    for days, (outcome, rule) in seen:
        past.remember(url, START + timedelta(days=days), outcome, rule)
        assert list(past.all())


def at_all(past: History) -> dict[str, list[Spell]]:
    found: dict[str, list[Spell]] = {}
    for url, spell in past.all():
        found.setdefault(url, []).append(spell)
    return found


def told(spells: tuple[Spell, ...]) -> list[tuple[str, int, int]]:
    return [(spell.rule, spell.times, spell.days) for spell in spells]


def test_what_was_seen_alike_is_one_spell() -> None:
    past = history()
    noted(past, (0, ALIVE), (0.1, ALIVE), (1, ALIVE), (2, DEAD), (3, DEAD), (4, ALIVE))
    assert told(past.of(URL)) == [("ok", 3, 2), ("gone", 2, 2), ("ok", 1, 1)]
    assert past.of(URL)[0].last == START + timedelta(days=1)
    assert past.of("http://b.example/") == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 9), st.sampled_from([ALIVE, DEAD]), st.booleans()),
        max_size=12,
    )
)  # fmt: skip
def test_it_is_the_same_however_many_looks_are_written_together(
    looks: list[tuple[int, int, tuple[Outcome, str], bool]],
) -> None:
    together, singly = history(), history()
    for source, day, (outcome, rule), is_written in looks:
        for past in (together, singly):
            past.remember(f"{URL}{source}", START + timedelta(days=day), outcome, rule)
        list(singly.all())
        if is_written:
            list(together.all())
    assert at_all(together) == at_all(singly)


def test_a_worker_may_tell_of_any_number_at_once() -> None:
    """SQLite takes 32,766 values with one statement ("Limits In SQLite" §9)."""
    past = history()
    for number in range(33_000):
        past.remember(f"{URL}{number}", START, *ALIVE)
    assert sum(1 for _ in past.all()) == 33_000


def test_one_look_is_noted_once() -> None:
    past = history()
    noted(past, (1, ALIVE), (1, ALIVE), (0, DEAD))
    assert told(past.of(URL)) == [("ok", 1, 1)]


def test_secrets_are_not_remembered() -> None:
    past = history()
    noted(past, (0, ALIVE), url="http://u:pw@a.example/?token=s3cret&x=1")
    text = "".join(past.text(encoded))
    assert "s3cret" not in text
    assert "pw" not in text
    assert told(past.of("http://u:pw@a.example/?token=s3cret&x=1")) == [("ok", 1, 1)]


def test_a_file_hides_nothing(tmp_path: Path) -> None:
    here, there = history(), history()
    noted(here, (0, ALIVE), url="http://a.example/\u202e\x9b\U000e0041")
    text = "".join(here.text(encoded))
    assert text.isascii()
    (tmp_path / "h.json").write_text(text, "utf-8")
    there.load(tmp_path / "h.json")
    assert list(there.all()) == list(here.all())


def test_a_file_carries_it_to_another_machine(tmp_path: Path) -> None:
    here, there = history(), history()
    noted(here, (0, ALIVE), (1, ALIVE), (2, DEAD))
    (tmp_path / "h.json").write_text("".join(here.text(encoded)), "utf-8")
    there.load(tmp_path / "h.json")
    assert there.of(URL) == here.of(URL)
    noted(there, (3, DEAD))
    there.load(tmp_path / "h.json")
    assert told(there.of(URL)) == [("ok", 2, 2), ("gone", 2, 2)]
    assert "".join(there.text(encoded)) != "".join(here.text(encoded))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema":"linkcheck-history/2","sources":[]}'])
def test_what_is_no_history(text: str, tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"h\.json: no history"):
        history().load(tmp_path / "h.json")


AGES = {
    "the first year": ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00", [1991]),
    "the last year": ("9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59-14:00", []),
    "all years, no zone": ("0001-01-01T00:00:00", "9999-12-31T23:59:59", [1992]),
    "a leap day": ("1904-02-29T00:00:00Z", "8000-02-29T00:00:00Z", [1992]),
}


@pytest.mark.parametrize(("first", "last", "years"), AGES.values(), ids=AGES)
def test_a_file_of_another_age(first: str, last: str, years: list[int], tmp_path: Path) -> None:
    spell = f'{{"outcome":"dead","rule":"gone","first":"{first}","last":"{last}"}}'
    text = f'{{"schema":"linkcheck-history/1","sources":[{{"url":"{URL}","spells":[{spell}]}}]}}'
    (tmp_path / "h.json").write_text(text, "utf-8")
    past = history()
    past.load(tmp_path / "h.json")
    spells = past.of(URL)
    assert [each.last.year for each in spells] == years
    assert "".join(trend({URL: spells}, View(lang="en")))


AHEAD = 9000.0
"""Days by which a clock was wrong."""


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        pytest.param(ALIVE, [("ok", 2, 2), ("gone", 2, 2)], id="seen as before"),
        pytest.param(DEAD, [("ok", 1, 1), ("gone", 2, 2)], id="seen otherwise"),
    ],
)
def test_a_clock_that_ran_ahead(
    wrong: tuple[Outcome, str], expected: list[tuple[str, int, int]]
) -> None:
    """What it was seen at is not known; what comes after the clock was set right is noted, and follows what was before."""
    stores = Stores()
    past = history(stores)
    noted(past, (0, ALIVE))
    stores.clock.on(days=AHEAD)
    noted(past, (AHEAD, wrong))
    stores.clock.on(days=3 - AHEAD)
    past.remember(URL, START + timedelta(days=2), *DEAD)
    list(past.all())
    past.remember(URL, START + timedelta(days=3), *DEAD)
    list(past.all())
    assert told(past.of(URL)) == expected
    assert past.of(URL)[-1].last == START + timedelta(days=3)
    assert [spell for _, spell in past.all()] == list(past.of(URL))


def test_a_clock_that_ran_ahead_is_forgotten_by_the_next_look() -> None:
    stores = Stores()
    past = history(stores)
    noted(past, (0, ALIVE), (0, ALIVE))
    stores.clock.on(days=AHEAD)
    noted(past, (AHEAD, ALIVE))
    stores.clock.on(days=5 - AHEAD)
    noted(past, (4, ALIVE), (5, ALIVE))
    (spell,) = past.of(URL)
    assert (spell.first, spell.last) == (START, START + timedelta(days=5))


def test_a_file_that_does_not_exist_yet(tmp_path: Path) -> None:
    past = history()
    past.load(tmp_path / "h.json")
    assert json.loads("".join(past.text(encoded))) == {
        "schema": "linkcheck-history/1",
        "sources": [],
    }


def test_the_long_past_goes(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    noted(history(stores), (0, ALIVE))
    stores.clock.on(days=364)
    assert len(history(stores).of(URL)) == 1
    stores.clock.on(days=2)
    assert history(stores).of(URL) == ()


looks = st.lists(
    st.tuples(st.floats(0, 99), st.sampled_from([ALIVE, DEAD, (Outcome.UNSURE, "wall")])),
    max_size=9,
)


@given(looks)
def test_spells_follow_each_other(seen: list[tuple[float, tuple[Outcome, str]]]) -> None:
    past = history()
    noted(past, *seen)
    spells = past.of(URL)
    for one, next_ in pairwise(spells):
        assert one.first <= one.last < next_.first
        assert (one.outcome, one.rule) != (next_.outcome, next_.rule)
    assert all(1 <= spell.days <= spell.times for spell in spells)
