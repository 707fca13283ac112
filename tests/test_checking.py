"""Targets shared out among real processes: what one process sees, all together see, and every lane stays whole."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck import judge
from linkcheck.checking import Foreman, follower
from linkcheck.model import Case, Evidence, Failure
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.web.check import Checker, Inquiry, Open, opened
from linkcheck.web.hosts import Hosts
from linkcheck.web.outfit import outfit
from tests.web.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


PAGE = {"path_prefix": "/", "status": 200, "title": "A page", "text": "Some words to read. " * 40}
GONE = {"path_prefix": "/gone", "status": 404, "title": "Not found"}


def to(path: str, location: str) -> dict[str, object]:
    return {"path": path, "status": 302, "headers": {"Location": location}}


WEB = {
    "hosts": {
        **{f"h{n}.example": {"answers": [GONE, PAGE]} for n in range(6)},
        "www.shorter.example": {"answers": [to("/x", "http://h1.example/here"), PAGE]},
        "chain.example": {"answers": [to("/a", "http://back.example/b"), PAGE]},
        "back.example": {"answers": [to("/b", "http://chain.example/c"), PAGE]},
        "archived.example": {"answers": [to("/y", "http://h2.example/kept"), PAGE]},
    }
}
URLS = [
    *(f"http://h{n}.example/p{m}" for n in range(6) for m in range(4)),
    "http://h3.example/gone",
    "http://www.shorter.example/x",
    "http://chain.example/a",
    "http://archived.example/y",
    "http://nobody.example/",
]


def settings(site: Site, workers: int) -> Settings:
    return Settings(
        connect_to=f"127.0.0.1:{site.port}",
        dns=f"127.0.0.1:{site.dns_port}",
        ca_file=str(site.ca),
        workers=workers,
    )


def opens(urls: Sequence[str] = URLS) -> list[Open]:
    return [opened(Inquiry(case=Case(target=resolve(url, Settings())))) for url in urls]


def is_archive(host: str) -> bool:
    return host == "archived.example"


class Run:
    """A run's end of the work: keeps what is settled, and asks some hosts itself."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        self.hosts = Hosts()
        self.settled: list[tuple[str, Evidence]] = []
        self.foreman = Foreman(chosen, self.hosts, self._keep, is_archive, self._here)
        self._at: tuple[int, Callable[[], None]] | None = None

    def after(self, count: int, do: Callable[[], None]) -> None:
        """Have something done once so many are settled."""
        self._at = (count, do)

    def _keep(self, inquiry: Inquiry, evidence: Evidence) -> None:
        self.settled.append((inquiry.url, evidence))
        if self._at and len(self.settled) == self._at[0]:
            self._at[1]()

    async def _here(self, own: Sequence[Open]) -> list[Open]:
        async with outfit(self.settings) as web:
            checker = Checker(
                follower(web.fetch, web.lanes, self.settings, is_archive),
                self.hosts,
                lambda case: judge.wanted(case, self.settings.tries),
                self.foreman.settled_here,
                lambda *_: None,
            )
            await checker.run(own)
            return checker.left

    def __call__(self, urls: Sequence[str] = URLS) -> dict[str, Evidence]:
        asyncio.run(self.foreman.run(opens(urls)))
        assert [
            count for count in Counter(url for url, _ in self.settled).values() if count > 1
        ] == []
        return dict(self.settled)


def story(evidence: Evidence) -> list[object]:
    """What was seen; a sibling's name is random."""
    looks = (*evidence.looks, *filter(None, (evidence.root, evidence.sibling, evidence.shorter)))
    return [
        [(urlsplit(hop.url).hostname, hop.status, hop.failure) for hop in look.hops]
        for look in looks
    ]


def alone(site: Site) -> dict[str, Evidence]:
    """What one checker in one process sees."""
    found: dict[str, Evidence] = {}

    async def work() -> None:
        chosen = settings(site, 1)
        async with outfit(chosen) as web:
            checker = Checker(
                follower(web.fetch, web.lanes, chosen, lambda _: True),
                Hosts(),
                lambda case: judge.wanted(case, chosen.tries),
                lambda inquiry, evidence: found.update({inquiry.url: evidence}),
                lambda *_: None,
            )
            await checker.run(opens())

    asyncio.run(work())
    return found


def test_together_they_see_what_one_process_sees_and_ask_no_more() -> None:
    with serving(WEB) as site:
        expected = alone(site)
        asked = Counter(request.host for request in site.requests)
        site.forget()
        run = Run(settings(site, 2))
        found = run()
        assert {url: story(each) for url, each in found.items()} == {
            url: story(each) for url, each in expected.items()
        }
        assert Counter(request.host for request in site.requests) == asked
        # One of them was made here, and two at a name that does not exist came to no server.
        assert run.foreman.requests == len(site.requests) - 1 + 2
        assert run.foreman.up


def test_what_was_seen_of_hosts_is_counted_once() -> None:
    with serving(WEB) as site:
        run = Run(settings(site, 2))
        found = run()
    for url, evidence in found.items():
        host = resolve(url, Settings()).host
        counts = run.hosts.evidence(host, evidence).answers
        assert sum(count for _, count in counts) == sum(
            resolve(each, Settings()).host == host for each in URLS
        )


def test_no_host_is_asked_faster_by_several_processes() -> None:
    redirecting = {
        f"r{n}.example": {
            "answers": [
                {
                    **PAGE,
                    "status": 302,
                    "headers": {"Location": f"http://goal.example/{n}"},
                }
            ]
        }
        for n in range(12)
    }
    with serving({"hosts": {**redirecting, "goal.example": {"answers": [PAGE]}}}) as site:
        chosen = replace(settings(site, 3), per_host=1, per_host_start=1)
        Run(chosen)([f"http://r{n}.example/" for n in range(12)])
        assert len(site.asked("goal.example")) == 12
        assert site.peak("goal.example") == 1
        assert min(site.gaps("goal.example")) > 0.04


def test_a_worker_that_dies_costs_no_target() -> None:
    with serving(WEB) as site:
        run = Run(settings(site, 2))
        killed: list[int | None] = []

        def kill_one() -> None:
            worker = next(iter(run.foreman._workers._busy))
            killed.append(worker._process.pid)
            worker._process.kill()

        run.after(1, kill_one)
        assert set(run()) == set(URLS)
        assert killed


def test_broken_off_they_give_what_they_have() -> None:
    with serving(WEB) as site:
        run = Run(settings(site, 2))
        run.after(3, run.foreman.break_off)
        known = set(run())
        begun = {each.inquiry.url: each for each in run.foreman.broken_off}
        assert not known & set(begun)
        # The second look at a 404 comes three seconds later: the first is not lost.
        assert begun["http://h3.example/gone"].evidence.looks[0].status == 404
        assert begun["http://nobody.example/"].evidence.looks[0].failure is Failure.NO_SUCH_HOST
