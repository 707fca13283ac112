"""CSV (RFC 4180) for spreadsheets: a row a reference.

A cell that begins like a formula gets an apostrophe before it, since a spreadsheet would run it (OWASP "CSV Injection");
East Asian versions take the full-width signs too. Every text is quoted, so that no cell is split where a spreadsheet
separates by semicolons. The unseen is spelled out. Excel takes UTF-8 only after a byte order mark; others show one.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from linkcheck.report.safe import inert, masked, spelled_out
from linkcheck.report.to_v1 import finding as finding_v1
from linkcheck.report.to_v1 import reference as reference_v1

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkcheck.model import Reference, Report
    from linkcheck.report import v1
    from linkcheck.report.view import View

Cell = str | int | None

_FORMULA = tuple("=+-@＝＋－＠")
_PLACE = (
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
_VERDICT = ("outcome", "rule", "reason", "notes", "target", "status", "arrived", "checked")
_COPY = ("archive", "copy", "captured", "days", "grade", "copy_reason")


def render(report: Report, _view: View) -> Iterator[str]:
    """The whole report, with a row of names first; secrets are masked."""
    yield _row((*_PLACE, *_VERDICT, *_COPY))
    for found in report.findings:
        told = finding_v1(found)
        rest = (*_verdict(told), *_copy(told))
        for reference in told.references:
            yield _row(_masked(cell) for cell in (*_place(reference), *rest))


def render_for_excel(report: Report, view: View) -> Iterator[str]:
    """The same after a byte order mark."""
    yield "\ufeff"
    yield from render(report, view)


def render_references(references: Iterable[Reference], _view: View) -> Iterator[str]:
    """What `extract` found, with a row of names first; URLs as they stand in the article."""
    yield _row(_PLACE)
    for reference in references:
        yield _row(_place(reference_v1(reference)))


def _place(reference: v1.Reference) -> tuple[Cell, ...]:
    definition = reference.definition
    return (
        reference.path,
        reference.line,
        reference.column,
        reference.end_line,
        reference.end_column,
        reference.dest_line,
        reference.dest_column,
        definition.line if definition else None,
        definition.column if definition else None,
        reference.role.value,
        reference.label,
        reference.url,
    )


def _verdict(found: v1.Finding) -> tuple[Cell, ...]:
    look = found.evidence.looks[-1] if found.evidence and found.evidence.looks else None
    return (
        found.outcome.value,
        found.rule,
        found.reason,
        "; ".join(note.text for note in found.notes),
        found.target.url,
        look.status if look else None,
        look.hops[-1].url if look and look.hops else None,
        look.at.isoformat(timespec="seconds") if look else None,
    )


def _copy(found: v1.Finding) -> tuple[Cell, ...]:
    """What the search for copies came to, and the best copy."""
    if found.archive is None:
        return (None,) * len(_COPY)
    if not found.archive.mementos:
        return (found.archive.state.value, *(None,) * 4, found.archive.reason)
    best = found.archive.mementos[0]
    return (
        found.archive.state.value,
        best.url,
        best.captured.isoformat(timespec="seconds"),
        best.days,
        best.grade.value,
        best.grade_reason,
    )


def _masked(cell: Cell) -> Cell:
    return masked(cell) if isinstance(cell, str) else cell


def _text(cell: Cell) -> Cell:
    """A text that no spreadsheet runs."""
    if not isinstance(cell, str):
        return cell
    safe = inert(spelled_out(cell))
    return f"'{safe}" if safe.lstrip().startswith(_FORMULA) else safe


def _row(cells: Iterator[Cell] | tuple[Cell, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(_text(cell) for cell in cells)
    return line.getvalue()
