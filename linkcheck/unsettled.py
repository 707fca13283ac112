"""What is left of shared work: by URL, and put together when it is asked for, but for what has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.web.check import Open


class Unsettled:
    """What is left of a run's inquiries: those of which nothing has been seen are put together when they are given out."""

    def __init__(self, opens: Sequence[Open]) -> None:
        self._opens = opens
        self._places = {each.inquiry.url: number for number, each in enumerate(opens)}
        self._begun: dict[str, Open] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Open]:
        return map(self.__getitem__, self._places)

    def __getitem__(self, url: str) -> Open:
        return self._begun.get(url) or self._opens[self._places[url]]

    def note(self, it: Open) -> None:
        """From here it goes on."""
        self._begun[it.inquiry.url] = it

    def pop(self, url: str) -> Open:
        """One that is settled."""
        it = self[url]
        self._begun.pop(url, None)
        del self._places[url]
        return it
