"""Invariants of places: slices of the source, nested or disjoint, and what a replaced destination changes."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.extract import extract
from linkcheck.extract.places import Lines
from linkcheck.model import Document, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.model import Reference, Region

EXTRACT = Path(__file__).parents[2] / "fixtures" / "extract"
ARTICLES = sorted(EXTRACT.glob("*.md"))
PIECES = st.sampled_from(
    [
        "[甲](https://a.example/)", "![b](<c d>)", "[![i](s)](t 'u')", "https://d.example/x", "www.e.example", "a@f.example",
        "<https://g.example>", "<a href='h'>i</a>", "<img srcset='j 1x, k 2x'>", "[l]", "[m][l]", "\n\n[l]: n\n", "^[", "[^1]",
        "\n\n[^1]: https://o.example\n", "**", "`", "文字，", "𠮷", " ", "\n", "\r\n", "\r", "\n\n", "\n> ", "\n- ", "\n    - ", "\t",
        "\n| p | q |\n|---|---|\n| [r](s) | [r](s) |\n", "\u2028", "\u3000", "\n# ", "\n---\n", "]", "(", "图片来源：", "\n<div>\n", "|",
        '\n!!! note "甲"\n\n    ', '\n=== "', '"\n\n    ', "\n::: tip ", "\n> [!note] ", "\n    ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)
DESTINATIONS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="<>()\\&|`[]\"'*_~$!^"),
    min_size=1, max_size=30,
).map("https://new.example/".__add__)  # fmt: skip


def found(text: str) -> Sequence[Reference]:
    return extract(Document(path="a", text=text))


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column by counting, slowly."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if text[offset - 1 : offset + 1] == "\r\n":
        before = before[:-1]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def agrees(text: str, region: Region) -> bool:
    return (region.line, region.column) == place(text, region.start) and (
        region.end_line,
        region.end_column,
    ) == place(text, region.end)


@given(TEXTS)
@settings(max_examples=300)
def test_regions_are_slices_and_say_where_they_are(text: str) -> None:
    for one in found(text):
        assert 0 <= one.region.start < one.region.end <= len(text)
        assert agrees(text, one.region)
        if one.dest is not None:
            assert one.region.start <= one.dest.start <= one.dest.end <= one.region.end
            assert agrees(text, one.dest)


@given(TEXTS)
@settings(max_examples=300)
def test_constructs_are_in_order_and_nested_or_disjoint(text: str) -> None:
    regions = [one.region for one in found(text)]
    for one, other in pairwise(regions):
        assert one.start <= other.start
    for one, other in combinations(regions, 2):
        assert other.start >= one.end or other.end <= one.end


@given(st.data())
@settings(max_examples=200)
def test_a_replaced_destination_changes_its_reference_only(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(ARTICLES))
    text = path.read_bytes().decode()
    before = found(text)
    inline = [number for number, one in enumerate(before) if plain(text, one)]
    if not inline:
        return
    number = data.draw(st.sampled_from(inline))
    dest, new = before[number].dest, data.draw(DESTINATIONS)
    assert dest is not None
    after = found(text[: dest.start] + new + text[dest.end :])
    urls = [one.url for one in before]
    urls[number] = new
    assert [one.url for one in after] == urls
    assert [one.label for one in after] == [one.label for one in before]


def plain(text: str, one: Reference) -> bool:
    """Whether a reference is an inline link or image with a destination of its own."""
    return (
        one.dest is not None and text[one.region.start] in "[!" and one.role is not Role.DEFINITION
    )


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        pytest.param("", 0, 1, 1, id="empty"),
        pytest.param("a\nb", 2, 2, 1, id="lf"),
        pytest.param("a\r\nb", 2, 2, 1, id="crlf-counts-once"),
        pytest.param("a\rb", 2, 2, 1, id="cr"),
        pytest.param("a\u2028b\x0bc\x0cd\x85e", 8, 1, 9, id="other-separators-end-no-line"),
        pytest.param("𠮷𠮷a", 2, 1, 3, id="code-points"),
        pytest.param("a\n", 2, 2, 1, id="after-the-last-ending"),
    ],
)
def test_lines(text: str, offset: int, line: int, column: int) -> None:
    assert Lines(text).at(offset) == (line, column)


@given(st.text(st.sampled_from("ab\n\r𠮷\u2028"), max_size=30), st.data())
def test_offsets_lead_there_and_back(text: str, data: st.DataObject) -> None:
    lines = Lines(text)
    offset = data.draw(st.integers(0, len(lines.text)))
    region = lines.region(offset, offset)
    assert lines.plain(region.start) == offset
    assert (region.line, region.column) == place(text, region.start)
