"""How a report is wanted: the reader's side of every format, with defaults that suit a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator  # noqa: TC003 - the dataclasses below are read at run time
from dataclasses import dataclass

from linkcheck.model import Finding, Outcome, Reference, Report
from linkcheck.settings import FailOn


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One reader's wishes. Formats for programs look at none of them."""

    lang: str = "en"
    """One of `language.LANGUAGES`; `auto` has been chosen before."""
    width: int | None = None
    """Cells a line; None breaks and cuts nothing, as for a pipe."""
    color: bool = False
    verbose: bool = False
    quiet: bool = False
    """Only what fails the run, a line a place."""
    fail_on: FailOn = FailOn.DEAD
    command: str = "linkcheck"
    """How the user called the program, for what to do next."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report: its name, the suffix of its files, and a pure function that writes it in pieces."""

    name: str
    suffix: str
    render: Callable[[Report, View], Iterator[str]]


@dataclass(frozen=True, slots=True)
class ReferenceFormat:
    """One way to write what `extract` found."""

    name: str
    suffix: str
    render: Callable[[tuple[Reference, ...], View], Iterator[str]]


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
