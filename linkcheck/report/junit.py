"""JUnit's XML, as CI servers read it: a suite a document, a case a place, a failure what fails the run.

There is no standard; the elements are those that the Jenkins xUnit schema and GitLab's parser have in common. What needs a
person without failing the run is `skipped` with its reason, so that a server shows it and stays green; what could not be
read is an `error`. XML 1.0 §2.2 allows no control characters, escaped or not: they are spelled out before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from linkcheck.model import Outcome
from linkcheck.report import phrases, summary
from linkcheck.report.failing import fails
from linkcheck.report.safe import inert_markup
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkcheck.model import Finding, Reference, Report
    from linkcheck.report.view import View
    from linkcheck.settings import FailOn

_LANG = "en"


def render(report: Report, view: View) -> Iterator[str]:
    """The whole report, a suite at a time."""
    told = for_people(report)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    seconds = (report.finished - report.started).total_seconds()
    yield f'<testsuites name="linkcheck" time="{seconds:.3f}">\n'
    if told.problems:
        yield _written(_problems(told.problems))
    for path, cases in _by_path(told.findings).items():
        yield _written(
            _suite(path, cases, view.fail_on, report.started.strftime("%Y-%m-%dT%H:%M:%S"))
        )
    yield "</testsuites>\n"


def _by_path(findings: Iterable[Finding]) -> dict[str, list[tuple[Reference, Finding]]]:
    """The places of each document in source order."""
    cases: dict[str, list[tuple[Reference, Finding]]] = {}
    for finding in findings:
        for reference in finding.references:
            cases.setdefault(reference.path, []).append((reference, finding))
    for rows in cases.values():
        rows.sort(key=lambda row: (row[0].region.line, row[0].region.column))
    return cases


def _suite(
    path: str,
    cases: list[tuple[Reference, Finding]],
    fail_on: FailOn,
    timestamp: str,
) -> Element:
    ends = Counter(_end(finding, fail_on) for _, finding in cases)
    suite = Element(
        "testsuite",
        name=path,
        tests=str(len(cases)),
        failures=str(ends["failure"]),
        errors="0",
        skipped=str(ends["skipped"]),
        timestamp=timestamp,
    )
    for reference, finding in cases:
        _case(suite, reference, finding, _end(finding, fail_on))
    return suite


def _end(finding: Finding, fail_on: FailOn) -> str:
    if fails(finding, fail_on):
        return "failure"
    return "" if finding.verdict.outcome is Outcome.ALIVE else "skipped"


def _case(suite: Element, reference: Reference, finding: Finding, end: str) -> None:
    place = phrases.place(reference, with_path=False)
    case = SubElement(
        suite,
        "testcase",
        classname=reference.path,
        name=f"{place} {reference.url}",
        file=reference.path,
        line=str(reference.region.line),
    )
    if not end:
        return
    reason = phrases.reason(finding, _LANG)
    told = SubElement(case, end, message=f"{finding.verdict.outcome}: {reason}")
    if end == "failure":
        told.set("type", finding.verdict.rule)
        told.text = "\n".join(_story(reference, finding, reason))


def _story(reference: Reference, finding: Finding, reason: str) -> Iterator[str]:
    yield f"{phrases.place(reference, with_path=True)}: {reference.url}"
    yield f"{finding.verdict.outcome}: {reason}"
    if summary.has_good_copy(finding) and finding.lookup:
        copy = finding.lookup.copies[0]
        yield f"{phrases.copy_sentence(copy, finding, _LANG)}: {copy.memento.url}"


def _problems(problems: tuple[str, ...]) -> Element:
    """The inputs that could not be read."""
    number = str(len(problems))
    suite = Element("testsuite", name="inputs", tests=number, failures="0", errors=number)
    for problem in problems:
        case = SubElement(suite, "testcase", classname="inputs", name=problem)
        SubElement(case, "error", message=problem, type="input")
    return suite


def _written(suite: Element) -> str:
    indent(suite, level=1)
    return f"  {inert_markup(tostring(suite, encoding='unicode').rstrip())}\n"
