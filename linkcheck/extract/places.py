"""Offsets to lines and columns, in a text of any size.

Only LF, CRLF and CR end a line (DESIGN "References, precisely"; `str.splitlines` would also split at U+2028, VT, FF
and NEL). Readers work on `text`, where every line ends with LF, as CommonMark §2.1 treats the three alike; `region`
leads back to the document's own offsets. Within a line both texts have the same columns, so the line's two starts
are all that has to be known.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import partial
from itertools import accumulate, chain, count
from operator import add
from typing import TYPE_CHECKING

from linkcheck.model import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LF = re.compile(r"\n")
_ENDING = re.compile(r"\r\n?|\n")
_LONG = 50_000
"""Characters from which on lists of numbers, which are read faster, would take too much memory: 36 bytes a line for 4."""


def table(text: str, numbers: Iterable[int]) -> list[int] | array[int]:
    """Numbers of the lines of a text."""
    return array("i", numbers) if len(text) > _LONG else [*numbers]


def starts(text: str) -> list[int] | array[int]:
    """Where each line of a text begins, and where one more would."""
    if len(text) > _LONG:
        ends = (match.end() for match in _LF.finditer(text))
        return table(text, chain((0,), ends, (len(text) + 1,)))
    lengths = accumulate(map(len, text.split("\n")), initial=0)
    return [*map(add, lengths, count())]


_region: Callable[[tuple[int, ...]], Region] = partial(tuple.__new__, Region)
"""A region of all its numbers, in half the time of `Region(…)`."""


class Lines:
    """The lines of one document: `text` with plain LF endings, and the way back to the document."""

    __slots__ = ("_own", "_plain", "text")

    def __init__(self, source: str) -> None:
        """Count the lines of `source` once; every later question is a binary search."""
        plain = source
        if "\r" in source:
            plain = source.replace("\r\n", "\n").replace("\r", "\n")
        self.text = plain
        self._plain = self._own = starts(plain)
        if plain is not source:
            ends = (match.end() for match in _ENDING.finditer(source))
            self._own = table(source, chain((0,), ends, (len(source) + 1,)))

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset in `text`."""
        line = bisect_right(self._plain, offset)
        return line, offset - self._plain[line - 1] + 1

    def bounds(self, line: int) -> tuple[int, int]:
        """Start and end, without the ending, of a line (from 0) of `text`."""
        return self._plain[line], self._plain[line + 1] - 1

    @property
    def last(self) -> int:
        """The number of the last line, from 0."""
        return len(self._plain) - 2

    def region(self, start: int, end: int) -> Region:
        """The stretch `[start, end)` of `text`, with the document's own offsets."""
        plain, own = self._plain, self._own
        line = end_line = bisect_right(plain, start)
        if end >= plain[line]:
            end_line = bisect_right(plain, end)
        column, end_column = start - plain[line - 1], end - plain[end_line - 1]
        first, last = own[line - 1] + column, own[end_line - 1] + end_column
        return _region((first, last, line, column + 1, end_line, end_column + 1))

    def within(self, region: Region, span: tuple[int, int], start: int, end: int) -> Region:
        """The stretch `[start, end)` of `text`, which stands within `span`, whose region is known."""
        begin, _, line, column, end_line, _ = region
        if line != end_line:
            return self.region(start, end)
        first, last = start - span[0], end - span[0]
        return _region((begin + first, begin + last, line, column + first, line, column + last))

    def plain(self, offset: int) -> int:
        """The offset in `text` of an offset in the document."""
        line = bisect_right(self._own, offset)
        return self._plain[line - 1] + offset - self._own[line - 1]
