from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from linkcheck.report.layout import clip, clip_middle, pad, wrap

texts = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" 中，。（“"))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("short", 10, ["short"], id="fits"),
        pytest.param("one two three", 8, ["one two", "three"], id="at-blanks"),
        pytest.param("莫斯科与北约", 7, ["莫斯科", "与北约"], id="between-han"),
        pytest.param("莫斯科，与北约", 6, ["莫斯", "科，与", "北约"], id="no-comma-first"),
        pytest.param("北约（莫斯科", 6, ["北约", "（莫斯", "科"], id="no-bracket-last"),
        pytest.param("timeout：没有回应", 12, ["timeout：没", "有回应"], id="mixed"),
        pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="long-word"),
        pytest.param("whole text", None, ["whole text"], id="no-width"),
        pytest.param("", 5, [""], id="empty"),
    ],
)
def test_wrap(text: str, width: int | None, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(texts, st.integers(8, 60))
def test_wrapped_lines_fit_and_lose_only_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        pytest.param("北约的每个人", 12, "北约的每个人", id="fits"),
        pytest.param("北约的每个人", 11, "北约的每个…", id="han"),
        pytest.param("北约的每个人", 8, "北约的…", id="half-a-han"),
        pytest.param("any", None, "any", id="no-width"),
    ],
)
def test_clip(text: str, width: int | None, short: str) -> None:
    assert clip(text, width) == short


def test_a_cut_url_keeps_both_ends() -> None:
    assert clip_middle("https://a.org/one/two/three.html", 20) == "https://a.or…ee.html"


@given(texts, st.integers(2, 60))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width
    assert cell_len(clip_middle(text, width)) <= width


def test_padding_counts_cells() -> None:
    assert pad("北约", 6) == "北约  "
