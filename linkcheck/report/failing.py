"""Which findings fail a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.model import Outcome
from linkcheck.settings import FailOn

if TYPE_CHECKING:
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
    """Whether a finding fails the run. What was not reached does not: it is said, and the rest decides."""
    verdict = finding.verdict
    return verdict.outcome in FAILING[fail_on] and verdict.rule not in UNASKED
