"""From inputs to citations: read, extract and resolve, every target once, with all its places.

A local link means another target in each folder, so that it is placed where its document stands before targets are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from linkcheck.citation import Citation
from linkcheck.errors import SourceError
from linkcheck.extract.many import extract_all
from linkcheck.extract.pardons import pardons
from linkcheck.ignoring import holding, in_force, unasked
from linkcheck.judge import RULES as TABLE
from linkcheck.local import Roots, placed
from linkcheck.model import Kind, Way
from linkcheck.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from linkcheck.extract.many import Shelf
    from linkcheck.local import Ground
    from linkcheck.model import Document, Pardon, Reference, Target
    from linkcheck.settings import Settings

RULES = frozenset(rule.id for rule in TABLE)
"""What a comment in an article can name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the inputs gave: documents without trouble, lines about the others, and the citations of all."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    citations: tuple[Citation, ...]
    pardons: tuple[Pardon, ...] = ()
    """All that the articles say of their own links, those that cover nothing too."""


def cite(
    inputs: Iterable[Document | SourceError], settings: Settings, shelf: Shelf | None = None
) -> Reading:
    """Read, extract and resolve: every target once, in source order, with all its places.

    What `shelf` keeps of a text is not looked for again.
    """
    documents: list[Document] = []
    problems: list[str] = []
    said: list[Pardon] = []
    places: dict[tuple[str, Pardon | None], tuple[Target, list[Reference], list[date]]] = {}
    known = lru_cache(maxsize=None)(partial(resolve, settings=in_force(settings, today())))
    roots = Roots(settings)
    for document, references in extract_all(inputs, settings.cues, shelf):
        if isinstance(document, SourceError):
            problems.append(str(document))
            continue
        documents.append(document)
        ground, base = roots.ground(document.path), roots.url(document)
        written = pardons(document, references)
        said += (pardon for pardon, _ in written)
        covered = {number: pardon for pardon, numbers in written for number in numbers}
        for number, reference in enumerate(references):
            if settings.role and reference.role not in settings.role:
                continue
            target = known(_absolute(reference, document))
            if target.way is Way.LOCAL:
                target = _located(target, reference, document, ground, base, known)
            pardon = holding(covered.get(number), RULES, today())
            if pardon is not None:
                target = replace(target, ignored=target.ignored or unasked(pardon))
            _, cited, dates = places.setdefault((target.url, pardon), (target, [], []))
            cited.append(reference)
            when = reference.date or document.date
            if when is not None:
                dates.append(when)
    citations = (
        Citation(target, tuple(cited), tuple(dates), pardon)
        for (_, pardon), (target, cited, dates) in places.items()
    )
    return Reading(tuple(documents), tuple(problems), tuple(citations), tuple(said))


def today() -> date:
    """The day by which rules hold or have expired."""
    return datetime.now(UTC).date()


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
    ground: Ground,
    base: str | None,
    known: Callable[[str], Target],
) -> Target:
    """A local target where its document stands, or as a page of the site that the files make (at `base`)."""
    if base is not None and target.url[:1] not in ("", "#"):
        return known(urljoin(base, target.url))
    is_field = reference.region.start < document.body and document.kind is Kind.MARKDOWN
    return placed(target, ground, loose=is_field)
