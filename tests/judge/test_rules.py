"""Each rule: what it is for, and what looks like it and is something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck import judge
from linkcheck.judge.facts import Facts
from linkcheck.language import LANGUAGES, rule_text, say
from linkcheck.model import (
    Case,
    Ending,
    Failure,
    HostEvidence,
    LocalEvidence,
    Outcome,
    Presence,
    Role,
    Target,
    Way,
    remark,
)
from linkcheck.plan import is_to_be_asked
from tests.judge.cases import ARTICLE, CHINESE, ELSE, FRONT, URL, case, look, page

STORY = page("The story of the talks that went on")
GONE = page("404 Not Found", "The page you are looking for could not be found.")
DEEP = "http://paper.example/2021/12/another-piece-altogether.html"
HOME = "http://paper.example/"


def fail(failure: Failure, *more: Failure) -> Case:
    looks = [look(failure=each, after=3 * n) for n, each in enumerate((failure, *more))]
    return case(*looks)


def moved(to: str, body: bytes = STORY, status: int = 302, **more: object) -> Case:
    return case(look(body, url=to, via=((URL, status),)), **more)  # type: ignore[arg-type]


def gone(status: int = 404, **more: object) -> Case:
    return case(look(GONE, status), look(GONE, status, after=4), **more)  # type: ignore[arg-type]


def own(
    presence: Presence = Presence.FILE,
    url: str = "a.md",
    *,
    anchor: bool | None = None,
    near: str = "",
) -> Case:
    """A link within one's own files, and what there is."""
    seen = LocalEvidence(presence=presence, path=url.partition("#")[0], anchor=anchor, near=near)
    return case(url=url, local=seen, ending=Ending.NOT_ASKED)


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0" + b"\0" * 60
PIXEL = PNG.replace(b"\0\0\x02\x80\0\0\x01\xe0", b"\0\0\0\x01\0\0\0\x01")
CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript</noscript>"
    b'<script>window._cf_chl_opt={cvId:"3"};</script><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>'
)
AMBIENT = page(
    "The story of the talks that went on",
    extra='<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script>window._pxAppId="PX1"</script>'
    '<form><div class="cf-turnstile"></div></form>',
)
PARKED = b'<html data-adblockkey="MFww"><head><title>paper.example</title></head><body><div id="target"></div><script>window.park = "eyJ1";</script></body></html>'
CASINO = page(
    "Slot Gacor Casino Online Terpercaya",
    "Daftar slot gacor casino online, bonus jackpot poker deposit pulsa, situs judi resmi. " * 8,
)
SHELL = b'<!doctype html><html><head><title>App</title></head><body><div id="root"></div><script src="/main.js"></script></body></html>'

