"""Lines as DESIGN counts them: only LF, CRLF and CR end one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEWLINE = re.compile(r"\r\n|\n|\r")


def line_of(text: str, offset: int) -> int:
    """The line of an offset, from 1."""
    return 1 + sum(1 for _ in _NEWLINE.finditer(text, 0, offset))


def lines_from(text: str, start: int) -> Iterator[str]:
    """The lines from an offset on, without their ends."""
    for end in _NEWLINE.finditer(text, start):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]
