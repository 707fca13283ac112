"""A plan of mending in the reader's words: what is asked of a person, and what is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.language import say, word
from linkcheck.report import phrases
from linkcheck.report.paint import paint
from linkcheck.report.safe import cleaned, inert, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.fix import Edit, Left, Plan
    from linkcheck.report.view import View


def left_lines(plans: Sequence[Plan], view: View) -> Iterator[str]:
    """What stays as it is, a line a place: first what a person must decide."""
    left = [each for plan in plans for each in plan.left]
    for heading, person in (("fix.for-you", True), ("fix.left", False)):
        here = [each for each in left if each.person is person]
        if here:
            yield "\n" + paint(word(heading, view.lang), "strong", color=view.color) + "\n"
        for each in here:
            yield inert(_line(each, view)) + "\n"


def question(edit: Edit, view: View) -> Iterator[str]:
    """One edit as it is put to a person: where, what it is called, what it would become and why."""
    reference = cleaned(edit.reference, shown)
    place = phrases.place(reference, with_path=True)
    label = "" if reference.label == reference.url else phrases.one_line(reference.label)
    yield inert(paint(f"\n{place}  {label}", "strong", color=view.color).rstrip()) + "\n"
    yield f"- {reference.url}\n+ {shown(edit.url)}\n"
    yield f"  {say(cleaned(edit.reason, shown), view.lang)}\n"
    yield f"{word('fix.ask', view.lang)} "


def _line(left: Left, view: View) -> str:
    reference = cleaned(left.reference, shown)
    place = phrases.place(reference, with_path=True)
    return f"  {place}  {reference.url}\n      {say(cleaned(left.reason, shown), view.lang)}"
