"""Findings as the page's template wants them: every text said and fit to be shown, every link one that may be followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.language import duration_text, say, word
from linkcheck.model import Outcome, Role, brief, remark, whole
from linkcheck.report import phrases, summary
from linkcheck.report.html.drawing import Timeline, timeline
from linkcheck.report.safe import shown
from linkcheck.report.told import bare, fit

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from datetime import date

    from linkcheck.model import Copy, Finding, Hop, Look, Report

_TEXT_SHOWN = 240
_PLACES = 20
"""So many places of one source are named."""
_LONG = 1_000
"""From more sources on, the living are told in a line: a browser takes seconds for ten thousand stories."""
_NEEDS = "needs"
"""The filter for what needs a person."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: what it lets through, its name, how many there are, and whether it is on at first."""

    value: str
    name: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A copy: its sentence, its address, and its grade as a class of style."""

    text: str
    url: str
    grade: str


@dataclass(frozen=True, slots=True)
class Step:
    """One request: where, what came, and what speaks in its headers."""

    url: str
    came: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: its name and time, the requests, the page at the end."""

    name: str
    when: str
    steps: tuple[Step, ...]
    title: str
    text: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source on the page."""

    id: str
    outcome: str
    outcome_name: str
    role: str
    role_name: str
    places: tuple[str, ...]
    more_places: int
    label: str
    url: str
    href: str
    host: str
    reason: str
    notes: tuple[str, ...]
    nearly: tuple[tuple[str, str], ...]
    copies: tuple[Told, ...]
    absence: str
    looks: tuple[Seen, ...]
    timeline: Timeline | None
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One document with its sources."""

    path: str
    title: str
    tally: str
    rows: Iterable[Row]


def title(report: Report, lang: str) -> str:
    """The article's title, or what the page is."""
    only = report.documents[0] if len(report.documents) == 1 else None
    return phrases.one_line(only.title) if only and only.title else word("html.title", lang)


def facts(report: Report, lang: str) -> list[str]:
    """Paths, date, citations, requests and time of the run."""
    cited = summary.cited(report.findings)
    each = summary.requests_a_target(report)
    run = [
        say(remark("count.citations", citations=cited.citations, sources=cited.sources), lang),
        say(remark("count.requests", requests=report.requests, each=each), lang),
        *filter(None, [phrases.known(report, lang)]),
        duration_text(report.finished - report.started, lang),
        say(remark("html.checked", when=report.started.isoformat()), lang),
    ]
    if len(report.documents) != 1:
        return [say(remark("count.documents", count=len(report.documents)), lang), *run]
    document = report.documents[0]
    return [document.path, *filter(None, [phrases.date_of(document, lang)]), *run]


def tally(counts: Counter[Outcome], lang: str) -> list[tuple[str, str]]:
    """Outcomes with their counts, those that there are."""
    order = (Outcome.ALIVE, *summary.TROUBLE, Outcome.SKIPPED)
    return [(o.value, phrases.outcome_count(o, counts[o], lang)) for o in order if counts[o]]


def chips(findings: Iterable[Finding], lang: str, *, several: bool) -> list[Chip]:
    """The filters by outcome; what needs a person first, and on where there is any."""
    counts = summary.count(findings)
    trouble = sum(counts[outcome] for outcome in summary.TROUBLE)
    order = summary.TROUBLE if several else (*summary.TROUBLE, Outcome.ALIVE, Outcome.SKIPPED)
    everything = sum(counts[outcome] for outcome in order)
    return [
        Chip(_NEEDS, word("html.needs", lang), trouble, on=trouble > 0),
        Chip("", word("html.all", lang), everything, on=trouble == 0),
        *(
            Chip(outcome.value, word(f"outcome.{outcome}", lang), counts[outcome], on=False)
            for outcome in order
            if counts[outcome]
        ),
    ]


def roles(findings: Iterable[Finding], lang: str) -> list[tuple[str, str]]:
    """The roles that there are, in the order of the words."""
    present = {reference.role for finding in findings for reference in finding.references}
    return [(role.value, word(f"role.{role}", lang)) for role in Role if role in present]


