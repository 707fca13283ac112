"""Comments of an article that pardon the construct after them: `<!-- linkcheck-ignore RULE until 2027-01-01: reason -->`.

A comment counts where a reader of the source would take it for one: not in code, not in a script. What it covers is the next reference
and what stands within that (the image in a link).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from linkcheck.extract import MARK, html, inline
from linkcheck.extract.origin import Origin, Row, located
from linkcheck.extract.parser import parser
from linkcheck.extract.places import Lines
from linkcheck.extract.state import State
from linkcheck.extract.survey import survey
from linkcheck.model import Kind, Pardon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from linkcheck.model import Document, Reference

_COMMENT = re.compile(rf"<!--\s*{MARK}\b((?:(?!-->).){{0,2000}})-->", re.DOTALL)
_UNTIL = re.compile(r"\buntil\s+(\S+)")


def pardons(
    document: Document, references: Sequence[Reference]
) -> tuple[tuple[Pardon, range], ...]:
    """The comments of a document, each with the places in `references` (in source order) that it covers.

    Of several before one reference the last covers it.
    """
    reader = _READERS.get(document.kind)
    if MARK not in document.text or reader is None:
        return ()
    lines = Lines(document.text)
    body = lines.plain(document.body)
    starts, ends = array("i"), array("i")
    for one in references:
        starts.append(one.region.start)
        ends.append(one.region.end)
    said, nexts = list[Pardon](), array("i")
    for match in reader(lines, body, _COMMENT.finditer(lines.text, body)):
        said.append(_pardon(document.path, lines, match))
        nexts.append(bisect_left(starts, lines.region(*match.span()).end))
    covered = (
        range(first, first if first == after else _over(first, starts, ends))
        for first, after in pairwise((*nexts, -1))
    )
    return tuple(zip(said, covered, strict=True))


def _pardon(path: str, lines: Lines, match: re.Match[str]) -> Pardon:
    region = lines.region(*match.span())
    head, _, reason = match[1].partition(":")
    until, problem = None, ""
    if named := _UNTIL.search(head):
        head = head[: named.start()] + head[named.end() :]
        try:
            until = date.fromisoformat(named[1])
        except ValueError:
            problem = named[1]
    return Pardon(
        path=path,
        line=region.line,
        column=region.column,
        rules=tuple(head.replace(",", " ").split()),
        until=until,
        reason=" ".join(reason.split()),
        problem=problem,
    )


def _over(first: int, starts: Sequence[int], ends: Sequence[int]) -> int:
    """Where those end that stand within a reference, itself among them."""
    return bisect_left(starts, ends[first], first) if first < len(ends) else first


def _in_markdown(
    lines: Lines, body: int, found: Iterator[re.Match[str]]
) -> Iterator[re.Match[str]]:
    """Those that stand in HTML, as blocks or within paragraphs."""
    places = _Places(lines)
    for start, end in pairwise((*survey(lines, body, parser()).stretches, len(lines.text))):
        if MARK in lines.text[start:end]:
            places.read(start, end)
    for match in found:
        if match.start() in places.found:
            yield match


class _Places:
    """Where HTML has comments, in a Markdown text of which stretch after stretch is read."""

    wanted = frozenset({"html_block", "tr_open", "tr_close"})

    def __init__(self, lines: Lines) -> None:
        """None yet."""
        self.found: set[int] = set()
        self._lines = lines
        self._above = self._begin = 0
        self._cells: Row | None = None

    def read(self, start: int, end: int) -> None:
        """Read a stretch."""
        self._above, self._begin = self._lines.at(start)[0] - 1, start
        State(self._lines.text[start:end], parser(), self).parse()

    def leaf(self, content: str, line: int, start: int | None) -> None:
        """The text of a block, with HTML in it perhaps."""
        if MARK not in content:
            return
        if self._cells is not None:
            origin = self._cells.origin(content)
        elif start is not None:
            origin = Origin([0], [self._begin + start])
        else:
            origin = located(content, self._lines, self._above + line)
        for first, _ in inline.Scan(content, {}).run().cuts:
            if content.startswith("<!--", first):
                self.found.add(origin.at(first))

    def step(self, token: Token) -> None:
        """A block of HTML; a table's row begins or is over."""
        line = self._above + (token.map or (0, 1))[0]
        if token.type == "html_block":
            self._html(token.content, line)
        elif token.nesting > 0:
            self._cells = Row(self._lines.text, *self._lines.bounds(line))
        else:
            self._cells = None

    def _html(self, content: str, line: int) -> None:
        if MARK in content:
            origin = located(content, self._lines, line)
            self.found.update(origin.at(match.start()) for match in _COMMENT.finditer(content))


def _in_html(lines: Lines, body: int, found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those that stand in no script and no other element of raw text."""
    starts, ends, opened = array("i"), array("i"), None
    for token in html.tokens(lines.text, body, len(lines.text)):
        if opened is not None and isinstance(token, html.Tag):
            ends.append(token.start)
            opened = None
        if isinstance(token, html.Tag) and token.name in html.RAW and not token.closing:
            starts.append(token.end)
            opened = token
    ends.append(len(lines.text))
    for match in found:
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= ends[before]:
            yield match


_READERS: Mapping[
    Kind, Callable[[Lines, int, Iterator[re.Match[str]]], Iterator[re.Match[str]]]
] = {
    Kind.MARKDOWN: _in_markdown,
    Kind.HTML: _in_html,
}
