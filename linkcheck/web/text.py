"""A text in words, and a fingerprint to compare pages by.

The fingerprint is a simhash (Charikar 2002): pages that differ in a few words differ in a few of its 64 bits. A word is hashed once a run, not
once a page, and bits are counted a column of bytes at a time: 0.1 ms for a page of 300 words, where hashing each pair and adding up its bits
took 1.1 ms, more than all else that a page costs.
"""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, pairwise
from operator import lshift

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_UNITS = re.compile(rf"[{HAN}\u3040-\u30ff]|[^\W_{HAN}\u3040-\u30ff]+")
_ASCII_UNITS = re.compile(r"[a-z0-9]+")
_HASHED = 4000
"""Units of a page that its fingerprint is made of at most."""
_WORDS_REMEMBERED = 50_000
_MIXER = 0x9E3779B97F4A7C15
"""Odd, so that a pair's hash depends on the order: 2^64 over the golden ratio (Knuth, TAOCP 3 §6.4)."""
_64_BITS = (1 << 64) - 1


def units(text: str) -> list[str]:
    """Words in lower case; a Han character or a kana is one."""
    lowered = text.lower()
    return (_ASCII_UNITS if lowered.isascii() else _UNITS).findall(lowered)


def fingerprint(found: list[str]) -> str:
    """The simhash of a text's units in pairs, as 16 hex digits; "" for a text of less than two."""
    hashes = map(_hash, islice(found, _HASHED + 1))
    pairs = {(one * _MIXER + other) & _64_BITS for one, other in pairwise(hashes)}
    if not pairs:
        return ""
    rows = struct.pack(f"<{len(pairs)}Q", *pairs)
    lowest = int.from_bytes(b"\1" * len(pairs), "little")
    half = len(pairs) / 2
    columns = [int.from_bytes(rows[byte::8], "little") for byte in range(8)]
    bits = [(column >> bit & lowest).bit_count() > half for column in columns for bit in range(8)]
    return f"{sum(map(lshift, bits, range(64))):016x}"


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _hash(unit: str) -> int:
    digest = blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
