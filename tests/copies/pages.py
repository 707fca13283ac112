"""Made-up captures: what a page looked like on the day, and all that captures show instead. Each gives the keys of a manifest's capture."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.copies.prose import ARTICLES, GONE, NAV, OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A made-up site's page: where, in which language, with which title and text."""

    url: str
    host: str
    site: str
    lang: str
    title: str
    text: str


def layout(place: Place, title: str, main: str, *, lang: str = "", more: str = "") -> str:
    """A page of the site: menu, main part, other pieces, footer."""
    lang = lang or place.lang
    nav = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(NAV[lang]))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<link rel="stylesheet" href="/s.css"><script src="/a.js"></script></head><body>'
        f'<header><a href="/">{place.site}</a><nav><ul>{nav}</ul></nav></header><main>{main}</main>{more}'
        f"<footer><p>© {place.site}</p></footer></body></html>"
    )


def _paragraphs(text: str) -> str:
    half = len(text) // 2
    return f"<p>{html.escape(text[:half])}</p><p>{html.escape(text[half:])}</p>"


def _article(place: Place, title: str, text: str) -> str:
    return f"<article><h1>{html.escape(title)}</h1>{_paragraphs(text)}</article>"


def plain(place: Place, _random: Random) -> Shown:
    title = f"{place.title} | {place.site}"
    return {"body": layout(place, title, _article(place, place.title, place.text))}


def retitled(place: Place, _random: Random) -> Shown:
    """Another headline over the same text."""
    title = {"en": "Updated: what we know so far", "zh-Hans": "最新进展：目前所知"}.get(
        place.lang, place.title
    )
    return {"body": layout(place, title, _article(place, title, place.text))}


def with_login_box(place: Place, _random: Random) -> Shown:
    box = '<form action="/login"><input name="u"><input type="password" name="p"><button>OK</button></form>'
    main = box + _article(place, place.title, place.text)
    return {"body": layout(place, f"{place.title} - {place.site}", main)}


def hydrated(place: Place, _random: Random) -> Shown:
    """Rendered on the server, to be taken over by scripts."""
    main = f'<div id="__next">{_article(place, place.title, place.text)}</div><script>window.__DATA__={{}}</script>'
    return {"body": layout(place, f"{place.title} - {place.site}", main)}


def with_related(place: Place, random: Random) -> Shown:
    titles = [each[0] for lang in ("en", "zh-Hans", "de") for each in ARTICLES[lang]]
    random.shuffle(titles)
    more = (
        "<aside>"
        + "".join(f'<a href="/x{n}">{t}</a>' for n, t in enumerate(titles[:5]))
        + "</aside>"
    )
    return {"body": layout(place, place.title, _article(place, place.title, place.text), more=more)}


