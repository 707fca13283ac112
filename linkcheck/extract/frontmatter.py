"""URLs in an article's front matter, from the fields that its reader has found.

A value is cited when it is a URL or holds one; a path counts only where the key says that it is an image.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.extract import bare
from linkcheck.extract.blocks import Form, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.extract.places import Lines
    from linkcheck.model import Document, Field

_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,31}://|mailto:|www\.)\S+", re.IGNORECASE)
_PATH = re.compile(r"\S*(?:/|\.(?:png|jpe?g|gif|webp|avif|svg|bmp))\S*", re.IGNORECASE)
_INSIDE = re.compile(bare.START)
_IMAGE = re.compile(
    r"image|img|cover|thumb|banner|photo|picture|logo|avatar|poster|hero|[图圖]|封面|[头頭]像|照片",
    re.IGNORECASE,
)


def found(document: Document, lines: Lines) -> Iterator[Found]:
    """What the fields cite."""
    for field in document.fields:
        form = Form.IMAGE if _IMAGE.search(field.key) else Form.LINK
        for start, end, url in _cited(document.text, field, image=form is Form.IMAGE):
            span = lines.plain(start), lines.plain(end)
            yield Found(form=form, span=span, dest=span, url=url)


def _cited(text: str, field: Field, *, image: bool) -> Iterator[tuple[int, int, str]]:
    whole = _URL.fullmatch(field.value) or (image and _PATH.fullmatch(field.value))
    if whole:
        prefix = "http://" if field.value[:4].lower() == "www." else ""
        yield field.start, field.end, prefix + field.value
    elif text[field.start : field.end] == field.value:
        for start, end, url in _inside(field.value):
            yield field.start + start, field.start + end, url


def _inside(value: str) -> Iterator[tuple[int, int, str]]:
    position = 0
    while match := _INSIDE.search(value, position):
        position = match.end()
        if match[0] != "@" and (one := bare.read(value, match.start(), match[0])):
            position = one.end
            yield one.start, one.end, one.url
