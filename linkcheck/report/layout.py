"""Text on a grid of cells: how it is broken and cut where a Han character takes two cells (UAX #11).

Chinese has no blanks to break at, so a line may break beside any wide character, except that closing punctuation does
not begin a line and opening punctuation does not end one (the core of CLREQ §3.1.5, prohibition rules).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, split_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd"
_OPENING = "（「『【《〈〔［｛“‘"
_CLOSING = "，。、；：！？）」』】》〉〕］｝”’…,.;:!?)"
_UNIT = rf"[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+|\s+"


def wrap(text: str, width: int | None) -> list[str]:
    """The text in lines of at most `width` cells; in one line where there is no width."""
    if width is None or cell_len(text) <= width:
        return [text]
    lines = [""]
    for unit in _units(text, max(width, 2)):
        if unit.isspace():
            lines[-1] += " " if lines[-1] else ""
        elif cell_len(lines[-1] + unit) <= width:
            lines[-1] += unit
        else:
            lines.append(unit)
    return [line.rstrip() for line in lines if line]


def clip(text: str, width: int | None) -> str:
    """The beginning of the text in at most `width` cells, ending in `…` where something is left out."""
    if width is None or cell_len(text) <= width:
        return text
    return split_text(text, max(width - 1, 0))[0].rstrip() + "…"


def clip_middle(text: str, width: int | None) -> str:
    """Both ends of a URL in at most `width` cells, two thirds of it the beginning."""
    if width is None or cell_len(text) <= width:
        return text
    head = max(2 * (width - 1) // 3, 1)
    tail = max(width - 1 - head, 0)
    return f"{split_text(text, head)[0]}…{split_text(text, cell_len(text) - tail)[1]}"


def pad(text: str, width: int) -> str:
    """The text with blanks after it, so that it takes `width` cells or more."""
    return text + " " * (width - cell_len(text))


def _units(text: str, width: int) -> Iterator[str]:
    """What a line is made of: words, wide characters with the punctuation that clings to them, blanks."""
    for unit in re.findall(_UNIT, text):
        yield from chop_cells(unit, width) if cell_len(unit) > width else (unit,)
