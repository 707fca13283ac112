"""The findings of a report as people are shown them: those that are told by themselves are held, the others read when they are reached.

A report goes through them some ten times, to count; held as objects, 100,000 findings of which each is only counted are 90 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, overload

from linkcheck import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.model import Finding

HELD = 20_000
"""Findings that are held whatever they are: so many are gone through in a tenth of the time."""


def told(
    findings: Sequence[Finding],
    show: Callable[[Finding], Finding],
    is_told: Callable[[Finding], bool] | None = None,
) -> Sequence[Finding]:
    """All findings without evidence; those that are told (all where nothing says which are) as `show` gives them."""
    if is_told is None:
        return tuple(map(show, _bare(findings)))
    if len(findings) > HELD:
        return _Told(findings, show, is_told)
    return tuple(show(each) if is_told(each) else each for each in _bare(findings))


class _Told(Sequence["Finding"]):
    """Findings of which few are told by themselves."""

    def __init__(
        self,
        findings: Sequence[Finding],
        show: Callable[[Finding], Finding],
        is_told: Callable[[Finding], bool],
    ) -> None:
        self._findings = findings
        self._shown = {
            number: show(each) for number, each in enumerate(_bare(findings)) if is_told(each)
        }

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Finding]:
        for number, each in enumerate(_bare(self._findings)):
            yield self._shown.get(number, each)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        number = range(len(self))[index]
        return self._shown.get(number) or next(islice(self, number, None))


def _bare(findings: Sequence[Finding]) -> Iterator[Finding]:
    for each in model.brief(findings):
        bare = each.evidence is None and each.host is None
        yield each if bare else replace(each, evidence=None, host=None)
