"""The citations of a leaf's text as they are found: eight numbers each, of which all else is read again when it is wanted.

As objects a paragraph of 100,000 links took 120 MB.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.extract.blocks import Span

LINK, IMAGE, ANGLE, BARE, TAG = range(5)
"""`[…]` and `![…]` with what follows, `<…>` that is none of HTML, a URL in running text, a tag of HTML with all that it cites."""


Noted = tuple[int, int, int, int, int, int, int, int]
"""A citation in offsets of the text: its kind, where it begins and ends, its destination (-1 where that stands elsewhere), its label.

The last number is, of a link or an image, that of what it refers to, else -1; of other URLs that of what stands before them unwritten
(`PREFIXES`); of a tag where its label ends, -1 where it has none but its attributes.
"""
_WIDTH = 8
_START, _MORE = 1, 7
_MANY = 1_000 * _WIDTH
"""Numbers that a list holds, in a third of an array's time and eight times its room; what has more is an array from then on."""
PREFIXES = ("", "http://", "mailto:")


class Tape:
    """Citations in the order in which they end."""

    __slots__ = ("_is_mixed", "_notes", "_numbers")

    def __init__(self) -> None:
        """None yet."""
        self._numbers: list[int] | array[int] = []
        self._notes: list[int] | array[int] = []
        self._is_mixed = False
        """Whether one stands in another."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self._numbers) // _WIDTH

    def add(self, noted: Noted) -> None:
        """One more."""
        self._numbers.extend(noted)
        if len(self._numbers) == _MANY:
            self._numbers = array("i", self._numbers)

    def add_around(self, noted: Noted) -> None:
        """One that may hold others: a link holds no bare URL, and an image's label is text altogether."""
        added = self._numbers
        if added and added[_START - _WIDTH] > noted[_START]:
            self._is_mixed = True
        self.add(noted)

    def end_label(self, number: int, end: int) -> None:
        """Say where the label of a tag ends."""
        self._numbers[number * _WIDTH + _MORE] = end

    def note(self, start: int, end: int) -> None:
        """An inline note, which holds all that have been found within it, other notes too."""
        while self._notes and self._notes[-2] > start:
            del self._notes[-2:]
        self._notes.extend((start, end))
        if len(self._notes) == _MANY:
            self._notes = array("i", self._notes)

    def notes(self) -> Iterator[Span]:
        """Where the inline notes begin and end, in order; none stands in another."""
        return zip(*[iter(self._notes)] * 2, strict=True)

    def __iter__(self) -> Iterator[Noted]:
        """In the order in which they begin, without those that others hide."""
        return self._shown() if self._is_mixed else self._all()

    def _all(self) -> Iterator[Noted]:
        return zip(*[iter(self._numbers)] * _WIDTH, strict=True)

    def _shown(self) -> Iterator[Noted]:
        starts = self._numbers[_START::_WIDTH]
        image_end = link_end = 0
        for number in sorted(range(len(starts)), key=starts.__getitem__):
            begin = number * _WIDTH
            noted = cast("Noted", tuple(self._numbers[begin : begin + _WIDTH]))
            kind, start, end = noted[:3]
            if start < image_end or (kind == BARE and start < link_end):
                continue
            if kind == IMAGE:
                image_end = end
            elif kind == LINK:
                link_end = end
            yield noted
