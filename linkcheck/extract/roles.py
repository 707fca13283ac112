"""What each reference is for: purpose before form, the first that fits (DESIGN "References, precisely").

An image is an image wherever it stands. A cue counts only in its place, never in ordinary prose: as a line's lead-in, in a
credit's place beside an image, in a heading, at the start of the link's own label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.extract import dates, sections
from linkcheck.extract.blocks import IMAGE_MARK, Block, Form, Found, Shape
from linkcheck.extract.lexicon import Added, Lead, Lexicon, lexicon
from linkcheck.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_FORMS = {
    Form.LINK: Role.LINK,
    Form.IMAGE: Role.IMAGE,
    Form.BARE: Role.BARE,
    Form.DEFINITION: Role.DEFINITION,
}
_STOP = re.compile(rf"[。！？\n{IMAGE_MARK}]")
_PAUSE = re.compile(rf"[，,。！？；;\n{IMAGE_MARK}]")
_REACH = 60
"""Characters from a cue without a colon to its reference, at most."""
_LINE = 80
"""Characters of a line of names and sources, at most."""
_ACCESS_REACH = 80
"""Characters from a reference to the date on which it was seen, at most."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands in the article."""

    reading: bool
    footer: bool
    image: bool
    """An image is in it or right beside it."""
    below: bool
    """It follows an image at once, in itself or as the next block."""


def assign(blocks: list[Block], added: Added = ()) -> Iterator[tuple[Found, Role, date | None]]:
    """Each reference with its role and its own date."""
    words = lexicon(added)
    if not any(block.found for block in blocks):
        return
    inside = sections.reading(blocks, words)
    boilerplate = sections.footer(blocks, inside, words)
    for number, block in enumerate(blocks):
        if block.found:
            place = _place(blocks, number, inside, boilerplate)
            yield from _block(block, place, words)


def _place(blocks: list[Block], number: int, inside: set[int], boilerplate: int) -> _Place:
    block = blocks[number]
    mine = sections.has_image(block) or block.shape is Shape.CAPTION
    before = number > 0 and sections.has_image(blocks[number - 1])
    after = number + 1 < len(blocks) and sections.has_image(blocks[number + 1])
    captioned = (
        number > 1
        and sections.has_image(blocks[number - 2])
        and not sections.is_prose(blocks[number - 1])
        and blocks[number - 1].shape is Shape.PARAGRAPH
    )
    return _Place(
        reading=number in inside,
        footer=block.footer or number >= boilerplate,
        image=mine or before or after or captioned,
        below=mine or (before and not sections.is_prose(blocks[number - 1])),
    )


def _block(
    block: Block, place: _Place, words: Lexicon
) -> Iterator[tuple[Found, Role, date | None]]:
    led = _led(block, place, words)
    dated = words.accessed.search(block.text) is not None
    for found in block.found:
        role = _role(block, found, place, words, led.get(id(found)))
        yield found, role, _seen(block, found, words) if dated else None


def _role(block: Block, found: Found, place: _Place, words: Lexicon, led: Role | None) -> Role:
    """The first that fits."""
    if found.form is Form.IMAGE:
        return Role.IMAGE
    label = found.label if found.form is Form.LINK else ""
    if words.is_moment(label):
        return Role.TIMESTAMP
    own = words.label_role(label)
    credited = place.image and words.credited.match(block.text, found.at + len(found.label))
    tests = (
        (Role.IMAGE_CREDIT, led is Role.IMAGE_CREDIT or own is Role.IMAGE_CREDIT or credited),
        (Role.REPRINT, led is Role.REPRINT or own is Role.REPRINT),
        (Role.FOOTNOTE, found.note or block.note),
        (Role.READING, led is Role.READING or place.reading),
        (Role.FOOTER, place.footer),
    )
    return next((role for role, fits in tests if fits), _FORMS[found.form])


def _led(block: Block, place: _Place, words: Lexicon) -> dict[int, Role]:
    """The references that a cue leads in, by identity."""
    leads = [lead for lead in words.leads(block.text) if _counts(lead, block, place)]
    if place.below:
        leads += _beside(block.text, words)
    if not leads:
        return {}
    led: dict[int, Role] = {}
    leads.sort(key=lambda lead: lead.start)
    ends = [*(lead.start for lead in leads[1:]), len(block.text) + 1]
    references = iter(block.found)
    found = next(references, None)
    for lead, end in zip(leads, ends, strict=True):
        stop = min(_scope(lead, block), end)
        while found is not None and found.at < lead.start:
            found = next(references, None)
        while found is not None and found.at < stop:
            led[id(found)] = lead.role
            found = next(references, None)
    return led


def _beside(text: str, words: Lexicon) -> list[Lead]:
    """Short words that say "credit" only beside an image."""
    return [
        Lead(
            role=Role.IMAGE_CREDIT,
            start=match.end(),
            end=match.end(),
            line=match["line"] is not None,
            bold=False,
            colon=True,
            bracket=False,
            on=False,
            common=False,
        )
        for match in words.beside.finditer(text)
    ]


def _counts(lead: Lead, block: Block, place: _Place) -> bool:
    """Whether a cue stands where it counts."""
    short = len(block.text) - sum(len(found.label) for found in block.found) <= _LINE
    marked = lead.colon or lead.bracket
    if lead.role is Role.READING:
        item = block.leads or bool(block.lists)
        return lead.line and (marked or ((item or lead.bold) and not lead.common))
    if not marked and (lead.common or not (lead.on or _meets(lead, block))):
        return False
    if lead.role is Role.IMAGE_CREDIT:
        return place.image or (lead.line and (marked or short))
    return lead.line or (marked and short)


def _meets(lead: Lead, block: Block) -> bool:
    """Whether a reference follows the cue at once."""
    return any(lead.end <= found.at <= lead.end + 2 for found in block.found)


def _scope(lead: Lead, block: Block) -> int:
    """Where a cue's power ends."""
    if lead.role is Role.READING:
        return len(block.text) + 1
    pattern = _STOP if lead.colon or lead.bracket else _PAUSE
    match = pattern.search(block.text, lead.end)
    end = match.start() if match else len(block.text) + 1
    return end if lead.colon or lead.bracket else min(end, lead.end + _REACH)


def _seen(block: Block, found: Found, words: Lexicon) -> date | None:
    """The day on which a source was seen, if it stands after it on its line."""
    start = found.at + len(found.label)
    end = min(start + _ACCESS_REACH, _line_end(block.text, start))
    match = words.accessed.search(block.text, start, end)
    return dates.at(block.text, match.end()) if match else None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
