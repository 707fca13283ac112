"""How two addresses relate: whose they are, whether one is a front page, whether both name the same piece.

A registrable domain is what somebody registered, by the Public Suffix List (an offline copy; its private part too, so that two users
of github.io are two owners).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import unquote

import ada_url

from linkcheck.tracking import without_trackers

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from publicsuffixlist import PublicSuffixList

_INDEX = re.compile(
    r"(?:index|default|home|main|start|welcome)(?:\.(?:s?html?|php\d?|aspx?|jsp|do|cgi))?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"[a-z]{2}|[a-z]{2}[-_](?:[a-z]{2}|han[st]|latn|cyrl)|chs|cht|chinese|english|intl|global",
    re.IGNORECASE,
)
_LEAST_OF_SLUG = 14
"""Letters of three words of four, parted."""
_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|do|cgi)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_EDITION = re.compile(r"^(?:www\d{0,2}|m|mobile|wap|touch|amp|3g)\.")
_GENERIC = frozenset(
    """
    article articles story stories news post posts view show detail details content item node page read archive archives
    blog thread topic viewthread watch video entry doc docs web www com html htm php aspx amp mobile print the and for with from
    """.split()  # noqa: SIM905 - a line a kind, not a line a name
)
"""Names that say of what kind a piece is, not which."""
_PLATFORMS = frozenset(
    """
    x.com twitter.com facebook.com instagram.com threads.net youtube.com tiktok.com reddit.com medium.com tumblr.com pinterest.com
    vk.com t.me gettr.com gab.com rumble.com weibo.com weibo.cn zhihu.com bilibili.com douyin.com qq.com douban.com toutiao.com kuaishou.com xiaohongshu.com linkedin.com bsky.app
    """.split()  # noqa: SIM905 - a line a kind, not a line a name
)
"""Platforms: they tell what is gone with 200, and an account that is closed is a person's, so that its page is gone and no host's notice stands there."""


@lru_cache(maxsize=4096)
def registrable(host: str | None) -> str:
    """The domain that somebody registered; the host itself where there is none."""
    name = (host or "").lower().rstrip(".")
    known = ".".join(map(_in_unicode, name.split("."))) if "xn--" in name else name
    own = _suffixes().privatesuffix(known)
    return ".".join(name.split(".")[-own.count(".") - 1 :]) if own else name


def _in_unicode(label: str) -> str:
    """A part of a name as it is read; pages name hosts that are written in both ways, which is none that ada takes."""
    return ada_url.idna_to_unicode(label) if label.isascii() else label


@cache
def _suffixes() -> PublicSuffixList:
    """The list as it is written, in Unicode: to have it in ASCII too takes twice as long again as to read it, a thirtieth of a second."""
    made = import_module("publicsuffixlist").PublicSuffixList
    suffixes: PublicSuffixList = made(accept_encoded_idn=False)
    return suffixes


def is_platform(parts: SplitResult) -> bool:
    """Whether an address is of a platform on which each page is somebody's post or account."""
    return registrable(parts.hostname) in _PLATFORMS


def brand(host: str | None) -> str:
    """The registered name without its suffix: `bbc` of news.bbc.co.uk."""
    return registrable(host).partition(".")[0]


def are_kin(one: str | None, other: str | None) -> bool:
    """Whether two hosts look like one owner's: one domain, one brand under two suffixes, or a brand that the other's begins or ends with."""
    if registrable(one) == registrable(other):
        return True
    ours, theirs = brand(one), brand(other)
    shorter, longer = sorted((ours, theirs), key=len)
    return ours == theirs or (
        len(shorter) >= 5 and (longer.startswith(shorter) or longer.endswith(shorter))
    )


def names(parts: SplitResult) -> list[str]:
    """The names of a path, without those of a language's root and without a directory's index."""
    found = [name for name in unquote(parts.path).split("/") if name]
    if found and _INDEX.fullmatch(found[-1]):
        found.pop()
    if found and _LANGUAGE.fullmatch(found[0]):
        found = found[1:]
    return found


def is_front(parts: SplitResult) -> bool:
    """Whether an address is a front page: the root, an index in it, a language's root; with little of a query."""
    return not names(parts) and len(parts.query) < 40 and not re.search(r"\d{3}", parts.query)


def is_same_place(one: SplitResult, other: SplitResult) -> bool:
    """Whether two addresses differ only in what no reader minds: scheme, `www`, mobile edition, index, slash, trackers."""
    return _plain(one) == _plain(other)


def _plain(parts: SplitResult) -> tuple[str, list[str], str]:
    host = _EDITION.sub("", (parts.hostname or "").lower())
    path = [name for name in unquote(parts.path).lower().split("/") if name]
    if path and _INDEX.fullmatch(path[-1]):
        path.pop()
    if path and path[-1] == "amp":
        path.pop()
    query = without_trackers("?" + parts.query)[1:] if parts.query else ""
    return host, [_ENDING.sub("", name) for name in path], unquote(query)


def is_above(upper: SplitResult, lower: SplitResult) -> bool:
    """Whether one path is a folder on the way to the other."""
    theirs, ours = names(upper), names(lower)
    return len(theirs) < len(ours) and ours[: len(theirs)] == theirs


def is_section(parts: SplitResult) -> bool:
    """Whether an address looks like a section's front: a plain name or two, no number, no slug of several words."""
    found = names(parts)
    return 0 < len(found) <= 2 and not parts.query and all(map(_is_plain_name, found))


def _is_plain_name(name: str) -> bool:
    words = _WORD.findall(_ENDING.sub("", name))
    return len(words) <= 2 and not any(word.isdecimal() or len(word) > 16 for word in words)


def shares_slug(one: SplitResult, other: SplitResult) -> bool:
    """Whether two addresses name the same piece: its last name, most of its words, or its number is in the other too."""
    ours, theirs = _piece(one), _piece(other)
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    common = ours & _all_words(other)
    telling = any(len(word) >= 5 or (word.isdecimal() and len(word) >= 4) for word in common)
    return telling and 2 * len(common) >= min(len(ours), len(theirs))


def slug_words(parts: SplitResult) -> str:
    """The words of an address's last name, for a comparison with what the page says: "" where it has less than three."""
    if len(parts.path) + len(parts.query) < _LEAST_OF_SLUG:
        return ""
    words = [word for word in _piece_words(parts) if len(word) >= 4 and word.isalpha()]
    return " ".join(words) if len(words) >= 3 else ""


def _piece(parts: SplitResult) -> set[str]:
    return {word for word in _piece_words(parts) if word not in _GENERIC}


def _piece_words(parts: SplitResult) -> list[str]:
    path = names(parts)
    last = _ENDING.sub("", path[-1]) if path else ""
    words = _WORD.findall(last.lower())
    if not set(words) - _GENERIC and len(path) > 1:
        words += _WORD.findall(path[-2].lower())
    if parts.query:
        words += _WORD.findall(unquote(without_trackers("?" + parts.query)).lower())
    return words


def _all_words(parts: SplitResult) -> set[str]:
    return set(_WORD.findall(unquote(f"{parts.path}?{parts.query}").lower()))
