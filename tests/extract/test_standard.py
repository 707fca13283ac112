"""Conformance: every example of CommonMark 0.31.2, GFM's extensions, and two other implementations' opinion.

The specification's examples come with a development package's source archive, which `make setup` fetches into
`.venv/spec`; what GFM adds is held to GitHub's own parser, cmark-gfm.
"""

from __future__ import annotations

import json
import sys
import tarfile
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

SPEC = Path(sys.prefix) / "spec"


def examples() -> list[Any]:
    """The examples of the specification: Markdown and HTML."""
    (archive,) = SPEC.glob("mistletoe-*.tar.gz")
    with tarfile.open(archive) as opened:
        (name,) = (each for each in opened.getnames() if each.endswith("/commonmark.json"))
        file = opened.extractfile(name)
        assert file is not None
        return [pytest.param(row, id=str(row["example"])) for row in json.load(file)]


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


@pytest.mark.parametrize("row", examples())
def test_commonmark(row: dict[str, Any]) -> None:
    assert cited(row["markdown"]) == Rendered(row["html"]).urls


GFM = {
    "www": "www.paper.example",
    "www in a sentence": "Read www.paper.example/2021/story for more.",
    "final punctuation": "See www.paper.example. Or www.paper.example/a.b, or www.paper.example!?",
    "balanced brackets": "www.paper.example/find?q=war+(history)",
    "one bracket too many": "(www.paper.example/find?q=war+(history))",
    "brackets within": "www.paper.example/find?q=(war))+now",
    "entity at the end": "www.paper.example/?a=1&b=2&copy;",
    "less-than": "www.paper.example/sto<ry",
    "http": "(at http://paper.example/find?q=a+(b))",
    "https": "https://secure.paper.example/x_y*z",
    "underscore in the host": "http://under_score.paper.example/x",
    "underscore in the last two": "http://paper.ex_ample/x",
    "in emphasis": "**http://paper.example/a** _http://paper.example/b_ ~~http://paper.example/c~~",
    "after a bracket": "(http://paper.example/a) <b>http://paper.example/b</b>",
    "in a code span": "`http://paper.example/a`",
    "mail": "desk@paper.example",
    "mail in a sentence": "Write to first.last+tag@mail.paper.example.",
    "mail with a plus in the host": "no@mail+x.example and yes+x@mail.example",
    "mail that ends badly": "a@b.example- a@b.example_",
    "table": "| a | b |\n| - | - |\n| [x](http://a.example/1) | ![y](http://a.example/2) |",
    "table with an escaped pipe": "| a |\n| - |\n| [x\\|y](http://a.example/1) |",
    "table that is none": "| a | b |\n| - |\n| [x](http://a.example/1) |",
    "table with a short row": "| a | b |\n| - | - |\n| [x](http://a.example/1) |\n| y | [z](http://a.example/2) | [w](http://a.example/3) |",
    "task list": "- [ ] [x](http://a.example/1)\n- [x] [y](http://a.example/2)",
}
EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")


@pytest.mark.parametrize("markdown", GFM.values(), ids=GFM.keys())
def test_gfm(markdown: str) -> None:
    html = cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE, extensions=EXTENSIONS
    )
    assert cited(markdown, bare=True) == Rendered(html).urls


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
@settings(max_examples=400, derandomize=True)
def test_the_same_links_as_markdown_it(text: str) -> None:
    assert cited(text) == Rendered(markdown_it().render(text)).urls


@given(DOCUMENTS)
@settings(max_examples=300, derandomize=True)
def test_the_same_links_as_cmark(text: str) -> None:
    html = cmarkgfm.markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    assert cited(text) == Rendered(html).urls
