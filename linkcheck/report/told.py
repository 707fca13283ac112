"""The findings of a report as people are shown them: what is told by itself, and of the others what is counted.

A report goes through them some ten times. 100,000 findings are 90 MB as objects and a second to read back from the store, each time; what is
counted of one is its way, the roles of its places, outcome, rule and notes, in which most are alike.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from linkcheck import model
from linkcheck.made import Made
from linkcheck.report.glance import is_fit
from linkcheck.report.safe import cleaned, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linkcheck.model import Finding, Outcome, Remark, Report, Role, Way

    Kind = tuple[Way, tuple[Role, ...], Outcome, str, tuple[Remark, ...]]


def for_people(report: Report, tells: Callable[[Finding], bool] | None = None) -> Report:
    """The report as far as people are shown it, each text of a stranger's fit to be shown.

    What is not told by itself (`tells`) but only counted is left as it is, since to look at a finding takes thirty times as long.
    """
    documents = tuple(replace(document, text="", fields=()) for document in report.documents)
    # One path stands in all references of a document, one rule in thousands of verdicts.
    clean = lru_cache(maxsize=4_096)(shown)
    # To glance at a few takes longer than to clean them.
    show = fit if tells is None else cleaned
    return replace(
        report,
        documents=cleaned(documents, clean),
        findings=told(report.findings, lambda finding: show(finding, clean), tells),
        problems=cleaned(report.problems, shown),
        known=cleaned(report.known, shown),
        notices=cleaned(report.notices, shown),
    )


def fit(finding: Finding, clean: Callable[[str], str] = shown) -> Finding:
    """A finding each text of which is fit to be shown: most are so as they are."""
    return finding if is_fit(finding) else cleaned(finding, clean)


def told(
    findings: Sequence[Finding],
    show: Callable[[Finding], Finding],
    is_told: Callable[[Finding], bool] | None = None,
) -> Sequence[Finding]:
    """All findings without evidence; those that are told (all where nothing says which are) as `show` gives them.

    The others have nothing but what is counted: no URL, no label, no place.
    """
    brief = map(bare, model.brief(findings))
    return tuple(map(show, brief)) if is_told is None else _told(brief, show, is_told)


def _told(
    findings: Iterator[Finding],
    show: Callable[[Finding], Finding],
    is_told: Callable[[Finding], bool],
) -> Sequence[Finding]:
    """Findings of which few are told by themselves; of the others those that are counted alike are one."""
    different: list[Finding] = []
    which = array("I")  # of all findings, where in `different` each one stands
    kinds: dict[Kind, int] = {}
    for each in findings:
        if is_told(each):
            which.append(len(different))
            different.append(show(each))
            continue
        kind = _kind(each)
        if kind not in kinds:
            kinds[kind] = len(different)
            different.append(_counted(*kind))
        which.append(kinds[kind])
    return Made(different.__getitem__, which)


def bare(finding: Finding) -> Finding:
    """A finding without evidence and host."""
    if finding.evidence is None and finding.host is None:
        return finding
    return replace(finding, evidence=None, host=None)


def _kind(finding: Finding) -> Kind:
    """What is counted of a finding."""
    verdict = finding.verdict
    roles = tuple([each.role for each in finding.references])
    return finding.target.way, roles, verdict.outcome, verdict.rule, verdict.notes


def _counted(
    way: Way, roles: tuple[Role, ...], outcome: Outcome, rule: str, notes: tuple[Remark, ...]
) -> Finding:
    """A finding with that and nothing else."""
    nowhere = model.Region(0, 0, 1, 1, 1, 1)
    return model.Finding(
        target=model.Target(url="", way=way),
        references=tuple(
            model.Reference(path="", region=nowhere, dest=None, role=role, label="", url="")
            for role in roles
        ),
        verdict=model.Verdict(outcome=outcome, rule=rule, reason=model.remark(""), notes=notes),
    )
