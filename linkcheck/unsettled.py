"""What is left of shared work, and the jobs that it makes: nothing is put together before it is given out.

A hundred thousand inquiries as objects would be most of what a run holds, and a job of ten thousand some megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, overload

from linkcheck.shift import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.shards import Shard
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


@dataclass(frozen=True, slots=True)
class Jobs(Sequence[Job]):
    """A round's jobs, each put together when a worker takes it."""

    make: Callable[[Shard, tuple[Open, ...]], Job]
    shards: Sequence[Shard]
    urls: Sequence[Sequence[str]]
    """By shard."""
    unsettled: Unsettled

    def __len__(self) -> int:
        return len(self.shards)

    @overload
    def __getitem__(self, index: int) -> Job: ...
    @overload
    def __getitem__(self, index: slice) -> Jobs: ...
    def __getitem__(self, index: int | slice) -> Job | Jobs:
        if isinstance(index, slice):
            return replace(self, shards=self.shards[index], urls=self.urls[index])
        own = tuple(self.unsettled[url] for url in self.urls[index])
        return self.make(self.shards[index], own)
