"""A run's findings as its report goes through them: none is held, each is read from the casebook when it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from linkcheck.made import Made
from linkcheck.model import Findings

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from linkcheck.books.casebook import Casebook
    from linkcheck.model import Finding, Outcome


class ReadBack(Findings):
    """A run's findings, read from its casebook."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._citations = book.citations

    @property
    def brief(self) -> Iterator[Finding]:
        """The findings without their evidence."""
        return map(self._book.finding, self._citations)

    @property
    def tally(self) -> Counter[tuple[Outcome, str]]:
        """All of them, counted by outcome and rule."""
        return self._book.tally()

    def whole(self, finding: Finding) -> Finding:
        """A brief one with its evidence."""
        return self._book.with_evidence(finding)

    def __len__(self) -> int:
        return len(self._citations)

    def __iter__(self) -> Iterator[Finding]:
        return self._book.read(self._citations)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return Made(self.__getitem__, range(len(self))[index])
        return next(self._book.read([self._citations[index]]))
