"""Which outcomes fail a run."""

from __future__ import annotations

from linkcheck.model import Outcome
from linkcheck.settings import FailOn

FAILING = {
    FailOn.DEAD: frozenset({Outcome.DEAD}),
    FailOn.SUSPECT: frozenset({Outcome.DEAD, Outcome.SUSPECT}),
    FailOn.UNSURE: frozenset({Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE}),
    FailOn.NEVER: frozenset[Outcome](),
}
"""Which outcomes fail a run (DESIGN "Outcomes")."""
