"""The goals that the labelled webs are held to, by the whole tool; `make accuracy` prints the figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck import judge
from linkcheck.report.from_v1 import load
from linkcheck.resolve import resolve
from linkcheck.run import recall
from linkcheck.settings import Settings
from tests.accuracy import BAD, CASES, OUTCOMES, Judged, figures, judged, matrix, read_part
from tests.web.manifest import parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("accuracy")

PARTS = sorted(path for path in CASES.iterdir() if path.is_dir())
NOT_ASKED = frozenset({"no-such-host", "malformed", "private-address", "scheme", "mail", "local"})
"""Rules of cases whose host need not be in the manifest."""
WRITTEN_ON = CASES / "developed"


@pytest.mark.parametrize("folder", PARTS, ids=lambda path: path.name)
def test_a_part_is_well_formed(folder: Path) -> None:
    cases, manifest = read_part(folder)
    assert len({case.id for case in cases}) == len(cases)
    assert len({case.url for case in cases}) == len(cases)
    assert {case.outcome for case in cases} <= set(OUTCOMES)
    assert {case.role for case in cases} <= {"link", "image"}
    hosts = parse(manifest).hosts
    for case in cases:
        is_served = resolve(case.url, Settings()).host.rstrip(".") in hosts
        assert is_served or NOT_ASKED.intersection(case.rules), case.id


@pytest.fixture(scope="session")
def developed() -> tuple[tuple[Judged, ...], Mapping[str, Any]]:
    return judged(WRITTEN_ON)


def test_the_part_that_the_rules_were_written_on(
    developed: tuple[tuple[Judged, ...], Mapping[str, Any]],
) -> None:
    results, report = developed
    reached = figures(results, report)
    assert reached["precision of dead"] == 1.0
    assert reached["false alarms"] == 0
    assert reached["bad links caught"] >= 0.95
    assert reached["exact outcome"] >= 0.95
    assert reached["requests a target"] <= 2.0
    for each in results:
        assert each.outcome != each.case.outcome or each.rule in each.case.rules, each


def test_saved_evidence_is_judged_alike_without_a_request(
    developed: tuple[tuple[Judged, ...], Mapping[str, Any]],
) -> None:
    saved = load(json.dumps(developed[1]).encode(), "run.json")
    for finding in saved.findings:
        again = judge.verdict(recall(finding, saved.ending, Settings()))
        assert again == finding.verdict, finding.target.url


def test_the_matrix_counts_every_case() -> None:
    cases, _ = read_part(WRITTEN_ON)
    assert len(cases) >= 30
    assert sum(case.outcome in BAD for case in cases) >= 10
    assert len(list(matrix(()))) == len(OUTCOMES) + 1