ROWS: dict[str, tuple[Case, str]] = {
    # gone, and what is not
    "404 twice": (gone(root=FRONT), "gone"),
    "410 twice": (gone(410, root=FRONT), "gone"),
    "404, then there": (case(look(GONE, 404), look(STORY, after=4)), "ok"),
    "404 once": (case(look(GONE, 404)), "unconfirmed"),
    "404 twice, front page not asked": (gone(), "unconfirmed"),
    "404 everywhere": (gone(root=look(GONE, 404, url=HOME)), "wall"),
    "404 twice, front page silent": (gone(root=look(failure=Failure.TIMEOUT, url=HOME)), "wall"),
    "404 twice, front page forbidden": (gone(root=look(b"", 403, url=HOME)), "gone"),
    "404 with a challenge": (
        case(look(CHALLENGE, 404), look(CHALLENGE, 404, after=4), root=FRONT),
        "wall",
    ),
    # names
    "no such host twice": (fail(Failure.NO_SUCH_HOST, Failure.NO_SUCH_HOST), "no-such-host"),
    "no such host once": (fail(Failure.NO_SUCH_HOST), "unconfirmed"),
    "no address": (fail(Failure.NO_ADDRESS, Failure.NO_ADDRESS), "dns-trouble"),
    "resolver in trouble": (fail(Failure.DNS, Failure.NO_SUCH_HOST), "unconfirmed"),
    "no such host behind a redirect": (
        case(
            *(
                look(
                    failure=Failure.NO_SUCH_HOST,
                    url="http://gone.example/",
                    via=((URL, 302),),
                    after=n,
                )
                for n in (0, 4)
            )
        ),
        "no-such-host",
    ),
    # no answer
    "refused": (fail(Failure.REFUSED, Failure.REFUSED), "refused"),
    "reset": (fail(Failure.RESET, Failure.RESET), "refused"),
    "reset, then there": (case(look(failure=Failure.RESET), look(STORY, after=4)), "ok"),
    "timeout": (fail(Failure.TIMEOUT, Failure.TIMEOUT), "timeout"),
    "tls": (fail(Failure.TLS), "tls"),
    "protocol": (fail(Failure.PROTOCOL, Failure.PROTOCOL), "protocol-error"),
    "redirect to nowhere": (fail(Failure.BAD_REDIRECT), "protocol-error"),
    "304": (case(look(b"", 304)), "protocol-error"),
    "loop": (fail(Failure.REDIRECT_LOOP), "redirect-loop"),
    "too large": (fail(Failure.TOO_LARGE), "too-large"),
    "private": (fail(Failure.PRIVATE), "private-address"),
    # walls, and pages with their marks
    "Cloudflare's challenge": (case(look(CHALLENGE, 403)), "wall"),
    "a challenge with 200": (case(look(CHALLENGE, 200)), "wall"),
    "cf-mitigated": (case(look(STORY, 200, headers={"cf-mitigated": "challenge"})), "wall"),
    "ambient marks": (case(look(AMBIENT)), "ok"),
    "AWS WAF": (case(look(b"", 202, headers={"x-amzn-waf-action": "challenge"})), "wall"),
    "Akamai": (
        case(
            look(
                page(
                    "Access Denied",
                    "You don't have permission to access this. Reference&#32;&#35;18&#46;9d3e1702&#46;1637",
                ),
                403,
            )
        ),
        "wall",
    ),
    "DataDome": (
        case(
            look(
                b"<html><body><script>var dd={'host':'geo.captcha-delivery.com'}</script></body></html>",
                403,
            )
        ),
        "wall",
    ),
    "加速乐": (case(look(b"<script>document.cookie='__jsl_clearance_s=1'</script>", 521)), "wall"),
    "安全验证": (
        case(look(page("安全验证", "为保护您的账号，请完成滑动验证后继续访问。"))),
        "wall",
    ),
    "an article on captchas": (
        case(
            look(page("Are you a robot? How captchas took over the web", ARTICLE)),
            label="How captchas took over the web",
        ),
        "ok",
    ),
    "LinkedIn": (case(look(b"", 999)), "wall"),
    "403": (case(look(page("Forbidden", "Forbidden"), 403)), "wall"),
    "451": (case(look(page("Unavailable", "x"), 451)), "wall"),
    "400": (case(look(page("Bad Request", "x"), 400)), "wall"),
    # who one is, and money
    "401": (case(look(b"", 401)), "login"),
    "sent to log in": (
        moved("http://paper.example/login?next=/2021", page("Sign in", "Sign in to continue")),
        "login",
    ),
    "sent to an identity provider": (
        moved("https://accounts.provider.example/o/auth", page("Accounts", "Choose one")),
        "login",
    ),
    "an article with a login box": (
        case(
            look(
                page(
                    "The story of the talks that went on",
                    extra='<form><input type="password"></form>',
                )
            )
        ),
        "ok",
    ),
    "402": (case(look(b"", 402)), "paywall"),
    "429": (case(*(look(b"", 429, after=3 * n) for n in range(4))), "rate-limited"),
    "429, then there": (case(look(b"", 429), look(STORY, after=3)), "ok"),
    "500": (case(look(b"x", 500), look(b"x", 500, after=3)), "server-error"),
    "503, then there": (case(look(b"x", 503), look(STORY, after=3)), "ok"),
    # soft 404s, and pages about them
    "titled so, and short": (case(look(GONE)), "soft-404"),
    "页面不存在": (
        case(look(page("页面不存在", "您访问的页面不存在，请返回首页。")), label="外交部谈会谈"),
        "soft-404",
    ),
    "頁面不存在": (
        case(look(page("找不到網頁", "抱歉，您要找的頁面已被刪除。")), label="外交部談會談"),
        "soft-404",
    ),
    "Seite nicht gefunden": (
        case(look(page("Seite nicht gefunden", "Die Seite existiert nicht mehr."))),
        "soft-404",
    ),
    "the same for any name": (
        case(look(page("Kitchen", ELSE * 8)), sibling=look(page("Kitchen", ELSE * 8))),
        "soft-404",
    ),
    "the same for any name, an application": (
        case(look(page("Kitchen", "Loading")), sibling=look(page("Kitchen", "Loading"))),
        "ok",
    ),
    "微信": (
        case(
            look(
                '<html><body><div class="weui-msg"><p>该内容已被发布者删除</p></div></body></html>'.encode(),
                url="https://mp.weixin.qq.com/s/abc",
            ),
            url="https://mp.weixin.qq.com/s/abc",
            label="外交部谈会谈",
        ),
        "soft-404",
    ),
    "sent to an error page": (
        moved("http://paper.example/404.html", page("Oops", "Sorry, nothing here.")),
        "soft-404",
    ),
    "an article on 404 pages": (
        case(
            look(
                page("404: how newspapers lose their past", "Page not found, it says. " + ARTICLE)
            ),
            label="404: how newspapers lose their past",
        ),
        "ok",
    ),
    "a specification": (
        case(
            look(page("A standard", "This section has been removed. " + ARTICLE)),
            label="A standard",
        ),
        "ok",
    ),
    "a short poem": (
        case(look(page("Fog", "The fog comes on little cat feet.")), label="Fog"),
        "ok",
    ),
    "an application's shell": (case(look(SHELL), sibling=look(SHELL)), "ok"),
    "中文文章": (case(look(page("会谈比预想的更长", CHINESE * 4)), label="会谈比预想的更长"), "ok"),
    # another page in its place
    "parked": (case(look(PARKED)), "parked"),
    "for sale": (
        case(look(page("paper.example", "This domain is for sale. Buy this domain today."))),
        "parked",
    ),
    "域名出售": (
        case(look(page("paper.example", "您正在访问的域名可以转让，有意者请联系。"))),
        "parked",
    ),
    "an article on parking": (
        case(
            look(page("Why this domain is for sale: a business", ARTICLE)),
            label="Why this domain is for sale: a business",
        ),
        "ok",
    ),
    "hijacked": (case(look(CASINO)), "hijacked"),
    "news on casinos": (
        case(
            look(page("Casino tax raised", "The casino tax and betting duty rise. " + ARTICLE)),
            label="Casino tax raised",
        ),
        "ok",
    ),
    "suspended": (
        case(
            look(
                page(
                    "Account Suspended",
                    "This account has been suspended. Contact your hosting provider.",
                )
            )
        ),
        "suspended",
    ),
    "未备案": (case(look(page("提示", "该域名当前备案状态不符合访问要求"), 403)), "suspended"),
    "a default page": (
        case(
            look(
                page(
                    "Welcome to nginx!",
                    "If you see this page, the nginx web server is successfully installed and working.",
                )
            )
        ),
        "placeholder",
    ),
    "宝塔": (
        case(look(page("恭喜，站点创建成功！", "这是默认index.html，本页面由系统自动生成"))),
        "placeholder",
    ),
    "a guide to nginx": (
        case(
            look(page("How to install nginx", "You will see Welcome to nginx! " + ARTICLE)),
            label="How to install nginx",
        ),
        "ok",
    ),
    "empty": (case(look(b"")), "empty"),
    "blank": (case(look(b"<html><head></head><body></body></html>")), "empty"),
    "an empty 200 that was cut off": (case(look(b"", truncated=True)), "ok"),
    # images
    "an image": (case(look(PNG, headers={"content-type": "image/png"}), role=Role.IMAGE), "ok"),
    "an image without a type": (
        case(look(PNG, headers={"content-type": ""}), role=Role.IMAGE),
        "ok",
    ),
    "a page for an image": (case(look(STORY), role=Role.IMAGE), "wrong-type"),
    "a broken image": (
        case(
            look(b"\x89PNG\r\n\x1a\n\0\0", headers={"content-type": "image/png"}), role=Role.IMAGE
        ),
        "wrong-type",
    ),
    "a pixel": (
        case(look(PIXEL, headers={"content-type": "image/png"}), role=Role.IMAGE),
        "placeholder",
    ),
    # redirects
    "to https": (moved(URL.replace("http:", "https:")), "ok"),
    "to www": (moved(URL.replace("paper", "www.paper"), status=301), "ok"),
    "the same piece elsewhere": (moved("http://paper.example/archive/story-of-the-talks"), "moved"),
    "the same piece on a new domain": (
        moved("https://newpaper.example.org/2021/story-of-the-talks"),
        "moved",
    ),
    "to the front page": (moved(HOME, page("The Kitchen", ELSE)), "redirected-home"),
    "to a language's front page": (
        moved(HOME + "en/", page("The Kitchen", ELSE)),
        "redirected-home",
    ),
    "to a section": (
        moved("http://paper.example/2021/", page("2021", ELSE * 3)),
        "redirected-home",
    ),
    "the front page cited": (
        case(
            look(page("The Paper"), url=HOME + "en/", via=((HOME, 302),)),
            url=HOME,
            label="The Paper",
        ),
        "moved",
    ),
    "to somebody else": (
        moved("http://shop.example.net/deals", page("Deals", "Cheap shoes and hats. " * 10)),
        "other-site",
    ),
    "a shortener": (
        case(
            look(STORY, url=URL, via=(("https://bit.ly/3abc", 301),)),
            url="https://bit.ly/3abc",
            label="here",
        ),
        "moved",
    ),
    "a page that only leads on": (
        case(
            look(
                page(
                    "The story of the talks that went on",
                    "Moved.",
                    '<meta http-equiv="refresh" content="0; url=/2022/7/what-came-of-it.html">',
                )
            )
        ),
        "moved",
    ),
    "a place that is not there": (
        case(look(STORY, fragments=("end",)), url=URL + "#end", fragments=True),
        "missing-fragment",
    ),
    # not asked
    "malformed": (case(url="http://[::1"), "malformed"),
    "mail": (case(url="mailto:a@b.example"), "mail"),
    "scheme": (case(url="tel:+4912345"), "scheme"),
    "local": (case(url="../other.md"), "local"),
    "a file": (own(), "file"),
    "a file in another case": (own(Presence.OTHER_CASE), "wrong-case"),
    "no file": (own(Presence.MISSING), "no-such-file"),
    "no place in a file": (own(url="a.md#end", anchor=False), "no-such-anchor"),
    "out of one's files": (own(Presence.OUTSIDE), "unseen-file"),
    "not reached": (case(ending=Ending.OUT_OF_TIME), "not-reached"),
    "interrupted": (case(ending=Ending.INTERRUPTED), "not-reached"),
    "accepted": (case(look(GONE, 403), accepted=(403,)), "accepted"),
    "offline": (case(look(failure=Failure.NO_SUCH_HOST), ending=Ending.OFFLINE), "offline"),
    "not asked": (case(ending=Ending.NOT_ASKED), "not-asked"),
}


