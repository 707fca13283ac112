"""The engine's correctness cases, against real connections: whatever engine serves has to pass these first."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck.model import Answer, Ask, Failure
from linkcheck.settings import Settings
from linkcheck.web.outfit import outfit
from tests.web.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "所有人都非常清楚，真相即将揭晓。"

FAULTS: dict[str, tuple[int | None, Failure | None]] = {
    # no answer
    "reset": (None, Failure.RESET),
    "close": (None, Failure.RESET),
    "stall": (None, Failure.TIMEOUT),
    "stall-head": (None, Failure.TIMEOUT),
    "drip-head": (None, Failure.TIMEOUT),
    "slow-headers": (None, Failure.TIMEOUT),
    "cut-head": (None, Failure.RESET),
    # no HTTP
    "garbage": (None, Failure.PROTOCOL),
    "bad-status": (None, Failure.PROTOCOL),
    "long-status": (None, Failure.PROTOCOL),
    "no-colon": (None, Failure.PROTOCOL),
    "blank-name": (None, Failure.PROTOCOL),
    "nul-header": (None, Failure.PROTOCOL),
    "http09": (None, Failure.PROTOCOL),
    "ssh": (None, Failure.PROTOCOL),
    "wrong-version": (None, Failure.PROTOCOL),
    "two-lengths": (None, Failure.PROTOCOL),
    "negative-length": (None, Failure.PROTOCOL),
    "word-length": (None, Failure.PROTOCOL),
    "huge-length": (None, Failure.PROTOCOL),
    "switch": (None, Failure.PROTOCOL),
    # a head, and a body that is none
    "bad-chunk": (200, Failure.PROTOCOL),
    "huge-chunk": (200, Failure.PROTOCOL),
    "endless-chunk": (200, Failure.TOO_LARGE),
    # too much of it
    "huge-header": (None, Failure.TOO_LARGE),
    "endless-headers": (None, Failure.TOO_LARGE),
    "endless-line": (None, Failure.TOO_LARGE),
    "huge-reason": (None, Failure.TOO_LARGE),
    "many-headers": (None, Failure.TOO_LARGE),
    "endless-continue": (None, Failure.TOO_LARGE),
    # odd, and yet an answer
    "long-header": (200, None),
    "latin1-header": (200, None),
    "folded-header": (200, None),
    "no-reason": (200, None),
    "http10": (200, None),
    "no-length": (200, None),
    "chunked": (200, None),
    "early-hints": (200, None),
    "continue": (200, None),
    "short": (200, None),
    "long": (200, None),
    "reset-body": (200, None),
    "stall-body": (200, None),
    "drip": (200, None),
    "endless-body": (200, None),
    "not-gzip": (200, None),
    "unknown-coding": (200, None),
    "control-header": (200, None),
    "bare-lf": (200, None),
    "chunked-and-length": (200, None),
    "cut-chunk": (200, None),
    "unknown-transfer": (200, None),
    "cut-body": (200, None),
    "linger": (200, None),
    "endless-trailers": (200, None),
    "idle-close": (200, None),
}


NEVER_OVER = frozenset(
    {
        "stall",
        "stall-head",
        "drip-head",
        "slow-headers",
        "stall-body",
        "drip",
        "linger",
        "endless-body",
    }
)
"""Faults that last as long as they are waited for."""


def manifest() -> dict[str, Any]:
    page = {"status": 200, "title": "真相", "text": TEXT * 3}
    faults = [{"path": f"/{name}", "fault": name, **page} for name in FAULTS]
    codings = [
        {"path": f"/{name}", "encoding": name, **page} for name in ("gzip", "br", "zstd", "deflate")
    ]
    bomb = {"path": "/bomb", "status": 200, "encoding": "br", "bomb": 30_000_000}
    return {
        "hosts": {
            "a.example": {"answers": [{"path": "/", **page}, *faults, *codings, bomb]},
            "expired.example": {"tls": "expired", "answers": [{"path": "/", **page}]},
            "untrusted.example": {"tls": "untrusted", "answers": [{"path": "/", **page}]},
            "wrong-name.example": {"tls": "wrong-name", "answers": [{"path": "/", **page}]},
            "alert.example": {"tls": "alert", "answers": [{"path": "/", **page}]},
            "plain.example": {"tls": "none", "answers": [{"path": "/", **page}]},
            "refusing.example": {"refuse": True},
            "nx.example": {"dns": "nxdomain"},
            "servfail.example": {"dns": "servfail"},
            "nodata.example": {"dns": "nodata"},
            "silent.example": {"dns": "timeout"},
            "private.example": {"dns": ["10.0.0.1"]},
            "loop.example": {"dns": ["127.0.0.1", "::1"]},
            "half-private.example": {
                "dns": ["10.0.0.1", "93.184.216.34"],
                "answers": [{"path": "/", **page}],
            },
            "rebinding.example": {
                "dns": [["93.184.216.34"], ["127.0.0.1"]],
                "answers": [{"path": "/", **page}],
            },
        }
    }


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(manifest()) as running:
        yield running


def settings(site: Site, **changes: Any) -> Settings:
    known: dict[str, Any] = {
        "connect_to": f"127.0.0.1:{site.port}",
        "dns": f"127.0.0.1:{site.dns_port}",
        "ca_file": str(site.ca),
        "dns_timeout": timedelta(seconds=0.6),
    }
    return Settings(**(known | changes))


def fetch(
    site: Site,
    *urls: str,
    fresh: bool = False,
    limit: int = 100_000,
    seconds: float = 1,
    **changes: Any,
) -> list[Answer]:
    async def all_of_them() -> list[Answer]:
        async with outfit(settings(site, **changes)) as web:
            timeout = timedelta(seconds=seconds)
            asks = [Ask(url=url, timeout=timeout, limit=limit, fresh=fresh) for url in urls]
            return [await web.fetch(ask) for ask in asks]

    return asyncio.run(all_of_them())


@pytest.mark.parametrize(
    ("name", "status", "failure"), [(name, *end) for name, end in FAULTS.items()], ids=FAULTS
)
def test_faults_are_told_apart(
    site: Site, name: str, status: int | None, failure: Failure | None
) -> None:
    seconds = 1 if name in NEVER_OVER else 10
    (answer,) = fetch(site, f"http://a.example/{name}", seconds=seconds)
    assert (answer.hop.failure, answer.hop.status) == (failure, status)


ELSEWHERE = {
    "plain": ("http://a.example/", 200, None),
    "TLS": ("https://a.example/", 200, None),
    "expired": ("https://expired.example/", None, Failure.TLS),
    "untrusted": ("https://untrusted.example/", None, Failure.TLS),
    "wrong name": ("https://wrong-name.example/", None, Failure.TLS),
    "alert": ("https://alert.example/", None, Failure.TLS),
    "no TLS there": ("https://plain.example/", None, Failure.TLS),
    "expired over http": ("http://expired.example/", 200, None),
    "closed at once": ("http://refusing.example/", None, Failure.RESET),
    "no such host": ("http://nx.example/", None, Failure.NO_SUCH_HOST),
    "unknown to the server": ("http://unheard-of.example/", None, Failure.NO_SUCH_HOST),
    "server failure": ("http://servfail.example/", None, Failure.DNS),
    "no address": ("http://nodata.example/", None, Failure.NO_ADDRESS),
    "silent resolver": ("http://silent.example/", None, Failure.DNS),
    "private by DNS": ("http://private.example/", None, Failure.PRIVATE),
    "loopback by DNS": ("http://loop.example/", None, Failure.PRIVATE),
    "one address is public": ("http://half-private.example/", 200, None),
    "loopback literal": ("http://127.0.0.1/", None, Failure.PRIVATE),
    "metadata literal": ("http://169.254.169.254/latest/", None, Failure.PRIVATE),
    "mapped literal": ("http://[::ffff:10.0.0.1]/", None, Failure.PRIVATE),
    "localhost": ("http://localhost/", None, Failure.PRIVATE),
}


@pytest.mark.parametrize(("url", "status", "failure"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_hosts_are_told_apart(
    site: Site, url: str, status: int | None, failure: Failure | None
) -> None:
    (answer,) = fetch(site, url)
    assert (answer.hop.failure, answer.hop.status) == (failure, status)
    assert answer.hop.detail or failure in (None, Failure.TIMEOUT)


def test_refused_is_told_from_everything_else(site: Site) -> None:
    (answer,) = fetch(site, "http://a.example/", connect_to="127.0.0.1:1")
    assert answer.hop.failure is Failure.REFUSED


def test_rebinding_is_refused_at_the_second_answer(site: Site) -> None:
    (first,) = fetch(site, "http://rebinding.example/")
    (second,) = fetch(site, "http://rebinding.example/")
    assert first.hop.status == 200
    assert second.hop.failure is Failure.PRIVATE


def test_private_addresses_by_the_users_word(site: Site) -> None:
    (answer,) = fetch(site, "http://private.example/", allow_private=True)
    assert answer.hop.failure is None


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_codings_are_undone(site: Site, coding: str) -> None:
    (answer,) = fetch(site, f"http://a.example/{coding}")
    assert TEXT in answer.body.decode()


def test_a_bomb_stays_small(site: Site) -> None:
    (answer,) = fetch(site, "http://a.example/bomb", limit=10_000)
    assert answer.truncated
    assert len(answer.body) == 10_000


def test_an_endless_body_is_left(site: Site) -> None:
    (answer,) = fetch(site, "http://a.example/endless-body", limit=50_000)
    assert answer.truncated
    assert len(answer.body) <= 50_000


def test_a_connection_is_kept_for_the_next_request(site: Site) -> None:
    site.forget()
    fetch(site, "http://a.example/", "http://a.example/gzip", "http://a.example/")
    assert len({request.connection for request in site.requests}) == 1


def test_what_comes_behind_an_answer_is_no_answer_to_the_next_request(site: Site) -> None:
    site.forget()
    first, second = fetch(site, "http://a.example/long", "http://a.example/")
    assert (first.hop.status, second.hop.status) == (200, 200)
    assert TEXT in second.body.decode()
    assert len({request.connection for request in site.requests}) == 2


def test_a_connection_that_its_server_has_closed_is_not_used_again(site: Site) -> None:
    def ask(name: str) -> Ask:
        return Ask(url=f"http://a.example/{name}", timeout=timedelta(seconds=1), limit=10_000)

    async def one_after_the_other() -> list[Answer]:
        async with outfit(settings(site)) as web:
            first = await web.fetch(ask("idle-close"))
            async with asyncio.timeout(5):
                # Until it has seen the end, which it tells nobody.
                while web.fetch._transport._origins:  # type: ignore[attr-defined] # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            return [first, await web.fetch(ask(""))]

    site.forget()
    first, second = asyncio.run(one_after_the_other())
    assert (first.hop.failure, second.hop.failure) == (None, None)
    assert len({request.connection for request in site.requests}) == 2


def test_a_fresh_look_has_its_own_connection_and_its_own_answer_of_the_resolver(site: Site) -> None:
    site.forget()
    fetch(site, "http://a.example/", "http://a.example/", fresh=True)
    assert len({request.connection for request in site.requests}) == 2
    assert len([query for query in site.queries if query.name.startswith("a.example")]) >= 2


def test_nothing_is_sent_twice_behind_our_back(site: Site) -> None:
    site.forget()
    fetch(site, "http://a.example/", "http://a.example/reset", "http://a.example/close")
    assert [request.target for request in site.requests] == ["/", "/reset", "/close"]


def test_the_resolver_is_asked_once_a_name(site: Site) -> None:
    site.forget()
    fetch(site, *[f"http://a.example/{n}" for n in range(5)])
    assert len(site.queries) <= 2


def test_without_a_resolver_no_name_is_asked(site: Site) -> None:
    site.forget()
    (answer,) = fetch(site, "http://a.example/", dns=None)
    assert answer.hop.status == 200
    assert site.queries == ()


def test_the_authors_escapes_arrive_as_they_are(site: Site) -> None:
    site.forget()
    fetch(site, "http://a.example/a%28b%29%c3?x=%20+y")
    assert site.requests[0].target == "/a%28b%29%c3?x=%20+y"


def test_the_peers_address_is_known(site: Site) -> None:
    (answer,) = fetch(site, "http://a.example/")
    assert answer.hop.address == "127.0.0.1"
