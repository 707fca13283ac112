"""Files of earlier versions, as these wrote them, serve today; what they hold is not lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from linkcheck.store.schema import MIGRATIONS
from tests.store.build import Stores, evidence, lookup, recalled

FILES = Path(__file__).parents[2] / "fixtures" / "store"


def key(name: bytes) -> bytes:
    return name.ljust(16, b".")


@pytest.mark.parametrize("path", sorted(FILES.glob("v*.sqlite")), ids=lambda path: path.stem)
def test_an_older_file(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    store = Stores(copy)()
    alive, dead, once = (recalled(store, key(name)) for name in (b"alive", b"dead", b"once"))
    assert alive is not None
    assert alive.evidence == evidence()
    assert alive.fragments == ("top",)
    assert dead is not None
    assert dead.evidence == evidence(404, looks=2)
    assert once is not None
    assert not once.settled
    assert store.recall_lookup(key(b"found")) == lookup()
    assert store.extractions([key(b"text")]) == {key(b"text"): b"what was found"}
    store.close()
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_there_is_a_file_of_each_version_but_the_newest() -> None:
    assert len(list(FILES.glob("v*.sqlite"))) >= len(MIGRATIONS) - 1


def test_the_newest_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        Stores(tmp_path / "s.sqlite")().close()
