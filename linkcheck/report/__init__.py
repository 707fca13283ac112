"""Report → text: one file a format, chosen from one table, each a pure function.

render(report, view) gives the text in pieces, so that a report of any length is written as it is made. A new format
is a file and a row.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from linkcheck.report.view import Format, ReferenceFormat, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linkcheck.report.failing import FAILING, any_fails, fails
    from linkcheck.report.github import step_summary
    from linkcheck.report.json import finding_line

__all__ = [
    "FAILING",
    "FORMATS",
    "REFERENCE_FORMATS",
    "Format",
    "ReferenceFormat",
    "View",
    "any_fails",
    "fails",
    "finding_line",
    "step_summary",
]

_ELSEWHERE = {
    "FAILING": "failing",
    "any_fails": "failing",
    "fails": "failing",
    "step_summary": "github",
    "finding_line": "json",
}


if not TYPE_CHECKING:  # which would take any name for one

    def __getattr__(name: str) -> Any:
        """What is of a module that is loaded when it is asked for (PEP 562)."""
        if name not in _ELSEWHERE:
            raise AttributeError(name)
        return getattr(import_module(f"linkcheck.report.{_ELSEWHERE[name]}"), name)


def _by(module: str, function: str = "render") -> Callable[[Any, View], Iterator[str]]:
    """A format's function. Its module is loaded when it renders: all of them take as long as the rest of the program."""

    def render(subject: Any, view: View) -> Iterator[str]:
        made: Iterator[str] = getattr(import_module(f"linkcheck.report.{module}"), function)(
            subject, view
        )
        return made

    return render


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.name: row
        for row in (
            Format("terminal", ".txt", _by("terminal")),
            Format("html", ".html", _by("html")),
            Format("markdown", ".md", _by("markdown")),
            Format("json", ".json", _by("json")),
            Format("jsonl", ".jsonl", _by("json", "render_lines")),
            Format("sarif", ".sarif", _by("sarif")),
            Format("junit", ".xml", _by("junit")),
            Format("csv", ".csv", _by("csv")),
            Format("csv-excel", ".csv", _by("csv", "render_for_excel")),
            Format("github", ".txt", _by("github")),
            Format("csl", ".json", _by("csl")),
        )
    }
)
"""How `check` can write its report; `--format` takes these names."""

REFERENCE_FORMATS: Mapping[str, ReferenceFormat] = MappingProxyType(
    {
        row.name: row
        for row in (
            ReferenceFormat("terminal", ".txt", _by("references")),
            ReferenceFormat("json", ".json", _by("json", "render_references")),
            ReferenceFormat("csv", ".csv", _by("csv", "render_references")),
        )
    }
)
"""How `extract` can write what it found."""
