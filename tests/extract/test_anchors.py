"""Where links may lead within an article: GitHub's ids of headings, and those that the article writes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.extract.anchors import anchors, slug
from linkcheck.model import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

SLUGS = {
    "words": ("Two Words", "two-words"),
    "punctuation": ("What's new? (v1.2)", "whats-new-v12"),
    "an ampersand leaves its blanks": ("Q & A", "q--a"),
    "a slash": ("CI/CD", "cicd"),
    "underscore and hyphen": ("snake_case and kebab-case", "snake_case-and-kebab-case"),
    "Chinese": ("背景", "背景"),
    "Chinese punctuation": ("一、背景：“北约”（2021年）", "一背景北约2021年"),
    "Chinese with blanks": ("第 1 章 Introduction", "第-1-章-introduction"),
    "an ideographic blank": ("第一章　背景", "第一章背景"),
    "a full-width letter": ("Ａ方案", "ａ方案"),
    "Cyrillic": ("Привет Мир", "привет-мир"),
    "accents": ("Résumé", "résumé"),
    "combining marks": ("हिन्दी", "हिन्दी"),
    "emoji": ("🎉 Party", "-party"),
    "an emoji by name": (":tada: Party", "tada-party"),
    "a dash": ("a – b", "a--b"),
    "an apostrophe of print": ("It’s", "its"),
    "a superscript": ("x²", "x"),
    "nothing": ("？", ""),
}


@pytest.mark.parametrize(("text", "id_"), SLUGS.values(), ids=SLUGS)
def test_slugs_as_github_makes_them(text: str, id_: str) -> None:
    assert slug(text) == id_


def found(text: str, kind: Kind = Kind.MARKDOWN) -> set[str]:
    seen = anchors(Document(path="a", text=text, kind=kind))
    assert seen is not None
    return set(seen.names | seen.slugs)


ARTICLES: dict[str, tuple[str, set[str]]] = {
    "a heading": ("# One\n", {"one"}),
    "underlined": ("One\n===\n\nTwo\n---\n", {"one", "two"}),
    "closed": ("## One ##\n", {"one"}),
    "of each level": ("# a\n## b\n### c\n#### d\n##### e\n###### f\n####### g\n", set("abcdef")),
    "repeated": ("# 背景\n## 背景\n# 背景\n", {"背景", "背景-1", "背景-2"}),
    "repeated as another is called": ("# a\n# a\n# a-1\n", {"a", "a-1", "a-1-1"}),
    "markup": ("# `code_x` *and* **bold** ~~gone~~ [link](http://x)\n", {"code_x-and-bold-gone-link"}),
    "escapes and entities": ("# a\\*b &amp; c\n", {"ab--c"}),
    "an image is no text": ("# Title ![alt](x.png)\n", {"title-", "title"}),
    "a tag is no text": ("# <a name='x'></a>Title\n", {"title", "x"}),
    "explicit": ("## 背景 {#background}\n", {"background", "背景", "背景-background"}),
    "explicit, with classes": ("## A {.c #b key=v}\n", {"b", "a", "a-c-b-keyv"}),
    "kramdown's": ("## A\n{: #b .c}\n", {"a", "b"}),
    "on a span": ("text [word]{#w} more\n", {"w"}),
    "in a quote": ("> # Quoted\n", {"quoted"}),
    "in a list": ("- # Listed\n", {"listed"}),
    "HTML alone": ('<a id="here"></a>\n', {"here"}),
    "HTML in a paragraph": ("text <span id=here>x</span> <a name='there'></a>\n", {"here", "there"}),
    "a name of another element": ('<input name="q">\n', set()),
    "a heading in HTML": ('<h2 align="center">Big <b>Thing</b> &amp; co</h2>\n', {"big-thing--co"}),
    "counted together": ("# Thing\n\n<h2>Thing</h2>\n", {"thing", "thing-1"}),
    "in code": ("```\n# no\n<a id='no'></a>\n```\n\n    # no\n\n`<a id='no'>`\n", set()),
    "in a comment": ("<!-- <a id='no'></a>\n# no -->\n", set()),
    "not after a letter": ("a#b\n#no\n", set()),
    "Windows line ends": ("# One\r\ntext\r\n\r\nTwo\r\n---\r\n", {"one", "two"}),
    "in a table": ("| a |\n| - |\n| <a id='cell'></a> |\n", {"cell"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ARTICLES.values(), ids=ARTICLES)
def test_of_an_article(text: str, names: set[str]) -> None:
    assert found(text) == names


def test_front_matter_has_no_headings() -> None:
    text = "---\n# a comment\ntitle: x\n---\n# One\n"
    seen = anchors(Document(path="a.md", text=text, body=text.index("# One")))
    assert seen is not None
    assert seen.slugs == {"one"}


PAGES: dict[str, tuple[str, set[str]]] = {
    "ids": ('<h1 id="top-of">x</h1><p ID=second>', {"top-of", "second"}),
    "a name": ('<a name="old">', {"old"}),
    "entities": ('<p id="a&amp;b">', {"a&b"}),
    "headings get none by themselves": ("<h1>One</h1>", set()),
    "in a script": ("<script>'<p id=no>'</script><p id=yes>", {"yes"}),
    "in a comment": ("<!-- <p id=no> -->", set()),
}


@pytest.mark.parametrize(("text", "names"), PAGES.values(), ids=PAGES)
def test_of_a_page(text: str, names: set[str]) -> None:
    assert found(text, Kind.HTML) == names


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.URLS])
def test_others_have_none(kind: Kind) -> None:
    assert anchors(Document(path="a", text="# x\n", kind=kind)) is None


@given(st.text(alphabet="#ab -_`*[](){}<>\"'=\n背é\\&;", max_size=80))
def test_any_article_has_anchors(text: str) -> None:
    seen = anchors(Document(path="a", text=text))
    assert seen is not None
    assert all(each == each.lower() for each in seen.slugs)


HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "# " + "[" * n,
    "braces": lambda n: "# " + "{#" * n,
    "braces in lines": lambda n: "{#x " * n,
    "tags left open": lambda n: "<a id=" * n,
    "backticks": lambda n: "# " + "`a" * n,
    "equal headings": lambda n: "# a\n" * n,
    "emphasis": lambda n: "# " + "*a_" * n,
    "headings in HTML": lambda n: "<h2>" * n,
}


def work(text: str) -> int:
    """Calls of functions, which no other load on the machine disturbs."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_about_twice_the_work(hostile: Callable[[int], str]) -> None:
    found(hostile(10))  # what is loaded and compiled once is no work on the text
    assert work(hostile(4_000)) < 2.5 * work(hostile(2_000)) + 500
