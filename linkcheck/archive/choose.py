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
from linkcheck.label import Agreement
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
    """One capture and what it shows; `redirected` when a captured redirect led to what was seen."""

    memento: Memento
    shows: Shows
    agreement: Agreement = Agreement.UNKNOWN
    redirected: bool = False
    page: Page | None = None


AFTER = 1.5
"""How much farther a day after the citation counts than one before it."""
REDIRECT_DAYS = 90
"""How much farther a captured redirect counts than a page."""
FOLDED_DAYS = 30
"""How much farther a capture counts whose URL only folds to the one cited."""
NEAR_DAYS = 30
"""Within so many days a page may be down and back without having been another's."""
FAR_BEFORE, FAR_AFTER = 730, 180
"""Beyond so many days before or after the citation a page that the label does not name may have changed."""

_GONE_STATUSES = frozenset([404, 410])
_DEATH = frozenset([Shows.GONE, Shows.FRONT, Shows.OTHER])
_PASSED = (Shows.GONE, Shows.FRONT, Shows.OTHER, Shows.WALL, Shows.UNPLAYABLE)
RANKS = (Grade.GOOD, Grade.DOUBTFUL, Grade.ONLY_AFTER_DEATH)


def days_from(memento: Memento, day: date | None) -> int | None:
    """Days from the citation to the capture, negative before it."""
    return None if day is None else (memento.captured.date() - day).days


def triage(mementos: Iterable[Memento], day: date | None) -> tuple[list[Memento], list[Seen]]:
    """Those worth looking at, best first, and those that their recorded status already tells enough of."""
    worth, told = [], []
    for memento in mementos:
        if memento.status is not None and memento.status >= 400:
            gone = memento.status in _GONE_STATUSES
            told.append(Seen(memento=memento, shows=Shows.GONE if gone else Shows.WALL))
        else:
            worth.append(memento)
    return sorted(worth, key=lambda memento: _cost(memento, day)), told


def next_to_see(worth: list[Memento], seen: Iterable[Seen], day: date | None) -> Memento:
    """The next of those worth looking at, given what was seen.

    The bytes of one that was passed over come last, and what is later than a death since the citation comes after what is earlier: the
    weekly captures of a parking page are not to use up the few looks.
    """
    seen = tuple(seen)
    digests = {one.memento.digest for one in seen if one.memento.digest}
    deaths = [
        one.memento.captured
        for one in seen
        if one.shows in _DEATH and (days_from(one.memento, day) or 0) >= 0
    ]

    def is_unlikely(memento: Memento) -> bool:
        is_known = memento.digest in digests
        return is_known or any(memento.captured > death for death in deaths)

    return min(worth, key=is_unlikely)


def conclude(seen: Iterable[Seen], cited: str, day: date | None) -> Lookup:
    """The lookup that the captures seen amount to: the copies of the best grade, or why there is none."""
    seen = tuple(seen)
    copies = [copy for one in seen if (copy := assess(one, seen, cited, day))]
    if copies:
        best = min(RANKS.index(copy.grade) for copy in copies)
        chosen = [copy for copy in copies if RANKS.index(copy.grade) == best]
        chosen.sort(key=lambda copy: _cost(copy.memento, day))
        nearer = [one for one in seen if _cost(one.memento, day) < _cost(chosen[0].memento, day)]
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
    if not _is_citable(one, day):
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


def _is_citable(one: Seen, day: date | None) -> bool:
    if one.shows is Shows.SIGNS:
        return one.agreement is Agreement.AGREES
    is_late = (days_from(one.memento, day) or 0) > NEAR_DAYS
    return one.shows is Shows.PAGE and not (is_late and one.agreement is Agreement.DISAGREES)


def _worth(one: Seen, seen: tuple[Seen, ...], cited: str, day: date | None) -> tuple[Grade, str]:
    """The grade and what is proven, the first that fits."""
    memento, is_named = one.memento, one.agreement is Agreement.AGREES
    is_other_url = memento.match is Match.DIFFERENT and not is_harmless(cited, memento.original)
    table = (
        (_is_after_death(one, seen, day) and not is_named, Grade.ONLY_AFTER_DEATH, "after-death"),
        (one.agreement is Agreement.DISAGREES, Grade.DOUBTFUL, "other-words"),
        (one.shows is Shows.SIGNS, Grade.DOUBTFUL, "signs"),
        (is_other_url and not is_named, Grade.DOUBTFUL, "folded"),
        (_is_far(memento, day) and not is_named, Grade.DOUBTFUL, "far"),
        (memento.match is Match.TRACKING_REMOVED, Grade.GOOD, "tracking-removed"),
        (one.redirected, Grade.GOOD, "redirected"),
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


def _cost(memento: Memento, day: date | None) -> tuple[float, datetime]:
    """How far a capture is from what is wanted, in days, and its time to tell equals apart."""
    far = 0.0
    if day is not None:
        days = (memento.captured.date() - day).days
        far = days * AFTER if days > 0 else -days
    else:
        far = memento.captured.timestamp() / 86_400
    far += REDIRECT_DAYS if memento.status is not None and memento.status >= 300 else 0
    far += FOLDED_DAYS if memento.match is Match.DIFFERENT else 0
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
