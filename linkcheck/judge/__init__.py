"""What we think of what was seen: pure, total, and the same for the same evidence, live or archived."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from linkcheck.judge import captured, probes
from linkcheck.judge.derived import latest
from linkcheck.judge.drift import drift
from linkcheck.judge.facts import Facts
from linkcheck.judge.notes import notes
from linkcheck.judge.over_time import LATER, Patience, Word, confirmed, marked
from linkcheck.judge.rules import ASKED_OF, RULES, Rule
from linkcheck.model import Case, Nearly, Probe, Target, Verdict, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Ending, Evidence, Remark

_NEARLY_BEFORE = {
    rule.id: tuple(each for each in RULES[:place] if each.speaks_of_pages)
    for place, rule in enumerate(RULES)
}
"""For each rule, those asked before it that can nearly apply."""

_FINAL = frozenset({"ok", "accepted", "moved.meant"})
"""Rules and reasons of what is alive that neither other targets nor how the run ends can sway."""

__all__ = [
    "NAMES",
    "RULES",
    "Patience",
    "Rule",
    "Word",
    "confirmed",
    "drift",
    "is_final",
    "marked",
    "objections",
    "trace",
    "unseen",
    "verdict",
    "wanted",
]


NAMES = (
    *((rule.id, rule.outcome) for rule in RULES),
    *((rule.id, rule.outcome) for rule in LATER),
)
"""Every rule that a verdict may name, with its outcome."""


def verdict(case: Case) -> Verdict:
    """What we think of a target: the first rule that says something, its reason, and the notes."""
    facts = _facts(case)
    rule, reason = facts.once(_decided)
    return Verdict(
        outcome=rule.outcome,
        rule=rule.id,
        reason=reason,
        notes=notes(facts, rule.outcome),
        nearly=tuple(_nearly(facts, rule)),
    )


def is_final(verdict: Verdict, evidence: Evidence | None) -> bool:
    """Whether nothing that a run may still see changes a verdict: alive where it was asked, or where its address is meant to lead.

    What the host answers others sways nothing then, and where many targets arrive neither: that is weighed of what was sent elsewhere.
    """
    is_seen = evidence is not None and evidence.last is not None
    return is_seen and (verdict.rule in _FINAL or verdict.reason.id in _FINAL)


@cache
def unseen(ending: Ending) -> Verdict:
    """What we think of any target of the web that is to be asked and of which nothing was seen: only how the run stands matters."""
    return verdict(Case(target=Target(url="", way=Way.WEB), ending=ending))


def wanted(case: Case, tries: int) -> tuple[Probe, ...]:
    """The probes that would settle a case, those that can be made at once first; () where it is settled.

    `tries` bounds the looks at what says "later".
    """
    facts = _facts(case)
    rule, _ = facts.once(_decided)
    return tuple(probes.wanted(facts, rule, tries))


def trace(case: Case) -> tuple[tuple[Rule, Remark | None, Remark | None], ...]:
    """Each rule that was asked, up to the one that decided: what it said, or what spoke for it without being enough."""
    facts = Facts(case)
    asked: list[tuple[Rule, Remark | None, Remark | None]] = []
    for rule in RULES:
        said = rule.says(facts)
        asked.append((rule, said, None if said else rule.nearly(facts)))
        if said is not None:
            break
    return tuple(asked)


def objections(case: Case) -> tuple[Remark, ...]:
    """Single signals that speak against a page being what was cited, though they are not enough for a verdict.

    For captures: no sibling can be asked there, and a copy must be beyond doubt. A box to log in stands above many a good page.
    """
    facts = Facts(case)
    rules = (rule for rule in RULES if rule.speaks_of_pages)
    said = (rule.applies(facts) or (rule.id != "login" and rule.nearly(facts)) for rule in rules)
    return (*(each for each in said if each), *captured.doubts(facts))


@latest
def _facts(case: Case) -> Facts:
    """The facts of a case, kept for the moment: what is settled is asked for its probes first, and then for its verdict."""
    return Facts(case)


def _nearly(facts: Facts, decided: Rule) -> Iterator[Nearly]:
    """The rules asked before the one that decided, for which something spoke."""
    for rule in _NEARLY_BEFORE[decided.id]:
        if reason := rule.nearly(facts):
            yield Nearly(rule.id, reason)


def _decided(facts: Facts) -> tuple[Rule, Remark]:
    for rule in ASKED_OF[facts.came]:
        reason = rule.applies(facts)
        if reason is not None:
            return rule, reason
    raise AssertionError("the last rule always decides")
