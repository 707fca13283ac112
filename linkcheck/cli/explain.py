"""`linkcheck explain URL`: the evidence behind a verdict, each rule that was asked, and which decided."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer

from linkcheck import judge
from linkcheck.cli import options
from linkcheck.cli.check import ask, exit_code
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import start_of
from linkcheck.cli.output import shown
from linkcheck.errors import SettingsError
from linkcheck.model import Document, Kind
from linkcheck.reading import cite
from linkcheck.report.explain import Asked, explanation
from linkcheck.run import recall
from linkcheck.settings.loading import load
from linkcheck.store import opened

if TYPE_CHECKING:
    from collections.abc import Mapping


def explain(url: str, given: Mapping[str, Any]) -> int:
    """Check one URL and show what was seen, which rules were asked, and which decided."""
    chosen = load(
        start_of(()), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    if not url.strip():
        raise SettingsError("explain: say a URL")
    show = shown(given, chosen, {"terminal": None})
    here = Document(path=".", text=url.strip() + "\n", kind=Kind.URLS, date=chosen.date)
    reading = cite([here], chosen)
    with opened(chosen, complain) as store:
        report = ask(reading, chosen, show, store)
        for finding in report.findings:
            trace = judge.trace(recall(finding, report.ending, chosen))
            asked = tuple(
                Asked(rule.id, rule.outcome, said, nearly) for rule, said, nearly in trace
            )
            show.write(explanation(finding, asked, show.view))
        return exit_code(report, chosen)


_HIDDEN = {
    "input",
    "format",
    "output",
    "role",
    "include",
    "exclude",
    "exclude_path",
    "quiet",
    "verbose",
}

command = options.signed(
    explain,
    inspect.Parameter(
        "url",
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[
            str, typer.Argument(metavar="URL", help="What to check.", show_default=False)
        ],
    ),
    (
        each
        for each in (
            *options.CHOOSING,
            *options.PLACING,
            *options.JUDGING,
            *options.ASKING,
            *options.STORING,
            *options.TRUSTING,
            *options.ARCHIVING,
            *options.SHOWING,
            *options.TESTING,
        )
        if each.name not in _HIDDEN
    ),
)