def brief(place: Place, _random: Random) -> Shown:
    """A short item."""
    text = place.text[: len(place.text) // 2]
    return {"body": layout(place, place.title, f"<h1>{place.title}</h1><p>{text}</p>")}


def with_banner(place: Place, _random: Random) -> Shown:
    """A consent banner over the whole article."""
    banner = '<div class="cookie-banner"><p>We use cookies to improve your experience.</p><button>Accept all</button></div>'
    return {"body": layout(place, place.title, banner + _article(place, place.title, place.text))}


def in_gbk(place: Place, _random: Random) -> Shown:
    if place.lang != "zh-Hans":
        return plain(place, _random)
    import base64  # noqa: PLC0415 - nobody else needs it

    body = layout(place, place.title, _article(place, place.title, place.text)).replace(
        "utf-8", "gb2312"
    )
    raw = base64.b64encode(body.encode("gb18030")).decode()
    return {"body_base64": raw, "type": "text/html; charset=gb2312"}


GOOD: dict[str, Callable[[Place, Random], Shown]] = {
    "plain": plain,
    "retitled": retitled,
    "with-login-box": with_login_box,
    "hydrated": hydrated,
    "with-related": with_related,
    "brief": brief,
    "with-banner": with_banner,
    "in-gbk": in_gbk,
}


def error(place: Place, random: Random) -> Shown:
    return {
        "status": random.choice([404, 404, 410, 403, 429, 503]),
        "body": layout(place, "Error", "<h1>Error</h1>"),
    }


def lying_404(place: Place, random: Random) -> Shown:
    return error(place, random) | {"status": 404, "listed": "200"}


def soft_404(place: Place, random: Random) -> Shown:
    lang = place.lang if random.random() < 0.5 and place.lang in GONE else random.choice(list(GONE))
    title, heading, text = random.choice(GONE[lang])
    main = f"<h1>{heading}</h1><p>{text}</p>"
    return {"body": layout(place, f"{title} - {place.site}", main, lang=lang)}


def soft_404_among_much(place: Place, random: Random) -> Shown:
    """The notice over a page full of other pieces to read."""
    lang = place.lang if place.lang in GONE else "en"
    title, heading, text = random.choice(GONE[lang])
    pieces = "".join(
        f"<li><a href='/p{n}'>{t}</a><p>{b[:200]}</p></li>"
        for n, (t, b) in enumerate(ARTICLES.get(lang, ARTICLES["en"]) + tuple(OTHERS.values()))
        if t != place.title
    )
    return {
        "body": layout(place, title, f"<h1>{heading}</h1><p>{text}</p><ul>{pieces}</ul>", lang=lang)
    }


_WALLS: tuple[Shown, ...] = (
    {
        "body": "<html><head><title>Just a moment...</title></head><body><h1>{host}</h1><p>Checking if the site connection is secure</p><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>",
        "headers": {"server": "cloudflare", "cf-mitigated": "challenge"},
    },
    {
        "body": '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You don\'t have permission to access "http&#58;&#47;&#47;{host}&#47;" on this server.<p>Reference #18.8d1c1302.1640000000.2a5</body></html>',
        "headers": {"server": "AkamaiGHost"},
    },
    {
        "body": "<html><head><meta charset=utf-8><title>安全验证</title></head><body><p>请完成下方验证后继续操作</p><div id='slider'>向右滑动滑块完成验证</div><script src='/captcha.js'></script></body></html>"
    },
    {
        "body": "<html><head><title>Attention Required!</title></head><body><h1>One more step</h1><p>Please complete the security check to access {host}. Why do I have to complete a CAPTCHA?</p></body></html>"
    },
    {
        "body": "<html><head><title>{host}</title></head><body><noscript>Please enable JS and disable any ad blocker</noscript><script data-cfasync=false>var dd={{'rt':'c','cid':'AHr'}}</script><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>",
        "headers": {"x-datadome": "protected"},
    },
    {
        "body": "<html><head><title>Robot or human?</title></head><body><h1>Verify you are human</h1><p>Press and hold the button to confirm that you are a human and not a bot.</p></body></html>"
    },
)


def wall(place: Place, random: Random) -> Shown:
    made = random.choice(_WALLS)
    return made | {
        "body": made["body"].replace("{host}", place.host).replace("{{", "{").replace("}}", "}")
    }


def login(place: Place, random: Random) -> Shown:
    title, text = random.choice(
        [
            ("Sign in", "Sign in to continue reading. Forgot your password? Create an account."),
            ("登录", "请登录后继续浏览。忘记密码？注册新账号。"),
            ("Anmelden", "Bitte melden Sie sich an, um fortzufahren. Passwort vergessen?"),
        ]
    )
    form = '<form method="post" action="/login"><input name="user"><input type="password" name="pass"><button>OK</button></form>'
    return {
        "body": layout(place, f"{title} - {place.site}", f"<h1>{title}</h1><p>{text}</p>{form}")
    }


def consent(place: Place, random: Random) -> Shown:
    title, text = random.choice(
        [
            (
                "Before you continue",
                "We use cookies and data to deliver and maintain our services, track outages and protect against spam. If you choose to accept all, we will also use cookies to develop new services and show personalised ads. Manage your privacy choices. Accept all. Reject all. More options.",
            ),
            (
                "Ihre Privatsphäre",
                "Wir und unsere 214 Partner speichern Informationen auf Ihrem Gerät und greifen darauf zu. Mit Ihrer Zustimmung verarbeiten wir personenbezogene Daten. Alle akzeptieren. Ablehnen. Einstellungen.",
            ),
            (
                "Votre vie privée",
                "Avec votre accord, nos 190 partenaires et nous utilisons des cookies pour stocker et accéder à des données personnelles. Tout accepter. Continuer sans accepter. Paramétrer.",
            ),
        ]
    )
    return {
        "body": f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p><form action='https://consent.{place.host}/collect' method=post><button>OK</button></form></body></html>"
    }


_PARKED = (
    (
        "{host}",
        "<h1>{host}</h1><p>This domain is for sale! Buy this domain. Related searches: Insurance, Credit Cards, Online Degrees.</p><script src='https://img1.sedoparking.com/js/x.js'></script>",
    ),
    (
        "{host} is for sale",
        "<h1>The domain {host} is available for purchase</h1><p>Make an offer. Fast and secure transfer. Powered by Dan.com</p>",
    ),
    (
        "{host} - 域名出售",
        "<h1>{host}</h1><p>该域名正在出售，如有购买意向请联系。This domain may be for sale. 微信：ym123 邮箱：ym@163.com</p>",
    ),
    (
        "{host}",
        "<h1>{host}</h1><p>Diese Domain steht zum Verkauf. Der Inhaber dieser Domain parkt sie beim Domain-Programm.</p>",
    ),
)


def parked(place: Place, random: Random) -> Shown:
    title, body = random.choice(_PARKED)
    text = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    )
    return {"body": text.replace("{host}", place.host)}


