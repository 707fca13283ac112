"""What is thought of a target, from what case; and what was thought of it before, by a run or by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linkcheck.model.articles import Remark, Role
from linkcheck.model.copies import Drift
from linkcheck.model.seen import Ending, Evidence, HostEvidence, LocalEvidence
from linkcheck.model.targets import Target


class Outcome(StrEnum):
    """What we think of a target; only `dead` fails a run unless the user says otherwise."""

    ALIVE = "alive"
    DEAD = "dead"
    SUSPECT = "suspect"
    UNSURE = "unsure"
    SKIPPED = "skipped"


_NOTHING_KNOWN = HostEvidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a rule may look at: one target, what was seen of it and its host, and how it was cited.

    `ending` is how the run stands when the case is judged. `fragments` is the user's wish that a missing fragment
    be an outcome, `any_fragment` that none be missed here. `accepted` are statuses that he takes for good of this host. `shorter` is the URL
    without the words that it probably took along.
    """

    target: Target
    evidence: Evidence | None = None
    host: HostEvidence = _NOTHING_KNOWN
    labels: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    shorter: str | None = None
    ending: Ending = Ending.COMPLETE
    fragments: bool = False
    drift: Drift | None = None
    local: LocalEvidence | None = None
    any_fragment: bool = False
    accepted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearly:
    """A rule that did not decide, and what spoke for it without being enough."""

    rule: str
    reason: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What we think of a target, the rule that decided, and why, in a sentence that names the evidence."""

    outcome: Outcome
    rule: str
    reason: Remark
    notes: tuple[Remark, ...] = ()
    nearly: tuple[Nearly, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of time in which a source was seen alike: how often, on how many days (UTC), the first and the last time."""

    outcome: Outcome
    rule: str
    first: datetime
    last: datetime
    times: int = 1
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A person's word on a source: `alive` or `dead`, why, since when, and until when it holds."""

    url: str
    outcome: Outcome
    note: str
    on: date
    until: date
