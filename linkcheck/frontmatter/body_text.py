"""What the body of an article tells of the whole: its first heading, its last line that is only a date.

Read line by line, without a Markdown parser: both are hints for the report and for the search of copies, and must not cost as
much as the extraction itself. Lines inside code fences don't count (CommonMark 0.31 §4.5).
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from linkcheck.frontmatter import dates
from linkcheck.frontmatter.place import lines_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\r\n]*)")
_ATX = re.compile(r" {0,3}#(?=[ \t]|\Z)")
_SETEXT = re.compile(r" {0,3}=+[ \t]*\Z")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"[*_`]+")
_NO_PARAGRAPH = re.compile(r" {4}|[ \t]*(?:[>#|]|[-*+] |\Z)")


def title(text: str, start: int) -> str | None:
    """The first heading of the first level as plain text; None where there is none."""
    before = ""
    for line in _prose(text, start):
        found = _ATX.match(line)
        if found:
            return _plain(line[found.end() :].strip().rstrip("#")) or None
        if _SETEXT.match(line) and not _NO_PARAGRAPH.match(before):
            return _plain(before) or None
        before = line
    return None


def last_date(text: str, start: int) -> date | None:
    """The day of the last line that holds nothing but one; None where no line does."""
    days = deque((day for line in _prose(text, start) if (day := dates.alone(line))), maxlen=1)
    return days[0] if days else None


def _prose(text: str, start: int) -> Iterator[str]:
    """The lines outside code fences."""
    fence = ""
    for line in lines_from(text, start):
        found = _FENCE.match(line)
        if fence:
            closes = found and found[1].startswith(fence) and not found[2].strip()
            fence = "" if closes else fence
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
        else:
            yield line


def _plain(markup: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", markup[:1000])).strip()
