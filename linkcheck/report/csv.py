"""CSV (RFC 4180) for spreadsheets: a row a reference.

A cell that begins like a formula gets an apostrophe before it, since a spreadsheet would run it (OWASP "CSV
Injection"); the unseen is spelled out.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from linkcheck.report.safe import spelled_out
from linkcheck.report.to_v1 import reference as to_v1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Reference
    from linkcheck.report import v1
    from linkcheck.report.view import View

_FORMULA = ("=", "+", "-", "@")

_COLUMNS = (
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "dest_line",
    "dest_column",
    "definition_line",
    "definition_column",
    "role",
    "label",
    "url",
)


def render_references(references: tuple[Reference, ...], _view: View) -> Iterator[str]:
    """What `extract` found, with a row of names first; URLs as they stand in the article."""
    yield _row(_COLUMNS)
    for reference in references:
        yield _row(_cells(to_v1(reference)))


def _cells(reference: v1.Reference) -> tuple[str | int | None, ...]:
    definition = reference.definition
    return (
        _text(reference.path),
        reference.line,
        reference.column,
        reference.end_line,
        reference.end_column,
        reference.dest_line,
        reference.dest_column,
        definition.line if definition else None,
        definition.column if definition else None,
        reference.role.value,
        _text(reference.label),
        _text(reference.url),
    )


def _text(text: str) -> str:
    safe = spelled_out(text)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe


def _row(cells: tuple[str | int | None, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
