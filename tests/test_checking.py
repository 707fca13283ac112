"""Targets shared out among real processes: what one process sees, all together see, and every lane stays whole."""

from __future__ import annotations

import asyncio
import pickle
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from linkcheck import judge
from linkcheck.checking import check
from linkcheck.checking.desk import Desk
from linkcheck.checking.foreman import Foreman
from linkcheck.checking.shift import Batch, News
from linkcheck.checking.workers import Workers
from linkcheck.model import Case, Ending, Evidence, Failure, Verdict
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.web.agenda import Agenda
from linkcheck.web.check import Inquiry, Open, opened
from linkcheck.web.ears import Ears
from linkcheck.web.hosts import Hosts
from linkcheck.web.outfit import outfit
from tests.store import build
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


def settings(site: Site) -> Settings:
    return Settings(
        connect_to=f"127.0.0.1:{site.port}",
        dns=f"127.0.0.1:{site.dns_port}",
        ca_file=str(site.ca),
    )


def opens(urls: Sequence[str] = URLS) -> list[Open]:
    cases = [Case(target=resolve(url, Settings())) for url in urls]
    return [opened(Inquiry(case=case, number=number)) for number, case in enumerate(cases)]


def is_archive(host: str) -> bool:
    return host == "archived.example"


class Run:
    """A run's end of the work: keeps what is settled, and stops by itself if it is told to."""

    def __init__(self, site: Site, workers: int, *, cluster: str | None = None) -> None:
        self.settings = replace(settings(site), workers=workers, cluster=cluster)
        self.hosts = Hosts()
        self.settled: list[tuple[str, Evidence]] = []
        self.verdicts: dict[str, Verdict | None] = {}
        self.noted: set[str] = set()
        self.answered = 0
        self.enough: set[str] = set()
        """What is noted when the run has enough."""
        self.foreman: Foreman
        self._at: tuple[int, Callable[[], None]] | None = None

    def after(self, count: int, do: Callable[[], None]) -> None:
        """Have something done once so many are settled."""
        self._at = (count, do)

    def _keep(self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None) -> None:
        self.verdicts[inquiry.url] = verdict
        self.settled.append((inquiry.url, evidence))
        if self._at and len(self.settled) == self._at[0]:
            self._at[1]()

    def _note(self, inquiry: Inquiry, _evidence: Evidence) -> None:
        self.noted.add(inquiry.url)
        if self.enough and self.enough <= self.noted:
            self.foreman.break_off()

    def _answer(self) -> None:
        self.answered += 1

    async def _work(self, urls: Sequence[str]) -> None:
        ears = Ears(self._keep, self._note, lambda *_: None, self._answer)
        async with outfit(self.settings) as web:
            self.foreman = Foreman(
                Desk(self.settings, web.fetch, web.lanes, self.hosts, is_archive), ears
            )
            await self.foreman.run(Agenda.of(opens(urls)))

    def __call__(self, urls: Sequence[str] = URLS) -> dict[str, Evidence]:
        asyncio.run(self._work(urls))
        assert max(Counter(url for url, _ in self.settled).values(), default=1) == 1
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
    ears = Ears(
        lambda it, seen, _verdict=None: found.update({it.url: seen}),
        lambda *_: None,
        lambda *_: None,
    )

    async def work() -> None:
        chosen = settings(site)
        async with outfit(chosen) as web:
            desk = Desk(chosen, web.fetch, web.lanes, Hosts(), is_archive)
            assert (
                await check(Agenda.of(opens()), desk, ears, asyncio.Event())
            ).ending is Ending.COMPLETE

    asyncio.run(work())
    return found


@pytest.mark.kill
def test_together_they_see_what_one_process_sees_and_ask_no_more() -> None:
    with serving(WEB) as site:
        expected = alone(site)
        asked = Counter(request.host for request in site.requests)
        site.forget()
        run = Run(site, 2)
        found = run()
        assert {url: story(each) for url, each in found.items()} == {
            url: story(each) for url, each in expected.items()
        }
        assert Counter(request.host for request in site.requests) == asked
        # One of them was made here, and two at a name that does not exist came to no server.
        assert run.foreman.requests == len(site.requests) - 1 + 2
        assert run.foreman.up
        assert run.answered == 1
        assert (run.foreman.away, run.foreman.lost) == (0, False)
        # What waits for its second look is told meanwhile, so that a resumed run makes that alone.
        assert "http://h3.example/gone" in run.noted


def test_what_was_seen_of_hosts_is_counted_once() -> None:
    with serving(WEB) as site:
        run = Run(site, 2)
        found = run()
    for url, evidence in found.items():
        host = resolve(url, Settings()).host
        counts = run.hosts.evidence(host, evidence).answers
        assert sum(count for _, count in counts) == sum(
            resolve(each, Settings()).host == host for each in URLS
        )


def test_a_final_verdict_comes_with_what_was_seen() -> None:
    """It is the one that the rules would give here, and there is none where the rest of the run may sway it."""
    with serving(WEB) as site:
        run = Run(site, 2)
        found = run()
    case = {each.inquiry.url: each.inquiry.case for each in opens()}
    for url, evidence in found.items():
        host = run.hosts.evidence(case[url].target.host, evidence)
        ours = judge.verdict(replace(case[url], evidence=evidence, host=host))
        assert run.verdicts[url] == (ours if judge.is_final(ours, evidence) else None)
    assert sum(each is not None for each in run.verdicts.values()) == 24


def test_what_a_worker_says_arrives_as_it_was_said() -> None:
    seen = build.evidence(looks=2)
    verdict = judge.verdict(Case(target=resolve(seen.url, Settings()), evidence=seen))
    batch = Batch(
        ((7, seen, verdict), (8, seen, None)),
        ((9, replace(seen, sibling=seen.last)),),
        News(3, up=True, away=0.25, lost=False),
    )
    assert pickle.loads(pickle.dumps(batch)) == batch


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
        run = Run(site, 3)
        run.settings = replace(run.settings, per_host=1, per_host_start=1)
        run([f"http://r{n}.example/" for n in range(12)])
        assert len(site.asked("goal.example")) == 12
        assert site.peak("goal.example") == 1
        # Single gaps are as uneven as two event loops on a busy machine are.
        assert sum(site.gaps("goal.example")) > 11 * 0.04


@pytest.mark.kill
def test_a_worker_that_dies_costs_no_target() -> None:
    with serving(WEB) as site:
        run = Run(site, 2)
        killed: list[int | None] = []

        def kill_one() -> None:
            assert isinstance(run.foreman._crew, Workers)
            worker = next(iter(run.foreman._crew._busy))
            killed.append(worker._process.pid)
            worker._process.kill()

        run.after(1, kill_one)
        assert set(run()) == set(URLS)
        assert killed


def test_broken_off_they_give_what_they_have() -> None:
    with serving(WEB) as site:
        run = Run(site, 2)
        run.enough = {"http://h3.example/gone", "http://nobody.example/"}
        known = set(run())
        begun = {each.inquiry.url: each for each in run.foreman.broken_off}
        assert not known & set(begun)
        # The second looks come three seconds later: the first ones are not lost.
        assert begun["http://h3.example/gone"].evidence.looks[0].status == 404
        assert begun["http://nobody.example/"].evidence.looks[0].failure is Failure.NO_SUCH_HOST
