"""GitHub's workflow commands: annotations at the line, within what GitHub shows, and the full list as text below.

Dead sources are errors and suspect ones warnings; what could not be told is never annotated, since it says nothing against
the change. GitHub shows 10 errors and 10 warnings a step (actions/toolkit#734), so the worst come first and all are listed
again. A line of the list could be a command itself, by a stranger's label: commands are stopped around it, with a token that
is the hash of what it guards, so that nothing in it can know the token.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from linkcheck.language import word
from linkcheck.model import Outcome
from linkcheck.report import markdown, phrases, summary
from linkcheck.report.block import line_of
from linkcheck.report.score import head, score
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Finding, Reference, Report
    from linkcheck.report.view import View

_KINDS = {Outcome.DEAD: "error", Outcome.SUSPECT: "warning"}
_SHOWN = 10
_SUMMARY_LIMIT = 1024 * 1024 - 1024
"""Bytes of a step's summary: 1 MiB, above which GitHub shows none of it, less what the closing lines need."""


def render(report: Report, view: View) -> Iterator[str]:
    """Annotations for the worst, then everything as text that cannot be a command."""
    told = for_people(report)
    for outcome, kind in _KINDS.items():
        for reference, finding in islice(_places(told, outcome), _SHOWN):
            yield _command(kind, reference, finding, view)
    listed = "".join(line + "\n" for line in _list(told, replace(view, width=None, color=False)))
    token = hashlib.sha256(listed.encode()).hexdigest()
    yield f"::stop-commands::{token}\n{listed}::{token}::\n"


def step_summary(report: Report, view: View) -> Iterator[str]:
    """The Markdown report, worst first as it is, cut where GitHub would show nothing at all."""
    left, folded = _SUMMARY_LIMIT, False
    for line in markdown.render(report, replace(view, width=None, color=False)):
        left -= len(line.encode())
        if left < 0:
            yield "\n</details>\n" if folded else ""
            yield f"\n{word('github.cut', view.lang)}\n"
            return
        folded = (folded or line.startswith("<details>")) and not line.startswith("</details>")
        yield line


def _places(report: Report, outcome: Outcome) -> Iterator[tuple[Reference, Finding]]:
    for finding in report.findings:
        if finding.verdict.outcome is outcome:
            yield from ((reference, finding) for reference in finding.references)


def _command(kind: str, reference: Reference, finding: Finding, view: View) -> str:
    region = reference.region
    properties = {
        "file": reference.path,
        "line": str(region.line),
        "endLine": str(region.end_line),
        "col": str(region.column),
        "endColumn": str(region.end_column),
        "title": f"{word(f'outcome.{finding.verdict.outcome}', view.lang)}: {finding.verdict.rule}",
    }
    if region.line != region.end_line:  # columns of several lines are refused
        del properties["col"], properties["endColumn"]
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {written}::{_data(_message(finding, reference, view.lang))}\n"


def _message(finding: Finding, reference: Reference, lang: str) -> str:
    lines = [reference.url, phrases.reason(finding, lang)]
    if finding.lookup and phrases.has_copies(finding.lookup):
        copy = finding.lookup.copies[0]
        lines += [phrases.copy_sentence(copy, finding, lang), copy.memento.url]
    return "\n".join(lines)


def _list(report: Report, view: View) -> Iterator[str]:
    """The health, and every place that needs a person in a line."""
    yield from head(report, view)
    yield from score(report, view)
    trouble = summary.ordered(report.findings)
    for finding in trouble:
        yield from (line_of(reference, finding, view) for reference in finding.references)
    if not trouble:
        yield word("github.fine", view.lang)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