@pytest.mark.parametrize(("given", "rule"), ROWS.values(), ids=ROWS.keys())
def test_decides(given: Case, rule: str) -> None:
    verdict = judge.verdict(given)
    assert verdict.rule == rule, verdict.reason
    for lang in LANGUAGES:
        assert say(verdict.reason, lang)
        assert all(say(note, lang) for note in verdict.notes)


RULES = {rule.id for rule in judge.RULES}


def test_ids_are_unique_and_explained() -> None:
    assert len(RULES) == len(judge.RULES)
    for id_ in (*RULES, *Outcome):
        assert all(rule_text(id_, lang) for lang in LANGUAGES)


def test_every_rule_has_its_rows() -> None:
    elsewhere = {"ignored", "unreliable-archive", "other-capture"}
    assert RULES - {rule for _, rule in ROWS.values()} == elsewhere


@pytest.mark.parametrize("given", [row[0] for row in ROWS.values()], ids=ROWS.keys())
def test_the_trace_ends_with_the_rule_that_decided(given: Case) -> None:
    asked = judge.trace(given)
    assert asked[-1][0].id == judge.verdict(given).rule
    assert all(said is None for _, said, _ in asked[:-1])
    assert all(say(nearly, "en") for _, _, nearly in asked if nearly)


@pytest.mark.parametrize("given", [row[0] for row in ROWS.values()], ids=ROWS.keys())
def test_no_rule_that_is_not_asked_would_have_decided(given: Case) -> None:
    facts = Facts(given)
    decided = next(rule for rule in judge.RULES if rule.applies(facts) is not None)
    assert decided.id == judge.verdict(given).rule


