"""What is left of shared work: by number, and put together when it is asked for, but for what has begun."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.web.agenda import Agenda
    from linkcheck.web.check import Open


class Unsettled:
    """What is left of a run's inquiries, which come in the order of their numbers; each is put together when it is given out."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._left = bytearray(b"\1") * len(agenda)
        self._count = len(agenda)
        self._begun: dict[int, Open] = {}

    def __len__(self) -> int:
        return self._count

    def hosts(self) -> Iterator[tuple[int, str]]:
        """The numbers of all that is left, with the hosts that are asked next."""
        for number, left in zip(self._agenda.numbers, self._left, strict=True):
            if left:
                yield number, self._host(number)

    def __getitem__(self, number: int) -> Open:
        self._place(number)
        return self._begun.get(number) or self._agenda.opened(number)

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
        numbers = self._agenda.numbers
        place = bisect_left(numbers, number)
        if place < len(numbers) and numbers[place] == number and self._left[place]:
            return place
        raise KeyError(number)

    def _host(self, number: int) -> str:
        begun = self._begun.get(number)
        waits_for = None if begun else self._agenda.host(number)
        return waits_for or (begun or self._agenda.opened(number)).host
