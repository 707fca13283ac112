"""What further evidence is gathered, when, and how often."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from linkcheck.model import Evidence, Failure, Look, Probe
from linkcheck.settings import Settings
from linkcheck.web.agenda import Agenda
from linkcheck.web.check import Checker, Inquiry, Open, opened
from linkcheck.web.ears import Ears
from linkcheck.web.hosts import Hosts
from linkcheck.web.siblings import directory_of, root_of, sibling_of
from tests.virtual_time import run_virtually
from tests.web_stage.fakes import FakeWeb, answer, case

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Case

A = "http://a.example/news/1.html"


@dataclass
class Run:
    """A checker's run over a fake web: when each request was made, and the evidence."""

    web: FakeWeb
    wanted: Callable[[Case], tuple[Probe, ...]]
    settings: Settings = field(default_factory=Settings)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    times: list[tuple[float, str]] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)

    def __call__(self, *inquiries: Inquiry) -> Run:
        run_virtually(self._run(inquiries))
        return self

    async def _run(self, inquiries: tuple[Inquiry, ...]) -> None:
        fetch, loop = self.web.fetch, asyncio.get_running_loop()

        async def timed(ask):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            self.times.append((loop.time(), ask.url))
            return await fetch(ask)

        follower = self.web.follower(self.settings)
        follower = type(follower)(
            timed, follower.lanes, follower.locate, follower.view, self.settings
        )
        checker = Checker(
            follower,
            Hosts(),
            self.wanted,
            Ears(
                lambda inquiry, evidence, _=None: self.evidence.update({inquiry.url: evidence}),
                waiting=lambda again, _longest: self.waits.append(again),
            ),
        )
        await checker.run(Agenda.of([opened(each) for each in inquiries]))
        assert not checker.open


def never(_case: Case) -> tuple[Probe, ...]:
    return ()


def until(looks: int) -> Callable[[Case], tuple[Probe, ...]]:
    def wanted(given: Case) -> tuple[Probe, ...]:
        assert given.evidence is not None
        return (Probe.AGAIN,) if len(given.evidence.looks) < looks else ()

    return wanted


def test_one_look_where_nothing_more_is_wanted() -> None:
    run = Run(FakeWeb({A: [answer(A)]}), never)(Inquiry(case=case(A)))
    assert len(run.evidence[A].looks) == 1
    assert run.waits == []


def test_nothing_to_ask_is_no_trouble() -> None:
    assert Run(FakeWeb({}), never)().evidence == {}


def test_a_second_look_comes_later_and_on_a_new_connection() -> None:
    run = Run(FakeWeb({A: [answer(A, 404)]}), until(2))(Inquiry(case=case(A)))
    (first, _), (second, _) = run.times
    assert second - first >= 3
    assert [ask.fresh for ask in run.web.asked] == [False, True]
    assert run.waits == [1]


WAITED = {"at once": (0.0, 3.0), "after a while": (1.0, 2.0), "after long": (10.0, 0.0)}


@pytest.mark.parametrize(("elapsed", "gap"), WAITED.values(), ids=WAITED.keys())
def test_the_time_until_an_answer_is_time_between_two_looks(elapsed: float, gap: float) -> None:
    run = Run(FakeWeb({A: [answer(A, 404, elapsed=elapsed)]}), until(2))(Inquiry(case=case(A)))
    (first, _), (second, _) = run.times  # this web answers at once, whatever it says
    assert second - first == pytest.approx(gap, abs=0.2)


def test_what_timed_out_has_a_longer_last_chance() -> None:
    run = Run(FakeWeb({A: [answer(A, failure=Failure.TIMEOUT), answer(A)]}), until(2))
    run(Inquiry(case=case(A)))
    assert [ask.timeout for ask in run.web.asked] == [timedelta(seconds=10), timedelta(seconds=30)]


LAST_CHANCES = {
    "little known": (18, 0.5, 30),
    "a quick host": (20, 0.5, 10),
    "not so quick": (20, 4.0, 20),
    "a slow one": (20, 9.0, 30),
}


