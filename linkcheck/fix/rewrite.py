"""One reference → the edit that makes it lead elsewhere, by the construct that it is written as.

A row of `CONSTRUCTS` tells a construct by what stands around the destination, and how it is written anew. A bare URL or
autolink becomes a proper link when a copy takes its place: its reader goes on seeing what was cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from linkcheck.fix import quote
from linkcheck.model import Document, Kind, Reference, Region, Remark, Role, remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.fix.remedy import Remedy


_QUOTES = frozenset("\"'`")
_SETS = re.compile(r"(?:[=({\[,]|[\"']\s*:|\bfrom|^\s*import)\s*\Z")
"""What a value follows, in code; a colon only after a key in quotes."""
_TAG = 2_000
"""Characters of a template's tag before or after a URL, at most."""


class Style(StrEnum):
    """How a copy is put into an article."""

    REPLACE = "replace"
    APPEND = "append"
    """The link stays, and a link to the copy follows it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of a document's text, as it is and as it will be.

    `url` is where the reference leads afterwards (with APPEND where the added one does); `cited` what it was.
    """

    start: int
    end: int
    old: str
    new: str
    url: str
    reference: Reference
    reason: Remark
    adds: bool = False

    @property
    def cited(self) -> str:
        """The URL as it is cited before the edit."""
        return self.reference.url

    @property
    def says(self) -> str | None:
        """What the link says that is added, if one is."""
        return self.new[self.new.index("[") + 1 : self.new.index("]")] if self.adds else None


@dataclass(frozen=True, slots=True)
class Spot:
    """A reference in its document, with the span of its destination."""

    document: Document
    reference: Reference
    dest: Region

    @property
    def before(self) -> str:
        """The character before the destination."""
        return self.document.text[self.dest.start - 1 : self.dest.start]

    @property
    def after(self) -> str:
        """The character after it."""
        return self.document.text[self.dest.end : self.dest.end + 1]

    @property
    def quotes(self) -> str:
        """The quote that encloses the destination, or something with it; "" where none does."""
        line_start = max(self.document.text.rfind("\n", 0, self.dest.start), 0)
        if self.before in "\"'" and self.before:
            return self.before
        inside = re.findall(r"[\"']", self.document.text[line_start : self.dest.start])
        return inside[-1] if len(inside) % 2 else ""


@dataclass(frozen=True, slots=True)
class Construct:
    """How one way of citing is told, and written: `write` gives the new text of the destination."""

    name: str
    fits: Callable[[Spot], bool]
    write: Callable[[str, Spot], str]
    can_be_followed: bool = False
    """Whether a link may be put after it."""


def _is_front(spot: Spot) -> bool:
    return spot.dest.start < spot.document.body


def _is_markup(spot: Spot) -> bool:
    """Within an HTML tag, of a page or in Markdown."""
    start = spot.reference.region.start
    head = spot.document.text[start : start + 2]
    return spot.document.kind is Kind.HTML or (
        re.fullmatch(r"<[A-Za-z]", head) is not None and not _is_autolink(spot)
    )


def _is_candidate(spot: Spot) -> bool:
    text = spot.document.text[spot.reference.region.start : spot.dest.start].lower()
    return _is_markup(spot) and re.search(r"srcset\s*=\s*[\"']?[^\"'>]*$", text) is not None


def _is_autolink(spot: Spot) -> bool:
    region = spot.reference.region
    return (
        spot.before == "<"
        and spot.after == ">"
        and (region.start, region.end) == (spot.dest.start - 1, spot.dest.end + 1)
    )


def _is_bare(spot: Spot) -> bool:
    region = spot.reference.region
    return (region.start, region.end) == (spot.dest.start, spot.dest.end)


def _is_value(spot: Spot) -> bool:
    """A bare URL that a program reads: within a template's tag, the value of an attribute or of an `import`."""
    return _is_bare(spot) and (spot.before == "=" or _is_quoted_value(spot) or _is_in_tag(spot))


def _is_quoted_value(spot: Spot) -> bool:
    line_start = spot.document.text.rfind("\n", 0, spot.dest.start) + 1
    before = spot.document.text[line_start : spot.dest.start - 1]
    is_quoted = spot.before in _QUOTES and spot.before == spot.after
    return is_quoted and _SETS.search(before) is not None


