"""Who may have taken a page's place: dealers, other trades, hosts, empty servers; and living pages that speak of them."""

from __future__ import annotations

import pytest

from linkcheck.judge import objections, verdict
from tests.judge.build import LABEL, STORY, URL, article, case, html, look, rule, sent

HOME = "https://oldproject.org/"

PARKED = {
    "adblockkey": '<html data-adblockkey="MFwwDQYJKoZIhvcNAQEB_x" lang="en"><head><title>oldproject.org</title></head>'
    '<body><div id="target" style="opacity: 0"></div><script>window.park = "eyJ1dWlkIjoi";</script></body></html>',
    "lander": '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>',
    "sedo": html(
        "oldproject.org",
        "<p>The domain oldproject.org is for sale.</p>",
        head='<script src="https://img.sedoparking.com/js/jquery.js"></script>',
    ),
    "sponsored": html(
        "oldproject.org",
        "<ul><li>Travel</li><li>Insurance</li></ul><p>The Sponsored Listings displayed above are served automatically by a third party. "
        "Neither the service provider nor the domain owner maintain any relationship with the advertisers.</p>",
    ),
    "offer": html(
        "OldProject.org is for sale | Domain Market",
        "<h1>OldProject.org is for sale</h1><p>Make an offer today. Price: $2,995.</p>",
    ),
    "buy": html(
        "oldproject.org",
        "<h1>oldproject.org</h1><p>Buy this domain. The owner of oldproject.org is offering it for sale.</p>",
    ),
    "expired": html(
        "Domain expired",
        "<p>This domain has expired. If you are the owner, renew your domain at your registrar.</p>",
    ),
    "godaddy": html("oldproject.org", "<p>This Web page is parked FREE, courtesy of GoDaddy.</p>"),
    "zh-4cn": html(
        "老项目官方网站",
        "<h1>您正在访问的域名可以转让！</h1><p>This domain name is for sale. 联系QQ：12345</p>",
    ),
    "zh-hant": html("oldproject.org", "<p>此網域可以出售，歡迎洽詢。</p>"),
    "zh-buy": html("域名出售", "<p>oldproject.org 一口价 5888 元，购买此域名请联系</p>"),
    "ja": html("oldproject.org", "<p>このドメインは販売中です。お問い合わせください。</p>"),
    "de": html("oldproject.org", "<p>Diese Domain steht zum Verkauf.</p>"),
    "fr": html("oldproject.org", "<p>Ce nom de domaine est à vendre.</p>"),
    "es": html("oldproject.org", "<p>Este dominio está en venta.</p>"),
    "ru": html("oldproject.org", "<p>Этот домен продаётся. Свяжитесь с владельцем.</p>"),
    "en-at-registrar": html(
        "oldproject.org", "<h1>A new domain!</h1><p>It has been parked at its registrar.</p>"
    ),
    "en-get": html("oldproject.org", "<h1>oldproject.org</h1><p>Get this domain for $900.</p>"),
    "sv": html("oldproject.org", "<p>Den här domänen är parkerad.</p>"),
    "pl": html("oldproject.org", "<p>Ta domena została zaparkowana.</p>"),
    "cs": html("oldproject.org", "<p>Tato doména je zaparkována u registrátora.</p>"),
    "tr": html("oldproject.org", "<p>Bu alan adı park edilmiştir.</p>"),
    "pt": html("oldproject.org", "<p>Este domínio já está registrado.</p>"),
    "ru-unlinked": html("oldproject.org", "<p>Домен не прилинкован к сайту.</p>"),
    "ja-taken": html("oldproject.org", "<p>このドメインは登録業者で取得されています。</p>"),
    "zh-hant-lapsed": html("網域通知", "<p>本網域名稱已到期。</p>"),
    "zh-lapsed": html("提示", "<p>您访问的网站域名已到期，请续费。</p>"),
}


@pytest.mark.parametrize("page", PARKED.values(), ids=PARKED)
@pytest.mark.parametrize("label", [LABEL, "老项目首页介绍", ""], ids=["en", "zh", "none"])
@pytest.mark.parametrize("url", [HOME, HOME + "docs/guide.html"], ids=["front", "deep"])
def test_a_parked_domain(page: str, label: str, url: str) -> None:
    assert rule(case(look(url, body=page), url=url, label=label)) == "parked"


