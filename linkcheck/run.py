"""The way of the data on one page, and the only module that imports every stage.

    read → extract → resolve → check → judge → archive → report → fix
                             ↘ local ↗

`reading.cite` takes documents to citations (a target with all its places), `investigate` takes citations to findings, `mend` findings to
edits. What is asked of the web (`check`) and what is looked for in one's own files (`local`) part after `resolve` and meet before the judge.
What a stage needs of another is handed to it here as a function, so that no stage knows another. Stages that ask, search or mend are
loaded when there is something to ask, search or mend: `--offline` need not wait for them. The whole is plain data but for
`check` and the archive search, which run side by side: a search begins as soon as a verdict stands.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from linkcheck import __version__, judge
from linkcheck.casebook import Casebook
from linkcheck.citation import Citation
from linkcheck.extract import extract
from linkcheck.extract.shelf import kept_anchors
from linkcheck.ignoring import IGNORED, Use, in_force, left_alone, notices
from linkcheck.judge.addresses import registrable
from linkcheck.local import Premises
from linkcheck.marks import Marks
from linkcheck.model import Ending, HostEvidence, Outcome, Report, Way, brief, remark, whole
from linkcheck.reading import RULES, today
from linkcheck.report import FAILING
from linkcheck.report.safe import masked
from linkcheck.resolve import resolve
from linkcheck.source import page, reread
from linkcheck.source.real import RealPaths
from linkcheck.store import identity
from linkcheck.tables import Scope

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

    from linkcheck.archive import Search
    from linkcheck.checking import Checked
    from linkcheck.extract.shelf import Shelf
    from linkcheck.fix import Hands, Plan, Wishes
    from linkcheck.model import (
        Anchors,
        Case,
        Document,
        Evidence,
        Finding,
        LocalEvidence,
        Lookup,
        Page,
        Remark,
        Target,
        Verdict,
    )
    from linkcheck.reading import Reading
    from linkcheck.settings import Settings
    from linkcheck.store import Store
    from linkcheck.web.check import Inquiry, Open
    from linkcheck.web.outfit import Outfit

_BATCH = 0.003
"""Seconds for which what was seen may wait to be written: a commit takes a tenth of a millisecond."""

SEARCHED = frozenset({Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE})
"""What copies are looked for of."""


_NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a run is made: what people have said of sources, and of which outcomes copies are looked for."""

    marks: Marks = _NO_MARKS
    searched: frozenset[Outcome] = SEARCHED


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
        return kept_anchors(document, shelf, masked) if document else None

    premises = Premises(settings, anchors_of)
    return {
        citation.target.url: premises.look(citation.target)
        for citation in reading.citations
        if citation.target.way is Way.LOCAL
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
    store.begin(identity((each.target.url for each in reading.citations), settings))
    if settings.offline:
        book.ending = Ending.NOT_ASKED
        recalled(book, lambda _inquiry, _evidence: None)
    elif book.asking:
        async with import_module("linkcheck.web.outfit").outfit(settings) as web:
            work = _Investigation(book, web, watch, stop, terms.searched)
            await work.run()
            book.notices = tuple(_of_the_web(settings, work.away, is_lost=work.is_lost))
            if web.warc is not None:
                book.recorded, book.problems = web.warc.recorded, (web.warc.problem,)
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


def _of_the_web(settings: Settings, away: float, *, is_lost: bool) -> Iterator[Remark]:
    """What must be known of the whole: what nobody here could judge, and that the network went away."""
    if settings.proxy:
        yield remark("run.proxy")
    if away:
        yield remark("run.lost" if is_lost else "run.away", seconds=round(away))


def _use(reading: Reading, book: Casebook, settings: Settings) -> Use:
    """What there was in a run to be left alone, and what became of it."""
    return Use(
        urls=frozenset(each.url for one in reading.citations for each in one.references),
        pardons=reading.pardons,
        verdicts=tuple(book.verdicts()),
        whole=settings.changed_since is None,
    )


def words(marks: Marks, settings: Settings) -> dict[str, judge.Word]:
    """What people have said, by the target that it is of."""
    failing = FAILING[settings.fail_on]
    return {
        resolve(mark.url, settings).url: judge.Word(mark, marks.trusted, failing)
        for mark in marks.marks
    }


def searching(
    settings: Settings, web: Outfit, on_lookup: Callable[[Target, Lookup], None]
) -> Search:
    """A search of archives, whose captures are judged by the very rules of live pages."""
    search: Search = import_module("linkcheck.archive").Search(
        settings,
        fetch=web.fetch,
        judge=judge.verdict,
        objections=judge.objections,
        view=import_module("linkcheck.desk").viewing(settings),
        on_lookup=on_lookup,
    )
    return search


def recalled(book: Casebook, tell: Callable[[Inquiry, Evidence], None]) -> Sequence[Open]:
    """Take from the store what still holds, and give what is left to be asked.

    All is counted for its host before anything is judged, as if it had been seen now.
    """
    known = {url for url in book.remembered() if book.recall(book.inquiry(url))}
    left, begun = [], {}
    for url in book.asking:
        inquiry = book.inquiry(url) if url in known else None
        kept = book.recollect(inquiry) if inquiry else None
        if inquiry and kept and kept.settled and not book.wants_more(inquiry, kept.evidence):
            tell(inquiry, kept.evidence)
            continue
        left.append(url)
        if kept:
            begun[url] = kept.evidence
    return book.opens(left, begun)


class _Investigation:
    """The asynchronous part: targets are checked, and copies searched for beside it, until all is known or time is up."""

    def __init__(
        self,
        book: Casebook,
        web: Outfit,
        watch: Watch,
        stop: asyncio.Event,
        searched: frozenset[Outcome],
    ) -> None:
        self._book = book
        self._outcomes = searched
        self._web = web
        self._watch = watch
        self._stop = stop
        self._left = 0
        self._search = searching(book.settings, web, self._looked_up)
        self._searched: dict[str, Citation] = {}
        self._commit: asyncio.TimerHandle | None = None
        self._up = False
        self._elsewhere: Checked | None = None

    @property
    def away(self) -> float:
        """Seconds of waiting for the network, here or elsewhere."""
        return max(self._web.vigil.seconds, self._elsewhere.away if self._elsewhere else 0.0)

    @property
    def is_lost(self) -> bool:
        """Whether the network did not come back, here or elsewhere."""
        return self._web.vigil.is_lost or (self._elsewhere is not None and self._elsewhere.lost)

    async def run(self) -> None:
        """Fill the casebook."""
        await self._check()
        if self._book.settings.archive and self._book.ending is not Ending.OFFLINE:
            for citation in self._book.citations:
                self._want(citation)
            await self._finish_search()
        self._book.archive_requests = self._search.requests
        self._book.requests += self._web.fetch.requests - self._search.requests

    async def _check(self) -> None:
        settings, book = self._book.settings, self._book
        self._left = len(book.asking)
        self._watch.begun(self._left)
        left = recalled(book, self._told)
        opens = left[: settings.max_targets]
        stage = import_module("linkcheck.desk")
        desk = stage.Desk(
            settings,
            self._search.polite,
            self._web.lanes,
            book.hosts,
            self._search.serves,
            book.probes,
        )
        ears = stage.Ears(self._settled, self._noted, self._watch.waiting, self._answered)
        check: Callable[..., Awaitable[Checked]] = import_module("linkcheck.checking").check
        self._elsewhere = checked = await check(opens, desk, ears, self._stop)
        book.ending, book.requests = checked.ending, checked.requests
        for each in checked.broken_off:
            if each.evidence.looks:
                book.note(each.inquiry, each.evidence)
        is_up = checked.up or not opens
        if book.ending is Ending.COMPLETE and not is_up and not await self._is_up():
            book.ending = Ending.OFFLINE
        if book.ending is Ending.COMPLETE and len(opens) < len(left):
            book.ending = Ending.TOO_MANY

    def _answered(self) -> None:
        self._up = True

    def _noted(self, inquiry: Inquiry, evidence: Evidence) -> None:
        self._book.note(inquiry, evidence)
        self._commit_soon()

    def _settled(
        self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None
    ) -> None:
        self._told(inquiry, evidence, verdict)
        self._book.keep(inquiry, evidence)
        self._commit_soon()

    def _told(self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None) -> None:
        """Judge what was seen, tell who watches, and have copies searched for. `verdict` is of the first citation."""
        self._left -= 1
        for citation in self._book.asking[inquiry.url]:
            finding = self._book.judge(citation, evidence, verdict)
            verdict = None
            self._watch.settled(finding.verdict, self._left)
            if self._book.is_final(citation):
                self._watch.found((finding,))
            if (self._up or self._web.up) and self._book.settings.archive:
                self._want(citation)

    def _commit_soon(self) -> None:
        """Have what was seen written within some milliseconds, together with what comes until then."""
        if self._commit is None:
            loop = asyncio.get_running_loop()
            self._commit = loop.call_later(_BATCH, self._committed)

    def _committed(self) -> None:
        self._commit = None
        self._book.store.commit()

    async def _is_up(self) -> bool:
        """Whether the network is there: in doubt a well-known name is asked for, the archive's (DESIGN)."""
        if self._web.up:
            return True
        known = urlsplit(self._book.settings.wayback_url).hostname or ""
        return (await self._web.resolver.resolve(known, fresh=True)).failure is None

    def _want(self, citation: Citation) -> None:
        """Have copies searched for, unless that is done, or the source is there."""
        url, outcome = citation.target.url, self._book.outcome(citation)
        if citation.target.way is not Way.WEB or url in self._searched:
            return
        if left_alone(self._book.settings.ignore, Scope.ARCHIVE, citation.references[0].url):
            return
        if outcome not in self._outcomes and not self._is_comparable(citation, outcome):
            return
        self._searched[url] = citation
        known = self._book.recall_lookup(citation)
        if known is None:
            self._search.add(citation.want(outcome))
        else:
            self._compare(citation, known)

    def _is_comparable(self, citation: Citation, outcome: Outcome) -> bool:
        """Whether a living source is to be held against a copy, and has a text for that."""
        if not self._book.settings.drift or outcome is not Outcome.ALIVE:
            return False
        page = self._page(citation)
        return page is not None and bool(page.main)

    def _page(self, citation: Citation) -> Page | None:
        evidence = self._book.evidence(citation.target)
        return evidence.last.page if evidence and evidence.last else None

    def _looked_up(self, target: Target, lookup: Lookup) -> None:
        citation = self._searched[target.url]
        self._book.keep_lookup(citation, lookup)
        self._commit_soon()
        self._compare(citation, lookup)
        self._watch.searching(self._search.left)

    def _compare(self, citation: Citation, lookup: Lookup) -> None:
        """Hold a living page against its copy, where that is wanted."""
        if not self._book.settings.drift or not lookup.copies:
            return
        page = self._page(citation)
        found = judge.drift(lookup.copies[0], page) if page else None
        if found is not None:
            self._book.drifts[citation.target.url] = found

    async def _finish_search(self) -> None:
        """Until all copies are found, the archives' time is up, or the user has enough."""
        self._watch.searching(self._search.left)
        if self._book.ending in (Ending.COMPLETE, Ending.TOO_MANY):
            seconds = self._book.settings.archive_time.total_seconds()
            until: Callable[..., Awaitable[Ending]] = import_module("linkcheck.desk").until
            ending = await until(self._search.finish(seconds), None, self._stop)
            self._book.ending = self._book.ending if ending is Ending.COMPLETE else ending
        await self._search.finish(0)
