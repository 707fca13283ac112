"""Where the store is: the user's choice, else the user's cache directory (platformdirs), else nowhere."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from linkcheck.store.database import Database, UnusableError, database, temporary
from linkcheck.store.store import Ages, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.settings import Settings

_NAME = "store.sqlite"


@contextmanager
def opened(settings: Settings, complain: Callable[[str], None]) -> Iterator[Store]:
    """The store that the settings mean, until the end of the block; a file that cannot serve is complained of and left alone."""
    path = None if settings.no_store else Path(settings.store) if settings.store else default()
    store = Store(_database(path, complain), Ages.of(settings))
    try:
        yield store
    finally:
        store.close()
        for problem in store.ledger.problems:
            complain(f"{path or 'the store of this run'} {problem}")


def _database(path: Path | None, complain: Callable[[str], None]) -> Database:
    if path is None:
        return temporary()
    try:
        return database(path)
    except UnusableError as why:
        complain(f"{path} is not used as a store: {why}; the run goes on without it")
        return temporary()


def default() -> Path:
    """Where the store is unless the user says otherwise."""
    return platformdirs.user_cache_path("linkcheck", appauthor=False) / _NAME