@pytest.mark.parametrize(
    "goal",
    [
        "https://www.hugedomains.com/domain_profile.cfm?d=oldproject.org",
        "https://dan.com/buy-domain/oldproject.org",
        "https://www.afternic.com/forsale/oldproject.org",
        "https://sedo.com/search/details/?domain=oldproject.org",
        "https://www.godaddy.com/forsale/oldproject.org",
    ],
)
def test_sent_to_a_dealer_in_domains(goal: str) -> None:
    page = html("OldProject.org", "<h1>OldProject.org</h1><p>Starting price</p>")
    assert (
        rule(case(sent(goal, page, url=HOME, code=302), url=HOME, label="Old Project")) == "parked"
    )


NOT_PARKED = {
    "article": (
        article("What is a parked domain, and who earns from it?"),
        "What is a parked domain",
    ),
    "article-other-language": (
        article(
            "The business of parked names",
            "Speculators wait for names to lapse. " * 40 + " This domain is for sale, they say.",
        ),
        "停放域名的生意",
    ),
    "house": (
        html(
            "3-bedroom house is for sale",
            "<h1>House</h1><p>This house is for sale. Call us to see it.</p>",
        ),
        "House in Kent",
    ),
    "parked-cars": (article("Thousands of cars parked on runways as sales stall"), "积压汽车"),
    "coming-soon": (article("Coming soon: a new bridge over the river"), "新桥"),
}


@pytest.mark.parametrize(("page", "label"), NOT_PARKED.values(), ids=NOT_PARKED)
def test_a_page_that_speaks_of_sale_or_parking(page: str, label: str) -> None:
    assert rule(case(look(body=page), label=label)) == "ok"


def test_a_dealers_own_page_can_be_cited() -> None:
    url = "https://www.hugedomains.com/domain_profile.cfm?d=example"
    page = html("Example.com is for sale", "<p>Buy this domain</p>")
    assert rule(case(look(url, body=page), url=url, label="域名")) == "ok"


HIJACKED = {
    "slot-id": html(
        "SLOT GACOR 777: Situs Judi Slot Online Terpercaya",
        "<h1>Situs Slot Gacor Hari Ini</h1><p>Daftar situs slot gacor maxwin dengan bonus deposit, RTP tinggi, togel dan casino online.</p>",
    ),
    "casino-en": html(
        "Best Online Casino Bonus 2026 | Play Now",
        "<h1>Best Online Casinos</h1><p>Claim your welcome bonus and free spins. Play slots, roulette and blackjack. Sign up today.</p>",
    ),
    "zh-casino": html(
        "澳门新葡京娱乐城官网_最新网址",
        "<h1>新葡京娱乐城</h1><p>百家乐、老虎机、真人荷官，注册送88元彩金，体育投注返水，手机版APP下载。</p>",
    ),
    "zh-hant-casino": html(
        "娛樂城推薦｜線上百家樂優惠",
        "<h1>線上娛樂城</h1><p>註冊送體驗金，百家樂、老虎機、博弈優惠不斷，立即加入。</p>",
    ),
    "pharmacy": html(
        "Buy Cialis Online Without Prescription - Cheap Pills",
        "<h1>Canadian Pharmacy</h1><p>Order viagra and cialis online, discreet and fast shipping, lowest prices. Add to cart.</p>",
    ),
    "adult-zh": html(
        "国产精品成人视频在线观看_免费高清",
        "<p>无码影片、成人在线、色情直播，免费观看，高清播放。</p>",
    ),
    "adult-en": html(
        "Free Porn Videos HD - XXX",
        "<p>Watch free porn videos, live cams and escorts. Join now.</p>",
    ),
    "betting-tr": html(
        "Güvenilir Bahis Siteleri | Casino Giriş",
        "<p>Canlı bahis, casino ve slot bonusları. Üye ol, bonus kazan.</p>",
    ),
    "zh-stuffed": html(
        "乐鱼体育·(中国)官方网站-登录入口",
        "<p>乐鱼体育app官网，真人、棋牌、电竞一应俱全，首存优惠，手机版下载。</p>",
    ),
    "zh-slots": html(
        "PG电子试玩-pg电子官方网站入口", "<p>pg电子免费试玩，麻将胡了爆大奖，注册送彩金。</p>"
    ),
    "zh-code": html(
        "必威(betway)体育官方入口", "<p>必威体育app下载，买球就来必威，首存彩金，提款秒到账。</p>"
    ),
    "bonus-tr": html(
        "Deneme Bonusu Veren Siteler",
        "<p>Deneme bonusu, bahis ve casino siteleri. Üye ol, giriş.</p>",
    ),
    "vi": html(
        "Nhà cái uy tín số 1 | Cá cược bóng đá",
        "<p>Đăng ký nhận khuyến mãi, tài xỉu, nổ hũ, casino trực tuyến.</p>",
    ),
}


