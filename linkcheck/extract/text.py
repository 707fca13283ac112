"""Plain text, where only bare URLs cite, and lists of URLs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.extract import bare
from linkcheck.extract.blocks import Block, Form, Found, Shape
from linkcheck.extract.founds import Founds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.extract.places import Lines

_URL = re.compile(bare.START)
_PARAGRAPH = re.compile(r"[^\S\n]*+\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")


def read(lines: Lines, body: int, take: Callable[[Block], None]) -> None:
    """Hand on a text's paragraphs, which blank lines part."""
    for match in _PARAGRAPH.finditer(lines.text, body):
        found = Founds(_bare(match[0], match.start()))
        take(Block(shape=Shape.PARAGRAPH, text=match[0], found=found))


def _bare(text: str, offset: int) -> Iterator[Found]:
    position = floor = 0
    while match := _URL.search(text, position):
        one = bare.read(text, match.start(), match[0], floor)
        position = match.end()
        if one is not None:
            position = floor = one.end
            span = offset + one.start, offset + one.end
            yield Found(
                form=Form.BARE,
                span=span,
                dest=span,
                url=one.url,
                label=text[one.start : one.end],
                shorter=one.shorter,
                at=one.start,
            )


def urls(lines: Lines, body: int) -> Iterator[Found]:
    """One URL a line, as it stands, so that a mistake in it is found; a line that begins with `#` is a comment."""
    for number in range(lines.at(body)[0] - 1, lines.last + 1):
        start, end = lines.bounds(number)
        written = lines.text[start:end]
        url = written.strip()
        if url and not url.startswith("#"):
            start += written.index(url)
            span = start, start + len(url)
            prefix = "http://" if url[:4].lower() == "www." else ""
            yield Found(form=Form.BARE, span=span, dest=span, url=prefix + url, label=url)
