"""Bytes to text and back, without losing one.

In order: what a byte order mark says (Unicode §23.8); UTF-8; a Chinese legacy encoding that decodes the whole file
strictly, mostly to common Han, and gives the same bytes again; else UTF-8 with bytes that are none. Each of those stands in the text as
one U+FFFD, so that columns count what an editor shows. Decoded with "surrogateescape" the same bytes give a text of the same
length, offset by offset: whoever writes the file again works on that one, and only there do surrogates exist.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from linkcheck.errors import SourceError
from linkcheck.model import Remark, remark

_MARKS = (
    # UTF-32 first: its little-endian mark begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = (
    # Encoding, the character set whose rows are ordered by use, and the lead bytes of its common Han:
    # level 1 of GB 2312 (3,755 characters), level 1 of Big5 (5,401).
    ("gb18030", "gb2312", range(0xB0, 0xD8)),
    ("big5", "big5", range(0xA4, 0xC7)),
    ("big5hkscs", "big5", range(0xA4, 0xC7)),
)
_SAMPLE = 20_000
"""Characters beyond ASCII that are looked at to tell encodings apart."""
_MOSTLY = 0.5
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_NEWLINE = re.compile(r"\r\n|\n|\r")


class Decoded(NamedTuple):
    """A text without its byte order mark, and what it takes to write it again."""

    text: str
    encoding: str = "utf-8"
    bom: bool = False
    warnings: tuple[Remark, ...] = ()


def decode(raw: bytes) -> Decoded:
    """The text of a file; SourceError, without the file's name, where the bytes are no text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding, len(mark))
    if b"\x00" in raw:
        raise SourceError("holds NUL bytes and is no text; if it is UTF-16, save it as UTF-8")
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(raw) or _damaged(raw, bom=False, skipped=0)


def _marked(raw: bytes, encoding: str, mark: int) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _damaged(raw, bom=True, skipped=mark)
        raise SourceError(
            f"byte {mark + error.start:,} is not {encoding.upper()}, which its byte order mark promises; save it as UTF-8"
        ) from None
    if "\x00" in text:
        raise SourceError("holds NUL characters and is no text")
    return Decoded(text, encoding, bom=True)


def _legacy(raw: bytes) -> Decoded | None:
    """The file in the Chinese encoding that makes most of it common Han; None where none does."""
    readings = [(_share(text, ordered, common), encoding, text) for encoding, ordered, common in _LEGACY
                if (text := _strictly(raw, encoding)) is not None]  # fmt: skip
    # Of equals the first: max() keeps it.
    share, encoding, text = max(readings, key=lambda reading: reading[0], default=(0.0, "", ""))
    if share < _MOSTLY:
        return None
    return Decoded(text, encoding, warnings=(remark("input.encoding", encoding=encoding.upper()),))


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
        return text if text.encode(encoding) == raw else None
    except UnicodeError:
        return None


def _share(text: str, ordered: str, common: range) -> float:
    """How much of what is beyond ASCII is common Han."""
    sample = "".join(_BEYOND_ASCII.findall(text, 0, 10 * _SAMPLE))[:_SAMPLE]
    leads = sample.encode(ordered, "ignore")[::2]
    return sum(lead in common for lead in leads) / max(len(sample), 1)


def _damaged(raw: bytes, *, bom: bool, skipped: int) -> Decoded:
    if b"\x00" in raw:
        raise SourceError("holds NUL bytes and is no text")
    escaped = raw.decode("utf-8", "surrogateescape")
    text, count = _ESCAPED.subn("\ufffd", escaped)
    found = _ESCAPED.search(escaped)
    before = escaped[: found.start()] if found else escaped
    *lines, last = _NEWLINE.split(before)
    place = remark(
        "input.invalid-utf8",
        offset=skipped + len(before.encode()),
        line=len(lines) + 1,
        column=len(last) + 1,
        count=count,
    )
    return Decoded(text, bom=bom, warnings=(place,))
