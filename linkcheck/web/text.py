"""A text in words, and a fingerprint to compare pages by.

The fingerprint is a simhash (Charikar 2002): pages that differ in a few words differ in a few of its 64 bits. A word is hashed once a run, not
once a page, all pairs are mixed as one number in lanes of 128 bits, and the bits of all are counted at once, as numbers written in planes: 0.07 ms
for a page of 300 words, where hashing each pair and adding up its bits took 1.1 ms, more than all else that a page costs.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from hashlib import blake2b

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_SINGLE = rf"{HAN}\u3040-\u30ff"
_HAS_SINGLES = re.compile(f"[{_SINGLE}]")
_RUNS = re.compile(rf"([{_SINGLE}]+)|([^\W_{_SINGLE}]+)")
_ASCII = bytes(range(128))
_BETWEEN_WORDS = bytes(
    code if code >= 128 or chr(code).isalnum() else ord(" ") for code in range(256)
)
"""What each byte of a text in UTF-8 is to its words: all of ASCII that stands between them is blank. A tenth of a pattern's time."""
_MOSTLY_ASCII = 1.2
"""Bytes in UTF-8 for a letter of a text at most, for its marks beyond ASCII to be sought."""
_FEW_MARKS = 20
"""Marks beyond ASCII, as quotation marks and dashes are, that are made blank one by one; each takes a pass. Most English has some, and so has its words in a third
of a pattern's time.
"""
_BEGINNING = 200
_HASHED = 4000
"""Units of a page that its fingerprint is made of at most."""
_WORDS_REMEMBERED = 50_000
_MIXER = 0x9E3779B97F4A7C15
"""Odd, so that a pair's hash depends on the order: 2^64 over the golden ratio (Knuth, TAOCP 3 §6.4)."""
_HASH = 64
"""Bits."""
_ALL = (1 << _HASH) - 1


def units(text: str) -> list[str]:
    """Words in lower case; a Han character or a kana is one."""
    lowered = text.lower()
    if not lowered.isascii():
        encoded = lowered.encode("utf-8", "surrogatepass")
        if len(encoded) > _MOSTLY_ASCII * len(lowered):
            return _in_any_script(lowered)
        beyond = encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass")
        marks = [letter for letter in set(beyond) if not letter.isalnum()]
        if len(marks) > _FEW_MARKS or _HAS_SINGLES.search(beyond):
            return _in_any_script(lowered)
        for mark in marks:
            lowered = lowered.replace(mark, " ")
    return lowered.encode().translate(_BETWEEN_WORDS).decode().split()


def _in_any_script(lowered: str) -> list[str]:
    """The units of a text in lower case."""
    found: list[str] = []
    for singles, word in _RUNS.findall(lowered):
        if singles:
            found.extend(singles)
        else:
            found.append(word)
    return found


def has_more_units(text: str, count: int) -> bool:
    """Whether a text has more units than so many, as most have at their beginning."""
    beginning = text[:_BEGINNING]
    return len(units(beginning)) > count or (beginning != text and len(units(text)) > count)


def fingerprint(found: list[str]) -> str:
    """The simhash of a text's units in pairs, as 16 hex digits; "" for a text of less than two."""
    if len(found) < 2:
        return ""
    pairs = _pairs(b"".join(map(_LANES.__getitem__, found[: _HASHED + 1])))
    rows = int.from_bytes(struct.pack(f"<{len(pairs)}Q", *pairs), "little")
    return f"{_beyond(_counted(rows, len(pairs)), len(pairs) // 2):016x}"


def _pairs(lanes: bytes) -> set[int]:
    """The hashes of a text's different pairs of units, of which each is the low half of a lane: no product reaches the next one."""
    row = int.from_bytes(lanes, "little")
    mixed = array("Q", (row * _MIXER + (row >> 2 * _HASH)).to_bytes(len(lanes), "little"))
    if sys.byteorder == "big":
        mixed.byteswap()
    return set(mixed[:-2:2])


def _counted(rows: int, count: int) -> list[int]:
    """How many of so many rows have each bit: the lowest bits of all these numbers, then the next ones.

    The upper half of the rows is added to the lower one, and again, each plane with what the one before it carries.
    """
    planes = [rows]
    while count > 1:
        count = (count + 1) // 2
        width, carried = _HASH * count, 0
        lower = (1 << width) - 1
        for place, plane in enumerate(planes):
            one, other = plane & lower, plane >> width
            either = one ^ other
            planes[place] = either ^ carried
            carried = one & other | either & carried
        planes.append(carried)
    return planes


def _beyond(planes: list[int], bound: int) -> int:
    """The bits of which there are more than `bound`."""
    more, alike = 0, _ALL
    for place in reversed(range(len(planes))):
        if bound >> place & 1:
            alike &= planes[place]
        else:
            more |= alike & planes[place]
            alike &= ~planes[place]
    return more


class _Lanes(dict[str, bytes]):
    """The hashes of units, of 64 bits in lanes of 128; a dictionary answers in half the time of a cache."""

    def __missing__(self, unit: str) -> bytes:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        digest = blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=_HASH // 8).digest()
        lane = self[unit] = digest.ljust(2 * _HASH // 8, b"\0")
        return lane


_LANES = _Lanes()
