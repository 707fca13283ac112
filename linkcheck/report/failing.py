"""Which findings fail a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.model import Outcome, tally
from linkcheck.settings import FailOn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.model import Finding

UNASKED = frozenset({"not-reached", "not-asked", "offline"})
"""Rules that say only that nothing was asked; what they decide never fails a run."""

FAILING = {
    FailOn.DEAD: frozenset({Outcome.DEAD}),
    FailOn.SUSPECT: frozenset({Outcome.DEAD, Outcome.SUSPECT}),
    FailOn.UNSURE: frozenset({Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE}),
    FailOn.NEVER: frozenset[Outcome](),
}
"""Which outcomes fail a run (DESIGN "Outcomes")."""


def fails(finding: Finding, fail_on: FailOn) -> bool:
    """Whether a finding fails the run."""
    return _fails(finding.verdict.outcome, finding.verdict.rule, fail_on)


def any_fails(findings: Sequence[Finding], fail_on: FailOn) -> bool:
    """Whether any of a report's findings does."""
    return any(number and _fails(*kind, fail_on) for kind, number in tally(findings).items())


def _fails(outcome: Outcome, rule: str, fail_on: FailOn) -> bool:
    """What was not reached does not: it is said, and the rest decides."""
    return outcome in FAILING[fail_on] and rule not in UNASKED