@pytest.mark.parametrize(
    ("others", "slowest", "seconds"), LAST_CHANCES.values(), ids=LAST_CHANCES.keys()
)
def test_the_last_chance_is_as_long_as_the_host_may_need(
    others: int, slowest: float, seconds: int
) -> None:
    urls = [f"http://a.example/others/{n}" for n in range(others)]
    fine = {url: [answer(url, elapsed=slowest if url == urls[7] else 0.1)] for url in urls}
    web = FakeWeb(fine | {A: [answer(A, failure=Failure.TIMEOUT)]})

    def wanted(given: Case) -> tuple[Probe, ...]:
        return until(2)(given) if given.target.request == A else ()

    Run(web, wanted)(*(Inquiry(case=case(url)) for url in [A, *urls]))
    last = [ask for ask in web.asked if ask.url == A][-1]
    assert last.timeout == timedelta(seconds=seconds)


GAPS = {
    "no time named": ({}, [3.0, 6.0, 12.0]),
    "a time named": ({"retry-after": "8"}, [8.0, 8.0, 8.0]),
    "no time at all": ({"retry-after": "0"}, [3.0, 3.0, 3.0]),
    "beyond the cap": ({"retry-after": "3600"}, [30.0, 30.0, 30.0]),
}


@pytest.mark.parametrize(("headers", "gaps"), GAPS.values(), ids=GAPS.keys())
def test_later_is_obeyed(headers: dict[str, str], gaps: list[float]) -> None:
    run = Run(FakeWeb({A: [answer(A, 429, headers=headers)]}), until(4))(Inquiry(case=case(A)))
    times = [at for at, _ in run.times]
    seen = [round(later - earlier) for earlier, later in pairwise(times)]
    assert seen == gaps


def test_the_front_page_is_asked_once_a_host() -> None:
    def wanted(given: Case) -> tuple[Probe, ...]:
        assert given.evidence is not None
        return () if given.evidence.root else (Probe.ROOT,)

    urls = [f"http://a.example/{n}" for n in range(5)] + ["https://a.example/6"]
    run = Run(FakeWeb({}), wanted)(*(Inquiry(case=case(url)) for url in urls))
    assert [url for url in run.web.urls if url.endswith("example/")] == [
        "http://a.example/",
        "https://a.example/",
    ]
    assert all(each.root is not None for each in run.evidence.values())


def test_a_sibling_is_asked_once_a_directory() -> None:
    def wanted(given: Case) -> tuple[Probe, ...]:
        assert given.evidence is not None
        return () if given.evidence.sibling else (Probe.SIBLING,)

    urls = ["http://a.example/n/1.html", "http://a.example/n/2.html", "http://a.example/o/1.html"]
    run = Run(FakeWeb({}), wanted)(*(Inquiry(case=case(url)) for url in urls))
    assert len(run.web.urls) == len(urls) + 2


def test_the_shorter_form_is_asked() -> None:
    def wanted(given: Case) -> tuple[Probe, ...]:
        assert given.evidence is not None
        return () if given.evidence.shorter else (Probe.SHORTER,)

    short = "http://a.example/docs"
    run = Run(FakeWeb({short: [answer(short)]}), wanted)
    run(Inquiry(case=replace(case(short + "%E4%BA%86"), shorter=short)))
    shorter = run.evidence[short + "%E4%BA%86"].shorter
    assert shorter is not None
    assert shorter.status == 200


def test_where_many_arrive_is_counted() -> None:
    home = "http://a.example/"
    urls = [f"http://a.example/{n}" for n in range(3)]
    web = FakeWeb({url: [answer(url, 302, location=home)] for url in urls} | {home: [answer(home)]})
    seen: list[int] = []

    def wanted(given: Case) -> tuple[Probe, ...]:
        seen.append(given.host.arrived(home))
        return ()

    Run(web, wanted)(*(Inquiry(case=case(url)) for url in urls))
    assert seen == [0, 2, 3]


def test_a_host_that_is_down_holds_up_nobody_else() -> None:
    slow = [f"http://slow.example/{n}" for n in range(3)]
    web = FakeWeb({url: [answer(url, failure=Failure.TIMEOUT)] for url in slow} | {A: [answer(A)]})
    run = Run(web, until(2))(*(Inquiry(case=case(url)) for url in [*slow, A]))
    assert next(at for at, url in run.times if url == A) == 0.0


