"""The cue words of `cues` in their places: what a line leads in with, what a label says of itself.

Every pattern looks at a bounded stretch from a fixed place, so that hostile text costs no more than friendly text. To make patterns of
all the words takes 30 ms, a sixth of what `extract` takes for one article (measured), so that words become patterns as letters call
for them (`vocabulary`).
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.extract import cues
from linkcheck.extract.blocks import IMAGE_MARK
from linkcheck.extract.vocabulary import Kind, Vocabulary, compiled, pattern
from linkcheck.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Added = tuple[tuple[str, tuple[str, ...]], ...]
"""A user's own cue words by role."""

_BEGINS = rf"[\s{IMAGE_MARK}｜|（(【\[「。；;]"
"""What a cue may follow, in a text with a line break put before it."""
_APART = rf"[\n{IMAGE_MARK}（(【\[「]"
"""Those of them that begin a line or a bracket."""
_EDGES = (rf"(?P<line>(?<=[\n{IMAGE_MARK}]))|(?<!\s)", r"[^\S\n]", r"[/·•]\s")
"""What else is before it, in this order."""
_JUNK = r"(?P<junk>(?:[^\w\n]|_){0,12}+)"
_AFTER = re.compile(r"[*_~`\s】」』）)\]》]{0,8}(?P<colon>[:：﹕∶|｜丨])?[*_~`]{0,4}")
_BEFORE_LABEL = re.compile(r"(?:[^\w]|_){0,6}")
_BEFORE_FOOTER = re.compile(r"(?:[^\w]|_){0,12}")
_AFTER_FOOTER = re.compile(r"[*_~`\s】」』）)\]》]{0,8}(?:[:：﹕∶|｜/]|\Z|\n)")
_BEFORE_HEADING = re.compile(r"(?:[^\w]|[\d_一二三四五六七八九十]){0,12}")
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}\n]{0,80}\}\s*\Z")
"""Of a heading (Pandoc, kramdown, Hugo: `## 参考资料 {#refs}`)."""
_JOINED = re.compile(
    r"[^。！？.!?，,：:；;\n]{1,16}?(?:与|與|和|及|、|&|/|／|\band\b)\s*", re.IGNORECASE
)
"""What stands before a cue in a heading of two things (`总结与参考资料`)."""
_JOINT = re.compile(r"[与與和及、&/／]|\band\b", re.IGNORECASE)
"""Asked before it."""
_QUALIFIED = 4
"""Words that may qualify a cue, one after another."""
_HEADED = re.compile(
    r"\n[^\w\n]{0,6}(?P<head>(?:[^\x00-\x7f，。！？；：（）\s]){2,20})[*_]{0,2}[:：﹕∶]"
)
"""A line that begins with some words and a colon, none of them Latin, in a text with a line break put before it."""
_BEFORE_CUE = 8
"""Characters before a cue that ends such words, at most."""
_COLON = re.compile(r"\s?(?P<colon>[:：﹕∶/])?")
_AFTER_BESIDE = r"(?:\s?[:：﹕∶/／|｜]|(?<=©)|(?<=courtesy of)|(?<=[供来來摄攝][图圖自影]))"
_PICTURED = ("Photo", "Photos", "Image", "Images", "Picture", "Pictures", "图", "圖")
_AFTER_PICTURED = r"(?=\s?[:：/])"
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
_BEFORE_MOMENT = r"[\s(（\[【*_「\u2190-\u2bff\ufe0f\U0001f300-\U0001faff]*"
_UNTIL = r"\s*(?:[-–—~～]|至|到|to)\s*"
_AFTER_MOMENT = r"[\s)）\]】*_」:：,，.。]*"
_OVER = re.compile(_AFTER_MOMENT)
_NUMBER = r"[\d零〇一二三四五六七八九十百两兩半]+"
_NUMERAL = re.compile(r"[\d零〇一二三四五六七八九十百两兩半]")
"""What every moment has, asked first."""
_UNIT = re.compile(
    r"[\d零〇一二三四五六七八九十百两兩半]\s*(?:[分m'′’秒h]|(?:个|個)?\s*[小时時])|\d[:：]\d|min",
    re.IGNORECASE,
)
"""What it has too, asked next, since the rest takes 6 ms to compile."""
_SPOKEN = (
    rf"(?:{_NUMBER}\s*(?:个|個)?\s*(?:小时|小時|时|時|hours?|hrs?|h)\s*零?\s*)?"
    rf"第?{_NUMBER}\s*(?:分钟|分鐘|分|minutes?|mins?|m|['′’])\s*(?:零?{_NUMBER}\s*(?:秒钟|秒鐘|秒|seconds?|secs?|s|[\"″”]|'')?)?"
    rf"|{_NUMBER}\s*(?:小时|小時|hours?|h)"
    rf"|第\s*{_NUMBER}\s*(?:秒钟|秒鐘|秒)"
    rf"|(?:minute|min\.?)\s*\d+"
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


class Opening(NamedTuple):
    """How a block begins that is boilerplate: by which word, and whether with a colon or as all it says."""

    word: str
    colon: bool


class Lexicon:
    """The cues of one run."""

    def __init__(self, added: Added) -> None:
        """The built-in cues and a user's own."""
        own = dict(added)
        reading, credit, reprint = (
            Kind(role.name, (*cues.LEAD_INS[role], *own.get(role, ()))) for role in _ROLES
        )
        pictured = Kind("PICTURED", _PICTURED, _AFTER_PICTURED)
        self._leading = Vocabulary(reading, credit, reprint)
        self._own = Vocabulary(credit, pictured, reprint)
        self._reading = Vocabulary(reading)
        self._headings = reading.words
        self._qualifiers = Vocabulary(Kind("QUALIFIER", cues.QUALIFIERS))
        self._ends = frozenset(
            word[-1] for kind in (reading, credit, reprint) for word in kind.words
        )
        self._beside = Vocabulary(Kind("BESIDE", cues.BESIDE_IMAGE, _AFTER_BESIDE))
        self._footers = Vocabulary(Kind("FOOTER", (*cues.FOOTERS, *own.get(Role.FOOTER, ()))))
        self._after_moment = (*cues.TIME_AFTER, *own.get(Role.TIMESTAMP, ()))
        self._after_clock = Vocabulary(Kind("AFTER", self._after_moment))

    @cached_property
    def _may_lead(self) -> re.Pattern[str]:
        return _before(self._leading)

    @cached_property
    def _may_lead_apart(self) -> re.Pattern[str]:
        return _before(self._leading, _APART)

    @cached_property
    def _may_be_beside(self) -> re.Pattern[str]:
        return _before(self._beside)

    @cached_property
    def _may_be_own(self) -> re.Pattern[str]:
        return compiled(_BEFORE_LABEL.pattern + self._own.begun())

    @cached_property
    def _heading(self) -> re.Pattern[str]:
        """A whole heading that opens a reading section."""
        words = pattern(self._headings)
        return compiled(
            rf"{_BEFORE_HEADING.pattern}(?:(?:{words})\s*){{1,2}}(?:\W*"
            rf"|(?:[/／&(（+、|｜:：–—-]|and\b|与|與|和|及|或)[^。！？.!?]{{0,40}})"
        )

    @cached_property
    def credited(self) -> re.Pattern[str]:
        """What ends a credit."""
        return compiled(rf"[\s*_~）)]{{0,4}}[/／]?\s?(?:{pattern(cues.AFTER_CREDIT)})(?!\w)")

    @cached_property
    def _clock(self) -> re.Pattern[str]:
        """What most moments are, asked before all their forms."""
        return compiled(rf"{_BEFORE_MOMENT}{CLOCK}(?:{_UNTIL}{CLOCK})?\s*")

    @cached_property
    def _precise(self) -> re.Pattern[str]:
        """What a spoken moment has that no word says is one."""
        return compiled(
            rf"{_NUMBER}\s*(?:分钟?|分鐘|minutes?|mins?|m|['′’])\s*{_NUMBER}|小时|小時|第|h\s*\d|min[a-z.\s]*\d"
        )

    @cached_property
    def _time(self) -> re.Pattern[str]:
        """A label that is a point in a recording, or a stretch of one."""
        before, after = pattern(cues.TIME_BEFORE), pattern(self._after_moment)
        moment = rf"(?:(?P<clock>{CLOCK})|{_SPOKEN})"
        return compiled(
            rf"{_BEFORE_MOMENT}(?P<before>(?:{before})[\s:：]*){{0,2}}{moment}"
            rf"(?:{_UNTIL}{moment.replace('clock', 'until')})?"
            rf"(?P<after>\s*(?:{after})){{0,2}}{_AFTER_MOMENT}"
        )

    @cached_property
    def accessed(self) -> re.Pattern[str]:
        """What stands before the day on which a source was seen."""
        return compiled(rf"(?:{pattern(cues.ACCESSED)})[\s:：]{{0,4}}")

    def leads(self, text: str) -> list[Lead]:
        """The cues that may lead in, in order."""
        said = f"\n{text}"
        found = _placed(said, self._may_lead, self._leading, _lead)
        if not text.isascii() and (lines := [*_HEADED.finditer(said)]):
            found = sorted((*found, *self._headed(lines, found)), key=attrgetter("start"))
        return found

    def leads_apart(self, text: str) -> bool:
        """Whether a cue may begin a line, or stand in brackets: a cheaper question than where all of them are."""
        said = f"\n{text}"
        if not text.isascii() and _HEADED.search(said):
            return True
        return bool(_placed(said, self._may_lead_apart, self._leading, _lead))

    def _headed(self, lines: list[re.Match[str]], known: list[Lead]) -> Iterator[Lead]:
        """Cues that a few words stand before, from a line's beginning to the colon (`本文主要参考：`)."""
        ends = {lead.end for lead in known}
        for line in lines:
            start, end = line.span("head")
            text = line.string
            if text[end - 1] not in self._ends or line.end() - 1 in ends:
                continue
            qualified = {*self._qualified(text, start)}
            for place in range(start + 1, min(start + _BEFORE_CUE + 1, end)):
                word = self._leading.at(text, place)
                if word and word.end() == end and (place in qualified or not _common(word[0])):
                    yield _headed(line, word)
                    break

    def _qualified(self, text: str, place: int | None = None) -> Sequence[int]:
        """Where what qualifies a cue ends that may begin there, or else at a heading's beginning."""
        if place is None:
            begin = _BEFORE_HEADING.match(text)
            place = begin.end() if begin else 0
        ends: list[int] = []
        while len(ends) < _QUALIFIED and (word := self._qualifiers.at(text, place)):
            place = word.end()
            while text[place : place + 1].isspace():
                place += 1
            ends.append(place)
        return ends

    def credits_beside(self, text: str) -> list[Lead]:
        """Short words that say "credit" only beside an image, in order."""
        return _placed(f"\n{text}", self._may_be_beside, self._beside, _beside)

    def is_heading(self, text: str, *, sure: bool = False) -> bool:
        """Whether a heading, or a line that stands for one, opens a reading section; `sure` where it cannot be a sentence."""
        if len(text) >= 100:
            return False
        if "{" in text:
            text = _ATTRIBUTES.sub("", text)
        return (
            self._is_headed(text)
            or any(self._is_headed(text[place:]) for place in self._qualified(text))
            or (sure and self._is_joined(text))
        )

    def _is_joined(self, text: str) -> bool:
        """Whether a heading of two things ends with a cue."""
        if not _JOINT.search(text):
            return False
        parts = (text[joined.end() :] for joined in _JOINED.finditer(text))
        return any(self._is_headed(part, distinct=True) for part in parts)

    def _is_headed(self, text: str, *, distinct: bool = False) -> bool:
        """Whether all that a text says is a cue, with another after it at most."""
        for place in _places(_BEFORE_HEADING, text):
            if word := self._reading.at(text, place):
                if distinct and _common(word[0]):
                    return False
                return self._heading.fullmatch(text) is not None
        return False

    def opening(self, text: str) -> Opening | None:
        """How a block begins, if like boilerplate."""
        for place in _places(_BEFORE_FOOTER, text):
            if word := self._footers.at(text, place):
                after = _AFTER_FOOTER.match(text, word.end())
                return Opening(word[0], after is not None and after[0] != "")
        return None

    def label_role(self, label: str) -> Role | None:
        """What a link's own label says it is: a credit or a reprint."""
        if not self._may_be_own.match(label):
            return None
        for place in _places(_BEFORE_LABEL, label):
            if word := self._own.at(label, place):
                role = Role.REPRINT if word.lastgroup == "REPRINT" else Role.IMAGE_CREDIT
                return role if _speaks_for_itself(role, word, label) else None
        return None

    def is_moment(self, label: str) -> bool:
        """Whether a label is a point in a recording."""
        if len(label) > 60 or not _NUMERAL.search(label) or not _UNIT.search(label):
            return False
        if (clock := self._clock.match(label)) and self._is_all(label, clock.end()):
            return True
        match = self._time.fullmatch(label)
        if match is None:
            return False
        said = match["clock"] or match["before"] or match["after"]
        return bool(said) or self._precise.search(label) is not None

    def _is_all(self, label: str, end: int) -> bool:
        """Whether a label says no more after a clock than a word that may be there."""
        word = self._after_clock.at(label, end)
        return _OVER.fullmatch(label, word.end() if word else end) is not None


@lru_cache(maxsize=256)
def _leads_on(word: str) -> bool:
    return _ON.search(word) is not None


@lru_cache(maxsize=256)
def _common(word: str) -> bool:
    folded = "~".join(word.split()).casefold()
    return folded in _COMMON


_COMMON = frozenset(word.casefold() for word in cues.NEEDS_COLON)


def _before(words: Vocabulary, begins: str = _BEGINS) -> re.Pattern[str]:
    """What may be before one of the words, where its place begins; they begin with a set, which `re` skips to at a tenth of the cost."""
    return compiled(rf"{begins}(?=(?:{'|'.join(_EDGES)}){_JUNK}{words.begun()})")


def _placed(
    text: str,
    may_be: re.Pattern[str],
    words: Vocabulary,
    lead: Callable[[re.Match[str], re.Match[str]], Lead],
) -> list[Lead]:
    """The cues of a text with a line break put before it, from left to right; one begins where the last has ended."""
    found: list[Lead] = []
    done = 0
    for first in may_be.finditer(text):
        if first.start() < done:
            continue
        place, edge = first.end("junk"), first
        word = words.at(text, place)
        # What else may be before a word leads to another place only where a letter does not end the junk.
        if word is None and not text[place].isalnum():
            for edge in filter(None, (each.match(text, first.start()) for each in _each())):
                if word := words.at(text, edge.end("junk")):
                    break
        if word is not None:
            found.append(lead(edge, word))
            done = found[-1].end + 1
    return found


@cache
def _each() -> tuple[re.Pattern[str], ...]:
    """What may be before a word, each by itself, in this order; hardly an article asks for it."""
    return tuple(re.compile(f"{_BEGINS}(?:{edge}){_JUNK}") for edge in _EDGES)


def _places(before: re.Pattern[str], text: str) -> range:
    """Where a word may begin after what a text begins with, most of it first."""
    match = before.match(text)
    return range(match.end() if match else 0, -1, -1)


def _is_line(edge: re.Match[str]) -> bool:
    return edge.groupdict().get("line") is not None


def _lead(edge: re.Match[str], word: re.Match[str]) -> Lead:
    after = _AFTER.match(word.string, word.end())
    assert after is not None, "it may be empty"
    junk = edge["junk"]
    return Lead(
        role=Role[word.lastgroup or ""],
        start=word.start() - 1,
        end=after.end() - 1,
        line=_is_line(edge),
        bold="**" in junk or "__" in junk,
        colon=after["colon"] is not None,
        bracket=bool(after[0].strip("*_~` :：﹕∶|｜丨")),
        on=_leads_on(word[0]),
        common=_common(word[0]),
        closing=_closing(edge[0][0] + junk, after[0]),
    )


def _headed(line: re.Match[str], word: re.Match[str]) -> Lead:
    return Lead(
        role=Role[word.lastgroup or ""],
        start=word.start() - 1,
        end=line.end() - 1,
        line=True,
        bold="**" in line[0] or "__" in line[0],
        colon=True,
        bracket=False,
        on=_leads_on(word[0]),
        common=False,
    )


def _closing(before: str, after: str) -> str:
    """The bracket that closes the one before a cue, unless it stands right behind it (`【延伸阅读】`)."""
    closing = next((_BRACKETS[char] for char in reversed(before) if char in _BRACKETS), "")
    return "" if closing in after else closing


def _beside(edge: re.Match[str], word: re.Match[str]) -> Lead:
    return Lead(
        role=Role.IMAGE_CREDIT,
        start=word.end() - 1,
        end=word.end() - 1,
        line=_is_line(edge),
        bold=False,
        colon=True,
        bracket=False,
        on=False,
        common=False,
    )


def _speaks_for_itself(role: Role, word: re.Match[str], label: str) -> bool:
    """Whether a cue that begins a label is more than a word of a headline."""
    after = _COLON.match(label, word.end())
    assert after is not None, "it may be empty"
    if after["colon"]:
        return True
    if _common(word[0]) or (role is Role.IMAGE_CREDIT and len(label) > _CREDIT):
        return False
    apart = word[0].isascii() or not label[after.end() : after.end() + 1].isalpha()
    return apart or _leads_on(word[0]) or len(label) <= _TERSE


@cache
def lexicon(added: Added = ()) -> Lexicon:
    """The built-in cues and a user's own, once a process."""
    return Lexicon(added)
