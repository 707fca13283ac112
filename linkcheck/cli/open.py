"""`linkcheck open RUN.json`: the citations that need eyes, in the browser, a few at a time."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli.saved import saved_run
from linkcheck.merge import merge
from linkcheck.model import MASK, Outcome, Way
from linkcheck.report.safe import shown

if TYPE_CHECKING:
    from linkcheck.model import Finding

_AT_ONCE = 5
"""Tabs that a person looks through before the next come."""


def command(
    runs: Annotated[
        list[str], typer.Argument(metavar="RUN.json…", help="Saved runs.", show_default=False)
    ],
    outcome: Annotated[
        list[Outcome] | None,
        typer.Option(
            help="Only of this outcome (repeatable; default: unsure).", show_default=False
        ),
    ] = None,
) -> int:
    """Open the citations that need eyes in the browser, a few at a time; Enter goes on, anything else ends."""
    wanted = frozenset(outcome or [Outcome.UNSURE])
    report = merge([saved_run(path) for path in runs])
    found = [each for each in report.findings if each.verdict.outcome in wanted]
    openable = [each for each in found if _can_be_opened(each)]
    for number, finding in enumerate(openable):
        if number and number % _AT_ONCE == 0 and not _goes_on(len(openable) - number):
            break
        sys.stdout.write(f"{shown(finding.target.url)}\n")
        sys.stdout.flush()
        webbrowser.open(finding.target.url)
    if len(openable) < len(found):
        left = len(found) - len(openable)
        sys.stdout.write(f"{left} not opened: no address of the web, or a secret in it\n")
    return 0


def _can_be_opened(finding: Finding) -> bool:
    """An address of the web, whole: a saved run holds no secrets, so such a URL leads nowhere."""
    target = finding.target
    return target.way is Way.WEB and MASK not in target.url


def _goes_on(left: int) -> bool:
    sys.stdout.write(f"{left} left; Enter opens the next {min(left, _AT_ONCE)} ")
    sys.stdout.flush()
    return sys.stdin.readline() == "\n"
