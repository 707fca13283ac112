"""The cue words of `cues` as patterns: what a line leads in with, what a label says of itself.

Every pattern looks at a bounded stretch from a fixed place, so that hostile text costs no more than friendly text.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.extract import cues
from linkcheck.extract.blocks import IMAGE_MARK
from linkcheck.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

Added = tuple[tuple[str, tuple[str, ...]], ...]
"""A user's own cue words by role."""

_EDGE = (
    rf"[\s{IMAGE_MARK}｜|（(【\[「。；;](?:(?P<line>(?<=[\n{IMAGE_MARK}]))|(?<!\s)|[^\S\n]|[/·•]\s)"
)
"""Where a cue may begin, in a text with a line break put before it. It begins with a set, which `re` skips to at a tenth of the cost."""
_JUNK = r"(?P<junk>(?:[^\w\n]|_){0,12}+)"
_AFTER = r"(?P<after>[*_~`\s】」』）)\]》]{0,8}(?P<colon>[:：﹕∶])?[*_~`]{0,4})"
_BEFORE_HEADING = r"(?:[^\w]|[\d_一二三四五六七八九十]){0,12}"
_ON = re.compile(
    r"(?:自|于|於|from|published|appeared|posted|by|via|courtesy|via|at)\Z", re.IGNORECASE
)
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "「": "」"}
_ROLES = (Role.READING, Role.IMAGE_CREDIT, Role.REPRINT)

_CREDIT = 40
"""Characters of a label that is a credit, at most: beyond it is a headline."""
_TERSE = 12
"""Characters of a label that may join a cue and a name with nothing between."""

CLOCK = r"\d{1,3}[:：]\d{2}(?:[:：.．]\d{2}){0,2}(?:[.．]\d{1,3})?"
_NUMBER = r"[\d零〇一二三四五六七八九十百两兩半]+"
_NUMERAL = re.compile(r"[\d零〇一二三四五六七八九十百两兩半]")
"""What every moment has, asked first."""
_SPOKEN = (
    rf"(?:{_NUMBER}\s*(?:个|個)?\s*(?:小时|小時|时|時|hours?|hrs?|h)\s*零?\s*)?"
    rf"第?{_NUMBER}\s*(?:分钟|分鐘|分|minutes?|mins?|m|['′’])\s*(?:零?{_NUMBER}\s*(?:秒钟|秒鐘|秒|seconds?|secs?|s|[\"″”]|'')?)?"
    rf"|{_NUMBER}\s*(?:小时|小時|hours?|h)"
    rf"|第\s*{_NUMBER}\s*(?:秒钟|秒鐘|秒)"
    rf"|(?:minute|min\.?)\s*\d+"
)
_PRECISE = re.compile(
    rf"{_NUMBER}\s*(?:分钟?|分鐘|minutes?|mins?|m|['′’])\s*{_NUMBER}|小时|小時|第|h\s*\d|min[a-z.\s]*\d",
    re.IGNORECASE,
)


class Lead(NamedTuple):
    """A cue found where it may lead in: from `start` to `end` in the block's text.

    `line`: it begins a line or follows an image. `bold`: in bold. `colon`: a colon or a closing bracket follows. `on`: it leads on
    by itself (`转载自`). `common`: an ordinary word too. `closing`: what ends the brackets that it stands in, "" where it does not.
    """

    role: Role
    start: int
    end: int
    line: bool
    bold: bool
    colon: bool
    bracket: bool
    on: bool
    common: bool
    closing: str = ""


def _pattern(words: Iterable[str]) -> str:
    """Any of the words, the longest first; a Latin one ends at a word's end.

    What they begin with is asked first, since hardly any place has it.
    """
    ordered = sorted(set(words), key=len, reverse=True)
    return (
        f"{_begun(ordered)}(?:"
        + "|".join(
            r"\s+".join(map(re.escape, word.split("~")))
            + (r"\b" if word[-1:].isascii() and word[-1:].isalnum() else "")
            for word in ordered
        )
        + ")"
    )


def _begun(words: Iterable[str]) -> str:
    """The beginning of any of the words."""
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])"


