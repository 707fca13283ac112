"""What is kept holds for as long as it should, in this run and in others."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.model import Evidence, Lookup, LookupState, Outcome
from linkcheck.settings import Settings
from linkcheck.store import Ages, Kept, Store, Surroundings, database, identity, opened
from linkcheck.store.packing import Packing
from tests.store.build import URL, Stores, evidence, lookup, read_back, recalled

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"k" * 16


def kept(store: Store, outcome: Outcome | None = Outcome.ALIVE, status: int = 200) -> Evidence:
    seen = evidence(status)
    store.keep(KEY, Kept(seen, ("top",)), outcome)
    return seen


def test_what_was_kept_is_found_again_with_what_it_answers() -> None:
    store = Stores()()
    seen = kept(store)
    assert recalled(store, KEY) == Kept(seen, ("top",))
    assert read_back(store, KEY) == seen
    assert recalled(store, b"another" + bytes(9)) is None


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 300])
def test_many_keys_are_asked_for_together(size: int) -> None:
    """Each gets its own answer, in order: the newest of those it has, or none."""
    stores = Stores()
    store = stores()
    keys = [number.to_bytes(16, "big") for number in range(size)]
    assert not store.has_evidence
    for number, key in enumerate(keys):
        for looks in range(number % 3):
            store.keep(key, Kept(evidence(looks=looks + 1)), Outcome.ALIVE)
            store.begin(key[-2:] + bytes([looks]))
    assert store.has_evidence == (size > 1)
    wanted = [number % 3 or None for number in range(size)]
    kept, seen = store.recall(keys), store.evidence(keys)
    assert [each and len(each.evidence.looks) for each in kept] == wanted
    assert [each and len(each.looks) for each in seen] == wanted


def test_one_key_may_be_asked_for_twice_and_none_where_nothing_is_known() -> None:
    store = Stores()()
    this = kept(store)
    assert [*store.evidence([KEY, None, KEY, bytes(16)])] == [this, None, this, None]
    assert [*store.evidence([None])] == [None]


HOLDS = {
    "alive, the same day": (Outcome.ALIVE, {"hours": 23}, True),
    "alive, the day after": (Outcome.ALIVE, {"hours": 25}, False),
    "dead, at once": (Outcome.DEAD, {"minutes": 9}, True),
    "dead, later": (Outcome.DEAD, {"minutes": 11}, False),
    "unsure, at once": (Outcome.UNSURE, {"minutes": 9}, True),
    "unsure, later": (Outcome.UNSURE, {"minutes": 11}, False),
    "a clock that was set back": (Outcome.ALIVE, {"minutes": -1}, False),
    "not settled": (None, {"minutes": 1}, False),
}


@pytest.mark.parametrize(("outcome", "later", "holds"), HOLDS.values(), ids=HOLDS)
def test_how_long_it_holds_for_another_run(
    outcome: Outcome | None, later: dict[str, float], holds: bool, tmp_path: Path
) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    kept(first, outcome)
    first.finish()
    stores.clock.on(**later)
    assert (recalled(stores(b"another"), KEY) is not None) is holds


@pytest.mark.parametrize("outcome", [*Outcome, None])
def test_an_unfinished_run_goes_on_with_all_that_it_saw(
    outcome: Outcome | None, tmp_path: Path
) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    kept(first, outcome)
    first.close()
    stores.clock.on(hours=30)
    again = recalled(stores(), KEY)
    assert again is not None
    assert again.settled is (outcome is not None)
    stores.clock.on(days=4)
    assert recalled(stores(), KEY) is None


def test_fresh_asks_all_anew_and_spoils_nothing(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    kept(first)
    first.close()
    assert recalled(stores(fresh=True), KEY) is None
    assert recalled(stores(), KEY) is not None


def test_without_a_network_nothing_but_the_living_holds(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    kept(first, Outcome.UNSURE)
    first.keep(b"alive" + bytes(11), Kept(evidence()), Outcome.ALIVE)
    first.discount_failures()
    assert read_back(first, KEY) is not None
    again = stores()
    assert recalled(again, KEY) is None
    assert recalled(again, b"alive" + bytes(11)) is not None


def test_two_runs_at_once_read_their_own(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    one, other = stores(b"one"), stores(b"other")
    mine = kept(one, Outcome.ALIVE)
    one.commit()
    theirs = kept(other, Outcome.DEAD, 404)
    other.commit()
    assert read_back(one, KEY) == mine
    assert read_back(other, KEY) == theirs


def test_two_processes_at_one_run_spoil_nothing(tmp_path: Path) -> None:
    """The same command twice at once is one run; who is behind takes nothing back from who is ahead."""
    stores = Stores(tmp_path / "s.sqlite")
    ahead, behind = stores(), stores()
    seen = evidence(404, looks=2)
    ahead.keep(KEY, Kept(seen), Outcome.DEAD)
    ahead.keep_lookup(KEY, lookup(LookupState.FOUND))
    ahead.commit()
    behind.keep(KEY, Kept(evidence(404)))
    behind.keep_lookup(KEY, lookup(LookupState.NOT_ASKED, "search.not-asked.time"))
    behind.commit()
    assert read_back(ahead, KEY) == seen
    assert ahead.lookup(KEY) == lookup(LookupState.FOUND)
    behind.keep(KEY, Kept(evidence(200, looks=2)), Outcome.ALIVE)
    assert read_back(behind, KEY) == evidence(200, looks=2)


def test_a_file_may_be_made_by_several_at_once(tmp_path: Path) -> None:
    """Nobody takes for a stranger's what another is about to make."""
    number = 4
    with ThreadPoolExecutor(number) as threads:
        for n in range(20):
            together = Barrier(number)

            def make(path: Path = tmp_path / str(n), together: Barrier = together) -> list[str]:
                together.wait()
                with closing(Store(database(path), Ages.of(Settings()))) as store:
                    store.begin(b"a run")
                return store.ledger.problems

            assert list(threads.map(lambda make: make(), [make] * number)) == [[]] * number


