"""Soft 404s convict with two independent signals, and living pages that look like them do not."""

from __future__ import annotations

from itertools import combinations

import pytest

from linkcheck.judge import objections, soft404, trace, verdict, wanted
from linkcheck.language import SENTENCES, say
from linkcheck.model import HostEvidence, Look, Probe, Role
from tests.judge.build import LABEL, STORY, URL, article, case, html, look, rule, sent

HAN = "https://www.example.cn/2021/12/17/20211217A09YPG00.html"
HAN_LABEL = "莫斯科已发出最后通牒，边境云集数十万大军"
HAN_STORY = (
    "莫斯科要求北约书面保证不再东扩，并在边境集结了数十万大军。观察人士认为，双方仍有谈判的余地，但时间已经不多。"
    "美国国务院发言人表示，任何会谈都必须有盟国参与。乌克兰外长呼吁各方保持克制，并继续通过外交途径解决争端。"
)
MENU = "<nav>首页 国内 国际 财经 体育 娱乐 科技 军事 视频 图片</nav>"


BESIDE = "https://news.example.org/2021/12/20/q81f2a.html"


def say_of(page: str, url: str = URL, label: str = LABEL, sibling: Look | None = None) -> str:
    return rule(case(look(url, body=page), url=url, label=label, sibling=sibling))


NOTICES = {
    "nginx-like": html(
        "404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"
    ),
    "wordpress": html(
        "Page not found – The Example Times",
        "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>",
    ),
    "next": html(
        "404: This page could not be found",
        '<div id="__next"><h1>404</h1><h2>This page could not be found.</h2></div>',
        head='<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"statusCode":404}},"page":"/_error"}</script>',
    ),
    "zh-hans": html(
        "页面不存在 - 腾讯网", "<p>抱歉，您访问的页面不存在或已被删除。</p>", lang="zh"
    ),
    "zh-hant": html(
        "找不到網頁", "<h1>很抱歉，您要找的網頁不存在</h1><p>可能已經被移除或更名。</p>"
    ),
    "ja": html(
        "お探しのページは見つかりません", "<p>URLが変更されたか、削除された可能性があります。</p>"
    ),
    "ko": html(
        "페이지를 찾을 수 없습니다", "<p>요청하신 페이지가 존재하지 않거나 삭제되었습니다.</p>"
    ),
    "de": html("Seite nicht gefunden", "<p>Die gewünschte Seite existiert nicht mehr.</p>"),
    "fr": html("Page introuvable", "<p>La page que vous cherchez n’existe plus.</p>"),
    "es": html("Página no encontrada", "<p>Lo sentimos, la página que busca no existe.</p>"),
    "pt": html("Página não encontrada", "<p>A página que você procura não existe mais.</p>"),
    "it": html("Pagina non trovata", "<p>La pagina richiesta non esiste o è stata rimossa.</p>"),
    "ru": html("Страница не найдена", "<p>Запрашиваемая страница не существует или удалена.</p>"),
    "nl": html("Pagina niet gevonden", "<p>De pagina die u zoekt bestaat niet meer.</p>"),
    "pl": html("Nie znaleziono strony", "<p>Strona, której szukasz, nie istnieje.</p>"),
    "tr": html("Sayfa bulunamadı", "<p>Aradığınız sayfa mevcut değil.</p>"),
    "ar": html("الصفحة غير موجودة", "<p>عذرا، الصفحة التي تبحث عنها غير موجودة.</p>"),
    "id": html("Halaman tidak ditemukan", "<p>Halaman yang Anda cari tidak tersedia.</p>"),
    "vi": html("Không tìm thấy trang", "<p>Trang bạn tìm không tồn tại hoặc đã bị xóa.</p>"),
    "sv": html("Sidan hittades inte", "<p>Sidan kan ha flyttats eller tagits bort.</p>"),
    "uk": html("Помилка 404", "<p>На жаль, такої сторінки не існує.</p>"),
    "th": html("ไม่พบหน้า", "<p>ไม่พบหน้าที่คุณกำลังมองหา</p>"),
    "fa": html("خطای ۴۰۴", "<p>صفحه مورد نظر شما یافت نشد.</p>"),
    "de-post": html("Nicht mehr da", "<p>Dieser Artikel ist nicht mehr online verfügbar.</p>"),
    "fr-removed": html("", "<h1>Contenu supprimé</h1><p>Merci de votre compréhension.</p>"),
    "fr-we": html("", "<h1>Nous n’avons pas trouvé cette page</h1>"),
    "ja-term": html("", "<p>掲載期間を過ぎたため、ご覧になれません。</p>"),
    "ja-shown": html("", "<p>このページは公開期間が終了したため表示できません。</p>"),
    "pl-we": html("", "<h1>Nie możemy odnaleźć tej strony</h1>"),
    "pt-we": html("", "<h1>Não encontramos a página que você pediu</h1>"),
    "pt-off": html("", "<h1>Página indisponível</h1>"),
    "id-news": html("", "<p>Maaf, berita ini sudah dihapus.</p>"),
    "ru-journal": html("", "<p>Этот блог удалён его владельцем.</p>"),
    "zh-lost": html("", "<h1>啊，您访问的页面跑丢了</h1>"),
    "zh-back": html("", "<h1>您要的页面找不回来了</h1>"),
    "zh-way": html("", "<p>您要查看的页面没有办法找到</p>"),
    "zh-none": html("", "<p>没有这篇文章</p>"),
    "zh-unseen": html("", "<p>该文章已不可查看</p>"),
    "zh-here": html("", "<p>咦，你想要的内容不在这里</p>"),
    "zh-hant-none": html("系統訊息", "<p>查無此資料</p>"),
    "php-cgi": "No input file specified.",
    "no-title": html("", "<p>The requested page does not exist or has been removed.</p>"),
    "site-name-only": html("新浪网", "<h2>页面没有找到</h2><p>5秒钟之后将会带您进入新浪首页!</p>"),
}


