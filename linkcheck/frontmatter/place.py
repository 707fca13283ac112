"""Lines as DESIGN counts them: only LF, CRLF and CR end one."""

from __future__ import annotations

import re

_NEWLINE = re.compile(r"\r\n|\n|\r")


def line_of(text: str, offset: int) -> int:
    """The line of an offset, from 1."""
    return 1 + sum(1 for _ in _NEWLINE.finditer(text, 0, offset))


def lines_from(text: str, start: int) -> list[str]:
    """The lines from an offset on, without their ends."""
    return _NEWLINE.split(text[start:])
