"""How long a run would take, by playing it through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from linkcheck.model import Evidence, Failure, Hop, Look
from linkcheck.settings import Settings
from linkcheck.web.forecast import ENOUGH, PLAYED, Habit, forecast, habit_of

FINE = Habit(redirected=0, gone=0, pushed=0, stalled=0)
SETTINGS = Settings()


def look(status: int | None = 200, *, hops: int = 1, failure: Failure | None = None) -> Look:
    hop = Hop(
        url="http://a.example/", status=status, failure=failure, elapsed=timedelta(seconds=0.5)
    )
    return Look(at=datetime(2021, 12, 21, tzinfo=UTC), hops=(hop,) * hops, failure=failure)


def test_a_polite_run_takes_what_its_busiest_host_takes() -> None:
    told = forecast({"a.example": 1_000, "b.example": 10}, SETTINGS, FINE, work=0.1)
    assert told.busiest == pytest.approx(50.0)
    assert told.busiest <= told.seconds <= 1.1 * told.busiest


def test_nothing_takes_no_time() -> None:
    assert forecast({}, SETTINGS, Habit(), work=0.0).seconds == 0


@pytest.mark.parametrize(
    ("habit", "at_least"),
    [
        pytest.param(replace(FINE, gone=0.1), 3.0, id="a-second-look"),
        pytest.param(replace(FINE, stalled=0.1), 10 + 30, id="a-last-chance"),
    ],
)
def test_further_looks_come_after_the_queue(habit: Habit, at_least: float) -> None:
    requests = {f"h{n}.example": 10 for n in range(10)}
    plain = forecast(requests, SETTINGS, FINE, work=0.0)
    told = forecast(requests, SETTINGS, habit, work=0.0)
    assert told.seconds >= max(at_least, plain.seconds)


def test_a_host_that_pushes_back_is_asked_more_slowly() -> None:
    requests = {"a.example": 500}
    plain = forecast(requests, SETTINGS, FINE, work=0.0)
    assert (
        forecast(requests, SETTINGS, replace(FINE, pushed=0.05), work=0.0).seconds > plain.seconds
    )


@pytest.mark.kill
@pytest.mark.parametrize(
    ("settings", "work", "bound"),
    [
        pytest.param(replace(SETTINGS, concurrency=1), 0.0, "slots", id="one-slot"),
        pytest.param(SETTINGS, 1_000.0, "work", id="a-slow-machine"),
    ],
)
def test_slots_and_processors_bound_it_too(settings: Settings, work: float, bound: str) -> None:
    told = forecast({f"h{n}.example": 1 for n in range(1_000)}, settings, FINE, work)
    assert told.seconds >= getattr(told, bound) > 100


@pytest.mark.kill
def test_a_run_of_millions_is_played_by_its_busiest_hosts() -> None:
    requests = {f"h{n}.example": 20 for n in range(200_000)} | {"busy.example": PLAYED // 2}
    told = forecast(requests, SETTINGS, FINE, work=0.0)
    assert told.seconds >= told.slots == pytest.approx(4_010_000 * FINE.latency / 100)


@pytest.mark.kill
def test_a_host_that_is_too_long_to_be_played_goes_on_as_it_began() -> None:
    told = forecast({"a.example": 10 * PLAYED}, SETTINGS, FINE, work=0.0)
    assert told.busiest <= told.seconds <= 1.1 * told.busiest


def test_habit_is_what_evidence_shows() -> None:
    kinds = (
        [look()] * 90,
        [look(hops=2)] * 4,
        [look(404)] * 3,
        [look(429)] * 2,
        [look(None, failure=Failure.TIMEOUT)],
    )
    looks = [each for kind in kinds for each in kind]
    assert len(looks) == ENOUGH
    found = habit_of(Evidence(url="http://a.example/", looks=(each,)) for each in looks)
    assert found == Habit(
        latency=0.5,
        redirected=0.04,
        gone=0.03,
        pushed=0.02,
        named=0,
        rest=0,
        stalled=0.01,
        targets=100,
    )


def test_times_that_hosts_name_are_kept_to() -> None:
    requests = {"a.example": 300}
    silent = replace(FINE, pushed=0.05, named=0.0)
    named = replace(silent, named=1.0, rest=5.0)
    plain, slow = (forecast(requests, SETTINGS, each, work=0.0) for each in (silent, named))
    assert slow.seconds > plain.seconds + 20


@pytest.mark.kill
def test_one_push_does_not_slow_a_host_for_the_rest_of_the_run() -> None:
    requests = {"a.example": 1_000}
    plain = forecast(requests, SETTINGS, FINE, work=0.0)
    once = forecast(requests, SETTINGS, replace(FINE, pushed=0.001, named=0.0), work=0.0)
    assert plain.seconds < once.seconds < plain.seconds + 15


def test_too_little_evidence_is_none() -> None:
    assert habit_of([Evidence(url="http://a.example/", looks=(look(),))]) == Habit()
