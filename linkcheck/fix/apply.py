"""Edits → text, and the proof that nothing else has changed: the result is read again, reference by reference."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from linkcheck.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.fix.rewrite import Edit
    from linkcheck.model import Reference


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, from the last to the first. ValueError where the text is not the one they were made for."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        raise ValueError("two edits of one place")
    for edit in reversed(ordered):
        if text[edit.start : edit.end] != edit.old:
            raise ValueError(f"the text at {edit.start} is not {edit.old!r}")
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def keeps_the_rest(
    before: Sequence[Reference], after: Sequence[Reference], edits: Sequence[Edit]
) -> bool:
    """Whether exactly the edited references lead elsewhere, to where they should, and every other is as it was."""
    expected = list(_expected(before, edits))
    found = [(one.url, one.label, one.role) for one in after]
    return len(expected) == len(found) and all(
        _agree(want, have) for want, have in zip(expected, found, strict=True)
    )


Wanted = tuple[str, str | None, Role | None]


def _agree(want: Wanted, have: tuple[str, str, Role]) -> bool:
    return all(one is None or one == other for one, other in zip(want, have, strict=True))


def _expected(before: Sequence[Reference], edits: Sequence[Edit]) -> Iterator[Wanted]:
    """The references that there should be, in order; None where an edit may change a label or a role."""
    changed = {_written(edit.reference): edit.url for edit in edits if not edit.adds}
    placed: list[tuple[int, Wanted]] = []
    for reference in before:
        url = changed.get(_written(reference))
        place = reference.region.start
        if url is None:
            placed.append((place, (reference.url, reference.label, reference.role)))
            continue
        shows_url = reference.label == reference.url or reference.role is Role.BARE
        label, role = (None, None) if shows_url else (reference.label, reference.role)
        placed.append((place, (url, label, role)))
    placed += [(edit.start, (edit.url, edit.says, None)) for edit in edits if edit.adds]
    return (wanted for _, wanted in sorted(placed, key=lambda each: each[0]))


def _written(reference: Reference) -> tuple[int, int]:
    """Where its destination is written: that of a definition for all its links."""
    dest = reference.dest or reference.definition or reference.region
    return dest.start, dest.end
