"""What we think of what was seen: pure, total, and the same for the same evidence, live or archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge import pages, probes, redirects, soft404
from linkcheck.judge.facts import Facts
from linkcheck.judge.notes import notes
from linkcheck.judge.rules import RULES, Rule
from linkcheck.judge.walls import unusual, wall
from linkcheck.model import Outcome, Probe, Verdict, remark

if TYPE_CHECKING:
    from linkcheck.model import Case, Remark

__all__ = ["RULES", "Rule", "objections", "trace", "verdict", "wanted"]


def verdict(case: Case) -> Verdict:
    """What we think of a target: the first rule that says something, its reason, and the notes."""
    facts = Facts(case)
    for rule in RULES:
        reason = rule.applies(facts)
        if reason is not None:
            return Verdict(
                outcome=rule.outcome,
                rule=rule.id,
                reason=reason,
                notes=notes(facts, rule.outcome),
            )
    raise AssertionError("the last rule always decides")


def trace(case: Case) -> tuple[tuple[Rule, Remark | None, Remark | None], ...]:
    """Each rule that was asked, up to the one that decided: what it said, or what spoke for it without being enough."""
    facts = Facts(case)
    asked: list[tuple[Rule, Remark | None, Remark | None]] = []
    for rule in RULES:
        said = rule.applies(facts)
        asked.append((rule, said, None if said else rule.nearly(facts)))
        if said is not None:
            break
    return tuple(asked)


def wanted(case: Case, tries: int) -> tuple[Probe, ...]:
    """The probes that would settle a case; a dead one with a shorter form wants that asked too."""
    further = probes.wanted(case, tries)
    if (
        further
        or case.shorter is None
        or case.evidence is None
        or case.evidence.shorter is not None
    ):
        return further
    return (Probe.SHORTER,) if verdict(case).outcome is Outcome.DEAD else ()


def objections(case: Case) -> tuple[Remark, ...]:
    """Single signals that speak against a page being what was cited, though they are not enough for a verdict.

    For captures: no sibling can be asked there, and a copy must be beyond doubt.
    """
    facts = Facts(case)
    found = [signal for name, signal in soft404.signals(facts).items() if name not in _HARMLESS]
    found += [say for each in _SIGNS if (say := each(facts)) is not None]
    if wall(facts) is not None or unusual(facts):
        found.append(remark("wall.says"))
    return tuple(found)


_SIGNS = (
    pages.parked,
    pages.hijacked,
    pages.suspended,
    pages.placeholder,
    pages.empty,
    redirects.login,
)
_HARMLESS = frozenset({"label", "little", "sibling", "arrivals"})
"""Signals that many a good capture has: its label is in another language, its text short."""
