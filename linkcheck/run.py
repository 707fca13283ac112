"""The way of the data on one page.

    read → extract → resolve → check → judge → archive → report → fix
                             ↘ local ↗

`reading.cite` takes documents to citations (a target with all its places), `investigate` takes citations to findings, `mend` findings to
edits. What is asked of the web (`investigation`) and what is looked for in one's own files (`local`) part after `resolve` and meet before the
judge. What a stage needs of another is handed to it as a function, so that no stage knows another. The parts that ask or mend are
loaded when there is something to ask or mend: `--offline` need not wait for them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from linkcheck import __version__, judge
from linkcheck.books.casebook import Casebook
from linkcheck.books.citation import Citation
from linkcheck.extract import extract
from linkcheck.extract.shelf import kept_anchors
from linkcheck.ignoring import IGNORED, Use, in_force, notices, today
from linkcheck.judge.addresses import registrable
from linkcheck.local import Premises
from linkcheck.marks import Marks
from linkcheck.model import Ending, HostEvidence, Outcome, Report, brief, whole
from linkcheck.reading import RULES
from linkcheck.report import FAILING
from linkcheck.report.safe import masked
from linkcheck.resolve import resolve
from linkcheck.source import again, is_file, page, reread
from linkcheck.source.real import RealPaths
from linkcheck.store import identity

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Sequence

    from linkcheck.checking.workers import Worker
    from linkcheck.extract.shelf import Shelf
    from linkcheck.fix import Hands, Plan, Wishes
    from linkcheck.model import (
        Anchors,
        Case,
        Document,
        Finding,
        LocalEvidence,
        Verdict,
    )
    from linkcheck.reading import Reading
    from linkcheck.settings import Settings
    from linkcheck.store import Store

SEARCHED = frozenset({Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE})
"""What copies are looked for of."""


_NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a run is made: what people have said of sources, of which outcomes copies are looked for, and who helps."""

    marks: Marks = _NO_MARKS
    searched: frozenset[Outcome] = SEARCHED
    at_hand: Sequence[Worker] = ()
    """Processes that have been begun for this run."""


AS_USUAL = Terms()


class Watch(Protocol):
    """Who wants to know how a run goes: the progress bar, a stream of findings."""

    def begun(self, targets: int) -> None:
        """So many targets are going to be asked for."""

    def settled(self, verdict: Verdict, left: int) -> None:
        """One is settled, as far as it can be now; so many have not been."""

    def waiting(self, again: int, longest: float) -> None:
        """All that is left are further looks at so many, which take so many seconds at most."""

    def searching(self, left: int) -> None:
        """So many searches for copies are left."""

    def found(self, findings: Iterable[Finding]) -> None:
        """Findings that will not change; they are read only as they are gone through."""


def recall(finding: Finding, ending: Ending, settings: Settings) -> Case:
    """The case behind a finding, to be judged again or to be explained."""
    citation = Citation(finding.target, finding.references)
    return replace(
        citation.case(in_force(settings, today())),
        evidence=finding.evidence,
        host=finding.host or HostEvidence(),
        ending=ending,
        drift=finding.drift,
        local=finding.local,
    )


def survey(reading: Reading, settings: Settings, shelf: Shelf) -> dict[str, LocalEvidence]:
    """What stands where the local links lead, by target; nothing is asked of the web, and `shelf` keeps a text's anchors."""
    real = RealPaths()
    documents = {real.path(each.path): each for each in reading.documents}
    documents |= {each.path: each for each in reading.documents}

    def anchors_of(path: str) -> Anchors | None:
        document = documents.get(path) or page(path)
        if document and not document.text and is_file(document):
            document = again(document)
        return kept_anchors(document, shelf, masked) if document else None

    premises = Premises(settings, anchors_of)
    return {
        target.url: premises.look(target)
        for target in (reading.citations[number].target for number in reading.citations.local)
    }


def hands(settings: Settings) -> Hands:
    """What mending borrows of the other stages."""
    lent: Hands = import_module("linkcheck.fix").Hands(
        extract=partial(extract, cues=settings.cues),
        reread=reread,
        same_site=lambda one, other: registrable(one) == registrable(other),
    )
    return lent


def mend(
    documents: Iterable[Document], report: Report, settings: Settings, wishes: Wishes
) -> tuple[Plan, ...]:
    """What would be done to each document, and what is left: a pure function of what was found."""
    borrowed, plan = hands(settings), import_module("linkcheck.fix").plan
    cited: dict[str, dict[tuple[str, bool], Finding]] = {}
    for finding in brief(report.findings):
        for reference in finding.references:
            here = cited.setdefault(reference.path, {})
            here[finding.target.url, finding.verdict.rule == IGNORED] = finding
    return tuple(
        plan(document, [whole(report.findings, each) for each in found], borrowed, wishes)
        for document in documents
        for found in [cited.get(document.path, {}).values()]
    )


def at_hand(settings: Settings) -> Sequence[Worker]:
    """The processes that will share a run's work, begun before its articles are read."""
    if settings.workers == 1 or settings.cluster is not None or settings.offline:
        return ()
    begun: Sequence[Worker] = import_module("linkcheck.checking.foreman").at_hand(settings)
    return begun


async def investigate(
    reading: Reading,
    settings: Settings,
    watch: Watch,
    stop: asyncio.Event,
    store: Store,
    terms: Terms = AS_USUAL,
) -> Report:
    """Check, judge and search the archives: one finding a target. `stop` ends the run early with what it has.

    The report reads its findings from the store, which must stay open as long as the report is used.
    """
    began = time.monotonic()
    book = Casebook(reading.citations, settings, store, words(terms.marks, settings))
    book.local = survey(reading, settings, store)
    store.begin(identity((reading.citations.digest,), settings))
    if settings.offline:
        book.ending = Ending.NOT_ASKED
        book.take_stock()
    elif book.asking:
        await import_module("linkcheck.investigation").ask(book, watch, stop, terms)
    book.close()
    watch.found(book.late())
    return Report(
        documents=reading.documents,
        findings=book.findings,
        notices=(
            *book.notices,
            *notices(_use(reading, book, settings), settings.ignore, RULES, today()),
        ),
        started=book.started,
        finished=book.started + timedelta(seconds=time.monotonic() - began),
        version=__version__,
        ending=book.ending,
        requests=book.requests,
        archive_requests=book.archive_requests,
        problems=(*reading.problems, *filter(None, book.problems)),
        recorded=book.recorded,
    )


def _use(reading: Reading, book: Casebook, settings: Settings) -> Use:
    """What there was in a run to be left alone, and what became of it."""
    return Use(
        urls=(each.url for one in reading.citations for each in one.references),
        pardons=reading.pardons,
        verdicts=tuple(book.verdicts()) if reading.pardons else (),
        whole=settings.changed_since is None,
    )


def words(marks: Marks, settings: Settings) -> dict[str, judge.Word]:
    """What people have said, by the target that it is of."""
    failing = FAILING[settings.fail_on]
    return {
        resolve(mark.url, settings).url: judge.Word(mark, marks.trusted, failing)
        for mark in marks.marks
    }
