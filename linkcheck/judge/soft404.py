"""Pages that answer 200 and say "not found": two independent signals at least (FIELD §5; phrases alone give false hits).

Signals are independent when they come from different places: what the page says, how it answers for a name that nobody gave to a page,
where the chain ended, whether the label's words are there, how little there is, and a platform's own mark for "gone".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.judge import wording
from linkcheck.judge.facts import SPARSE, is_front
from linkcheck.label import Agreement
from linkcheck.model import Probe, remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Look, Remark

_SAME_BITS = 6
"""Bits of two simhashes that may differ between renderings of one page (dates, random ads)."""
_MANY_ARRIVE = 3
_SHELL_WORDS = 80
"""Below so many words a page that is the same everywhere may be an application's shell."""

_PLATFORM_GONE: tuple[tuple[str, str], ...] = (
    (
        r"(?:^|\.)weixin\.qq\.com$",
        r"weui-msg|该内容已被发布者删除|此内容因违规无法查看|账号已|帐号已被|参数错误|该公众号已迁移|内容已被",
    ),
    (
        r"(?:^|\.)weibo\.(?:com|cn)$",
        r"抱歉[，,]?[^<。]{0,12}(?:删除|不存在|无法)|errorType|m\.weibo\.cn/error",
    ),
    (
        r"(?:^|\.)zhihu\.com$",
        r"你似乎来到了没有知识存在的荒原|该(?:回答|问题|文章)已(?:被)?删除|\"errorPage\"|ErrorPage",
    ),
    (
        r"(?:^|\.)bilibili\.com$",
        r"视频去哪了呢|\"error\":\{\"code\":\s*-?(?:404|62002|62004)|啊叻？视频不见了",
    ),
    (
        r"(?:^|\.)(?:youtube\.com|youtu\.be)$",
        r"\"playabilityStatus\":\s*\{\s*\"status\":\s*\"(?:ERROR|LOGIN_REQUIRED_GONE)\"|this video (?:isn['’]t available|is unavailable|is private|has been removed)|video unavailable",
    ),
    (
        r"(?:^|\.)(?:twitter|x)\.com$",
        r"(?:this|that) (?:post|tweet|account|page) (?:is unavailable|doesn['’]t exist|does not exist|was deleted)|hmm\.\.\.this page doesn",
    ),
    (
        r"(?:^|\.)(?:facebook|fb)\.com$",
        r"this content isn['’]t available|content isn['’]t available (?:right now|at the moment)|this page isn['’]t available|the link (?:you followed )?may be broken",
    ),
    (
        r"(?:^|\.)(?:reddit\.com)$",
        r"page not found|this (?:post|community) (?:was|has been) (?:deleted|removed|banned)",
    ),
    (
        r"(?:^|\.)medium\.com$",
        r"out of nothing, something|410 deleted by author|user deactivated or deleted",
    ),
    (
        r"(?:^|\.)(?:instagram|tiktok|douyin|xiaohongshu|toutiao|sohu|163|qq|sina|ifeng|gettr|gab|rumble|vimeo|dailymotion)\.(?:com|com\.cn|cn)$",
        r"(?:sorry, )?this (?:page|video|post) isn['’]t available|couldn['’]t find this|post (?:not found|has been deleted|does not exist|was deleted)|内容不存在|作品不存在|页面不存在|页面没有找到|视频不存在|笔记不存在|文章不存在|video (?:does not exist|unavailable)|404/search_children",
    ),
)
"""Platforms and their own marks of what was taken down, in the markup or the text."""
_PLATFORMS = tuple(
    (re.compile(host, re.IGNORECASE), re.compile(marks, re.IGNORECASE))
    for host, marks in _PLATFORM_GONE
)


def signals(facts: Facts) -> dict[str, Remark]:
    """What speaks for the page being a soft 404, by where it comes from."""
    found = {
        "said": _said(facts),
        "platform": _platform(facts),
        "sibling": _sibling(facts),
        "arrivals": _arrivals(facts),
        "address": _address(facts),
        "label": _label(facts),
        "little": _little(facts),
    }
    return {name: signal for name, signal in found.items() if signal is not None}


_TELLING = frozenset({"said", "platform", "address"})
"""Signals that speak of absence by themselves; the others only weigh beside one of them, or beside each other."""


