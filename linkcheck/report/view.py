"""How a report is wanted: the reader's side of every format, with defaults that suit a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator  # noqa: TC003 - the dataclasses below are read at run time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.settings import FailOn

if TYPE_CHECKING:
    from linkcheck.model import Reference, Report


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


class Format(NamedTuple):
    """One way to write a report: its name, the suffix of its files, and a pure function that writes it in pieces."""

    name: str
    suffix: str
    render: Callable[[Report, View], Iterator[str]]


class ReferenceFormat(NamedTuple):
    """One way to write what `extract` found."""

    name: str
    suffix: str
    render: Callable[[Iterable[Reference], View], Iterator[str]]
