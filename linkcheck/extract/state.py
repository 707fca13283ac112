"""markdown-it's state of a text while its blocks are parsed, in a hundredth of the memory: nothing is kept that has been read.

markdown-it-py makes a token of 0.4 kB for each beginning and each end (measured on a list of a million empty items: 800 MB). Here a
token is handed on as soon as it is whole, and one that nobody wants is none; what is kept of each line are five numbers.
"""

from __future__ import annotations

import re
from array import array
from itertools import chain, islice, repeat
from operator import sub
from typing import TYPE_CHECKING, Any, Protocol, cast

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from linkcheck.extract.places import starts, table

if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Literal

    from markdown_it import MarkdownIt

_AT_ONCE = 1000
_BLANKS = re.compile(r"([ \t]+)")
_INDENT = re.compile(r"\n([ \t]+)")
"""Of a line after the first; `re` finds the line break at a tenth of the cost of `^`."""


class Reader(Protocol):
    """Who reads a text's blocks, one after the other. Lines are those of the text, from 0."""

    @property
    def wanted(self) -> Container[str]:
        """The types of tokens that it wants."""

    def leaf(self, content: str, line: int, start: int | None) -> None:
        """The text of a paragraph, a heading or a cell; `start` is its offset, where it stands in the text in one piece."""

    def step(self, token: Token) -> None:
        """Anything else."""


class State(StateBlock):
    """The state of one text, whose blocks go to a reader."""

    def __init__(self, src: str, md: MarkdownIt, reader: Reader) -> None:
        """Count the lines, as markdown-it does: a last one of nothing but blanks is none."""
        self._handing = _Tokens(reader)
        super().__init__("", md, _forgetful(), self._handing)
        self.src = src
        self.reader = reader
        self._unwanted = Token("", "", 0)
        self._count_lines()
        self.begun = self.lineMax
        """The line of the last block of the text itself; the end where there is none."""
        self.in_vain = 0
        """Lines that quotes have looked at in vain."""
        self._lazy: array[int] | None = None

    def _count_lines(self) -> None:
        text, length, begins = self.src, len(self.src), starts(self.src)
        if not text[begins[-2] :].strip(" \t"):
            begins.pop()
        ends = map(sub, islice(begins, 1, None), repeat(1))
        self.eMarks = _numbers(table(text, chain(ends, (length,))))
        begins[-1] = length
        self.bMarks, self.lineMax = _numbers(begins), len(begins) - 1
        self.tShift, self.sCount, self.bsCount = (
            _numbers(table(text, (0,)) * len(begins)) for _ in range(3)
        )
        line = before = 0
        end = 0 if self.lineMax == 0 else self.eMarks[-2]
        first = _BLANKS.match(text, 0, end)
        for match in chain((first,) if first else (), _INDENT.finditer(text, 0, end)):
            line += text.count("\n", before, match.start(1))
            before = match.start(1)
            self.tShift[line] = match.end() - before
            self.sCount[line] = len(match[1].expandtabs(4))

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """A new token, which is handed on when the next one comes."""
        if ttype in self.reader.wanted or ttype == "inline":
            return super().push(ttype, tag, nesting)
        self.level += nesting
        return self._unwanted

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803, FBT001 - the library's names
        """A stretch of lines; of a million it makes no list."""
        if end - begin <= _AT_ONCE:
            return super().getLines(begin, end, indent, keepLastLF)
        parts = range(begin, end, _AT_ONCE)
        return "".join(
            super(State, self).getLines(
                part, min(part + _AT_ONCE, end), indent, keepLastLF or part < parts[-1]
            )
            for part in parts
        )

    def leaf(self, content: str, line: int, start: int | None) -> None:
        """A block's text, without a token."""
        if self._handing.last is not None:
            self._handing.end()
        self.reader.leaf(content, line, start)

    @property
    def lazy(self) -> array[int]:
        """Of lines that go on lazily at every depth, where a stretch begins: where that ends."""
        if self._lazy is None:
            self._lazy = array("i", bytes(array("i").itemsize * len(self.bMarks)))
        return self._lazy

    def parse(self) -> None:
        """Read the text."""
        self.md.block.tokenize(self, 0, self.lineMax)
        self._handing.end()


def _numbers(found: list[int] | array[int]) -> list[int]:
    """A list in what rules do with it."""
    return cast("list[int]", found)


class _Tokens(list[Token]):
    """Hands each token on when the next one comes: rules write into one that they have pushed. It holds none."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self.last: Token | None = None

    def append(self, token: Token) -> None:
        if self.last is not None:
            self.end()
        self.last = token

    def end(self) -> None:
        """Hand the last one on."""
        token, self.last = self.last, None
        if token is None:
            return
        if token.type == "inline":
            self._reader.leaf(token.content, token.map[0] if token.map else 0, None)
        elif token.type in self._reader.wanted:
            self._reader.step(token)


class _Forgotten(dict[str, Any]):
    """What rules remember of definitions and notes for a renderer."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Nobody asks for it."""


def _forgetful() -> dict[str, Any]:
    return {"references": _Forgotten(), "footnotes": {"refs": _Forgotten(), "list": {}}}
