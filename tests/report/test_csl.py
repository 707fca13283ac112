"""CSL-JSON of the sources."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from linkcheck.model import Grade, Outcome, Report, Role, remark
from linkcheck.report import FORMATS, View
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable


def told(report: Report) -> list[dict[str, Any]]:
    items = json.loads("".join(FORMATS["csl"].render(report, View())))
    assert isinstance(items, list)
    return items


def test_the_article(golden: Callable[[str, str], None]) -> None:
    golden(
        "fixtures/golden/article.csl.json", "".join(FORMATS["csl"].render(sample.REPORT, View()))
    )


def test_what_is_cited_and_nothing_else() -> None:
    items = told(sample.REPORT)
    assert len(items) == 10
    assert len({item["id"] for item in items}) == 10
    assert all("privacy" not in item["URL"] for item in items)


def test_the_dead_were_seen_when_they_were_cited_and_the_living_today() -> None:
    items = {item["URL"]: item for item in told(sample.REPORT)}
    dead = items["https://gnews.org/zh-hans/1732373/"]
    assert dead["accessed"] == {"date-parts": [[2021, 12, 21]]}
    assert dead["archive_location"].startswith("https://web.archive.org/web/20211223")
    assert dead["archive"] == "web.archive.org"
    assert dead["title"].startswith("中俄联军侵略")
    alive = items["https://gnews.org/zh-hans/1777037/"]
    assert alive["accessed"] == {"date-parts": [[2026, 11, 23]]}
    assert "archive_location" not in alive


def one(role: Role, label: str, title: str, outcome: Outcome = Outcome.ALIVE) -> dict[str, Any]:
    place = sample.reference("1:1", role, label, "https://a.org/x")
    seen = sample.seen("https://a.org/x", 200, title=title)
    found = sample.finding((place,), outcome, sample.OK, evidence=seen)
    (item,) = told(replace(sample.REPORT, findings=(found,)))
    return item


def test_where_the_label_names_nothing_the_living_page_does() -> None:
    assert one(Role.LINK, "a label", "A title")["title"] == "a label"
    assert one(Role.IMAGE_CREDIT, "图片来源", "A title")["title"] == "A title"
    assert one(Role.IMAGE_CREDIT, "图片来源", "404", Outcome.DEAD)["title"] == "https://a.org/x"
    assert one(Role.IMAGE, "a picture", "")["type"] == "graphic"


def test_a_doubtful_copy_is_no_place_of_the_source() -> None:
    copy = sample.copy("https://a.org/x", sample.STARTED.date(), Grade.DOUBTFUL, remark("ok"))
    place = sample.reference("1:1", Role.LINK, "x", "https://a.org/x")
    found = sample.finding((place,), Outcome.DEAD, sample.OK, lookup=sample.found(copy))
    (item,) = told(replace(sample.REPORT, findings=(found,)))
    assert "archive_location" not in item


def test_a_copy_at_an_address_that_is_none() -> None:
    """A saved run may have been changed by hand."""
    copied = next(found for found in sample.REPORT.findings if found.lookup and found.lookup.copies)
    assert copied.lookup
    (copy, *_) = copied.lookup.copies
    nowhere = replace(copy, memento=replace(copy.memento, url="http://["))
    finding = replace(copied, lookup=replace(copied.lookup, copies=(nowhere,)))
    (item,) = told(replace(sample.REPORT, findings=(finding,)))
    assert (item["archive"], item["archive_location"]) == (copy.memento.archive, "http://[")
