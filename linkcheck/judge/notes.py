"""Notes: what a reader may want to know of a target, which changes no outcome by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.label import Agreement
from linkcheck.model import Outcome, remark
from linkcheck.tracking import trackers_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

    Note = Callable[[Facts, Outcome], Remark | None]

_FOR_GOOD = frozenset({301, 308})
_UNTELLABLE = re.compile(r"^(?:$|top$|[!/]|L\d+|.*:~:|.*[=&])", re.IGNORECASE)
"""Fragments that are no place on a page: the top, an application's route, lines of code, text fragments, parameters."""
_UNRELIABLE = re.compile(r"^(?:www\.)?archive\.(?:today|is|ph|fo|li|md|vn)$", re.IGNORECASE)
"""en-Wikipedia deprecated it in February 2026 for altered captures (FIELD §3.5)."""


def _moved(facts: Facts, outcome: Outcome) -> Remark | None:
    look = facts.look
    if outcome is not Outcome.ALIVE or look is None or not facts.redirected:
        return None
    return remark("note.moved", url=look.url) if look.hops[0].status in _FOR_GOOD else None


def _https(facts: Facts, outcome: Outcome) -> Remark | None:
    cited, ended = facts.cited, facts.ended
    same = outcome is Outcome.ALIVE and (cited.path, cited.query) == (ended.path, ended.query)
    led = cited.scheme == "http" and ended.scheme == "https" and cited.hostname == ended.hostname
    return remark("note.https", url=facts.look.url) if same and led and facts.look else None


def _fragment(facts: Facts, outcome: Outcome) -> Remark | None:
    fragment, page = facts.case.target.fragment, facts.page
    told = page.sniffed == "text/html" and not page.truncated and not facts.shell
    if outcome is not Outcome.ALIVE or not told or _UNTELLABLE.match(fragment):
        return None
    return None if fragment in page.fragments else remark("note.fragment", fragment=fragment)


def _mismatch(facts: Facts, outcome: Outcome) -> Remark | None:
    differs = outcome is Outcome.ALIVE and facts.agreement is Agreement.DISAGREES
    return remark("note.label", title=facts.page.title[:120]) if differs else None


def _tracking(facts: Facts, _outcome: Outcome) -> Remark | None:
    names = trackers_in(facts.case.target.request)
    return remark("note.tracking", count=len(names), names=", ".join(names)) if names else None


def _archive(facts: Facts, _outcome: Outcome) -> Remark | None:
    host = facts.cited.hostname or ""
    return remark("note.archive", host=host) if _UNRELIABLE.match(host) else None


def _pay(facts: Facts, outcome: Outcome) -> Remark | None:
    return remark("note.pay") if outcome is Outcome.ALIVE and facts.page.pay else None


def _swallowed(facts: Facts, outcome: Outcome) -> Remark | None:
    shorter = facts.case.evidence.shorter if facts.case.evidence else None
    lives = shorter is not None and shorter.status is not None and 200 <= shorter.status < 300
    return (
        remark("note.swallowed", url=facts.case.shorter or "")
        if outcome is Outcome.DEAD and lives
        else None
    )


NOTES: tuple[Note, ...] = (
    _moved,
    _https,
    _fragment,
    _mismatch,
    _tracking,
    _archive,
    _pay,
    _swallowed,
)


def notes(facts: Facts, outcome: Outcome) -> tuple[Remark, ...]:
    """What there is to note beside a verdict; nothing of what was not asked."""
    if outcome is Outcome.SKIPPED:
        return ()
    return tuple(note for each in NOTES if (note := each(facts, outcome)) is not None)
