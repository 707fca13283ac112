"""Whether something came, whether an image is one, and doors that stand before what was cited."""

from __future__ import annotations

import struct

import pytest

from linkcheck.judge import verdict, wanted
from linkcheck.model import Look, Probe, Role
from tests.judge.build import LABEL, STORY, URL, article, case, html, look, rule, sent

PICTURE = "https://img.example.org/2021/12/geneva.jpg"


def png(width: int = 640, height: int = 480) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + struct.pack(">II", width, height)
        + b"\x08\x02\0\0\0"
        + b"\0" * 80
    )


GIF = b"GIF89a" + struct.pack("<HH", 300, 200) + b"\0" * 60
WEBP = (
    b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a"
    + struct.pack("<HH", 120, 90)
    + b"\0" * 30
)
BMP = b"BM" + b"\0" * 12 + struct.pack("<III", 40, 32, 16) + b"\0" * 40
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0"/></svg>'


def picture(body: bytes | str, kind: str = "image/jpeg", to: str = "") -> str:
    headers = {"content-type": kind}
    seen = look(to or PICTURE, body=body, headers=headers, via=((302, PICTURE),) if to else ())
    return rule(case(seen, seen, url=PICTURE, role=Role.IMAGE, label=""))


IMAGES = {
    "png": (png(), "image/png"),
    "png-without-type": (png(), ""),
    "png-as-octets": (png(), "application/octet-stream"),
    "png-as-html": (png(), "text/html"),
    "gif": (GIF, "image/gif"),
    "webp": (WEBP, "image/webp"),
    "bmp": (BMP, "image/bmp"),
    "svg": (SVG, "image/svg+xml"),
    "svg-as-text": (SVG, "text/plain"),
    "avif": (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1" + b"\0" * 60, "image/avif"),
    "ico": (b"\0\0\1\0\1\0\x10\x10\0\0" + b"\0" * 60, "image/x-icon"),
    "jxl": (b"\xff\x0a" + b"\0" * 60, "image/jxl"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 60, "image/heic"),
    "unknown-format": (b"\x01\x02\x03\x04" * 20, "image/x-unheard-of"),
    "banner-of-two-lines": (png(600, 2), "image/png"),
}


@pytest.mark.parametrize(("body", "kind"), IMAGES.values(), ids=IMAGES)
def test_an_image_is_there(body: bytes, kind: str) -> None:
    assert picture(body, kind) == "ok"


NO_IMAGES = {
    "page": (article("Photo of the day"), "text/html"),
    "page-as-jpeg": (article("Photo of the day"), "image/jpeg"),
    "notice": (html("404 Not Found", "<h1>Image not found</h1>"), "text/html"),
    "text": ("no such object", "text/plain"),
    "json": ('{"error": "expired"}', "application/json"),
    "pdf": (b"%PDF-1.7 ...", "application/pdf"),
    "cut-png": (png()[:14], "image/png"),
    "cut-jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    "garbage": (b"\0\1\2\3\4\5\6\7", "image/png"),
    "player": (html("", '<div id="root"></div><script src="/a.js"></script>'), "text/html"),
}


@pytest.mark.parametrize(("body", "kind"), NO_IMAGES.values(), ids=NO_IMAGES)
def test_what_came_is_no_image(body: bytes | str, kind: str) -> None:
    assert picture(body, kind) == "wrong-type"


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 1), (2, 2)])
def test_a_pixel_stands_where_the_image_was(width: int, height: int) -> None:
    assert picture(png(width, height), "image/png") == "placeholder"


@pytest.mark.parametrize(
    "goal",
    [
        "https://i.example.org/removed.png",
        "https://img.example.org/static/no-image.jpg",
        "https://img.example.org/img/404.gif",
        "https://cdn.example.org/default_img.png",
    ],
)
def test_sent_to_an_image_that_stands_for_missing_ones(goal: str) -> None:
    assert picture(png(), "image/png", to=goal) == "placeholder"


def test_sent_to_the_image_on_another_host() -> None:
    assert picture(png(), "image/png", to="https://cdn.example.org/2021/12/geneva.jpg") == "moved"


def test_a_link_to_an_image_may_be_a_page() -> None:
    assert (
        rule(case(look(PICTURE, body=article("File: geneva.jpg")), url=PICTURE, label="geneva.jpg"))
        == "ok"
    )


EMPTY: dict[str, Look] = {
    "nothing": look(),
    "no-content": look(status=204),
    "blanks": look(body="  \n \n"),
    "page": look(body=html("", "")),
    "page-with-a-title": look(body=html("The Example Times", "")),
    "comments": look(
        body="<!-- build 17 --><html><head></head><body><!-- nothing --></body></html>"
    ),
    "hidden": look(body=html("x", '<div style="display:none">' + STORY + "</div>")),
    "accepted": look(status=202),
}


@pytest.mark.parametrize("seen", EMPTY.values(), ids=EMPTY)
def test_nothing_came(seen: Look) -> None:
    assert wanted(case(seen), 4) == (Probe.AGAIN,)
    assert rule(case(seen, seen)) == "empty"


