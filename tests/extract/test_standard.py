"""Conformance: every example of CommonMark 0.31.2 and of GFM's extensions, and two other implementations' opinion."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linkcheck.extract import extract
from linkcheck.model import Document, Role

EXTRACT = Path(__file__).parents[2] / "fixtures" / "extract"


def examples(name: str) -> list[Any]:
    rows = json.loads((EXTRACT / name).read_text("utf-8"))["examples"]
    return [pytest.param(row, id=str(row["example"])) for row in rows]


def cited(markdown: str, *, bare: bool = False) -> list[str]:
    unwanted = {Role.DEFINITION} if bare else {Role.DEFINITION, Role.BARE}
    references = extract(Document(path="a", text=markdown))
    return [unquote(one.url) for one in references if one.role not in unwanted]


class Rendered(HTMLParser):
    """The URLs of a rendered page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.urls += (unquote(value or "") for name, value in attrs if name in {"href", "src"})


@pytest.mark.parametrize("row", examples("commonmark-0.31.2.spec"))
def test_commonmark(row: dict[str, Any]) -> None:
    assert cited(row["markdown"]) == [unquote(url) for url in row["urls"]]


@pytest.mark.parametrize("row", examples("gfm-0.29.spec"))
def test_gfm(row: dict[str, Any]) -> None:
    bare = row["extension"] == "autolink"
    assert cited(row["markdown"], bare=bare) == [unquote(url) for url in row["urls"]]


class Permissive(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


@cache
def markdown_it() -> MarkdownIt:
    return Permissive("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])


PIECES = st.sampled_from(
    (
        *[
            "[",
            "]",
            "(",
            ")",
            "![",
            "](u)",
            "[a](b)",
            "][",
            "[r]",
            "[r][]",
            "[x][r]",
            "![i](s)",
            "<",
            ">",
            "<u>",
            "<http://h>",
            '"',
            "'",
            "\\",
            "\\[",
            "`",
            "``",
        ],
        *[
            "*",
            "**",
            "_",
            "~~",
            "&",
            "&amp;",
            "a",
            "b",
            "文",
            "。",
            "（",
            "!",
            ":",
            "|",
            "-",
            "#",
            "+",
            "1.",
            "(t)",
            "'q'",
            '"d"',
            "^",
            "<a>",
            "</a>",
            "<!--c-->",
        ],
        *(
            " ",
            "\n",
            "\n\n",
            "\t",
            "    ",
            "\n> ",
            "\n- ",
            "\n\n[r]: /r 't'\n",
            "\n|-|-|\n",
            "\n# ",
        ),
        "<b href='z'>",
    )
)
DOCUMENTS = st.lists(PIECES, max_size=40).map("".join)


# Examples are the same in every run, since all three know corners where the standard is on one side only: markdown-it
# takes `[r](` at the end of a text for no reference, and a label with brackets in it for a label; cmark-gfm 0.29
# precedes the standard's present declarations.
@given(DOCUMENTS)
@example("[a](b [c](d) e)")
@example("![[a](b)](c)[![d](e)](f)")
@settings(max_examples=400, deadline=None, derandomize=True)
def test_the_same_links_as_markdown_it(text: str) -> None:
    assert cited(text) == Rendered(markdown_it().render(text)).urls


@given(DOCUMENTS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_the_same_links_as_cmark(text: str) -> None:
    html = cmarkgfm.markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    assert cited(text) == Rendered(html).urls
