"""What is to be asked, by numbers: of an inquiry that has not begun its host is known, and all else is put together when its turn comes.

To put one together may be to read it back from disk, and a hundred thousand of them would be most of what a run holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linkcheck.web.check import Open


@dataclass(frozen=True, slots=True)
class Agenda:
    """Inquiries by their numbers, in order.

    `host` names the host that one waits for of which nothing is known yet, and is None where there is more to know; `opened` puts one together.
    """

    numbers: Sequence[int]
    host: Callable[[int], str | None]
    opened: Callable[[int], Open]

    @classmethod
    def of(cls, opens: Sequence[Open]) -> Agenda:
        """What is put together already; its numbers are its places."""
        return cls(range(len(opens)), lambda _: None, opens.__getitem__)

    def __len__(self) -> int:
        return len(self.numbers)

    def first(self, most: int | None) -> Agenda:
        """The first of them; all where there is no bound."""
        return replace(self, numbers=self.numbers[:most])

    def known(self) -> Iterator[Open]:
        """Those of which more than the host is known."""
        return (self.opened(number) for number in self.numbers if self.host(number) is None)
