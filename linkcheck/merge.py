"""Several runs as one: what was seen from two networks, or of two parts of a repository.

A source that lives anywhere lives; it is dead only where every run that asked says so; in between the run that got
furthest is heard: `suspect` (an answer came) before `unsure`. Being blocked on one network is thus no death.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from linkcheck.ignoring import IGNORED
from linkcheck.model import Ending, LookupState, Outcome, Report, remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.model import Document, Finding, Lookup

_HEARD = (Outcome.ALIVE, Outcome.SUSPECT, Outcome.UNSURE, Outcome.DEAD, Outcome.SKIPPED)
"""Whose word counts where runs differ, the first before the others."""


def merge(reports: Sequence[Report]) -> Report:
    """One report of several, a finding a target, in the order in which they first came."""
    if len(reports) == 1:
        return reports[0]
    documents: dict[str, Document] = {}
    findings: dict[tuple[str, bool], list[Finding]] = {}
    for report in reports:
        for document in report.documents:
            documents.setdefault(document.path, document)
        for finding in report.findings:
            findings.setdefault(_key(finding), []).append(finding)
    return Report(
        documents=tuple(documents.values()),
        findings=tuple(_merged(each) for each in findings.values()),
        started=min(report.started for report in reports),
        finished=max(report.finished for report in reports),
        version=reports[-1].version,
        ending=_ending(reports),
        requests=sum(report.requests for report in reports),
        archive_requests=sum(report.archive_requests for report in reports),
        notices=tuple(dict.fromkeys(notice for report in reports for notice in report.notices)),
        problems=tuple(dict.fromkeys(problem for report in reports for problem in report.problems)),
    )


def _key(finding: Finding) -> tuple[str, bool]:
    """Places that the article pardons are told apart from the others of their target."""
    return finding.target.url, finding.verdict.rule == IGNORED


def _ending(reports: Sequence[Report]) -> Ending:
    """Complete where each run was; else how the first that was not came to its end."""
    broken = (report.ending for report in reports if report.ending is not Ending.COMPLETE)
    return next(broken, Ending.COMPLETE)


def _merged(findings: Sequence[Finding]) -> Finding:
    heard = min(findings, key=lambda finding: _HEARD.index(finding.verdict.outcome))
    others = (
        remark("note.elsewhere", outcome=f"outcome.{outcome}", rule=rule)
        for outcome, rule in dict.fromkeys(
            (finding.verdict.outcome, finding.verdict.rule)
            for finding in findings
            if finding.verdict.outcome is not heard.verdict.outcome
        )
    )
    places = dict.fromkeys(place for finding in findings for place in finding.references)
    verdict = replace(heard.verdict, notes=(*heard.verdict.notes, *others))
    lookup = None if verdict.outcome is Outcome.ALIVE else _lookup(findings)
    return replace(heard, references=tuple(places), verdict=verdict, lookup=lookup)


def _lookup(findings: Sequence[Finding]) -> Lookup | None:
    """The search that found a copy, else the first that was made."""
    lookups = [finding.lookup for finding in findings if finding.lookup]
    found = (lookup for lookup in lookups if lookup.state is LookupState.FOUND)
    return next(found, next(iter(lookups), None))
