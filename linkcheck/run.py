"""The way of the data on one page, and the only module that imports every stage.

    read → extract → resolve → check → judge → archive → report → fix

`cite` takes documents to citations (a target with all its places), `investigate` takes citations to findings, `mend` findings to edits. What a stage
needs of another is handed to it here as a function, so that no stage knows another. The whole is plain data but for
`check` and the archive search, which run side by side: a search begins as soon as a verdict stands.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin, urlsplit

from linkcheck import __version__, judge
from linkcheck.archive import Search, Want
from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.fix import Hands, plan
from linkcheck.judge.addresses import registrable
from linkcheck.model import Case, Ending, Finding, HostEvidence, Outcome, Report, Role, Way
from linkcheck.plan import is_to_be_asked
from linkcheck.replay import cited_copy
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.source import reread
from linkcheck.web.chain import Follower
from linkcheck.web.check import Checker, Hosts, Inquiry
from linkcheck.web.outfit import outfit
from linkcheck.web.page import view

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
    from datetime import date, timedelta

    from linkcheck.changes import Changes
    from linkcheck.fix import Plan, Wishes
    from linkcheck.model import (
        Answer,
        Document,
        Drift,
        Evidence,
        Lookup,
        Page,
        Recorded,
        Reference,
        Target,
        Verdict,
    )
    from linkcheck.web.outfit import Outfit

SEARCHED = frozenset({Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE})
"""What copies are looked for of."""


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

    def found(self, finding: Finding) -> None:
        """A finding that will not change."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A target with all its places, in source order, and the dates of the documents that cite it."""

    target: Target
    references: tuple[Reference, ...]
    dates: tuple[date, ...] = ()

    @property
    def shorter(self) -> str | None:
        """The URL without the words that it probably took along, where a reference suspects so."""
        return next((each.shorter for each in self.references if each.shorter), None)

    def want(self, outcome: Outcome) -> Want:
        """The citation as the search for copies sees it; of a copy that is cited, its original on the day of that capture."""
        case, copy = self.case(), cited_copy(self.target.request)
        original = resolve(copy.original, Settings()) if copy and copy.original else None
        day = copy.captured.date() if copy and copy.captured and copy.exact else None
        return Want(
            target=self.target,
            original=original,
            outcome=outcome,
            labels=case.labels,
            roles=case.roles,
            date=day or min(self.dates, default=None),
        )

    def case(self) -> Case:
        """The citation as the judge sees it, still without evidence."""
        return Case(
            target=self.target,
            labels=tuple(dict.fromkeys(each.label for each in self.references if each.label)),
            roles=tuple(dict.fromkeys(each.role for each in self.references)),
            shorter=self.shorter,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the inputs gave: documents without trouble, lines about the others, and the citations of all.

    `cited` holds, for what a baseline may forget, the URLs that each document cites, by path; of a document that was not read to
    the end of its references nothing.
    """

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    citations: tuple[Citation, ...]
    cited: Mapping[str, frozenset[str]] = field(default_factory=dict)


def cite(
    inputs: Iterable[Document | SourceError], settings: Settings, changes: Changes | None = None
) -> Reading:
    """Read, extract and resolve: every target once, in source order, with all its places; under `changes` only what these concern."""
    documents: list[Document] = []
    problems: list[str] = []
    places: dict[str, tuple[Target, list[Reference], list[date]]] = {}
    cited: dict[str, frozenset[str]] = {}
    known = lru_cache(maxsize=None)(partial(resolve, settings=settings))
    for document in inputs:
        if isinstance(document, SourceError):
            problems.append(str(document))
            continue
        if changes and not changes.concern(document):
            continue
        documents.append(document)
        found = [
            (each, known(_absolute(each, document))) for each in extract(document, settings.cues)
        ]
        if settings.baseline:
            cited[document.path] = frozenset(target.url for _, target in found)
        for reference, target in _selected(document, found, settings, changes):
            _, references, dates = places.setdefault(target.url, (target, [], []))
            references.append(reference)
            when = reference.date or document.date
            if when is not None:
                dates.append(when)
    citations = (Citation(each[0], tuple(each[1]), tuple(each[2])) for each in places.values())
    return Reading(tuple(documents), tuple(problems), tuple(citations), cited)


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
        if changes is None or target.way is Way.LOCAL:
            yield reference, target
        elif change and not change.touches(reference):
            if earlier is None:
                before = reread(document, change.before or "")
                earlier = frozenset(_use(each, before) for each in extract(before, settings.cues))
            if _use(reference, document) not in earlier:
                yield reference, target
        elif change:
            yield reference, target


def _use(reference: Reference, document: Document) -> tuple[str, bool]:
    """A URL, and whether it is only defined and not used."""
    return _absolute(reference, document), reference.role is Role.DEFINITION


def _absolute(reference: Reference, document: Document) -> str:
    """The URL cited, as its page says what it is relative to (`<base href>`, or where the article was fetched)."""
    base = urljoin(document.base or "", reference.base or "")
    try:
        return urljoin(base, reference.url) if base else reference.url
    except ValueError:
        return reference.url


class Casebook:
    """The run's notes on its citations: what was seen, what was found in archives, and how the run stands."""

    def __init__(self, citations: Sequence[Citation], settings: Settings) -> None:
        self.citations = citations
        self.settings = settings
        self.ending = Ending.COMPLETE
        self.evidence: dict[str, Evidence] = {}
        self.hosts: dict[str, HostEvidence] = {}
        self.lookups: dict[str, Lookup] = {}
        self.drifts: dict[str, Drift] = {}
        self._verdicts: dict[str, tuple[Evidence | None, object, Verdict]] = {}
        self.told: set[str] = set()
        """Targets whose finding has been handed out before the end, since nothing can change it."""
        self.requests = 0
        self.archive_requests = 0
        self.recorded: Recorded | None = None
        self.problems: tuple[str, ...] = ()
        self.asking: dict[str, list[Citation]] = {}
        """The citations by the request that is made for them; those that differ only in the fragment share one."""
        for citation in citations:
            if is_to_be_asked(citation.target):
                self.asking.setdefault(citation.target.request, []).append(citation)

    def case(self, citation: Citation) -> Case:
        """A citation with all that is known of it now."""
        request = citation.target.request
        return replace(
            citation.case(),
            evidence=self.evidence.get(request),
            host=self.hosts.get(request, HostEvidence()),
            ending=self.ending,
            fragments=self.settings.fragments,
            drift=self.drifts.get(citation.target.url),
        )

    def finding(self, citation: Citation) -> Finding:
        """What is reported of a citation, as it stands now."""
        case = self.case(citation)
        return Finding(
            target=citation.target,
            references=citation.references,
            verdict=self._judged(case),
            evidence=case.evidence,
            host=case.host if case.evidence is not None else None,
            lookup=self.lookups.get(citation.target.url),
            drift=case.drift,
        )

    def _judged(self, case: Case) -> Verdict:
        """The verdict on a case; the one before where nothing has been seen since (judging takes a millisecond)."""
        evidence, rest = case.evidence, (case.host.arrivals, case.ending, case.drift)
        known = self._verdicts.get(case.target.url)
        if known and known[0] is evidence and known[1] == rest and _stays(known[2]):
            return known[2]
        verdict = judge.verdict(case)
        self._verdicts[case.target.url] = (evidence, rest, verdict)
        return verdict


def _stays(verdict: Verdict) -> bool:
    """Whether a verdict does not change with how the host answers for others, as the reason of a time-out does."""
    return verdict.outcome is Outcome.ALIVE


def _inquiry(citations: Sequence[Citation]) -> Inquiry:
    """One request for citations that differ in the fragment alone."""
    fragments = dict.fromkeys(each.target.fragment for each in citations if each.target.fragment)
    return Inquiry(case=citations[0].case(), fragments=tuple(fragments))


def recall(finding: Finding, ending: Ending, settings: Settings) -> Case:
    """The case behind a finding, to be judged again or to be explained."""
    citation = Citation(finding.target, finding.references)
    return replace(
        citation.case(),
        evidence=finding.evidence,
        host=finding.host or HostEvidence(),
        ending=ending,
        fragments=settings.fragments,
        drift=finding.drift,
    )


def hands(settings: Settings) -> Hands:
    """What mending borrows of the other stages."""
    return Hands(
        extract=partial(extract, cues=settings.cues),
        reread=reread,
        same_site=lambda one, other: registrable(one) == registrable(other),
    )


def mend(
    documents: Iterable[Document], report: Report, settings: Settings, wishes: Wishes
) -> tuple[Plan, ...]:
    """What would be done to each document, and what is left: a pure function of what was found."""
    borrowed = hands(settings)
    cited: dict[str, dict[str, Finding]] = {}
    for finding in report.findings:
        for reference in finding.references:
            cited.setdefault(reference.path, {})[finding.target.url] = finding
    return tuple(
        plan(document, cited.get(document.path, {}).values(), borrowed, wishes)
        for document in documents
    )


async def investigate(
    reading: Reading, settings: Settings, watch: Watch, stop: asyncio.Event
) -> Report:
    """Check, judge and search the archives: one finding a target. `stop` ends the run early with what it has."""
    started = datetime.now(UTC)
    book = Casebook(reading.citations, settings)
    if settings.offline:
        book.ending = Ending.NOT_ASKED
    elif book.asking:
        async with outfit(settings) as web:
            await _Investigation(book, web, watch, stop).run()
            if web.warc is not None:
                book.recorded, book.problems = web.warc.recorded, (web.warc.problem,)
    findings = tuple(book.finding(citation) for citation in reading.citations)
    for finding in findings:
        if finding.target.url not in book.told:
            watch.found(finding)
    return Report(
        documents=reading.documents,
        findings=findings,
        started=started,
        finished=datetime.now(UTC),
        version=__version__,
        ending=book.ending,
        requests=book.requests,
        archive_requests=book.archive_requests,
        problems=(*reading.problems, *filter(None, book.problems)),
        recorded=book.recorded,
    )


def viewing(settings: Settings) -> Callable[[Answer, tuple[str, ...]], Page]:
    """How pages are read: with their main content's text only where that is to be compared."""
    if settings.drift:
        return import_module("linkcheck.web.main_content").view_with_main  # type: ignore[no-any-return]
    return view


def searching(
    settings: Settings, web: Outfit, on_lookup: Callable[[Target, Lookup], None]
) -> Search:
    """A search of archives, whose captures are judged by the very rules of live pages."""
    return Search(
        settings,
        fetch=web.fetch,
        judge=judge.verdict,
        objections=judge.objections,
        view=viewing(settings),
        on_lookup=on_lookup,
    )


class _Investigation:
    """The asynchronous part: targets are checked, and copies searched for beside it, until all is known or time is up."""

    def __init__(self, book: Casebook, web: Outfit, watch: Watch, stop: asyncio.Event) -> None:
        self._book = book
        self._web = web
        self._watch = watch
        self._stop = stop
        self._hosts = Hosts()
        self._left = 0
        self._search = searching(book.settings, web, self._looked_up)

    async def run(self) -> None:
        """Fill the casebook."""
        await self._check()
        if self._book.settings.archive and self._book.ending is not Ending.OFFLINE:
            for citation in self._book.citations:
                self._want(citation)
            await self._finish_search()
        self._book.archive_requests = self._search.requests
        self._book.requests = self._web.fetch.requests - self._search.requests

    async def _check(self) -> None:
        settings = self._book.settings
        asking = islice(self._book.asking.values(), settings.max_targets)
        inquiries = [_inquiry(citations) for citations in asking]
        self._left = len(inquiries)
        self._watch.begun(self._left)
        follower = Follower(
            self._search.polite,
            self._web.lanes,
            partial(resolve, settings=settings),
            viewing(settings),
            settings,
        )
        wanted = partial(judge.wanted, tries=settings.tries)
        checker = Checker(follower, self._hosts, wanted, self._settled, self._watch.waiting)
        self._book.ending = await until(checker.run(inquiries), settings.max_time, self._stop)
        for inquiry, evidence in checker.open.values():
            self._book.evidence[inquiry.url] = evidence
        for inquiry in inquiries:
            if inquiry.url in self._book.evidence:
                self._note_host(inquiry, self._book.evidence[inquiry.url])
        if self._book.ending is Ending.COMPLETE and not await self._is_up():
            self._book.ending = Ending.OFFLINE
        if self._book.ending is Ending.COMPLETE and len(inquiries) < len(self._book.asking):
            self._book.ending = Ending.TOO_MANY

    def _settled(self, inquiry: Inquiry, evidence: Evidence) -> None:
        self._left -= 1
        self._book.evidence[inquiry.url] = evidence
        self._note_host(inquiry, evidence)
        for citation in self._book.asking[inquiry.url]:
            finding = self._book.finding(citation)
            self._watch.settled(finding.verdict, self._left)
            if _is_final(finding) and not self._book.settings.drift:
                self._book.told.add(citation.target.url)
                self._watch.found(finding)
            if self._web.up and self._book.settings.archive:
                self._want(citation)

    def _note_host(self, inquiry: Inquiry, evidence: Evidence) -> None:
        self._book.hosts[inquiry.url] = self._hosts.evidence(inquiry.host, evidence)

    async def _is_up(self) -> bool:
        """Whether the network is there: in doubt a well-known name is asked for, the archive's (DESIGN)."""
        if self._web.up:
            return True
        known = urlsplit(self._book.settings.wayback_url).hostname or ""
        return (await self._web.resolver.resolve(known, fresh=True)).failure is None

    def _want(self, citation: Citation) -> None:
        """Have copies searched for, unless that is done, or the source is there."""
        finding = self._book.finding(citation)
        outcome = finding.verdict.outcome
        is_wanted = outcome in SEARCHED or (self._book.settings.drift and _is_comparable(finding))
        if is_wanted and citation.target.way is Way.WEB:
            self._search.add(citation.want(outcome))

    def _looked_up(self, target: Target, lookup: Lookup) -> None:
        self._book.lookups[target.url] = lookup
        seen = self._book.evidence.get(target.request)
        page = seen.last.page if seen and seen.last else None
        if self._book.settings.drift and lookup.copies and page is not None:
            found = judge.drift(lookup.copies[0], page)
            if found is not None:
                self._book.drifts[target.url] = found
        self._watch.searching(self._search.left)

    async def _finish_search(self) -> None:
        """Until all copies are found, the archives' time is up, or the user has enough."""
        self._watch.searching(self._search.left)
        if self._book.ending in (Ending.COMPLETE, Ending.TOO_MANY):
            seconds = self._book.settings.archive_time.total_seconds()
            ending = await until(self._search.finish(seconds), None, self._stop)
            self._book.ending = self._book.ending if ending is Ending.COMPLETE else ending
        self._book.lookups.update(await self._search.finish(0))


def _is_comparable(finding: Finding) -> bool:
    """Whether a living source has a text that can be held against a copy's."""
    look = finding.evidence.last if finding.evidence else None
    is_alive = finding.verdict.outcome is Outcome.ALIVE
    return is_alive and look is not None and look.page is not None and bool(look.page.main)


def _is_final(finding: Finding) -> bool:
    """Whether nothing that the run may still see changes a finding: no copy is searched for, and no redirect led away.

    Where many targets arrive at one page is known at the end only.
    """
    hops = finding.evidence.last.hops if finding.evidence and finding.evidence.last else ()
    return finding.verdict.outcome is Outcome.ALIVE and len(hops) == 1


async def until(
    work: Coroutine[Any, Any, object], limit: timedelta | None, stop: asyncio.Event
) -> Ending:
    """Do the work, or as much of it as there is time for; how it ended."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait(
            {task, stopping},
            timeout=limit.total_seconds() if limit else None,
            return_when=asyncio.FIRST_COMPLETED,
        )
    finally:
        stopping.cancel()
    if task in done:
        task.result()
        return Ending.COMPLETE
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return Ending.INTERRUPTED if stop.is_set() else Ending.OUT_OF_TIME
