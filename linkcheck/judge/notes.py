"""Notes: what a reader may want to know of a target, which changes no outcome by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.judge import addresses, copies
from linkcheck.judge.drift import is_drifted
from linkcheck.judge.facts import clip
from linkcheck.judge.redirects import Landing, landing
from linkcheck.label import Agreement
from linkcheck.model import Failure, Outcome, Role, Way, remark
from linkcheck.tracking import trackers_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

_FOR_GOOD = frozenset({301, 308})
NO_PLACE = re.compile(
    r"top$|[!/]|.*:~:|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|.*=|wechat_redirect$|rd$", re.IGNORECASE
)
"""Fragments that are no place on a page: the top (HTML Standard §7.4.6.4), an application's route, a text fragment, lines of code,
parameters (`t=45`, `page=3`), what WeChat's own links carry."""
_BLOCKABLE = frozenset(
    {
        Failure.RESET,
        Failure.TIMEOUT,
        Failure.REFUSED,
        Failure.UNREACHABLE,
        Failure.TLS,
        Failure.PRIVATE,
    }
)
_BLOCKED_FROM = 2
"""Other hosts that fail alike while some answer."""
_NOT_TITLED = frozenset({Role.IMAGE, Role.TIMESTAMP, Role.FOOTER, Role.BARE, Role.DEFINITION})
"""Roles whose label need not name the page."""


def missing_fragment(facts: Facts) -> str:
    """The fragment that the page has not, where that can be told; "" else."""
    fragment, page = facts.case.target.fragment, facts.page
    is_told = facts.answered and page.sniffed == "text/html" and not page.truncated
    if (
        facts.case.any_fragment
        or not fragment
        or not is_told
        or facts.is_shell
        or page.hollow
        or NO_PLACE.match(fragment)
    ):
        return ""
    return "" if fragment in page.fragments else fragment


def _moved(facts: Facts) -> Remark | None:
    """Every redirect on the way was permanent, and the place is another to a reader."""
    hops = facts.look.hops if facts.look else ()
    for_good = len(hops) > 1 and all(hop.status in _FOR_GOOD for hop in hops[:-1])
    if not for_good or landing(facts) in (Landing.HERE, Landing.MEANT):
        return None
    return remark("note.moved", url=hops[-1].url)


def _https(facts: Facts) -> Remark | None:
    cited, ended = facts.cited, facts.ended
    is_secured = (cited.scheme, ended.scheme) == ("http", "https")
    if not is_secured or not addresses.is_same_place(cited, ended):
        return None
    return remark("note.https", url=ended.geturl())


def _fragment(facts: Facts) -> Remark | None:
    fragment = missing_fragment(facts)
    return remark("note.fragment", fragment=fragment) if fragment else None


def _label(facts: Facts) -> Remark | None:
    differs = facts.agreement is Agreement.DISAGREES and facts.is_html and not facts.is_shell
    if not differs or facts.page.hollow or not set(facts.case.roles) - _NOT_TITLED:
        return None
    return remark("note.label", title=clip(facts.page.title))


def _pay(facts: Facts) -> Remark | None:
    return remark("note.pay") if facts.page.pay else None


def _tracking(facts: Facts) -> Remark | None:
    target = facts.case.target
    names = trackers_in(target.url) if target.way is Way.WEB else ()
    return remark("note.tracking", count=len(names), names=", ".join(names)) if names else None


def _swallowed(facts: Facts) -> Remark | None:
    shorter = facts.case.evidence.shorter if facts.case.evidence else None
    lives = shorter is not None and shorter.status is not None and 200 <= shorter.status < 300
    return remark("note.swallowed", url=facts.case.shorter or "") if lives else None


def _blocked(facts: Facts) -> Remark | None:
    failure = facts.look.failure if facts.look else None
    alike = facts.case.host.alike
    return (
        remark("note.blocked", count=alike)
        if failure in _BLOCKABLE and alike >= _BLOCKED_FROM
        else None
    )


def _drifted(facts: Facts) -> Remark | None:
    found = facts.case.drift
    if found is None or not is_drifted(found):
        return None
    return remark(
        "note.drifted",
        captured=found.memento.captured.date().isoformat(),
        then=clip(found.then),
        now=clip(found.now),
        similarity=round(100 * found.similarity),
        words=round(100 * found.change),
    )


Note = tuple[frozenset[Outcome], "Callable[[Facts], Remark | None]"]
_LIVING = frozenset({Outcome.ALIVE})
_OTHERS = frozenset({Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE})
_ASKED = _LIVING | _OTHERS

NOTES: tuple[Note, ...] = (
    (_LIVING, _moved),
    (_LIVING, _https),
    (_LIVING, _fragment),
    (_LIVING, _label),
    (_LIVING, _drifted),
    (_LIVING, _pay),
    (_ASKED, _tracking),
    (_ASKED, copies.note_archive),
    (_LIVING, copies.note_another),
    (_OTHERS, _swallowed),
    (_OTHERS, _blocked),
)
"""With which outcomes each goes."""


_NOTES_OF = {
    outcome: tuple([note for outcomes, note in NOTES if outcome in outcomes]) for outcome in Outcome
}


def notes(facts: Facts, outcome: Outcome) -> tuple[Remark, ...]:
    """What there is to note beside a verdict."""
    found = [note(facts) for note in _NOTES_OF[outcome]]
    return tuple([note for note in found if note is not None])
