"""Report → text: one file a format, chosen from one table, each a pure function.

render(report, view) gives the text in pieces, so that a report of any length is written as it is made. A new format
is a file and a row.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from linkcheck.report import csl, csv, github, html, json, junit, markdown, sarif, terminal
from linkcheck.report.github import step_summary
from linkcheck.report.json import finding_line
from linkcheck.report.view import Format, ReferenceFormat, View, fails

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FORMATS",
    "REFERENCE_FORMATS",
    "Format",
    "ReferenceFormat",
    "View",
    "fails",
    "finding_line",
    "step_summary",
]

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.name: row
        for row in (
            Format("terminal", ".txt", terminal.render),
            Format("html", ".html", html.render),
            Format("markdown", ".md", markdown.render),
            Format("json", ".json", json.render),
            Format("jsonl", ".jsonl", json.render_lines),
            Format("sarif", ".sarif", sarif.render),
            Format("junit", ".xml", junit.render),
            Format("csv", ".csv", csv.render),
            Format("csv-excel", ".csv", csv.render_for_excel),
            Format("github", ".txt", github.render),
            Format("csl", ".json", csl.render),
        )
    }
)
"""How `check` can write its report; `--format` takes these names."""

REFERENCE_FORMATS: Mapping[str, ReferenceFormat] = MappingProxyType(
    {
        row.name: row
        for row in (
            ReferenceFormat("terminal", ".txt", terminal.render_references),
            ReferenceFormat("json", ".json", json.render_references),
            ReferenceFormat("csv", ".csv", csv.render_references),
        )
    }
)
"""How `extract` can write what it found."""
