"""Markdown: markdown-it-py finds the blocks, `inline` what they cite, this module their places.

Block tokens say on which lines they stand (`Token.map`), and an inline token holds its lines without quote marks and
indentation. So a content line is the tail of its source line, but for blanks: searched from the right it is found exactly.
Table cells are counted along their row instead, since equal cells may share it.
Two facts make this fast (measured on 1.5 MB of news posts: all of markdown-it-py 2.7 MB/s, its blocks alone 13.5): inline parsing
only where a citation can be, and most paragraphs of a news post are one line that no rule but `paragraph` can begin with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS, unescapeAll
from mdit_py_plugins.footnote.index import footnote_def

from linkcheck.extract import html, inline, prose
from linkcheck.extract.blocks import Block, Form, Found, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it.token import Token

    from linkcheck.extract.places import Lines

_DEEPEST = 100
"""Levels of quotes and lists that are looked into; Python's own stack allows no more than a few hundred."""
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE = re.compile(r"\\(?=\|)")
_start = attrgetter("start")
_AFTER_LABEL = re.compile(r"\[(?:[^\]\\]|\\.)*+\]:[ \t]*+(?:\n[ \t>]*+)?+", re.DOTALL)


class _Parser(MarkdownIt):
    """markdown-it-py without its own judgement of what is a safe or a well-written URL."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Every destination is cited, `javascript:` too (DESIGN "References, precisely")."""
        return bool(url) or True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """The URL as it is."""
        return url


@cache
def _parser() -> MarkdownIt:
    options = {"html": True, "maxNesting": _DEEPEST, "inline_definitions": True}
    parser = _Parser("commonmark", options).enable("table")
    rules = parser.block.ruler
    rules.before("table", "prose", prose.root)
    rules.before("table", "line", prose.nested)
    rules.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    return parser


def read(lines: Lines, body: int) -> list[Block]:
    """The blocks of an article that begins at `body`, an offset in `lines.text` at the start of a line."""
    parser = _parser()
    tokens: list[Token] = []
    parser.block.parse(lines.text[body:], parser, {}, tokens)
    walk = _Walk(lines, body, lines.at(body)[0] - 1)
    written = [walk.definition(token) for token in tokens if token.type == "definition"]
    walk.definitions = {one.name: one.target for one in reversed(written)}
    walk.written = iter(written)
    for token in tokens:
        walk.step(token)
    reached = {walk.definitions[name].dest for name in walk.used}
    return [
        block
        for block in walk.blocks
        if block.shape is not Shape.DEFINITION or block.found[0].dest not in reached
    ]


@dataclass(slots=True)
class Origin:
    """Which offsets of a document the characters of a block's content come from: runs of (content, document)."""

    content: list[int]
    document: list[int]

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


class _Definition(NamedTuple):
    name: str
    label: str
    span: Span
    target: inline.Target


