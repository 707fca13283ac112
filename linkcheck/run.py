"""The way of the data on one page, and the only module that imports every stage.

    read → extract → resolve → check → judge → archive → report → fix
                             ↘ local ↗

`cite` takes documents to citations (a target with all its places), `investigate` takes citations to findings, `mend` findings to edits. What a stage
needs of another is handed to it here as a function, so that no stage knows another. The whole is plain data but for
`check` and the archive search, which run side by side: a search begins as soon as a verdict stands. What is asked of the web and what
is looked for in one's own files (`local`) part after `resolve` and meet before the judge.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin, urlsplit

from linkcheck import __version__, judge
from linkcheck.archive import Search, Want
from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.extract.anchors import anchors
from linkcheck.extract.pardons import pardons
from linkcheck.fix import Hands, plan
from linkcheck.ignoring import (
    IGNORED,
    Use,
    holding,
    in_force,
    left_alone,
    notices,
    pardoned,
    unasked,
)
from linkcheck.judge.addresses import registrable
from linkcheck.local import Premises, Roots, placed
from linkcheck.model import Case, Ending, Finding, HostEvidence, Kind, Outcome, Report, Way
from linkcheck.plan import is_to_be_asked
from linkcheck.replay import cited_copy
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.source import page, reread
from linkcheck.tables import Scope
from linkcheck.web.chain import Follower
from linkcheck.web.check import Checker, Hosts, Inquiry
from linkcheck.web.outfit import outfit
from linkcheck.web.page import view

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence
    from datetime import date, timedelta

    from linkcheck.fix import Plan, Wishes
    from linkcheck.local import Ground
    from linkcheck.model import (
        Anchors,
        Answer,
        Document,
        Drift,
        Evidence,
        LocalEvidence,
        Lookup,
        Page,
        Pardon,
        Recorded,
        Reference,
        Target,
        Verdict,
    )
    from linkcheck.web.outfit import Outfit

_RULES = frozenset(rule.id for rule in judge.RULES)
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
    pardon: Pardon | None = None
    """What the article itself says of these places."""

    @property
    def shorter(self) -> str | None:
        """The URL without the words that it probably took along, where a reference suspects so."""
        return next((each.shorter for each in self.references if each.shorter), None)

    def want(self, outcome: Outcome) -> Want:
        """The citation as the search for copies sees it; of a copy that is cited, its original on the day of that capture."""
        case, copy = self.case(Settings()), cited_copy(self.target.request)
        original = resolve(copy.original if copy and copy.original else self.target.url, Settings())
        day = copy.captured.date() if copy and copy.captured and copy.exact else None
        return Want(
            target=self.target,
            original=original if original.request != self.target.request else None,
            outcome=outcome,
            labels=case.labels,
            roles=case.roles,
            date=day or min(self.dates, default=None),
        )

    def case(self, settings: Settings) -> Case:
        """The citation as the judge sees it, with the user's wishes and still without evidence."""
        rule = settings.host_rule(self.target.host)
        free = left_alone(settings.ignore, Scope.FRAGMENT, self.references[0].url)
        return Case(
            target=self.target,
            fragments=settings.fragments,
            any_fragment=free is not None,
            accepted=rule.accept if rule else (),
            labels=tuple(dict.fromkeys(each.label for each in self.references if each.label)),
            roles=tuple(dict.fromkeys(each.role for each in self.references)),
            shorter=self.shorter,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the inputs gave: documents without trouble, lines about the others, and the citations of all."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    citations: tuple[Citation, ...]
    pardons: tuple[Pardon, ...] = ()
    """All that the articles say of their own links, those that cover nothing too."""


def cite(inputs: Iterable[Document | SourceError], settings: Settings) -> Reading:
    """Read, extract and resolve: every target once, in source order, with all its places."""
    documents: list[Document] = []
    problems: list[str] = []
    said: list[Pardon] = []
    places: dict[tuple[str, Pardon | None], tuple[Target, list[Reference], list[date]]] = {}
    known = lru_cache(maxsize=None)(partial(resolve, settings=in_force(settings, _today())))
    roots = Roots(settings)
    for document in inputs:
        if isinstance(document, SourceError):
            problems.append(str(document))
            continue
        documents.append(document)
        ground, base = roots.ground(document.path), roots.url(document)
        references = extract(document, settings.cues)
        written = pardons(document, references)
        said += (pardon for pardon, _ in written)
        covered = {number: pardon for pardon, numbers in written for number in numbers}
        for number, reference in enumerate(references):
            if settings.role and reference.role not in settings.role:
                continue
            target = known(_absolute(reference, document))
            if target.way is Way.LOCAL:
                target = _located(target, reference, document, ground, base, known)
            pardon = holding(covered.get(number), _RULES, _today())
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


def _today() -> date:
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


def survey(reading: Reading, settings: Settings) -> dict[str, LocalEvidence]:
    """What stands where the local links lead, by target; nothing is asked of the web."""
    documents = {os.path.realpath(each.path): each for each in reading.documents}
    documents |= {each.path: each for each in reading.documents}

    def anchors_of(path: str) -> Anchors | None:
        document = documents.get(path) or page(path)
        return anchors(document) if document else None

    premises = Premises(settings, anchors_of)
    return {
        citation.target.url: premises.look(citation.target)
        for citation in reading.citations
        if citation.target.way is Way.LOCAL
    }


class Casebook:
    """The run's notes on its citations: what was seen, what was found in archives, and how the run stands."""

    def __init__(self, citations: Sequence[Citation], settings: Settings) -> None:
        self.citations = citations
        self.settings = settings = in_force(settings, _today())
        self.ending = Ending.COMPLETE
        self.evidence: dict[str, Evidence] = {}
        self.hosts: dict[str, HostEvidence] = {}
        self.lookups: dict[str, Lookup] = {}
        self.drifts: dict[str, Drift] = {}
        self.local: dict[str, LocalEvidence] = {}
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
            citation.case(self.settings),
            evidence=self.evidence.get(request),
            host=self.hosts.get(request, HostEvidence()),
            ending=self.ending,
            drift=self.drifts.get(citation.target.url),
            local=self.local.get(citation.target.url),
        )

    def finding(self, citation: Citation) -> Finding:
        """What is reported of a citation, as it stands now."""
        case = self.case(citation)
        verdict = self._judged(case)
        return Finding(
            target=citation.target,
            references=citation.references,
            verdict=pardoned(verdict, citation.pardon) if citation.pardon else verdict,
            evidence=case.evidence,
            host=case.host if case.evidence is not None else None,
            lookup=self.lookups.get(citation.target.url),
            drift=case.drift,
            local=case.local,
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


def _inquiry(citations: Sequence[Citation], settings: Settings) -> Inquiry:
    """One request for citations that differ in the fragment alone."""
    fragments = dict.fromkeys(each.target.fragment for each in citations if each.target.fragment)
    return Inquiry(case=citations[0].case(settings), fragments=tuple(fragments))


def recall(finding: Finding, ending: Ending, settings: Settings) -> Case:
    """The case behind a finding, to be judged again or to be explained."""
    citation = Citation(finding.target, finding.references)
    return replace(
        citation.case(in_force(settings, _today())),
        evidence=finding.evidence,
        host=finding.host or HostEvidence(),
        ending=ending,
        drift=finding.drift,
        local=finding.local,
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
    cited: dict[str, dict[tuple[str, bool], Finding]] = {}
    for finding in report.findings:
        for reference in finding.references:
            here = cited.setdefault(reference.path, {})
            here[finding.target.url, finding.verdict.rule == IGNORED] = finding
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
    book.local = survey(reading, settings)
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
        notices=tuple(notices(_use(reading, findings), settings.ignore, _RULES, _today())),
        started=started,
        finished=datetime.now(UTC),
        version=__version__,
        ending=book.ending,
        requests=book.requests,
        archive_requests=book.archive_requests,
        problems=(*reading.problems, *filter(None, book.problems)),
        recorded=book.recorded,
    )


def _use(reading: Reading, findings: Sequence[Finding]) -> Use:
    """What there was in a run to be left alone, and what became of it."""
    return Use(
        urls=frozenset(each.url for one in reading.citations for each in one.references),
        pardons=reading.pardons,
        verdicts=tuple(
            (citation.pardon, finding.verdict)
            for citation, finding in zip(reading.citations, findings, strict=True)
            if citation.pardon is not None
        ),
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
        inquiries = [_inquiry(citations, settings) for citations in self._book.asking.values()]
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
        rules, url = self._book.settings.ignore, citation.references[0].url
        if left_alone(rules, Scope.ARCHIVE, url) is not None:
            return
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
        if self._book.ending is Ending.COMPLETE:
            seconds = self._book.settings.archive_time.total_seconds()
            self._book.ending = await until(self._search.finish(seconds), None, self._stop)
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
