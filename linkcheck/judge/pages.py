"""What stands on a page in the cited page's place: parking, a new owner's trade, a closed account, a server without a site, nothing.

Each function gives what speaks for its kind, or None; all ask for more than one cue, since every cue alone stands on good
pages too: an article about parked domains has the phrases, a report on casinos the words, a tutorial the default page's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.judge import wording
from linkcheck.label import Agreement
from linkcheck.model import Remark, remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts

_PARKING_MARKS = re.compile(
    r"data-adblockkey=|window\.park\s*=|\bparkingcrew\b|sedoparking|parklogic|bodis\.com|/lander[\"'?]|parking-lander|img\.sedoparking|d38psrni17bvxu|dsparking|parkingstatic",
    re.IGNORECASE,
)
_PARKING_HOSTS = re.compile(
    r"(?:^|\.)(?:hugedomains\.com|sedo\.com|sedoparking\.com|parkingcrew\.net|bodis\.com|above\.com|afternic\.com|dan\.com|domainmarket\.com|buydomains\.com|undeveloped\.com|uniregistry\.com|parklogic\.com|namebright\.com|brandbucket\.com|squadhelp\.com|efty\.com|4\.cn|ename\.(?:com|net)|juming\.com|22\.cn|mi\.com\.cn|domainnamesales\.com|smartname\.com|dynadot\.com|sav\.com|porkbun\.com|name\.com|godaddy\.com|wsimg\.com)(?:/|$)",
    re.IGNORECASE,
)
_PARKING_PATH = re.compile(
    r"domain_profile|/parking|/lander|forsale|for-sale|domain-for-sale|/parked", re.IGNORECASE
)
_SUSPENDED_PATH = re.compile(
    r"/cgi-sys/(?:suspendedpage|suspended)|suspended(?:page)?\.(?:html?|cgi|php)|/webblock\.html|/account_suspended|/beian",
    re.IGNORECASE,
)
_DEFAULT_PATH = re.compile(
    r"/cgi-sys/defaultwebpage\.cgi|/iisstart|/defaultsite|/coming-?soon|/under-?construction|/maintenance",
    re.IGNORECASE,
)
_MUCH_SPAM = 4
"""Different words of the trade on one page, beside its shop's tone; news on it has the words, but not the tone."""


def parked(facts: Facts) -> Remark | None:
    """A page that offers the domain, or the advertisements of who holds it."""
    page, host = facts.page, facts.ended.hostname or ""
    if facts.agreement is Agreement.AGREES:
        return None
    if _PARKING_HOSTS.search(host) and facts.redirected and not facts.same_site:
        return remark("parked.service", host=host)
    if _PARKING_PATH.search(page.refresh) and facts.page.words < 40:
        return remark("parked.lander")
    marked = facts.is_short and _PARKING_MARKS.search(page.markup + "\n" + "\n".join(page.sources))
    served = facts.is_short and any(
        _PARKING_HOSTS.search(source.partition("/")[0]) for source in page.sources
    )
    said = wording.PARKED.search(_top(facts)) or (
        facts.is_short and wording.PARKED.search(page.text)
    )
    if marked or (served and said):
        return remark("parked.service-page")
    return remark("parked.offer", words=_clip(said[0])) if said and facts.is_short else None


def hijacked(facts: Facts) -> Remark | None:
    """A site that sells what its label never spoke of."""
    page = facts.page
    title = " ".join((page.title, *page.headings[:1])).lower()
    cited = " ".join((*facts.labels, facts.cited.path)).lower()
    if not wording.SPAM.search(title) or wording.SPAM.search(cited):
        return None
    if facts.agreement is Agreement.AGREES:
        return None
    trade = {found.lower() for found in wording.SPAM.findall(facts.words)}
    tone = {found.lower() for found in wording.TOUTING.findall(facts.words)}
    if tone and len(trade) >= 2 and len(trade) + len(tone) >= _MUCH_SPAM:
        return remark("hijacked.trade", words=", ".join(sorted(trade)[:3]))
    return None


def suspended(facts: Facts) -> Remark | None:
    """A notice that the host has closed the site, or that it may not be shown."""
    if _SUSPENDED_PATH.search(facts.look.url if facts.look else "") or _SUSPENDED_PATH.search(
        facts.page.refresh
    ):
        return remark("suspended.page")
    if not facts.is_short or facts.agreement is Agreement.AGREES:
        return None
    said = wording.SUSPENDED.search(_top(facts)) or wording.SUSPENDED.search(facts.page.text)
    return remark("suspended.says", words=_clip(said[0])) if said else None


def placeholder(facts: Facts) -> Remark | None:
    """A web server without a site on it, or a site that is still to come."""
    page = facts.page
    if facts.named or facts.agreement is Agreement.AGREES:
        return None
    if _DEFAULT_PATH.search(facts.ended.path) and not _DEFAULT_PATH.search(facts.cited.path):
        return remark("placeholder.says", words=_clip(page.title or facts.ended.path))
    said = wording.PLACEHOLDER_TITLE.search(page.title)
    said = said or next(
        filter(None, map(wording.PLACEHOLDER_TITLE.search, page.headings[:1])), None
    )
    said = said or (wording.PLACEHOLDER.search(page.text) if facts.is_short else None)
    short = page.words < 2 * 150
    return remark("placeholder.says", words=_clip(said[0])) if said and short else None


def empty(facts: Facts) -> Remark | None:
    """Nothing at all: no words, no picture, and no script that could make them."""
    page = facts.page
    if page.truncated or facts.status == 206:
        return None
    if page.size == 0:
        return remark("empty.nothing")
    is_html = page.sniffed == "text/html" or page.media_type in ("text/html", "")
    made = page.scripts or page.media or page.refresh
    blank = (
        is_html
        and not page.words
        and not made
        and not page.sniffed.startswith(("image", "application", "video"))
    )
    return remark("empty.blank") if blank and page.size < 20_000 else None


def wrong_type(facts: Facts) -> Remark | None:
    """Cited as an image, and no image came."""
    page = facts.page
    if not facts.is_image:
        return None
    if page.sniffed.startswith("image/"):
        raster = page.sniffed not in (
            "image/svg+xml",
            "image/avif",
            "image/heic",
            "image/heif",
            "image/x-icon",
            "image/tiff",
        )
        broken = raster and not (page.width and page.height)
        return remark("wrong-type.broken", kind=page.sniffed) if broken else None
    if page.sniffed == "text/html" or page.media_type.startswith("text/"):
        return remark("wrong-type.page")
    if page.media_type.startswith("image/") and page.size:
        known = page.media_type in ("image/svg+xml", "image/avif", "image/heic", "image/jxl")
        return None if known else remark("wrong-type.broken", kind=page.media_type)
    return None


_PIXEL = 2


def pixel(facts: Facts) -> Remark | None:
    """An image of a pixel or two, which stands where the picture was."""
    page = facts.page
    tiny = 0 < page.width <= _PIXEL and 0 < page.height <= _PIXEL
    if facts.is_image and tiny:
        return remark("placeholder.pixel", width=page.width, height=page.height)
    return None


def _top(facts: Facts) -> str:
    return "\n".join((facts.page.title, *facts.page.headings[:2]))


def _clip(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else plain[:79] + "…"
