"""What of a leaf's text a reader does not see, and what he sees instead: a number each, since one paragraph may have a million.

As tuples those of 2 MB of short links took 100 MB.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import islice
from operator import gt
from typing import TYPE_CHECKING

from linkcheck.extract import html
from linkcheck.extract.blocks import IMAGE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.extract.blocks import Span

NOTHING, IMAGE, BREAK, CODE, PICTURE = range(5)
"""What is seen instead: an edge of an image, the end of a line, the code of a code span, the `alt` of an HTML image."""
_ALWAYS = ("", IMAGE_MARK, "\n")
_LENGTH = 3
_START = 28
"""Bits before them: 25 are enough for the length of any article (`source.LIMITS`)."""
_KIND_MASK = (1 << _LENGTH) - 1
_LENGTH_MASK = (1 << _START - _LENGTH) - 1
_ESCAPABLE = re.compile(r"[*_~\\&]")
_MANY = 1_000
"""Cuts that a list holds, faster than an array; and pieces of a text that are put together as they come."""


class Cuts:
    """The cuts of one text. They may be added in any order, and are read when they are `sorted`."""

    __slots__ = ("made", "text")

    def __init__(self, text: str) -> None:
        """None yet."""
        self.text = text
        self.made: list[int] | array[int] = []

    def add(self, start: int, end: int, instead: int) -> None:
        """One more."""
        self.made.append(start << _START | end - start << _LENGTH | instead)
        if len(self.made) == _MANY:
            self.made = array("q", self.made)

    def around(self, start: int, first: int, last: int, end: int, instead: int) -> None:
        """All of a stretch but what stands from `first` to `last`."""
        self.add(start, first, instead)
        self.add(last, end, instead)

    def sort(self) -> None:
        """Put them in order."""
        made = self.made
        if isinstance(made, list):
            made.sort()
        elif any(map(gt, made, islice(made, 1, None))):
            self.made = array("q", sorted(made))

    def __iter__(self) -> Iterator[Span]:
        """Their places."""
        return map(_span, self.made)

    def instead(self, cut: int) -> str:
        """What is seen instead."""
        kind = cut & _KIND_MASK
        if kind < len(_ALWAYS):
            return _ALWAYS[kind]
        start, end = _span(cut)
        return _code(self.text[start:end]) if kind == CODE else _picture(self.text, start)

    def within(self, start: int, end: int) -> str:
        """What is seen of a stretch."""
        made, past = self.made, end << _START
        number = bisect_left(made, start << _START)
        if number == len(made) or made[number] >= past:
            return self.text[start:end]
        reader = Seen(self, start, number)
        reader.go_on(end)
        return reader.text()


class Seen:
    """Reads a text with the cuts made, which are sorted; `length` is that of what has been read.

    A cut that goes on beyond a place where the reader stops is not made.
    """

    __slots__ = ("_cuts", "_made", "_next", "_pieces", "_position", "_read", "_text", "length")

    def __init__(self, cuts: Cuts, start: int = 0, following: int = 0) -> None:
        """Begin at a place, before which so many cuts begin."""
        self._cuts, self._text, self._made = cuts, cuts.text, cuts.made
        self._position, self._next = start, following
        self._pieces: list[str] = []
        self._read: list[str] = []
        self.length = 0

    def go_on(self, stop: int) -> None:
        """Read up to `stop`."""
        text, made, say = self._text, self._made, self._pieces.append
        position, number, past, count = self._position, self._next, stop << _START, len(made)
        while number < count and (cut := made[number]) < past:
            number += 1
            start = cut >> _START
            end = start + (cut >> _LENGTH & _LENGTH_MASK)
            if position <= start and end <= stop:
                if position < start:
                    say(text[position:start])
                    self.length += start - position
                if cut & _KIND_MASK:
                    instead = self._cuts.instead(cut)
                    say(instead)
                    self.length += len(instead)
                position = end
        if position < stop:
            say(text[position:stop])
            self.length += stop - position
            position = stop
        self._position, self._next = position, number
        if len(self._pieces) > _MANY:
            self._read.append("".join(self._pieces))
            self._pieces.clear()

    def text(self) -> str:
        """What has been read."""
        return "".join((*self._read, *self._pieces))


def _span(cut: int) -> Span:
    start = cut >> _START
    return start, start + (cut >> _LENGTH & _LENGTH_MASK)


def _code(written: str) -> str:
    ticks = len(written) - len(written.lstrip("`"))
    code = written[ticks:-ticks].replace("\n", " ")
    if code[0] == code[-1] == " " and code.strip(" "):
        code = code[1:-1]
    return _ESCAPABLE.sub(r"\\\g<0>", code)


def _picture(text: str, start: int) -> str:
    found = html.tag(text, start)
    label = next((each[4] for each in html.cited(text, found)), "") if found else ""
    return f"{IMAGE_MARK}{label}{IMAGE_MARK}"
