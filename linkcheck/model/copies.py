"""What a search for archived copies came to, and how a living page compares with a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linkcheck.model.articles import Remark
from linkcheck.model.seen import Page


class LookupState(StrEnum):
    """The end of a search for copies: "there is none" and "could not ask" are different answers."""

    FOUND = "found"
    NONE = "none"
    EXCLUDED = "excluded"
    LOOKUP_FAILED = "lookup-failed"
    NOT_ASKED = "not-asked"
    PRIVATE = "private"


class Grade(StrEnum):
    """How far a copy can be cited in the original's place."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    ONLY_AFTER_DEATH = "only-after-death"


class Match(StrEnum):
    """How a memento's original compares with the URL that was cited (SURT keys fold scheme, www, port and case)."""

    EXACT = "exact"
    SCHEME_DIFFERS = "scheme-differs"
    DIFFERENT = "different"
    TRACKING_REMOVED = "tracking-removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """One capture in one archive (RFC 7089 §2.2.1), before anybody thinks of its worth.

    `url` shows it with the archive's banner; `original` is the URL that was really captured. `status` is the
    original's answer as the archive recorded it, None where it does not say (a revisit record).
    """

    archive: str
    url: str
    original: str
    captured: datetime
    status: int | None = None
    media_type: str = ""
    digest: str = ""
    match: Match = Match.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A memento as seen from a citation: `days` from the citation's date (negative before it), and its worth."""

    memento: Memento
    days: int | None
    grade: Grade
    reason: Remark
    page: Page | None = None
    """What was seen of it, where that is to be compared with the living page; never saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far a living page is from the copy nearest to its citation.

    `similarity` is the cosine of term frequencies, 0 to 1; `change` that of the number of words, -1 for all lost. `then` and `now` are
    the titles.
    """

    memento: Memento
    days: int | None
    similarity: float
    change: float
    then: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The search for copies of one target: the best copy first, and why it ended as it did."""

    state: LookupState
    reason: Remark | None = None
    copies: tuple[Copy, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether another try may find what this one did not: the time was up, or the archive did not answer."""
        is_late = self.reason is not None and self.reason.id == "search.not-asked.time"
        return self.state is LookupState.LOOKUP_FAILED or is_late
