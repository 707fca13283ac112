"""What a report says as a whole: counts, health, and in which order a person should read it.

Health is DESIGN's: of the sources that are cited, how many can be verified today, live or through a proven copy. What
stands only in a footer or in an unused definition is no source of the article, and what was deliberately not asked was
not verified; both are counted apart. One's own files are no sources either.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from linkcheck.model import Grade, Outcome, Role, Way, brief, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkcheck.model import Document, Finding, Reference, Report

APART = frozenset({Role.FOOTER, Role.DEFINITION})
"""Roles that cite nothing: boilerplate, and a definition that no link uses."""

TROUBLE = (Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE)
"""What needs a person, worst first."""

MANY = 8
"""From more findings than these on, the unsure are told by rule and host instead of one by one."""

SEEN = "note.seen"
"""The note of what was not asked again."""

HOSTS = 10
"""How many hosts are worth naming in a report over several documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How many of the cited sources can be verified today: live ones, and others through a proven copy."""

    sources: int
    live: int
    archived: int

    @property
    def verifiable(self) -> int:
        """Live or archived."""
        return self.live + self.archived


@dataclass(frozen=True, slots=True)
class Cited:
    """What articles cite: in how many places, and the sources by outcome."""

    citations: int
    outcomes: Counter[Outcome]

    @property
    def sources(self) -> int:
        """How many are cited."""
        return self.outcomes.total()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One document with its findings that need a person, worst first, then in source order."""

    document: Document
    findings: tuple[Finding, ...]


def is_cited(finding: Finding) -> bool:
    """True where any of its places cites it as a source."""
    return citations(finding) > 0


def is_source(finding: Finding) -> bool:
    """True where it is cited, and is no file of one's own."""
    return finding.target.way is not Way.LOCAL and is_cited(finding)


def has_good_copy(finding: Finding) -> bool:
    """True where a copy was found that can be cited in its place."""
    copies = finding.lookup.copies if finding.lookup else ()
    return any(copy.grade is Grade.GOOD for copy in copies)


def unsearched(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many copies are still to be looked for, and how many seconds that would take as far as the run could tell."""
    left = [each.lookup for each in findings if each.lookup and each.lookup.is_open]
    known = (dict(each.reason.values).get("seconds") for each in left if each.reason)
    return len(left), max((each for each in known if isinstance(each, int)), default=0)


def seen_before(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many sources were not asked again, and how many seconds ago the first of them was seen."""
    notes = (note for finding in findings for note in finding.verdict.notes if note.id == SEEN)
    ages = [age for note in notes if isinstance(age := dict(note.values).get("ago"), int)]
    return len(ages), max(ages, default=0)


def replaceable(findings: Iterable[Finding]) -> int:
    """Places of dead sources that have a copy which can be cited instead."""
    return sum(
        len(finding.references)
        for finding in findings
        if finding.verdict.outcome is Outcome.DEAD and has_good_copy(finding)
    )


def count(findings: Iterable[Finding]) -> Counter[Outcome]:
    """Findings by outcome."""
    return Counter(finding.verdict.outcome for finding in findings)


def outcomes(findings: Sequence[Finding]) -> Counter[Outcome]:
    """The same of a whole report's, which need not be read for it."""
    counts = Counter[Outcome]()
    for (outcome, _), number in tally(findings).items():
        counts[outcome] += number
    return counts


def citations(finding: Finding) -> int:
    """Places that cite it, footers and definitions apart."""
    return sum(reference.role not in APART for reference in finding.references)


def cited(findings: Iterable[Finding]) -> Cited:
    """What is cited among these findings."""
    places, outcomes = 0, Counter[Outcome]()
    for finding in findings:
        if here := citations(finding):
            places += here
            outcomes[finding.verdict.outcome] += 1
    return Cited(places, outcomes)


def health(findings: Iterable[Finding]) -> Health:
    """The health of the cited sources among these findings."""
    sources = live = archived = 0
    for finding in findings:
        if finding.verdict.outcome is Outcome.SKIPPED or not is_source(finding):
            continue
        sources += 1
        if finding.verdict.outcome is Outcome.ALIVE:
            live += 1
        elif has_good_copy(finding):
            archived += 1
    return Health(sources=sources, live=live, archived=archived)


def health_of(report: Report) -> Health:
    """The health of all that a run's documents cite, what a baseline lists too."""
    found, known = health(report.findings), report.known
    if known is None:
        return found
    return Health(
        sources=found.sources + known.sources,
        live=found.live,
        archived=found.archived + known.archived,
    )


def requests_a_target(report: Report) -> float:
    """The mean number of requests that a target of the web took, archives apart."""
    asked = sum(
        finding.target.way is Way.WEB and finding.verdict.outcome is not Outcome.SKIPPED
        for finding in brief(report.findings)
    )
    return report.requests / asked if asked else 0.0


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that need a person, worst first, otherwise in the order given."""
    by_outcome: dict[Outcome, list[Finding]] = {outcome: [] for outcome in TROUBLE}
    for finding in findings:
        if finding.verdict.outcome in by_outcome:
            by_outcome[finding.verdict.outcome].append(finding)
    return tuple(finding for outcome in TROUBLE for finding in by_outcome[outcome])


def by_document(report: Report, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The documents that have any of these findings, the worst first.

    A finding stands in each document that cites it, with the places of that document only: a link in the footer of
    ten thousand articles would otherwise be told with ten thousand places ten thousand times.
    """
    cited_by: dict[str, list[Finding]] = {document.path: [] for document in report.documents}
    for finding in findings:
        places: dict[str, list[Reference]] = {}
        for reference in finding.references:
            places.setdefault(reference.path, []).append(reference)
        for path, here in places.items():
            cited_by.setdefault(path, []).append(replace(finding, references=tuple(here)))
    groups = (
        Group(document=document, findings=ordered(cited_by[document.path]))
        for document in report.documents
        if cited_by[document.path]
    )
    return tuple(sorted(groups, key=_badness))


def costly_hosts(findings: Iterable[Finding]) -> Iterator[tuple[str, int, Counter[Outcome]]]:
    """The hosts that cost the most citations: host, citations lost, outcomes of its dead and suspect sources."""
    lost: Counter[str] = Counter()
    outcomes: dict[str, Counter[Outcome]] = {}
    for finding in findings:
        if finding.verdict.outcome in (Outcome.DEAD, Outcome.SUSPECT) and finding.target.host:
            host = finding.target.host
            lost[host] += citations(finding)
            outcomes.setdefault(host, Counter())[finding.verdict.outcome] += 1
    for host, number in lost.most_common(HOSTS):
        yield host, number, outcomes[host]


def ages_of_dead(report: Report) -> list[int]:
    """The whole years since each dead source was cited, of those whose document tells its date."""
    dates = {document.path: document.date for document in report.documents}
    return [
        max(int((report.started.date() - cited).days / 365.25), 0)
        for finding in brief(report.findings)
        if finding.verdict.outcome is Outcome.DEAD
        for cited in [dates.get(finding.references[0].path)]
        if cited
    ]


def age_of_dead(report: Report) -> int:
    """The median of those years; 0 where no document tells its date."""
    return int(median(ages_of_dead(report) or [0]))


def _badness(group: Group) -> tuple[int, ...]:
    counts = count(group.findings)
    return tuple(-counts[outcome] for outcome in TROUBLE)
