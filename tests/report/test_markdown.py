from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from linkcheck.model import Known, Outcome, Report, Role, remark
from linkcheck.report import FORMATS, View
from linkcheck.report.markdown import code, link, text
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable


def told(report: Report, view: View) -> str:
    return "".join(FORMATS["markdown"].render(report, view))


def page(markdown: str) -> HTMLParser:
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE  # raw HTML passes, so that an escape shows
    return HTMLParser(cmarkgfm.github_flavored_markdown_to_html(markdown, options))


def plain(markdown: str) -> str:
    """What a reader of the rendered Markdown sees."""
    return (page(markdown).text() or "").replace("\u200b", "").removesuffix("\n")


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_the_article(lang: str, golden: Callable[[str, str], None]) -> None:
    golden(f"fixtures/golden/article-{lang}.md", told(sample.REPORT, View(lang=lang)))


def test_several_documents(golden: Callable[[str, str], None]) -> None:
    golden("fixtures/golden/several-en.md", told(sample.SEVERAL, View()))


def test_what_needs_a_person_is_a_table_and_the_rest_is_folded_away() -> None:
    html = page(told(sample.INTERRUPTED, View()))
    rows = html.css("tbody tr")
    assert [strong.text() for strong in html.css("tbody strong")] == [
        "dead",
        "dead",
        "suspect",
        "unsure",
        "unsure",
    ]
    assert all(len(row.css("td")) == 5 for row in rows)
    assert len(html.css("details li")) == 9


def test_many_unsure_are_folded_away() -> None:
    html = page(told(sample.many(30), View()))
    assert not html.css("table")
    assert [fold.text() for fold in html.css("summary")] == ["10 unsure", "20 alive"]


HOSTILE = [
    pytest.param("a|b", id="pipe"),
    pytest.param("a\\|b", id="escaped-pipe"),
    pytest.param("`code` ``", id="backticks"),
    pytest.param("<script>alert(1)</script>", id="html"),
    pytest.param("<!-- -->", id="comment"),
    pytest.param("[a](https://evil.example)", id="link"),
    pytest.param("![a](https://evil.example/x.png)", id="image"),
    pytest.param("https://evil.example www.evil.example", id="autolinks"),
    pytest.param("me@evil.example", id="mail"),
    pytest.param("@everyone fixes #1 and GH-1", id="mention"),
    pytest.param("**bold** _it_ ~~no~~ $x$", id="marks"),
    pytest.param("&lt;b&gt; &amp;copy;", id="entities"),
    pytest.param("\\", id="backslash"),
    pytest.param("[x]: https://evil.example", id="definition"),
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_text(words: str) -> None:
    cell = page(f"| a |\n| --- |\n| x {text(words)} |\n").css_first("td")
    assert cell is not None
    assert (cell.text() or "").replace("\u200b", "") == f"x {words}"
    assert not cell.css("a, img, script, strong, em, del, code")


@pytest.mark.parametrize("words", [p for p in HOSTILE if p.id != "escaped-pipe"])
def test_code_stays_code(words: str) -> None:
    cell = page(f"| a |\n| --- |\n| {code(words)} |\n").css_first("td")
    assert cell is not None
    assert cell.text() == words.strip(" ")
    assert not cell.css("a, img, script")


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1))
def test_any_words_stay_text(words: str) -> None:
    assert plain(f"x {text(words)} y") == f"x {words} y"


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1))
def test_any_words_keep_a_table_whole(words: str) -> None:
    row = page(f"| a | b |\n| --- | --- |\n| {code(words)} | {text(words)} |\n").css("tbody td")
    assert len(row) == 2
    assert (row[1].text() or "").replace("\u200b", "") == words


def test_mentions_and_issues_are_broken() -> None:
    assert text("@me #1") == "@&#8203;me #&#8203;1"


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2021/https://a.org/?a=1&copy=2|3",
        "https://a.org/>)<`\\ x",
        "https://a.org/战争",
    ],
    ids=["query", "marks", "han"],
)
def test_a_copy_is_a_link(url: str) -> None:
    cell = page(f"| a |\n| --- |\n| {link('copy', url)} |\n").css_first("td a")
    assert cell is not None
    assert cell.text() == "copy"
    assert str(cell.attributes["href"]).startswith("https://")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.org", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    assert link("copy", url) == "copy"


def test_a_hostile_report_has_no_link_of_a_strangers() -> None:
    place = sample.reference(
        "1:1", Role.LINK, "[x](https://evil.example)", "https://evil.example/`|"
    )
    found = sample.finding(
        (place,), Outcome.DEAD, remark("problem", problem="<img src=x> https://evil.example")
    )
    html = page(told(replace(sample.REPORT, findings=(found,)), View()))
    assert not html.css("a, img")
    assert len(html.css("tbody td")) == 5


def test_a_baseline_of_any_name_stays_text() -> None:
    known = Known(path="<img src=x>", entries=3, met=2, sources=2, archived=0)
    html = page(told(replace(sample.REPORT, known=known), View()))
    assert not html.css("img")
    assert "<img src=x>" in (html.text() or "")
