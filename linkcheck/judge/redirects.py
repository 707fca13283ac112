"""Where a citation led, and whether that can still be what was cited.

Scheme, `www`, mobile edition, index, a last slash and trackers are silent. The same piece at another address (its slug, its number, a title
that the label names) has moved. A deep address that ends at a front page or a section's is gone by intent (FIELD §4.2); another registrable domain
with nothing in common is somebody else's page (FIELD §6.3). A page that does nothing but lead on counts as a redirect.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkcheck.judge import addresses, places

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from linkcheck.judge.facts import Facts

_RESOLVERS = frozenset(
    """
    doi.org dx.doi.org hdl.handle.net purl.org purl.oclc.org w3id.org n2t.net identifiers.org ssrn.com
    t.co bit.ly bitly.com j.mp goo.gl g.co tinyurl.com tiny.cc ow.ly buff.ly is.gd v.gd dlvr.it lnkd.in ift.tt fb.me fb.watch
    youtu.be redd.it flic.kr amzn.to a.co aka.ms apple.co apple.news wp.me nyti.ms wapo.st on.ft.com on.wsj.com econ.st bbc.in cnn.it
    reut.rs trib.al bloom.bg politi.co rebrand.ly shorturl.at cutt.ly rb.gy s.id t.ly u.nu vk.cc clck.ru spoti.fi discord.gg pin.it git.io
    t.cn url.cn w.url.cn dwz.cn suo.im sourl.cn b23.tv v.douyin.com xhslink.com m.tb.cn 163.fm
    maps.app.goo.gl news.google.com feedproxy.google.com feeds.feedburner.com l.facebook.com lm.facebook.com l.instagram.com out.reddit.com
    link.zhihu.com c.pc.qq.com redirect.viglink.com go.skimresources.com click.linksynergy.com
    """.split()  # noqa: SIM905 - a line a kind, not a line a name
)
"""Hosts whose addresses are meant to lead elsewhere: resolvers of lasting names, shorteners, counters of clicks."""
_COUNTERS = re.compile(
    r"^(?:go|links?|lnk|s|t|r|u|l|x|url|clicks?|to|out|short|redir(?:ect)?|track(?:ing)?|trk)\d?\.[^/]+/[a-z0-9_-]*(?:\d|[A-Z])[A-Za-z0-9_-]*/?$"
    r"|^[^/]+/(?:go|goto|out|redir(?:ect)?|jump|away|leave|ls/click|wf/click|track/click|clickthru?)(?:\.\w{2,4})?(?:/|$)"
)
"""Host and path of a site's own shortener, and of what counts clicks."""
_REFERRER = re.compile(r"(?:^|&)[^=&]+=[^&]*(?:/|%2f)[^&]*", re.IGNORECASE)
"""A part of a query that says where one came from."""
_SHORT_HOST = 6
_SHORT_CODE = 10


class Landing(Enum):
    """Where a chain ended, seen from where it began."""

    HERE = auto()
    """At the place that was asked for."""
    MEANT = auto()
    """Elsewhere, as the address is meant to lead."""
    MOVED = auto()
    """At the same piece under another address."""
    ELSEWHERE = auto()
    """On the same site, at an address that tells nothing."""
    SECTION = auto()
    FRONT = auto()
    STRANGER = auto()
    """On a site of somebody else."""
    ERROR = auto()
    LOGIN = auto()
    PAY = auto()


def landing(facts: Facts) -> Landing:
    """Where a case's chain ended."""
    return facts.once(_landing) if facts.went else Landing.HERE


def _landing(facts: Facts) -> Landing:
    return _at_a_door(facts) or _by_address(facts)


