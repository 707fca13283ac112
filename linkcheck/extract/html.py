"""HTML with source positions: tags, their attributes' exact places, and what they cite.

The tokens are those of the HTML standard (§13.2.5): comments in all their forms, raw text in `script` and its kin, attributes
quoted in three ways, the first of a name counts. Character references are read by the standard library's table, which is the
standard's. Tests hold the result against lexbor's. Every step consumes what it has looked at, so time is linear.

`tag` reads one tag for CommonMark's inline raw HTML; `blocks` a whole text, for HTML files and for HTML blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from itertools import chain, count, repeat
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.extract import bare
from linkcheck.extract.blocks import IMAGE_MARK, Block, Form, Found, Shape, Span
from linkcheck.extract.cues import words
from linkcheck.extract.founds import LOT, Founds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.extract.places import Lines

_OPENING = re.compile(r"<(?:(!--)|([!?]|/(?![A-Za-z>]))|/?[A-Za-z])")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(>)|([^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|(?![\"'])([^\s>]*+)))?+)"
)
_CHARACTER = re.compile(
    r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*+(?:;|(?![A-Za-z0-9=])))"
)
_COMMENT_END = re.compile(r"--!?>")
_CANDIDATE_START = re.compile(r"[\s,]*+")
_CANDIDATE = re.compile(r"\S++")
_DESCRIPTORS = re.compile(r"[^,(]*+(?:\([^)]*+\)?[^,(]*+)*+")
_URL = re.compile(bare.START)

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is text, not markup, up to their own end tag."""
QUIET = frozenset({"code", "pre", "kbd", "samp", "tt", "math", "svg"})
"""Elements in whose text a URL cites nothing."""
_VOID_OF_CITATIONS = frozenset({"base", "script", "style"})
_MEDIA = frozenset({("img", "src"), ("image", "src")})
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
_LONGEST = 2_000
"""Characters of what is said of each of many URLs (a label that the URLs of one tag share, what they are relative to)."""
_TIMES = 2
"""The length of a tag that the labels of its URLs have in all: else a long `alt` and as many candidates would make a report of the product.
Ten candidates all have one that is as long as two of their URLs."""


class Attribute(NamedTuple):
    """An attribute's name in lower case and the span of its value without quotes."""

    name: str
    start: int
    end: int


class Tag(NamedTuple):
    """One tag, start or end, with its place in the text it was read from."""

    name: str
    closing: bool
    start: int
    end: int
    attributes: tuple[Attribute, ...] = ()

    def value(self, text: str, name: str) -> str:
        """What an attribute says, "" where it is missing."""
        for attribute in self.attributes:
            if attribute.name == name:
                return _value(text[attribute.start : attribute.end])
        return ""


def tag(text: str, start: int) -> Tag | None:
    """The tag that begins at `start`; None where the text ends within it."""
    match = _TAG.match(text, start)
    if match is None:
        return None
    position, attributes, seen = match.end(), list[Attribute](), set[str]()
    while (found := _ATTRIBUTE.match(text, position)) is not None:
        position = found.end()
        if found[1]:
            return Tag(match[2].lower(), bool(match[1]), start, position, tuple(attributes))
        name = found[2].lower()
        group = next((index for index in (3, 4, 5) if found[index] is not None), 2)
        if name not in seen:
            seen.add(name)
            span = found.span(group) if group != 2 else (position, position)
            attributes.append(Attribute(name, *span))
    return None


def cited(text: str, found: Tag) -> Iterator[tuple[Form, str, int, int, str]]:
    """What a start tag cites: form, URL, the span of the destination, label."""
    if found.closing or found.name in _VOID_OF_CITATIONS:
        return
    labels = _labels(text, found)
    for name, start, end in found.attributes:
        if name in {"href", "src", "poster"} and start < end:
            image = name == "poster" or (found.name, name) in _MEDIA
            first, last = _stripped(text, start, end)
            url = _value(text[first:last])
            yield (Form.IMAGE if image else Form.LINK), url, first, last, next(labels)
        elif name == "srcset" and found.name != "a":
            for first, last in _candidates(text, start, end):
                yield Form.IMAGE, _value(text[first:last]), first, last, next(labels)


def _labels(text: str, found: Tag) -> Iterator[str]:
    """What a tag says of each of its URLs in turn."""
    label = _squeezed((found.value(text, "alt") or found.value(text, "title"))[:_LONGEST])
    times = _TIMES * (found.end - found.start) // max(len(label), 1)
    return chain(repeat(label, times), repeat(""))


def _candidates(text: str, start: int, end: int) -> Iterator[Span]:
    """The URLs of a `srcset` (§4.8.4.2.2): a comma ends one only where a blank or another comma follows."""
    position = start
    while True:
        begin = _CANDIDATE_START.match(text, position, end)
        found = _CANDIDATE.match(text, begin.end() if begin else end, end)
        if found is None:
            return
        last = found.start() + len(found[0].rstrip(","))
        yield found.start(), last
        position = found.end()
        if last == position and (words_after := _DESCRIPTORS.match(text, position, end)):
            position = words_after.end()


def _value(written: str) -> str:
    """An attribute's value: `&copy=1` in a query is no character reference (§13.2.5.73)."""
    return _CHARACTER.sub(_character, written) if "&" in written else written


def _character(match: re.Match[str]) -> str:
    name = match[1]
    return unescape(match[0]) if name.startswith("#") else html5.get(name, match[0])


def _stripped(text: str, start: int, end: int) -> Span:
    """Blanks around a URL are no part of it (URL standard §4.4)."""
    value = text[start:end]
    left = len(value) - len(value.lstrip())
    return start + left, end - (len(value) - len(value.rstrip())) if left < len(value) else start


def _squeezed(text: str) -> str:
    return " ".join(text.replace(IMAGE_MARK, "").split())


def tokens(text: str, start: int, end: int) -> Iterator[Tag | Span]:
    """Tags and, between them, the spans of text; comments and what scripts and styles hold are left out."""
    position = start
    while (match := _OPENING.search(text, position, end)) is not None:
        if position < match.start():
            yield position, match.start()
        if match[1] or match[2]:
            position = _after_comment(text, match.start(), end)
            continue
        found = tag(text, match.start())
        if found is None or found.end > end:
            return
        yield found
        position = found.end
        if found.name in RAW and not found.closing:
            position = _raw_end(text, found, end)
            if found.name in {"title", "textarea"} and found.end < position:
                yield found.end, position
    if position < end:
        yield position, end


def _after_comment(text: str, start: int, end: int) -> int:
    """The end of a comment, real or bogus, that begins at `start` (§13.2.5.42 and following)."""
    if not text.startswith("<!--", start):
        found = text.find(">", start, end)
        return end if found < 0 else found + 1
    for short in ("<!-->", "<!--->"):
        if text.startswith(short, start):
            return start + len(short)
    match = _COMMENT_END.search(text, start + 4, end)
    return match.end() if match else end


def _raw_end(text: str, opening: Tag, end: int) -> int:
    """Where the end tag of an element of `RAW` begins."""
    pattern = re.compile(rf"</{opening.name}(?=[\s/>])", re.IGNORECASE)
    closing = pattern.search(text, opening.end, end)
    return closing.start() if closing else end


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
        label = _squeezed("".join(self.label).replace("**", ""))
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
        page.base = page.base or (href if 0 < len(href) <= _LONGEST else None)
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
