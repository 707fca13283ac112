"""A file that another program wrote into: what cannot be of ours is passed over, and what is beside it serves."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linkcheck.model import Evidence, Look, Lookup, Outcome
from linkcheck.report.history import story, trend
from linkcheck.report.json import encoded
from linkcheck.report.safe import masked
from linkcheck.report.view import View
from linkcheck.store import History, Kept, database
from linkcheck.store.credible import may_be_seen
from linkcheck.store.database import UnusableError
from tests.store.build import START, URL, Stores, evidence, lookup, read_back, recalled

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.store import Store

Statements = tuple[str, ...]
Table = dict[str, dict[str, Any]]

KEY, OTHER = b"k" * 16, b"o" * 16
OTHER_URL = "https://b.example/"

TEXT, BLOB = "abc", b"\x00\xff"
NUMBERS = {"the largest": 2**63 - 1, "the smallest": -(2**63), "infinite": 9e999, "below all": -9e999, "vast": 1e300}  # fmt: skip
NO_TIME = {"a text": TEXT, "bytes": BLOB, **NUMBERS}
NO_COUNT = {"a text": TEXT, "bytes": BLOB, **NUMBERS, "none": 0, "less": -1, "a part": 0.5}
NO_OUTCOME = {"a text": TEXT, "bytes": BLOB, "empty": "", "steers": "\x1b[2J", "a number": 7}

SPELLS: Table = {
    "outcome": NO_OUTCOME,
    "first": {**NO_TIME, "the year 0": -62167219200.0, "after the last": START.timestamp() + 1e6},
    "last": {**NO_TIME, "the year 9999": 253402300799.0, "before the first": 1e9},
    "times": NO_COUNT,
    "days": NO_COUNT,
    "rule": {"bytes": BLOB},
}


def each(table: Table) -> list[Any]:
    return [
        pytest.param(column, value, id=f"{column} is {name}")
        for column, values in table.items()
        for name, value in values.items()
    ]


WITHOUT_END = "WITH RECURSIVE count(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM count)"
PROGRAMS: dict[str, Statements] = {
    "a view in a table's place": (
        "ALTER TABLE runs RENAME TO before",
        f"CREATE VIEW runs AS {WITHOUT_END} SELECT x AS id, x'00' AS identity, 1.0 AS started, 1.0 AS seen, NULL AS finished FROM count WHERE x < 0",
    ),
    "a trigger": (
        f"CREATE TRIGGER after_it AFTER INSERT ON runs BEGIN INSERT INTO extractions {WITHOUT_END} SELECT x, 1.0, x'' FROM count; END",
    ),
    "a trigger that has SQLite's name": (
        "CREATE TRIGGER after_it AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET name = 'sqlite_it', sql = replace(sql, ' after_it ', ' sqlite_it ') WHERE name = 'after_it'",
    ),
    "a column that is computed": (
        "DROP TABLE extractions",
        "CREATE TABLE extractions (key BLOB PRIMARY KEY, at REAL NOT NULL, blob BLOB AS (zeroblob(900000000)))",
    ),
    "a condition of its own": (
        "DROP TABLE extractions",
        "CREATE TABLE extractions (key BLOB PRIMARY KEY, at REAL NOT NULL, blob BLOB CHECK (length(hex(zeroblob(400000000)))))",
    ),
    "a table less": ("DROP TABLE lookups",),
    "tables before they can be there": ("PRAGMA user_version = 0",),
    "no version": ("PRAGMA user_version = -5",),
}


@pytest.mark.parametrize("statements", PROGRAMS.values(), ids=PROGRAMS)
def test_tables_that_are_not_ours(statements: Statements, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    Stores(path)().close()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement)
    before = path.read_bytes()
    with pytest.raises(UnusableError, match="not ours"):
        database(path)
    assert path.read_bytes() == before


def test_what_sqlite_notes_of_tables_is_its_own(stores: Stores, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "s.sqlite", isolation_level=None)) as file:
        file.execute("ANALYZE")
    assert read_back(stores(), KEY) == evidence()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="nothing of the kind there")
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_pipe_where_sqlite_looks_for_a_file(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    Stores(path)().close()
    os.mkfifo(f"{path}{ending}")
    with pytest.raises(UnusableError, match=f"s.sqlite{ending} beside it is no file"):
        database(path)


def test_a_file_with_the_name_of_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stores = Stores(Path(":memory:"))
    with closing(stores()) as store:
        store.keep(KEY, Kept(evidence()), Outcome.ALIVE)
    with closing(stores()) as store:
        assert read_back(store, KEY) == evidence()


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    """A source and another one, seen and searched for."""
    stores = Stores(tmp_path / "s.sqlite")
    store = stores()
    past = History(store, masked)
    for key, url in ((KEY, URL), (OTHER, OTHER_URL)):
        past.remember(url, START - timedelta(days=2), Outcome.ALIVE, "ok")
        store.keep(key, Kept(evidence(), ("top",)), Outcome.ALIVE)
        store.keep_lookup(key, lookup())
        store.keep_extraction(key, b"found")
    store.close()
    return stores


def written(stores: Stores, table: str, column: str, value: Any) -> Store:
    """The file with another value in the first of its rows."""
    assert stores.path is not None
    with closing(sqlite3.connect(stores.path, isolation_level=None)) as file:
        sql = f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT min(rowid) FROM {table})"
        file.execute(sql, (value,))
    return stores(b"another run")


@pytest.mark.parametrize(("column", "value"), each(SPELLS))
def test_a_spell_that_cannot_be(column: str, value: Any, stores: Stores) -> None:
    store = written(stores, "history", column, value)
    past = History(store, masked)
    assert past.of(URL) == ()
    assert [url for url, _ in past.all()] == [OTHER_URL]
    assert URL not in "".join(past.text(encoded))
    past.remember(URL, START, Outcome.DEAD, "gone")
    store.commit()
    assert [spell.rule for spell in past.of(URL)] == ["gone"]
    found = {url: [spell] for url, spell in past.all()}
    told = "".join([*trend(found, View()), *story(URL, past.of(URL), View())])
    assert "dead" in told
    assert store.ledger.problems == []


def test_a_source_without_a_name(stores: Stores) -> None:
    past = History(written(stores, "history", "url", BLOB), masked)
    assert [url for url, _ in past.all()] == [OTHER_URL]


KEPT: dict[str, Table] = {
    "evidence": {"at": {"a text": TEXT, "bytes": BLOB}, "outcome": {"bytes": BLOB}},
    "lookups": {"at": {"a text": TEXT, "bytes": BLOB}, "state": {"bytes": BLOB}},
}
PACKED: Table = {
    "blob": {"a text": TEXT, "no zstd": BLOB, "empty": b"", "a number": 7, "a part": 0.5}
}


def kinds(table: str) -> list[Any]:
    return each({**KEPT[table], **PACKED})


def serves(recall: Callable[[bytes], object | None]) -> None:
    """The row beside it."""
    assert recall(KEY) is None
    assert recall(OTHER) is not None


@pytest.mark.parametrize(("column", "value"), kinds("evidence"))
def test_a_page_that_cannot_be(column: str, value: Any, stores: Stores) -> None:
    store = written(stores, "evidence", column, value)
    serves(partial(recalled, store))
    assert len(list(store.latest())) >= 1
    assert [each is None for each in store.recall([KEY, OTHER])] == [True, False]
    assert store.ledger.problems == []


@pytest.mark.parametrize(("column", "value"), kinds("lookups"))
def test_a_search_that_cannot_be(column: str, value: Any, stores: Stores) -> None:
    store = written(stores, "lookups", column, value)
    serves(store.recall_lookup)
    assert store.ledger.problems == []


@pytest.mark.parametrize("value", [TEXT, 7, 0.5])
def test_an_extraction_that_cannot_be(value: Any, stores: Stores) -> None:
    store = written(stores, "extractions", "blob", value)
    serves(lambda key: store.extractions([key]).get(key))


def test_text_that_is_none(stores: Stores) -> None:
    """SQLite's own word on it, and nothing of the file is believed that stands in the same answer."""
    assert stores.path is not None
    with closing(sqlite3.connect(stores.path, isolation_level=None)) as file:
        file.execute("UPDATE history SET rule = CAST(x'ff41' AS TEXT)")
    store = stores(b"another run")
    assert list(History(store, masked).all()) == []
    assert "Could not decode" in store.ledger.problems[0]


