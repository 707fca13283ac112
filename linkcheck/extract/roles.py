"""What each reference is for: purpose before form, the first that fits (DESIGN "References, precisely").

An image is an image wherever it stands. A cue counts only in its place, never in ordinary prose: as a line's lead-in, in a
credit's place beside an image, in a heading, at the start of the link's own label.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.extract import dates, sections
from linkcheck.extract.blocks import IMAGE_MARK, Block, Form, Found, Shape
from linkcheck.extract.lexicon import Added, Lead, Lexicon, lexicon
from linkcheck.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Give = Callable[[Found, Role, date | None], None]

_FORMS = {
    Form.LINK: Role.LINK,
    Form.IMAGE: Role.IMAGE,
    Form.BARE: Role.BARE,
    Form.DEFINITION: Role.DEFINITION,
}
_BY_CUE = (Role.IMAGE_CREDIT, Role.REPRINT)
_at = attrgetter("at")
_STOP = re.compile(rf"[。！？\n{IMAGE_MARK}]")
_PAUSE = re.compile(rf"[，,。！？；;\n{IMAGE_MARK}]")
_BAR = re.compile(r"(?<=\s)|\s?[|｜丨／/]")
_YEAR = re.compile(r"(?:19|20)\d\d")
"""Asked before the words for "accessed", since it is the cheaper question."""
_AT_ONCE = 2_000
"""Blocks that are looked at together, if there are so many."""
PLAIN = frozenset({Role.LINK, Role.BARE, Role.DEFINITION})
"""The roles of references for which no purpose is seen, by which they may be boilerplate."""
_REACH = 60
"""Characters from a cue without a colon to its reference, at most."""
_LINE = 80
"""Characters of a line of names and sources, at most."""
_ACCESS_REACH = 80
"""Characters from a reference to the date on which it was seen, at most."""


class _Place(NamedTuple):
    """Where a block stands in the article."""

    reading: bool
    footer: bool
    image: bool
    """An image is in it or right beside it."""
    below: bool
    """It follows an image at once, in itself or as the next block."""


class Roles:
    """Takes a document's blocks in their order and gives each reference on with its role and its own date.

    What is boilerplate is known at the end: until then its references have the roles of their forms.
    """

    def __init__(self, added: Added, give: Give) -> None:
        """`added` are the user's own cue words."""
        self._words = lexicon(added)
        self._give = give
        self._reading = sections.Reading(self._words)
        self._boilerplate = sections.Boilerplate(self._words)
        self._blocks: list[Block] = []
        self._inside: list[bool] = []
        """Of the blocks that have been looked at, which are in a reading section."""
        self._given = 0
        """Of the blocks, those whose references have been given on."""
        self._cite = False

    def take(self, block: Block) -> None:
        """The next block."""
        self._blocks.append(block)
        if len(self._blocks) >= _AT_ONCE:
            self._look()
            # The last one waits for what comes after it, the two before it are what comes before.
            self._assign(len(self._blocks) - 1)
            gone = max(self._given - 2, 0)
            del self._blocks[:gone], self._inside[:gone]
            self._given -= gone

    def end(self) -> int | None:
        """There are no more. How many references stand before the boilerplate; None where there is none."""
        if not self._cite and not any(block.found for block in self._blocks):
            return None
        self._look()
        self._assign(len(self._blocks))
        return self._boilerplate.start

    def _look(self) -> None:
        new = self._blocks[len(self._inside) :]
        inside = [*map(self._reading.holds, new)]
        self._boilerplate.take(new, inside)
        self._inside += inside

    def _assign(self, stop: int) -> None:
        images = [*map(sections.has_image, self._blocks)]
        for number in range(self._given, stop):
            block = self._blocks[number]
            if block.found:
                self._cite = True
                image, below = _beside_image(self._blocks, images, number)
                place = _Place(self._inside[number], block.footer, image, below)
                _block(block, place, self._words, self._give)
        self._given = stop


def _beside_image(blocks: list[Block], images: list[bool], number: int) -> tuple[bool, bool]:
    """Whether an image is in a block or right beside it, and whether the block follows it."""
    block = blocks[number]
    if images[number] or block.shape is Shape.CAPTION:
        return True, True
    above = _follows_image(blocks, images, number)
    after = number + 1 < len(blocks) and images[number + 1]
    caption = above and sections.is_caption(block)
    near = caption or ((above or after) and not sections.is_prose(block))
    return near, near and above


def _follows_image(blocks: list[Block], images: list[bool], number: int) -> bool:
    """Whether the block before it holds an image, or that one is a caption and the one before holds it."""
    if number > 0 and images[number - 1]:
        return True
    if number < 2 or not images[number - 2]:
        return False
    caption = blocks[number - 1]
    return caption.shape is Shape.PARAGRAPH and not sections.is_prose(caption)


def _block(block: Block, place: _Place, words: Lexicon, give: Give) -> None:
    text = block.text
    led = _led(block, place, words)
    may_date = ("20" in text or "19" in text) and _YEAR.search(text) is not None
    dated = may_date and words.accessed.search(text) is not None
    for number, found in enumerate(block.found):
        role = _role(block, found, place, words, led.get(number))
        give(found, role, _seen(block, found, words) if dated else None)


