"""Markdown: markdown-it-py finds the blocks, `inline` what they cite, this module their places.

Two facts make this fast (measured on 1.5 MB of news posts: all of markdown-it-py 2.7 MB/s, its blocks alone 13.5): inline parsing
only where a citation can be, and most paragraphs of a news post are one line that no rule but `paragraph` can begin with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import count, pairwise
from typing import TYPE_CHECKING

from linkcheck.extract import citing, inline, page, plain_links
from linkcheck.extract.blocks import Block, Form, Found, Shape, Span
from linkcheck.extract.definitions import Used
from linkcheck.extract.labels import plain
from linkcheck.extract.origin import Origin, Row, located
from linkcheck.extract.parser import parser
from linkcheck.extract.state import State
from linkcheck.extract.survey import STRETCH, definition, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from markdown_it.token import Token

    from linkcheck.extract.definitions import Target
    from linkcheck.extract.places import Lines


def read(lines: Lines, body: int, take: Callable[[Block], None]) -> None:
    """Hand on the blocks of an article that begins at `body`, an offset in `lines.text` at the start of a line.

    A link may lead to a definition after it, and a definition is a block of its own only where no link leads to it: so a short text
    is put aside until it has been read, and a long one read three times.
    """
    end = len(lines.text)
    if end - body > STRETCH:
        _read_long(lines, body, take)
    elif "]:" not in lines.text[body:]:
        _Walk(lines, take, {}).read(body, end)
    else:
        aside: list[Block] = []
        walk = _Walk(lines, aside.append, {}, later=[])
        walk.read(body, end)
        for look in walk.later or ():
            look()
        for block in _kept(aside, walk.reached()):
            take(block)


def _read_long(lines: Lines, body: int, take: Callable[[Block], None]) -> None:
    found = survey(lines, body, parser())
    stretches = [*pairwise((*found.stretches, len(lines.text)))]
    reached: set[Span] = set()
    if found.definitions:
        walk = _Walk(lines, _pass, found.definitions, wanted=STEPS.keys() - {"definition"})
        for start, end in stretches:
            walk.read(start, end)
        reached = walk.reached()

    def keep(block: Block) -> None:
        for each in _kept((block,), reached):
            take(each)

    walk = _Walk(lines, keep, found.definitions)
    for start, end in stretches:
        walk.read(start, end)


def _kept(blocks: Iterable[Block], reached: set[Span]) -> Iterator[Block]:
    """All but the definitions that links lead to."""
    for block in blocks:
        if block.shape is not Shape.DEFINITION or next(iter(block.found)).dest not in reached:
            yield block


def _pass(_: Block) -> None:
    """Read for what it leads to, not for itself."""


@dataclass(slots=True)
class _Walk:
    """Where in the tree of blocks the reader stands."""

    lines: Lines
    take: Callable[[Block], None]
    definitions: dict[str, Target]
    later: list[Callable[[], None]] | None = None
    """What is looked at when all definitions are known, if they are not."""
    body: int = 0
    """Where the stretch begins that is being read."""
    above: int = 0
    """Lines of the document before it."""
    wanted: Container[str] = field(default_factory=lambda: STEPS)
    """The tokens that are of use: all that say something."""
    used: Used = field(init=False)
    items: list[int] = field(default_factory=list)
    leads: bool = False
    notes: int = 0
    shape: Shape = Shape.PARAGRAPH
    level: int = 0
    cells: Row | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.used = Used(len(self.lines.text))

    def read(self, start: int, end: int) -> None:
        """Read a stretch of the text."""
        self.body, self.above = start, self.lines.at(start)[0] - 1
        State(self.lines.text[start:end], parser(), self).parse()

    def reached(self) -> set[Span]:
        """The definitions that links lead to, by where they lead."""
        return {self.definitions[name].dest for name in self.used}

    def step(self, token: Token) -> None:
        """Go on by one token."""
        STEPS[token.type](self, token)

    def _add(self, block: Block) -> None:
        block.lists = (*self.items, *block.lists)
        block.leads |= self.leads
        block.note = self.notes > 0
        self.leads = False
        self.take(block)

    def leaf(self, content: str, line: int, start: int | None) -> None:
        """The text of a block, with what it cites."""
        block = Block(shape=self.shape, text=content, level=self.level)
        if inline.may_cite(content, definitions=bool(self.definitions) or self.later is not None):
            if self.later is None:
                self._look(block, self.cells, line, start)
            else:
                self.later.append(partial(self._look, block, self.cells, line, start))
        self._add(block)

    def _look(self, block: Block, cells: Row | None, line: int, start: int | None) -> None:
        """Find what a block cites."""
        links = plain_links.of(block.text)
        if links is None:
            scan = inline.Scan(block.text, self.definitions, self.used).run()
            if scan.tape:
                citing.fill(block, scan, self._origin(block.text, cells, line, start))
        elif links:
            plain_links.fill(block, links, self._origin(block.text, cells, line, start))

    def _origin(self, text: str, cells: Row | None, line: int, start: int | None) -> Origin:
        """Where the text of a block stands that cites something."""
        if cells is not None:
            return cells.origin(text)
        if start is not None:
            return Origin([0], [self.body + start])
        return located(text, self.lines, self.above + line)

    # ── what tokens other than leaves say ──

    def html(self, token: Token) -> None:
        """A block of HTML, which has blocks of its own."""
        origin = located(token.content, self.lines, self.above + (token.map or (0, 1))[0])
        found = page.blocks(
            token.content,
            0,
            len(token.content),
            place=origin.span,
            item=self.numbers.__next__,
        )
        for block in found:
            self._add(block)

    def define(self, token: Token) -> None:
        """A reference definition, which is a reference until a link leads to it."""
        one = definition(self.lines, token, self.above)
        self.definitions.setdefault(one.name, one.target)
        found = Found(
            form=Form.DEFINITION,
            span=one.span,
            dest=one.target.dest,
            url=one.target.url,
            label=plain(one.label),
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
        self.cells = Row(self.lines.text, start, end)

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


STEPS: Mapping[str, Callable[[_Walk, Token], None]] = {
    "definition": _Walk.define,
    "html_block": _Walk.html,
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
