"""A case as the rules ask it: the last look, its page, and how the place where it ended relates to the one cited."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from enum import Flag, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlsplit

from linkcheck.apart import comes_apart
from linkcheck.http_time import http_date
from linkcheck.judge import addresses, trades, wording
from linkcheck.judge.derived import Derived
from linkcheck.judge.mention import is_quoted, is_spoken_of, says_more
from linkcheck.judge.phrases import Glance
from linkcheck.label import TITLE_PARTS, Agreement, agreement
from linkcheck.model import Look, Page, Role, Way
from linkcheck.replay import cited_copy, replay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from urllib.parse import SplitResult

    from linkcheck.judge.phrases import Phrases
    from linkcheck.model import Case
    from linkcheck.replay import CitedCopy

T = TypeVar("T")

SHORT = 150
"""Words; a page of fewer is hardly an article: challenges and notices are small (SIGNATURES 14)."""
SPARSE = 40
"""Words; a page of fewer says next to nothing."""
_BRIEF = 60
"""Words; a page of fewer is a notice from end to end."""
_LEAD = 250
"""Letters at the beginning of a longer page, where a notice stands."""
_NOTICE = 60
"""Letters of a heading or a part of a title; what is longer is a piece's headline."""
_HEADLINE = 6
"""Words; a first heading of more is a piece's. A Han character counts for half of one."""
_MUTE = 5
"""Words; a page of fewer says nothing itself, so that what its script says in a box is all there is to read."""
_TELLING_LABEL = 4
"""Words; a label of fewer is on many a page: "here", "首页"."""
_HAN_WEIGHT = 0.6
"""Words that a Han character counts for: menus and footers of Chinese notices run to 200 characters."""

_STOCK = re.compile(
    r"^\W*(?:(?:the |a )?(?:error|oops|whoops|sorry|warning|alert|attention|notice|message|system message|information|info|welcome|hello|home|hmm|uh[- ]?oh|forbidden|blocked|expired|closed|verification|log ?in|sign ?in)\b|\d{3}\b)"
    r"|(?:提示|通知|信息|資訊|消息|訊息|登录|登錄|登入|验证|驗證|警告|首页|首頁|错误|錯誤|出错|出錯|抱歉|对不起|對不起|欢迎|歡迎)\W*$|^\W*(?:抱歉|对不起|對不起|欢迎|歡迎)|[\w-]+\.[a-z]{2,12}\W*$",
    re.IGNORECASE,
)
"""How notices are headed, and the name of the domain, which parking pages put on top."""

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_UNIT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_ASCII_UNIT = re.compile(r"[a-z0-9_]+")
_NO_PAGE = Page()
_NONE: Mapping[str, int] = MappingProxyType({})
_GLANCE = Glance(
    wording.GONE,
    wording.GONE_TITLE,
    wording.UNUSUAL,
    wording.PARKED,
    wording.PLACEHOLDER_TITLE,
    trades.SPAM,
)
"""The tables that are sought in title, headings and text of a page of any length."""
_BOX = re.compile(r"\balert\s*\(\s*([\"'])(?P<says>[^\"']{2,200})\1\s*\)")
"""What a page says in a box, before it goes back or on: many a forum and newspaper in Korea and China does."""
_AROUND = re.compile(
    r"<(a|nav|header|footer|form|button|select|script|style|noscript|title)\b.{0,3000}?</\1\s*>|<!--.{0,3000}?-->",
    re.IGNORECASE | re.DOTALL,
)
"""What stands around a text: links, menus, forms, what nobody sees."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CAPTURED_REDIRECT = re.compile(
    r"Got an HTTP 30\d response at crawl time.{0,400}?(https?://[^\s\"'<>]+)",
    re.IGNORECASE | re.DOTALL,
)
"""What stands for a captured redirect in the Wayback Machine's view (FIELD §3.3)."""


class Came(Flag):
    """What has come of a target by its last look."""

    APART = auto()
    """Nothing is asked of the web: it is of another kind, cannot be read, or was to be left alone."""
    UNSEEN = auto()
    """There has been no look."""
    FAILURE = auto()
    """No answer."""
    STATUS = auto()
    """An answer that brings no page (any but 2xx)."""
    PAGE = auto()


