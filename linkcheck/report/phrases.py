"""The sentences that the reports for people share: places, reasons, copies, health, how the run ended.

Everything here is text of one line; how it is laid out and marked up is the format's. The findings have been cleaned
(`safe.cleaned`) before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.language import day_text, say, word
from linkcheck.model import Ending, Grade, LookupState, Outcome, Role, Way, remark
from linkcheck.report import summary

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from linkcheck.model import Copy, Document, Finding, Lookup, Reference, Report

_MONTH, _YEAR = 30.44, 365.25
"""Mean days of the Gregorian calendar, for distances where the very day tells nothing any more."""


def place(reference: Reference, *, with_path: bool) -> str:
    """`14:14`, or `article.md:14:14` where there are several documents: what editors and terminals can open."""
    spot = f"{reference.region.line}:{reference.region.column}"
    return f"{reference.path}:{spot}" if with_path else spot


def also(references: tuple[Reference, ...], lang: str, *, with_path: bool, most: int = 3) -> str:
    """The other places of a source: `(also 19:239)`; "" where there are none."""
    if not references:
        return ""
    places = word("list.separator", lang).join(
        place(reference, with_path=with_path) for reference in references[:most]
    )
    left = len(references) - most
    if left > 0:
        return in_brackets(say(remark("line.also-more", places=places, count=left), lang), lang)
    return in_brackets(say(remark("line.also", places=places), lang), lang)


def reason(finding: Finding, lang: str) -> str:
    """`gone: 404 twice, 6 s apart`: the rule that decided and why."""
    verdict = finding.verdict
    return say(remark("line.reason", rule=verdict.rule, reason=say(verdict.reason, lang)), lang)


def host(finding: Finding, lang: str) -> str:
    """Whose a source is: its host, or the reader's own files."""
    return word("host.local", lang) if finding.target.way is Way.LOCAL else finding.target.host


def copy_sentence(copy: Copy, finding: Finding, lang: str) -> str:
    """When a copy was made, how far from the citation that is, and what it is worth; its grade where it is not good."""
    when, why = copy.memento.captured.date().isoformat(), say(copy.reason, lang)
    grade = "" if copy.grade is Grade.GOOD else word(f"grade.{copy.grade}", lang)
    if copy.days is None:
        told = say(remark("copy.undated", when=when, reason=why), lang)
    else:
        own_date = any(reference.date for reference in finding.references)
        far = distance(copy.days, "anchor.citation" if own_date else "anchor.article", lang)
        told = say(remark("copy.line", when=when, distance=far, reason=why), lang)
    return word("colon", lang).join(filter(None, (grade, told)))


def absence(lookup: Lookup, lang: str) -> str:
    """Why there is no copy: "none" and "could not ask" are different answers."""
    state = f"lookup.{lookup.state}"
    if lookup.reason is None:
        return word(state, lang)
    return say(remark("copy.absent", state=state, reason=say(lookup.reason, lang)), lang)


def has_copies(lookup: Lookup | None) -> bool:
    """True where there is a copy to be shown."""
    return lookup is not None and lookup.state is LookupState.FOUND and bool(lookup.copies)


def distance(days: int, anchor: str, lang: str) -> str:
    """`2 days after the article`; months from two months on, years from two years on."""
    size = abs(days)
    if not size:
        return say(remark("distance.same", anchor=anchor), lang)
    unit, number = "days", size
    if size >= 2 * _YEAR:
        unit, number = "years", round(size / _YEAR)
    elif size >= 2 * _MONTH:
        unit, number = "months", round(size / _MONTH)
    side = "before" if days < 0 else "after"
    return say(remark(f"distance.{unit}-{side}", count=number, anchor=anchor), lang)


def outcomes(counts: Counter[Outcome], lang: str) -> str:
    """`1 dead, 3 alive`: only those that there are, trouble first."""
    present = (*summary.TROUBLE, Outcome.ALIVE, Outcome.SKIPPED)
    return word("list.separator", lang).join(
        outcome_count(outcome, counts[outcome], lang) for outcome in present if counts[outcome]
    )


def outcome_count(outcome: Outcome, number: int, lang: str) -> str:
    """`5 alive`."""
    return say(remark("count.outcome", count=number, outcome=f"outcome.{outcome}"), lang)


def apart(findings: Iterable[Finding], lang: str) -> str:
    """What stands apart from the citations: `(4 footer links: all alive)`; "" where nothing does."""
    beside = [finding for finding in findings if not summary.is_cited(finding)]
    if not beside:
        return ""
    counts = summary.count(beside)
    roles = {reference.role for finding in beside for reference in finding.references}
    sentence = "count.apart" if roles == {Role.FOOTER} else "count.apart-mixed"
    if len(counts) == 1:
        told = say(remark("count.all", outcome=f"outcome.{next(iter(counts))}"), lang)
    else:
        told = outcomes(counts, lang)
    return in_brackets(say(remark(sentence, count=counts.total(), outcomes=told), lang), lang)


def health_sentence(health: summary.Health, lang: str) -> str:
    """`8 of 10 sources can be verified today`."""
    if not health.sources:
        return word("health.none", lang)
    return say(
        remark("health.sentence", verifiable=health.verifiable, sources=health.sources), lang
    )


def health_detail(health: summary.Health, lang: str) -> str:
    """`5 live, 3 through an archived copy`; "" where no copy is needed to say it."""
    if not health.archived:
        return ""
    return say(remark("health.detail", live=health.live, archived=health.archived), lang)


def warnings(report: Report, lang: str) -> list[str]:
    """What the reader must know before anything else: how the run ended, what could not be read or only in part."""
    ending = [] if report.ending is Ending.COMPLETE else [word(f"ending.{report.ending}", lang)]
    problems = [say(remark("problem", problem=problem), lang) for problem in report.problems]
    inputs = [
        say(remark("warning", path=document.path, warning=say(warning, lang)), lang)
        for document in report.documents
        for warning in document.warnings
    ]
    return [*ending, *problems, *inputs]


def notices(report: Report, lang: str) -> list[str]:
    """What the user should know of his own rules; nothing fails for it."""
    return [say(notice, lang) for notice in report.notices]


def known(report: Report, lang: str) -> str:
    """How much trouble is left out since a baseline lists it; "" where there is no baseline."""
    if report.known is None:
        return ""
    values = {"met": report.known.met, "entries": report.known.entries}
    return say(remark("count.known", path=report.known.path, **values), lang)


def date_of(document: Document, lang: str) -> str:
    """The article's date in the reader's way, "" where it has none."""
    return day_text(document.date, lang) if document.date else ""


def in_brackets(text: str, lang: str) -> str:
    """The text in the brackets of the language."""
    return say(remark("brackets", text=text), lang)


def one_line(text: str) -> str:
    """A label or title without the breaks and runs of blanks of its source."""
    return " ".join(text.split())
