"""A whole document: its kind's reader, the roles of what that finds, and what the front matter cites."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, overload

from linkcheck.extract import frontmatter, markdown, page, text
from linkcheck.extract.blocks import Form
from linkcheck.extract.packing import Stow
from linkcheck.extract.places import Lines
from linkcheck.extract.roles import PLAIN, Roles
from linkcheck.model import Document, Kind, Reference, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from linkcheck.extract.blocks import Block, Found
    from linkcheck.model import Region

READERS: Mapping[Kind, Callable[[Lines, int, Callable[[Block], None]], None]] = {
    Kind.MARKDOWN: markdown.read,
    Kind.HTML: page.read,
    Kind.TEXT: text.read,
}


def extract(
    document: Document, cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> Sequence[Reference]:
    """Every reference of a document, in source order; `cues` are the user's own cue words by role."""
    if document.kind is Kind.URLS:
        return Listed(document)
    lines, stow = Lines(document.text), Stow(document.path)

    def give(found: Found, role: Role, date: date | None) -> None:
        stow.add(_reference(document.path, lines, found, role, date))

    for reference in _fields(document, lines):
        stow.add(reference)
    fields, roles = len(stow), Roles(cues, give)
    READERS[document.kind](lines, lines.plain(document.body), roles.take)
    before = roles.end()
    if before is not None:
        stow.change(fields + before, _as_boilerplate)
    return stow.all()


class Listed(Sequence[Reference]):
    """The references of a list of URLs, of which there may be a million: each is read when it is asked for.

    There is nothing in the list that gives them roles.
    """

    __slots__ = ("_document",)

    def __init__(self, document: Document) -> None:
        """Nothing is read yet."""
        self._document = document

    def __iter__(self) -> Iterator[Reference]:
        """One after the other."""
        document, lines = self._document, Lines(self._document.text)
        yield from _fields(document, lines)
        for found in text.urls(lines, lines.plain(document.body)):
            yield _reference(document.path, lines, found, Role.BARE, None)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Reference: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Reference]: ...

    def __getitem__(self, index: int | slice) -> Reference | Sequence[Reference]:
        """One, or some."""
        return tuple(self)[index]


def _fields(document: Document, lines: Lines) -> Iterator[Reference]:
    """What the front matter cites."""
    for found in sorted(frontmatter.found(document, lines), key=attrgetter("span")):
        role = Role.IMAGE if found.form is Form.IMAGE else Role.LINK
        yield _reference(document.path, lines, found, role, None)


def _as_boilerplate(reference: Reference) -> Reference:
    return reference._replace(role=Role.FOOTER) if reference.role in PLAIN else reference


def _reference(path: str, lines: Lines, found: Found, role: Role, date: date | None) -> Reference:
    span, dest, url, label = found.span, found.dest, found.url, found.label
    region = lines.region(*span)
    within: Region | None = region
    if dest != span:
        within = lines.within(region, span, *dest) if dest else None
    return Reference(
        path,
        region,
        within,
        role,
        label if label != url else url,
        url,
        lines.region(*found.definition) if found.definition else None,
        date,
        found.shorter,
        found.base,
    )
