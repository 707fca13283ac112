"""Where links of Markdown lead: a destination as it is written (CommonMark 0.31 §6.3), and the definitions of a text (§4.7) with a bound on their use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linkcheck.extract.blocks import Span

_ANGLE = re.compile(r"<((?:[^<>\\\n]|\\[^\n])*+)>")
_PLAIN = re.compile(r"(?:[^\\()\x00-\x20\x7f]|\\[^ \n])++|\\(?=[ \n]|\Z)")
_USED_LEAST = 1_000_000
"""Characters of definitions' URLs that links may have of them in a text of any length."""
_NESTED_PARENTHESES = 32
"""The bound of cmark and of markdown-it: it keeps a row of `[a](` linear."""


class Target(NamedTuple):
    """Where a reference definition leads: its URL and the span of its destination in the document."""

    url: str
    dest: Span


Definitions = Mapping[str, Target]
"""By normalised label; the first of a label counts."""


class Used(set[str]):
    """The names of the definitions that links lead to; `most` is the length of all URLs that they have of them, as cmark bounds it.

    A link beyond is none: else a definition of 1 MB, used as often as 1 MB has room for, would make a report of the product.
    """

    def __init__(self, length: int = 0) -> None:
        """None yet, of a text so long."""
        super().__init__()
        self._left = max(length, _USED_LEAST)

    def use(self, name: str, target: Target) -> bool:
        """Whether one more link may lead there."""
        if len(target.url) > self._left:
            return False
        self._left -= len(target.url)
        self.add(name)
        return True


def destination(text: str, start: int) -> tuple[Span, int] | None:
    """The link destination at `start`: its span without angle brackets, and where the text goes on.

    It may be empty. None where it cannot be a destination (unbalanced parentheses, an angle bracket that stays open).
    """
    if text.startswith("<", start):
        match = _ANGLE.match(text, start)
        return (match.span(1), match.end()) if match else None
    position, depth = start, 0
    while True:
        if match := _PLAIN.match(text, position):
            position = match.end()
        char = text[position : position + 1]
        if char == "(" and depth < _NESTED_PARENTHESES:
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        else:
            break
        position += 1
    return None if depth else ((start, position), position)
