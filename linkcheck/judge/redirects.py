"""Where a redirect led, and whether that can still be what was cited.

Silent are scheme, `www`, a last slash, a language's root. The same piece under another address (its slug, its number, or a title
that the label names) has moved. A deep address that ends at a front page or a section's front is gone by intent (FIELD §4.2); another
registrable domain with nothing in common is somebody else's page (FIELD §6.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.judge.facts import depth, is_above, is_front, name_of_site, registrable, shares_slug
from linkcheck.judge.wording import IDENTITY_HOST, LOGIN, LOGIN_PATH, PAY_PATH
from linkcheck.label import Agreement
from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

FORWARDERS = frozenset(
    [
        "t.co",
        "bit.ly",
        "bitly.com",
        "j.mp",
        "goo.gl",
        "g.co",
        "tinyurl.com",
        "ow.ly",
        "buff.ly",
        "is.gd",
        "v.gd",
        "dlvr.it",
        "lnkd.in",
        "ift.tt",
        "fb.me",
        "fb.watch",
        "youtu.be",
        "amzn.to",
        "aka.ms",
        "apple.co",
        "apple.news",
        "wp.me",
        "nyti.ms",
        "wapo.st",
        "on.ft.com",
        "econ.st",
        "bbc.in",
        "cnn.it",
        "reut.rs",
        "trib.al",
        "rebrand.ly",
        "shorturl.at",
        "cutt.ly",
        "rb.gy",
        "s.id",
        "t.ly",
        "t.cn",
        "url.cn",
        "dwz.cn",
        "suo.im",
        "u.nu",
        "b23.tv",
        "v.douyin.com",
        "xhslink.com",
        "m.tb.cn",
        "w.url.cn",
        "sourl.cn",
        "doi.org",
        "dx.doi.org",
        "hdl.handle.net",
        "purl.org",
        "purl.oclc.org",
        "w3id.org",
        "n2t.net",
        "arxiv.to",
        "t.me",
        "link.springer.com",
        "redirect.viglink.com",
        "news.google.com",
        "l.facebook.com",
        "out.reddit.com",
        "feedproxy.google.com",
        "feeds.feedburner.com",
        "redd.it",
        "flic.kr",
        "vk.cc",
        "clck.ru",
        "maps.app.goo.gl",
        "spoti.fi",
    ]
)
"""Addresses that are meant to lead elsewhere."""


def login(facts: Facts) -> Remark | None:
    """A page that wants to know who one is first."""
    if facts.status == 401:
        return remark("login.status")
    if not facts.answered or facts.agreement is Agreement.AGREES:
        return None
    if facts.redirected and not LOGIN_PATH.search(facts.cited.path) and _asks_identity(facts):
        return remark("login.redirect", url=facts.look.url if facts.look else "")
    page = facts.page
    said = LOGIN.search("\n".join((page.title, *page.headings, page.text)))
    if facts.is_short and (page.password or said) and not LOGIN_PATH.search(facts.cited.path):
        return (
            remark("login.form")
            if page.password
            else remark("login.says", words=said[0][:80])
            if said
            else None
        )
    return None


def _asks_identity(facts: Facts) -> bool:
    if LOGIN_PATH.search(facts.ended.path):
        return True
    host = facts.ended.hostname or ""
    return bool(IDENTITY_HOST.search(host)) and not IDENTITY_HOST.search(facts.cited.hostname or "")


def paywall(facts: Facts) -> Remark | None:
    """A page that wants money first."""
    if facts.status == 402:
        return remark("paywall.status")
    led = (
        facts.redirected
        and PAY_PATH.search(facts.ended.path)
        and not PAY_PATH.search(facts.cited.path)
    )
    return remark("paywall.redirect", url=facts.look.url) if led and facts.look else None


def other_site(facts: Facts) -> Remark | None:
    """Another registrable domain answers, with nothing in common with what was cited."""
    if not facts.redirected or facts.same_site or _is_forwarder(facts) or facts.is_image:
        return None
    if facts.agreement is Agreement.AGREES or facts.named or shares_slug(facts.cited, facts.ended):
        return None
    cited, ended = name_of_site(facts.cited.hostname), name_of_site(facts.ended.hostname)
    if _kin(cited, ended) and (depth(facts.ended) or not depth(facts.cited)):
        return None
    return remark("other-site", host=registrable(facts.ended.hostname))


def redirected_home(facts: Facts) -> Remark | None:
    """A deep address that ends at the front page, or at the front of a section."""
    if (
        not facts.redirected
        or depth(facts.cited) == 0
        or _is_forwarder(facts)
        or _is_only_query(facts)
    ):
        return None
    if facts.named or facts.agreement is Agreement.AGREES or shares_slug(facts.cited, facts.ended):
        return None
    everyone = "everyone" if _siblings_too(facts) else "alone"
    if is_front(facts.ended):
        return remark(f"redirected-home.{everyone}", url=facts.look.url if facts.look else "")
    if is_above(facts.ended, facts.cited) or (
        facts.same_site and depth(facts.ended) == 1 and depth(facts.cited) > 1 and _no_slug(facts)
    ):
        return remark(
            f"redirected-home.section-{everyone}", url=facts.look.url if facts.look else ""
        )
    return None


_PLAIN_NAME = re.compile(r"[a-z一-鿿]{2,20}(?:/|\.html?|/index\.\w+)?$", re.IGNORECASE)


def _no_slug(facts: Facts) -> bool:
    """Whether the last name of the address that answered is one plain word, as sections have."""
    last = facts.ended.path.rstrip("/").rpartition("/")[2]
    return bool(_PLAIN_NAME.fullmatch(last)) and not facts.ended.query


def _is_only_query(facts: Facts) -> bool:
    return facts.cited.path.rstrip("/") == facts.ended.path.rstrip("/") and facts.same_site


def _siblings_too(facts: Facts) -> bool:
    sibling = facts.case.evidence.sibling if facts.case.evidence else None
    return bool(sibling and facts.look and sibling.url == facts.look.url)


def _is_forwarder(facts: Facts) -> bool:
    host = (facts.cited.hostname or "").removeprefix("www.")
    return host in FORWARDERS


def _kin(one: str, other: str) -> bool:
    """Whether two registered names look like one owner's: equal, or one within the other."""
    return one == other or (min(len(one), len(other)) >= 4 and (one in other or other in one))
