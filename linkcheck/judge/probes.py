"""What further evidence would settle a case; nothing where it is settled, or where no request can settle it.

Probes that can be made at once come first, another look last, since it waits for the queue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge import answers, soft404
from linkcheck.judge.walls import vendor
from linkcheck.model import Failure, Outcome, Probe, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.judge.facts import Facts
    from linkcheck.judge.rules import Rule

_SETTLED = frozenset(
    {
        "parked",
        "suspended",
        "placeholder",
        "hijacked",
        "wall",
        "login",
        "paywall",
        "wrong-type",
        "empty",
        "server-error",
    }
)
"""Rules that no sibling would change."""
_WITH_PROOF_BEGUN = 4
"""Looks, so that a failure between two answers that say "gone" does not end the proof."""
_LATER = frozenset({429, 502, 503, 504})
"""Statuses of a server that is busy, or that waits for another one."""


def wanted(facts: Facts, rule: Rule, tries: int) -> Iterator[Probe]:
    """The probes to make next for a case that a rule decides for now; `tries` bounds the looks at what says "later"."""
    case = facts.case
    if case.target.way is not Way.WEB or case.evidence is None or facts.look is None:
        return
    if _wants_root(facts):
        yield Probe.ROOT
    if rule.id not in _SETTLED and soft404.is_open(facts):
        yield Probe.SIBLING
    if _wants_shorter(facts, rule):
        yield Probe.SHORTER
    if len(facts.looks) < _looks(facts, rule, tries) and not _is_proven(facts):
        yield Probe.AGAIN


def _looks(facts: Facts, rule: Rule, tries: int) -> int:
    """How many looks there may be: what says "later" is asked as often as the user allows, a capture and a closed lane once."""
    assert facts.look is not None
    if facts.captured or facts.look.failure is Failure.LEFT_ALONE:
        return 1
    if rule.looks > 1 and (facts.status in _LATER or rule.id == "rate-limited"):
        return tries
    if _is_bare_refusal(facts, rule):
        return 2
    if rule.looks > 1 and _is_begun(facts):
        return _WITH_PROOF_BEGUN
    return rule.looks + 1 if rule.looks > 1 and _is_mixed(facts) else rule.looks


def _is_bare_refusal(facts: Facts, rule: Rule) -> bool:
    """Refused with 403 and by no wall that is known: some servers refuse whom they have not seen before, once."""
    return rule.id == "wall" and facts.status == 403 and not vendor(facts)


def _is_mixed(facts: Facts) -> bool:
    """Whether the last two looks ended differently, so that neither has been confirmed."""
    ends = [(look.failure, look.status) for look in facts.looks[-2:]]
    return len(set(ends)) > 1


def _is_begun(facts: Facts) -> bool:
    """Whether an earlier look said that the page or the host is gone, so that one failure must not end the proof."""
    return any(
        look.status in answers.GONE or look.failure is Failure.NO_SUCH_HOST for look in facts.looks
    )


def _wants_root(facts: Facts) -> bool:
    """Once a 404 has been repeated; a front page has no other that could tell more."""
    is_open = _is_proven(facts) and facts.root is None and facts.captured is None
    return is_open and not answers.is_front(facts)


def _is_proven(facts: Facts) -> bool:
    return len(answers.last_in_a_row(facts)) > 1


def _wants_shorter(facts: Facts, rule: Rule) -> bool:
    """Where the long form is no good and all about it is known (FIELD §1a)."""
    case = facts.case
    if case.shorter is None or case.evidence is None or case.evidence.shorter is not None:
        return False
    return rule.outcome in (Outcome.DEAD, Outcome.SUSPECT) or answers.host_wide(facts) is not None
