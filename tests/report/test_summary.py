from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from linkcheck.model import Finding, Grade, Lookup, LookupState, Outcome, Role, remark
from linkcheck.report import phrases, summary
from tests.report import sample


def source(outcome: Outcome, *roles: Role, grade: Grade | None = None) -> Finding:
    url = f"https://{outcome}.org/{roles}{grade}"
    places = tuple(
        sample.reference(f"{line}:1", role, "", url) for line, role in enumerate(roles, 1)
    )
    captured = sample.copy(url, date(2021, 12, 22), grade, sample.OK) if grade else None
    lookup = Lookup(state=LookupState.FOUND, copies=(captured,)) if captured else None
    return sample.finding(places, outcome, sample.OK, lookup=lookup)


@pytest.mark.parametrize(
    ("findings", "health"),
    [
        pytest.param(sample.FINDINGS, (10, 5, 3), id="the-article"),
        pytest.param((), (0, 0, 0), id="nothing"),
        pytest.param((source(Outcome.ALIVE, Role.FOOTER),), (0, 0, 0), id="footer-is-apart"),
        pytest.param((source(Outcome.DEAD, Role.DEFINITION),), (0, 0, 0), id="definition-is-apart"),
        pytest.param(
            (source(Outcome.ALIVE, Role.FOOTER, Role.LINK),), (1, 1, 0), id="footer-and-link"
        ),
        pytest.param((source(Outcome.SKIPPED, Role.LINK),), (0, 0, 0), id="skipped-is-no-source"),
        pytest.param(
            (source(Outcome.DEAD, Role.LINK, grade=Grade.DOUBTFUL),), (1, 0, 0), id="doubtful-copy"
        ),
        pytest.param(
            (source(Outcome.UNSURE, Role.LINK, grade=Grade.GOOD),), (1, 0, 1), id="unsure-copied"
        ),
        pytest.param(
            (source(Outcome.ALIVE, Role.LINK, grade=Grade.GOOD),), (1, 1, 0), id="alive-and-copied"
        ),
    ],
)
def test_health(findings: tuple[Finding, ...], health: tuple[int, int, int]) -> None:
    found = summary.health(findings)
    assert (found.sources, found.live, found.archived) == health
    assert found.verifiable == found.live + found.archived


def test_places_that_cite_are_counted_without_footers() -> None:
    assert summary.cited(sample.FINDINGS).citations == 12


def test_trouble_comes_worst_first_in_source_order() -> None:
    order = [
        (f.verdict.outcome, f.references[0].region.line) for f in summary.ordered(sample.FINDINGS)
    ]
    assert order == [
        (Outcome.DEAD, 14),
        (Outcome.DEAD, 23),
        (Outcome.SUSPECT, 24),
        (Outcome.UNSURE, 12),
        (Outcome.UNSURE, 19),
    ]


def test_documents_come_worst_first_and_fine_ones_not_at_all() -> None:
    groups = summary.by_document(sample.SEVERAL, summary.ordered(sample.SEVERAL.findings))
    assert [(group.document.path, len(group.findings)) for group in groups] == [
        (sample.ARTICLE, 5),
        (sample.OTHER, 2),
    ]


def test_the_hosts_that_cost_most_lead() -> None:
    assert list(summary.costly_hosts(sample.SEVERAL.findings)) == [
        ("gnews.org", 2, Counter({Outcome.DEAD: 1})),
        ("www.gisreportsonline.com", 2, Counter({Outcome.SUSPECT: 1})),
        ("new.qq.com", 1, Counter({Outcome.DEAD: 1})),
    ]


def test_the_age_of_the_dead() -> None:
    assert summary.age_of_dead(sample.REPORT) == 4
    assert summary.age_of_dead(replace(sample.REPORT, documents=())) == 0


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        pytest.param(0, "the article's day", "与文章同日", id="same"),
        pytest.param(1, "1 day after the article", "晚于文章 1 天", id="one-after"),
        pytest.param(-4, "4 days before the article", "早于文章 4 天", id="before"),
        pytest.param(60, "60 days after the article", "晚于文章 60 天", id="still-days"),
        pytest.param(-61, "2 months before the article", "早于文章约 2 个月", id="months"),
        pytest.param(731, "2 years after the article", "晚于文章约 2 年", id="years"),
    ],
)
def test_distances(days: int, english: str, chinese: str) -> None:
    assert phrases.distance(days, "anchor.article", "en") == english
    assert phrases.distance(days, "anchor.article", "zh-Hans") == chinese


def test_a_grade_that_is_not_good_is_said() -> None:
    after = sample.copy("https://a.org/", date(2023, 1, 2), Grade.ONLY_AFTER_DEATH, sample.SHOWS)
    assert phrases.copy_sentence(after, sample.FINDINGS[0], "en") == (
        "only after its death: 2 Jan 2023, 12 months after the article: shows the page"
    )


def test_without_a_citations_date_only_the_copys_day_is_said() -> None:
    copy = sample.copy("https://a.org/", date(2023, 1, 2), Grade.GOOD, sample.SHOWS)
    undated = replace(copy, days=None)
    assert (
        phrases.copy_sentence(undated, sample.FINDINGS[0], "zh-Hans") == "2023年1月2日：显示原页面"
    )


@pytest.mark.parametrize(
    ("lookup", "sentence"),
    [
        (Lookup(state=LookupState.NOT_ASKED), "not asked"),
        (
            Lookup(state=LookupState.NONE, reason=remark("search.none")),
            "none: the archive has no capture",
        ),
    ],
    ids=["without-reason", "with-reason"],
)
def test_why_there_is_no_copy(lookup: Lookup, sentence: str) -> None:
    assert phrases.absence(lookup, "en") == sentence


def test_of_many_places_the_first_are_named() -> None:
    places = tuple(sample.reference(f"{n}:1", Role.LINK, "", "https://a.org/") for n in range(2, 8))
    assert phrases.also(places, "en", with_path=False) == "(also 2:1, 3:1, 4:1 and 3 more)"


def test_a_date_beside_the_citation_is_the_one_to_be_near() -> None:
    found = sample.FINDINGS[4]
    assert found.lookup
    place = found.references[0]._replace(date=date(2021, 12, 21))
    said = phrases.copy_sentence(found.lookup.copies[0], replace(found, references=(place,)), "en")
    assert said.startswith("23 Dec 2021, 2 days after the citation: ")
