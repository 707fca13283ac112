"""The references of one block where there are many: packed, a lot at a time, in a twentieth of the memory.

A lot takes 1 µs a reference to pack and 2 to unpack.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from linkcheck.extract.blocks import Found
from linkcheck.extract.packing import decoder, encoded, pressed, unpressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOT = 2_000
"""References that are packed together: as many as a block may have without being packed."""


class Founds:
    """References in their order, of which a lot at a time is unpacked."""

    __slots__ = ("_loose", "_lots")

    def __init__(self, found: Iterable[Found] = ()) -> None:
        """Those to begin with."""
        self._lots: list[bytes] = []
        self._loose: list[Found] = []
        for each in found:
            self.append(each)

    def append(self, found: Found) -> None:
        """One more; it is not changed any more."""
        self._loose.append(found)
        if len(self._loose) == LOT:
            self._lots.append(pressed(encoded(self._loose)))
            self._loose.clear()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._lots) * LOT + len(self._loose)

    def __iter__(self) -> Iterator[Found]:
        """One after the other; a packed one is made anew each time."""
        return chain(chain.from_iterable(map(_unpacked, self._lots)), self._loose)


def _unpacked(lot: bytes) -> list[Found]:
    found: list[Found] = decoder(list[Found])(unpressed(lot))
    return found