def verdict(facts: Facts) -> tuple[Remark, ...]:
    """The signals that convict; none where they do not suffice.

    A page that is the same for a made-up name convicts where it also lacks the label's words; being short or lacking
    words alone never does: a poem is short, and labels are often in another language.
    """
    found = signals(facts)
    if facts.named or (
        "said" in found and facts.agreement is Agreement.AGREES and "sibling" not in found
    ):
        return ()
    telling = _TELLING & found.keys()
    if telling and len(found) >= 2:
        return tuple(found.values())
    if {"sibling", "label"} <= found.keys() or {"sibling", "arrivals"} <= found.keys():
        return tuple(found.values())
    return ()


def wanted(facts: Facts) -> tuple[Probe, ...]:
    """A sibling where something speaks for a soft 404 and a sibling can be imagined."""
    evidence = facts.case.evidence
    if evidence is None or evidence.sibling is not None or is_front(facts.cited) or facts.named:
        return ()
    found = signals(facts).keys()
    cue = (
        _TELLING & found or {"label", "little"} <= found or (facts.redirected and "label" in found)
    )
    return (Probe.SIBLING,) if cue or _led_up(facts) else ()


def _led_up(facts: Facts) -> bool:
    """Whether a redirect led to a front page or an empty place, where a sibling tells whether all are led there."""
    return facts.redirected and is_front(facts.ended)


def _said(facts: Facts) -> Remark | None:
    page = facts.page
    titled = wording.GONE_TITLE.search(page.title) or wording.GONE.search(page.title.lower())
    if titled:
        return remark("sign.title", words=_clip(page.title))
    headed = next(
        (
            each
            for each in page.headings[:2]
            if len(each) < 80
            and (wording.GONE.search(each.lower()) or wording.GONE_TITLE.search(each))
        ),
        None,
    )
    if headed and page.words < 600:
        return remark("sign.heading", words=_clip(headed))
    said = wording.GONE.search(page.text.lower()) if facts.is_short else None
    return remark("sign.text", words=_clip(said[0])) if said else None


def _platform(facts: Facts) -> Remark | None:
    """A platform's mark; the text alone may quote a deleted post (SIGNATURES 17), so much else on the page outweighs it."""
    host, page = facts.ended.hostname or "", facts.page
    for hosts, marks in _PLATFORMS:
        if hosts.search(host):
            found = marks.search(page.markup) or (facts.is_short and marks.search(page.text))
            alive = "js_content" in page.markup
            if found and not alive and facts.is_short:
                return remark("sign.platform", words=_clip(found[0]))
    return None


def _sibling(facts: Facts) -> Remark | None:
    """The page stands under a made-up name too."""
    evidence, look = facts.case.evidence, facts.look
    sibling = evidence.sibling if evidence else None
    if sibling is None or look is None or sibling.status != facts.status or sibling.page is None:
        return None
    page = facts.page
    if page.words < _SHELL_WORDS and page.scripts and "said" not in _words_say(facts):
        return None
    if page.fingerprint and _alike(page.fingerprint, sibling.page.fingerprint):
        return remark("sign.sibling")
    same_text = page.words < SPARSE and page.text == sibling.page.text
    return remark("sign.sibling") if same_text or _same_end(look, sibling) else None


def _words_say(facts: Facts) -> frozenset[str]:
    return frozenset({"said"}) if _said(facts) else frozenset()


def _same_end(look: Look, sibling: Look) -> bool:
    return len(look.hops) > 1 and look.url == sibling.url


def _alike(one: str, other: str) -> bool:
    return bool(other) and (int(one, 16) ^ int(other, 16)).bit_count() <= _SAME_BITS


def _arrivals(facts: Facts) -> Remark | None:
    url = facts.look.url if facts.look else ""
    count = facts.case.host.arrived(url)
    return (
        remark("sign.arrivals", count=count) if facts.redirected and count >= _MANY_ARRIVE else None
    )


def _address(facts: Facts) -> Remark | None:
    if not facts.redirected:
        return None
    parts, cited = facts.ended, facts.cited
    address = parts.path + ("?" + parts.query if parts.query else "")
    if wording.ERROR_PATH.search(address) and not wording.ERROR_PATH.search(cited.path):
        return remark("sign.address", path=_clip(address))
    return None


def _label(facts: Facts) -> Remark | None:
    return remark("sign.label") if facts.agreement is Agreement.DISAGREES else None


def _little(facts: Facts) -> Remark | None:
    page = facts.page
    html = page.sniffed == "text/html" or page.media_type == "text/html"
    return (
        remark("sign.little", words=page.words)
        if html and page.words < SPARSE and not page.truncated
        else None
    )


def _clip(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else plain[:79] + "…"