def test_broken_off_it_leaves_what_it_has() -> None:
    async def broken_off() -> Checker:
        web = FakeWeb({A: [answer(A, 404)]})
        checker = Checker(web.follower(), Hosts(), until(2), Ears(lambda *_: None))
        task = asyncio.create_task(checker.run(Agenda.of([opened(Inquiry(case=case(A)))])))
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.sleep(60)
        return checker

    (it,) = run_virtually(broken_off()).open.values()
    assert len(it.evidence.looks) == 1


SIBLINGS = {
    "name and extension": "http://a.example/news/story.html",
    "number": "http://a.example/zh-hans/1732373/",
    "query": "http://a.example/view.php?lang=zh&id=123",
    "bare query": "http://a.example/view?123",
    "root": "http://a.example/",
    "deep": "http://a.example/a/b/c.d/e",
    "port": "http://a.example:8080/x",
    "trailing": "http://a.example/x/",
    "dot file": "http://a.example/.x",
}


@pytest.mark.parametrize("url", SIBLINGS.values(), ids=SIBLINGS.keys())
def test_siblings_stand_beside(url: str) -> None:
    sibling = sibling_of(url)
    assert sibling != url
    assert sibling != sibling_of(url)
    assert directory_of(sibling) == directory_of(url)
    assert root_of(sibling) == root_of(url)
    assert urlsplit(sibling).path.endswith("/") == (
        urlsplit(url).path.endswith("/") and url != root_of(url)
    )


def test_siblings_keep_their_shape() -> None:
    assert sibling_of("http://a.example/n/123.html").endswith(".html")
    number = urlsplit(sibling_of("http://a.example/n/123/")).path.split("/")[2]
    assert number.isdecimal()
    assert len(number) > 3


def seen(hosts: Hosts, host: str, failure: Failure | None, *, first: bool = True) -> None:
    hosts.saw(host, Look(at=datetime.now(UTC), failure=failure), first=first)


def alike(hosts: Hosts, host: str) -> int:
    return hosts.evidence(host, Evidence(url=f"http://{host}/")).alike


def test_hosts_that_fail_alike_are_counted_while_others_answer() -> None:
    hosts = Hosts()
    for name in ("a", "b", "c"):
        seen(hosts, name, Failure.RESET)
    seen(hosts, "d", Failure.TIMEOUT)
    assert alike(hosts, "a") == 0  # nothing answers: that would be the network
    seen(hosts, "fine", None)
    assert [alike(hosts, name) for name in ("a", "b", "c", "d", "fine")] == [2, 2, 2, 0, 0]


def test_a_host_that_answers_at_last_is_not_silent() -> None:
    hosts = Hosts()
    for name in ("a", "b", "c"):
        seen(hosts, name, Failure.RESET)
    seen(hosts, "a", None, first=False)
    seen(hosts, "b", Failure.TIMEOUT, first=False)
    assert [alike(hosts, name) for name in ("a", "b", "c")] == [0, 0, 0]
    seen(hosts, "a", Failure.RESET)
    seen(hosts, "b", Failure.RESET, first=False)
    assert [alike(hosts, name) for name in ("a", "b", "c")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("others", "looks"),
    [
        pytest.param(0, 2, id="nobody looked meanwhile"),
        pytest.param(1, 2, id="another process has, and it is enough"),
        pytest.param(4, 5, id="another process has, more than enough"),
    ],
)
def test_what_is_kept_elsewhere_is_gone_on_with_as_it_is_there(others: int, looks: int) -> None:
    """A noted inquiry is held by whoever keeps it; what another process saw since then is not asked for again."""
    web, kept, settled = FakeWeb({A: [answer(A, 404)]}), dict[int, Open](), list[Evidence]()

    def note(inquiry: Inquiry, evidence: Evidence) -> None:
        seen = replace(evidence, looks=(*evidence.looks, *evidence.looks[:1] * others))
        kept[inquiry.number] = opened(inquiry, seen)

    async def run() -> None:
        checker = Checker(
            web.follower(),
            Hosts(),
            until(2),
            Ears(
                lambda _inquiry, evidence, _=None: settled.append(evidence),
                note,
                recollect=kept.__getitem__,
            ),
        )
        inquiry = Inquiry(case=case(A), number=7)
        task = asyncio.create_task(checker.run(Agenda.of([opened(inquiry)])))
        await asyncio.sleep(2)
        assert (len(kept), checker.open) == (1, {})
        await task

    run_virtually(run())
    assert [len(each.looks) for each in settled] == [looks]
    assert len(web.asked) == 1 + (others == 0)