NOT_EMPTY: dict[str, Look] = {
    "application": look(
        body=html("App", '<div id="root"></div>', head='<script src="/main.js"></script>')
    ),
    "nuxt": look(body=html("", '<div id="__nuxt"></div><script>window.__NUXT__={}</script>')),
    "picture": look(body=html("", '<img src="/map.png" alt="">')),
    "video": look(body=html("", '<video src="/v.mp4"></video>')),
    "frames": look(
        body='<html><frameset cols="*"><frame src="http://old.example.org/"></frameset></html>'
    ),
    "frames-within-a-body": look(
        body='<html><head><title>Old</title></head><body><frameset rows="9,*"><frame src="top.htm"></frameset></body></html>'
    ),
    "pdf": look(body=b"%PDF-1.7 \0\1", headers={"content-type": "application/pdf"}),
    "binary": look(body=b"\0\1\2\3" * 9, headers={"content-type": "application/octet-stream"}),
    "no-type": look(body=article(LABEL), headers={"content-type": ""}),
    "links": look(body=html("", '<a href="/1"></a>')),
    "json": look(body='{"title": "Talks"}', headers={"content-type": "application/json"}),
    "partial": look(status=206, body=article(LABEL)),
    "accepted-page": look(status=202, body=article(LABEL)),
}


@pytest.mark.parametrize("seen", NOT_EMPTY.values(), ids=NOT_EMPTY)
def test_something_came(seen: Look) -> None:
    assert verdict(case(seen)).rule == "ok"


DOORS = {
    "form": html(
        "The Example Times", '<form action="/login"><input name="u"><input type="password"></form>'
    ),
    "says": html("Facebook", "<h2>Log in to continue</h2><p>You must log in to continue.</p>"),
    "title": html("Log in | Members", "<p>Welcome back</p>"),
    "weibo": html("Sina Visitor System", "<script>visitor()</script>"),
    "zh": html("提示", "<p>请先登录后再查看该内容</p>"),
    "zh-hant": html("提示", "<p>請先登入後再瀏覽</p>"),
    "weibo-withdrawn": html("微博正文 - 微博", "<p>暂无查看权限</p>"),
    "de": html("Anmelden", "<p>Bitte melden Sie sich an.</p>"),
    "ko": html("", "<p>이 글은 로그인 후 이용할 수 있습니다.</p>"),
    "ru": html("", "<p>Доступно только зарегистрированным читателям.</p>"),
    "youtube": html(
        " - YouTube",
        "<p>Sign in to confirm your age</p>",
        head='<script>var ytInitialPlayerResponse={"playabilityStatus":{"status":"LOGIN_REQUIRED"}}</script>',
    ),
}


TILLS = {
    "en": html("Subscribe to read", "<p>One month for a euro, then more.</p>"),
    "en-says": html("The Example Times", "<p>To continue reading, please subscribe.</p>"),
    "zh": html("提示", "<p>付费后即可阅读全文。</p>"),
    "zh-hant": html("提示", "<p>本文為會員專享。</p>"),
    "de": html("", "<p>Dieser Text ist nur für Abonnenten.</p>"),
    "fr": html("", "<p>Article réservé aux abonnés.</p>"),
    "ja": html("", "<p>この記事は会員限定です。</p>"),
}


@pytest.mark.parametrize("page", TILLS.values(), ids=TILLS)
def test_a_till_stands_before_it(page: str) -> None:
    assert rule(case(look(body=page), label="某篇文章的标题")) == "paywall"


@pytest.mark.parametrize("page", DOORS.values(), ids=DOORS)
def test_a_door_stands_before_it(page: str) -> None:
    assert rule(case(look(body=page), label="某篇文章的标题")) == "login"


OPEN = {
    "login-box": article(LABEL).replace("</nav>", '</nav><form><input type="password"></form>'),
    "comment-hint": article(LABEL, STORY + " Please log in to comment on this story."),
    "short-with-box": html(
        LABEL, f"<h1>{LABEL}</h1><p>It went on for hours.</p><form><input type='password'></form>"
    ),
    "teaser": article("Lock fees rise", "From May. This article is only for subscribers.", "Canal"),
    "about-passwords": article("How to log in to old machines without a password"),
}


@pytest.mark.parametrize("page", OPEN.values(), ids=OPEN)
def test_an_open_page_with_a_door_in_it(page: str) -> None:
    label = "How to log in to old machines" if "old machines" in page else LABEL
    assert rule(case(look(body=page), label=label)) == "ok"


def test_what_its_data_call_not_free_is_there_with_a_note() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    found = verdict(case(look(body=article(LABEL).replace("</head>", data + "</head>"))))
    assert (found.rule, [note.id for note in found.notes]) == ("ok", ["note.pay"])


@pytest.mark.parametrize("status", [401, 402])
def test_statuses_of_doors(status: int) -> None:
    assert rule(case(look(status=status))) == {401: "login", 402: "paywall"}[status]


def test_a_page_on_subscriptions_can_be_cited() -> None:
    cited = "https://news.example.org/subscribe"
    assert (
        rule(
            case(
                sent("https://news.example.org/subscribe/plans", article("Plans"), url=cited),
                url=cited,
            )
        )
        == "moved"
    )
    assert rule(case(look(URL, body=article(LABEL)), url=URL)) == "ok"