def _at_a_door(facts: Facts) -> Landing | None:
    """An address that says by its name what it is, unless the cited one says the same."""
    cited, ended = facts.cited, facts.ended
    to_identity = places.IDENTITY_HOST.search(facts.ended_host)
    from_identity = places.IDENTITY_HOST.search(facts.cited_host)
    if (places.LOGIN_PATH.search(ended.path) or to_identity) and not (
        places.LOGIN_PATH.search(cited.path) or from_identity
    ):
        return Landing.LOGIN
    if places.PAY_PATH.search(ended.path) and not places.PAY_PATH.search(cited.path):
        return Landing.PAY
    query = f"?{cited.query}" if cited.query else ""
    if places.ERROR_PATH.search(facts.address) and not places.ERROR_PATH.search(cited.path + query):
        return Landing.ERROR
    return None


def _by_address(facts: Facts) -> Landing:
    cited, ended = facts.cited, facts.ended
    are_kin = addresses.are_kin(facts.cited_host, facts.ended_host)
    if is_resolver(facts) and not (are_kin and addresses.is_front(ended)):
        return Landing.MEANT
    if not are_kin:
        return Landing.MOVED if _is_known_again(facts) else Landing.STRANGER
    if _is_search(facts):
        return Landing.SECTION
    if not addresses.names(ended):
        ended = ended._replace(query=_REFERRER.sub("", ended.query))
    if addresses.shares_slug(cited, ended) or _same_path(facts):
        return Landing.MOVED
    return Landing.ELSEWHERE if addresses.is_front(cited) else _on_the_site(facts, ended)


def _is_search(facts: Facts) -> bool:
    """Whether a site looks for the words of the address that was cited."""
    query = f"?{facts.cited.query}" if facts.cited.query else ""
    is_cited = places.SEARCH.search(facts.cited.path + query)
    return places.SEARCH.search(facts.address) is not None and not is_cited


def _on_the_site(facts: Facts, ended: SplitResult) -> Landing:
    """Where on its own site a deep address led that does not name the same piece."""
    cited = facts.cited
    if addresses.is_front(ended):
        return Landing.MOVED if facts.named and _is_shallow(facts) else Landing.FRONT
    if facts.named:
        return Landing.MOVED
    is_less_deep = len(addresses.names(ended)) < len(addresses.names(cited))
    is_section = is_less_deep and addresses.is_section(ended)
    return Landing.SECTION if is_section or addresses.is_above(ended, cited) else Landing.ELSEWHERE


def is_resolver(facts: Facts) -> bool:
    """Whether the cited address is meant to lead elsewhere: a known resolver, a shortener by its looks, or one that carries the goal."""
    host = facts.cited_host.removeprefix("www.")
    if host in _RESOLVERS:
        return True
    goal = facts.ended_host or "-"
    if goal in unquote(f"{facts.cited.path}?{facts.cited.query}"):
        return True
    if _COUNTERS.search(host + facts.cited.path):
        return True
    found = [name for name in facts.cited.path.split("/") if name]
    is_code = len(found) == 1 and len(found[0]) <= _SHORT_CODE and found[0].isalnum()
    return is_code and len(host) <= _SHORT_HOST and not facts.cited.query


def _is_known_again(facts: Facts) -> bool:
    """Whether another owner's page is the piece: by its address, its title, the label's words, or the old site's name."""
    cited, ended = facts.cited, facts.ended
    if facts.agrees or facts.named:
        return True
    if not addresses.is_front(cited) and (addresses.shares_slug(cited, ended) or _same_path(facts)):
        return True
    return addresses.is_front(cited) and _names_old_site(facts)


def _names_old_site(facts: Facts) -> bool:
    """Whether a renamed site's page still has the old name: "Twitter is now X"."""
    old = addresses.brand(facts.cited_host)
    return len(old) >= 4 and old in f"{facts.top} {facts.page.text[:600]}".lower().replace(" ", "")


def _same_path(facts: Facts) -> bool:
    cited, ended = facts.cited, facts.ended
    return bool(addresses.names(cited)) and (
        unquote(cited.path).rstrip("/").lower() == unquote(ended.path).rstrip("/").lower()
    )


def _is_shallow(facts: Facts) -> bool:
    """Whether the cited address is hardly deeper than a front page, so that a front page may be what it has become."""
    found = addresses.names(facts.cited)
    return len(found) <= 1 and not facts.cited.query and addresses.is_section(facts.cited)
