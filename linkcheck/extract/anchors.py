"""Where links may lead within an article: the ids of its headings as GitHub makes them, and those that it writes itself.

GitHub's slug of a heading (html-pipeline, toc_filter.rb; github-slugger): its text in lower case, without all but letters, marks,
digits, `_`, `-` and blanks, which become `-`; a repeated one gets `-1`, `-2` …. Headings in HTML count too. Explicit ids are `{#id}`
(kramdown, pandoc, Hugo, MyST), HTML's `id`, and `name` of an `a` (HTML Standard §7.4.6.4).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from linkcheck.extract import html, inline
from linkcheck.extract.parser import parser
from linkcheck.extract.state import State
from linkcheck.model import Anchors, Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from markdown_it.token import Token

    from linkcheck.model import Document

_HEADING = re.compile(r"h[1-6]")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]{0,200}?#([^\s{}#.=\"']{1,200})[^{}\n]{0,200}\}")
"""`{#id}`, `{#id .class key=value}`, kramdown's `{: #id}`."""
_FINAL = re.compile(r"\s*\{:?[^{}\n]*#[^{}\n]*\}\s*$")
_MAY_NAME = re.compile(r"\b(?:id|name)\s*=", re.IGNORECASE)
_LONGEST = 2_000
"""Characters of a heading; nobody links to a longer one, and parsing it may take the square of its length."""
_KEPT = frozenset({"Nd", "Nl", "Pc"})
_WANTED = frozenset({"html_block", "heading_open", "heading_close"})
_SEEN = frozenset({"text", "text_special", "code_inline"})


def anchors(document: Document) -> Anchors | None:
    """Where links may lead within a document; None where its kind has no such places."""
    if document.kind is Kind.MARKDOWN:
        return _Article().read(document.text[document.body :])
    if document.kind is Kind.HTML:
        text = document.text
        return Anchors(frozenset(_named(text, html.tokens(text, 0, len(text)))))
    return None


def slug(text: str) -> str:
    """GitHub's id of a heading that reads so, where no other does."""
    return "".join(map(_slugged, text.lower()))


def _slugged(char: str) -> str:
    if char.isascii():
        return "-" if char == " " else char if char.isalnum() or char in "-_" else ""
    category = unicodedata.category(char)
    return char if category[0] in "LM" or category in _KEPT else ""


@dataclass(slots=True)
class _Article:
    """The anchors of one Markdown text so far."""

    names: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    is_heading: bool = False

    def read(self, text: str) -> Anchors:
        """All there are."""
        State(re.sub(r"\r\n?", "\n", text), parser(), self).parse()
        return Anchors(frozenset(self.names), frozenset(self.slugs))

    @property
    def wanted(self) -> Container[str]:
        """What is no text of its own and may hold anchors, and where headings begin and end."""
        return _WANTED

    def step(self, token: Token) -> None:
        """Go on by one token."""
        if token.type == "html_block":
            self._html(token.content)
        else:
            self.is_heading = token.nesting > 0

    def leaf(self, content: str, line: int, start: int | None) -> None:  # noqa: ARG002 - a `Reader`'s
        """The text of a block."""
        if "{" in content:
            self.names.update(found[1] for found in _ATTRIBUTES.finditer(content))
        if "<" in content and _MAY_NAME.search(content):
            self.names.update(_Tags(content, {}).run().ids)
        if self.is_heading and len(content) <= _LONGEST:
            self._heading(_seen(content))

    def _html(self, content: str) -> None:
        found = list(html.tokens(content, 0, len(content)))
        self.names.update(_named(content, iter(found)))
        for text in _html_headings(content, found):
            self._heading(text)

    def _heading(self, text: str) -> None:
        """Its id; with explicit ids some builders leave them out of the text and GitHub does not."""
        plain = _FINAL.sub("", text)
        if plain != text:
            self.slugs.add(slug(text.strip()))
        first = each = slug(plain.strip())
        while each in self.counts:
            self.counts[first] += 1
            each = f"{first}-{self.counts[first]}"
        self.counts[each] = 0
        self.slugs.update((each, slug(plain)))


@dataclass(slots=True)
class _Tags(inline.Scan):
    """A pass over a leaf's text that keeps what its tags are called."""

    ids: list[str] = field(default_factory=list)

    def run(self) -> _Tags:
        """Find all there is."""
        inline.Scan.run(self)
        return self

    def _tag(self, found: html.Tag) -> int:
        self.ids += _named(self.text, iter((found,)))
        return inline.Scan._tag(self, found)  # noqa: SLF001 - super() knows no class with slots


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("strikethrough")


def _seen(content: str) -> str:
    """A heading's text as a reader sees it; images and tags are none."""
    children = _inline().parseInline(content)[0].children or ()
    return "".join(each.content for each in children if each.type in _SEEN)


def _named(text: str, tokens: Iterator[html.Tag | tuple[int, int]]) -> Iterator[str]:
    """The ids of start tags, and the names of `a`."""
    for token in tokens:
        if isinstance(token, html.Tag) and not token.closing:
            if found := token.value(text, "id"):
                yield found
            if token.name == "a" and (found := token.value(text, "name")):
                yield found


def _html_headings(text: str, tokens: list[html.Tag | tuple[int, int]]) -> Iterator[str]:
    inside: list[str] | None = None
    for token in tokens:
        if not isinstance(token, html.Tag):
            if inside is not None:
                inside.append(unescape(text[token[0] : token[1]]))
        elif _HEADING.fullmatch(token.name):
            if inside is not None:
                yield "".join(inside)
            inside = None if token.closing else []
