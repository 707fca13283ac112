"""Sentences that count several kinds of things: one for every set of kinds, made from the words for each kind."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def by_kinds(id_: str, lead: str, kinds: Mapping[str, str], separator: str) -> dict[str, str]:
    """`id.gone+wall` → the lead and the words for both kinds; in the order of `kinds`, for every set but the empty one."""
    return {
        f"{id_}.{'+'.join(names)}": lead + separator.join(kinds[name] for name in names)
        for size in range(1, len(kinds) + 1)
        for names in combinations(kinds, size)
    }


def by_pairs(id_: str, signs: Mapping[str, str], joint: str) -> dict[str, str]:
    """`id.title+sibling` → the words for both signs; for every pair, in the order of `signs`."""
    return {
        f"{id_}.{one}+{other}": signs[one] + joint + signs[other]
        for one, other in combinations(signs, 2)
    }
