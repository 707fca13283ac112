"""A sequence of which each item is made when it is reached, from something small that stands for it.

As objects, a hundred thousand inquiries would be most of what a run holds, and a job of ten thousand is some megabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Small = TypeVar("Small")
Item = TypeVar("Item")


class Made(Sequence[Item], Generic[Small, Item]):
    """`make` of each of `of`; a slice is of the same kind. To go through it twice makes all twice."""

    def __init__(self, make: Callable[[Small], Item], of: Sequence[Small]) -> None:
        self._make = make
        self._of = of

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[Item]:
        return map(self._make, self._of)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Made[Small, Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Made[Small, Item]:
        if isinstance(index, slice):
            return Made(self._make, self._of[index])
        return self._make(self._of[index])
