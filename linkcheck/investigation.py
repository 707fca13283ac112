"""The asynchronous part of a run: what is not known is asked of the web, and copies are searched for beside it.

    citations → what the store has → check → judge → search → casebook

A search begins as soon as a verdict stands and something answers. Loaded by `run` when there is something to ask.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck import judge
from linkcheck.archive import Search
from linkcheck.checking import check
from linkcheck.checking.desk import Desk, until, viewing
from linkcheck.ignoring import left_alone
from linkcheck.model import Ending, Outcome, Way, remark
from linkcheck.settings.tables import Scope
from linkcheck.web.ears import Ears
from linkcheck.web.outfit import outfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.books.casebook import Casebook
    from linkcheck.books.citation import Citation
    from linkcheck.checking import Checked
    from linkcheck.model import Evidence, Lookup, Page, Remark, Target, Verdict
    from linkcheck.run import Terms, Watch
    from linkcheck.settings import Settings
    from linkcheck.web.check import Inquiry
    from linkcheck.web.outfit import Outfit

_BATCH = 0.003
"""Seconds for which what was seen may wait to be written: a commit takes a tenth of a millisecond."""


async def ask(book: Casebook, watch: Watch, stop: asyncio.Event, terms: Terms) -> None:
    """Fill the casebook; `stop` ends it early with what there is."""
    async with outfit(book.settings) as web:
        work = _Investigation(book, web, watch, stop, terms)
        await work.run()
        book.notices = tuple(_of_the_web(book.settings, work.away, is_lost=work.is_lost))
        if web.warc is not None:
            book.recorded, book.problems = web.warc.recorded, (web.warc.problem,)


def _of_the_web(settings: Settings, away: float, *, is_lost: bool) -> Iterator[Remark]:
    """What must be known of the whole: what nobody here could judge, and that the network went away."""
    if settings.proxy:
        yield remark("run.proxy")
    if away:
        yield remark("run.lost" if is_lost else "run.away", seconds=round(away))


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

    def __init__(
        self,
        book: Casebook,
        web: Outfit,
        watch: Watch,
        stop: asyncio.Event,
        terms: Terms,
    ) -> None:
        self._book = book
        self._terms = terms
        self._web = web
        self._watch = watch
        self._stop = stop
        self._left = 0
        self._search = searching(book.settings, web, self._looked_up)
        self._searched: dict[str, int] = {}
        """What copies are searched for: the number of the citation that wanted them first."""
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
        left = book.recalled(self._told)
        agenda = left.first(settings.max_targets)
        desk = Desk(
            settings,
            self._search.polite,
            self._web.lanes,
            book.hosts,
            self._search.serves,
            book.probes,
            self._terms.at_hand,
        )
        ears = Ears(self._settled, self._noted, self._watch.waiting, self._answered, book.opened)
        self._elsewhere = checked = await check(agenda, desk, ears, self._stop)
        book.ending, book.requests = checked.ending, checked.requests
        for each in checked.broken_off:
            if each.evidence.looks:
                book.note(each.inquiry, each.evidence)
        is_up = checked.up or not agenda
        if book.ending is Ending.COMPLETE and not is_up and not await self._is_up():
            book.ending = Ending.OFFLINE
        if book.ending is Ending.COMPLETE and len(agenda) < len(left):
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
        for citation, thought in self._book.judge(inquiry, evidence, verdict):
            self._watch.settled(thought, self._left)
            if self._book.is_final(citation):
                self._watch.found(map(self._book.finding, (citation,), (evidence,)))
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
        if outcome not in self._terms.searched and not self._is_comparable(citation, outcome):
            return
        self._searched[url] = citation.number
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
        citation = self._book.citations[self._searched[target.url]]
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
            ending = await until(self._search.finish(seconds), None, self._stop)
            self._book.ending = self._book.ending if ending is Ending.COMPLETE else ending
        await self._search.finish(0)
