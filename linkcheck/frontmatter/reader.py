"""What the readers of the three notations share: how a field is made, and how a reader fails."""

from __future__ import annotations

import re

from linkcheck.model import Field

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class BrokenError(Exception):
    """Front matter that cannot be read: `str()` is the parser's word in one line, `line` counts from 1 in the file."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(" ".join(problem.split())[:200])
        self.line = line


def field(key: str, value: str, start: int, end: int) -> Field:
    """A field; the escapes of YAML and JSON can spell lone surrogates, which no output can hold."""
    return Field(_SURROGATE.sub("\ufffd", key), _SURROGATE.sub("\ufffd", value), start, end)
