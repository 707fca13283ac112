"""What is left of shared work: by number, and put together when it is asked for, but for what has begun."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Sequence

    from linkcheck.web.check import Open


class Unsettled:
    """What is left of a run's inquiries, which come in the order of their `numbers`; each is put together when it is given out."""

    def __init__(self, opens: Sequence[Open], numbers: array[int]) -> None:
        self._opens = opens
        self._numbers = numbers
        self._left = bytearray(b"\1") * len(opens)
        self._count = len(opens)
        self._begun: dict[int, Open] = {}

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Open]:
        return (
            self[number] for number, left in zip(self._numbers, self._left, strict=True) if left
        )

    def __getitem__(self, number: int) -> Open:
        place = self._place(number)
        return self._begun.get(number) or self._opens[place]

    def note(self, it: Open) -> None:
        """From here it goes on."""
        self._begun[it.inquiry.number] = it

    def pop(self, number: int) -> Open:
        """One that is settled."""
        it = self[number]
        self._begun.pop(number, None)
        self._left[self._place(number)] = 0
        self._count -= 1
        return it

    def _place(self, number: int) -> int:
        """Where it stands; KeyError where it is none of what is left."""
        place = bisect_left(self._numbers, number)
        if place < len(self._numbers) and self._numbers[place] == number and self._left[place]:
            return place
        raise KeyError(number)
