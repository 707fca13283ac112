"""Hosts are shared out whole, evenly by the time they take, and the same way each time."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.checking.shards import LARGEST, WORK, share_out

INTERVAL = 0.05


def family(host: str) -> str:
    return ".".join(host.split(".")[-2:])


COUNTS = st.dictionaries(
    st.builds(
        "{}.{}.example".format, st.sampled_from("abc"), st.integers(0, 30).map("site{}".format)
    ),
    st.integers(1, 5_000),
    max_size=40,
)


@given(COUNTS, st.integers(1, 8))
def test_each_host_is_in_one_shard_with_its_whole_family(
    counts: dict[str, int], workers: int
) -> None:
    made = share_out(counts, workers, INTERVAL, family)
    assert Counter(host for shard in made for host in shard.hosts) == Counter(
        dict.fromkeys(counts, 1)
    )
    homes = {(family(host), number) for number, shard in enumerate(made) for host in shard.hosts}
    assert len(homes) == len({family(host) for host in counts})


@given(COUNTS, st.integers(1, 8))
def test_the_counts_are_those_of_the_hosts(counts: dict[str, int], workers: int) -> None:
    for shard in share_out(counts, workers, INTERVAL, family):
        own = [counts[host] for host in shard.hosts]
        assert (shard.requests, shard.busiest) == (sum(own), max(own))


@given(COUNTS, st.integers(1, 8))
def test_no_shard_takes_longer_than_an_even_share_and_one_family(
    counts: dict[str, int], workers: int
) -> None:
    made = share_out(counts, workers, INTERVAL, family)
    longest = max((shard.seconds(INTERVAL) for shard in made), default=0.0)
    sizes = Counter[str]()
    for host, count in counts.items():
        sizes[family(host)] += count
    must = max(counts.values(), default=0) * INTERVAL
    even = (sum(counts.values()) / workers + max(sizes.values(), default=0)) * WORK
    assert longest <= max(must, even) + 1e-9


def test_balance_is_by_time_and_not_by_number() -> None:
    # One host of 1,000 takes 50 s; a thousand hosts of two take 2 s of work.
    counts = {"busy.example": 1_000} | {f"s{n}.example": 2 for n in range(1_000)}
    busy, rest = share_out(counts, 2, INTERVAL, lambda host: host)
    assert busy.hosts == {"busy.example"}
    assert len(rest.hosts) == 1_000


def test_hosts_of_a_domain_stay_together() -> None:
    counts = {"www.a.example": 10, "img.a.example": 10, "b.example": 10}
    made = share_out(counts, 3, INTERVAL, family)
    assert {shard.hosts for shard in made} == {
        frozenset({"www.a.example", "img.a.example"}),
        frozenset({"b.example"}),
    }


@pytest.mark.parametrize(
    ("counts", "workers", "expected"),
    [
        pytest.param({}, 4, 0, id="nothing"),
        pytest.param({"a.example": 1}, 4, 1, id="fewer hosts than workers"),
        pytest.param(
            {f"h{n}.example": 100 for n in range(1_000)},
            2,
            100_000 // LARGEST,
            id="too large for one",
        ),
    ],
)
def test_the_number_of_shards(counts: dict[str, int], workers: int, expected: int) -> None:
    made = share_out(counts, workers, INTERVAL, lambda host: host)
    assert len(made) == expected
    assert all(shard.requests <= LARGEST for shard in made)


def test_the_longest_comes_first() -> None:
    counts = {f"h{n}.example": n for n in range(1, 50)}
    made = share_out(counts, 5, INTERVAL, lambda host: host)
    times = [shard.seconds(INTERVAL) for shard in made]
    assert times == sorted(times, reverse=True)
