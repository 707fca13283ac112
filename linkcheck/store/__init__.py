"""What is kept between runs, so that nothing is asked twice: evidence, lookups, runs, extractions, in one SQLite file."""

from linkcheck.store.database import Database, database
from linkcheck.store.history import History
from linkcheck.store.keys import Surroundings, identity
from linkcheck.store.packing import encoded
from linkcheck.store.place import opened
from linkcheck.store.spool import Spool
from linkcheck.store.store import Ages, Kept, Store

__all__ = [
    "Ages",
    "Database",
    "History",
    "Kept",
    "Spool",
    "Store",
    "Surroundings",
    "database",
    "encoded",
    "identity",
    "opened",
]
