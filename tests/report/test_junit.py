"""JUnit by a parser of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from junitparser import Error, Failure, JUnitXml, Skipped

from linkcheck.model import Outcome, Report, Role
from linkcheck.report import FORMATS, View
from linkcheck.settings import FailOn
from tests.report import sample
from tests.report.test_any_report import reports, some

if TYPE_CHECKING:
    from collections.abc import Callable


def text(report: Report, view: View) -> str:
    return "".join(FORMATS["junit"].render(report, view))


def told(report: Report, fail_on: FailOn = FailOn.DEAD) -> JUnitXml:
    return JUnitXml.fromstring(text(report, View(fail_on=fail_on)).encode())


def test_the_article(golden: Callable[[str, str], None]) -> None:
    golden("fixtures/golden/article.junit.xml", text(sample.REPORT, View()))


def test_a_suite_a_document_and_a_case_a_place() -> None:
    suites = {suite.name: suite for suite in told(sample.SEVERAL)}
    assert set(suites) == {sample.ARTICLE, sample.OTHER, "posts/fine.md"}
    assert [case.name.split(" ")[0] for case in suites[sample.OTHER]] == ["11:3", "14:3"]
    article = list(suites[sample.ARTICLE])
    assert len(article) == 16
    assert article[0].classname == sample.ARTICLE


ENDS = {
    FailOn.DEAD: (2, 4),
    FailOn.SUSPECT: (3, 3),
    FailOn.UNSURE: (6, 0),
    FailOn.NEVER: (0, 6),
}


@pytest.mark.parametrize(("fail_on", "ends"), ENDS.items(), ids=ENDS.keys())
def test_a_failure_is_what_fails_the_run(fail_on: FailOn, ends: tuple[int, int]) -> None:
    (suite,) = told(sample.REPORT, fail_on)
    results = [result for case in suite for result in case.result]
    counted = tuple(sum(isinstance(each, kind) for each in results) for kind in (Failure, Skipped))
    assert counted == ends == (suite.failures, suite.skipped)


def test_a_failure_says_where_why_and_the_copy() -> None:
    (suite,) = told(sample.REPORT)
    failure = next(result for case in suite for result in case.result if type(result) is Failure)
    assert failure.type == "gone"
    assert failure.message.startswith("dead: gone: 404 twice")
    assert "fixtures/article.md:14:14: https://gnews.org" in failure.text
    assert "https://web.archive.org/web/2021" in failure.text


def test_what_could_not_be_read_is_an_error() -> None:
    suites = {suite.name: suite for suite in told(sample.INTERRUPTED)}
    (case,) = suites["inputs"]
    assert [type(result) for result in case.result] == [Error]
    assert suites["inputs"].errors == 1


def test_what_xml_has_no_place_for_is_spelled_out() -> None:
    place = sample.reference("1:1", Role.LINK, "x", "https://a.org/\x00\x1b\ufffe]]><b>")
    found = sample.finding((place,), Outcome.DEAD, sample.OK)
    (suite,) = told(replace(sample.REPORT, findings=(found,)))
    (case,) = suite
    assert case.name == r"1:1 https://a.org/\x00\x1b\ufffe]]><b>"


@some
@given(reports())
def test_any_report_is_xml(report: Report) -> None:
    suites = list(told(report))
    places = sum(len(finding.references) for finding in report.findings)
    assert sum(len(list(suite)) for suite in suites) == places + len(report.problems)