def _is_in_tag(spot: Spot) -> bool:
    """Between `{{` or `{%` and what closes it (Hugo's shortcodes, Liquid, Hexo's tags)."""
    text, start, end = spot.document.text, spot.dest.start, spot.dest.end
    before, after = text[max(start - _TAG, 0) : start], text[end : end + _TAG]
    opened = max(before.rfind("{{"), before.rfind("{%"))
    closed = max(before.rfind("}}"), before.rfind("%}"))
    return opened > closed and ("}}" in after or "%}" in after)


def _is_angled(spot: Spot) -> bool:
    return spot.before == "<" and spot.after == ">"


def _always(_spot: Spot) -> bool:
    return True


_FRONT = {"---": quote.yaml, "+++": quote.toml, ";;;": quote.json_text, "{": quote.json_text}


def _front(url: str, spot: Spot) -> str:
    head = spot.document.text.lstrip()
    fence = next((mark for mark in _FRONT if head.startswith(mark)), "---")
    return _FRONT[fence](url, spot.quotes)


def _attribute(url: str, spot: Spot) -> str:
    return quote.attribute(url, spot.before if spot.before in "\"'" else "")


def _candidate(url: str, spot: Spot) -> str:
    return quote.candidate(url, spot.quotes)


CONSTRUCTS: tuple[Construct, ...] = (
    Construct("front matter", _is_front, _front),
    Construct("srcset", _is_candidate, _candidate),
    Construct("attribute", _is_markup, _attribute),
    Construct("autolink", _is_autolink, lambda url, _: quote.clean(url), can_be_followed=True),
    Construct("value", _is_value, lambda url, _: quote.clean(url)),
    Construct("bare", _is_bare, lambda url, _: quote.clean(url), can_be_followed=True),
    Construct("angled", _is_angled, lambda url, _: quote.angled(url), can_be_followed=True),
    Construct("plain", _always, lambda url, _: quote.destination(url), can_be_followed=True),
)
"""The first that fits holds."""


def rewrite(
    document: Document, reference: Reference, remedy: Remedy, style: Style
) -> Edit | Remark:
    """The edit that makes a reference lead to the remedy's address, or why there is none."""
    dest = reference.dest or reference.definition
    if dest is None:
        return remark("fix.no-place")
    spot = Spot(document, reference, dest)
    construct = next(row for row in CONSTRUCTS if row.fits(spot))
    if remedy.archived and style is Style.APPEND:
        return _appended(spot, construct, remedy)
    if remedy.archived and construct.name in ("autolink", "bare") and _is_markdown(document):
        return _linked(spot, remedy)
    new = construct.write(remedy.url, spot)
    return _edit(spot, dest.start, dest.end, new, remedy)


def _is_markdown(document: Document) -> bool:
    return document.kind is Kind.MARKDOWN


def _edit(spot: Spot, start: int, end: int, new: str, remedy: Remedy) -> Edit:
    old = spot.document.text[start:end]
    return Edit(start, end, old, new, quote.clean(remedy.url), spot.reference, remedy.reason)


def _linked(spot: Spot, remedy: Remedy) -> Edit:
    """What stood there as the text of a link to the copy."""
    region = spot.reference.region
    shown = spot.document.text[spot.dest.start : spot.dest.end]
    new = f"[{quote.label(shown)}]({quote.destination(remedy.url)})"
    return _edit(spot, region.start, region.end, new, remedy)


def _appended(spot: Spot, construct: Construct, remedy: Remedy) -> Edit | Remark:
    """A link to the copy after the construct; in HTML, front matter and definitions there is no such place."""
    is_cited_here = spot.reference.role is not Role.DEFINITION
    if not construct.can_be_followed or not is_cited_here or not _is_markdown(spot.document):
        return remark("fix.no-room")
    end = spot.reference.region.end
    link = quote.destination(remedy.url)
    before, word, after = (
        ("（", "存档", "）") if _is_chinese(spot.document) else (" (", "archived", ")")
    )
    new = f"{before}[{word}]({link}){after}"
    return Edit(
        end, end, "", new, quote.clean(remedy.url), spot.reference, remedy.reason, adds=True
    )


_ADDRESS = re.compile(r"https?://[^\s)>\]]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _is_chinese(document: Document) -> bool:
    """Whether the article is mostly Han: a word of Chinese is about two characters, one of English about five."""
    start = _ADDRESS.sub("", document.text[document.body : document.body + 8_000])
    return len(_HAN.findall(start)) * 5 > len(re.findall(r"[A-Za-z]", start)) * 2