def hijacked(place: Place, random: Random) -> Shown:
    title, text = random.choice(
        [
            (
                "澳门新葡京娱乐场_官网注册送彩金",
                "澳门新葡京娱乐场提供真人荷官、百家乐、老虎机、体育投注、棋牌游戏、彩票等娱乐项目，注册即送彩金188元，24小时在线客服，提款秒到账。下载APP立即体验真人娱乐，首存赠送百分之百。"
                * 3,
            ),
            (
                "Situs Slot Gacor Hari Ini Terpercaya",
                "Selamat datang di situs judi slot online gacor terpercaya dengan RTP live tertinggi. Daftar slot gacor hari ini, deposit pulsa tanpa potongan, bonus new member 100%, jackpot maxwin setiap hari. Link alternatif slot88 dan togel online resmi."
                * 3,
            ),
            (
                "Best Online Casino Bonuses 2023 - Play Slots for Real Money",
                "Claim your welcome bonus and free spins at the best online casino. Play slots, roulette, blackjack and live dealer games for real money. No deposit bonus codes, fast payouts, sports betting and poker rooms reviewed. Sign up now and get 200 free spins."
                * 3,
            ),
        ]
    )
    return {
        "body": f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p><a href=/r>Register</a></body></html>"
    }


def other_owner(place: Place, random: Random) -> Shown:
    """Somebody else's harmless page: nothing about it is bad but that it is not the one."""
    lang = random.choice(list(OTHERS))
    title, text = OTHERS[lang]
    made = Place(place.url, place.host, "Kitchen Diary", lang, title, text)
    return {
        "body": layout(made, f"{title} – Kitchen Diary", _article(made, title, text), lang=lang)
    }


def shell(place: Place, random: Random) -> Shown:
    title = random.choice([place.site, place.title, "Loading…"])
    root = random.choice(
        [
            '<div id="root"></div>',
            '<div id="app"></div><noscript>You need to enable JavaScript to run this app.</noscript>',
            "<app-root></app-root>",
        ]
    )
    return {
        "body": f'<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>{root}<script src="/static/js/main.8f.js"></script><script src="/static/js/v.js"></script></body></html>'
    }


def empty(place: Place, random: Random) -> Shown:
    return {"body": random.choice(["", "<html><head></head><body></body></html>", "\n"])}


def front(place: Place, random: Random) -> Shown:
    """The site's front page at the article's own address."""
    pieces = [
        piece for piece in ARTICLES.get(place.lang, ARTICLES["en"]) if piece[0] != place.title
    ] + list(OTHERS.values())
    main = "".join(
        f"<section><h2><a href='/n{n}'>{t}</a></h2><p>{b[:160]}</p></section>"
        for n, (t, b) in enumerate(pieces)
    )
    head = f'<link rel="canonical" href="https://{place.host}/">' if random.random() < 0.5 else ""
    return {"body": layout(place, place.site, main).replace("</head>", head + "</head>")}


def broken(place: Place, random: Random) -> Shown:
    title, text = random.choice(
        [
            ("Maintenance", "We are down for scheduled maintenance and will be back shortly."),
            (
                "Error establishing a database connection",
                "Error establishing a database connection",
            ),
            ("系统维护中", "网站正在维护升级，请稍后再访问。"),
            ("500 Internal Server Error", "The server encountered an internal error. nginx"),
            (
                "Account Suspended",
                "This account has been suspended. Contact your hosting provider for more information.",
            ),
        ]
    )
    return {
        "body": f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    }


def unfit(place: Place, random: Random) -> Shown:
    return {"body": "x", "unplayable": True}


BAD: dict[str, Callable[[Place, Random], Shown]] = {
    "error": error,
    "lying-404": lying_404,
    "soft-404": soft_404,
    "soft-404-among-much": soft_404_among_much,
    "wall": wall,
    "login": login,
    "consent": consent,
    "parked": parked,
    "hijacked": hijacked,
    "other-owner": other_owner,
    "shell": shell,
    "empty": empty,
    "front": front,
    "broken": broken,
    "unplayable": unfit,
}
AFTER_SALE = ("parked", "hijacked", "other-owner")
"""What can only come after the page's death."""
