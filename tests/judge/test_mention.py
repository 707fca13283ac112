"""Phrases that are a page's own word, and the same where they are spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck.judge import wording
from linkcheck.judge.mention import is_quoted, is_spoken_of, says_more
from tests.judge.build import case, html, look, rule

if TYPE_CHECKING:
    import re

NOTICES = (
    "Page not found",
    "404: Page not found",
    "404 Not found: /foo/bar",
    "Where did the page go? Page not found",
    "Page not found - but don't worry",
    "“Page not found”",
    "Sorry, we can't find that page",
    "Oops! That page can’t be found.",
    "系统提示：您访问的页面不存在",
    "错误提示 页面不存在",
    "温馨提示：文章已被删除",
    "抱歉，您要访问的页面找不到了",
    "很抱歉，您所查詢的新聞不存在或已下架",
)
SPOKEN_OF = (
    "Page not found after login",
    "404 Not Found when opening my shop page",
    "Why does it say “This video is unavailable”?",
    "How to fix “page not found” in the app",
    "Deleted posts answer 200 with “This post has been deleted”",
    "Not found: the girl who swam away",
    "The story that no longer exists",
    "视频不存在？可能是你的缓存",
    "求助：网站提示页面不存在怎么解决",
    "點連結就出現找不到網頁",
)
MORE = (
    "Page not found for every second link",
    "nginx 404 not found with trailing slash",
    "Nothing found at dig site",
    "Video unavailable in my country",
    "页面不存在 404 的几种设计",
    "账号被封禁了，申诉三次终于回来",
    "[問題] 網站無法瀏覽，顯示連線異常",
)


def _found(line: str) -> re.Match[str]:
    found = wording.GONE_TITLE.search(line)
    assert found is not None
    return found


@pytest.mark.parametrize("line", NOTICES)
def test_a_notice_speaks_for_itself(line: str) -> None:
    assert not is_spoken_of(_found(line))


@pytest.mark.parametrize("line", SPOKEN_OF)
def test_a_title_is_about_a_notice(line: str) -> None:
    assert is_spoken_of(_found(line))


@pytest.mark.parametrize("line", MORE)
def test_a_title_says_more_than_a_notice(line: str) -> None:
    assert says_more(_found(line))


@pytest.mark.parametrize("line", [line for line in NOTICES if "/" not in line])
def test_a_notice_says_no_more(line: str) -> None:
    assert not says_more(_found(line))


@pytest.mark.parametrize("lines", [("Harbour news", "{}"), ("{}", "Two pairs of swans nest")])
def test_only_the_line_of_the_phrase_counts(lines: tuple[str, str]) -> None:
    assert not says_more(_found("\n".join(lines).format("Page not found")))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("For years it only said “This domain is for sale”.", True),
        ("点开显示“此域名正在出售”，怎么办", True),
        ("This domain is for sale.", False),
        ("“Harbour” is closed. This domain is for sale.", False),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: bool) -> None:
    found = wording.PARKED.search(text)
    assert found is not None
    assert is_quoted(found) is quoted


SHORT_PIECES = {
    "bug": ("Page not found after login", "Reloading helps."),
    "domain": ("Nectar sold at last", "Its page only said “This domain is for sale”."),
    "building": ("New bridge on time", "The site is under construction until May."),
    "film": ("Coming soon", "The Lighthouse, 3 June. Dune, 10 June. Paddington in Peru, 17 June. Heat, 24 June."),
    "account": ("Account suspended: minister loses access", "For six hours on Monday."),
    "wall": ("Too many requests from the weather API", "Cache it for ten minutes."),
    "comment": ("On yeast", "Feed it twice. Verify you are human to comment."),
    "域名": ("域名转让流程说明", "提交过户模板，双方签字，等三个工作日。"),
    "封禁": ("账号被封禁了，申诉三次终于回来", "材料：身份证、截图、耐心。"),
    "建设": ("网站建设中的无障碍问题", "对比度、替代文字、键盘。"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "text"), SHORT_PIECES.values(), ids=SHORT_PIECES)
def test_a_short_piece_on_a_notice_is_there(title: str, text: str) -> None:
    page = html(f"{title} | Harbour Gazette", f"<h1>{title}</h1><p>{text}</p>")
    assert rule(case(look(body=page), label="source")) == "ok"


PLACEHOLDERS = {
    "soon": ("Coming soon", "<h1>Coming soon</h1><p>We are building our website. Get notified.</p>"),
    "bare": ("Coming soon", "<h1>Coming soon</h1>"),
    "建设": ("网站建设中", "<h1>网站建设中</h1><p>敬请期待</p>"),
    "listing": ("Index of /", "<h1>Index of /</h1><p><a href='cgi-bin/'>cgi-bin/</a></p>"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "body"), PLACEHOLDERS.values(), ids=PLACEHOLDERS)
def test_a_site_that_is_not_there_yet(title: str, body: str) -> None:
    assert rule(case(look(body=html(title, body)), label="source")) == "placeholder"


def test_a_list_of_files_may_be_what_was_cited() -> None:
    page = html("Index of /", "<h1>Index of /</h1><p><a href='maps/'>maps/</a></p>")
    assert rule(case(look(body=page), label="the mirror of the maps")) == "ok"
