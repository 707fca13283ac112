"""What a body says, in characters: its encoding as browsers find it, how many words, and a fingerprint to compare pages by.

The encoding is sought as the HTML Standard does (§13.2.3.2: byte order mark, header, meta within the first kilobytes), and
where nobody says it, UTF-8 if the bytes are, else GB18030 if they are: Chinese pages without a word on it are common.
The fingerprint is a simhash (Charikar 2002): pages that differ in a few words differ in a few of its 64 bits.
"""

from __future__ import annotations

import codecs
import re
from hashlib import blake2b
from itertools import islice, pairwise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 4096

_BROWSERS_MEAN = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "x-sjis": "cp932",
}
"""Labels that mean something wider than they say (Encoding Standard §4.2); UTF-16 in a meta cannot be true."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_UNITS = re.compile(rf"[{HAN}\u3040-\u30ff]|[^\W_{HAN}\u3040-\u30ff]+")
_SPREAD = tuple(
    b"".join((value >> bit & 1).to_bytes(2, "little") for bit in range(8)) for value in range(256)
)
_HASHED = 4000
"""Units of a page that its fingerprint is made of at most."""


def decoded(body: bytes, content_type: str) -> str:
    """The body's text; what does not fit the encoding becomes U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    for label in (_said_in(_HEADER, content_type), _said_in_markup(body)):
        name = _BROWSERS_MEAN.get(label, label)
        if name and _is_codec(name):
            return body.decode(name, "replace")
    for name in ("utf-8", "gb18030"):
        text = _whole(body, name)
        if text is not None:
            return text
    return body.decode("cp1252", "replace")


def units(text: str) -> list[str]:
    """Words in lower case; a Han character or a kana is one."""
    return _UNITS.findall(text.lower())


def fingerprint(found: list[str]) -> str:
    """The simhash of a text's units in pairs, as 16 hex digits; "" for a text of less than two."""
    pairs = {f"{one} {other}" for one, other in islice(pairwise(found), _HASHED)}
    if not pairs:
        return ""
    total = 0
    for pair in pairs:
        digest = blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        total += int.from_bytes(b"".join(_SPREAD[byte] for byte in digest), "little")
    lanes = total.to_bytes(128, "little")
    half = len(pairs) / 2
    bits = (int.from_bytes(lanes[at : at + 2], "little") > half for at in range(0, 128, 2))
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def _said_in(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].lower() if found else ""


def _said_in_markup(body: bytes) -> str:
    found = _META.search(body[:_META_WITHIN])
    return found[1].decode("ascii").lower() if found else ""


def _is_codec(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # noqa: SLF001 - `bytes.decode` itself asks this
    except LookupError:
        return False


def _whole(body: bytes, name: str) -> str | None:
    """The text if the bytes are of that encoding; one that is cut off within a character still is."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body, final=False)
    except UnicodeDecodeError:
        return None