@pytest.mark.parametrize("page", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize(
    "label", [LABEL, "日内瓦会谈恢复", ""], ids=["same-script", "other-script", "none"]
)
def test_a_short_notice_convicts(page: str, label: str) -> None:
    assert say_of(page, label=label) == "soft-404"


PLATFORMS = {
    "weixin-deleted": (
        "https://mp.weixin.qq.com/s/abcDEF",
        html(
            "",
            '<div class="weui-msg"><div class="weui-msg__text-area"><h2 class="weui-msg__title">该内容已被发布者删除</h2></div></div>',
            head="<script>var biz='1'</script>",
        ),
    ),
    "weixin-violation": (
        "https://mp.weixin.qq.com/s/xyz",
        html(
            "",
            '<div class="weui-msg"><p>此内容因违规无法查看</p><p>此内容被投诉且经审核涉嫌违反相关法律法规和政策</p></div>',
        ),
    ),
    "weixin-account": (
        "https://mp.weixin.qq.com/s/acc",
        html("", '<div class="weui-msg"><h2>该账号已被屏蔽，内容无法查看</h2></div>'),
    ),
    "weibo": (
        "https://weibo.com/123/Kabc",
        html("微博", "<p>抱歉，此微博已被作者删除。查看帮助：http://t.cn/Ew</p>"),
    ),
    "zhihu": (
        "https://www.zhihu.com/question/1/answer/2",
        html(
            "404 - 知乎",
            "<div class='ErrorPage'><h1>404</h1><p>你似乎来到了没有知识存在的荒原</p></div>",
        ),
    ),
    "bilibili": (
        "https://www.bilibili.com/video/BV1xx411c7mD",
        html(
            "视频去哪了呢？_哔哩哔哩_bilibili",
            '<div id="app"></div>',
            head='<script>window.__INITIAL_STATE__={"error":{"code":404,"message":"啥都木有"}}</script>',
        ),
    ),
    "youtube": (
        "https://www.youtube.com/watch?v=abcdefghijk",
        html(
            " - YouTube",
            "<div id='player'></div><footer>About Press Copyright Contact us Creators</footer>",
            head='<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"ERROR","reason":"Video unavailable"}};</script>',
        ),
    ),
    "x": (
        "https://x.com/someone/status/1",
        html("X", "<p>Hmm...this page doesn’t exist. Try searching for something else.</p>"),
    ),
    "facebook": (
        "https://www.facebook.com/page/posts/1",
        html(
            "Facebook",
            "<h2>This content isn't available right now</h2><p>When this happens, it's usually because the owner only shared it with a small group of people, changed who can see it or it's been deleted.</p>",
        ),
    ),
    "gettr": (
        "https://gettr.com/post/pimgit758a",
        html("GETTR", "<p>This post has been deleted or does not exist.</p>"),
    ),
    "telegram": (
        "https://t.me/channel/12",
        html("Telegram Widget", '<div class="tgme_widget_message_error">Post not found</div>'),
    ),
    "discuz": (
        "https://bbs.example.cn/forum.php?mod=viewthread&tid=12345",
        html(
            "提示信息 - 某某论坛 - Powered by Discuz!",
            MENU
            + '<div id="messagetext" class="alert_error"><p>抱歉，指定的主题不存在或已被删除或正在被审核</p></div>'
            + MENU * 4,
        ),
    ),
    "charity-404": (
        "https://www.example.cn/a/1.html",
        '<html><body><script src="//qzonestyle.gtimg.cn/qzone/hybrid/app/404/search_children.js"></script></body></html>',
    ),
    "vbulletin": (
        "https://forum.example.org/showthread.php?t=1234",
        html(
            "Forum Message",
            "<p>Invalid Thread specified. If you followed a valid link, please notify the administrator</p>",
        ),
    ),
}


@pytest.mark.parametrize(("url", "page"), PLATFORMS.values(), ids=PLATFORMS)
def test_a_platforms_notice_convicts(url: str, page: str) -> None:
    assert say_of(page, url, "某篇文章") == "soft-404"


LIVING = {
    "about-404": article("404 Not Found: a short history of the most famous error"),
    "about-404-zh": article("为什么“404 页面不存在”成了互联网的象征", HAN_STORY, "科技日报"),
    "specification": article(
        "HTML Ruby Extensions",
        "This section has been removed from the specification. Implementers should consult the successor document, "
        "which defines the elements and their rendering. " + STORY,
    ),
    "short-specification": html(
        "Web Annotation Vocabulary",
        "<h1>Web Annotation Vocabulary</h1><p>Section 4.2 describes motivations. The class that described tags has been "
        "removed in this version; see the changes below for what replaces it, and why the group decided so.</p>",
    ),
    "live-weibo-quoting": html(
        "李明的微博",
        "<div>李明 12月3日 来自 微博网页版 说得太对了，大家都来看看吧 //@张三: 抱歉，此微博已被作者删除。查看帮助</div>",
    ),
    "headline-on-deletion": html(
        "Minister's tweet on talks was deleted within the hour, archive shows",
        "<h1>Minister's tweet on talks was deleted within the hour, archive shows</h1><p>The post was removed after an hour, "
        "but copies circulated widely among reporters and members of parliament, who asked for an explanation.</p>",
    ),
    "poem": html(
        "Fog",
        "<h1>Fog</h1><p>The fog comes on little cat feet. It sits looking over harbor and city.</p>",
    ),
    "shell": html(
        "App", '<div id="root"></div>', head='<script src="/static/js/main.8f3.js"></script>'
    ),
    "headline-of-few-words-zh": article("河报文章被删除", "记者说原因不明。", "江岸网"),
    "headline-of-few-words-ja": article("動画が削除される", "投稿の一時間後だった。", "網報"),
    "page-of-a-book": article(
        "Stránka kroniky nebyla nalezena", "Historici ji hledali celý rok.", "Linka"
    ),
    "number-in-a-title": article(
        "Error 404 (feat. Nora)", "Words: the page of us cannot be found, and I am gone."
    ),
    "number-in-a-sites-name": article(
        "Removed apps sold places", "A hundred apps were removed from the shop.", "404 Wire"
    ),
    "expired-menu": article(LABEL, STORY + " The listing for the venue has expired."),
}


@pytest.mark.parametrize("page", LIVING.values(), ids=LIVING)
@pytest.mark.parametrize("label", [LABEL, "微博", "来源"], ids=["named", "short", "generic"])
def test_a_living_page_is_not_taken_for_one(page: str, label: str) -> None:
    label = (
        "404 Not Found: a short history" if label == LABEL and "404 Not" in page[:300] else label
    )
    honest = look(status=404, body=NOTICES["nginx-like"])
    assert say_of(page, label=label) == "ok"
    assert say_of(page, label=label, sibling=honest) == "ok"


def test_a_long_notice_needs_a_sibling() -> None:
    teasers = "".join(f"<li>Story number {number}: {STORY[:80]}</li>" for number in range(12))
    page = html("The Example Times", f"<h1>We can’t find that page</h1><ul>{teasers}</ul>")
    first = case(look(body=page), label="日内瓦会谈")
    assert rule(first) == "ok"
    assert wanted(first, 4) == (Probe.SIBLING,)
    assert rule(case(look(body=page), label="日内瓦会谈", sibling=look(body=page))) == "soft-404"
    assert (
        rule(case(look(body=page), label="日内瓦会谈", sibling=look(status=404, body=page))) == "ok"
    )


def test_siblings_convict_what_lacks_the_labels_words() -> None:
    front = article("Garden furniture for every season", "Chairs, tables and lamps. " * 60, "Shop")
    other = front.replace("Garden", "Patio")
    assert rule(case(look(body=front))) == "ok"
    assert wanted(case(look(body=front)), 4) == (Probe.SIBLING,)
    assert rule(case(look(body=front), sibling=look(BESIDE, body=other))) == "soft-404"


def test_an_applications_shell_is_the_same_everywhere_and_alive() -> None:
    shell = html(
        "News",
        '<noscript>Please enable JavaScript.</noscript><div id="app">Loading…</div>',
        head="<script src=/a.js></script>",
    )
    assert rule(case(look(body=shell), sibling=look(body=shell))) == "ok"


def test_a_sibling_whose_query_alone_was_made_up_proves_nothing() -> None:
    url = "https://news.example.org/talks?from=home"
    page = article("会谈恢复", HAN_STORY)
    sibling = look("https://news.example.org/talks?from=q8f", body=page)
    assert (
        rule(case(look(url, body=page), url=url, label="完全不同的另一篇文章标题", sibling=sibling))
        == "ok"
    )


ENDED = {
    "zh": html("公告", "<p>本站已于去年停止运营，感谢支持。</p>"),
    "zh-hant": html("公告", "<p>本網站已於三月底終止服務。</p>"),
    "ja": html("お知らせ", "<p>当サービスは昨年末で終了いたしました。</p>"),
    "ko": html("안내", "<p>서비스가 종료되었습니다.</p>"),
    "en": html("", "<p>This service has been discontinued.</p>"),
    "de": html("", "<p>Dieses Angebot wurde eingestellt.</p>"),
    "fr": html("", "<p>Ce service est définitivement fermé.</p>"),
    "ru": html("", "<p>Наш форум закрыт. Всем спасибо.</p>"),
}


@pytest.mark.parametrize("page", ENDED.values(), ids=ENDED)
def test_that_all_has_ended_convicts_where_any_other_name_gets_it_too(page: str) -> None:
    seen, label = look(body=page), "某网站上的旧文"
    assert wanted(case(seen, label=label), 4) == (Probe.SIBLING,)
    assert rule(case(seen, label=label, sibling=look(BESIDE, body=page))) == "soft-404"
    honest = look(BESIDE, 404, NOTICES["nginx-like"])
    assert rule(case(seen, label=label, sibling=honest)) == "ok"  # the news itself


ERRORS_AS_DATA = {
    "code": ('{"code": 404, "message": "Not Found"}', "application/json"),
    "status": ('{"error":{"status":"410","title":"gone"}}', "application/json"),
    "storage": (
        "<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>Gone.</Message></Error>",
        "application/xml",
    ),
}


@pytest.mark.parametrize(("body", "kind"), ERRORS_AS_DATA.values(), ids=ERRORS_AS_DATA)
def test_an_error_told_as_data_convicts_with_a_sibling(body: str, kind: str) -> None:
    seen = look(body=body, headers={"content-type": kind})
    assert wanted(case(seen), 4) == (Probe.SIBLING,)
    beside = look(BESIDE, body=body, headers={"content-type": kind})
    assert rule(case(seen, sibling=beside)) == "soft-404"
    assert rule(case(seen, sibling=look(BESIDE, 404, body))) == "ok"


@pytest.mark.parametrize(
    "body", ['{"code": 200, "room": 404}', '[{"volume": 404}, {"name": "lost"}]']
)
def test_data_that_has_such_a_number_is_there(body: str) -> None:
    seen = look(body=body, headers={"content-type": "application/json"})
    assert rule(case(seen, sibling=seen)) == "ok"


def test_an_error_address_convicts_with_any_second_signal() -> None:
    page = html(
        "Site", "<p>Something went wrong. Please go back and try again later, or write to us.</p>"
    )
    assert rule(case(sent("https://news.example.org/error/404.html", page, code=302))) == "soft-404"
    assert (
        rule(case(sent("https://news.example.org/Error.aspx?aspxerrorpath=/x", page, code=302)))
        == "soft-404"
    )
    assert (
        rule(
            case(
                sent(
                    "https://news.example.org/error-handling.html", article("Error handling in Go")
                )
            )
        )
        == "moved"
    )


def test_many_arrivals_convict_with_a_second_signal() -> None:
    end = "https://news.example.org/archive/search-2021-overview-all"
    crowd = HostEvidence(arrivals=((end, 5),))
    page = article(
        "Search our archive",
        "Find stories by date, author or topic in our archive of forty years. " * 4,
    )
    assert rule(case(sent(end, page))) == "moved"
    assert rule(case(sent(end, page), host=crowd)) == "soft-404"


def test_the_reason_names_the_two_most_telling_signals() -> None:
    reason = verdict(
        case(look(body=NOTICES["zh-hans"]), sibling=look(body=NOTICES["zh-hans"]), label="")
    ).reason
    assert reason.id == "soft-404.title+sibling"
    assert (
        say(reason, "en")
        == "titled “页面不存在”, and any other name in that folder gets the same page"
    )


def test_a_single_signal_is_an_objection_and_nearly_decides() -> None:
    teasers = "".join(f"<li>Story number {number}: {STORY[:80]}</li>" for number in range(12))
    given = case(look(body=html("Page not found", teasers)), label="日内瓦")
    assert [each.id for each in objections(given)] == ["sign.title"]
    nearly = {asked.id: almost for asked, _, almost in trace(given) if almost}
    assert nearly.keys() == {"soft-404"}


def test_a_front_page_has_no_siblings() -> None:
    url = "https://news.example.org/"
    assert wanted(case(look(url, body=article("Other words")), url=url, role=Role.LINK), 4) == ()


def test_a_notice_behind_a_long_menu_needs_a_sibling() -> None:
    menu = MENU.replace("nav>", "div>") * 2  # no links, and in nothing that is a menu by its name
    page = html(
        "某某新闻网", f"{menu}<p>很抱歉，您访问的页面不存在，请检查地址</p>{menu}", lang="zh"
    )
    given = case(look(HAN, body=page), url=HAN, label="Talks resume")
    assert (rule(given), wanted(given, 4)) == ("ok", (Probe.SIBLING,))
    beside = look("https://www.example.cn/2021/12/17/q1.html", body=page)
    found = verdict(case(look(HAN, body=page), url=HAN, label="Talks resume", sibling=beside))
    assert (found.rule, found.reason.id) == ("soft-404", "soft-404.sibling+aside")


PROSE_FIRST = {
    "fr": "Le conseil siège lundi. L’article 5 du décret a été supprimé hier.",
    "ru": "Шлюз снова открыли. Статья 5 закона удалена из реестра.",
    "en": "The council met on Monday. The report on the lock was removed from the table.",
}


@pytest.mark.parametrize("text", PROSE_FIRST.values(), ids=PROSE_FIRST)
def test_what_comes_after_a_sentence_on_something_else_needs_a_sibling(text: str) -> None:
    page = html("Canal News", f"<p>{text}</p>")
    assert rule(case(look(body=page), label="一则短讯")) == "ok"
    assert wanted(case(look(body=page), label="一则短讯"), 4) == (Probe.SIBLING,)
    beside = look(BESIDE, body=page)
    assert rule(case(look(body=page), label="一则短讯", sibling=beside)) == "soft-404"


def test_what_comes_after_an_apology_does_not() -> None:
    page = html("Canal News", "<p>We are sorry for the trouble. This page does not exist.</p>")
    assert rule(case(look(body=page), label="一则短讯")) == "soft-404"


def test_an_applications_frame_with_a_menu_is_alive() -> None:
    page = html(
        "某某网", f'<div id="app">{MENU * 3}</div>', head='<script src="/js/app.js"></script>'
    )
    beside = look("https://www.example.cn/2021/12/17/q1.html", body=page)
    assert rule(case(look(HAN, body=page), url=HAN, label=HAN_LABEL, sibling=beside)) == "ok"


def test_a_weixin_account_that_has_moved_is_not_gone() -> None:
    url = "https://mp.weixin.qq.com/s/abc"
    page = html(
        "",
        '<div class="weui-msg"><p>该公众号已迁移</p><a id="js_access_msg" data-x="transferTargetLink">访问文章</a></div>',
    )
    assert say_of(page, url, "某篇文章") == "ok"


def test_a_weixin_address_that_means_nothing_is_gone() -> None:
    page = html("", '<div class="weui-msg"><h2 class="weui-msg__title">参数错误</h2></div>')
    assert say_of(page, "https://mp.weixin.qq.com/s/abc", "某篇文章") == "soft-404"


def test_a_notice_that_leads_home_by_itself() -> None:
    page = html(
        "新浪网",
        "<p>页面没有找到 5秒钟之后将会带您进入新浪首页</p>",
        head='<meta http-equiv="refresh" content="5;url=/">',
    )
    assert say_of(page, HAN, HAN_LABEL) == "soft-404"


def test_every_pair_of_signs_can_be_said() -> None:
    kinds = [
        ["title", "heading", "text"] if name == "words" else [name] for name, _ in soft404.SIGNALS
    ]
    for first, second in combinations(kinds, 2):
        for one in first:
            for other in second:
                assert f"soft-404.{one}+{other}" in SENTENCES["en"]
