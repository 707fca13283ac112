"""What was meant by a name that is not there: the nearest of those that are.

To compare two names takes up to the product of their lengths (difflib), so that an article of 60,000 wrong names beside 2,000 files would
take half an hour for hints alone: so much is compared in a run, and after that no more hints are given.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST = 2_000
"""Names among which one is looked for."""
_BUDGET = 200_000_000
"""Pairs of characters in a run: a few seconds, and some five thousand mistakes in folders of forty files."""
_EACH = 20
"""Characters that stand for what it takes to compare two names at all."""


class Guesses:
    """Looks for the nearest names in a run."""

    def __init__(self, budget: int = _BUDGET) -> None:
        """`budget` is of pairs of characters."""
        self._left = budget

    def nearest(self, name: str, names: Collection[str], cutoff: float) -> str:
        """The nearest of at most `MOST` names, "" where none is near or no more is compared; `cutoff` is difflib's, from 0 to 1."""
        cost = len(names) * (len(name) + _EACH) ** 2
        if cost > self._left:
            return ""
        self._left -= cost
        return next(iter(difflib.get_close_matches(name, names, 1, cutoff)), "")
