"""What a run says in the end: a finding a target, and the report of all of them."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linkcheck.model.articles import Document, Reference, Remark
from linkcheck.model.copies import Drift, Lookup
from linkcheck.model.judged import Outcome, Verdict
from linkcheck.model.seen import Ending, Evidence, HostEvidence, LocalEvidence
from linkcheck.model.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One target with all its places, what was seen, what we think of it, and where a copy is."""

    target: Target
    references: tuple[Reference, ...]
    verdict: Verdict
    evidence: Evidence | None = None
    host: HostEvidence | None = None
    lookup: Lookup | None = None
    drift: Drift | None = None
    local: LocalEvidence | None = None


class Findings(Sequence[Finding]):
    """Findings that are read each time they are gone through; evidence is most of the reading, and many need none."""

    @property
    @abstractmethod
    def brief(self) -> Iterable[Finding]:
        """The same findings without evidence and host."""

    @property
    @abstractmethod
    def tally(self) -> Counter[tuple[Outcome, str]]:
        """How many there are by outcome and rule, without reading them."""

    @abstractmethod
    def whole(self, finding: Finding) -> Finding:
        """A brief finding with evidence and host."""


def brief(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Findings for those who need no evidence: without it where that saves reading."""
    return findings.brief if isinstance(findings, Findings) else findings


def tally(findings: Sequence[Finding]) -> Counter[tuple[Outcome, str]]:
    """How many findings there are by outcome and rule."""
    if isinstance(findings, Findings):
        return findings.tally
    return Counter((each.verdict.outcome, each.verdict.rule) for each in findings)


def whole(findings: Sequence[Finding], finding: Finding) -> Finding:
    """One of them with its evidence."""
    return findings.whole(finding) if isinstance(findings, Findings) else finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a run wrote to WARC files: responses, how many of them only refer to an earlier one, and how many are not whole."""

    files: tuple[str, ...] = ()
    responses: int = 0
    revisits: int = 0
    truncated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Trouble that a baseline lists and that is left out of the findings.

    `entries` are the baseline's, `met` those of them that this run met; `sources` are targets of which no place is left, `archived` those of
    them with a good copy.
    """

    path: str
    entries: int
    met: int
    sources: int
    archived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run: findings in source order. `problems` are inputs that could not be read, one line each.

    Findings of a run are read from its store each time that they are gone through. `notices` are what the user should know of the run as a whole and of his own rules; they fail nothing.
    """

    documents: tuple[Document, ...]
    findings: Sequence[Finding]
    started: datetime
    finished: datetime
    version: str
    ending: Ending = Ending.COMPLETE
    requests: int = 0
    archive_requests: int = 0
    problems: tuple[str, ...] = field(default=())
    recorded: Recorded | None = None
    known: Known | None = None
    notices: tuple[Remark, ...] = ()
