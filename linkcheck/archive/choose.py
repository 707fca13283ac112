"""Which captures to look at, in which order, and which of those looked at can be cited: pure functions over what was seen.

The capture to look at first is the nearest to the citation's date, of two about equally near the one before: what the author saw is more
likely older than newer (FIELD §0.6). A captured redirect is a second choice, not none (FIELD §4.3). Without a date the earliest comes
first: the earlier, the surer it is from before the page's death. Nothing is suggested that was not looked at: of the nearest
captures with status 200 nearly half show a wall, a notice or a parking page (issue 6).

A copy is `good` when its content is the page by the very rules for live pages; `doubtful` when something speaks against it, which is
said; `only-after-death` when an earlier capture shows that the page was gone: then what came back may be another's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from linkcheck.archive.folding import is_harmless
from linkcheck.label import LEAST_OF_PAGE, Agreement, words_of
from linkcheck.model import Copy, Grade, Lookup, LookupState, Match, remark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from linkcheck.model import Memento, Page, Remark


class Shows(StrEnum):
    """What a capture shows."""

    PAGE = "page"
    SIGNS = "signs"
    """A page, with a sign of a notice, a wall or a parking page on it."""
    GONE = "gone"
    """That the page is gone: 404, 410, a soft 404."""
    FRONT = "front"
    """The site's front page."""
    OTHER = "other"
    """Another page: a parking page, a new owner's, an unrelated one."""
    WALL = "wall"
    """A wall, a login, an error: nothing of the page."""
    UNPLAYABLE = "unplayable"
    """Listed, but the archive shows nothing or another capture."""
    EXCLUDED = "excluded"
    """The archive has a rule not to show the site."""
    UNREACHABLE = "unreachable"
    """It could not be fetched just now, which says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One capture and what it shows; `redirected` when a captured redirect led to what was seen, not `is_looked_at` when its row told.

    `by_address` says that it is the words of the address cited that agree, and no label's.
    """

    memento: Memento
    shows: Shows
    agreement: Agreement = Agreement.UNKNOWN
    redirected: bool = False
    page: Page | None = None
    is_looked_at: bool = True
    by_address: bool = False


AFTER, GRACE = 1.25, 1.0
"""A day after the citation counts a quarter more than one before it, and one more: of two about equally near the one before."""
REDIRECT_DAYS = 90
"""How much farther a captured redirect counts than a page."""
FOLDED_DAYS = 30
"""How much farther a capture counts whose URL only folds to the one cited."""
NEAR_DAYS = 30
"""Within so many days a page may be down and back without having been another's."""
SAME_DAYS = 3
"""Within so many days the author saw what was captured, whatever the label says."""
FAR_BEFORE, FAR_AFTER = 730, 180
"""Beyond so many days before or after the citation a page that the label does not name may have changed."""
ALIKE = 0.3
"""Share of the words of the shorter of two captures that the other has, from which on both are of one site's page."""

_GONE_STATUSES = frozenset([404, 410])
_DEATH = frozenset([Shows.GONE, Shows.FRONT, Shows.OTHER])
_SETTLED = _DEATH | {Shows.WALL, Shows.SIGNS}
_STEPS = 2
"""Looks one by one before they leap."""
_WITNESSES = 2
_TWICE = 2
_PASSED = (Shows.GONE, Shows.FRONT, Shows.OTHER, Shows.WALL, Shows.UNPLAYABLE)
RANKS = (Grade.GOOD, Grade.DOUBTFUL, Grade.ONLY_AFTER_DEATH)


def days_from(memento: Memento, day: date | None) -> int | None:
    """Days from the citation to the capture, negative before it."""
    return None if day is None else (memento.captured.date() - day).days


