"""What a run would ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.model import Evidence, Hop, Look, remark
from linkcheck.plan import plan
from linkcheck.prospect import prospect
from linkcheck.report.plan import plan_lines
from linkcheck.resolve import resolve
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.plan import Prospect

SETTINGS = Settings()
URLS = [
    "http://a.example/1",
    "http://a.example/2",
    "http://a.example/2#part",
    "http://b.example/",
    "mailto:x@a.example",
    "http://[",
]


def test_requests_are_counted_once_and_by_host() -> None:
    targets = [resolve(url, Settings()) for url in URLS]
    made = plan(
        targets, Settings(interval_floor=timedelta(seconds=2), interval=timedelta(seconds=3))
    )
    assert (made.targets, made.requests) == (6, 3)
    assert made.hosts == {"a.example": 2, "b.example": 1}
    assert made.busiest == (("a.example", 2), ("b.example", 1))
    assert made.least == timedelta(seconds=4)


def test_what_is_ignored_is_not_asked() -> None:
    targets = [resolve(url, Settings(exclude=("a.example",))) for url in URLS]
    assert plan(targets, Settings()).requests == 1
    assert remark("ignored.exclude", pattern="a.example") in [each.ignored for each in targets]


def foretold(urls: Sequence[str], chosen: Settings = SETTINGS, seen: int = 0) -> Prospect:
    made = plan([resolve(url, chosen) for url in urls], chosen)
    return prospect(made, chosen, None, [evidence() for _ in range(seen)])


def evidence() -> Evidence:
    hop = Hop(url="http://a.example/", status=404, elapsed=timedelta(seconds=0.1))
    look = Look(at=datetime(2021, 12, 21, tzinfo=UTC), hops=(hop,))
    return Evidence(url="http://a.example/", looks=(look,))


def test_nothing_to_ask() -> None:
    told = foretold([])
    assert told.plan.least == timedelta(0)
    assert told.courses == ()
    assert "0" in next(plan_lines(told, "en"))


def test_it_rests_on_what_the_store_has_seen_where_that_is_enough() -> None:
    assert foretold(URLS, seen=10).basis == remark("plan.basis.usual")
    told = foretold([f"http://h{n}.example/" for n in range(50)], seen=200)
    assert told.basis == remark("plan.basis.store", targets=200)
    assert told.searches is not None
    assert told.searches.expected == 50
    assert foretold(URLS, replace(SETTINGS, archive=False)).searches is None


def test_workers_do_not_make_a_busy_host_quicker() -> None:
    busy = foretold([f"http://a.example/{n}" for n in range(200)])
    alone, several = busy.courses
    assert (alone.workers, several.workers) == (1, 4)
    assert several.time >= busy.plan.least <= alone.time


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(2, 6))
@settings(max_examples=20)
def test_nothing_is_expected_sooner_than_politeness_allows(hosts: list[str], workers: int) -> None:
    urls = [f"http://{host}.example/{number}" for number, host in enumerate(hosts)]
    told = foretold(urls, replace(SETTINGS, workers=workers))
    for course in told.courses:
        assert course.time + timedelta(seconds=0.1) >= told.plan.least - SETTINGS.interval


def test_the_plan_speaks_three_languages() -> None:
    made = foretold([URLS[0]])
    told = {lang: "".join(plan_lines(made, lang)) for lang in ("en", "zh-Hans", "zh-Hant")}
    assert all("a.example" in text for text in told.values())
    assert len(set(told.values())) == 3
