"""From inputs to citations: read, extract and resolve, every target once, with all its places.

A local link means another target in each folder, so that it is placed where its document stands before targets are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from linkcheck.books.citations import Citations, Gathering
from linkcheck.errors import SourceError
from linkcheck.extract import MARK, extract
from linkcheck.extract.many import extract_all
from linkcheck.ignoring import holding, in_force, today, unasked
from linkcheck.judge import RULES as TABLE
from linkcheck.local import Roots, placed
from linkcheck.model import Kind, Role, Way
from linkcheck.report.safe import masked
from linkcheck.resolve import resolve
from linkcheck.source import is_file, reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from linkcheck.changes import Changes
    from linkcheck.local import Ground
    from linkcheck.model import Document, Pardon, Reference, Target
    from linkcheck.settings import Settings
    from linkcheck.store import Store

RULES = frozenset(rule.id for rule in TABLE)
"""What a comment in an article can name."""
_TEXTS = 4_000_000
"""Characters of articles that are held; of what comes after them a text is read again where a link leads into it."""
_KNOWN = 4_096
"""URLs whose targets are at hand: what several articles cite, they mostly cite one after the other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the inputs gave: documents without trouble, lines about the others, and the citations of all.

    `cited` holds, for what a baseline may forget, the URLs that each document cites, by path.
    """

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    citations: Citations
    pardons: tuple[Pardon, ...] = ()
    """All that the articles say of their own links, those that cover nothing too."""
    cited: Mapping[str, frozenset[str]] = field(default_factory=dict)


def cite(
    inputs: Iterable[Document | SourceError],
    settings: Settings,
    store: Store | None = None,
    changes: Changes | None = None,
    *,
    with_texts: bool = False,
) -> Reading:
    """Read, extract and resolve: every target once, in source order, with all its places.

    What `store` keeps of a text is not looked for again, and what is too much to hold is put away there. Under `changes` only what
    these concern is there. Long texts are let go unless they are wanted (`with_texts`).
    """
    documents: list[Document] = []
    problems: list[str] = []
    length = 0
    said: list[Pardon] = []
    gathering = Gathering(store.spool if store else None)
    cited: dict[str, frozenset[str]] = {}
    roots, day = Roots(settings), today()
    known = lru_cache(_KNOWN)(partial(resolve, settings=in_force(settings, day)))
    for document, found in extract_all(
        _concerned(inputs, changes), settings.cues, store, masked=masked
    ):
        if isinstance(document, SourceError):
            problems.append(str(document))
            continue
        length += len(document.text)
        is_held = with_texts or length <= _TEXTS or not is_file(document)
        documents.append(document if is_held else replace(document, text="", fields=()))
        targets = _targets(document, found, roots, known)
        if settings.baseline:
            cited[document.path] = frozenset(each.url for each in found)
        written = _pardons(document, found)
        said += (pardon for pardon, _ in written)
        covered = {number: pardon for pardon, numbers in written for number in numbers}
        for number, reference, target in _selected(document, targets, settings, changes):
            pardon = holding(covered.get(number), RULES, day)
            if pardon is not None:
                target = replace(target, ignored=target.ignored or unasked(pardon))  # noqa: PLW2901
            gathering.add(target, reference, reference.date or document.date, pardon)
    return Reading(tuple(documents), tuple(problems), gathering.citations(), tuple(said), cited)


def _pardons(document: Document, found: Sequence[Reference]) -> tuple[tuple[Pardon, range], ...]:
    """The comments of a document by which it leaves links alone, with the numbers of these."""
    if MARK not in document.text:
        return ()
    read: Callable[..., Any] = import_module("linkcheck.extract.pardons").pardons
    return read(document, found)  # type: ignore[no-any-return]


def _concerned(
    inputs: Iterable[Document | SourceError], changes: Changes | None
) -> Iterator[Document | SourceError]:
    """The inputs of which anything is to be checked."""
    for each in inputs:
        if changes is None or isinstance(each, SourceError) or changes.concern(each):
            yield each


def _selected(
    document: Document,
    found: Iterable[tuple[Reference, Target]],
    settings: Settings,
    changes: Changes | None,
) -> Iterator[tuple[int, Reference, Target]]:
    """The references that are to be checked, with their numbers: of the roles asked for, and those that the change concerns.

    Local links are, wherever they stand in a changed document, and in every one when files were renamed or deleted; others where
    their lines changed, or where the document did not cite the URL before (a definition or a fence elsewhere brought it to life).
    """
    change = changes.documents.get(document.path) if changes else None
    earlier: frozenset[tuple[str, bool]] | None = None
    for number, (reference, target) in enumerate(found):
        if settings.role and reference.role not in settings.role:
            continue
        if changes is None or target.way is Way.LOCAL or (change and change.touches(reference)):
            yield number, reference, target
        elif change:
            if earlier is None:
                before = reread(document, change.before or "")
                earlier = frozenset(_use(each, before) for each in extract(before, settings.cues))
            if _use(reference, document) not in earlier:
                yield number, reference, target


def _use(reference: Reference, document: Document) -> tuple[str, bool]:
    """A URL, and whether it is only defined and not used."""
    return _absolute(reference, document), reference.role is Role.DEFINITION


def _targets(
    document: Document,
    references: Iterable[Reference],
    roots: Roots,
    known: Callable[[str], Target],
) -> Iterator[tuple[Reference, Target]]:
    """References with what they cite, a local one where the document stands."""
    ground, base = roots.ground(document.path), roots.url(document)
    for reference in references:
        target = known(_absolute(reference, document))
        if target.way is Way.LOCAL:
            target = _located(target, reference, document, ground, base, known)
        yield reference, target


def _absolute(reference: Reference, document: Document) -> str:
    """The URL cited, as its page says what it is relative to (`<base href>`, or where the article was fetched)."""
    if document.base is None and reference.base is None:
        return reference.url
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
