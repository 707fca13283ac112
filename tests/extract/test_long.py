"""A long text is read in stretches, its blocks in lots, its lines in tables of another kind: all that gives what is read at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from linkcheck.extract import extract, markdown, packing, places, roles, state, survey
from linkcheck.extract.packing import Packed
from linkcheck.model import Document, Field, Kind
from tests.extract.test_prose import LINES, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = (
    (places, "_LONG"),
    (survey, "STRETCH"),
    (markdown, "STRETCH"),
    (state, "_AT_ONCE"),
    (roles, "_AT_ONCE"),
    (packing, "_LOT"),
)
"""From where on a text is long, of the many kinds of long."""
MORE = st.sampled_from(
    [
        "[甲](https://a.example/)", "![](b.png)", "*来源：[c](d)*", "图：[e](f)", "延展阅读", "## 延展阅读", "- [g](h)", "- **延展阅读：**[i](j)", "1. [k](l)", "免责声明：[m](n)",
        "- [官网](o)", "<p>[q](r)<a href=s>t<p>u</a>", "<footer><a href=v>w</a></footer>", "http://x.example/y", "[r]", "[^1]: [z](ä)", "一句话，很长，有很多字，比二十个字还要多得多。", "\r", "[r]: <ö> '", "'",
        "!!! note", '    !!! tip "[s](t)"', '=== "[u](v)"', "    [w](x)", "        y", "::: tip [z](ß)", ":::", "> [!note] [ä](ö)",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES | MORE, max_size=20).map("\n".join)


@contextmanager
def small(number: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module, name in SMALL:
            patch.setattr(module, name, number)
        yield


@given(TEXTS, st.sampled_from([Kind.MARKDOWN, Kind.HTML, Kind.TEXT, Kind.URLS]), st.integers(1, 40))
@example("[r]: <ö> '\na\n\n'\n\n[r]", Kind.MARKDOWN, 1)
@example("- [g](h)\n- [g](h)\n\n- - -\n- [官网](o)", Kind.MARKDOWN, 1)
@example("![](b.png)\n\n[r]: /u\n\n*来源：[c](d)*\n\n[r]", Kind.MARKDOWN, 3)
@settings(max_examples=600)
def test_the_same_at_any_length(text: str, kind: Kind, number: int) -> None:
    field = Field("image", text[:9], 0, min(len(text), 9))
    document = Document(path="a", text=text, kind=kind, fields=(field,))
    found = (*extract(document),)
    with small(number):
        again = extract(document)
        assert (*again,) == found
        assert len(again) == len(found)
        assert again[1:4] == found[1:4]
        is_packed = len(found) >= number and kind is not Kind.URLS
        assert isinstance(again, Packed) == is_packed


@given(TEXTS)
@settings(max_examples=200)
def test_references_come_in_their_order(text: str) -> None:
    starts = [one.region.start for one in extract(Document(path="a", text=text))]
    assert starts == sorted(starts)


@given(st.text("\n \ta文\u3000\f\r", max_size=12), st.sampled_from([0, 100]))
@settings(max_examples=400)
def test_lines_are_counted_as_by_markdown_it(text: str, long: int) -> None:
    parser = MarkdownIt("commonmark")
    theirs = StateBlock(text, parser, {}, [])
    with small(long):
        ours = state.State(text, parser, Listing())
    for name in ("bMarks", "eMarks", "tShift", "sCount", "bsCount"):
        assert [*getattr(ours, name)] == getattr(theirs, name), name
    assert ours.lineMax == theirs.lineMax
