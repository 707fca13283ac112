"""One source on a terminal: where it is cited, what was asked, why it is judged so, and its copy.

14:14  reading  中俄联军侵略：美防长奥斯汀说乌克兰、台湾可以自卫
       https://gnews.org/zh-hans/1732373/
       gone: 404 twice, 6 s apart; the site's front page is fine
       copy  23 Dec 2021, 2 days after the article: shows the page
             https://web.archive.org/web/20211223000000/https://gnews.org/…
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from linkcheck.language import say, word
from linkcheck.model import Grade, remark
from linkcheck.report import phrases
from linkcheck.report.layout import clip, clip_middle, pad, wrap
from linkcheck.report.paint import paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Finding, Reference
    from linkcheck.report.view import View

INDENT = 8
_LABEL_ROOM = 20
"""Cells that a label needs beside its place; with fewer it stands on the next line."""


def block(
    finding: Finding, view: View, *, with_path: bool = False, above: str = ""
) -> Iterator[str]:
    """The lines of one source, its first reference leading; `with_path` among several documents.

    `above` is the place where its story has been told already.
    """
    places = finding.references[:1] if above else finding.references
    yield from _where(places, view, with_path=with_path)
    yield _url(finding.references[0].url, INDENT, view)
    if above:
        told = remark("line.same-as", rule=finding.verdict.rule, place=above)
        yield from hanging(say(told, view.lang), "", view)
        return
    yield from _reason(finding, view, with_outcome=with_path)
    for note in finding.verdict.notes:
        yield from hanging(say(note, view.lang), word("line.note", view.lang) + "  ", view)
    yield from _copies(finding, view)


def hanging(text: str, lead: str, view: View, style: str = "") -> Iterator[str]:
    """A text under a source, its further lines below its first; `lead` is painted quietly before it."""
    first = INDENT + cell_len(lead)
    lines = wrap(text, view.width and max(view.width - first, INDENT))
    for number, line in enumerate(lines):
        painted = paint(line, style, color=view.color) if style else line
        head = " " * INDENT + paint(lead, "quiet", color=view.color) if not number else " " * first
        yield head + painted


def line_of(reference: Reference, finding: Finding, view: View) -> str:
    """One place in one line, as compilers say it: `article.md:14:14: dead: gone: 404 twice …`."""
    outcome = paint(
        word(f"outcome.{finding.verdict.outcome}", view.lang),
        finding.verdict.outcome,
        color=view.color,
    )
    where = phrases.place(reference, with_path=True)
    return f"{where}: {outcome}: {reference.url} {phrases.reason(finding, view.lang)}"


def _where(references: tuple[Reference, ...], view: View, *, with_path: bool) -> Iterator[str]:
    """Place, role, label and the other places, each on the next line where it has no room."""
    first, *others = references
    start = f" {pad(phrases.place(first, with_path=with_path), INDENT - 2)} "
    role = word(f"role.{first.role}", view.lang)
    line, used = start + paint(role, "quiet", color=view.color), cell_len(start + role)
    label = "" if first.label == first.url else phrases.one_line(first.label)
    also = phrases.also(tuple(others), view.lang, with_path=with_path)
    for text, style, least in ((label, "strong", _LABEL_ROOM), (also, "quiet", cell_len(also))):
        if not text:
            continue
        if view.width is not None and view.width - used - 2 < min(cell_len(text), least):
            yield line
            line, used = " " * (INDENT - 2), INDENT - 2
        fitting = clip(text, view.width and view.width - used - 2)
        line += "  " + paint(fitting, style, color=view.color)
        used += cell_len(fitting) + 2
    yield line


def _url(url: str, indent: int, view: View) -> str:
    room = None if view.width is None or view.verbose else view.width - indent
    return " " * indent + paint(clip_middle(url, room), "url", color=view.color, link=url)


def _reason(finding: Finding, view: View, *, with_outcome: bool) -> Iterator[str]:
    outcome, rule = finding.verdict.outcome, finding.verdict.rule
    text, start = phrases.reason(finding, view.lang), rule
    if with_outcome:
        start = f"{word(f'outcome.{outcome}', view.lang)} · {rule}"
        text = start + text.removeprefix(rule)
    first, *more = hanging(text, "", view)
    yield first.replace(start, paint(start, outcome, color=view.color), 1)
    yield from more


def _copies(finding: Finding, view: View) -> Iterator[str]:
    lookup, lead = finding.lookup, word("line.copy", view.lang) + "  "
    if lookup is None:
        return
    if not phrases.has_copies(lookup):
        yield from hanging(phrases.absence(lookup, view.lang), lead, view)
        return
    for copy in lookup.copies if view.verbose else lookup.copies[:1]:
        style = "archived" if copy.grade is Grade.GOOD else ""
        yield from hanging(phrases.copy_sentence(copy, finding, view.lang), lead, view, style)
        yield _url(copy.memento.url, INDENT + cell_len(lead), view)
    if lookup.reason:
        yield from hanging(say(lookup.reason, view.lang), " " * cell_len(lead), view)