@pytest.mark.parametrize("page", HIJACKED.values(), ids=HIJACKED)
@pytest.mark.parametrize("label", [LABEL, "某公益组织年度报告全文"], ids=["en", "zh"])
def test_a_hijacked_site(page: str, label: str) -> None:
    assert rule(case(look(body=page), label=label)) == "hijacked"


CASINO_NEWS = article(
    "Macau casino revenue rises for a third month",
    "Casino revenue in Macau rose for a third month in a row. Analysts said baccarat tables were busy and that the tax on "
    "gambling, slots included, would help the budget. " + STORY,
)
NOT_HIJACKED = {
    "news": (CASINO_NEWS, "Macau casino revenue rises"),
    "news-other-language": (CASINO_NEWS, "澳门博彩收入连续三月上升"),
    "news-generic-label": (CASINO_NEWS, "来源"),
    "law-zh": (
        article(
            "最高法：开设赌场罪的认定标准",
            "最高人民法院发布意见，明确网络赌博案件中开设赌场罪的认定标准，打击以博彩名义吸收投注的平台。警方提醒，参与赌博、下注均属违法。"
            * 2,
            "法制日报",
        ),
        "法院明确网络犯罪标准",
    ),
    "pharmacy-news": (
        article(
            "Regulator warns of fake pills sold without a prescription",
            "Fake sildenafil was found. " + STORY,
        ),
        "监管机构警告假药",
    ),
    "fashion-zh": (
        article(
            "开云集团(Kering)公布全年业绩", "开云集团表示，旗下品牌官方网站的销售增长。", "财经报"
        ),
        "集团业绩",
    ),
    "carmaker-zh": (
        article("威马(中国)官方网站-APP下载", "预约试驾，查询门店，手机版下载。", ""),
        "威马",
    ),
    "football-zh": (
        article("米兰体育总监谈转会", "米兰（中国）球迷会在官网入口发起投票，门票优惠。", "体坛"),
        "转会消息",
    ),
    "venice-zh": (
        article("威尼斯人如何对抗潮水", "威尼斯人建起水闸，官方网站公布了照片。", "地理"),
        "水城",
    ),
    "poker-paper": (
        article(
            "Superhuman AI for multiplayer poker",
            "The program plays poker better than people. " + STORY,
        ),
        "人工智能论文",
    ),
}


@pytest.mark.parametrize(("page", "label"), NOT_HIJACKED.values(), ids=NOT_HIJACKED)
def test_news_on_those_trades(page: str, label: str) -> None:
    assert rule(case(look(body=page), label=label)) == "ok"


def test_a_casino_that_is_cited_as_one() -> None:
    given = case(
        look("https://bigcasino.org/", body=HIJACKED["casino-en"]),
        url="https://bigcasino.org/",
        label="Big Casino",
    )
    assert rule(given) == "ok"