NAIVE = START.replace(tzinfo=None)
BROKEN = ("http://[::1", "http://a.example:port/", "http://a.example:99999/")


def look(at: datetime = START, url: str = URL, refresh: str = "") -> Look:
    seen = evidence(at=at, url=url).looks[0]
    assert seen.page is not None
    return replace(seen, page=replace(seen.page, refresh=refresh))


NOT_SEEN = {
    "a time without its zone": Evidence(url=URL, looks=(look(), look(NAIVE))),
    "a front page at such a time": Evidence(url=URL, looks=(look(),), root=look(NAIVE)),
    **{f"an answer of {url}": Evidence(url=URL, looks=(look(url=url),)) for url in BROKEN},
    **{f"a page that leads to {url}": Evidence(url=URL, looks=(look(refresh=url),)) for url in BROKEN},
}  # fmt: skip


@pytest.mark.parametrize("seen", NOT_SEEN.values(), ids=NOT_SEEN)
def test_what_was_never_seen(seen: Evidence) -> None:
    store = Stores()()
    store.keep(KEY, Kept(seen), Outcome.ALIVE)
    assert recalled(store, KEY) is None
    assert read_back(store, KEY) is None


URLS = st.lists(
    st.sampled_from(("a", "b.c", "-", ":", "80", "59999", "65535", "65536", "٣", "/", "?", "#", "[", "@", "\t", "//")),
    max_size=6,
).map("".join)  # fmt: skip


@given(st.sampled_from(("http://", "https://", "HTTP://", "")), URLS)
@example("http://", "a:٣")
@example("http://", "a:65536")
def test_what_may_be_seen_can_be_taken_apart(scheme: str, rest: str) -> None:
    url = scheme + rest
    try:
        urlsplit(url).port  # noqa: B018 - raises where host or port are nonsense
    except ValueError:
        assert not may_be_seen(Evidence(url=URL, looks=(look(url=url),)))
    else:
        assert may_be_seen(Evidence(url=URL, looks=(look(url=url),)))


def found(**changes: Any) -> Lookup:
    (copy, *_) = (whole := lookup()).copies
    return replace(whole, copies=(replace(copy, memento=replace(copy.memento, **changes)),))


NOT_FOUND = {
    "a time without its zone": found(captured=NAIVE),
    **{f"at {url}": found(url=url) for url in BROKEN},
    **{f"of {url}": found(original=url) for url in BROKEN},
}


@pytest.mark.parametrize("searched", NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_was_never_found(searched: Lookup) -> None:
    store = Stores()()
    store.keep_lookup(KEY, searched)
    assert store.recall_lookup(KEY) is None
    assert store.lookup(KEY) is None
