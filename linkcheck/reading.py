"""From inputs to citations: read, extract and resolve, every target once, with all its places.

A local link means another target in each folder, so that it is placed where its document stands before targets are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from linkcheck.citation import Citation
from linkcheck.errors import SourceError
from linkcheck.extract.many import extract_all
from linkcheck.local import Roots, placed
from linkcheck.model import Kind, Way
from linkcheck.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from linkcheck.extract.many import Shelf
    from linkcheck.model import Document, Reference, Target
    from linkcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """What the inputs gave: documents without trouble, lines about the others, and the citations of all."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    citations: tuple[Citation, ...]


def cite(
    inputs: Iterable[Document | SourceError], settings: Settings, shelf: Shelf | None = None
) -> Reading:
    """Read, extract and resolve: every target once, in source order, with all its places.

    What `shelf` keeps of a text is not looked for again.
    """
    documents: list[Document] = []
    problems: list[str] = []
    places: dict[str, tuple[Target, list[Reference], list[date]]] = {}
    known = lru_cache(maxsize=None)(partial(resolve, settings=settings))
    roots = Roots(settings)
    for document, found in extract_all(inputs, settings.cues, shelf):
        if isinstance(document, SourceError):
            problems.append(str(document))
            continue
        documents.append(document)
        for reference in found:
            if settings.role and reference.role not in settings.role:
                continue
            target = known(_absolute(reference, document))
            if target.way is Way.LOCAL:
                target = _located(target, reference, document, roots, known)
            _, references, dates = places.setdefault(target.url, (target, [], []))
            references.append(reference)
            when = reference.date or document.date
            if when is not None:
                dates.append(when)
    citations = (Citation(each[0], tuple(each[1]), tuple(each[2])) for each in places.values())
    return Reading(tuple(documents), tuple(problems), tuple(citations))


def _absolute(reference: Reference, document: Document) -> str:
    """The URL cited, as its page says what it is relative to (`<base href>`, or where the article was fetched)."""
    base = urljoin(document.base or "", reference.base or "")
    try:
        return urljoin(base, reference.url) if base else reference.url
    except ValueError:
        return reference.url


def _located(
    target: Target,
    reference: Reference,
    document: Document,
    roots: Roots,
    known: Callable[[str], Target],
) -> Target:
    """A local target where its document stands, or as a page of the site that the files make."""
    base = roots.url(document)
    if base is not None and target.url[:1] not in ("", "#"):
        return known(urljoin(base, target.url))
    is_field = reference.region.start < document.body and document.kind is Kind.MARKDOWN
    return placed(target, roots.ground(document.path), loose=is_field)
