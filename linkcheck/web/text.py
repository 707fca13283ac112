"""A text in words, and a fingerprint to compare pages by.

The fingerprint is a simhash (Charikar 2002): pages that differ in a few words differ in a few of its 64 bits. A word is hashed once a run, not
once a page, all pairs are mixed as one number in lanes of 128 bits, and bits are counted a column of bytes at a time: 0.09 ms for a page of 300
words, where hashing each pair and adding up its bits took 1.1 ms, more than all else that a page costs.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from functools import lru_cache
from hashlib import blake2b
from operator import lshift

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_UNITS = re.compile(rf"[{HAN}\u3040-\u30ff]|[^\W_{HAN}\u3040-\u30ff]+")
_ASCII_UNITS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
"""What each byte of an ASCII text is to its words: all between them is blank. A tenth of a pattern's time."""
_HASHED = 4000
"""Units of a page that its fingerprint is made of at most."""
_WORDS_REMEMBERED = 50_000
_MIXER = 0x9E3779B97F4A7C15
"""Odd, so that a pair's hash depends on the order: 2^64 over the golden ratio (Knuth, TAOCP 3 §6.4)."""
_HASH = 64
"""Bits."""


def units(text: str) -> list[str]:
    """Words in lower case; a Han character or a kana is one."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.encode().translate(_ASCII_UNITS).decode().split()
    return _UNITS.findall(lowered)


def fingerprint(found: list[str]) -> str:
    """The simhash of a text's units in pairs, as 16 hex digits; "" for a text of less than two."""
    if len(found) < 2:
        return ""
    pairs = _pairs(b"".join(map(_lane, found[: _HASHED + 1])))
    rows = struct.pack(f"<{len(pairs)}Q", *pairs)
    lowest = int.from_bytes(b"\1" * len(pairs), "little")
    masks = [lowest << bit for bit in range(8)]
    half = len(pairs) / 2
    columns = [int.from_bytes(rows[byte::8], "little") for byte in range(8)]
    bits = [(column & mask).bit_count() > half for column in columns for mask in masks]
    return f"{sum(map(lshift, bits, range(64))):016x}"


def _pairs(lanes: bytes) -> set[int]:
    """The hashes of a text's different pairs of units, of which each is the low half of a lane: no product reaches the next one."""
    row = int.from_bytes(lanes, "little")
    mixed = array("Q", (row * _MIXER + (row >> 2 * _HASH)).to_bytes(len(lanes), "little"))
    if sys.byteorder == "big":
        mixed.byteswap()
    return set(mixed[:-2:2])


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _lane(unit: str) -> bytes:
    """A unit's hash of 64 bits in a lane of 128."""
    digest = blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=_HASH // 8).digest()
    return digest.ljust(2 * _HASH // 8, b"\0")
