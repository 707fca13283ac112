"""The top of the report on a terminal: what was read, how many sources stand how, and the health in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from linkcheck.language import duration_text, say, word
from linkcheck.model import Outcome, remark
from linkcheck.report import phrases, summary
from linkcheck.report.failing import UNASKED
from linkcheck.report.layout import wrap
from linkcheck.report.paint import paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.model import Finding, Report
    from linkcheck.report.view import View

_BAR = 30
_WARNINGS = 10
"""So many warnings stand at the top, unless all are asked for."""


def head(report: Report, view: View) -> Iterator[str]:
    """What must be known first, the title, and the facts of the run."""
    warnings = [*phrases.warnings(report, view.lang), *phrases.notices(report, view.lang)]
    most = len(warnings) if view.verbose else _WARNINGS
    for warning in warnings[:most]:
        yield from wrapped(warning, view, "warning")
    if len(warnings) > most:
        yield say(remark("many.more", count=len(warnings) - most), view.lang)
    if len(report.documents) == 1 and report.documents[0].title:
        yield from wrapped(phrases.one_line(report.documents[0].title), view, "strong")
    yield from wrapped(" · ".join(_facts(report, view)), view)


def in_one_line(report: Report, view: View) -> str:
    """A run over several documents in a line: what was read, how the sources stand, and the time."""
    documents, citations, *rest = _facts(report, replace(view, verbose=False))
    return " · ".join([documents, citations, *_standing(report.findings, view.lang), *rest])


def _standing(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """Outcomes with their counts, apart from what was not asked; and how many notes there are."""
    counts = summary.count(each for each in findings if each.verdict.rule not in UNASKED)
    unasked = len(findings) - counts.total()
    if counts:
        yield (
            say(remark("count.all", outcome=f"outcome.{next(iter(counts))}"), lang)
            if len(counts) == 1 and not unasked
            else phrases.outcomes(counts, lang)
        )
    if unasked:
        yield say(remark("count.unasked", count=unasked), lang)
    if notes := sum(len(each.verdict.notes) for each in findings):
        yield say(remark("many.notes", count=notes), lang)


def score(report: Report, view: View) -> Iterator[str]:
    """The cited sources by outcome, those that there are, what stands apart, and the health."""
    counts = summary.cited(report.findings).outcomes
    told = [
        (phrases.outcome_count(outcome, counts[outcome], view.lang), outcome)
        for outcome in (Outcome.ALIVE, *summary.TROUBLE, Outcome.SKIPPED)
        if counts[outcome]
    ]
    line = "  " + "   ".join(paint(text, style, color=view.color) for text, style in told)
    plain = "   ".join(text for text, _ in told)
    apart = phrases.apart(report.findings, view.lang)
    gap = 3 if view.width is None else view.width - 2 - cell_len(plain) - cell_len(apart)
    yield ""
    if told and gap > 2:
        yield f"{line}{' ' * gap}{apart}".rstrip()
    elif told:
        yield from [line] if gap + cell_len(apart) >= 0 else wrapped(plain, view, indent="  ")
    if apart and not (told and gap > 2):
        yield from wrapped(apart, view, indent="  ")
    yield from _health(summary.health_of(report), view)


def wrapped(text: str, view: View, style: str = "", *, indent: str = "") -> Iterator[str]:
    """A text of its own in lines that fit, each after the indent."""
    for line in wrap(text, view.width and view.width - len(indent)):
        yield indent + (paint(line, style, color=view.color) if style else line)


def _facts(report: Report, view: View) -> list[str]:
    cited = summary.cited(report.findings)
    counted = remark("count.citations", citations=cited.citations, sources=cited.sources)
    facts = [say(counted, view.lang), duration_text(report.finished - report.started, view.lang)]
    seen, ago = summary.seen_before(report.findings)
    if seen:
        facts.append(say(remark("count.seen", count=seen, ago=ago), view.lang))
    if view.verbose:
        each = summary.requests_a_target(report)
        requests = remark("count.requests", requests=report.requests, each=each)
        facts.append(say(requests, view.lang))
    if known := phrases.known(report, view.lang):
        facts.insert(1, known)
    if len(report.documents) != 1:
        return [say(remark("count.documents", count=len(report.documents)), view.lang), *facts]
    document = report.documents[0]
    return [document.path, *filter(None, [phrases.date_of(document, view.lang)]), *facts]


def _health(health: summary.Health, view: View) -> Iterator[str]:
    sentence = phrases.health_sentence(health, view.lang)
    detail = phrases.health_detail(health, view.lang)
    if not health.sources:
        yield f"  {sentence}"
        return
    bar, indent, colon = _bar(health, view), " " * (_BAR + 4), word("colon", view.lang)
    together = f"{sentence}{colon}{detail}" if detail else sentence
    if view.width is None or len(indent) + cell_len(together) <= view.width:
        yield f"  {bar}  {together}"
    elif len(indent) + cell_len(sentence) < view.width:
        yield f"  {bar}  {sentence}{colon.rstrip()}"
        yield indent + detail
    else:
        yield from wrapped(together, view, indent="  ")


def _bar(health: summary.Health, view: View) -> str:
    live = round(_BAR * health.live / health.sources)
    archived = round(_BAR * health.verifiable / health.sources) - live
    return (
        paint("█" * live, "alive", color=view.color)
        + paint("▓" * archived, "archived", color=view.color)
        + paint("░" * (_BAR - live - archived), "quiet", color=view.color)
    )
