"""What `extract` found, for people: a reference a line, by document. It stands apart from reports so that it starts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from linkcheck.language import say, word
from linkcheck.model import remark
from linkcheck.report.layout import clip, clip_middle, pad
from linkcheck.report.paint import paint
from linkcheck.report.safe import cleaned, inert, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkcheck.model import Reference
    from linkcheck.report.view import View


def render(references: Iterable[Reference], view: View) -> Iterator[str]:
    """What `extract` found, a reference a line, by document."""
    path, paths, count = None, set[str](), 0
    for count, reference in enumerate(map(_clean, references), 1):  # noqa: B007 - it is said at the end
        if reference.path != path:
            path = reference.path
            paths.add(path)
            yield inert(paint(path, "strong", color=view.color)) + "\n"
        yield inert(_reference(reference, view)) + "\n"
    counted = remark("count.references", references=count, documents=len(paths))
    yield say(counted, view.lang) + "\n"


def _clean(reference: Reference) -> Reference:
    return cleaned(reference, shown)


def _reference(reference: Reference, view: View) -> str:
    spot = f"{reference.region.line}:{reference.region.column}"
    role = word(f"role.{reference.role}", view.lang)
    lead = f" {pad(spot, 7)} {pad(role, 12)}  "
    label = " ".join(reference.label.split())
    if view.width is None:
        return f"{lead}{label}  {reference.url}"
    room = max(view.width - cell_len(lead) - 2, 24)
    column = room * 2 // 5
    url = clip_middle(reference.url, room - column)
    painted = paint(url, "url", color=view.color, link=reference.url)
    return f"{lead}{pad(clip(label, column), column)}  {painted}"
