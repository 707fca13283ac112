"""Where a bare URL begins and ends: GFM's rules, and those of Chinese text (FIELD §1a)."""

from __future__ import annotations

import pytest

from linkcheck.extract import extract
from linkcheck.model import Document, Kind

LONG = "https://a.example/docs"

CASES = [
    pytest.param("见https://a.example/x。后", ["https://a.example/x"], id="full-stop"),
    pytest.param("http://x.com。后面", ["http://x.com"], id="full-stop-after-the-host"),
    pytest.param("https://a.example，https://b.example", ["https://a.example", "https://b.example"], id="comma-parts-two"),
    pytest.param("https://a.example、https://b.example；", ["https://a.example", "https://b.example"], id="pause-parts-two"),
    pytest.param("（https://a.example/x）", ["https://a.example/x"], id="wide-brackets"),
    pytest.param("《https://a.example/x》【https://b.example】", ["https://a.example/x", "https://b.example"], id="book-marks"),
    pytest.param("“https://a.example/x”‘https://b.example’", ["https://a.example/x", "https://b.example"], id="quotes"),
    pytest.param("https://a.example/x……https://b.example——", ["https://a.example/x", "https://b.example"], id="dashes-dots"),
    pytest.param("https://a.example/x（注）", ["https://a.example/x"], id="balanced-wide-brackets"),
    pytest.param("https://a.example/x\u3000后", ["https://a.example/x"], id="ideographic-blank"),
    pytest.param("https://a.example/x\u200b后", ["https://a.example/x"], id="zero-width-blank"),
    pytest.param("https://zh.example/wiki/中国", ["https://zh.example/wiki/中国"], id="han-after-a-slash"),
    pytest.param("https://a.example/?q=中国&p=1", ["https://a.example/?q=中国&p=1"], id="han-in-a-query"),
    pytest.param("https://例子.中国/路", ["https://例子.中国/路"], id="idn"),
    pytest.param("https://新闻.example/", ["https://新闻.example/"], id="idn-label"),
    pytest.param("https://a.example这里", ["https://a.example"], id="han-glued-to-the-host"),
    pytest.param("看www.a.example/x，", ["http://www.a.example/x"], id="www-after-han"),
    pytest.param("www.例子.com", ["http://www.例子.com"], id="www-idn"),
    pytest.param("xwww.a.example awww.b", [], id="www-inside-a-word"),
    pytest.param("www.a", [], id="www-without-a-domain"),
    pytest.param("(https://a.example/x)后", ["https://a.example/x"], id="round-bracket-before-han"),
    pytest.param("(https://a.example/x),后", ["https://a.example/x"], id="round-bracket-and-comma"),
    pytest.param("https://a.example/x_(y) z", ["https://a.example/x_(y)"], id="balanced"),
    pytest.param("https://a.example/x)y z", ["https://a.example/x)y"], id="closing-inside"),
    pytest.param("[https://a.example/x]", ["https://a.example/x"], id="square"),
    pytest.param("https://a.example/x?a[]=1", ["https://a.example/x?a[]=1"], id="square-balanced"),
    pytest.param("https://a.example/x[^1]", ["https://a.example/x"], id="note-after-it"),
    pytest.param("https://a.example/x[b](https://c.example)", ["https://a.example/x", "https://c.example"], id="link-after-it"),
    pytest.param("**https://a.example/x**后", ["https://a.example/x"], id="bold"),
    pytest.param("https://a.example/x.,:;!?'\"", ["https://a.example/x"], id="trailing"),
    pytest.param("https://a.example/?a=1&amp;b=2&copy;", ["https://a.example/?a=1&b=2"], id="entities"),
    pytest.param("https://a.example/a\\_b", ["https://a.example/a_b"], id="escape"),
    pytest.param("https://a.example/x<b>", ["https://a.example/x"], id="tag-after-it"),
    pytest.param("https://a.example,https://b.example", ["https://a.example", "https://b.example"], id="ascii-comma-between"),
    pytest.param("https://web.example/web/2020/https://b.example/", ["https://web.example/web/2020/https://b.example/"], id="url-inside"),
    pytest.param("HTTPS://A.Example/X", ["HTTPS://A.Example/X"], id="case-kept"),
    pytest.param("http://[::1]:8080/x", ["http://[::1]:8080/x"], id="address"),
    pytest.param("https:// http://。 http://)", [], id="nothing-after-the-scheme"),
    pytest.param("写信给a.b+c@d.example。", ["mailto:a.b+c@d.example"], id="mail"),
    pytest.param("mailto:a@b.example", ["mailto:a@b.example"], id="mailto"),
    pytest.param("@user a@b a@b.c_ a@b.example-", [], id="no-mail"),
    pytest.param("pkg@1.2.3 @scope/pkg@10.3.10, pkg@v4.0.1", [], id="a-version"),
    pytest.param("a@b2.example3x a@xn--fiqs8s.xn--fiqs8s", ["mailto:a@b2.example3x", "mailto:a@xn--fiqs8s.xn--fiqs8s"], id="a-digit-within"),
    pytest.param("medium.example/@user.name", [], id="handle"),
]  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.MARKDOWN, Kind.TEXT], ids=str)
@pytest.mark.parametrize(("text", "urls"), CASES)
def test_bare_urls(text: str, urls: list[str], kind: Kind) -> None:
    if kind is Kind.TEXT and ("](" in text or "**" in text):
        return
    assert [one.url for one in extract(Document(path="a", text=text, kind=kind))] == urls


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        pytest.param(f"{LONG}了解更多", LONG, id="after-a-word"),
        pytest.param("https://a.example/2024年报告", "https://a.example/2024", id="after-a-number"),
        pytest.param("https://a.example/x.html，看", None, id="after-punctuation"),
        pytest.param("https://a.example/wiki/中国", None, id="after-a-slash"),
        pytest.param(LONG, None, id="no-han"),
        pytest.param("https://a.example/a,后面", None, id="after-a-comma"),
    ],
)
def test_what_a_url_may_have_swallowed(text: str, shorter: str | None) -> None:
    (one,) = extract(Document(path="a", text=text))
    assert one.shorter == shorter


def test_a_list_of_urls_keeps_each_line_as_it_stands() -> None:
    text = "# comment\nhttps://a.example/\n\n  http://exa mple \nwww.b.example\r\n#x\nnonsense"
    found = extract(Document(path="a", text=text, kind=Kind.URLS))
    assert [(one.region.line, one.region.column, one.url) for one in found] == [
        (2, 1, "https://a.example/"),
        (4, 3, "http://exa mple"),
        (5, 1, "http://www.b.example"),
        (7, 1, "nonsense"),
    ]