def test_what_was_seen_offline_is_seen_anew(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    kept(first, Outcome.UNSURE)
    first.discount_failures()
    again = stores()
    again.keep(KEY, Kept(evidence(404)))
    assert read_back(again, KEY) == evidence(404)


def test_a_file_in_which_no_run_can_begin_is_none(tmp_path: Path) -> None:
    """A run elsewhere has numbers of its own, by which what is kept here would be taken for what it saw itself."""
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    kept(first, Outcome.UNSURE)
    first.close()
    stores.clock.on(days=7)
    with closing(sqlite3.connect(tmp_path / "s.sqlite", isolation_level=None)) as another:
        late = Store(database(tmp_path / "s.sqlite"), Ages.of(Settings()), stores.clock)
        another.execute("BEGIN EXCLUSIVE")
        late.begin(b"a run")
        assert (recalled(late, KEY), read_back(late, KEY)) == (None, None)
        assert len(late.ledger.problems) == 1
        assert "locked" in late.ledger.problems[0]


LOOKUPS = {
    "found, weeks later": (LookupState.FOUND, "", {"days": 29}, True),
    "found, too long ago": (LookupState.FOUND, "", {"days": 31}, False),
    "none, the same day": (LookupState.NONE, "search.none", {"hours": 23}, True),
    "none, the day after": (LookupState.NONE, "search.none", {"hours": 25}, False),
    "could not be asked": (LookupState.LOOKUP_FAILED, "", {"seconds": 1}, False),
    "no time for it": (LookupState.NOT_ASKED, "search.not-asked.time", {"seconds": 1}, False),
}


@pytest.mark.parametrize(("state", "reason", "later", "holds"), LOOKUPS.values(), ids=LOOKUPS)
def test_how_long_a_search_holds(
    state: LookupState, reason: str, later: dict[str, float], holds: bool, tmp_path: Path
) -> None:
    stores = Stores(tmp_path / "s.sqlite")
    first = stores()
    first.keep_lookup(KEY, lookup(state, reason))
    first.finish()
    assert first.lookup(KEY) == lookup(state, reason)
    stores.clock.on(**later)
    assert (stores(b"another").recall_lookup(KEY) is not None) is holds


def test_extractions_are_kept_as_they_come() -> None:
    store = Stores()()
    assert store.extractions([KEY]) == {}
    store.keep_extraction(KEY, b"\x00anything")
    assert store.extractions([KEY]) == {KEY: b"\x00anything"}


def test_many_extractions_are_asked_for_together() -> None:
    store = Stores()()
    kept = {number.to_bytes(2): b"%d" % number for number in range(1_200)}
    for key, blob in kept.items():
        store.keep_extraction(key, blob)
    assert store.extractions([*kept, b"another"]) == kept


def test_what_nobody_can_use_any_more_goes(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    stores = Stores(path)
    first = stores()
    for number in range(500):
        first.keep(number.to_bytes(16), Kept(evidence()), Outcome.ALIVE)
    first.finish()
    stores.clock.on(days=61)
    stores(b"another").close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM evidence").fetchone() == (0,)
        assert file.execute("SELECT count(*) FROM runs").fetchone() == (1,)


SWAYING = {
    "user agent": {"user_agent": "Mozilla/5.0 x"},
    "another place": {"connect_to": "127.0.0.1:81"},
    "another resolver": {"dns": "127.0.0.1:53"},
    "proxy": {"proxy": "http://127.0.0.1:3128"},
    "authorities": {"ca_file": __file__},
    "private addresses": {"allow_private": True},
    "less of a body": {"body_limit": 2048},
    "header": {"header": ("a.example=Authorization: Bearer x",)},
}
KEEPING = {
    "language": {"lang": "en"},
    "politeness": {"per_host": 1, "concurrency": 7},
    "header for another host": {"header": ("b.example=X: y",)},
}


@pytest.mark.parametrize("changes", SWAYING.values(), ids=SWAYING)
def test_what_sways_an_answer_is_part_of_its_key(changes: dict[str, object]) -> None:
    plain, other = Surroundings(Settings()), Surroundings(Settings(**changes))  # type: ignore[arg-type]
    assert plain.evidence(URL, "a.example") != other.evidence(URL, "a.example")
    assert identity([URL], Settings()) != identity([URL], Settings(**changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("changes", KEEPING.values(), ids=KEEPING)
def test_what_sways_no_answer_is_none(changes: dict[str, object]) -> None:
    plain, other = Surroundings(Settings()), Surroundings(Settings(**changes))  # type: ignore[arg-type]
    assert plain.evidence(URL, "a.example") == other.evidence(URL, "a.example")


@given(st.text() | st.text(st.characters(categories=["Cs"])))
def test_any_text_is_packed(text: str) -> None:
    packing = Packing(Evidence)
    seen = evidence(url=text)
    found = packing.unpacked(packing.packed(seen))
    assert found is not None
    assert found == seen or text.encode(errors="replace").decode() == found.url


@given(st.binary(max_size=400))
def test_any_bytes_are_a_noun_or_none(raw: bytes) -> None:
    assert Packing(Lookup).unpacked(raw) is None


def test_what_unpacks_without_end_is_none() -> None:
    packing = Packing(str)
    assert packing.unpacked(packing.packed("x" * 10_000)) == "x" * 10_000
    assert packing.unpacked(packing.packed("x" * (1 << 26))) is None
    assert packing.unpacked(packing.packed("x" * 10_000)[:-1]) is None


def test_the_default_place_is_the_users_cache(tmp_path: Path) -> None:
    complaints: list[str] = []
    with opened(Settings(), complaints.append) as store:
        store.begin(b"a run")
    assert (tmp_path / ".xdg" / "cache" / "linkcheck" / "store.sqlite").is_file()
    assert complaints == []