SUSPENDED = {
    "cpanel": (
        200,
        html(
            "Account Suspended",
            "<h1>Account Suspended</h1><p>This Account has been suspended. <a>Contact your hosting provider</a> for more information.</p>",
        ),
    ),
    "503": (503, html("Account Suspended", "<p>This account has been suspended.</p>")),
    "website": (
        200,
        html("Website suspended", "<p>This website has been suspended. Contact support.</p>"),
    ),
    "bandwidth": (509, html("509 Bandwidth Limit Exceeded", "<h1>Bandwidth Limit Exceeded</h1>")),
    "aliyun": (
        403,
        html("网站访问报错", "<p>该域名当前备案状态不符合访问要求，可能由以下原因导致</p>"),
    ),
    "baidu": (200, html("提示", "<p>该网站暂时无法访问，备案信息未接入。</p>")),
    "panel": (200, html("提示", "<p>该站点已经被管理员停止运行</p>")),
    "unpaid": (200, html("温馨提示", "<p>该虚拟主机已欠费，网站已暂停服务。</p>")),
    "de": (200, html("Konto gesperrt", "<p>Diese Website wurde gesperrt.</p>")),
    "ru": (
        200,
        html("Сайт заблокирован", "<p>Аккаунт приостановлен. Обратитесь в поддержку хостинга.</p>"),
    ),
    "seized": (200, html("", "<h1>THIS WEBSITE HAS BEEN SEIZED</h1><p>By order of a court.</p>")),
    "seized-de": (200, html("Hinweis", "<p>Diese Webseite wurde beschlagnahmt.</p>")),
    "seized-fr": (200, html("", "<p>Ce site a été saisi par la justice.</p>")),
    "seized-zh": (200, html("通知", "<p>本网站已被公安机关查封。</p>")),
    "seized-ru": (200, html("", "<p>Этот домен был конфискован по решению суда.</p>")),
    "unpaid-ko": (200, html("", "<p>사용기간이 만료되어 서비스가 중지된 사이트입니다.</p>")),
}


@pytest.mark.parametrize(("status", "page"), SUSPENDED.values(), ids=SUSPENDED)
def test_a_site_that_its_host_has_closed(status: int, page: str) -> None:
    assert rule(case(look(status=status, body=page))) == "suspended"


@pytest.mark.parametrize(
    "goal",
    [
        "https://news.example.org/cgi-sys/suspendedpage.cgi",
        "https://dnspod.qcloud.com/static/webblock.html?d=news.example.org",
    ],
)
def test_sent_to_the_hosts_notice(goal: str) -> None:
    assert rule(case(sent(goal, html("", "<p>x</p>"), code=302))) == "suspended"


def test_alibabas_notice_by_its_server() -> None:
    given = case(look(status=403, body=html("403", "<p>403</p>"), headers={"server": "Beaver"}))
    assert rule(given) == "suspended"


@pytest.mark.parametrize(
    ("page", "label"),
    [
        (article("Pilot's account suspended after post on talks"), LABEL),
        (
            article(
                "Bank suspends service after storm",
                "The service was suspended for two days. " + STORY,
            ),
            "银行",
        ),
        (
            article(
                "网站备案管理办法解读",
                "未备案的网站不得提供服务，这是管理办法的要求。" * 8,
                "法规库",
            ),
            "备案办法解读",
        ),
    ],
    ids=["headline", "story", "zh-law"],
)
def test_a_page_that_speaks_of_suspension(page: str, label: str) -> None:
    assert rule(case(look(body=page), label=label)) == "ok"


@pytest.mark.parametrize(
    "page",
    [
        article(
            "Police seize the server of a pirate site", "Its website has been seized. It was sold."
        ),
        article("《河报》停止运营", "该报网站将于年底关闭，网站已停止运营。", "传媒周刊"),
        article("動画配信サービスが終了", "サービスは昨年末で終了した。", "網報"),
        article("Der Fährdienst endet", "Der Dienst wurde am Montag eingestellt.", "Fährblatt"),
        article("서비스 종료 앞둔 게임들", "지난달 세 게임의 서비스가 종료되었습니다.", "게임신문"),
    ],
    ids=["en", "zh", "ja", "de", "ko"],
)
def test_news_on_what_has_ended_is_there(page: str) -> None:
    assert rule(case(look(body=page), label="一则短讯")) == "ok"


