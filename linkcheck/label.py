"""Whether a page speaks of what the article says it is: the label's words against the page's title, headings and text.

A cheap cue that names the right page when it agrees (FIELD §6.4). When it does not, that is a doubt at most, and only where both are in one
script: labels are often in another language than the page. Words are compared by script: Han by pairs of characters, which
need no dictionary; every other script by words of four letters and more, which leaves out most of the small words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import add
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from linkcheck.tongue import in_one_tongue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linkcheck.model import Page

    Words = Mapping[str, frozenset[str]]
    """Distinct words by script."""


class Agreement(StrEnum):
    """What the label's words say of a page."""

    AGREES = "agrees"
    UNKNOWN = "unknown"
    DISAGREES = "disagrees"


AGREES_FROM = 0.5
"""Share of the label's words that the page has. Any longer text has some of them by chance."""
DISAGREES_TO = 0.15
LEAST_OF_LABEL = 3
"""Fewer words name nothing: "here", "source", "45:05 时段"."""
LEAST_OF_PAGE = 8
"""Fewer words in the label's script, and the page is not in it."""
_BEGINNING = 300
"""Letters at the beginning of a page, which mostly have as many."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile(r"[a-z]{4,}")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]+")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_HAN, _LATIN = "CJK", "LATIN"
TITLE_PARTS = re.compile(r"\s[|–—·:»-]\s|[|_·»«｜—]")
"""What stands between the parts of a page's title: the piece, its section, the site."""
_KINDS = re.compile(
    r"\b(?:post|video|article|story|page|link|tweet|thread|clip|picture|photo|profile|channel|account)s?\b|视频|視頻|影片|文章|帖子|贴文|貼文|微博|链接|連結|回答|问题|問題|主页|帐号|账号|页面|专栏|动态",
    re.IGNORECASE,
)
"""Names of a kind of piece."""
_REMEMBERED = 64
"""Texts whose words are kept: a page is held against its labels several times before the next one comes."""


def agreement(labels: Iterable[str], page: Page) -> Agreement:
    """What the best of the labels says; UNKNOWN where none of them can be compared with the page."""
    labels = tuple(_without_site(label, page.title) for label in labels)
    named = [name for label in labels if (name := _telling(_words(label))) is not None]
    if not named:
        return Agreement.UNKNOWN
    theirs = _folded(" ".join((page.title, *page.headings, page.text)))
    shares = [share for name in named if (share := _share(*name, theirs)) is not None]
    if not shares:
        return Agreement.UNKNOWN
    best = max(shares)
    if best >= AGREES_FROM:
        return Agreement.AGREES
    if best > DISAGREES_TO:
        return Agreement.UNKNOWN
    is_comparable = any(_may_be_compared(each, theirs, page) for each in labels)
    return Agreement.DISAGREES if is_comparable else Agreement.UNKNOWN


def _without_site(label: str, title: str) -> str:
    """A label without the name of the site, which is on its every page, and what is called a post there: "抖音视频", "a Facebook post"."""
    site = TITLE_PARTS.split(title)[-1].strip()
    if len(site) < 2 or site.casefold() not in label.casefold() or len(site) > len(label) - 2:
        return label
    rest = re.sub(re.escape(site), " ", label, flags=re.IGNORECASE)
    return _KINDS.sub(" ", rest)


def _may_be_compared(label: str, theirs: str, page: Page) -> bool:
    """Whether a label may be in the language of a page: related pieces and menus of a page are often in others."""
    return _main_script(_folded(label)) == _main_script(theirs) and in_one_tongue(label, page.text)


def _main_script(folded: str) -> str:
    words = _sorted(folded)
    return max(words, key=lambda each: len(words[each]), default="")


def address_words(url: str) -> str:
    """The words of an address's last name that is made of words, `…/2021/12/20/russia-demands-talks-a75880`; "" where there is none."""
    names = unquote(urlsplit(url).path).split("/")
    for name in reversed(names):
        words = [word for word in re.split(r"[\W\d_]+", name) if len(word) >= 4]
        if len(words) >= LEAST_OF_LABEL:
            return " ".join(words)
    return ""


def words_of(text: str) -> set[str]:
    """The distinct words of a text, of whatever script."""
    return set().union(*_words(text).values())


def _telling(words: Words) -> tuple[str, frozenset[str]] | None:
    """The script that a label mostly is in, and its words in that; None where they are too few to name anything."""
    script, ours = max(words.items(), key=lambda item: len(item[1]), default=("", frozenset()))
    return (script, ours) if len(ours) >= LEAST_OF_LABEL else None


def _share(script: str, ours: frozenset[str], theirs: str) -> float | None:
    """The share of a label's words that a folded text has; its own words, which are many more, are not gathered for that."""
    if not _has_enough(theirs, script):
        return None
    return sum([_has(theirs, each, script) for each in ours]) / len(ours)


def _has_enough(folded: str, script: str) -> bool:
    # Where the beginning is cut off, one word may be none.
    has_at_once = len(_sorted(folded[:_BEGINNING]).get(script, ())) > LEAST_OF_PAGE
    return has_at_once or len(_sorted(folded).get(script, ())) >= LEAST_OF_PAGE


def _has(folded: str, word: str, script: str) -> bool:
    """Whether a text has a word, and not only within a longer one; a pair of Han letters is one wherever it stands."""
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        is_part = _is_letter(folded[at - 1 : at], script) or _is_letter(
            folded[end : end + 1], script
        )
        if script == _HAN or not is_part:
            return True
        at = folded.find(word, at + 1)
    return False


def _is_letter(it: str, script: str) -> bool:
    return _WORD.match(it) is not None and _script(it) == script


def _words(text: str) -> Words:
    """The distinct words of a text by script."""
    return _sorted(_folded(text))


@lru_cache(maxsize=_REMEMBERED)
def _folded(text: str) -> str:
    """A text without what differs between two ways to write the same."""
    if text.isascii():
        return text.lower()
    # Han letters join with nothing, so that what is between them can be put right alone: a comma of full width would have all of it gone through.
    return _NOT_HAN.sub(lambda part: unicodedata.normalize("NFKC", part[0]), text).casefold()


@lru_cache(maxsize=_REMEMBERED)
def _sorted(folded: str) -> Words:
    if folded.isascii():
        latin = frozenset(_LATIN_WORD.findall(folded))
        return {_LATIN: latin} if latin else {}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in dict.fromkeys(_WORD.findall(folded)):
        for script, run in _runs(word):
            if script == _HAN:
                found[script].update(map(add, run, run[1:]))
            elif len(run) >= 4:
                found[script].add(run)
    return {script: frozenset(words) for script, words in found.items()}


def _runs(word: str) -> list[tuple[str, str]]:
    """A word cut where its script changes: `北约NATO` is two."""
    if word.isascii():
        return [(_LATIN, word)]
    if _HAN_WORD.fullmatch(word):
        return [(_HAN, word)]
    return [(script, "".join(letters)) for script, letters in groupby(word, _script)]


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    """The first word of a letter's name, which is its script for all that is written in articles."""
    return unicodedata.name(letter, "?").partition(" ")[0]
