"""Block quotes (CommonMark 0.31 §5.1), as markdown-it-py finds them, at a cost that follows the text.

markdown-it-py looks through all lines of a quote before it reads what stands in them, and asks of each line that goes on lazily, at
each depth, whether it interrupts: 400 kB of such lines under eighty marks took minutes. And a quote whose last block takes no lazy
line (a heading, a fence) is over at the first one, where all lines after it have been looked at in vain, and will be for the next
quote: 32 kB took 40 s. Here lines that are known to go on are passed over in one step, and looking in vain has a bound.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.extract.state import State

SILENTLY = True
"""How a rule is asked whether something begins with a line, without reading it."""
_IN_VAIN = 20_000
"""Lines that may be looked at in vain, besides as many as there are; from then on a line without a mark ends a quote."""
_TAB = 4
CODE = 4
"""Blanks from which on a line is indented code."""
_BLANKS = frozenset(" \t")


def blockquote(state: State, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """A block quote with all that stands in it."""
    if state.is_code_block(line) or state.src[state.bMarks[line] + state.tShift[line]] != ">":
        return False
    if silent:
        return True
    outer = state.lineMax, state.parentType, state.blkIndent
    state.parentType = "blockquote"
    quote = _Quote(state)
    last = quote.look_through(line, end)
    state.blkIndent = 0
    state.push("blockquote_open", "blockquote", 1)
    state.md.block.tokenize(state, line, last)
    state.push("blockquote_close", "blockquote", -1)
    state.lineMax, state.parentType, state.blkIndent = outer
    state.in_vain += max(quote.restore() - (state.line - line), 0)
    return True


class _Quote:
    """The lines of a quote, of which it takes the marks, and how they were before."""

    __slots__ = ("_lazy", "_marked", "_runs", "_state")

    def __init__(self, state: State) -> None:
        """None yet."""
        self._state = state
        self._marked = array("i")
        """Of each line with a mark five numbers: itself, and what the state said of it."""
        self._lazy = array("i")
        """Of each line without one two: itself, and its indentation."""
        self._runs = array("i")
        """Of each stretch of such lines two: where it begins, and where one that began there ended before."""

    def look_through(self, line: int, end: int) -> int:
        """Take the marks from a line on; returns where the quote ends at the latest."""
        state = self._state
        is_empty = self._take_mark(line)
        line += 1
        while line < end and not state.isEmpty(line):
            if self._is_marked(line):
                is_empty = self._take_mark(line)
                line += 1
            elif is_empty or state.in_vain > _IN_VAIN + len(state.bMarks):
                break
            elif (following := self._go_on(line, end)) > line:
                line = following
            else:
                self._stop(line)
                break
        return line

    def restore(self) -> int:
        """Put all back as it was; returns how many lines have been looked at."""
        state = self._state
        for line, *before in _by(5, self._marked):
            state.bMarks[line], state.tShift[line], state.sCount[line], state.bsCount[line] = before
        for line, indent in _by(2, self._lazy):
            state.sCount[line] = indent
        for line, until in _by(2, self._runs):
            state.lazy[line] = until
        return len(self._marked) // 5 + len(self._lazy) // 2

    def _is_marked(self, line: int) -> bool:
        state = self._state
        return (
            state.src[state.bMarks[line] + state.tShift[line]] == ">"
            and state.sCount[line] >= state.blkIndent
        )

    def _take_mark(self, line: int) -> bool:
        """Take the mark from a line; whether nothing stands after it."""
        state = self._state
        source, begin, shift = state.src, state.bMarks[line], state.tShift[line]
        indent, before, end = state.sCount[line], state.bsCount[line], state.eMarks[line]
        self._marked.extend((line, begin, shift, indent, before))
        at, column = begin + shift + 1, indent + 1
        blank, rest = source[at : at + 1], 0
        if blank == " " or (blank == "\t" and (before + column) % _TAB == _TAB - 1):
            at, column = at + 1, column + 1
        elif blank == "\t":  # One of its columns belongs to the mark, the others stay.
            rest = 1
        state.bMarks[line], first = at, column
        while at < end and (char := source[at]) in " \t":
            column += 1 if char == " " else _TAB - (column + before + rest) % _TAB
            at += 1
        state.tShift[line], state.sCount[line] = at - state.bMarks[line], column - first
        state.bsCount[line] = indent + 1 + (blank in _BLANKS)
        return at >= end

    def _go_on(self, line: int, end: int) -> int:
        """Let the lines without a mark from one on go on lazily, as far as they do; where that ends."""
        state, run = self._state, line
        while line < end and not state.isEmpty(line):
            if state.sCount[line] < 0 and state.lazy[line] > line:
                line = min(state.lazy[line], end)
                continue
            if self._is_marked(line) or ends_quote(state, line, end):
                break
            indent = state.sCount[line]
            self._lazy.extend((line, indent))
            state.sCount[line] = -1
            line += 1
            # What was indented code has not been asked, and is no code within.
            if indent >= CODE and ends_quote(state, line - 1, end):
                self._know(run, line - 1)
                run = line
        self._know(run, line)
        return line

    def _know(self, start: int, end: int) -> None:
        """Remember of a stretch of lines that they go on lazily at every depth from here on."""
        if start < end:
            self._runs.extend((start, self._state.lazy[start]))
            self._state.lazy[start] = end

    def _stop(self, line: int) -> None:
        """End before a line that interrupts: no paragraph within goes on with it, and it stands as it would outside of a list."""
        state = self._state
        state.lineMax = line
        if state.blkIndent:
            self._lazy.extend((line, state.sCount[line]))
            state.sCount[line] -= state.blkIndent


def ends_quote(state: State, line: int, end: int) -> bool:
    """Whether something begins with a line that would end a quote or a table."""
    return any(
        rule(state, line, end, SILENTLY) for rule in state.md.block.ruler.getRules("blockquote")
    )


def _by(many: int, numbers: array[int]) -> Iterator[tuple[int, ...]]:
    return zip(*[iter(numbers)] * many, strict=True)