FINAL = {
    name: given
    for name, (given, _) in ROWS.items()
    if judge.is_final(judge.verdict(given), given.evidence)
}


def test_what_was_asked_where_it_is_or_led_where_it_is_meant_to_is_final() -> None:
    assert {"to https", "a shortener"} <= FINAL.keys()
    assert not {"404 twice", "a page that only leads on"} & FINAL.keys()


@given(
    st.sampled_from([*FINAL.values()]),
    st.builds(
        HostEvidence,
        answers=st.lists(st.tuples(st.sampled_from(["200", "404", "403"]), st.integers(1, 99))).map(
            tuple
        ),
        alike=st.integers(0, 9),
    ),
    st.integers(0, 9),
    st.sampled_from(Ending),
)
def test_what_is_final_stays_whatever_else_is_seen(
    given: Case, host: HostEvidence, arrived: int, ending: Ending
) -> None:
    assert given.evidence is not None
    arrivals = tuple((look.url, arrived) for look in given.evidence.looks)
    later = replace(given, host=replace(host, arrivals=arrivals), ending=ending)
    assert judge.verdict(later) == judge.verdict(given)


@pytest.mark.parametrize(
    "name",
    ["titled so, and short", "parked", "Cloudflare's challenge", "a default page", "hijacked"],
)
def test_objections_to_a_capture(name: str) -> None:
    assert judge.objections(ROWS[name][0])


