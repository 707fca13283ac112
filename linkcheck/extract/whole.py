"""A whole document: its kind's reader, the roles of what that finds, and what the front matter cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.extract import frontmatter, html, markdown, roles, text
from linkcheck.extract.blocks import Form
from linkcheck.extract.places import Lines
from linkcheck.model import Document, Kind, Reference, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from linkcheck.extract.blocks import Block, Found

READERS: Mapping[Kind, Callable[[Lines, int], list[Block]]] = {
    Kind.MARKDOWN: markdown.read,
    Kind.HTML: html.read,
    Kind.TEXT: text.read,
}


def extract(
    document: Document, cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> tuple[Reference, ...]:
    """Every reference of a document, in source order; `cues` are the user's own cue words by role."""
    lines = Lines(document.text)
    references = [
        _reference(document.path, lines, found, role, date)
        for found, role, date in _found(document, lines, cues)
    ]
    for found in frontmatter.found(document, lines):
        role = Role.IMAGE if found.form is Form.IMAGE else Role.LINK
        references.append(_reference(document.path, lines, found, role, None))
    return tuple(sorted(references, key=lambda one: one.region.start))


def _found(
    document: Document, lines: Lines, cues: tuple[tuple[str, tuple[str, ...]], ...]
) -> Iterator[tuple[Found, Role, date | None]]:
    """What stands in the text; in a list of URLs there is nothing that gives them roles, and there may be a million."""
    body = lines.plain(document.body)
    if document.kind is not Kind.URLS:
        return roles.assign(READERS[document.kind](lines, body), cues)
    return ((found, Role.BARE, None) for found in text.urls(lines, body))


def _reference(path: str, lines: Lines, found: Found, role: Role, date: date | None) -> Reference:
    region = lines.region(*found.span)
    dest = lines.region(*found.dest) if found.dest else None
    return Reference(
        path=path,
        region=region,
        dest=region if dest == region else dest,
        definition=lines.region(*found.definition) if found.definition else None,
        role=role,
        label=found.label,
        url=found.url,
        date=date,
        shorter=found.shorter,
        base=found.base,
    )
