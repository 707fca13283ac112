"""How sources stood over time: a row is a stretch in which one was seen alike, so that a thousand fine runs are one row.

A file for a CI server to cache (`linkcheck-history/1`) holds the same. URLs have their secrets masked, here and there; two that differ
in a secret alone are one. Rows are pruned by age with the rest of the store.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from linkcheck import bounded
from linkcheck.errors import SourceError
from linkcheck.model import Outcome, Spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from linkcheck.store.store import Store

_OF_SOME = (
    "WITH wanted (key) AS (VALUES {}) SELECT key, outcome, rule, first, last, times, days "
    "FROM wanted JOIN history USING (key) ORDER BY first"
)
_OF_ALL = (
    "SELECT url, outcome, rule, first, last, times, days FROM history ORDER BY url, key, first"
)
_PUT = (
    "INSERT INTO history (key, url, outcome, rule, first, last, times, days) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, first) DO UPDATE SET "
    "last = CASE WHEN last > ? THEN excluded.last ELSE max(last, excluded.last) END, "
    "times = max(times, excluded.times), days = max(days, excluded.days)"
)
_EARLIEST, _LATEST = 1992, 2400
"""Leap years, since any day of another year has to be one of theirs; the first before any page was checked."""
_MOST = 10_000_000
"""Times and days of a spell that a file may speak of."""
_LARGEST = 256 * 1024 * 1024
"""Bytes of a file: a million sources."""
_SPELL = (str, str, float, float, int, int)
_AGE = (
    datetime(_EARLIEST - 1, 1, 1, tzinfo=UTC).timestamp(),
    datetime(_LATEST + 2, 1, 1, tzinfo=UTC).timestamp(),
)
"""Seconds; a zone leads a day beyond those years."""
_AHEAD = timedelta(days=1)
_OUTCOMES = frozenset(Outcome)


class _Source(msgspec.Struct, frozen=True):
    url: str
    spells: tuple[Spell, ...]


class _File(msgspec.Struct, frozen=True):
    schema: Literal["linkcheck-history/1"]
    sources: tuple[_Source, ...]


class History:
    """The history in a store; `masked` takes the secrets out of a URL."""

    def __init__(self, store: Store, masked: Callable[[str], str]) -> None:
        self._store = store
        self._masked = masked
        self._seen: list[tuple[str, datetime, Outcome, str]] = []
        """Looks since the last commit: a source's past is read with that of the others, and not one by one."""
        store.before_commit(self._write)

    def of(self, url: str) -> tuple[Spell, ...]:
        """The spells of a source, in order."""
        key, _ = self._name(url)
        return tuple(self._believed(self._past([key]).get(key, ())))

    def all(self) -> Iterator[tuple[str, Spell]]:
        """All spells by the URLs of their sources, in order."""
        self._store.commit()
        for url, *row in self._store.ledger.rows(_OF_ALL, (str, *_SPELL)):
            for spell in self._believed([row]):
                yield url, spell

    def remember(self, url: str, seen: datetime, outcome: Outcome, rule: str) -> None:
        """Note how a source stands, with the next commit; nothing where that look has been noted."""
        self._seen.append((url, seen, outcome, rule))

    def load(self, path: Path) -> None:
        """Take a file's history in; nothing where there is none yet. SourceError names a file that is no history."""
        raw = bounded.whole(path, _LARGEST, "a history", SourceError)
        if raw is None:
            return
        try:
            told = msgspec.json.decode(raw, type=_File)
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
            raise SourceError(f"{path}: no history (linkcheck-history/1): {error}") from None
        for source in told.sources:
            for spell in source.spells:
                self._put(*self._name(source.url), _sober(spell))
        self._store.commit()

    def text(self, encoded: Callable[[object], str]) -> Iterator[str]:
        """The whole history as a file, a source a line; `encoded` makes JSON of a value."""
        yield '{"schema":"linkcheck-history/1","sources":['
        separator = "\n"
        for url, spells in _by_url(self.all()):
            yield separator + encoded(_Source(url, tuple(spells)))
            separator = ",\n"
        yield "\n]}\n"

    def _write(self) -> None:
        """Put down the looks since the last commit."""
        seen, self._seen = self._seen, []
        named = [self._name(url) for url, *_ in seen]
        rows = self._past([*dict.fromkeys(key for key, _ in named)])
        past = {key: next(self._believed(reversed(own)), None) for key, own in rows.items()}
        for (key, told), (_, at, outcome, rule) in zip(named, seen, strict=True):
            spell = _after(past.get(key), at, outcome, rule)
            if spell is not None:
                past[key] = spell
                self._put(key, told, spell)

    def _past(self, keys: Sequence[bytes]) -> Mapping[bytes, Sequence[Sequence[Any]]]:
        """What the file says of each of these, the earliest first."""
        return self._store.ledger.under(_OF_SOME, _SPELL, keys)

    def _believed(self, rows: Iterable[Sequence[Any]]) -> Iterator[Spell]:
        """The spells that can be. What a clock saw that ran ahead was seen at no time that is known, and is the past of nothing."""
        soon = self._soon
        for spell in map(_spell, filter(_can_be, rows)):
            if spell.last <= soon:
                yield spell
            elif spell.first <= soon:
                yield replace(spell, last=spell.first)

    @property
    def _soon(self) -> datetime:
        """The latest that another machine's clock may say when it is right."""
        return datetime.fromtimestamp(self._store.now(), UTC) + _AHEAD

    def _put(self, key: bytes, told: str, spell: Spell) -> None:
        row = (spell.outcome.value, spell.rule, spell.first.timestamp(), spell.last.timestamp())
        counts = (spell.times, spell.days)
        self._store.ledger.put(_PUT, (key, told, *row, *counts, self._soon.timestamp()))

    def _name(self, url: str) -> tuple[bytes, str]:
        """The key of a source, and how it is told."""
        raw = self._masked(url).encode(errors="replace")
        return hashlib.blake2b(raw, digest_size=16).digest(), raw.decode()