class Lexicon:
    """The cues of one run; a pattern is compiled when it is first asked (a millisecond or more each, and few articles need all)."""

    def __init__(self, added: Added) -> None:
        """The built-in cues and a user's own."""
        self._own = dict(added)
        self._words = {
            role: _pattern((*cues.LEAD_INS[role], *self._own.get(role, ()))) for role in _ROLES
        }

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """A cue where it may lead in, in a text with a line break put before it."""
        groups = "|".join(f"(?P<{role.name}>{self._words[role]})" for role in _ROLES)
        return _compiled(rf"{_EDGE}{_JUNK}(?:{groups}){_AFTER}")

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """A whole heading that opens a reading section."""
        words = self._words[Role.READING]
        return _compiled(
            rf"{_BEFORE_HEADING}(?:(?:{words})\s*){{1,2}}(?:\W*"
            rf"|(?:[/／&(（+、|｜:：–—-]|and\b|与|與|和|及|或)[^。！？.!?]{{0,40}})"
        )

    @cached_property
    def may_be_heading(self) -> re.Pattern[str]:
        """What such a heading begins with; most do not, and this is compiled in a tenth of the time."""
        reading = (*cues.LEAD_INS[Role.READING], *self._own.get(Role.READING, ()))
        return _compiled(_BEFORE_HEADING + _begun(reading))

    @cached_property
    def own(self) -> re.Pattern[str]:
        """What the beginning of a label says of the link itself."""
        return _compiled(
            rf"(?:[^\w]|_){{0,6}}(?:(?P<credit>{self._words[Role.IMAGE_CREDIT]}|(?:Photos?|Images?|Pictures?|图|圖)(?=\s?[:：/]))"
            rf"|(?P<reprint>{self._words[Role.REPRINT]}))\s?(?P<colon>[:：﹕∶/])?"
        )

    @cached_property
    def beside(self) -> re.Pattern[str]:
        """What says "credit" beside an image, in a text with a line break put before it."""
        return _compiled(
            rf"{_EDGE}{_JUNK}(?:{_pattern(cues.BESIDE_IMAGE)})(?:\s?[:：﹕∶/／|｜]|(?<=©)|(?<=courtesy of)|(?<=[供来來摄攝][图圖自影]))"
        )

    @cached_property
    def credited(self) -> re.Pattern[str]:
        """What ends a credit."""
        return _compiled(rf"[\s*_~）)]{{0,4}}[/／]?\s?(?:{_pattern(cues.AFTER_CREDIT)})(?!\w)")

    @cached_property
    def footer(self) -> re.Pattern[str]:
        """How boilerplate begins."""
        words = _pattern((*cues.FOOTERS, *self._own.get(Role.FOOTER, ())))
        return _compiled(
            rf"(?:[^\w]|_){{0,12}}(?P<word>{words})(?P<colon>[*_~`\s】」』）)\]》]{{0,8}}(?:[:：﹕∶|｜/]|\Z|\n))?"
        )

    @cached_property
    def time(self) -> re.Pattern[str]:
        """A label that is a point in a recording, or a stretch of one."""
        before = _pattern(cues.TIME_BEFORE)
        after = _pattern((*cues.TIME_AFTER, *self._own.get(Role.TIMESTAMP, ())))
        moment = rf"(?:(?P<clock>{CLOCK})|{_SPOKEN})"
        return _compiled(
            rf"[\s(（\[【*_「]*(?P<before>(?:{before})[\s:：]*){{0,2}}{moment}"
            rf"(?:\s*(?:[-–—~～]|至|到|to)\s*{moment.replace('clock', 'until')})?"
            rf"(?P<after>\s*(?:{after})){{0,2}}[\s)）\]】*_」:：,，.。]*"
        )

    @cached_property
    def accessed(self) -> re.Pattern[str]:
        """What stands before the day on which a source was seen."""
        return _compiled(rf"(?:{_pattern(cues.ACCESSED)})[\s:：]{{0,4}}")

    def leads(self, text: str) -> list[Lead]:
        """The cues that may lead in, in order."""
        return [_lead(match) for match in self.lead.finditer(f"\n{text}")]

    def credits_beside(self, text: str) -> list[Lead]:
        """Short words that say "credit" only beside an image, in order."""
        return [_beside(match) for match in self.beside.finditer(f"\n{text}")]

    def is_heading(self, text: str) -> bool:
        """Whether a heading, or a line that stands for one, opens a reading section."""
        if len(text) >= 100 or self.may_be_heading.match(text) is None:
            return False
        return self.heading.fullmatch(text) is not None

    def label_role(self, label: str) -> Role | None:
        """What a link's own label says it is: a credit or a reprint."""
        match = self.own.match(label)
        if match is None:
            return None
        role = Role.IMAGE_CREDIT if match["credit"] else Role.REPRINT
        word = match["credit"] or match["reprint"]
        if match["colon"]:
            return role
        if _common(word) or (role is Role.IMAGE_CREDIT and len(label) > _CREDIT):
            return None
        apart = word.isascii() or not label[match.end() : match.end() + 1].isalpha()
        return role if apart or _leads_on(word) or len(label) <= _TERSE else None

    def is_moment(self, label: str) -> bool:
        """Whether a label is a point in a recording."""
        if len(label) > 60 or not _NUMERAL.search(label):
            return False
        match = self.time.fullmatch(label)
        if match is None:
            return False
        clock = match["clock"] is not None
        return clock or bool(match["before"] or match["after"] or _PRECISE.search(label))


@lru_cache(maxsize=256)
def _leads_on(word: str) -> bool:
    return _ON.search(word) is not None


@lru_cache(maxsize=256)
def _common(word: str) -> bool:
    folded = "~".join(word.split()).casefold()
    return folded in _COMMON


_COMMON = frozenset(word.casefold() for word in cues.NEEDS_COLON)


def _lead(match: re.Match[str]) -> Lead:
    role = next(role for role in _ROLES if match[role.name])
    word = match[role.name]
    return Lead(
        role=role,
        start=match.start(role.name) - 1,
        end=match.end() - 1,
        line=match["line"] is not None,
        bold="**" in match["junk"] or "__" in match["junk"],
        colon=match["colon"] is not None,
        bracket=bool(match["after"].strip("*_~` :：﹕∶")),
        on=_leads_on(word),
        common=_common(word),
        closing=_closing(match),
    )


def _closing(match: re.Match[str]) -> str:
    """The bracket that closes the one before a cue, unless it stands right behind it (`【延伸阅读】`)."""
    before = match[0][0] + match["junk"]
    closing = next((_BRACKETS[char] for char in reversed(before) if char in _BRACKETS), "")
    return "" if closing in match["after"] else closing


def _beside(match: re.Match[str]) -> Lead:
    return Lead(
        role=Role.IMAGE_CREDIT,
        start=match.end() - 1,
        end=match.end() - 1,
        line=match["line"] is not None,
        bold=False,
        colon=True,
        bracket=False,
        on=False,
        common=False,
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def lexicon(added: Added = ()) -> Lexicon:
    """The built-in cues and a user's own, once a process."""
    return Lexicon(added)
