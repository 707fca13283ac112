from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest

from linkcheck.model import Outcome, Reference, Report, Role, remark
from linkcheck.report import FORMATS, REFERENCE_FORMATS, View
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def rows(*references: Reference) -> list[dict[str, str]]:
    text = "".join(REFERENCE_FORMATS["csv"].render(references, View()))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_a_reference() -> None:
    (row,) = rows(sample.reference("12:42", Role.IMAGE_CREDIT, '图片, "来源"', "https://a.org/"))
    assert row == {
        "path": sample.ARTICLE,
        "line": "12",
        "column": "42",
        "end_line": "12",
        "end_column": "68",
        "dest_line": "12",
        "dest_column": "53",
        "definition_line": "",
        "definition_column": "",
        "role": "image-credit",
        "label": '图片, "来源"',
        "url": "https://a.org/",
    }


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(label: str) -> None:
    (row,) = rows(sample.reference("1:1", Role.LINK, label, "https://a.org/"))
    assert row["label"] == f"'{label}"


def test_the_unseen_is_spelled_out_and_a_row_is_a_line() -> None:
    (row,) = rows(sample.reference("1:1", Role.LINK, "a\nb\u202e", "https://a.org/"))
    assert row["label"] == r"a b\u202e"


def test_nothing_found_is_a_row_of_names() -> None:
    assert "".join(REFERENCE_FORMATS["csv"].render((), View())).startswith("path,line,column,")


def reported(report: Report) -> list[dict[str, str]]:
    text = "".join(FORMATS["csv"].render(report, View()))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_report_is_a_row_a_place_with_verdict_and_copy(
    golden: Callable[[str, str], None],
) -> None:
    golden("fixtures/golden/article.csv", "".join(FORMATS["csv"].render(sample.REPORT, View())))
    rows_ = reported(sample.REPORT)
    assert len(rows_) == 16
    dead = next(row for row in rows_ if row["outcome"] == "dead")
    assert (dead["line"], dead["rule"], dead["status"], dead["archive"]) == (
        "14",
        "gone",
        "404",
        "found",
    )
    assert (dead["days"], dead["grade"], dead["captured"]) == (
        "2",
        "good",
        "2021-12-23T04:05:06+00:00",
    )
    failed = next(row for row in rows_ if row["archive"] == "lookup-failed")
    assert failed["copy"] == ""
    assert "503" in failed["copy_reason"]


def test_a_table_reader_of_its_own_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    for name in ("csv", "csv-excel"):
        text = "".join(FORMATS[name].render(sample.SEVERAL, View()))
        path.write_bytes(text.encode())
        told = duckdb.read_csv(str(path), header=True)
        places = sum(len(finding.references) for finding in sample.SEVERAL.findings)
        assert len(told.fetchall()) == places


def test_excel_needs_a_mark() -> None:
    plain = "".join(FORMATS["csv"].render(sample.REPORT, View()))
    assert "".join(FORMATS["csv-excel"].render(sample.REPORT, View())) == "\ufeff" + plain


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "＝1+1", "  @x", "\t-1"])
def test_no_cell_of_a_report_is_a_formula(title: str) -> None:
    place = sample.reference("1:1", Role.LINK, title, "https://u:pw@a.org/?token=abc")
    note = remark("problem", problem=title)
    found = sample.finding((place,), Outcome.DEAD, remark("verbatim", text=title), notes=(note,))
    (row,) = reported(replace(sample.REPORT, findings=(found,)))
    for cell in row.values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert "pw" not in row["url"]
    assert "abc" not in row["target"]