@dataclass(frozen=True)
class Facts:
    """What the rules look at; everything here follows from the case, and is worked out once."""

    case: Case
    _known: dict[Callable[[Facts], object], object] = field(default_factory=dict, compare=False)

    def once(self, work: Callable[[Facts], T]) -> T:
        """What a function of the case gives, for functions that several rules ask."""
        if work not in self._known:
            self._known[work] = work(self)
        return cast("T", self._known[work])

    # What was seen

    @Derived
    def looks(self) -> tuple[Look, ...]:
        """All looks, in order."""
        return self.case.evidence.looks if self.case.evidence else ()

    @Derived
    def look(self) -> Look | None:
        """The last look, which decides."""
        return self.looks[-1] if self.looks else None

    @Derived
    def root(self) -> Look | None:
        """The host's front page, where it was asked."""
        return self.case.evidence.root if self.case.evidence else None

    @Derived
    def sibling(self) -> Look | None:
        """A name that nobody gave to a page, where it was asked."""
        return self.case.evidence.sibling if self.case.evidence else None

    @Derived
    def status(self) -> int | None:
        """The final status of the last look."""
        return self.look.status if self.look else None

    @Derived
    def came(self) -> Came:
        """What there is to ask rules of."""
        target = self.case.target
        if target.way is not Way.WEB or target.ignored or target.problem:
            return Came.APART
        if self.look is None:
            return Came.UNSEEN
        if self.status is None:
            return Came.FAILURE
        return Came.PAGE if self.answered else Came.STATUS

    @Derived
    def answered(self) -> bool:
        """Whether the last look ended with a page (2xx)."""
        return self.status is not None and 200 <= self.status < 300

    @Derived
    def page(self) -> Page:
        """The page at the end of the last look; an empty one where there was none."""
        page = self.look.page if self.look and self.look.page else _NO_PAGE
        box = _BOX.search(page.markup) if page.words < _MUTE else None
        if box is None:
            return page
        return replace(page, text=box["says"], words=len(units(box["says"])), scripts=0)

    @Derived
    def is_html(self) -> bool:
        """Whether a page of the web came, and no file."""
        page = self.page
        return page.sniffed == "text/html" or (
            not page.sniffed and page.media_type in ("", "text/html", "application/xhtml+xml")
        )

    def is_below(self, bound: int) -> bool:
        """Whether the page has fewer words, Han characters weighed as the parts of words that they are."""
        words = self.page.words
        return words < bound or (round(words * _HAN_WEIGHT) < bound and self._is_in_han)

    @Derived
    def _is_in_han(self) -> bool:
        sample = self.page.text[:1000]
        return not sample.isascii() and 3 * len(_HAN.findall(sample)) > len(sample)

    @Derived
    def is_short(self) -> bool:
        """Whether the page is hardly an article, as far as it was read."""
        return self.is_below(SHORT) and not self.page.truncated

    @Derived
    def is_sparse(self) -> bool:
        """Whether the page says next to nothing."""
        return self.is_below(SPARSE) and not self.page.truncated

    @Derived
    def is_shell(self) -> bool:
        """Whether scripts may yet make the page, so that its markup tells little (SIGNATURES 25)."""
        page = self.page
        return page.scripts > 0 and (self.is_sparse or (page.hollow and self.is_short))

    @Derived
    def is_brief(self) -> bool:
        """Whether the page is a notice from end to end, if it is one."""
        return self.is_below(_BRIEF) and not self.page.truncated

    @Derived
    def top(self) -> str:
        """Title and first headings, a line each."""
        return "\n".join((self.page.title, *self.page.headings[:2]))

    @Derived
    def notices(self) -> str:
        """The parts of the title and the first headings that are no headlines, a line each."""
        parts = (part.strip() for part in TITLE_PARTS.split(self.page.title))
        firsts = (_first_sentence(heading) for heading in self.page.headings[:2])
        return "\n".join(part for part in (*parts, *firsts) if len(part) <= _NOTICE)

    @Derived
    def has_headline(self) -> bool:
        """Whether the page is headed as a piece is, and as no notice."""
        found = units(self.page.headings[0]) if self.page.headings else []
        return len(found) - sum(map(is_han, found)) / 2 > _HEADLINE

    @Derived
    def is_piece(self) -> bool:
        """Whether the page is headed by what its title says before the site's name, as a piece is however short."""
        return self.is_headed and not _STOCK.search(self.page.headings[0])

    @Derived
    def is_headed(self) -> bool:
        """Whether the first heading is what the title says before the site's name."""
        *names, site = self._title_parts
        is_named = bool(self.heading) and any(name.startswith(self.heading) for name in names)
        return is_named and not _STOCK.search(site)

    @Derived
    def names_a_piece(self) -> bool:
        """Whether any heading begins a part of the title, or the title has it whole, so that a piece stands below whatever covers it."""
        headings = (" ".join(each.split()).casefold() for each in self.page.headings)
        *names, _ = self._title_parts
        return any(
            name and (heading.startswith(name) or name.startswith(heading))
            for heading in headings
            for name in names
        ) and not wording.AGE.search(self.notices.split("\n")[0])

    @Derived
    def is_titled_alone(self) -> bool:
        """Whether the title is the first heading and no more, as on pages made by hand, or is as long as a headline where no heading is."""
        if self.heading:
            return [self.heading] == self._title_parts
        return max(map(len, self._title_parts)) > _NOTICE

    @Derived
    def is_titled_only(self) -> bool:
        """Whether all that names the page is a title with a site's name behind it."""
        return not self.heading and len(self._title_parts) > 1

    @Derived
    def heading(self) -> str:
        """The first heading, folded; "" where there is none."""
        return " ".join(self.page.headings[0].split()).casefold() if self.page.headings else ""

    @Derived
    def _title_parts(self) -> list[str]:
        return [" ".join(part.split()) for part in TITLE_PARTS.split(self.page.title.casefold())]

    @Derived
    def may_be_notice(self) -> bool:
        """Whether what a page says in its text may be all that it has to say."""
        return self.is_short and not self.has_headline and not self.is_piece

    @Derived
    def words(self) -> str:
        """Title, headings and text."""
        return "\n".join((self.page.title, *self.page.headings, self.page.text))

    @Derived
    def ruled_out(self) -> frozenset[Phrases]:
        """Tables of which no phrase is in title, headings or text."""
        return _GLANCE.ruled_out(self.words)

    def may_say(self, phrases: Phrases) -> bool:
        """Whether title, headings and text may have any of the phrases, before a part of them is made to be searched."""
        return phrases not in self.ruled_out

    def find(self, phrases: Phrases | re.Pattern[str], own: str) -> re.Match[str] | None:
        """The first phrase in a text that is made of parts of title, headings and text."""
        return None if phrases in self.ruled_out else phrases.search(own)

    def counted(self, phrases: Phrases) -> Mapping[str, int]:
        """How often each phrase stands in title, headings and text, in lower case."""
        return _NONE if phrases in self.ruled_out else phrases.counted(self.words)

    @Derived
    def plain(self) -> str:
        """What a short page says beside its links, menus and forms, as far as its markup is kept; "" of a longer one."""
        if not self.is_short or not self.page.markup.lstrip().startswith("<"):
            return ""
        bare = _TAG.sub(" ", _AROUND.sub(" ", self.page.markup))
        return " ".join(html.unescape(bare).split())

    # Where it was and where it led

    @Derived
    def copy(self) -> CitedCopy | None:
        """What the URL says of the copy that it shows, where it is an archive's."""
        return cited_copy(self.case.target.request)

    @Derived
    def captured(self) -> datetime | None:
        """When what was seen was captured; None for a live page and for an archive's own."""
        if self.copy is None or self.look is None or self.look.status is None:
            return None
        return http_date(self.look.hops[-1].header("memento-datetime"))

    @Derived
    def cited(self) -> SplitResult:
        """The URL that was asked for; of a capture the original's, by which it is to be judged."""
        if self.captured and self.copy and self.copy.original:
            return urlsplit(self.copy.original)
        return urlsplit(self.case.target.request)

    @Derived
    def ended(self) -> SplitResult:
        """The URL that answered; where its page only leads on, the one that it leads to; of a capture the original's."""
        url = self.look.url if self.look else ""
        url = self.page.refresh if self._only_leads_on else url
        if self.captured is None:
            return urlsplit(url)
        led = _CAPTURED_REDIRECT.search(self.page.markup)
        url = led[1] if led and comes_apart(led[1]) else url
        shown = replay(url)
        return urlsplit(shown.original if shown else url)

    @Derived
    def _only_leads_on(self) -> bool:
        page = self.page
        return self.answered and bool(page.refresh) and self.is_html and page.words < SHORT

    @Derived
    def went(self) -> bool:
        """Whether another place answered than was asked."""
        if self.cited == self.ended or not self.ended_host:
            return False
        return not addresses.is_same_place(self.cited, self.ended)

    @Derived
    def cited_host(self) -> str:
        """The host of what was asked for; "" where there is none."""
        return self.cited.hostname or ""

    @Derived
    def ended_host(self) -> str:
        """The host of what answered; "" where there is none."""
        return self.ended.hostname or ""

    @Derived
    def address(self) -> str:
        """Path and query of where it ended."""
        return self.ended.path + (f"?{self.ended.query}" if self.ended.query else "")

    @Derived
    def host_and_path(self) -> str:
        """Host and path of where it ended."""
        return self.ended_host + self.ended.path

    # How it is cited

    @Derived
    def is_image(self) -> bool:
        """Whether it is cited as an image, wherever else it is cited."""
        return Role.IMAGE in self.case.roles

    @Derived
    def labels(self) -> tuple[str, ...]:
        """Labels that are words and no addresses."""
        return tuple(label for label in self.case.labels if "://" not in label and label.strip())

    @Derived
    def agreement(self) -> Agreement:
        """What the labels' words say of the page."""
        return agreement(self.labels, self.page)

    @Derived
    def agrees(self) -> bool:
        """Whether the page has the words of a label."""
        return self.is_titled or self.agreement is Agreement.AGREES

    @Derived
    def is_titled(self) -> bool:
        """Whether title or headings have a label word for word, however little else there is."""
        if not self.labels:
            return False
        top = " ".join(self.top.split()).casefold()
        labels = (" ".join(label.split()).casefold() for label in self.labels)
        return any(label in top and len(units(label)) >= _TELLING_LABEL for label in labels)

    @Derived
    def named(self) -> bool:
        """Whether title, headings and the first lines alone have the words of a label."""
        if not self.labels:
            return False
        page = self.page
        top = Page(title=page.title, headings=page.headings[:3], text=page.text[:300])
        return self.is_titled or agreement(self.labels, top) is Agreement.AGREES

    @Derived
    def is_foreign(self) -> bool:
        """Whether the page has none of the words that the label, or else the address's own name, would let one expect."""
        if self.is_shell or not self.is_html:
            return False
        if self.agreement is not Agreement.UNKNOWN:
            return self.agreement is Agreement.DISAGREES
        named = addresses.slug_words(self.cited)
        return bool(named) and agreement((named,), self.page) is Agreement.DISAGREES

    @Derived
    def expects(self) -> str:
        """What label and address speak of, for words that would be odd on any other page."""
        return "\n".join((*self.case.labels, self.cited_host, self.cited.path, self.cited.query))

    def seen_as(self, look: Look) -> Facts:
        """The same case as if that look had been the only one."""
        assert self.case.evidence is not None
        return Facts(replace(self.case, evidence=replace(self.case.evidence, looks=(look,))))


