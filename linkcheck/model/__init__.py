"""The nouns that cross a stage's border: frozen, comparable, free of any library and any behaviour of a stage.

The words are DESIGN's, one per idea. Offsets count code points from 0 and never a byte order mark; lines and columns
count from 1; every range is half-open (SARIF 2.1.0 §3.30). Times are aware and in UTC, durations are timedeltas.
What is said to a reader is kept as a `Remark` (an id and its values), so that a report speaks any language and a
saved run can be told again in another one.

Those of a run are loaded when one is asked for: a dataclass takes a millisecond to make, and `extract` needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from linkcheck.model.articles import (
    MASK,
    Document,
    Field,
    Kind,
    Reference,
    Region,
    Remark,
    Role,
    Value,
    remark,
)

if TYPE_CHECKING:
    from linkcheck.model.copies import Copy, Drift, Grade, Lookup, LookupState, Match, Memento
    from linkcheck.model.judged import Case, Mark, Nearly, Outcome, Spell, Verdict
    from linkcheck.model.report import (
        Finding,
        Findings,
        Known,
        Recorded,
        Report,
        brief,
        tally,
        whole,
    )
    from linkcheck.model.seen import (
        Anchors,
        Answer,
        Ask,
        Ending,
        Evidence,
        Failure,
        Fetch,
        Hop,
        HostEvidence,
        LocalEvidence,
        Look,
        Page,
        Presence,
        Probe,
    )
    from linkcheck.model.targets import Pardon, Place, Target, Way

__all__ = [
    "MASK",
    "Anchors",
    "Answer",
    "Ask",
    "Case",
    "Copy",
    "Document",
    "Drift",
    "Ending",
    "Evidence",
    "Failure",
    "Fetch",
    "Field",
    "Finding",
    "Findings",
    "Grade",
    "Hop",
    "HostEvidence",
    "Kind",
    "Known",
    "LocalEvidence",
    "Look",
    "Lookup",
    "LookupState",
    "Mark",
    "Match",
    "Memento",
    "Nearly",
    "Outcome",
    "Page",
    "Pardon",
    "Place",
    "Presence",
    "Probe",
    "Recorded",
    "Reference",
    "Region",
    "Remark",
    "Report",
    "Role",
    "Spell",
    "Target",
    "Value",
    "Verdict",
    "Way",
    "brief",
    "remark",
    "tally",
    "whole",
]
_LATER = {
    "seen": "Anchors Answer Ask Ending Evidence Failure Fetch Hop HostEvidence LocalEvidence Look Page Presence Probe",
    "judged": "Case Mark Nearly Outcome Spell Verdict",
    "copies": "Copy Drift Grade Lookup LookupState Match Memento",
    "report": "Finding Findings Known Recorded Report brief tally whole",
    "targets": "Pardon Place Target Way",
}
_ROOMS = {noun: room for room, nouns in _LATER.items() for noun in nouns.split()}


if not TYPE_CHECKING:  # which would take any name for one

    def __getattr__(name: str) -> Any:
        """A noun of a run (PEP 562)."""
        if name not in _ROOMS:
            raise AttributeError(name)
        return getattr(import_module(f"linkcheck.model.{_ROOMS[name]}"), name)