def _role(block: Block, found: Found, place: _Place, words: Lexicon, led: Role | None) -> Role:
    """The first that fits."""
    if found.form is Form.IMAGE:
        return Role.IMAGE
    own = None
    if found.form is Form.LINK:
        if words.is_moment(found.label):
            return Role.TIMESTAMP
        own = words.label_role(found.label)
    if place.image and words.credited.match(block.text, found.at + len(found.label)):
        return Role.IMAGE_CREDIT
    for role in _BY_CUE:
        if role is led or role is own:
            return role
    return _by_place(block, found, place, led)


def _by_place(block: Block, found: Found, place: _Place, led: Role | None) -> Role:
    """The role of what no cue of its own speaks for."""
    if found.note or block.note:
        return Role.FOOTNOTE
    if led is Role.READING or place.reading:
        return Role.READING
    return Role.FOOTER if place.footer else _FORMS[found.form]


def _led(block: Block, place: _Place, words: Lexicon) -> dict[int, Role]:
    """The references that a cue leads in, by number. Each cue's power ends where the next begins."""
    if not place.image and not _is_short(block) and not words.leads_apart(block.text):
        return {}  # no other counts there
    found = words.leads(block.text)
    if found:
        measure = _measure(block)
        found = [lead for lead in found if _counts(lead, block, place, measure)]
    if place.below:
        found += words.credits_beside(block.text)
        found.sort(key=lambda lead: lead.start)
    if not found:
        return {}
    led: dict[int, Role] = {}
    places = array("i", map(_at, block.found))
    labels = _Labels(places, array("i", (each.at + len(each.label) for each in block.found)))
    number = 0
    for lead, after in zip_longest(found, found[1:]):
        last = after.start if after else len(block.text) + 1
        stop = _scope(lead, block.text, last, labels)
        number = bisect_left(places, lead.start, number)
        after_it = bisect_left(places, stop, number)
        led.update(dict.fromkeys(range(number, after_it), lead.role))
        number = after_it
    return led


class _Measure(NamedTuple):
    """What is asked of a block once, however many cues it has."""

    prose: bool
    short: bool
    labels: array[int]
    """Where the references' labels begin, in order."""


def _measure(block: Block) -> _Measure:
    labels = array("i", map(_at, block.found))
    return _Measure(sections.is_prose(block), _is_short(block), labels)


def _is_short(block: Block) -> bool:
    """Whether a block says no more, besides its references, than a line of names and sources."""
    room = len(block.text) - _LINE
    return room <= 0 or sum([len(found.label) for found in block.found]) >= room


def _counts(lead: Lead, block: Block, place: _Place, measure: _Measure) -> bool:
    """Whether a cue stands where it counts."""
    marked = lead.colon or lead.bracket
    if lead.role is Role.READING:
        item = block.leads or bool(block.lists)
        led_to = not lead.common and (item or lead.bold or _leads(lead, block, measure))
        return lead.line and (marked or led_to)
    if not marked and (lead.common or not (lead.on or _meets(lead, measure.labels))):
        return False
    if lead.role is Role.IMAGE_CREDIT:
        in_brackets = marked and lead.closing != ""
        return place.image or in_brackets or (lead.line and (marked or not measure.prose))
    return lead.line or (marked and measure.short)


def _leads(lead: Lead, block: Block, measure: _Measure) -> bool:
    """Whether a line is a cue and its references, with a blank or a bar for the colon."""
    apart = _BAR.match(block.text, lead.end) is not None
    return apart and not measure.prose and _meets(lead, measure.labels)


def _meets(lead: Lead, labels: array[int]) -> bool:
    """Whether a reference follows the cue at once."""
    nearest = bisect_left(labels, lead.end)
    return nearest < len(labels) and labels[nearest] <= lead.end + 2


class _Labels(NamedTuple):
    """Where the references of a block are shown, in order."""

    starts: array[int]
    ends: array[int]

    def hold(self, place: int) -> bool:
        """Whether a character is part of what one is called: it ends no sentence of the block's."""
        before = bisect_right(self.starts, place) - 1
        return before >= 0 and place < self.ends[before]


def _scope(lead: Lead, text: str, end: int, labels: _Labels) -> int:
    """Where a cue's power ends, at `end` at the latest: with its brackets, its sentence, or after some words."""
    if lead.closing:
        end = _closed(text, lead, end)
    if lead.role is Role.READING:
        return end
    marked = lead.colon or lead.bracket
    stops = (_STOP if marked else _PAUSE).finditer(text, lead.end, end)
    stop = next((place for each in stops if not labels.hold(place := each.start())), end)
    return stop if marked else min(stop, lead.end + _REACH)


def _closed(text: str, lead: Lead, end: int) -> int:
    """Where the brackets end that a cue stands in; others may stand in them."""
    opening = {"）": "（(", ")": "（("}.get(lead.closing, "")
    depth = 0
    for match in re.finditer(r"[（(）)】\]」]", text[lead.end : end]):
        if match[0] in opening:
            depth += 1
        elif match[0] == lead.closing and depth == 0:
            return lead.end + match.start()
        elif opening and match[0] in "）)":
            depth = max(depth - 1, 0)
    return end


def _seen(block: Block, found: Found, words: Lexicon) -> date | None:
    """The day on which a source was seen, if it stands after it on its line."""
    start = found.at + len(found.label)
    end = min(start + _ACCESS_REACH, _line_end(block.text, start))
    match = words.accessed.search(block.text, start, end)
    return dates.at(block.text, match.end()) if match else None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
