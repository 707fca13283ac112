"""Looking at one capture: fetched as it was stored, captured redirects followed inside the archive, judged like a live page.

`Memento-Datetime` alone tells a capture from the archive's own page; a capture listed but not playable is answered with a redirect to another
one, maybe months away; a captured redirect leads to whatever capture of its goal the archive has (FIELD §3.3). Raw
captures (`id_`) are free of the archive's banner, and of the 200 page that stands for a captured redirect in the
reader's view. The original's headers come under `X-Archive-Orig-` and get their own names back, so that a wall is known by them;
pywb gives them as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from linkcheck import replay
from linkcheck.apart import joined
from linkcheck.archive.choose import Seen, Shows
from linkcheck.archive.folding import ascii_url, is_front_page
from linkcheck.archive.memento import memento_datetime
from linkcheck.archive.wayback import is_excluded
from linkcheck.archives import BY_ID
from linkcheck.label import Agreement, address_words, agreement
from linkcheck.model import Case, Evidence, Hop, Look, Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from linkcheck.model import Answer, Memento, Page, Remark, Role, Target, Verdict

    Judge = Callable[[Case], Verdict]
    Objections = Callable[[Case], tuple[Remark, ...]]
    View = Callable[[Answer, tuple[str, ...]], Page]

SAME_CAPTURE = timedelta(days=1)
"""How far from the time asked for an archive may lead and still show the capture that was meant."""
SAME_VISIT = timedelta(days=30)
"""How far apart a captured redirect and the capture of its goal may lie and still belong together."""
HOPS = 6
"""Requests for one capture: loops exist."""

_PREFIX = "x-archive-orig-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a capture is compared with: the target and how the article cites it."""

    target: Target
    labels: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Examiner:
    """Fetches captures and says what they show, by the functions that judge live pages."""

    raw: Callable[[str], Awaitable[Answer | None]]
    judge: Judge
    objections: Objections
    view: View

    async def examine(self, memento: Memento, cited: Cited) -> Seen:
        """What a capture shows."""
        walk: _Walk | _End | Shows
        walk = _Walk(
            replay.raw(memento.url),
            ascii_url(memento.original),
            memento.captured,
            prefixes=memento.archive in BY_ID and BY_ID[memento.archive].prefixes,
        )
        while isinstance(walk, _Walk):
            walk = _step(walk, await self.raw(walk.url))
        if isinstance(walk, Shows):
            return Seen(memento=memento, shows=walk)
        return self._judged(memento, cited, walk)

    def _judged(self, memento: Memento, cited: Cited, end: _End) -> Seen:
        fragments = (cited.target.fragment,) if cited.target.fragment else ()
        page = self.view(end.answer, fragments)
        look = Look(at=memento.captured, hops=end.hops, page=page)
        case = Case(
            target=cited.target,
            evidence=Evidence(url=cited.target.request, looks=(look,)),
            labels=cited.labels,
            roles=cited.roles,
        )
        shows = self._shows(case, look, page)
        # A title that was kept over an empty frame or a notice names nothing.
        told = replace(page, title="", headings=()) if shows is Shows.SIGNS else page
        agrees, by_address = _agreement(cited, told)
        return Seen(
            memento=memento,
            shows=shows,
            agreement=agrees,
            by_address=by_address,
            redirected=len(end.hops) > 1,
            page=page,
        )

    def _shows(self, case: Case, look: Look, page: Page) -> Shows:
        if look.status in {404, 410}:
            return Shows.GONE
        if is_front_page(look.url) and not is_front_page(look.hops[0].url):
            return Shows.FRONT
        verdict = self.judge(case)
        if verdict.outcome is not Outcome.ALIVE:
            return _BY_RULE.get(verdict.rule) or _BY_OUTCOME[verdict.outcome]
        said = {each.id for each in self.objections(case)}
        if "objection.list" in said:
            return Shows.FRONT
        return Shows.SIGNS if said or _says_it_is_front(page, look.url) else Shows.PAGE


def _agreement(cited: Cited, page: Page) -> tuple[Agreement, bool]:
    """What the labels say of a page, or else the words of the address that was cited, and whether it is these that agree.

    A label that is an address is none.
    """
    labels = [label for label in cited.labels if "://" not in label]
    ours, its = agreement(labels, page), agreement([address_words(cited.target.request)], page)
    is_by_address = its is Agreement.AGREES and ours is not Agreement.AGREES
    return (its if is_by_address or ours is Agreement.UNKNOWN else ours), is_by_address


