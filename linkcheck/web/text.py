"""A text in words, and a fingerprint to compare pages by.

The fingerprint is a simhash (Charikar 2002): pages that differ in a few words differ in a few of its 64 bits.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice, pairwise

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_UNITS = re.compile(rf"[{HAN}\u3040-\u30ff]|[^\W_{HAN}\u3040-\u30ff]+")
_SPREAD = tuple(
    b"".join((value >> bit & 1).to_bytes(2, "little") for bit in range(8)) for value in range(256)
)
_HASHED = 4000
"""Units of a page that its fingerprint is made of at most."""


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
