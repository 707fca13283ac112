"""What further evidence would settle a case; nothing where it is settled, or where no request can settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge import soft404
from linkcheck.judge.facts import Facts
from linkcheck.judge.walls import wall
from linkcheck.model import Failure, Probe, Way

if TYPE_CHECKING:
    from linkcheck.model import Case

_FINAL = frozenset(
    {Failure.PRIVATE, Failure.TOO_LARGE, Failure.REDIRECT_LOOP, Failure.BAD_REDIRECT, Failure.TLS}
)
"""Failures that a second look would only repeat."""
_LATER = frozenset({429, 503})
_LIMITS_WITH_403 = ("github.com", "githubusercontent.com")
_GONE = frozenset({404, 410})


def wanted(case: Case, tries: int) -> tuple[Probe, ...]:
    """The probes to make next, in order; `tries` bounds the looks at what says "later"."""
    facts = Facts(case)
    if case.target.way is not Way.WEB or facts.look is None or case.evidence is None:
        return ()
    if _again(facts, tries):
        return (Probe.AGAIN,)
    if facts.status in _GONE and case.evidence.root is None and wall(facts) is None:
        return (Probe.ROOT,)
    if facts.answered and (sibling := soft404.wanted(facts)):
        return sibling
    return ()


def _again(facts: Facts, tries: int) -> bool:
    look, looks = facts.look, len(facts.looks)
    if look is None:
        return False
    if look.failure is not None:
        return look.failure not in _FINAL and looks < 2
    if wall(facts) is not None:
        return False
    if look.status in _GONE:
        twice = looks > 1 and facts.looks[-2].status in _GONE
        return not twice and looks < max(tries, 3)
    if look.status in _LATER or _is_limit(facts):
        return looks < tries
    return (
        look.status is not None
        and ((look.status >= 500 and look.status != 999) or look.status == 408)
        and looks < 2
    )


def _is_limit(facts: Facts) -> bool:
    """GitHub says 403 where others say 429 (FIELD §1 row 3)."""
    return facts.status == 403 and (facts.ended.hostname or "").endswith(_LIMITS_WITH_403)