_BY_OUTCOME = {
    Outcome.DEAD: Shows.GONE,
    Outcome.SUSPECT: Shows.OTHER,
    Outcome.UNSURE: Shows.WALL,
    Outcome.SKIPPED: Shows.WALL,
}
_BY_RULE = {
    "redirected-home": Shows.FRONT,
    "empty": Shows.WALL,
    "placeholder": Shows.WALL,
    "suspended": Shows.WALL,
}
"""What is suspect and yet nobody else's page."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """A request to be made, the original it stands for, the time it should be of, and the hops so far.

    `slack` is how far from that time its capture may lie; `asked` are the URLs asked for before. `prefixes` says that the
    archive's own headers are those without the prefix.
    """

    url: str
    original: str
    expected: datetime
    slack: timedelta = SAME_CAPTURE
    hops: tuple[Hop, ...] = ()
    asked: tuple[str, ...] = ()
    prefixes: bool = False


@dataclass(frozen=True, slots=True)
class _End:
    """Where a walk ended at a capture that redirects no further."""

    answer: Answer
    hops: tuple[Hop, ...]


def _step(walk: _Walk, answer: Answer | None) -> _Walk | _End | Shows:
    """What an answer makes of a walk: its next request, its end, or why it leads nowhere."""
    if answer is None or answer.hop.status is None or answer.hop.failure is not None:
        return Shows.UNREACHABLE
    captured = memento_datetime(answer.hop)
    if captured is None:
        return _astray(walk, answer.hop)
    if abs(captured - walk.expected) > walk.slack:
        return Shows.UNPLAYABLE
    hop = _as_original(answer.hop, walk)
    hops = (*walk.hops, hop)
    if hop.location is None or not 300 <= (hop.status or 0) < 400:
        return _End(replace(answer, hop=hop), hops)
    onward = _Walk(
        replay.beside(walk.url, walk.expected, ascii_url(hop.location)),
        ascii_url(hop.location),
        walk.expected,
        SAME_VISIT,
        hops,
        (*walk.asked, walk.url),
        walk.prefixes,
    )
    if is_front_page(onward.original) and not is_front_page(hops[0].url):
        return Shows.FRONT  # whatever the archive has of that front page, it is not the page
    return _unless_loop(onward)


def _astray(walk: _Walk, hop: Hop) -> _Walk | Shows:
    """An answer of the archive's own: a redirect to the capture it has is followed if that is near enough."""
    if is_excluded(hop):
        return Shows.EXCLUDED
    if hop.status == 404:
        return Shows.UNPLAYABLE
    led = replay.replay(joined(walk.url, hop.location)) if hop.location else None
    if led is None:
        return Shows.UNREACHABLE
    if abs(led.captured - walk.expected) > walk.slack:
        return Shows.UNPLAYABLE
    url = replay.beside(walk.url, led.captured, ascii_url(led.original))
    return _unless_loop(replace(walk, url=url, asked=(*walk.asked, walk.url)))


def _unless_loop(walk: _Walk) -> _Walk | Shows:
    is_loop = walk.url in walk.asked or len(walk.asked) >= HOPS
    return Shows.UNPLAYABLE if is_loop else walk


def _as_original(hop: Hop, walk: _Walk) -> Hop:
    """The hop as the original's server made it: its URL, its headers, its Location."""
    own = tuple(
        (name.removeprefix(_PREFIX), value)
        for name, value in hop.headers
        if name.startswith(_PREFIX)
    )
    names = {name for name, _ in own}
    # An archive without the prefix gives the original's headers as they were (pywb).
    is_own = walk.prefixes or bool(own)
    rest = tuple(
        (name, value)
        for name, value in hop.headers
        if name not in names and (name in _ABOUT_THE_BODY or not is_own)
    )
    location = None
    if hop.location is not None:
        led = replay.replay(joined(walk.url, hop.location))
        location = led.original if led else joined(walk.original, hop.location) or None
    return Hop(
        url=walk.original,
        status=hop.status,
        location=location,
        headers=(*own, *rest),
        elapsed=hop.elapsed,
    )


_ABOUT_THE_BODY = frozenset(["content-type", "content-length", "content-disposition"])
"""Headers that are about the capture's body even without the prefix; the rest are the archive's server's own."""


def _says_it_is_front(page: Page, url: str) -> bool:
    """True where a page that is not the front page names the front page as its true address, or leads there."""
    elsewhere = (joined(url, link) for link in (page.canonical, page.refresh) if link)
    return not is_front_page(url) and any(link and is_front_page(link) for link in elsewhere)
