"""The blocks of HTML, for HTML files and for HTML within Markdown: what a reader sees of each, and what it cites.

A page is gone through token by token (`html`), and given block by block as each is whole: a link may go on in another block, and has its
label when it ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import TYPE_CHECKING

from linkcheck.extract import bare
from linkcheck.extract.blocks import IMAGE_MARK, Block, Form, Found, Shape, Span
from linkcheck.extract.cues import words
from linkcheck.extract.founds import LOT, Founds
from linkcheck.extract.html import LONGEST, QUIET, Tag, cited, squeezed, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.extract.places import Lines

_URL = re.compile(bare.START)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = frozenset(
    words(
        "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main nav ol option p pre section select summary "
        "table tbody td tfoot th thead title tr ul video audio"
    )
)
_CELLS = frozenset({"td", "th", "caption"})
_BOLD = frozenset({"b", "strong"})
_DEEPEST = 100
"""List items in each other that are told apart, as in Markdown; each block names all that it stands in."""


@dataclass(slots=True)
class _Page:
    """The blocks of one text so far, and where in its tree the reader stands."""

    text: str
    place: Callable[[int, int], Span]
    item: Callable[[], int]
    done: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Pieces that have been put together, many at a time: a list of a million takes 100 MB."""
    length: int = 0
    blank: bool = True
    """Whether nothing but blanks has been said."""
    found: list[Found] = field(default_factory=list)
    packed: Founds | None = None
    """Those that have been found before them, if they are many."""
    shape: Shape = Shape.PARAGRAPH
    level: int = 0
    items: tuple[int, ...] = ()
    beyond: int = 0
    """List items that are open deeper than is looked at."""
    leads: bool = False
    footers: int = 0
    quiet: int = 0
    in_link: bool = False
    unnamed: list[Found] = field(default_factory=list)
    """What the open link cites, until its label is known."""
    label: list[str] = field(default_factory=list)
    whole: int = 0
    """Of the blocks that are done, those that no such link holds back."""
    base: str | None = None

    def say(self, words: str) -> None:
        """Add to what the reader of the page sees."""
        self.pieces.append(words)
        self.length += len(words)
        if len(self.pieces) > LOT:
            self.said.append("".join(self.pieces))
            self.pieces.clear()
        if self.blank and not words.isspace():
            self.blank = not words
        if self.unnamed:
            self.label.append(words)

    def name_link(self) -> None:
        """Say what the open link's label is, of which no more is to come or to be waited for."""
        label = squeezed("".join(self.label).replace("**", ""))
        for found in self.unnamed:
            found.label = label or found.label
        self.unnamed, self.label, self.whole = [], [], len(self.done)

    def spare(self) -> None:
        """Hold little: pack what has been found, if that is much, and wait for no label that goes on for as long."""
        # A link begins after a lot at most.
        if self.unnamed and len(self.done) - self.whole + len(self.found) > 2 * LOT:
            self.name_link()
        if not self.unnamed and len(self.found) > LOT:
            self.packed = self._packed()
            self.found = []

    def _packed(self) -> Founds:
        packed = self.packed or Founds()
        for found in self.found:
            packed.append(found)
        return packed

    def given(self) -> list[Block]:
        """The blocks that are whole, which are held no longer."""
        if not self.unnamed:
            self.whole = len(self.done)
        given = self.done[: self.whole]
        del self.done[: self.whole]
        self.whole = 0
        return given

    def enter_item(self) -> None:
        """A list item begins."""
        self.leads = True
        if len(self.items) < _DEEPEST:
            self.items += (self.item(),)
        else:
            self.beyond += 1

    def leave_item(self) -> None:
        """A list item is over, if one is open."""
        if self.beyond:
            self.beyond -= 1
        else:
            self.items = self.items[:-1]

    def close(self) -> None:
        """End the block."""
        if self.found or self.packed or not self.blank or self.shape is Shape.RULE:
            self.done.append(
                Block(
                    shape=self.shape,
                    text="".join((*self.said, *self.pieces)),
                    level=self.level,
                    lists=self.items,
                    leads=self.leads,
                    footer=self.footers > 0,
                    found=self.found if self.packed is None else self._packed(),
                )
            )
            self.leads = False
            self.pieces, self.said, self.length, self.blank = [], [], 0, True
            self.found, self.packed = [], None
        self.shape, self.level = Shape.PARAGRAPH, 0


