"""Which blocks are a reading section, which the boilerplate after the article, and which are prose.

Prose is measured by what a block says outside its references: a Han character counts as one, a Latin one as 0.4, about
what either script needs for the same words.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from linkcheck.extract.blocks import IMAGE_MARK, Block, Shape
from linkcheck.extract.cues import BOILERPLATE_LABELS

if TYPE_CHECKING:
    from linkcheck.extract.lexicon import Lexicon

_found = attrgetter("found")
_SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|\Z)|[，,]\S")
_NUMBERED = re.compile(
    r"\W{0,3}(?:\[\d+\]|【\d+】|[(（]\d+[)）]|\d+[.、．)）]|[①-⑳]|[•·▪■◆●▶►➤→※-])", re.ASCII
)
_EMPHASISED = re.compile(r"\s*([*_])(?![*_\s])[^*_]*+\1[。.]?\s*")
_DATE_LINE = re.compile(r"\W*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\D{0,12}")
WIDE = re.compile(r"[^\x00-\u2e7f\U00010000-\U0001ffff\U00040000-\U0010ffff]++")
"""U+2E80 to U+FFFF and the planes 2 and 3, by what they are not: `re` unrolls large ranges when it compiles them."""
_LATIN = 0.4
_LOOK = 2_000
"""Characters of a block that are weighed: more changes no answer."""

PROSE = 20.0
"""From this weight on a block of sentences is prose."""
SHORT = 30.0
"""Up to this weight a line may be boilerplate though no cue says so."""


def weight(block: Block) -> float:
    """How much a block says outside its references."""
    text = block.text[:_LOOK]
    labels = 0
    for found in block.found:
        if found.at >= _LOOK:
            break
        labels += len(found.label)
    wide = 0 if text.isascii() else sum(map(len, WIDE.findall(text)))
    share = (wide + (len(text) - wide) * _LATIN) / max(len(text), 1)
    return max(len(text) - labels, 0) * share


def is_prose(block: Block) -> bool:
    """Whether a block is a paragraph of sentences, not a caption, a list of sources or a line of names."""
    if block.shape is not Shape.PARAGRAPH or _NUMBERED.match(block.text):
        return False
    least = PROSE if block.found else PROSE * 0.6
    return weight(block) >= least and _SENTENCE.search(block.text[:_LOOK]) is not None


def has_image(block: Block) -> bool:
    """Whether an image stands in a block."""
    return IMAGE_MARK in block.text


class Reading:
    """Tells block by block which belong to a reading section."""

    def __init__(self, words: Lexicon) -> None:
        """Outside of any."""
        self._words = words
        self._level = 0
        """Of the heading that opened the section; 0 outside of any, 7 where a line stands for one."""
        self._filled = False
        self._under: tuple[int, ...] = ()

    def holds(self, block: Block) -> bool:
        """Whether the next block is in one."""
        if _opens(block, self._words):
            self._level = block.level if block.shape is Shape.HEADING else 7
            self._under, self._filled = block.lists if block.leads else (), False
            return False
        if self._level and _ends(block, self._words, self._level, self._under, filled=self._filled):
            self._level = 0
        if self._level and block.found:
            self._filled = True
        return self._level > 0


def _opens(block: Block, words: Lexicon) -> bool:
    if block.shape is Shape.HEADING:
        return words.is_heading(block.text, sure=True)
    if block.shape is not Shape.PARAGRAPH or block.found:
        return False
    return words.is_heading(
        block.text, sure=_is_bold(block) or block.text.rstrip()[-1:] in {":", "："}
    )


def _ends(
    block: Block, words: Lexicon, level: int, under: tuple[int, ...], *, filled: bool
) -> bool:
    if under:
        return block.lists[: len(under)] != under
    if block.shape is Shape.HEADING:
        return block.level <= level
    if block.shape is Shape.RULE:
        return filled
    if block.lists or block.shape is not Shape.PARAGRAPH:
        return False
    return (
        is_prose(block)
        or (not block.found and (filled or _is_bold(block)))
        or is_footer(block, words)
    )


def is_caption(block: Block) -> bool:
    """Whether all of a paragraph is emphasised, as what is said of an image often is."""
    return block.shape is Shape.PARAGRAPH and _EMPHASISED.fullmatch(block.text) is not None


def _is_bold(block: Block) -> bool:
    text = block.text.strip()
    return text.startswith(("**", "__")) and text.endswith(("**", "__"))


def is_footer(block: Block, words: Lexicon) -> bool:
    """Whether a block begins like boilerplate."""
    opening = words.opening(block.text)
    if opening is None:
        return False
    word = opening.word
    distinct = len(word) >= 4 if not word.isascii() else " " in word
    return opening.colon or distinct or (word.isascii() and weight(block) <= SHORT)


class Boilerplate:
    """Where the boilerplate after an article begins: known from its end, so that lots of blocks are looked at from theirs."""

    def __init__(self, words: Lexicon) -> None:
        """There is none yet."""
        self._words = words
        self.start: int | None = None
        """How many references stand before it; None where there is none."""
        self._before = 0
        self._joining = 0
        """Of the last references so far, how many join boilerplate that begins after them."""

    def take(self, blocks: list[Block], inside: list[bool]) -> None:
        """Look at the next blocks; `inside` says which are in a reading section."""
        first, joining, through = self._looked_at(blocks, inside)
        if not through or (self.start is None and first is not None):
            self.start = None if first is None else self._before + _cited(blocks[:first])
            if through and first == 0 and blocks[0].lists and self.start is not None:
                self.start -= self._joining
        whole = self._joining if joining == len(blocks) else 0
        self._joining = whole + _cited(blocks[len(blocks) - joining :])
        self._before += _cited(blocks)

    def _looked_at(self, blocks: list[Block], inside: list[bool]) -> tuple[int | None, int, bool]:
        """The first block of the boilerplate; how many at the end would join some; whether all may belong to some."""
        first, joining = None, 0
        for place in range(len(blocks) - 1, -1, -1):
            block = blocks[place]
            if self._is_mark(block):
                first = place
            elif not inside[place] and not _is_neutral(block):
                return first, joining, False
            elif block.found and block.lists:
                if first == place + 1 and blocks[first].lists:
                    first = place
                joining += joining == len(blocks) - 1 - place
        return first, joining, True

    def _is_mark(self, block: Block) -> bool:
        return block.shape is Shape.RULE or is_footer(block, self._words) or _is_site_link(block)


def _cited(blocks: list[Block]) -> int:
    return sum(map(len, map(_found, blocks)))


def _is_site_link(block: Block) -> bool:
    return (
        any(found.label.strip().casefold() in BOILERPLATE_LABELS for found in block.found)
        and weight(block) <= PROSE
    )


def _is_neutral(block: Block) -> bool:
    if block.note or block.shape in {Shape.DEFINITION, Shape.HEADING}:
        return True
    if block.shape not in {Shape.PARAGRAPH, Shape.CAPTION}:
        return False
    if _DATE_LINE.fullmatch(block.text.strip()):
        return True
    heavy = weight(block)
    return heavy <= SHORT and not (heavy > PROSE * 0.6 and _SENTENCE.search(block.text[:_LOOK]))
