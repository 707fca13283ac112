"""What is only counted is counted alike, and nothing else of it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkcheck.model import Finding, HostEvidence, Outcome, Report, remark
from linkcheck.report import summary, terminal
from linkcheck.report.told import told
from linkcheck.report.view import View
from tests.report import sample
from tests.report.test_any_report import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

FINDINGS = tuple(replace(each, host=HostEvidence()) for each in sample.FINDINGS)
BARE = tuple(replace(each, host=None, evidence=None) for each in FINDINGS)
VIEWS = {"plain": View(), "quiet": View(quiet=True), "narrow": View(width=60)}


def shouted(finding: Finding) -> Finding:
    return replace(finding, target=replace(finding.target, url=finding.target.url.upper()))


def is_dead(finding: Finding) -> bool:
    return finding.verdict.outcome is Outcome.DEAD


def test_what_is_told_is_shown_and_the_others_are_nothing_but_counted() -> None:
    found = told(FINDINGS, shouted, is_dead)
    assert [bool(each.target.url) for each in found] == [is_dead(each) for each in FINDINGS]
    assert [*filter(is_dead, found)] == [shouted(each) for each in BARE if is_dead(each)]
    assert [*map(id, filter(is_dead, found))] == [*map(id, filter(is_dead, found))]


def test_it_is_a_sequence() -> None:
    found = told(FINDINGS, shouted, is_dead)
    every = [*found]
    assert [found[number] for number in range(-len(found), len(found))] == [*every, *every]
    assert [*found[1:3]] == every[1:3]
    with pytest.raises(IndexError):
        found[len(FINDINGS)]


def test_all_are_told_where_nothing_says_which() -> None:
    assert told(FINDINGS, shouted) == tuple(map(shouted, BARE))


def numbers(findings: Iterator[Finding]) -> list[object]:
    """All that a summary counts."""
    every = [*findings]
    return [
        summary.count(every),
        summary.cited(every),
        summary.health(every),
        summary.seen_before(every),
        [each.verdict.rule for each in every],
    ]


@given(reports())
def test_it_is_counted_alike(report: Report) -> None:
    found = told(report.findings, lambda finding: finding, terminal._is_told)
    assert numbers(iter(found)) == numbers(iter(report.findings))


def seen_before(report: Report, ago: int) -> Report:
    """The report as of a run that asked for half of the sources not again."""
    note = remark("note.seen", ago=ago)
    findings = [
        replace(each, verdict=replace(each.verdict, notes=(*each.verdict.notes, note)))
        if number % 2
        else each
        for number, each in enumerate(report.findings)
    ]
    return replace(report, findings=tuple(findings))


@pytest.mark.kill
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(report=reports(), ago=st.integers(0, 99_999))
def test_a_report_reads_as_if_all_were_told(
    view: View, report: Report, ago: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (report, seen_before(report, ago), sample.REPORT):
        lean = [*terminal.render(each, view)]
        with monkeypatch.context() as patched:
            patched.setattr(terminal, "_is_told", lambda _finding: True)
            assert [*terminal.render(each, view)] == lean
