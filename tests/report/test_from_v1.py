"""Saved reports are read back, and are input like any other."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from linkcheck.errors import SourceError
from linkcheck.model import HostEvidence, Page, Report, remark
from linkcheck.report import FORMATS, View
from linkcheck.report.from_v1 import load
from tests.report import sample
from tests.report.test_any_report import reports, some

if TYPE_CHECKING:
    from collections.abc import Callable


def saved(report: Report) -> str:
    return "".join(FORMATS["json"].render(report, View()))


@pytest.mark.parametrize(
    "report", [sample.REPORT, sample.SEVERAL, sample.INTERRUPTED], ids=["one", "several", "broken"]
)
def test_a_saved_run_is_told_as_before(report: Report) -> None:
    again = load(saved(report).encode(), "run.json")
    for name in FORMATS:
        assert "".join(FORMATS[name].render(again, View())) == "".join(
            FORMATS[name].render(report, View())
        )


def test_all_that_a_rule_looks_at_comes_back() -> None:
    page = Page(
        title="t", media=1, scripts=2, hollow=True, state=("error:404",), width=3, height=4, links=5
    )
    finding = sample.FINDINGS[0]
    assert finding.evidence
    look = replace(finding.evidence.looks[0], page=page)
    evidence = replace(finding.evidence, looks=(look,), root=look, sibling=look, shorter=look)
    host = HostEvidence(host="h", answers=(("200", 3),), arrivals=((look.url, 2),), alike=4)
    report = replace(
        sample.REPORT, findings=(replace(finding, evidence=evidence, host=host, lookup=None),)
    )
    (again,) = load(saved(report).encode(), "run.json").findings
    assert again.evidence == evidence
    assert again.host == host


@some
@given(reports())
def test_any_run_is_the_same_when_saved_again(report: Report) -> None:
    once = saved(load(saved(report).encode(), "run.json"))
    assert saved(load(once.encode(), "run.json")) == once


def _with(change: Callable[[Any], object]) -> bytes:
    parsed = json.loads(saved(sample.REPORT))
    change(parsed)
    return json.dumps(parsed).encode()


NO_REPORTS = {
    "empty": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"schema": "\xff"}',
    "another thing": b'{"schema": "linkcheck-references/1", "references": []}',
    "an article": b"# A title\n",
    "nested too deep": b"[" * 100_000,
    "a version to come": _with(lambda run: run.update(schema="linkcheck-report/9")),
    "no places": _with(lambda run: run["findings"][0].update(references=[])),
    "an outcome that is none": _with(lambda run: run["findings"][0].update(outcome="fine")),
    "line 0": _with(lambda run: run["findings"][0]["references"][0].update(line=0)),
    "a time before time": _with(lambda run: run.update(started="0001-01-01T00:00:00+14:00")),
    "an endless time-out": _with(
        lambda run: run["findings"][0]["evidence"]["looks"][0].update(timeout=1e300)
    ),
}


@pytest.mark.parametrize("raw", NO_REPORTS.values(), ids=NO_REPORTS.keys())
def test_what_is_no_report_is_one_line(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"^run\.json: no saved report") as caught:
        load(raw, "run.json")
    assert "\n" not in str(caught.value)


UNKNOWN = {
    "a sentence of a later version": {"id": "gone.forever", "values": {}},
    "values that do not fit": {"id": "gone", "values": {"status": 404, "gap": "long ago"}},
    "values that are missing": {"id": "gone", "values": {}},
}


@pytest.mark.parametrize("because", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_sentence_that_is_not_known_is_told_as_it_was_saved(because: dict[str, Any]) -> None:
    raw = _with(lambda run: run["findings"][0].update(because=because, reason="It is *so*."))
    reason = load(raw, "run.json").findings[0].verdict.reason
    assert reason == remark("verbatim", text="It is *so*.")


def test_fields_of_a_later_version_do_no_harm() -> None:
    raw = _with(lambda run: run["findings"][0].update(novelty=1))
    assert load(raw, "run.json").findings


def test_counts_that_cannot_be_draw_no_endless_bar() -> None:
    known = {"path": "b.json", "entries": 1, "met": 1, "sources": 1, "archived": 10**15}
    report = load(json.dumps({**json.loads(saved(sample.REPORT)), "baseline": known}).encode(), "r")
    for name in FORMATS:
        assert len("".join(FORMATS[name].render(report, View()))) < 1_000_000