def sections(report: Report, lang: str) -> Iterator[Section]:
    """The documents with their sources: one in its own order, several worst first with what needs a person."""
    dates = {document.path: document.date for document in report.documents if document.date}
    if len(report.documents) <= 1:
        yield Section("", "", "", _rows_of_one(report, lang, dates))
        return
    told: dict[str, str] = {}
    number = 0
    for group in summary.by_document(report, summary.ordered(brief(report.findings))):
        counts = phrases.outcomes(summary.count(group.findings), lang)
        group_rows = []
        for finding in group.findings:
            number += 1
            same_as = told.setdefault(finding.target.url, f"c{number}")
            is_told = same_as == f"c{number}"
            read = whole(report.findings, finding) if is_told else bare(finding)
            group_rows.append(
                _row(f"c{number}", read, lang, dates, "" if is_told else same_as, is_told=is_told)
            )
        path, name = shown(group.document.path), shown(group.document.title or "")
        yield Section(path, phrases.one_line(name), counts, group_rows)


def _rows_of_one(report: Report, lang: str, dates: dict[str, date]) -> Iterator[Row]:
    """The sources of one document in its order. Of a long one the living ones' evidence is not read: it takes longer than all else."""
    is_long = len(report.findings) > _LONG
    for number, each in enumerate(brief(report.findings), 1):
        is_told = not is_long or each.verdict.outcome is not Outcome.ALIVE
        read = whole(report.findings, each) if is_told else bare(each)
        yield _row(f"c{number}", read, lang, dates, is_told=is_told)


def _row(
    id_: str,
    finding: Finding,
    lang: str,
    dates: dict[str, date],
    same_as: str = "",
    *,
    is_told: bool,
) -> Row:
    """A source; where its story is not told, `same_as` is where it is, if anywhere."""
    safe = fit(finding)
    reference, verdict = safe.references[0], safe.verdict
    places = [phrases.place(each, with_path=False) for each in safe.references]
    lookup = safe.lookup
    copies = lookup.copies if lookup and phrases.has_copies(lookup) else ()
    return Row(
        id=id_,
        outcome=verdict.outcome.value,
        outcome_name=word(f"outcome.{verdict.outcome}", lang),
        role=reference.role.value,
        role_name=word(f"role.{reference.role}", lang),
        places=tuple(places[:_PLACES]),
        more_places=max(len(places) - _PLACES, 0),
        label="" if reference.label == reference.url else phrases.one_line(reference.label),
        url=reference.url,
        href=_href(finding.target.url, safe.target.url),
        host=phrases.host(safe, lang),
        reason=phrases.reason(safe, lang),
        notes=tuple(say(note, lang) for note in verdict.notes),
        nearly=tuple((each.rule, say(each.reason, lang)) for each in verdict.nearly),
        copies=tuple(_copy(copy, safe, lang) for copy in copies),
        absence=phrases.absence(lookup, lang) if lookup and not copies else "",
        looks=tuple(_looks(safe, lang)) if is_told else (),
        timeline=timeline(copies, _cited(safe, dates), lang) if is_told else None,
        same_as=same_as,
    )


def _href(url: str, told: str) -> str:
    """An address that a reader may follow: of the web, and shown just as it is, so that no secret and no trick is in it."""
    return url if url == told and url.lower().startswith(("http://", "https://")) else ""


def _cited(finding: Finding, dates: dict[str, date]) -> date | None:
    known = (each.date or dates.get(each.path) for each in finding.references)
    return min(filter(None, known), default=None)


def _copy(copy: Copy, finding: Finding, lang: str) -> Told:
    url = copy.memento.url
    return Told(phrases.copy_sentence(copy, finding, lang), _href(url, url), copy.grade.value)


def _looks(finding: Finding, lang: str) -> Iterator[Seen]:
    evidence = finding.evidence
    if evidence is None:
        return
    for number, look in enumerate(evidence.looks, 1):
        yield _seen(say(remark("explain.look", number=number), lang), look, lang)
    for name in ("root", "sibling", "shorter"):
        look = getattr(evidence, name)
        if look is not None:
            yield _seen(word(f"explain.{name}", lang), look, lang)


def _seen(name: str, look: Look, lang: str) -> Seen:
    page = look.page
    size = say(remark("explain.page", words=page.words, size=page.size), lang) if page else ""
    return Seen(
        name=name,
        when=f"{look.at:%Y-%m-%d %H:%M:%S} UTC",
        steps=tuple(_step(hop, lang) for hop in look.hops),
        title=phrases.one_line(page.title) if page else "",
        text=phrases.one_line(page.text)[:_TEXT_SHOWN] if page else "",
        facts=size,
    )


def _step(hop: Hop, lang: str) -> Step:
    came = [str(part) for part in (hop.status, hop.failure, hop.detail) if part]
    beside = [part for part in (hop.address, duration_text(hop.elapsed, lang)) if part]
    return Step(
        url=hop.url,
        came=f"{' '.join(came)} · {' · '.join(beside)}",
        headers=tuple(f"{name}: {value}" for name, value in hop.headers),
    )
