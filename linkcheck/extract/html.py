"""HTML with source positions: tags, their attributes' exact places, and what they cite.

The tokens are those of the HTML standard (§13.2.5): comments in all their forms, raw text in `script` and its kin, attributes
quoted in three ways, the first of a name counts. Character references are read by the standard library's table, which is the
standard's. Tests hold the result against lexbor's. Every step consumes what it has looked at, so time is linear.

`tag` reads one tag, as CommonMark's inline raw HTML needs it; `tokens` a whole text, of which `page` makes blocks.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.extract.blocks import IMAGE_MARK, Form, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


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

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is text, not markup, up to their own end tag."""
QUIET = frozenset({"code", "pre", "kbd", "samp", "tt", "math", "svg"})
"""Elements in whose text a URL cites nothing."""
_VOID_OF_CITATIONS = frozenset({"base", "script", "style"})
_MEDIA = frozenset({("img", "src"), ("image", "src")})
LONGEST = 2_000
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
    label = squeezed((found.value(text, "alt") or found.value(text, "title"))[:LONGEST])
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


def squeezed(text: str) -> str:
    """A label in one line."""
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