def _first_sentence(heading: str) -> str:
    """What a long heading says first: some notices are one heading from end to end."""
    return heading if len(heading) <= _NOTICE else _SENTENCE.split(heading, maxsplit=1)[0]


def units(text: str) -> list[str]:
    """The words of a text in lower case; a Han character or a kana is one."""
    lowered = text.lower()
    return (_ASCII_UNIT if lowered.isascii() else _UNIT).findall(lowered)


def is_han(unit: str) -> bool:
    """Whether a unit is a Han character or a kana, which says about half of what a word does."""
    return _HAN.match(unit) is not None


def clip(text: str) -> str:
    """A quotation for a reason: one line, not too long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def says(facts: Facts, phrases: Phrases | re.Pattern[str], *, body: bool) -> str:
    """What a page says of that kind in its title or headings, or a short page at its beginning; "" where nothing.

    A page whose label speaks of it too is about it: an article on parked domains, a report on walls. So is one that quotes it,
    and a piece whose own title says something else.
    """
    found = None if phrases in facts.ruled_out else _own(facts, phrases, body=body)
    return clip(found[0]) if found and not phrases.search("\n".join(facts.labels)) else ""


def _own(facts: Facts, phrases: Phrases | re.Pattern[str], *, body: bool) -> re.Match[str] | None:
    """A phrase in title, headings or beginning that is the page's own word."""
    found = facts.find(phrases, facts.notices)
    if found:
        is_title = is_spoken_of(found) or (facts.is_headed and says_more(found))
        return None if is_title else found
    if not body or not facts.may_be_notice:
        return None
    found = facts.find(phrases, facts.page.text[: None if facts.is_brief else _LEAD])
    return found if found and not is_quoted(found) else None
