"""One lookup from beginning to end: which question first, what is looked at, when there is enough, what it amounts to.

"None" and "could not ask" are different answers: `none` comes only from a valid answer that there is nothing, or from looking at all that there
is; whatever failed on the way makes it `lookup-failed` (FIELD §3.1, DESIGN "Archives").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from linkcheck.archive.choose import (
    RANKS,
    conclude,
    days_from,
    next_to_see,
    triage,
    wants_witness,
)
from linkcheck.archive.discretion import private
from linkcheck.archive.folding import ascii_url
from linkcheck.archive.wayback import Listing, in_reach
from linkcheck.model import Grade, Lookup, LookupState, Match, Way, remark
from linkcheck.tracking import without_trackers

if TYPE_CHECKING:
    from datetime import date

    from linkcheck.archive.choose import Seen
    from linkcheck.archive.examine import Cited, Examiner
    from linkcheck.model import Answer, Ask, Memento

PROBES = (-7, 7, -45, 45, -180, 180, -720)
"""Days from the citation's on which playback is asked too where the index cannot be: closer where a copy is wanted most."""
FAR_DAYS = 30
"""From here on the one capture that playback names is too far to be taken without asking the index for a nearer page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of an archive: for a URL, near a day, and whether playback is to be asked before the index."""

    cited: Cited
    url: str
    day: date | None
    match: Match | None = None
    """How captures match in any case: TRACKING_REMOVED for a URL that is not the one cited."""
    playback_first: bool = False