def triage(
    mementos: Iterable[Memento], cited: str, day: date | None
) -> tuple[list[Memento], list[Seen]]:
    """Those worth looking at, best first, and those that their recorded status already tells enough of."""
    worth, told = [], []
    for memento in mementos:
        if memento.status is not None and memento.status >= 400:
            gone = memento.status in _GONE_STATUSES
            shows = Shows.GONE if gone else Shows.WALL
            told.append(Seen(memento=memento, shows=shows, is_looked_at=False))
        else:
            worth.append(memento)
    return sorted(worth, key=lambda memento: _cost(memento, cited, day)), told


def next_to_see(
    worth: list[Memento], seen: tuple[Seen, ...], cited: str, day: date | None, left: int
) -> Memento | None:
    """The next of those worth looking at, best first, given what was seen; None where there is enough.

    As long as nothing is good, it is the nearest; but where there are more than the looks that are `left`, the steps double after the
    second that was passed over, so that months of weekly walls do not use them up. Once one is good, the looks halve what was
    leapt over before it, and see whether it is the site's page where nothing else says so. The bytes of one that was passed over are not
    looked at a third time, and they and what is later than a death since the citation come last.
    """
    fresh = [memento for memento in worth if _times_passed(memento, seen) < _TWICE]
    good = _best(seen, cited, day)
    if good is None:
        return _ahead(fresh, seen, cited, day, left)
    between = _leapt_over(fresh, seen, good, cited, day)
    if between:
        return between[len(between) // 2]
    return _witness(fresh, seen, good, day)


def _is_known(memento: Memento, seen: tuple[Seen, ...]) -> bool:
    """Whether the same bytes were passed over; those of redirects are often the same, and lead elsewhere."""
    return _times_passed(memento, seen) > 0


def _times_passed(memento: Memento, seen: tuple[Seen, ...]) -> int:
    if not memento.digest or (memento.status is not None and memento.status >= 300):
        return 0
    looked = (one for one in seen if one.is_looked_at and one.shows in _SETTLED)
    return sum(one.memento.digest == memento.digest for one in looked)


def _best(seen: tuple[Seen, ...], cited: str, day: date | None) -> Copy | None:
    copies = conclude(seen, cited, day).copies
    return copies[0] if copies and copies[0].grade is Grade.GOOD else None


def _ahead(
    fresh: list[Memento], seen: tuple[Seen, ...], cited: str, day: date | None, left: int
) -> Memento | None:
    """The nearest, or after a leap the one where it ends; what was leapt over comes when nothing is ahead."""
    likely = [each for each in fresh if not _is_unlikely(each, seen, day)]
    pool = likely or fresh
    looked = [one for one in seen if one.is_looked_at]
    if len(pool) <= left or len(looked) < _STEPS:
        return pool[0] if pool else None
    farthest = max(_cost(one.memento, cited, day) for one in looked)
    ahead = [memento for memento in pool if _cost(memento, cited, day) > farthest]
    leap = 2 ** (len(looked) - _STEPS)
    return ahead[min(leap, len(ahead)) - 1] if ahead else pool[0]


def _is_unlikely(memento: Memento, seen: tuple[Seen, ...], day: date | None) -> bool:
    """Whether the same bytes were passed over, or the page was gone before."""
    return _is_known(memento, seen) or any(
        one.shows in _DEATH
        and (days_from(one.memento, day) or 0) >= 0
        and memento.captured > one.memento.captured
        for one in seen
    )


def _leapt_over(
    fresh: list[Memento], seen: tuple[Seen, ...], good: Copy, cited: str, day: date | None
) -> list[Memento]:
    """Those not seen between the good one and the last one passed over before it."""
    until = _cost(good.memento, cited, day)
    passed = (_cost(one.memento, cited, day) for one in seen if one.is_looked_at)
    last = max((cost for cost in passed if cost < until), default=None)
    if last is None:
        return []
    nearer = [memento for memento in fresh if last < _cost(memento, cited, day) < until]
    return [memento for memento in nearer if not _is_unlikely(memento, seen, day)]


def wants_witness(one: Seen, day: date | None) -> bool:
    """Whether nothing but another capture can tell that a page is not another owner's: it is late, and nothing names it."""
    return one.agreement is Agreement.UNKNOWN and (days_from(one.memento, day) or 0) > SAME_DAYS


def _witness(
    fresh: list[Memento], seen: tuple[Seen, ...], good: Copy, day: date | None
) -> Memento | None:
    """One from before the citation, where the good one is from after it and no label names it: then it may be another owner's."""
    chosen = next(one for one in seen if one.memento == good.memento)
    if not wants_witness(chosen, day):
        return None
    before = [one for one in seen if one.is_looked_at and (days_from(one.memento, day) or 0) <= 0]
    if len(before) >= _WITNESSES or any(one.shows is Shows.PAGE for one in before):
        return None
    earlier = (memento for memento in fresh if (days_from(memento, day) or 0) <= 0)
    return next(earlier, None)


def conclude(seen: Iterable[Seen], cited: str, day: date | None) -> Lookup:
    """The lookup that the captures seen amount to: the copies of the best grade, or why there is none."""
    seen = tuple(seen)
    copies = [copy for one in seen if (copy := assess(one, seen, cited, day))]
    if copies:
        best = min(RANKS.index(copy.grade) for copy in copies)
        chosen = [copy for copy in copies if RANKS.index(copy.grade) == best]
        chosen.sort(key=lambda copy: _cost(copy.memento, cited, day))
        cost = _cost(chosen[0].memento, cited, day)
        nearer = [one for one in seen if _cost(one.memento, cited, day) < cost]
        reason = _told("search.passed-over", nearer)
        return Lookup(state=LookupState.FOUND, reason=reason, copies=tuple(chosen))
    if any(one.shows is Shows.EXCLUDED for one in seen):
        return Lookup(state=LookupState.EXCLUDED, reason=remark("search.excluded"))
    unproven = sum(one.shows is Shows.UNREACHABLE for one in seen)
    if unproven:
        reason = remark("search.failed.unproven", count=unproven)
        return Lookup(state=LookupState.LOOKUP_FAILED, reason=reason)
    reason = _told("search.none-shows", seen) or remark("search.none")
    return Lookup(state=LookupState.NONE, reason=reason)


def assess(one: Seen, seen: tuple[Seen, ...], cited: str, day: date | None) -> Copy | None:
    """What a capture is worth as a copy of the URL cited; None where it is to be passed over."""
    if not _is_citable(one, seen, day):
        return None
    grade, proof = _worth(one, seen, cited, day)
    reason = remark(f"proof.{proof}")
    return Copy(
        memento=one.memento,
        days=days_from(one.memento, day),
        grade=grade,
        reason=reason,
        page=one.page if one.page and one.page.main else None,
    )


def _is_citable(one: Seen, seen: tuple[Seen, ...], day: date | None) -> bool:
    if one.shows is Shows.SIGNS:
        return one.agreement is Agreement.AGREES
    if one.shows is not Shows.PAGE:
        return False
    if one.agreement is Agreement.DISAGREES:
        return abs(days_from(one.memento, day) or 0) <= SAME_DAYS
    return one.agreement is Agreement.AGREES or not _is_anothers(one, seen, day)


def _is_anothers(one: Seen, seen: tuple[Seen, ...], day: date | None) -> bool:
    """Whether a page that no label names is likely another owner's: after one whose page stood there, or unlike what was before."""
    days = days_from(one.memento, day)
    if days is not None and days <= SAME_DAYS:
        return False
    return any(
        other.shows is Shows.OTHER and other.memento.captured < one.memento.captured
        for other in _since(seen, day, -NEAR_DAYS if days and days > NEAR_DAYS else 0)
    ) or any(
        other.shows is Shows.PAGE
        and other.agreement is not Agreement.DISAGREES
        and (days_from(other.memento, day) or 0) <= 0
        and not _are_alike(one, other)
        for other in seen
        if days is not None
    )


def _since(seen: tuple[Seen, ...], day: date | None, days: int) -> list[Seen]:
    """Those from so many days from the citation on; without a day all."""
    return [one for one in seen if day is None or (days_from(one.memento, day) or 0) >= days]


def _are_alike(one: Seen, other: Seen) -> bool:
    """Whether two captures show pages of one site, so far as can be told."""
    if one.page is None or other.page is None:
        return True
    ours, theirs = (words_of(f"{each.title} {each.text}") for each in (one.page, other.page))
    least = min(len(ours), len(theirs))
    return least < LEAST_OF_PAGE or len(ours & theirs) >= ALIKE * least


def _worth(one: Seen, seen: tuple[Seen, ...], cited: str, day: date | None) -> tuple[Grade, str]:
    """The grade and what is proven, the first that fits."""
    memento, is_named = one.memento, one.agreement is Agreement.AGREES
    is_other_url = _is_folded(memento, cited)
    table = (
        (_is_after_death(one, seen, day) and not is_named, Grade.ONLY_AFTER_DEATH, "after-death"),
        (one.agreement is Agreement.DISAGREES, Grade.DOUBTFUL, "other-words"),
        (one.shows is Shows.SIGNS, Grade.DOUBTFUL, "signs"),
        (is_other_url and not is_named, Grade.DOUBTFUL, "folded"),
        (_is_far(memento, day) and not is_named, Grade.DOUBTFUL, "far"),
        (memento.match is Match.TRACKING_REMOVED, Grade.GOOD, "tracking-removed"),
        (one.redirected, Grade.GOOD, "redirected"),
        (is_named and one.by_address, Grade.GOOD, "named-by-address"),
        (is_named, Grade.GOOD, "named"),
    )
    return next(
        ((grade, proof) for fits, grade, proof in table if fits), (Grade.GOOD, "shows-page")
    )


def _is_after_death(one: Seen, seen: tuple[Seen, ...], day: date | None) -> bool:
    """True where a capture shows the page gone, or another in its place, between the citation and this one.

    The author saw the page on that day, so that what was long before says nothing, and a page that is there within a few weeks was only
    away for a while before. Without a day any earlier death counts.
    """
    days = days_from(one.memento, day)
    if days is not None and days <= 1:
        return False
    since = None if days is None else 0 if days <= NEAR_DAYS else -NEAR_DAYS
    return any(
        other.shows in _DEATH
        and other.memento.captured < one.memento.captured
        and (since is None or (days_from(other.memento, day) or 0) >= since)
        for other in seen
    )


def _is_far(memento: Memento, day: date | None) -> bool:
    days = days_from(memento, day) or 0
    return days > FAR_AFTER or days < -FAR_BEFORE


def _is_folded(memento: Memento, cited: str) -> bool:
    return memento.match is Match.DIFFERENT and not is_harmless(cited, memento.original)


def _cost(memento: Memento, cited: str, day: date | None) -> tuple[float, datetime]:
    """How far a capture is from what is wanted, in days, and its time to tell equals apart."""
    if day is None:
        far = memento.captured.timestamp() / 86_400
    else:
        days = (memento.captured.date() - day).days
        far = days * AFTER + GRACE if days > 0 else -days
    far += REDIRECT_DAYS if memento.status is not None and memento.status >= 300 else 0
    far += FOLDED_DAYS if _is_folded(memento, cited) else 0
    return far, memento.captured


def _told(id_: str, seen: Iterable[Seen]) -> Remark | None:
    """`search.none-shows.gone+wall`: the sentence for the kinds there are, with a count of each."""
    counts = Counter(_kind(one) for one in seen)
    kinds = [kind for kind in _PASSED if counts[kind]]
    if not kinds:
        return None
    return remark(f"{id_}.{'+'.join(kinds)}", **{str(kind): counts[kind] for kind in kinds})


def _kind(one: Seen) -> Shows:
    """As what a capture that is no copy counts: signs of a wall or a notice as one, foreign words as another page."""
    if one.shows is Shows.SIGNS:
        return Shows.WALL
    return Shows.OTHER if one.shows is Shows.PAGE else one.shows
