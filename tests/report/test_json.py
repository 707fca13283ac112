from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.model import Ending, HostEvidence, Outcome, Region, Report, Role, remark
from linkcheck.report import FORMATS, REFERENCE_FORMATS, View, finding_line, v1
from linkcheck.report import json as as_json
from linkcheck.report.safe import masked
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMAS = Path(v1.__file__).parent / "schema"


def told(report: Report) -> dict[str, Any]:
    parsed = json.loads("".join(FORMATS["json"].render(report, View())))
    assert isinstance(parsed, dict)
    return parsed


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads((SCHEMAS / name).read_text("utf-8")),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


@pytest.mark.parametrize(
    ("name", "shape"), [("report-1.json", v1.Report), ("references-1.json", v1.References)]
)
def test_the_schemas_are_made_from_the_shapes(
    name: str, shape: type, golden: Callable[[str, str], None]
) -> None:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(
        shape
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    golden(f"linkcheck/report/schema/{name}", json.dumps(schema, indent=1) + "\n")


def test_the_article(golden: Callable[[str, str], None]) -> None:
    for name in ("json", "jsonl"):
        text = "".join(FORMATS[name].render(sample.REPORT, View()))
        golden(f"fixtures/golden/article.{name}", text)


def test_the_articles_references(golden: Callable[[str, str], None]) -> None:
    places = tuple(place for found in sample.FINDINGS for place in found.references)
    for name in ("json", "csv"):
        text = "".join(REFERENCE_FORMATS[name].render(places, View()))
        golden(f"fixtures/golden/references.{name}", text)


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(sample.REPORT, id="one-article"),
        pytest.param(sample.SEVERAL, id="several"),
        pytest.param(sample.INTERRUPTED, id="interrupted"),
        pytest.param(replace(sample.REPORT, findings=(), documents=()), id="empty"),
    ],
)
def test_reports_fit_the_schema_and_the_shape(report: Report) -> None:
    parsed = told(report)
    validator("report-1.json").validate(parsed)
    read = msgspec.convert(parsed, v1.Report)
    assert len(read.findings) == len(report.findings)


def test_the_schema_refuses_what_is_no_report() -> None:
    parsed = told(sample.REPORT)
    parsed["findings"][0]["outcome"] = "fine"
    del parsed["summary"]["dead"]
    parsed["findings"][0]["references"][0]["line"] = 0
    assert len(list(validator("report-1.json").iter_errors(parsed))) == 3


def test_the_top_says_what_the_issue_promises() -> None:
    parsed = told(sample.INTERRUPTED)
    assert parsed["schema"] == "linkcheck-report/1"
    assert parsed["started"] == "2026-11-23T17:00:00Z"
    assert parsed["finished"] == "2026-11-23T17:00:24Z"
    assert parsed["tool"] == {"name": "linkcheck", "version": "0.1.0"}
    assert parsed["summary"] == {"alive": 9, "dead": 2, "suspect": 1, "unsure": 2, "skipped": 0}
    assert parsed["documents"][0]["path"] == sample.ARTICLE
    assert parsed["documents"][0]["title"] == sample.TITLE
    assert parsed["documents"][0]["date"] == "2021-12-21"
    assert parsed["ending"] == Ending.INTERRUPTED
    assert parsed["problems"] == ["missing.md: there is no such file"]


def test_findings_stand_in_source_order_with_their_url_as_first_cited() -> None:
    parsed = told(sample.REPORT)
    assert [found["url"] for found in parsed["findings"]] == [
        found.references[0].url for found in sample.FINDINGS
    ]


