"""Who has taken the cited page's place: a dealer in domains, another trade, the host's own notice, a server without a site.

All ask for more than one cue, since every cue alone stands on good pages too: an article about parked domains has the phrases,
a report on casinos the words, a tutorial the default page's text. A page that has the label's words is never one of these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.judge import addresses, trades, wording
from linkcheck.judge.facts import clip, says
from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

_DEALERS = frozenset(
    """
    hugedomains.com sedo.com sedoparking.com parkingcrew.net parkingcrew.com bodis.com above.com afternic.com dan.com undeveloped.com
    domainmarket.com buydomains.com uniregistry.com parklogic.com namebright.com brandbucket.com squadhelp.com atom.com efty.com
    domainnamesales.com smartname.com domainsponsor.com fabulous.com voodoo.com skenzo.com cashparking.com parkingpage.com namedrive.com
    domaincntrol.com trafficz.com rookdns.com parked.com domainparking.com dsparking.com parkweb.com searchmagnified.com
    4.cn ename.com ename.net juming.com 22.cn mi.com.cn domain.cn yumi.com jucha.com
    """.split()  # noqa: SIM905 - a line a kind, not a line a name
)
"""Registrable domains of those who park and sell domains."""
_DEALERS_PAGES = re.compile(
    r"^(?:www\.)?(?:godaddy\.com/(?:forsale|domainsearch)|dynadot\.com/market|porkbun\.com/checkout|sav\.com/|name\.com/domain|namecheap\.com/(?:market|domains)|mi\.aliyun\.com/|wanwang\.aliyun\.com/|west\.cn/(?:paimai|jiaoyi)|domains\.squarespace\.com/)"
    r"|domain_profile\.cfm|/domain-for-sale|/forsale/|(?:^|[/.])parking\.|/lander(?:[/?]|$)",
    re.IGNORECASE,
)
_DEALERS_MARKS = re.compile(
    r"<html[^>]{0,400}data-adblockkey=|window\.park\s*=\s*[\"']|location(?:\.href)?\s*=\s*[\"']/lander|LANDER_SYSTEM|/parking-lander/|d38psrni17bvxu\.cloudfront\.net|img\d?\.sedoparking\.com|/px\.js\?ch=|caf\.js[\"'][^>]{0,80}>[\s\S]{0,2000}domain_registrant",
    re.IGNORECASE,
)
_START_OF_NOTICE = 80
"""Letters at the beginning of a notice."""

_SUSPENDED_PLACE = re.compile(
    r"/cgi-sys/suspendedpage\.cgi|/suspended(?:[_-]?(?:page|domain|account))?(?:\.\w{3,5})?/?(?:\?|$)|/account[_-]?suspended|/webblock\.html|/beian(?:/|\.html?|$)",
    re.IGNORECASE,
)
_DEFAULT_PLACE = re.compile(
    r"/cgi-sys/defaultwebpage\.cgi|/iisstart|/default-?site(?:[/.]|$)|/(?:coming-?soon|under-?construction)(?:[/.]|$)",
    re.IGNORECASE,
)
_DEFAULT_LENGTH = 300
"""Words; default pages of some servers explain themselves (Debian's Apache page has 280)."""
_SOON = re.compile(
    r"\W*(?:\S+\s+){0,5}(?:under (?:construction|development)|(?:coming|launching|opening) soon)\W*|\W*(?:正在|紧张|努力|抓紧)?(?:建设|建設|建置)中\W*(?:敬请期待|敬請期待)?\W*|\W*(?:敬请期待|敬請期待|即将上线|即將上線)\W*",
    re.IGNORECASE,
)
_OF_A_SITE = re.compile(
    r"\b(?:web ?site|web ?page|home ?page|site|domain|notif(?:y|ied)|subscribe|newsletter|stay tuned|check back|launch(?:es|ing)?|we(?:['’]re| are|['’]ll| will)|back soon)\b|网站|網站|本站|站点|页面|頁面|域名",
    re.IGNORECASE,
)
"""What is to come is weak (SIGNATURES 22): films and bridges are too. A site says so of itself, or says nothing else."""
_NOTHING_ELSE = 12
"""Words."""
_LISTING = re.compile(r"^\W*index of /\W*$", re.IGNORECASE)
_OF_FILES = re.compile(
    r"\b(?:index|mirrors?|ftp|files?|downloads?|archives?|directory|dataset|data)\b|目录|目錄|镜像|鏡像|文件|下载|下載|数据|資料",
    re.IGNORECASE,
)
_FEW_FILES = 8
_NO_SITE = re.compile(r"没有找到站点|(?:该|此)?站点不存在|未绑定(?:此|该)?(?:域名|站点)")
"""A panel's notice that comes with 404 (SIGNATURES 24)."""
_NOT_FILED = "beaver"
"""Server of Alibaba's notices on domains without a filing (SIGNATURES 23)."""

_TRADE_WORDS = 3
_TONE_WORDS = 3
_SHOP_WORDS = 4
_REPORT_WORDS = 2
"""Different words of a trade, of its tone, and of both, that make a shop of a page so titled; of a report, that make none of it."""
_MUCH_OF_IT, _FULL_OF_IT = 0.04, 0.09
"""Share of such words in a page's letters, of a page that touts in its title and of others. Measured on the labelled webs: shops 0.13
to 0.27; reports on the trades 0.03; pages on a medicine, which name it over and over, 0.06.
"""
_START = 300
"""Letters at the beginning of a page that is titled plainly."""


def parked(facts: Facts) -> Remark | None:
    """A page that offers the domain, or the advertisements of who holds it."""
    if facts.went and _is_dealers(facts):
        return remark("parked.led", host=facts.ended_host)
    has_marks = facts.is_short and (
        _DEALERS_MARKS.search(facts.page.markup) or _is_served_by_dealer(facts)
    )
    said = remark("parked.marks") if has_marks else _offered(facts)
    if said is None or addresses.registrable(facts.cited_host) in _DEALERS:
        return None
    return None if facts.agrees and not _begins_with_offer(facts) else said


def _is_dealers(facts: Facts) -> bool:
    """Whether the page that answered is a dealer's."""
    place = facts.host_and_path + (f"?{facts.ended.query}" if facts.ended.query else "")
    is_named = addresses.registrable(facts.ended_host) in _DEALERS
    return is_named or _DEALERS_PAGES.search(place) is not None


def _begins_with_offer(facts: Facts) -> bool:
    """Whether a notice begins with the offer: its title may still be the old site's (SIGNATURES 22)."""
    start = "\n".join((*facts.page.headings[:1], facts.page.text[:_START_OF_NOTICE]))
    return facts.is_brief and facts.find(wording.PARKED, start) is not None


def _is_served_by_dealer(facts: Facts) -> bool:
    hosts = (source.partition("/")[0].partition(":")[0] for source in facts.page.sources)
    return any(addresses.registrable(host) in _DEALERS for host in hosts)


def _offered(facts: Facts) -> Remark | None:
    """What a page says of the domain's being offered, parked or expired."""
    if not facts.may_say(wording.PARKED):
        return None
    words = says(facts, wording.PARKED, body=True) if facts.is_short else _titled_so(facts)
    return remark("parked.offer", words=words) if words else None


def _titled_so(facts: Facts) -> str:
    """The title of a longer page that says so and names the domain."""
    own = addresses.registrable(facts.ended_host)
    titles = (line for line in facts.notices.split("\n") if own and own in line.lower())
    return clip(next((line for line in titles if facts.find(wording.PARKED, line)), ""))


def hijacked(facts: Facts) -> Remark | None:
    """A shop for what neither label nor address speak of."""
    if not facts.answered or not facts.may_say(trades.SPAM):
        return None
    title = "\n".join((facts.page.title, *facts.page.headings[:1]))
    start = f"{title}\n{facts.page.text[:_START]}"
    if not facts.find(trades.SPAM, start) or facts.agrees or trades.SPAM.search(facts.expects):
        return None
    if len(facts.counted(trades.REPORTS)) >= _REPORT_WORDS:
        return None
    trade, tone = spam(facts)
    if not tone or not _is_shop(facts, title, trade, tone):
        return None
    return remark(
        "hijacked", words=", ".join(sorted(sorted(trade), key=facts.words.lower().find)[:3])
    )


def _is_shop(facts: Facts, title: str, trade: set[str], tone: set[str]) -> bool:
    """Whether a page has so much of a trade's words and a shop's tone as no report on the trade has."""
    share = _share_of_trade(facts)
    if not facts.find(trades.SPAM, title):
        return len(trade) > _TRADE_WORDS and len(tone) >= _TONE_WORDS and share >= _FULL_OF_IT
    if facts.find(trades.TOUTING, title) and len(trade) >= 2:
        return len(trade | tone) >= _SHOP_WORDS and share >= _MUCH_OF_IT
    return len(trade) >= _TRADE_WORDS and len(tone) > 1 and share >= _FULL_OF_IT


def _share_of_trade(facts: Facts) -> float:
    """The share of a page's letters that are words of such trades."""
    found = facts.counted(trades.SPAM)
    return sum(len(word) * count for word, count in found.items()) / max(len(facts.words), 1)


def spam(facts: Facts) -> tuple[set[str], set[str]]:
    """The different words of such trades on a page, and those of a shop's tone."""
    return set(facts.counted(trades.SPAM)), set(facts.counted(trades.TOUTING))


def suspended(facts: Facts) -> Remark | None:
    """The host's notice that it has closed the site, or may not show it."""
    if facts.status is None:
        return None
    if facts.went and _SUSPENDED_PLACE.search(facts.address):
        return remark("suspended.led", path=clip(facts.address))
    assert facts.look is not None
    server = facts.look.hops[-1].header("server").lower()
    if server == _NOT_FILED and facts.status == 403:
        return remark("suspended.filing")
    if not facts.is_short or addresses.is_platform(facts.ended) or facts.agrees:
        return None
    words = says(facts, wording.SUSPENDED, body=facts.is_brief)
    return remark("suspended.says", words=words) if words else None


def placeholder(facts: Facts) -> Remark | None:
    """A server without a site on it, or a site that is still to come."""
    if not facts.answered:
        found = _NO_SITE.search(facts.words) if facts.is_short else None
        return remark("placeholder.says", words=found[0]) if found else None
    if facts.went and _DEFAULT_PLACE.search(facts.address):
        return remark("placeholder.led", path=clip(facts.address))
    if facts.page.truncated or not facts.is_below(_DEFAULT_LENGTH):
        return None
    words = _says_of_no_site(facts)
    is_cited = words and (facts.agrees or facts.named)
    return remark("placeholder.says", words=words) if words and not is_cited else None


def _says_of_no_site(facts: Facts) -> str:
    """What a page that is no long one says of there being no site, or none yet."""
    if _is_bare_listing(facts):
        return clip(facts.page.title)
    words = says(facts, wording.PLACEHOLDER_TITLE, body=False)
    if not words and facts.is_brief:
        words = says(facts, wording.PLACEHOLDER, body=True)
    return "" if _is_another_thing(words, facts) else words


def _is_another_thing(words: str, facts: Facts) -> bool:
    """Whether what is said to be to come, or to be built, need not be the site."""
    if not _SOON.fullmatch(words):
        return False
    return facts.page.words >= _NOTHING_ELSE and not _OF_A_SITE.search(facts.page.text)


def _is_bare_listing(facts: Facts) -> bool:
    """Whether a server lists the few files of its root, where no list of files was cited."""
    page = facts.page
    return bool(
        _LISTING.search(page.title)
        and page.links <= _FEW_FILES
        and not _OF_FILES.search(facts.expects)
    )
