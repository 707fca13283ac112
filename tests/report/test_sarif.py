"""SARIF by its official schema, and by what viewers make of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given

from linkcheck.model import Outcome, Report, Role, remark
from linkcheck.report import FORMATS, View
from tests.report import sample
from tests.report.test_any_report import reports, some

if TYPE_CHECKING:
    from collections.abc import Callable

OFFICIAL = Path(__file__).parents[2] / ".venv" / "official" / "sarif.json"
HASH = "af47e7b67f24efe74076621fd3a5fbe7398add9e84fe820c971219a385895cea"


def told(report: Report) -> dict[str, Any]:
    parsed = json.loads("".join(FORMATS["sarif"].render(report, View(lang="zh-Hans"))))
    assert isinstance(parsed, dict)
    return parsed


def results(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(report)["runs"][0]["results"]
    return found


@pytest.fixture(scope="module")
def official() -> jsonschema.Draft7Validator:
    if not OFFICIAL.exists():
        pytest.skip("make official fetches SARIF's schema")
    raw = OFFICIAL.read_bytes()
    assert hashlib.sha256(raw).hexdigest() == HASH
    return jsonschema.Draft7Validator(
        json.loads(raw), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize(
    "report",
    [
        sample.REPORT,
        sample.SEVERAL,
        sample.INTERRUPTED,
        replace(sample.REPORT, findings=(), documents=()),
    ],
    ids=["one", "several", "broken", "empty"],
)
def test_it_fits_the_official_schema(report: Report, official: jsonschema.Draft7Validator) -> None:
    official.validate(told(report))


def test_the_schema_refuses_what_is_no_log(official: jsonschema.Draft7Validator) -> None:
    log = told(sample.REPORT)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(official.iter_errors(log))


@some
@given(reports())
def test_any_report_fits(official: jsonschema.Draft7Validator, report: Report) -> None:
    official.validate(told(report))


def test_the_article(golden: Callable[[str, str], None]) -> None:
    golden("fixtures/golden/article.sarif", "".join(FORMATS["sarif"].render(sample.REPORT, View())))


def test_a_result_a_place_that_needs_a_person_worst_first() -> None:
    found = results(sample.REPORT)
    assert [(each["level"], each["ruleId"]) for each in found] == [
        ("error", "gone"),
        ("error", "no-such-host"),
        ("warning", "redirected-home"),
        ("note", "timeout"),
        ("note", "wall"),
        ("note", "wall"),
    ]
    rules = told(sample.REPORT)["runs"][0]["tool"]["driver"]["rules"]
    for each in found:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]


def test_columns_count_code_points() -> None:
    assert told(sample.REPORT)["runs"][0]["columnKind"] == "unicodeCodePoints"
    region = results(sample.REPORT)[0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 14, "startColumn": 14, "endLine": 14, "endColumn": 76}


def dead(line: int, url: str = "https://a.org/", path: str = "a.md", label: str = "x") -> Report:
    place = sample.reference(f"{line}:1", Role.LINK, label, url, path=path)
    found = sample.finding((place,), Outcome.DEAD, sample.OK)
    return replace(sample.REPORT, findings=(found,), documents=(sample.document(path),))


def fingerprint(report: Report) -> str:
    return str(results(report)[0]["partialFingerprints"]["citation/v1"])


def test_a_fingerprint_outlives_edits_around_it() -> None:
    assert fingerprint(dead(3)) == fingerprint(dead(99))
    assert len({fingerprint(dead(3)), fingerprint(dead(3, "https://b.org/"))}) == 2
    assert len({fingerprint(dead(3)), fingerprint(dead(3, path="b.md"))}) == 2


def test_the_same_source_twice_has_two_fingerprints() -> None:
    (finding,) = dead(3).findings
    twice = replace(finding, references=finding.references * 2)
    found = results(replace(sample.REPORT, findings=(twice,)))
    assert len({each["partialFingerprints"]["citation/v1"] for each in found}) == 2


PATHS = {
    "a plain one": ("posts/a.md", {"uri": "posts/a.md", "uriBaseId": "%SRCROOT%"}),
    "Han and blanks": (
        "文章/a b#1.md",
        {"uri": "%E6%96%87%E7%AB%A0/a%20b%231.md", "uriBaseId": "%SRCROOT%"},
    ),
    "an absolute one": ("/tmp/a.md", {"uri": "file:///tmp/a.md"}),
}


@pytest.mark.parametrize(("path", "location"), PATHS.values(), ids=PATHS.keys())
def test_paths_are_uris(path: str, location: dict[str, str]) -> None:
    found = results(dead(1, path=path))[0]["locations"][0]["physicalLocation"]
    assert found["artifactLocation"] == location


def test_a_message_has_no_links_and_no_placeholders_of_a_strangers() -> None:
    place = sample.reference("1:1", Role.LINK, "x", "https://a.org/?[click](javascript:x){0}")
    found = sample.finding((place,), Outcome.DEAD, remark("problem", problem="[y](https://b.org)"))
    (result,) = results(replace(sample.REPORT, findings=(found,)))
    assert r"\[click\](javascript:x){{0}}" in result["message"]["text"]
    assert r"\[y\](https://b.org)" in result["message"]["text"]


def test_secrets_and_the_unseen_do_not_pass() -> None:
    text = json.dumps(told(dead(1, "https://u:pw@a.org/?token=abc", label="\x1b[31m\u202e")))
    assert "pw@" not in text
    assert "abc" not in text
    assert "\\u202e" not in text.replace("\\\\u202e", "")


def test_a_rule_of_a_later_version_explains_itself_by_its_outcome() -> None:
    (finding,) = dead(1).findings
    later = replace(finding, verdict=replace(finding.verdict, rule="vanished"))
    log = told(replace(sample.REPORT, findings=(later,)))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "vanished"
    assert rule["shortDescription"]["text"]