def test_a_finding_says_its_places_evidence_and_copies() -> None:
    dead = next(found for found in told(sample.REPORT)["findings"] if found["outcome"] == "dead")
    (place,) = dead["references"]
    assert (place["line"], place["column"], place["dest_line"], place["role"]) == (
        14,
        14,
        14,
        "reading",
    )
    assert place["definition"] is None
    assert dead["reason"] == "404 twice, 6 s apart: the site's front page is fine"
    assert dead["because"]["id"] == "line.reason"
    assert dead["because"]["values"]["rule"] == "404 twice, 6 s apart"
    assert [look["hops"][0]["status"] for look in dead["evidence"]["looks"]] == [404, 404]
    assert dead["evidence"]["looks"][0]["page"]["title"] == "Page not found"
    assert dead["archive"]["state"] == "found"
    (memento,) = dead["archive"]["mementos"]
    assert (memento["days"], memento["grade"], memento["captured"]) == (
        2,
        "good",
        "2021-12-23T04:05:06Z",
    )


def test_a_reference_link_points_at_its_definition() -> None:
    definition = Region(90, 99, 9, 6, 9, 15)
    link = sample.reference("1:1", Role.LINK, "label", "https://a.org/")
    link = link._replace(dest=None, definition=definition)
    parsed = json.loads("".join(REFERENCE_FORMATS["json"].render((link,), View())))
    validator("references-1.json").validate(parsed)
    (place,) = parsed["references"]
    assert (place["dest_line"], place["dest_column"]) == (None, None)
    assert place["definition"] == {"line": 9, "column": 6}


def test_lines_are_findings() -> None:
    lines = list(FORMATS["jsonl"].render(sample.REPORT, View()))
    assert lines == [finding_line(found) + "\n" for found in sample.FINDINGS]
    assert [json.loads(line) for line in lines] == told(sample.REPORT)["findings"]


def test_json_stays_english_whatever_the_reader_speaks() -> None:
    chinese = "".join(FORMATS["json"].render(sample.REPORT, View(lang="zh-Hans")))
    assert chinese == "".join(FORMATS["json"].render(sample.REPORT, View()))


def test_of_a_hosts_arrivals_only_those_that_concern_the_finding_are_told() -> None:
    found = sample.FINDINGS[0]
    ended = found.references[0].url
    host = HostEvidence(
        host="gnews.org", answers=(("200", 3),), arrivals=((ended, 2), ("https://other/", 900))
    )
    parsed = json.loads(finding_line(replace(found, host=host)))
    assert parsed["host"]["arrivals"] == [[ended, 2]]


def test_secrets_are_masked_and_the_unseen_is_escaped_without_loss() -> None:
    url = "https://editor:hunter2@a.org/x?token=s3cret&page=2"
    place = sample.reference("1:1", Role.LINK, "a\u202eb\x1b[31m", url)
    told_ = finding_line(
        sample.finding((place,), Outcome.DEAD, remark("problem", problem=f"see {url}"))
    )
    assert "hunter2" not in told_
    assert "s3cret" not in told_
    assert told_.isprintable()
    parsed = json.loads(told_)
    assert parsed["url"] == "https://***@a.org/x?token=***&page=2"
    assert parsed["references"][0]["label"] == "a\u202eb\x1b[31m"


def test_extract_tells_urls_as_they_are_cited() -> None:
    url = "https://editor:hunter2@a.org/x?key=1"
    place = sample.reference("1:1", Role.LINK, "label", url)
    (said,) = json.loads("".join(REFERENCE_FORMATS["json"].render((place,), View())))["references"]
    assert said["url"] == url


PIECES = st.sampled_from(
    [
        "?",
        "&",
        "#",
        "=",
        "token",
        "ke",
        "y",
        "%6B",
        "_",
        "@",
        "//",
        "a",
        '"',
        "\x01",
        "\x7f",
        " ",
        ";",
        "\n",
        "\\",
        "\u202e",
        "\udc80",
        "é",
        "%40",
    ]
)


@settings(max_examples=300)
@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4))
def test_the_quick_way_says_what_the_thorough_one_does(texts: list[str]) -> None:
    thorough = as_json._escaped(texts, lambda text: masked(as_json._as_text(text)))
    assert as_json.encoded(texts) == thorough
