"""The page as a parser sees it; what a browser makes of it is in tests/browser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from linkcheck.model import Grade, Nearly, Outcome, Report, Role, remark
from linkcheck.report import FORMATS, View
from linkcheck.report.html import drawing
from linkcheck.report.summary import Health
from tests.report import sample
from tests.report.test_any_report import reports, some

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)>"'{{ 7*7 }}"""


def told(report: Report, lang: str = "en") -> str:
    return "".join(FORMATS["html"].render(report, View(lang=lang)))


def page(report: Report, lang: str = "en") -> HTMLParser:
    return HTMLParser(told(report, lang))


def texts(parsed: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in parsed.css(selector)]


def test_the_article(golden: Callable[[str, str], None]) -> None:
    golden("fixtures/golden/article-zh-Hans.html", told(sample.REPORT, "zh-Hans"))


def test_one_article_in_its_own_order() -> None:
    parsed = page(sample.REPORT)
    assert texts(parsed, "main .place") == [
        f"{f.references[0].region.line}:{f.references[0].region.column}" for f in sample.FINDINGS
    ]
    assert texts(parsed, "h1") == [sample.TITLE]
    assert "8 of 10 sources can be verified today" in texts(parsed, ".health p")[0]


def test_each_source_unfolds_to_its_story() -> None:
    story = page(sample.REPORT).css("#c5 .story")[0]
    text = " ".join(story.text().split())
    for part in ("14:14", "404 twice, 6 s apart", "look 2", "GET https://gnews.org", "Page not"):
        assert part in text
    (link,) = story.css(".copies a")
    assert (link.attributes["href"] or "").startswith("https://web.archive.org/web/20211223")
    assert len(story.css(".timeline circle.good")) == 1
    assert len(story.css(".timeline .cited")) == 1


def test_which_rules_nearly_decided() -> None:
    (first, *rest) = sample.FINDINGS
    near = Nearly("parked", remark("nearly.words", words="for sale"))
    changed = replace(first, verdict=replace(first.verdict, nearly=(near,)))
    text = page(replace(sample.REPORT, findings=(changed, *rest))).css("#c1 .story")[0].text()
    assert "parked" in text
    assert "for sale" in text


def test_several_documents_come_worst_first_and_a_story_is_told_once() -> None:
    parsed = page(sample.SEVERAL)
    heads = texts(parsed, "main h2")
    assert [head.split(" ")[0] for head in heads] == [sample.ARTICLE, sample.OTHER]
    assert {node.attributes["data-outcome"] for node in parsed.css("main li[id]")} == {
        "dead",
        "suspect",
        "unsure",
    }
    again = parsed.css("main section:nth-of-type(2) li[id] .story a[href^='#c']")
    assert [node.attributes["href"] for node in again] == ["#c1", "#c3"]
    assert texts(parsed, "#hosts") == ["Hosts that cost the most citations"]
    assert len(parsed.css("section[aria-labelledby=ages] tr")) == 5


def test_it_loads_nothing_and_runs_only_its_own() -> None:
    html = told(sample.REPORT)
    parsed = HTMLParser(html)
    (policy,) = [
        node.attributes["content"] or ""
        for node in parsed.css("meta")
        if node.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not parsed.css("[src], [style], link, iframe, object, form")
    assert not [n for n in parsed.css("*") if any(k.startswith("on") for k in n.attributes)]


def test_a_strangers_markup_stays_text() -> None:
    place = sample.reference("1:1", Role.LINK, HOSTILE, f"https://a.org/{HOSTILE}", path=HOSTILE)
    note = remark("problem", problem=HOSTILE)
    evidence = sample.seen("https://a.org/", 200, title=HOSTILE)
    found = sample.finding(
        (place,), Outcome.DEAD, sample.because(HOSTILE, HOSTILE), notes=(note,), evidence=evidence
    )
    report = replace(
        sample.REPORT,
        findings=(found,),
        documents=(sample.document(HOSTILE, HOSTILE),),
        problems=(HOSTILE,),
    )
    parsed = page(report)
    assert len(parsed.css("script")) == 1
    assert not parsed.css("img")
    assert HOSTILE in parsed.css("h1")[0].text()
    assert HOSTILE in parsed.css(".label")[0].text()


HREFS = {
    "of the web": ("https://a.org/x?a=1&b=2", "https://a.org/x?a=1&b=2"),
    "a script": ("javascript:alert(1)", None),
    "data": ("data:text/html,x", None),
    "a secret": ("https://u:pw@a.org/", None),
    "a trick of direction": ("https://a.org/\u202egro.b", None),
}


@pytest.mark.parametrize(("url", "href"), HREFS.values(), ids=HREFS.keys())
def test_only_what_may_be_followed_is_a_link(url: str, href: str | None) -> None:
    place = sample.reference("1:1", Role.LINK, "x", url)
    found = sample.finding((place,), Outcome.DEAD, sample.OK)
    links = page(replace(sample.REPORT, findings=(found,))).css("dl a")
    assert [node.attributes["href"] for node in links] == ([href] if href else [])


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_it_speaks_the_readers_language(lang: str) -> None:
    parsed = page(sample.REPORT, lang)
    assert parsed.css("html")[0].attributes["lang"] == lang
    assert texts(parsed, ".skip") == [
        {"en": "To the sources", "zh-Hans": "跳到来源列表", "zh-Hant": "跳到來源清單"}[lang]
    ]


def test_in_a_long_report_the_living_are_told_in_a_line() -> None:
    parsed = page(sample.long(1_400))
    assert len(parsed.css("main li[id]")) == 1_400
    assert len(parsed.css("li[data-outcome=alive] .story")) == 0
    assert len(parsed.css("li[data-outcome=dead] .story")) == 200


def test_nothing_cited_is_a_page_too() -> None:
    parsed = page(replace(sample.REPORT, findings=(), documents=()))
    assert parsed.css("main")
    assert not parsed.css("main li[id]")


@some
@given(reports())
def test_any_report_is_a_page_with_each_source_once(report: Report) -> None:
    parsed = page(report)
    if len(report.documents) == 1:
        assert len(parsed.css("main li[id]")) == len(report.findings)
    assert len(parsed.css("script")) == 1
    assert not parsed.css("body [onerror], img, iframe")


def test_the_time_line_spans_the_copies_and_the_citation() -> None:
    copies = [
        sample.copy("https://a.org/", day, Grade.GOOD, sample.SHOWS)
        for day in (date(2021, 1, 1), date(2021, 1, 11))
    ]
    line = drawing.timeline(copies, date(2021, 1, 6), "en")
    assert line is not None
    assert [dot.x for dot in line.dots] == [20.0, 580.0]
    assert line.cited == 300.0
    assert drawing.timeline([], date(2021, 1, 6), "en") is None
    alone = drawing.timeline(copies[:1], None, "en")
    assert alone is not None
    assert (alone.cited, alone.dots[0].x) == (None, 300.0)


def test_the_bar_of_nothing_is_empty() -> None:
    assert drawing.bar(Health(sources=0, live=0, archived=0)) == drawing.Bar(0, 0)
    assert drawing.bar(Health(sources=4, live=1, archived=2)) == drawing.Bar(25, 50)
