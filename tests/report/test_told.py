"""What is only counted is read when it is reached, and is what would have been held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from linkcheck.model import HostEvidence, Outcome
from linkcheck.report import terminal
from linkcheck.report import told as module
from linkcheck.report.told import told
from linkcheck.report.view import View
from tests.report import sample

if TYPE_CHECKING:
    from linkcheck.model import Finding

FINDINGS = tuple(replace(each, host=HostEvidence()) for each in sample.FINDINGS)


def shouted(finding: Finding) -> Finding:
    return replace(finding, target=replace(finding.target, url=finding.target.url.upper()))


def is_dead(finding: Finding) -> bool:
    return finding.verdict.outcome is Outcome.DEAD


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 0)


@pytest.mark.usefixtures("held")
def test_it_is_what_would_have_been_held(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(FINDINGS, shouted, is_dead)
    assert not isinstance(found, tuple)
    monkeypatch.setattr(module, "HELD", len(FINDINGS))
    expected = told(FINDINGS, shouted, is_dead)
    assert isinstance(expected, tuple)
    assert [*found] == [*expected]
    assert [found[number] for number in range(-len(found), len(found))] == [*expected, *expected]
    assert [*found[1:3]] == [*expected[1:3]]
    with pytest.raises(IndexError):
        found[len(FINDINGS)]
    assert {each.host for each in found} == {None}
    assert [each.target.url.isupper() for each in found] == [is_dead(each) for each in FINDINGS]


@pytest.mark.usefixtures("held")
def test_what_is_told_stays_the_same_object() -> None:
    """By its target the terminal knows a source that several documents cite."""
    found = told(FINDINGS, shouted, is_dead)
    assert [*map(id, filter(is_dead, found))] == [*map(id, filter(is_dead, found))]


@pytest.mark.parametrize(
    "view", [View(), View(verbose=True), View(quiet=True)], ids=["plain", "verbose", "quiet"]
)
def test_a_large_report_reads_as_a_small_one(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    small = [*terminal.render(sample.REPORT, view)]
    monkeypatch.setattr(module, "HELD", 0)
    assert [*terminal.render(sample.REPORT, view)] == small
