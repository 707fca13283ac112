"""The one way in which the readers of front matter fail."""

from __future__ import annotations


class BrokenError(Exception):
    """Front matter that cannot be read: `str()` is the parser's word in one line, `line` counts from 1 in the file."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(" ".join(problem.split())[:200])
        self.line = line
