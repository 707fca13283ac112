from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.client import ask, pool
from tests.web.journal import Request, gaps, load, peak, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def request(start: float, end: float | None) -> Request:
    head = b"GET / HTTP/1.1\r\nHost: a.example\r\nX-A: 1\r\nx-a: 2"
    return Request(
        method="GET",
        scheme="http",
        host="a.example",
        target="/",
        head=head,
        connection=1,
        start=start,
        end=end,
    )


@pytest.mark.parametrize(
    ("spans", "most"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([(0, 1), (1, 2), (2, 3)], 1, id="one after another"),
        pytest.param([(0, 3), (1, 2), (1.5, 4)], 3, id="overlapping"),
        pytest.param([(0, None), (5, 6)], 2, id="never answered"),
    ],
)
def test_peak(spans: list[tuple[float, float | None]], most: int) -> None:
    assert peak(request(start, end) for start, end in spans) == most


def test_gaps_are_between_starts_in_time() -> None:
    assert gaps(request(start, None) for start in (3, 1, 1.5)) == (0.5, 1.5)


def test_headers() -> None:
    one = request(0, 1)
    assert one.headers == (("host", "a.example"), ("x-a", "1"), ("x-a", "2"))
    assert (one.header("x-a"), one.header("cookie")) == ("1, 2", None)
    assert one.url == "http://a.example/"


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    requests = (request(0, 1), request(1, None))
    save(requests, tmp_path / "log.jsonl")
    assert load(tmp_path / "log.jsonl") == requests


def test_what_a_server_saw(web: Callable[..., Any]) -> None:
    table = {"hosts": {"a.example": {"default": {"body": "x", "delay": 0.2}}, "b.example": {}}}
    with web(table) as site:
        with pool(site) as connections:
            asking = [
                threading.Thread(target=connections.request, args=("GET", f"http://a.example/{n}"))
                for n in range(3)
            ]
            for thread in asking:
                thread.start()
            for thread in asking:
                thread.join()
        ask(site, "https://b.example:8443/x?y", headers={"Accept": "*/*"})
        assert (site.peak("a.example"), site.peak("b.example"), site.peak()) == (3, 1, 3)
        assert len(site.gaps("a.example")) == 2
        [other] = site.asked("b.example")
        assert (other.url, other.status) == ("https://b.example/x?y", 404)
        assert other.header("accept") == "*/*"
        site.forget()
        assert (site.requests, site.queries) == ((), ())