@dataclass(slots=True)
class _Walk:
    """Where in the tree of blocks the reader stands, and what it has found."""

    lines: Lines
    body: int
    """Where the article begins."""
    above: int
    """Lines of the document before the article."""
    blocks: list[Block] = field(default_factory=list)
    definitions: inline.Definitions = field(default_factory=dict)
    written: Iterator[_Definition] = field(default_factory=lambda: iter(()))
    used: set[str] = field(default_factory=set)
    items: list[int] = field(default_factory=list)
    leads: bool = False
    notes: int = 0
    shape: Shape = Shape.PARAGRAPH
    level: int = 0
    cells: _Row | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def definition(self, token: Token) -> _Definition:
        """Where a reference definition stands and where it leads; markdown-it-py says only on which lines."""
        first, last = token.map or (0, 1)
        text = self.lines.text
        start = text.index("[", self.lines.bounds(self.above + first)[0])
        end = self.lines.bounds(self.above + last - 1)[1]
        label = token.meta["label"]
        begin = _AFTER_LABEL.match(text, start)
        read = inline.destination(text, begin.end()) if begin else None
        dest, after = read or ((start, start), start)
        span = start, max(after, start + len(text[start:end].rstrip()))
        target = inline.Target(unescapeAll(text[slice(*dest)]), dest)
        return _Definition(token.meta["id"], label, span, target)

    def step(self, token: Token) -> None:
        """Go on by one token."""
        kind = token.type
        if kind == "inline":
            self._leaf(token)
        elif kind == "html_block":
            self._html(token)
        elif kind in _STEPS:
            _STEPS[kind](self, token)

    def _add(self, block: Block) -> None:
        block.lists, block.leads = tuple(self.items), self.leads
        block.note = self.notes > 0
        self.leads = False
        self.blocks.append(block)

    def _leaf(self, token: Token) -> None:
        block = Block(shape=self.shape, text=token.content, level=self.level)
        if inline.may_cite(token.content, definitions=bool(self.definitions)):
            scan = inline.Scan(token.content, self.definitions, self.used).run()
            if scan.citations:
                origin = self.cells.origin(token.content) if self.cells else self._origin(token)
                _fill(block, scan, origin)
        self._add(block)

    def _html(self, token: Token) -> None:
        origin = self._origin(token)
        found = html.blocks(
            token.content,
            0,
            len(token.content),
            place=origin.span,
            item=self.numbers.__next__,
        )
        for block in found:
            inner = block.lists, block.leads
            self._add(block)
            block.lists += inner[0]
            block.leads |= inner[1]

    def _origin(self, token: Token) -> Origin:
        """Each content line is the tail of its source line, but for blanks.

        Lines of nothing but ideographic blanks may have been stripped at the beginning.
        """
        if "start" in token.meta:
            return Origin([0], [self.body + token.meta["start"]])
        text, number = self.lines.text, self.above + (token.map or (0, 1))[0]
        origin, offset = Origin([], []), 0
        for line in token.content.split("\n"):
            visible = line.lstrip(" \t")
            start, end = self.lines.bounds(min(number, self.lines.last))
            while (place := text.rfind(visible, start, end)) < 0 and number < self.lines.last:
                number += 1
                start, end = self.lines.bounds(number)
            origin.content.append(offset + len(line) - len(visible))
            origin.document.append(place)
            offset += len(line) + 1
            number += 1
        return origin

    # ── what tokens other than leaves say ──

    def define(self, _: Token) -> None:
        """A reference definition, which is a reference until a link leads to it."""
        one = next(self.written)
        found = Found(
            form=Form.DEFINITION,
            span=one.span,
            dest=one.target.dest,
            url=one.target.url,
            label=inline.plain(one.label),
        )
        self._add(Block(shape=Shape.DEFINITION, text=found.label, found=[found]))

    def heading(self, token: Token) -> None:
        """A heading begins."""
        self.shape, self.level = Shape.HEADING, int(token.tag[1])

    def paragraph(self, _: Token) -> None:
        """A heading is over."""
        self.shape, self.level = Shape.PARAGRAPH, 0

    def row(self, token: Token) -> None:
        """A table's row begins."""
        self.shape, self.level = Shape.CELL, 0
        start, end = self.lines.bounds(self.above + (token.map or (0, 1))[0])
        self.cells = _Row(self.lines.text, start, end)

    def row_end(self, _: Token) -> None:
        """A table's row is over."""
        self.shape, self.cells = Shape.PARAGRAPH, None

    def item(self, _: Token) -> None:
        """A list item begins."""
        self.items.append(next(self.numbers))
        self.leads = True

    def item_end(self, _: Token) -> None:
        """A list item is over."""
        self.items.pop()
        self.leads = False

    def note(self, token: Token) -> None:
        """A footnote begins or is over."""
        self.notes += token.nesting

    def other(self, token: Token) -> None:
        """A leaf that cites nothing."""
        self._add(
            Block(shape=Shape.RULE if token.type == "hr" else Shape.OTHER, text=token.content)
        )


_STEPS: Mapping[str, Callable[[_Walk, Token], None]] = {
    "definition": _Walk.define,
    "heading_open": _Walk.heading,
    "heading_close": _Walk.paragraph,
    "tr_open": _Walk.row,
    "tr_close": _Walk.row_end,
    "list_item_open": _Walk.item,
    "list_item_close": _Walk.item_end,
    "footnote_reference_open": _Walk.note,
    "footnote_reference_close": _Walk.note,
    "hr": _Walk.other,
    "code_block": _Walk.other,
    "fence": _Walk.other,
}


class _Row:
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


def _fill(block: Block, scan: inline.Scan, origin: Origin) -> None:
    """Put a scan's citations into their block, and what is seen of the text instead of the text."""
    seen = inline.Seen(scan.text, scan.cuts)
    for citation in sorted(scan.citations, key=_start):
        seen.go_on(citation.label[0])
        block.found.append(_found(citation, scan, origin, seen.length))
    seen.go_on(len(scan.text))
    block.text = "".join(seen.pieces)


def _found(citation: inline.Citation, scan: inline.Scan, origin: Origin, at: int) -> Found:
    label = citation.text
    if label is None:
        label = inline.plain(inline.seen(scan.text, scan.cuts, *citation.label))
    return Found(
        form=citation.form,
        span=origin.span(citation.start, citation.end),
        dest=origin.span(*citation.dest) if citation.dest else None,
        url=citation.url,
        label=label,
        definition=scan.definitions[citation.name].dest if citation.name is not None else None,
        shorter=citation.shorter,
        note=citation.note,
        at=at,
    )
