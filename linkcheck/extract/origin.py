"""Where in the document the text of a block stands.

A block's text holds its lines without quote marks and indentation. So each is the tail of its source line, but for blanks: searched
from the right it is found exactly. Table cells are counted along their row instead, since equal cells may share it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS

if TYPE_CHECKING:
    from linkcheck.extract.blocks import Span
    from linkcheck.extract.places import Lines

_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE = re.compile(r"\\(?=\|)")
_LINE = re.compile(r"^[ \t]*+([^\n]*+)", re.MULTILINE)


@dataclass(slots=True)
class Origin:
    """Which offsets of a document the characters of a block's content come from: runs of (content, document)."""

    content: list[int] | array[int]
    document: list[int] | array[int]

    def go_on(self, content: int, document: int) -> None:
        """Another run, unless it only goes on with the last one."""
        if not self.content or content - self.content[-1] != document - self.document[-1]:
            self.content.append(content)
            self.document.append(document)

    def at(self, offset: int) -> int:
        """The document's offset of a character of the content."""
        run = max(bisect_right(self.content, offset) - 1, 0)
        return self.document[run] + offset - self.content[run]

    def span(self, start: int, end: int) -> Span:
        """The document's stretch for `[start, end)`; its end follows its last character."""
        if len(self.content) == 1:
            before = self.document[0] - self.content[0]
            return start + before, end + before
        first = self.at(start)
        return first, self.at(end - 1) + 1 if end > start else first


def located(content: str, lines: Lines, number: int) -> Origin:
    """The runs of a block's text that begins on a line; lines that follow each other at once are one.

    Lines of nothing but ideographic blanks may have been stripped at the beginning.
    """
    origin, text = Origin(array("i"), array("i")), lines.text
    for line in _LINE.finditer(content):
        start, end = lines.bounds(min(number, lines.last))
        while (place := text.rfind(line[1], start, end)) < 0 and number < lines.last:
            number += 1
            start, end = lines.bounds(number)
        origin.go_on(line.start(1), place)
        number += 1
    return origin


class Row:
    """The cells of a table's row (GFM §4.10), asked for in their order."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.position, self.end, self.first = text, start, end, True

    def origin(self, content: str) -> Origin:
        """Where the next cell of this content stands; the first may have quote and list marks before it.

        Cells without citations are not asked for, which does no harm: equal cells are asked for or not alike.
        """
        while self.position <= self.end:
            pipe = _PIPE.search(self.text, self.position, self.end)
            stop = pipe.start() if pipe else self.end
            written = self.text[self.position : stop].strip(MD_TRIM_CHARS)
            first, self.first = self.first, False
            self.position = stop + 1
            read = written.replace("\\|", "|")
            if read == content or (first and read.endswith(content)):
                skipped = len(read) - len(content)
                return _unpiped(written, skipped, stop, self.text)
        return Origin([0], [self.end])


def _unpiped(written: str, skipped: int, stop: int, text: str) -> Origin:
    """The runs of a cell between the backslashes that stand before its pipes; no mark before a cell holds a pipe."""
    begin = text.rfind(written, 0, stop) + skipped
    origin = Origin([0], [begin])
    for number, match in enumerate(_ESCAPED_PIPE.finditer(text, begin, stop)):
        origin.content.append(match.start() - begin - number)
        origin.document.append(match.start() + 1)
    return origin
