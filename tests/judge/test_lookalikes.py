"""Each rule: at least two cases that it decides, and two that look like its own and are something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from linkcheck import judge
from linkcheck.model import Case, Ending, Failure, Presence, Role
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from tests.judge.cases import ARTICLE, ELSE, FRONT, URL, case, look, page
from tests.judge.test_rules import (
    CASINO,
    GONE,
    HOME,
    PARKED,
    PIXEL,
    PNG,
    STORY,
    fail,
    gone,
    moved,
    own,
)
from tests.judge.test_rules import ROWS as DECIDED

EXCLUDING = Settings(exclude=(r"^http://paper\.example/2021/",))
INCLUDING = Settings(include=(r"\.org/",))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60"/></svg>'
BLOCKED = "<p>Sorry, you have been blocked. You are unable to access paper.example. Cloudflare Ray ID: 7d1e</p>"


def capture(
    cited: str = "20211223041109", shown: str = "20211223041109", status: int = 200
) -> Case:
    """A citation of a copy, and the capture that the archive shows."""
    base, original = "https://web.archive.org/web/", "http://paper.example/2021/12/story"
    at = format_datetime(datetime.strptime(shown, "%Y%m%d%H%M%S").replace(tzinfo=UTC), usegmt=True)
    url, led = f"{base}{cited}/{original}", f"{base}{shown}/{original}"
    via = ((url, 302),) if led != url else ()
    seen = look(STORY, status, url=led, via=via, headers={"memento-datetime": at})
    return case(seen, url=url)


def under(settings: Settings, url: str = URL) -> Case:
    return replace(case(), target=resolve(url, settings))


def picture(body: bytes, type_: str = "image/png", url: str = URL) -> Case:
    return case(look(body, url=url, headers={"content-type": type_}), url=url, role=Role.IMAGE)


def text(title: str, words: str, **more: object) -> Case:
    return case(look(page(title, words)), **more)  # type: ignore[arg-type]


ROWS: dict[str, tuple[dict[str, Case], dict[str, Case]]] = {
    "ignored": (
        {"excluded": under(EXCLUDING), "not included": under(INCLUDING)},
        {
            "excluded is another directory": replace(
                DECIDED["401"][0], target=resolve(URL.replace("2021", "2022"), EXCLUDING)
            ),
            "included": replace(
                case(look(STORY)), target=resolve("https://paper.org/2021/story", INCLUDING)
            ),
        },
    ),
    "malformed": (
        {"a bracket": case(url="http://[::1"), "a port": case(url="http://paper.example:99999/")},
        {
            "an IPv6 literal": case(look(STORY), url="http://[2001:db8::1]/a"),
            "a URL with brackets in its path": case(look(STORY), url="http://paper.example/a[1]"),
        },
    ),
    "mail": (
        {
            "an address": case(url="mailto:desk@paper.example"),
            "with a subject": case(url="mailto:desk@paper.example?subject=http://paper.example"),
        },
        {
            "a page named so": case(look(STORY), url="http://paper.example/mailto:desk"),
            "a user at a host": case(look(STORY), url="http://desk@paper.example/"),
        },
    ),
    "scheme": (
        {"telephone": case(url="tel:+4912345"), "magnet": case(url="magnet:?xt=urn:btih:c12f")},
        {
            "HTTP in capitals": case(look(STORY), url="HTTP://paper.example/a"),
            "a colon in a file's name": case(url="./notes:2021.md"),
        },
    ),
    "local": (
        {
            "nobody looked": case(url="../other.md"),
            "a template": own(Presence.TEMPLATE, "{{base}}/other.md"),
            "of an article from nowhere": own(Presence.NOWHERE, "../other.md"),
        },
        {
            "a file": own(),
            "no scheme, a host": case(look(STORY), url="//paper.example/a"),
            "a file's name on a host": case(look(STORY), url="http://paper.example/other.md"),
        },
    ),
    "wrong-case": (
        {"a file": own(Presence.OTHER_CASE), "a place in it": own(Presence.OTHER_CASE, "A.md#x")},
        {"as written": own(), "missing": own(Presence.MISSING, near="a.md")},
    ),
    "no-such-file": (
        {
            "missing": own(Presence.MISSING),
            "another is near": own(Presence.MISSING, near="b.md"),
            "no index": own(Presence.NO_INDEX),
            "above the root": own(Presence.ABOVE),
        },
        {
            "a folder": own(Presence.FOLDER),
            "perhaps": own(Presence.PERHAPS),
            "of a front matter": own(Presence.UP_TO_BUILDER),
            "out of sight": own(Presence.OUTSIDE),
            "a template": own(Presence.TEMPLATE),
            "in another case": own(Presence.OTHER_CASE),
        },
    ),
    "no-such-anchor": (
        {
            "a heading": own(url="a.md#end", anchor=False),
            "in Chinese": own(url="a.md#结论", anchor=False, near="结语"),
        },
        {
            "there": own(url="a.md#end", anchor=True),
            "cannot be told": own(url="a.pdf#end"),
            "lines": own(url="a.md#L10", anchor=False),
            "the top": own(url="a.md#top", anchor=False),
            "a route": own(url="a.html#/end", anchor=False),
            "a text": own(url="a.md#:~:text=end", anchor=False),
        },
    ),
    "unseen-file": (
        {
            "outside": own(Presence.OUTSIDE),
            "led out": own(Presence.LED_OUT),
            "unreadable": own(Presence.UNREADABLE),
            "no root": own(Presence.PERHAPS),
            "a builder's": own(Presence.UP_TO_BUILDER),
        },
        {"there": own(), "above the root": own(Presence.ABOVE), "nowhere": own(Presence.NOWHERE)},
    ),
    "file": (
        {"a file": own(), "a folder": own(Presence.FOLDER), "its place": own(url="a.md#x", anchor=True)},
        {"missing": own(Presence.MISSING), "a page": case(look(STORY))},
    ),
    "accepted": (
        {
            "a refusal": case(look(b"", 403), accepted=(403, 999)),
            "a 404": case(look(GONE, 404), accepted=(404,)),
        },
        {
            "another status": case(look(b"", 403), accepted=(404,)),
            "a failure": case(look(failure=Failure.TIMEOUT), accepted=(200, 403)),
            "not asked": case(accepted=(403,), ending=Ending.OUT_OF_TIME),
        },
    ),
    "not-asked": (
        {"a page": case(ending=Ending.NOT_ASKED), "another": case(url="http://a.example", ending=Ending.NOT_ASKED)},
        {"a file": own(), "out of time": case(ending=Ending.OUT_OF_TIME), "no network": case(ending=Ending.OFFLINE)},
    ),
    "unreliable-archive": (
        {
            "by name": case(url="https://archive.ph/AbC12"),
            "of an original": case(url="http://archive.today/2021/http://paper.example/a"),
        },
        {
            "another archive": capture(),
            "a page about it": case(look(STORY), url="http://paper.example/archive.ph"),
        },
    ),
    "private-address": (
        {
            "at once": fail(Failure.PRIVATE),
            "behind a redirect": case(
                look(failure=Failure.PRIVATE, url="http://10.0.0.1/", via=((URL, 302),))
            ),
        },
        {
            "refused": fail(Failure.REFUSED, Failure.REFUSED),
            "a page about them": text("10.0.0.1 and other private addresses", ARTICLE, label=""),
        },
    ),
    "offline": (
        {
            "no network": case(look(failure=Failure.NO_SUCH_HOST), ending=Ending.OFFLINE),
            "nothing but time-outs": case(look(failure=Failure.TIMEOUT), ending=Ending.OFFLINE),
        },
        {
            "answered before the network went": case(look(STORY), ending=Ending.OFFLINE),
            "one host away": fail(Failure.TIMEOUT, Failure.TIMEOUT),
        },
    ),
    "not-reached": (
        {
            "no time": case(ending=Ending.OUT_OF_TIME),
            "interrupted": case(ending=Ending.INTERRUPTED),
        },
        {
            "no time, but asked": case(look(STORY), ending=Ending.OUT_OF_TIME),
            "by wish": case(ending=Ending.NOT_ASKED),
        },
    ),
    "no-such-host": (
        {
            "twice": fail(Failure.NO_SUCH_HOST, Failure.NO_SUCH_HOST),
            "after trouble": fail(Failure.DNS, Failure.NO_SUCH_HOST, Failure.NO_SUCH_HOST),
        },
        {
            "once, then there": case(look(failure=Failure.NO_SUCH_HOST), look(STORY, after=4)),
            "no address": fail(Failure.NO_ADDRESS, Failure.NO_ADDRESS),
            "the resolver fails": fail(Failure.NO_SUCH_HOST, Failure.DNS),
            "no network": case(
                *[look(failure=Failure.NO_SUCH_HOST)] * 2, ending=Ending.OFFLINE
            ),
        },
    ),
    "dns-trouble": (
        {
            "the resolver fails": fail(Failure.DNS, Failure.DNS),
            "no address": fail(Failure.NO_ADDRESS),
        },
        {
            "no such host": fail(Failure.NO_SUCH_HOST, Failure.NO_SUCH_HOST),
            "then there": case(look(failure=Failure.DNS), look(STORY, after=4)),
        },
    ),
    "refused": (
        {
            "no route": fail(Failure.UNREACHABLE, Failure.UNREACHABLE),
            "reset": fail(Failure.RESET, Failure.RESET),
        },
        {
            "then there": case(look(failure=Failure.REFUSED), look(STORY, after=4)),
            "403": case(look(page("Refused", "Connection refused"), 403)),
        },
    ),
    "tls": (
        {
            "expired": fail(Failure.TLS),
            "twice": fail(Failure.TLS, Failure.TLS),
        },
        {
            "then there": case(look(failure=Failure.TLS), look(STORY, after=4)),
            "a page about certificates": text("Your certificate has expired", ARTICLE, label=""),
        },
    ),
    "redirect-loop": (
        {
            "a loop": fail(Failure.REDIRECT_LOOP),
            "by way of another": case(
                look(failure=Failure.REDIRECT_LOOP, via=((URL, 302), (HOME, 302)))
            ),
        },
        {
            "to itself with a cookie": case(look(STORY, via=((URL, 302),))),
            "several hops": case(
                look(STORY, url=URL.replace("http:", "https:"), via=((URL, 301), (URL + "/", 301)))
            ),
        },
    ),
    "too-large": (
        {
            "a header": fail(Failure.TOO_LARGE),
            "behind a redirect": case(
                look(failure=Failure.TOO_LARGE, url=HOME + "a", via=((URL, 302),))
            ),
        },
        {
            "a page that goes on": case(look(STORY, truncated=True)),
            "414": case(look(page("URI Too Long", "x"), 414)),
        },
    ),
    "parked": (
        {
            "a parking script": case(look(PARKED)),
            "for sale": text("paper.example", "This domain is for sale. Buy this domain today."),
        },
        {
            "an article on parking": DECIDED["an article on parking"][0],
            "a shop's house": text(
                "A house is for sale", "This house may be for sale. " + ARTICLE, label="A house"
            ),
        },
    ),
    "suspended": (
        {
            "an account": DECIDED["suspended"][0],
            "未备案": DECIDED["未备案"][0],
        },
        {
            "news of a suspension": text(
                "Account suspended: the minister leaves the network",
                "The account was suspended. " + ARTICLE,
                label="The minister leaves the network",
            ),
            "a guide to 备案": text(
                "网站备案指南", "该域名当前备案状态不符合访问要求时，应当这样做。" + "会谈继续。" * 90, label="网站备案指南"
            ),
        },
    ),
    "placeholder": (
        {"a default page": DECIDED["a default page"][0], "a pixel": picture(PIXEL)},
        {
            "a guide to nginx": DECIDED["a guide to nginx"][0],
            "a small icon": picture(PNG.replace(b"\0\0\x02\x80\0\0\x01\xe0", b"\0\0\0\x10\0\0\0\x10")),
        },
    ),
    "rate-limited": (
        {
            "429": case(*[look(b"", 429)] * 4),
            "GitHub's": case(
                *[look(b"", 403, headers={"x-ratelimit-remaining": "0"})] * 4
            ),
        },
        {
            "403": case(look(page("Forbidden", "x"), 403)),
            "then there": DECIDED["429, then there"][0],
        },
    ),
    "wall": (
        {
            "a challenge": DECIDED["Cloudflare's challenge"][0],
            "a block": case(look(page("Attention Required! | Cloudflare", BLOCKED), 403)),
        },
        {
            "ambient scripts": DECIDED["an article on captchas"][0],
            "a comment form's captcha": case(
                look(page("The story of the talks that went on", extra='<div class="g-recaptcha"></div>'))
            ),
        },
    ),
    "login": (
        {"401": DECIDED["401"][0], "a form": text("Sign in", '<input type="password">')},
        {
            "a box": DECIDED["an article with a login box"][0],
            "the login page cited": case(
                look(page("Sign in", '<input type="password">'), url=HOME + "login"),
                url=HOME + "login",
                label="Sign in",
            ),
        },
    ),
    "paywall": (
        {
            "402": case(look(b"", 402)),
            "sent to subscribe": moved(HOME + "subscribe?from=2021", page("Subscribe", "From 1 € a week")),
        },
        {
            "its data say so": case(
                look(
                    page(
                        "The story of the talks that went on",
                        head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
                    )
                )
            ),
            "an article on paywalls": text(
                "Subscribe to read: how paywalls work", ARTICLE, label="How paywalls work"
            ),
        },
    ),
    "gone": (
        {"404": gone(root=FRONT), "410": gone(410, root=FRONT)},
        {
            "then there": DECIDED["404, then there"][0],
            "everywhere": DECIDED["404 everywhere"][0],
            "a challenge": DECIDED["404 with a challenge"][0],
        },
    ),
    "unconfirmed": (
        {"once": case(look(GONE, 404)), "a name, once": fail(Failure.NO_SUCH_HOST)},
        {"proven": gone(root=FRONT), "then there": DECIDED["404, then there"][0]},
    ),
    "timeout": (
        {
            "twice": fail(Failure.TIMEOUT, Failure.TIMEOUT),
            "408": case(*[look(b"", 408)] * 2),
        },
        {
            "then there": case(look(failure=Failure.TIMEOUT), look(STORY, after=30)),
            "504": case(*[look(b"", 504)] * 2),
        },
    ),
    "server-error": (
        {
            "500": case(*[look(b"x", 500)] * 2),
            "503 for good": case(*[look(page("Service Unavailable", "x"), 503)] * 4),
        },
        {
            "then there": DECIDED["503, then there"][0],
            "a challenge with 503": case(look(STORY, 503, headers={"cf-mitigated": "challenge"})),
        },
    ),
    "protocol-error": (
        {
            "no HTTP": fail(Failure.PROTOCOL, Failure.PROTOCOL),
            "to nowhere": fail(Failure.BAD_REDIRECT),
        },
        {
            "then there": case(look(failure=Failure.PROTOCOL), look(STORY, after=4)),
            "203": case(look(STORY, 203)),
        },
    ),
    "hijacked": (
        {
            "slots": case(look(CASINO)),
            "博彩": text(
                "澳门新葡京娱乐场_官方网站_在线开户",
                "澳门新葡京娱乐场官网，真人百家乐、老虎机、六合彩投注平台，注册开户送彩金。" * 6,
                label="外交部谈会谈",
            ),
        },
        {
            "news on casinos": DECIDED["news on casinos"][0],
            "a casino cited as one": case(look(CASINO), label="Slot Gacor Casino Online"),
        },
    ),
    "wrong-type": (
        {"a page": case(look(STORY), role=Role.IMAGE), "broken": picture(b"\x89PNG\r\n\x1a\n\0\0")},
        {"SVG": picture(SVG, "image/svg+xml"), "a wrong type": picture(PNG, "text/plain")},
    ),
    "soft-404": (
        {"titled so": case(look(GONE)), "an error page": DECIDED["sent to an error page"][0]},
        {
            "an article": DECIDED["an article on 404 pages"][0],
            "a specification": DECIDED["a specification"][0],
            "an application": DECIDED["an application's shell"][0],
        },
    ),
    "redirected-home": (
        {
            "to the front": DECIDED["to the front page"][0],
            "to a section": DECIDED["to a section"][0],
        },
        {
            "the front page cited": DECIDED["the front page cited"][0],
            "to the same piece": DECIDED["the same piece elsewhere"][0],
        },
    ),
    "other-site": (
        {
            "a shop": DECIDED["to somebody else"][0],
            "a directory": moved("https://portal.example.net/start", page("Portal", ELSE * 4)),
        },
        {
            "a new domain": DECIDED["the same piece on a new domain"][0],
            "a shortener": DECIDED["a shortener"][0],
        },
    ),
    "other-capture": (
        {
            "months later": capture(shown="20220601000000"),
            "years before": capture(shown="20150601000000"),
        },
        {
            "that one": capture(),
            "some days later": capture(shown="20211230000000"),
            "any of a year": capture(cited="2021", shown="20211230000000"),
        },
    ),
    "empty": (
        {"nothing": case(look(b"")), "blank": DECIDED["blank"][0]},
        {"cut off": case(look(b"", truncated=True)), "an application": DECIDED["an application's shell"][0]},
    ),
    "missing-fragment": (
        {
            "an id": DECIDED["a place that is not there"][0],
            "in Chinese": case(look(STORY, fragments=("结论",)), url=URL + "#结论", fragments=True),
        },
        {
            "not wished for": case(look(STORY, fragments=("end",)), url=URL + "#end"),
            "a route": case(look(STORY, fragments=("/end",)), url=URL + "#/end", fragments=True),
        },
    ),
    "moved": (
        {
            "elsewhere": DECIDED["the same piece elsewhere"][0],
            "a shortener": DECIDED["a shortener"][0],
        },
        {"https": DECIDED["to https"][0], "www": DECIDED["to www"][0]},
    ),
    "ok": (
        {"fine": case(look(STORY)), "an image": picture(PNG)},
        {"titled so": case(look(GONE)), "404": gone(root=FRONT)},
    ),
}  # fmt: skip

OWN = [(rule, name, given) for rule, (own, _) in ROWS.items() for name, given in own.items()]
OTHERS = [(rule, name, given) for rule, (_, alike) in ROWS.items() for name, given in alike.items()]


def test_every_rule_has_two_of_each() -> None:
    assert set(ROWS) == {rule.id for rule in judge.RULES}
    assert all(len(own) >= 2 and len(alike) >= 2 for own, alike in ROWS.values())


@pytest.mark.parametrize(
    ("rule", "given"),
    [(rule, given) for rule, _, given in OWN],
    ids=[f"{rule}: {name}" for rule, name, _ in OWN],
)
def test_the_rule_decides(rule: str, given: Case) -> None:
    verdict = judge.verdict(given)
    assert verdict.rule == rule, verdict.reason


@pytest.mark.parametrize(
    ("rule", "given"),
    [(rule, given) for rule, _, given in OTHERS],
    ids=[f"not {rule}: {name}" for rule, name, _ in OTHERS],
)
def test_a_look_alike_is_something_else(rule: str, given: Case) -> None:
    verdict = judge.verdict(given)
    assert verdict.rule != rule, verdict.reason
