"""What is thought of each citation of a run: packed, one for all that share it, and beyond the first thousands on disk.

As objects verdicts were most of what a run held; packed they are 150 bytes, since most name the title of their page. What was kept
last is at hand as it is: what was seen of a source is judged, told and kept in turn.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from linkcheck.books.citations import AT_HAND
from linkcheck.errors import SpaceError
from linkcheck.model import Verdict
from linkcheck.store import encoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Outcome
    from linkcheck.store import Spool

    Kind = tuple[Outcome, str]

_unpacked = lru_cache(maxsize=256)(msgspec.msgpack.Decoder(Verdict).decode)


class Verdicts:
    """Verdicts by the numbers of citations; one may be lost where the disk is full, and then there is none."""

    def __init__(self, spool: Callable[[], Spool], at_hand: int = AT_HAND) -> None:
        self._make_spool = spool
        self._spool: Spool | None = None
        self._most = at_hand
        self._is_full = False
        self._last: tuple[int, Verdict] | None = None
        self._at_hand: dict[int, bytes] = {}
        self._alike: dict[bytes, bytes] = {}
        """Each packed verdict once, however many share it."""
        self._kinds = bytearray()
        """By number, from 1 on, where its kind stands in `_standing`."""
        self._standing: dict[Kind, int] = {}

    def keep(self, number: int, verdict: Verdict) -> None:
        """Take the place of what was thought of it before."""
        packed = encoded(verdict)
        self._last = (number, verdict)
        self._count(number, (verdict.outcome, verdict.rule))
        if number < self._most or not self._put_away(number, packed):
            self._at_hand[number] = self._alike.setdefault(packed, packed)

    def get(self, number: int) -> Verdict | None:
        """What is thought of it; None where nothing is known."""
        if self._last is not None and self._last[0] == number:
            return self._last[1]
        packed = self._at_hand.get(number) or self._from_disk(number)
        return _unpacked(packed) if packed else None

    def tally(self) -> Counter[Kind]:
        """How many there are by outcome and rule, without reading them."""
        kinds = Counter(self._kinds)
        return Counter({kind: kinds[place] for kind, place in self._standing.items()})

    def _count(self, number: int, kind: Kind) -> None:
        if number >= len(self._kinds):
            self._kinds.extend(bytes(number + 1 - len(self._kinds)))
        self._kinds[number] = self._standing.setdefault(kind, len(self._standing) + 1)

    def _put_away(self, number: int, packed: bytes) -> bool:
        if self._is_full:
            return False
        if self._spool is None:
            self._spool = self._make_spool()
        try:
            self._spool.note(number, packed)
        except SpaceError:
            self._is_full = True
        return not self._is_full

    def _from_disk(self, number: int) -> bytes | None:
        if self._spool is None or self._is_full:
            return None
        return self._spool.noted(number)