@pytest.mark.parametrize("name", ["404, then there", "中文文章", "a short poem", "news on casinos"])
def test_no_objection_to_a_good_capture(name: str) -> None:
    assert judge.objections(ROWS[name][0]) == ()


@given(
    st.builds(
        Case,
        target=st.builds(
            Target,
            url=st.text(),
            way=st.just(Way.WEB),
            request=st.sampled_from(
                [DEEP, "https://web.archive.org/web/2021/http://a.example/", "https://archive.ph/x"]
            ),
            host=st.text(),
            fragment=st.text(),
            ignored=st.sampled_from([None, remark("ignored.include")]),
        ),
        host=st.builds(HostEvidence, alike=st.integers(0, 9)),
        labels=st.lists(st.text(), max_size=2).map(tuple),
        roles=st.lists(st.sampled_from(Role), max_size=2).map(tuple),
        shorter=st.sampled_from([None, HOME]),
        ending=st.sampled_from(Ending),
        fragments=st.booleans(),
        any_fragment=st.booleans(),
        accepted=st.sampled_from([(), (404,)]),
    )
)
def test_of_what_was_to_be_asked_and_not_seen_only_the_ending_matters(case: Case) -> None:
    if is_to_be_asked(case.target):
        assert judge.verdict(case) == judge.unseen(case.ending)
    else:
        assert judge.verdict(case).rule in {"ignored", "unreliable-archive"}
