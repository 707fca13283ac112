"""Which blocks are a reading section, which the boilerplate after the article, and which are prose.

Prose is measured by what a block says outside its references: a Han character counts as one, a Latin one as 0.4, about
what either script needs for the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.extract.blocks import IMAGE_MARK, Block, Shape
from linkcheck.extract.cues import BOILERPLATE_LABELS

if TYPE_CHECKING:
    from linkcheck.extract.lexicon import Lexicon

_SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|\Z)|[，,]\S")
_NUMBERED = re.compile(
    r"\W{0,3}(?:\[\d+\]|【\d+】|[(（]\d+[)）]|\d+[.、．)）]|[①-⑳]|[•·▪■◆●▶►➤→※-])", re.ASCII
)
_DATE_LINE = re.compile(r"\W*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\D{0,12}")
_WIDE = re.compile(r"[^\x00-\u2e7f\U00010000-\U0001ffff\U00040000-\U0010ffff]")
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
    labels = sum(len(found.label) for found in block.found if found.at < _LOOK)
    wide = len(_WIDE.findall(text))
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


def reading(blocks: list[Block], words: Lexicon) -> set[int]:
    """The blocks of reading sections, by their places."""
    inside: set[int] = set()
    level, filled = 0, False
    under: tuple[int, ...] = ()
    for place, block in enumerate(blocks):
        if _opens(block, words):
            level = block.level if block.shape is Shape.HEADING else 7
            under, filled = block.lists if block.leads else (), False
            continue
        if level and _ends(block, words, level, under, filled=filled):
            level = 0
        if level:
            inside.add(place)
            filled = filled or bool(block.found)
    return inside


def _opens(block: Block, words: Lexicon) -> bool:
    if block.shape is Shape.HEADING:
        return words.is_heading(block.text)
    return block.shape is Shape.PARAGRAPH and not block.found and words.is_heading(block.text)


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


def _is_bold(block: Block) -> bool:
    text = block.text.strip()
    return text.startswith(("**", "__")) and text.endswith(("**", "__"))


def is_footer(block: Block, words: Lexicon) -> bool:
    """Whether a block begins like boilerplate."""
    match = words.footer.match(block.text)
    if match is None:
        return False
    word = match["word"]
    distinct = len(word) >= 4 if not word.isascii() else " " in word
    return bool(match["colon"]) or distinct or (word.isascii() and weight(block) <= SHORT)


def footer(blocks: list[Block], inside: set[int], words: Lexicon) -> int:
    """The place of the first block of the boilerplate after the article; the number of blocks where there is none."""
    start = len(blocks)
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        mark = block.shape is Shape.RULE or is_footer(block, words) or _is_site_link(block)
        if mark:
            start = place
        elif place in inside or _is_neutral(block):
            if (
                block.found
                and block.lists
                and start == place + 1 < len(blocks)
                and blocks[start].lists
            ):
                start = place
        else:
            return start
    return len(blocks)


def _is_site_link(block: Block) -> bool:
    labels = {found.label.strip().casefold() for found in block.found}
    return bool(labels & BOILERPLATE_LABELS) and weight(block) <= PROSE


def _is_neutral(block: Block) -> bool:
    if block.note or block.shape in {Shape.DEFINITION, Shape.HEADING}:
        return True
    if block.shape not in {Shape.PARAGRAPH, Shape.CAPTION}:
        return False
    if _DATE_LINE.fullmatch(block.text.strip()):
        return True
    heavy = weight(block)
    return heavy <= SHORT and not (heavy > PROSE * 0.6 and _SENTENCE.search(block.text[:_LOOK]))
