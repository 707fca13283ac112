"""From inputs to citations: read, extract and resolve, every target once, with all its places.

A local link means another target in each folder, so that it is placed where its document stands before targets are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from linkcheck.citation import Citation
from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.extract.many import extract_all
from linkcheck.local import Roots, placed
from linkcheck.model import Kind, Role, Way
from linkcheck.resolve import resolve
from linkcheck.source import reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from linkcheck.changes import Changes
    from linkcheck.extract.many import Shelf
    from linkcheck.model import Document, Reference, Target
    from linkcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """What the inputs gave: documents without trouble, lines about the others, and the citations of all.

    `cited` holds, for what a baseline may forget, the URLs that each document cites, by path.
    """

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    citations: tuple[Citation, ...]
    cited: Mapping[str, frozenset[str]] = field(default_factory=dict)


def cite(
    inputs: Iterable[Document | SourceError],
    settings: Settings,
    shelf: Shelf | None = None,
    changes: Changes | None = None,
) -> Reading:
    """Read, extract and resolve: every target once, in source order, with all its places.

    What `shelf` keeps of a text is not looked for again. Under `changes` only what these concern is there.
    """
    documents: list[Document] = []
    problems: list[str] = []
    places: dict[str, tuple[Target, list[Reference], list[date]]] = {}
    cited: dict[str, frozenset[str]] = {}
    known = lru_cache(maxsize=None)(partial(resolve, settings=settings))
    roots = Roots(settings)
    for document, found in extract_all(_concerned(inputs, changes), settings.cues, shelf):
        if isinstance(document, SourceError):
            problems.append(str(document))
            continue
        documents.append(document)
        targets = [(each, _target(each, document, roots, known)) for each in found]
        if settings.baseline:
            cited[document.path] = frozenset(each.url for each in found)
        for reference, target in _selected(document, targets, settings, changes):
            _, references, dates = places.setdefault(target.url, (target, [], []))
            references.append(reference)
            when = reference.date or document.date
            if when is not None:
                dates.append(when)
    citations = (Citation(each[0], tuple(each[1]), tuple(each[2])) for each in places.values())
    return Reading(tuple(documents), tuple(problems), tuple(citations), cited)


def _concerned(
    inputs: Iterable[Document | SourceError], changes: Changes | None
) -> Iterator[Document | SourceError]:
    """The inputs of which anything is to be checked."""
    for each in inputs:
        if changes is None or isinstance(each, SourceError) or changes.concern(each):
            yield each


def _selected(
    document: Document,
    found: Sequence[tuple[Reference, Target]],
    settings: Settings,
    changes: Changes | None,
) -> Iterator[tuple[Reference, Target]]:
    """The references that are to be checked: of the roles asked for, and those that the change concerns.

    Local links are, wherever they stand in a changed document, and in every one when files were renamed or deleted; others where
    their lines changed, or where the document did not cite the URL before (a definition or a fence elsewhere brought it to life).
    """
    change = changes.documents.get(document.path) if changes else None
    earlier: frozenset[tuple[str, bool]] | None = None
    for reference, target in found:
        if settings.role and reference.role not in settings.role:
            continue
        if changes is None or target.way is Way.LOCAL or (change and change.touches(reference)):
            yield reference, target
        elif change:
            if earlier is None:
                before = reread(document, change.before or "")
                earlier = frozenset(_use(each, before) for each in extract(before, settings.cues))
            if _use(reference, document) not in earlier:
                yield reference, target


def _use(reference: Reference, document: Document) -> tuple[str, bool]:
    """A URL, and whether it is only defined and not used."""
    return _absolute(reference, document), reference.role is Role.DEFINITION


def _target(
    reference: Reference, document: Document, roots: Roots, known: Callable[[str], Target]
) -> Target:
    """What a reference cites, a local one where its document stands."""
    target = known(_absolute(reference, document))
    if target.way is Way.LOCAL:
        return _located(target, reference, document, roots, known)
    return target


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