def blocks(
    text: str,
    start: int,
    end: int,
    *,
    place: Callable[[int, int], Span],
    item: Callable[[], int],
) -> Iterator[Block]:
    """The blocks of `text[start:end]`. `place` leads from spans of `text` to the document's, `item` numbers list items.

    A link may go on in another block, and has its label when it ends.
    """
    page = _Page(text, place, item)
    for token in tokens(text, start, end):
        if not isinstance(token, Tag):
            _words(page, *token)
        elif token.closing:
            _leave(page, token)
        else:
            _enter(page, token)
        page.spare()
        if page.done:
            yield from page.given()
    page.name_link()
    page.close()
    yield from page.done


def read(lines: Lines, body: int, take: Callable[[Block], None]) -> None:
    """Hand on the blocks of an HTML file."""
    numbers = count()
    found = blocks(
        lines.text,
        body,
        len(lines.text),
        place=lambda start, end: (start, end),
        item=numbers.__next__,
    )
    for block in found:
        take(block)


def _words(page: _Page, start: int, end: int) -> None:
    position = start
    while not page.quiet and not page.in_link:
        match = _URL.search(page.text, position, end)
        if match is None:
            break
        position = _url(page, match, position, end)
    page.say(unescape(page.text[position:end]))


def _url(page: _Page, match: re.Match[str], position: int, end: int) -> int:
    """Say what stands up to a bare URL and take the URL; returns where the words go on."""
    found = bare.read(page.text, match.start(), match[0], position, end)
    if found is None:
        page.say(unescape(page.text[position : match.end()]))
        return match.end()
    first, last = found.start, found.end
    page.say(unescape(page.text[position:first]))
    page.found.append(
        Found(
            form=Form.BARE,
            span=page.place(first, last),
            dest=page.place(first, last),
            url=found.url,
            label=unescape(page.text[first:last]),
            shorter=found.shorter,
            at=page.length,
        )
    )
    page.spare()
    page.say(unescape(page.text[first:last]))
    return last


def _enter(page: _Page, found: Tag) -> None:
    name = found.name
    if name in _BREAKING:
        page.close()
        page.shape = _shape(name)
        page.level = _HEADINGS.get(name, 0)
    if name == "li":
        page.enter_item()
    elif name == "base":
        href = found.value(page.text, "href")
        page.base = page.base or (href if 0 < len(href) <= LONGEST else None)
    elif name == "hr":
        page.close()
    elif name == "br":
        page.say("\n")
    elif name in _BOLD:
        page.say("**")
    page.footers += name == "footer"
    page.quiet += name in QUIET
    _cite(page, found)


def _shape(name: str) -> Shape:
    if name in _HEADINGS:
        return Shape.HEADING
    if name in _CELLS:
        return Shape.CELL
    return {"hr": Shape.RULE, "figcaption": Shape.CAPTION}.get(name, Shape.PARAGRAPH)


def _cite(page: _Page, token: Tag) -> None:
    if token.name == "a":
        page.name_link()
        page.spare()
    for form, url, start, end, label in cited(page.text, token):
        if form is Form.IMAGE:
            page.say(f"{IMAGE_MARK}{label}{IMAGE_MARK}")
        found = Found(
            form=form,
            span=page.place(token.start, token.end),
            dest=page.place(start, end),
            url=url,
            label=label,
            base=page.base,
            at=page.length,
        )
        page.found.append(found)
        if token.name == "a":
            page.unnamed.append(found)
        else:
            page.spare()
    if token.name == "a":
        page.in_link, page.label = True, []


def _leave(page: _Page, found: Tag) -> None:
    name = found.name
    if name == "a":
        page.name_link()
        page.in_link = False
    if name in _BREAKING:
        page.close()
    if name == "li":
        page.leave_item()
    if name in _BOLD:
        page.say("**")
    page.footers -= name == "footer" and page.footers > 0
    page.quiet -= name in QUIET and page.quiet > 0
