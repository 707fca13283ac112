"""Several runs as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from linkcheck.merge import merge
from linkcheck.model import Ending, Lookup, LookupState, Outcome, Report, Role
from tests.report import sample

URL = "https://a.example/x"


def run(*outcomes: tuple[Outcome, str], path: str = "a.md") -> Report:
    findings = tuple(
        sample.finding(
            (sample.reference("1:1", Role.LINK, "label", f"{URL}{number}", path=path),),
            outcome,
            sample.OK,
            rule=rule,
        )
        for number, (outcome, rule) in enumerate(outcomes)
    )
    return replace(sample.REPORT, documents=(sample.document(path),), findings=findings)


ALIVE, DEAD = (Outcome.ALIVE, "ok"), (Outcome.DEAD, "gone")
SUSPECT, UNSURE = (Outcome.SUSPECT, "parked"), (Outcome.UNSURE, "timeout")

PAIRS = {
    "alive anywhere is alive": (ALIVE, DEAD, ALIVE, ("dead", "gone")),
    "alive though refused elsewhere": (UNSURE, ALIVE, ALIVE, ("unsure", "timeout")),
    "alive though parked elsewhere": (SUSPECT, ALIVE, ALIVE, ("suspect", "parked")),
    "dead needs both": (DEAD, DEAD, DEAD, None),
    "dead for one alone is unsure": (DEAD, UNSURE, UNSURE, ("dead", "gone")),
    "an answer tells more than none": (UNSURE, SUSPECT, SUSPECT, ("unsure", "timeout")),
    "suspect and dead": (DEAD, SUSPECT, SUSPECT, ("dead", "gone")),
}


@pytest.mark.parametrize(("one", "other", "said", "noted"), PAIRS.values(), ids=PAIRS.keys())
def test_two_runs_of_one_source(
    one: tuple[Outcome, str],
    other: tuple[Outcome, str],
    said: tuple[Outcome, str],
    noted: tuple[str, str] | None,
) -> None:
    for reports in ([run(one), run(other)], [run(other), run(one)]):
        (finding,) = merge(reports).findings
        assert (finding.verdict.outcome, finding.verdict.rule) == said
        notes = [dict(note.values) for note in finding.verdict.notes]
        expected = [{"outcome": f"outcome.{noted[0]}", "rule": noted[1]}] if noted else []
        assert notes == expected


def test_one_run_stays_as_it_is() -> None:
    assert merge([sample.REPORT]) is sample.REPORT


def test_what_only_one_run_cites_keeps_its_verdict() -> None:
    merged = merge([run(DEAD), run(ALIVE, DEAD)])
    assert [each.verdict.outcome for each in merged.findings] == [Outcome.ALIVE, Outcome.DEAD]


def test_places_and_documents_of_all_runs() -> None:
    merged = merge([run(DEAD), run(DEAD, path="b.md"), run(DEAD)])
    (finding,) = merged.findings
    assert [place.path for place in finding.references] == ["a.md", "b.md"]
    assert [document.path for document in merged.documents] == ["a.md", "b.md"]


def test_figures_of_all_runs() -> None:
    later = replace(run(DEAD), finished=sample.STARTED + timedelta(hours=2), requests=5)
    merged = merge([sample.INTERRUPTED, later])
    assert merged.requests == sample.REPORT.requests + 5
    assert merged.finished - merged.started == timedelta(hours=2)
    assert merged.ending is Ending.INTERRUPTED
    assert merged.problems == sample.INTERRUPTED.problems


def test_the_search_that_found_a_copy_counts_and_none_is_told_of_the_living() -> None:
    failed = Lookup(state=LookupState.LOOKUP_FAILED)
    found = next(each.lookup for each in sample.FINDINGS if each.lookup)
    one, other = run(DEAD), run(DEAD)
    one = replace(one, findings=(replace(one.findings[0], lookup=failed),))
    other = replace(other, findings=(replace(other.findings[0], lookup=found),))
    assert merge([one, other]).findings[0].lookup is found
    assert merge([one, run(ALIVE)]).findings[0].lookup is None
