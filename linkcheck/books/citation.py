"""A citation: a target with all its places. What the pipeline hands on from reading to judging.

Beside `run` in the order of things: it says a citation to the judge and to the search for copies in their own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck.ignoring import left_alone
from linkcheck.model import Case
from linkcheck.replay import cited_copy
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.settings.tables import Scope

if TYPE_CHECKING:
    from datetime import date

    from linkcheck.archive import Want
    from linkcheck.model import Outcome, Pardon, Reference, Target


@dataclass(frozen=True, slots=True)
class Citation:
    """A target with all its places, in source order, and the dates of the documents that cite it."""

    target: Target
    references: tuple[Reference, ...]
    dates: tuple[date, ...] = ()
    pardon: Pardon | None = None
    """What the article itself says of these places."""
    number: int = 0
    """By which it is known from all others of a run."""

    @property
    def shorter(self) -> str | None:
        """The URL without the words that it probably took along, where a reference suspects so."""
        return next((each.shorter for each in self.references if each.shorter), None)

    def want(self, outcome: Outcome) -> Want:
        """The citation as the search for copies sees it; of a copy that is cited, its original on the day of that capture."""
        case, copy = self.case(Settings()), cited_copy(self.target.request)
        original = resolve(copy.original if copy and copy.original else self.target.url, Settings())
        day = copy.captured.date() if copy and copy.captured and copy.exact else None
        wanted: Want = import_module("linkcheck.archive").Want(
            target=self.target,
            original=original if original.request != self.target.request else None,
            outcome=outcome,
            labels=case.labels,
            roles=case.roles,
            date=day or min(self.dates, default=None),
        )
        return wanted

    def case(self, settings: Settings) -> Case:
        """The citation as the judge sees it, with the user's wishes and still without evidence."""
        rule = settings.host_rule(self.target.host)
        free = left_alone(settings.ignore, Scope.FRAGMENT, self.references[0].url)
        return Case(
            target=self.target,
            fragments=settings.fragments,
            any_fragment=free is not None,
            accepted=rule.accept if rule else (),
            labels=tuple(dict.fromkeys(each.label for each in self.references if each.label)),
            roles=tuple(dict.fromkeys(each.role for each in self.references)),
            shorter=self.shorter,
        )
