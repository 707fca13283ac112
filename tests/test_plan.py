"""What a run would ask."""

from __future__ import annotations

from datetime import timedelta

from linkcheck.model import remark
from linkcheck.plan import plan
from linkcheck.report.plan import plan_lines
from linkcheck.resolve import resolve
from linkcheck.settings import Settings

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
    assert (made.targets, made.requests, made.hosts) == (6, 3, 2)
    assert made.busiest == (("a.example", 2), ("b.example", 1))
    assert made.least == timedelta(seconds=4)


def test_what_is_ignored_is_not_asked() -> None:
    targets = [resolve(url, Settings(exclude=("a.example",))) for url in URLS]
    assert plan(targets, Settings()).requests == 1
    assert remark("ignored.exclude", pattern="a.example") in [each.ignored for each in targets]


def test_nothing_to_ask() -> None:
    made = plan([], Settings())
    assert made.least == timedelta(0)
    assert "0" in next(plan_lines(made, "en"))


def test_the_plan_speaks_three_languages() -> None:
    made = plan([resolve(URLS[0], Settings())], Settings())
    told = {lang: "".join(plan_lines(made, lang)) for lang in ("en", "zh-Hans", "zh-Hant")}
    assert all("a.example" in text for text in told.values())
    assert len(set(told.values())) == 3
