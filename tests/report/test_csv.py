from __future__ import annotations

import csv
import io

import pytest

from linkcheck.model import Reference, Role
from linkcheck.report import REFERENCE_FORMATS, View
from tests.report import sample


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