def _after(last: Spell | None, seen: datetime, outcome: Outcome, rule: str) -> Spell | None:
    """The spell that a look begins or goes on with; None where it has been noted."""
    if last is not None and seen <= last.last:
        return None
    if last is None or (last.outcome, last.rule) != (outcome, rule):
        return Spell(outcome=outcome, rule=rule, first=seen, last=seen)
    days = last.days + (seen.date() != last.last.date())
    return replace(last, last=seen, times=last.times + 1, days=days)


def _sober(spell: Spell) -> Spell:
    """A spell from a file, whose times may lack their zone, be of another age, or of none, and whose counts may be nonsense."""
    first, last = (_moment(each) for each in (spell.first, spell.last))
    return replace(
        spell,
        first=min(first, last),
        last=max(first, last),
        times=min(max(spell.times, 1), _MOST),
        days=min(max(spell.days, 1), _MOST),
    )


def _moment(said: datetime) -> datetime:
    """A time at which a page may have been seen; at either end of Python's calendar a zone leads beyond it."""
    at_hand = said.replace(year=min(max(said.year, _EARLIEST), _LATEST))
    return at_hand.astimezone(UTC) if said.tzinfo else at_hand.replace(tzinfo=UTC)


def _can_be(row: Sequence[Any]) -> bool:
    """Whether a row tells of a spell; another program may have written what cannot be."""
    outcome, _, first, last, times, days = row
    in_order = _AGE[0] <= first <= last < _AGE[1]
    return outcome in _OUTCOMES and in_order and 1 <= times <= _MOST and 1 <= days <= _MOST


def _spell(row: Sequence[Any]) -> Spell:
    outcome, rule, first, last, times, days = row
    return Spell(
        outcome=Outcome(outcome),
        rule=rule,
        first=datetime.fromtimestamp(first, UTC),
        last=datetime.fromtimestamp(last, UTC),
        times=times,
        days=days,
    )


def _by_url(rows: Iterator[tuple[str, Spell]]) -> Iterator[tuple[str, list[Spell]]]:
    """Rows in order of their URLs, a list of spells a URL."""
    for url, group in groupby(rows, key=itemgetter(0)):
        yield url, [spell for _, spell in group]