class Archive(Protocol):
    """What a finder needs of an archive: two ways to ask what it has, and a capture's bytes."""

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that it serves its pages and captures at."""
        ...

    @property
    def requests(self) -> int:
        """How many were made so far."""
        ...

    async def captures(self, url: str, day: date | None, *, wait: bool = True) -> Listing:
        """The captures nearest to a day; without `wait` only if that can be asked at once."""
        ...

    async def nearest(self, url: str, day: date | None) -> Listing:
        """The one capture nearest to a day, where the list cannot be had or is dear."""
        ...

    async def raw(self, url: str) -> Answer | None:
        """A capture's bytes; None where the archive is left alone."""
        ...

    async def page(self, ask: Ask) -> Answer | None:
        """Somebody else's request for one of its pages; None where the archive is left alone."""
        ...


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds copies: asks an archive what it has, looks at it, and draws the conclusion."""

    archive: Archive
    examiner: Examiner
    at_most: int

    async def find(self, cited: Cited, day: date | None, *, playback_first: bool) -> Lookup:
        """The copies of a target near a day, or the honest reason why there are none."""
        url = cited.target.request
        if cited.target.way is not Way.WEB or not url:
            return Lookup(state=LookupState.NOT_ASKED, reason=remark("search.not-asked.no-url"))
        # The request has lost the user's name, which is in the URL as cited.
        why = private(cited.target.url) or private(url)
        if why is not None:
            return Lookup(state=LookupState.PRIVATE, reason=why)
        question = Question(cited=cited, url=url, day=day, playback_first=playback_first)
        lookup = await self._answer(question)
        bare = without_trackers(url)
        is_done = _is_good(lookup) or lookup.state in _CLOSED
        if is_done or ascii_url(bare) == ascii_url(url):
            return lookup
        again = await self._answer(replace(question, url=bare, match=Match.TRACKING_REMOVED))
        is_nothing = again.reason is not None and again.reason.id == "search.none"
        return lookup if is_nothing else min(again, lookup, key=_worth)

    async def _answer(self, question: Question) -> Lookup:
        by = self._by_playback if question.playback_first else self._by_index
        return await by(question)

    async def _by_index(self, question: Question) -> Lookup:
        """What the index knows; without it what playback leads to, which is enough for a copy and not for "none"."""
        listing = await self.archive.captures(question.url, question.day)
        if listing.state is not LookupState.LOOKUP_FAILED:
            return await self._by_list(listing, question)
        nearest = await self.archive.nearest(question.url, question.day)
        if nearest.state is not LookupState.FOUND:
            return _said(nearest)
        seen = await self._look_around(question, await self._look_through(nearest, question))
        return _unless_none(_concluded(nearest, seen, question), listing)

    async def _by_playback(self, question: Question) -> Lookup:
        """Playback's one capture where it is near and good, else what is beyond it by the index or by asking around."""
        nearest = await self.archive.nearest(question.url, question.day)
        seen = await self._look_through(nearest, question)
        lookup = _concluded(nearest, seen, question)
        is_far = any(abs(days_from(one, question.day) or 0) > FAR_DAYS for one in nearest.mementos)
        is_sure = not any(wants_witness(one, question.day) for one in seen)
        if lookup.state is LookupState.EXCLUDED or (_is_good(lookup) and is_sure and not is_far):
            return lookup
        listing = await self.archive.captures(question.url, question.day, wait=False)
        if listing.state is LookupState.LOOKUP_FAILED and nearest.state is LookupState.FOUND:
            seen = await self._look_around(question, seen)
            lookup = _concluded(nearest, seen, question)
        if listing.state is LookupState.LOOKUP_FAILED:
            if nearest.state is LookupState.NONE or _is_good(lookup):
                return lookup
            listing = await self.archive.captures(question.url, question.day)
        if listing.state is LookupState.FOUND:
            return await self._by_list(listing, question, seen)
        if nearest.state is not LookupState.FOUND:
            return _said(listing)
        return _unless_none(lookup, listing)

    async def _by_list(
        self, listing: Listing, question: Question, before: tuple[Seen, ...] = ()
    ) -> Lookup:
        """What a list leads to; where its limit cut it off in a bad time, what the index knows from before and after that."""
        seen = await self._look_through(listing, question, before)
        for beyond in _beyond(listing, question.day):
            if _is_enough(seen, question):
                break
            more = await self.archive.captures(question.url, beyond)
            if more.state is LookupState.LOOKUP_FAILED:
                return _unless_none(_concluded(listing, seen, question), more)
            seen = await self._look_through(more, question, seen)
        return _concluded(listing, seen, question)

    async def _look_around(self, question: Question, seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
        """Looks at what playback leads to on other days, where the index cannot be asked."""
        if question.day is None or _is_enough(seen, question):
            return seen
        around: dict[str, Memento] = {}
        for days in PROBES:
            day = in_reach(question.day) + timedelta(days=days)
            listing = await self.archive.nearest(question.url, day)
            around |= {memento.url: memento for memento in listing.mementos}
        listing = Listing(state=LookupState.FOUND, mementos=tuple(around.values()))
        return await self._look_through(listing, question, seen)

    async def _look_through(
        self, listing: Listing, question: Question, before: tuple[Seen, ...] = ()
    ) -> tuple[Seen, ...]:
        """Looks at capture after capture until one is good or enough were looked at; `before` are those seen already."""
        day, cited = question.day, question.cited.target.request
        worth, told = triage(_matching(listing.mementos, question), cited, day)
        known = {one.memento.url for one in before}
        worth = [memento for memento in worth if memento.url not in known]
        seen = (*told, *before)
        for left in range(self.at_most, 0, -1):
            memento = next_to_see(worth, seen, cited, day, left)
            if memento is None:
                break
            worth.remove(memento)
            seen = (*seen, await self.examiner.examine(memento, question.cited))
        return seen


async def find_in(
    finders: tuple[Finder, ...], cited: Cited, day: date | None, *, playback_first: bool
) -> Lookup:
    """The copies of a target in the first of several archives that has a good one, else the best there is.

    "None" stands only where every archive said so.
    """
    lookup = await finders[0].find(cited, day, playback_first=playback_first)
    for finder in finders[1:]:
        if _is_good(lookup) or lookup.state in {LookupState.PRIVATE, LookupState.NOT_ASKED}:
            break
        lookup = min(lookup, await finder.find(cited, day, playback_first=False), key=_worth)
    return lookup


def _beyond(listing: Listing, day: date | None) -> tuple[date, ...]:
    """The days to ask for next where a list was cut off: twice as far as it reached, before and after."""
    if not listing.full or day is None:
        return ()
    reach = max((abs(days_from(one, day) or 0) for one in listing.mementos), default=0)
    far = timedelta(days=2 * reach + 1)
    return (in_reach(in_reach(day) - far), in_reach(in_reach(day) + far))


def _worth(lookup: Lookup) -> int:
    """The better answer first: copies by grade, then what could not be known, then none."""
    if lookup.copies:
        return RANKS.index(lookup.copies[0].grade)
    return len(RANKS) + (lookup.state is LookupState.NONE)


_CLOSED = frozenset([LookupState.EXCLUDED, LookupState.LOOKUP_FAILED])
"""What asking once more, with the URL a little shorter, will not change."""


def _said(listing: Listing) -> Lookup:
    return Lookup(state=listing.state, reason=listing.reason)


def _unless_none(lookup: Lookup, listing: Listing) -> Lookup:
    """The lookup, but for a "none" that would rest on a list that could not be had."""
    is_unfounded = listing.state is LookupState.LOOKUP_FAILED and lookup.state is LookupState.NONE
    return _said(listing) if is_unfounded else lookup


def _concluded(listing: Listing, seen: tuple[Seen, ...], question: Question) -> Lookup:
    if listing.state is not LookupState.FOUND:
        return _said(listing)
    return conclude(seen, question.cited.target.request, question.day)


def _is_enough(seen: tuple[Seen, ...], question: Question) -> bool:
    return _is_good(conclude(seen, question.cited.target.request, question.day))


def _matching(mementos: tuple[Memento, ...], question: Question) -> list[Memento]:
    if question.match is None:
        return list(mementos)
    return [replace(memento, match=question.match) for memento in mementos]


def _is_good(lookup: Lookup) -> bool:
    return any(copy.grade is Grade.GOOD for copy in lookup.copies)
