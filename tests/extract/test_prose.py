"""The short way through common blocks and plain text gives what the long way gives."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mdit_py_plugins.footnote.index import footnote_def

from linkcheck.extract import citing, inline, markdown, parser, plain_links
from linkcheck.extract.blocks import Block, Shape
from linkcheck.extract.cuts import Seen
from linkcheck.extract.origin import Origin
from linkcheck.extract.state import State
from tests.extract.test_standard import DOCUMENTS, Permissive, examples

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINES = st.sampled_from(
    [
        "文字", "A word", "  two blanks", "    four", "\ttab", "", "", " ", "# 标题", "## a #", "#no", "####### seven", "- 甲", "- 乙", "* 丙", "+ 丁", "-", "- - -",
        "***", "**粗**体", "*斜*", "* * *", "___", "_x_", "1. 一", "2. 二", "10) 十", "1234567890. x", "2024年", "12", "> 引", "> > 深", ">紧", "> - 项", "> ",
        "===", "---", "| a | b |", "|---|---|", ":-: | -", "a | b", "[x](y) z", "[r]: /u", "[r]: /u 't'", "[^1]: 注", "[^1]", "[ ] 待办", "- [ ] 待办", "[a]b]: c",
        "| a | \\| b | c |", "|-|:-:|-|", "|", "| |", "\\|", "|a|b|c|d|",
        "```", "~~~", "<div>", "</div>", "<!-- x -->", "<a>", "\\# no", "！", "（甲）", "\u3000\u3000缩进", "\u3000", "&amp;", "`x`", "$x$", "  - 嵌", "   续", "1. ", "~", "=",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map("\n".join)
WITHIN = st.lists(
    st.sampled_from(["> ", ">", "> > > ", "- ", "1. ", "2) ", "  ", "    ", " ", "[^1]: "]),
    max_size=4,
).map("".join)  # fmt: skip
LAZY = st.sampled_from(
    ["b", "文", "    c", "\t- d", "===", "---", "- e", "> f", "[r]: /u", "'t'", "|-|", "# g", ""]
)
NESTED = st.lists(st.builds(str.__add__, WITHIN, LINES) | LAZY, max_size=14).map("\n".join)
"""Quotes in lists and lists in quotes, with lines that go on lazily."""
PLAIN = [
    "文",
    "a",
    " ",
    "\n",
    "，",
    "http",
    "https:",
    "//",
    "www",
    ".",
    "@",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    ">",
    "`",
    "\\",
    "$",
    "x.y",
    "ftp",
    ":",
    "W",
    "w",
]


@cache
def long_way() -> MarkdownIt:
    made = Permissive("commonmark", {"maxNesting": 100, "inline_definitions": True})
    made.enable("table")
    rules = made.block.ruler
    rules.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    return made


def leaves(md: MarkdownIt, text: str) -> list[tuple[Any, ...]]:
    """What of markdown-it's blocks the reader of an article looks at."""
    tokens: list[Any] = []
    md.block.parse(text, md, {}, tokens)
    found = [
        (token.type, token.tag if token.type == "heading_open" else "", token.content)
        for token in tokens
        if token.type == "inline" or token.type in markdown.STEPS
    ]
    return without_padding(found)


def without_padding(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Of the empty cells that fill a row up one is as good as all."""
    empty = ("inline", "", "")
    return [one for before, one in pairwise([(), *found]) if one != empty or one != before]


class Listing:
    """A reader that lists what it is given."""

    wanted = frozenset(markdown.STEPS)

    def __init__(self) -> None:
        self.found: list[tuple[Any, ...]] = []
        self.starts: list[tuple[int, str]] = []

    def leaf(self, content: str, _line: int, start: int | None) -> None:
        self.found.append(("inline", "", content))
        if start is not None:
            self.starts.append((start, content))

    def step(self, token: Any) -> None:
        tag = token.tag if token.type == "heading_open" else ""
        self.found.append((token.type, tag, token.content))


def listed(text: str) -> Listing:
    listing = Listing()
    State(text, parser.parser(), listing).parse()
    return listing


@given(TEXTS | NESTED)
@example("# a|b\n|-|-|")
@example("- a\n\n  b")
@example("***")
@example("- a\n2. b")
@example("> > a\n    - x\n> > > b\n    - y\nz")
@example("> # a\nb\n> > c\nd\n\n> e")
@example("| a | b |\n|---|---|\n\u3000")
@example("- > a\nb\n- > > c\n  d\n # e")
@settings(max_examples=800)
def test_the_same_blocks(text: str) -> None:
    assert without_padding(listed(text).found) == leaves(long_way(), text)


@pytest.mark.parametrize("row", examples())
def test_the_same_blocks_of_the_specification(row: dict[str, Any]) -> None:
    assert without_padding(listed(row["markdown"]).found) == leaves(long_way(), row["markdown"])


@given(TEXTS)
@settings(max_examples=200)
def test_where_a_block_says_it_begins_it_stands(text: str) -> None:
    for start, content in listed(text).starts:
        assert text.startswith(content, start)


@given(st.lists(st.sampled_from(PLAIN), max_size=20).map("".join))
@settings(max_examples=400)
def test_what_may_cite_nothing_cites_nothing(text: str) -> None:
    if not inline.may_cite(text, definitions=False):
        assert not inline.Scan(text, {}).run().tape


PIECES = [
    *("[甲](https://a.example/b)", "![图 *b*](i.png)", "[a. B](/c&amp;d)", "[www.a](u)", "[", "]", "](", "](u)", "![", "^["),
    *("://", "www.", "WWW.", "!", "^", "文", " b", "\n", ".", "`", "<", ">", "https:d", "me", "@e.example", "\\", "$", "5"),
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("[甲](https://a.example/http://b.example/)，[乙](www.c.example)。")
@example("![a](b)![c](d)!")
@example("![甲 [a](b)](c)")
@example("`[a](b)` \\[a](b) $[a](b)$ <a:[a](b)> 甲@b.example[a](b)")
@example("<https:d[甲](e)>")
@example("me@e.example，[甲](u)")
@example("$a [b](u)$")
@settings(max_examples=1_500, deadline=None)
def test_plain_links_are_those_of_the_long_way(text: str) -> None:
    links = plain_links.of(text)
    if links is not None:
        short, long = (Block(shape=Shape.PARAGRAPH, text=text) for _ in range(2))
        plain_links.fill(short, links, Origin([0], [7]))
        citing.fill(long, inline.Scan(text, {}).run(), Origin([0], [7]))
        assert short == long


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("**延展阅读：**[甲](https://a.example/?b=c)，[乙](/d)。![丙](e)", 3),
        ("[甲](https://web.archive.org/web/2020/http://www.a.example/)", 1),
        ("文字", 0),
    ],
    ids=["links", "an-address-in-one", "none"],
)
def test_common_texts_go_the_short_way(text: str, links: int) -> None:
    found = plain_links.of(text)
    assert found is not None
    assert len(found) == links


@given(DOCUMENTS)
@settings(max_examples=200)
def test_nor_for_markdown_it(text: str) -> None:
    if not inline.may_cite(text, definitions=False):
        html = long_way().renderInline(text)
        assert "href=" not in html
        assert "src=" not in html


@given(DOCUMENTS)
@settings(max_examples=200)
def test_reading_with_cuts_is_cutting_and_reading(text: str) -> None:
    scan = inline.Scan(text, {}).run()
    reader = Seen(scan.cuts)
    reader.go_on(len(text))
    assert reader.text() == scan.cuts.within(0, len(text))
    assert reader.length == len(reader.text())