def test_a_persons_suspended_account_is_a_page_that_is_gone() -> None:
    url = "https://x.com/someone"
    page = html(
        "Profile / X",
        "<p>Account suspended</p><p>X suspends accounts which violate the X Rules</p>",
    )
    assert rule(case(look(url, body=page), url=url, label="某人")) == "soft-404"


PLACEHOLDERS = {
    "nginx": html(
        "Welcome to nginx!",
        "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>",
    ),
    "apache": html(
        "Apache2 Ubuntu Default Page: It works",
        "<p>This is the default welcome page used to test the correct operation of the Apache2 server after installation on "
        "Ubuntu systems. It is based on the equivalent page on Debian, from which the Ubuntu Apache packaging is derived. You "
        "should replace this file before continuing to operate your HTTP server.</p>",
    ),
    "it-works": "<html><body><h1>It works!</h1></body></html>",
    "iis": html("IIS Windows Server", '<img src="iis-85.png">'),
    "plesk": html(
        "Domain Default page",
        "<p>If you are seeing this message, the website is not available at this time.</p>",
    ),
    "construction": html("Under Construction", "<h1>This site is under construction</h1>"),
    "soon": html("Coming Soon", "<h1>Coming soon</h1><p>We are working on something new.</p>"),
    "baota": html(
        "恭喜，站点创建成功！",
        "<h1>恭喜, 站点创建成功！</h1><p>这是默认index.html，本页面由系统自动生成</p>",
    ),
    "zh": html("网站建设中", "<p>网站正在建设中，敬请期待</p>"),
    "zh-hant": html("網站建置中", "<p>網站建置中，敬請期待</p>"),
    "ja": html("準備中です", "<p>ただいま準備中です</p>"),
    "fr": html("Site en construction", "<p>Revenez bientôt</p>"),
    "plesk-server": html("Web Server's Default Page", "<p>Made by the panel.</p>"),
    "framework": html(
        "The install worked successfully! Congratulations!", "<p>DEBUG=True is set.</p>"
    ),
    "nas": html("Web Station has been enabled", "<p>Finish the set-up in the panel.</p>"),
    "panel": html("oldproject.org", "<p>Apache is functioning normally</p>"),
    "ja-host": html("無効なURLです。", "<p>設定の反映をお待ちください。</p>"),
    "wordpress": html(
        "My Site – Just another WordPress site",
        "<h1>Hello world!</h1><p>Welcome to WordPress. This is your first post.</p>",
    ),
}


@pytest.mark.parametrize("page", PLACEHOLDERS.values(), ids=PLACEHOLDERS)
def test_a_server_without_a_site(page: str) -> None:
    assert rule(case(look(body=page))) == "placeholder"


def test_a_panels_notice_comes_with_404() -> None:
    page = html(
        "没有找到站点", "<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>"
    )
    assert rule(case(look(status=404, body=page))) == "placeholder"


@pytest.mark.parametrize(
    ("page", "label"),
    [
        (
            article(
                "How to fix “Welcome to nginx!” on Ubuntu",
                "You will see Welcome to nginx! " + STORY,
            ),
            "修复 nginx 默认页",
        ),
        (article("Bridge under construction since 2012 opens at last"), "大桥通车"),
        (
            html("Index of /pub/linux", "<pre>" + "<a>linux-5.tar.xz</a> 2021 1G " * 60 + "</pre>"),
            "内核",
        ),
        (html("Coming soon to cinemas", "<h1>Coming soon</h1><p>" + STORY * 3 + "</p>"), "电影"),
    ],
    ids=["tutorial", "bridge", "listing", "cinema"],
)
def test_a_page_that_speaks_of_such_things(page: str, label: str) -> None:
    assert rule(case(look(body=page), label=label)) == "ok"


def test_the_reason_quotes_the_page() -> None:
    reason = verdict(case(look(URL, body=PARKED["de"]))).reason
    assert reason.values == (("words", "Domain steht zum Verkauf"),)


def test_weak_words_on_a_capture_are_objections() -> None:
    page = article("The domain is for sale", STORY * 3)
    assert rule(case(look(body=page), label="某文")) == "ok"
    assert [each.id for each in objections(case(look(body=page), label="某文"))] == ["nearly.words"]
