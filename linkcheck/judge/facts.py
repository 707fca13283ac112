"""A case as the rules ask it: the last look, its page, and how the URL that answered relates to the one that was cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from publicsuffixlist import PublicSuffixList

from linkcheck.label import Agreement, agreement
from linkcheck.model import Look, Page, Role

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from linkcheck.model import Case

SHORT = 150
"""Words; a page of fewer is hardly an article. Challenge pages are small (SIGNATURES 14)."""
SPARSE = 60
"""Words; a page of fewer says next to nothing."""

_INDEX = re.compile(
    r"(?:index|default|home|main)(?:\.(?:html?|php|aspx?|jsp|shtml))?", re.IGNORECASE
)
_LANGUAGE = re.compile(
    r"(?:[a-z]{2}|[a-z]{2}[-_](?:[a-z]{2}|han[st])|chs|cht|chinese|english|zh-(?:hans|hant)|intl|global|us|uk)",
    re.IGNORECASE,
)
_SLUG_WORDS = re.compile(r"[^\W_]+")
_SUFFIXES = PublicSuffixList()


@dataclass(frozen=True)
class Facts:
    """What the rules look at; everything here follows from the case."""

    case: Case

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """All looks, in order."""
        return self.case.evidence.looks if self.case.evidence else ()

    @cached_property
    def look(self) -> Look | None:
        """The last look, which decides."""
        return self.looks[-1] if self.looks else None

    @cached_property
    def status(self) -> int | None:
        """The final status of the last look."""
        return self.look.status if self.look else None

    @cached_property
    def page(self) -> Page:
        """The page at the end of the last look; an empty one where there was none."""
        return self.look.page if self.look and self.look.page else Page()

    @cached_property
    def answered(self) -> bool:
        """Whether the last look ended with a page (2xx)."""
        return self.status is not None and 200 <= self.status < 300

    @cached_property
    def cited(self) -> SplitResult:
        """The URL that was asked for."""
        return urlsplit(self.case.target.request)

    @cached_property
    def ended(self) -> SplitResult:
        """The URL that answered."""
        return urlsplit(self.look.url if self.look else "")

    @cached_property
    def redirected(self) -> bool:
        """Whether another address answered than was asked, scheme, www and a last slash aside."""
        return bool(self.look and self.look.hops) and _plain(self.cited) != _plain(self.ended)

    @cached_property
    def same_site(self) -> bool:
        """Whether one registrable domain holds both addresses."""
        return registrable(self.cited.hostname) == registrable(self.ended.hostname)

    @cached_property
    def is_image(self) -> bool:
        """Whether it is cited as an image and as nothing else."""
        return bool(self.case.roles) and set(self.case.roles) == {Role.IMAGE}

    @cached_property
    def agreement(self) -> Agreement:
        """Whether the page speaks of what a label says."""
        return agreement(self.labels, self.page)

    @cached_property
    def named(self) -> bool:
        """Whether the title alone has the label's words."""
        title = Page(
            title=self.page.title, text=" ".join(self.page.headings) + " " + self.page.text[:300]
        )
        return agreement(self.labels, title) is Agreement.AGREES

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Labels that are words and no URLs."""
        return tuple(label for label in self.case.labels if "://" not in label)

    @cached_property
    def words(self) -> str:
        """Title, headings and text in lower case, for phrases."""
        return "\n".join((self.page.title, *self.page.headings, self.page.text)).lower()

    @cached_property
    def is_short(self) -> bool:
        """Whether the page is hardly an article, as far as it was read."""
        return self.page.words < SHORT and not self.page.truncated

    @cached_property
    def shell(self) -> bool:
        """Whether scripts make the page, so that its markup tells nothing (SIGNATURES 25)."""
        return self.page.words < SPARSE and self.page.scripts > 0

    @cached_property
    def seconds_apart(self) -> float:
        """The real gap between the first look and the last."""
        return round((self.looks[-1].at - self.looks[0].at).total_seconds(), 1)


@lru_cache(maxsize=4096)
def registrable(host: str | None) -> str:
    """The domain that somebody registered (Public Suffix List); the host itself where there is none."""
    name = (host or "").lower().rstrip(".")
    return _SUFFIXES.privatesuffix(name) or name


def name_of_site(host: str | None) -> str:
    """The registered name without its suffix: `bbc` of news.bbc.co.uk."""
    return registrable(host).partition(".")[0]


def is_front(parts: SplitResult) -> bool:
    """Whether a URL is a front page: the root, an index in it, or a language's root."""
    names = [name for name in parts.path.split("/") if name]
    while names and (_INDEX.fullmatch(names[-1]) or _LANGUAGE.fullmatch(names[-1])):
        names.pop()
    return not names and (not parts.query or len(parts.query) < 40)


def depth(parts: SplitResult) -> int:
    """How many names a path has, languages and indexes aside."""
    names = [name for name in parts.path.split("/") if name]
    return sum(not (_INDEX.fullmatch(name) or _LANGUAGE.fullmatch(name)) for name in names)


def is_above(upper: SplitResult, lower: SplitResult) -> bool:
    """Whether one path is a folder on the way to the other."""
    theirs = [name for name in upper.path.split("/") if name]
    ours = [name for name in lower.path.split("/") if name]
    return len(theirs) < len(ours) and ours[: len(theirs)] == theirs


def shares_slug(one: SplitResult, other: SplitResult) -> bool:
    """Whether two addresses name the same piece: a telling last name in common, or most of its words, or a long number."""
    ours, theirs = _slug(one), _slug(other)
    if not ours or not theirs:
        return False
    common = ours & theirs
    long = {word for word in common if len(word) >= 5 or (word.isdecimal() and len(word) >= 4)}
    return bool(long) and 2 * len(common) >= min(len(ours), len(theirs))


def _slug(parts: SplitResult) -> set[str]:
    names = [
        name
        for name in unquote(parts.path).lower().split("/")
        if name and not _INDEX.fullmatch(name)
    ]
    text = (names[-1] if names else "") + " " + unquote(parts.query).lower()
    stem = re.sub(r"\.(?:s?html?|php|aspx?|jsp)\b", "", text)
    return {word for word in _SLUG_WORDS.findall(stem) if len(word) > 2}


def _plain(parts: SplitResult) -> tuple[str, str, str]:
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    return host, parts.path.rstrip("/"), parts.query
