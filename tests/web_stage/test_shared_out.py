"""Hosts shared out among several checkers: what one leaves another goes on with, and together they see what one alone would."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from linkcheck.model import Evidence, Failure, Probe
from linkcheck.web.agenda import Agenda
from linkcheck.web.check import Checker, Inquiry, Open, opened
from linkcheck.web.ears import Ears
from linkcheck.web.hosts import Hosts
from tests.virtual_time import run_virtually
from tests.web_stage.fakes import FakeWeb, answer, case

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkcheck.model import Answer, Case

A, B, C = "http://a.example/x", "http://b.example/y", "http://c.example/z"
ROOT_A, ROOT_B = "http://a.example/", "http://b.example/"


def to(url: str, location: str, *cookies: str) -> Answer:
    return answer(url, 302, location=location, cookies=cookies)


def wanted(given: Case) -> tuple[Probe, ...]:
    """As the judge does it: a 404 is asked for twice, then the front page."""
    evidence = given.evidence
    assert evidence is not None
    is_fine = evidence.last is not None and evidence.last.status == 200
    if is_fine or evidence.root is not None:
        return ()
    return (Probe.ROOT,) if len(evidence.looks) > 1 else (Probe.AGAIN,)


def check(
    web: FakeWeb, opens: Sequence[Open], owns: Callable[[str], bool]
) -> tuple[dict[str, Evidence], list[Open]]:
    """One checker's share of the work: what it settled, and what it left."""
    settled: dict[str, Evidence] = {}
    checker = Checker(
        replace(web.follower(), owns=owns),
        Hosts(),
        wanted,
        Ears(lambda inquiry, evidence, _=None: settled.update({inquiry.url: evidence})),
    )
    run_virtually(checker.run(Agenda.of(opens)))
    return settled, checker.left


def alone(web: FakeWeb, urls: Sequence[str]) -> dict[str, Evidence]:
    settled, left = check(web, [opened(Inquiry(case=case(url))) for url in urls], lambda _: True)
    assert left == []
    return settled


def shared(web: FakeWeb, urls: Sequence[str]) -> dict[str, Evidence]:
    """A checker a host, round after round, each with what leads to its host; everything travels as bytes."""
    settled: dict[str, Evidence] = {}
    opens = [opened(Inquiry(case=case(url))) for url in urls]
    for _ in range(20):
        left: list[Open] = []
        for host in {each.host for each in opens}:
            own = [pickle.loads(pickle.dumps(each)) for each in opens if each.host == host]
            done, over = check(web, own, host.__eq__)
            settled |= done
            left += over
        opens = left
    assert opens == []
    return settled


def story(evidence: Evidence) -> list[object]:
    """What was seen, without when."""
    looks = (*evidence.looks, *filter(None, (evidence.root, evidence.sibling, evidence.shorter)))
    return [[(hop.url, hop.status, hop.failure) for hop in look.hops] for look in looks]


WEBS: dict[str, dict[str, list[Answer]]] = {
    "no redirect": {A: [answer(A)]},
    "to another host": {A: [to(A, B)], B: [answer(B)]},
    "over three hosts and back": {
        A: [to(A, B)],
        B: [to(B, C)],
        C: [to(C, "http://a.example/w")],
        "http://a.example/w": [answer("http://a.example/w")],
    },
    "a loop over two hosts": {A: [to(A, B)], B: [to(B, A)], ROOT_A: [answer(ROOT_A)]},
    "gone at another host": {A: [to(A, B)], B: [answer(B, 404)], ROOT_A: [answer(ROOT_A)]},
    "the front page leads elsewhere": {
        A: [answer(A, 404)],
        ROOT_A: [to(ROOT_A, ROOT_B)],
        ROOT_B: [answer(ROOT_B)],
    },
    "a cookie on the way and back": {
        A: [to(A, B, "seen=1; Path=/"), answer(A)],
        B: [to(B, A)],
    },
    "fine at the second look": {A: [to(A, B)], B: [answer(B, failure=Failure.RESET), answer(B)]},
}


@pytest.mark.parametrize("name", WEBS)
def test_together_they_see_what_one_alone_would(name: str) -> None:
    one, several = FakeWeb(WEBS[name]), FakeWeb(WEBS[name])
    expected, found = alone(one, [A]), shared(several, [A])
    assert {url: story(each) for url, each in found.items()} == {
        url: story(each) for url, each in expected.items()
    }
    assert [(ask.url, ask.headers) for ask in several.asked] == [
        (ask.url, ask.headers) for ask in one.asked
    ]


def test_a_probe_that_leads_away_goes_on_once_for_all_who_want_it() -> None:
    web = FakeWeb(WEBS["the front page leads elsewhere"])
    urls = [f"http://a.example/{n}" for n in range(3)]
    assert {len(story(each)) for each in shared(web, urls).values()} == {3}
    assert web.urls.count(ROOT_A) == web.urls.count(ROOT_B) == 1


def test_the_time_of_a_chain_counts_over_all_its_hosts() -> None:
    web = FakeWeb({A: [to(A, B)], B: [answer(B)]})
    slow = replace(web.answers[A][0].hop, elapsed=timedelta(seconds=15))
    web = FakeWeb({A: [replace(web.answers[A][0], hop=slow)], B: [answer(B)]})
    shared(web, [A])
    assert [ask.timeout.total_seconds() for ask in web.asked] == [10, 5]
