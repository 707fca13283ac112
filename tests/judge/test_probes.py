"""What further evidence is wanted; notes; and what holds for any evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck import judge
from linkcheck.language import say
from linkcheck.model import Case, Ending, Failure, Look, Outcome, Probe, Role
from tests.judge.cases import ARTICLE, ELSE, FRONT, URL, case, look, page

STORY = page("The story of the talks that went on")
GONE = page("Not found", "The page could not be found.")

WANTED: dict[str, tuple[Case, tuple[Probe, ...]]] = {
    "fine": (case(look(STORY)), ()),
    "404 once": (case(look(GONE, 404)), (Probe.AGAIN,)),
    "404 twice": (case(look(GONE, 404), look(GONE, 404)), (Probe.ROOT,)),
    "404 proven": (case(look(GONE, 404), look(GONE, 404), root=FRONT), ()),
    "503, then 404": (case(look(b"", 503), look(GONE, 404)), (Probe.AGAIN,)),
    "no such host": (case(look(failure=Failure.NO_SUCH_HOST)), (Probe.AGAIN,)),
    "no such host twice": (case(*[look(failure=Failure.NO_SUCH_HOST)] * 2), ()),
    "timeout": (case(look(failure=Failure.TIMEOUT)), (Probe.AGAIN,)),
    "private": (case(look(failure=Failure.PRIVATE)), ()),
    "loop": (case(look(failure=Failure.REDIRECT_LOOP)), ()),
    "429": (case(*[look(b"", 429)] * 3), (Probe.AGAIN,)),
    "429 for good": (case(*[look(b"", 429)] * 4), ()),
    "500": (case(look(b"", 500)), (Probe.AGAIN,)),
    "500 twice": (case(*[look(b"", 500)] * 2), ()),
    "403": (case(look(b"", 403)), (Probe.AGAIN,)),
    "403 twice": (case(look(b"", 403), look(b"", 403, after=4)), ()),
    "a name's trouble, then a reset": (
        case(look(failure=Failure.DNS), look(failure=Failure.RESET, after=4)),
        (Probe.AGAIN,),
    ),
    "two failures, then the second again": (
        case(
            look(failure=Failure.DNS),
            look(failure=Failure.RESET, after=4),
            look(failure=Failure.RESET, after=9),
        ),
        (),
    ),
    "405": (case(look(b"", 405)), ()),
    "403 of GitHub": (
        case(look(b"", 403, url="https://github.com/a"), url="https://github.com/a"),
        (Probe.AGAIN,),
    ),
    "a wall": (case(look(STORY, 503, headers={"cf-mitigated": "challenge"})), ()),
    "soft 404, proven without a sibling": (case(look(GONE)), ()),
    "soft 404, one signal": (case(look(page("Not found", ELSE * 12)), label=""), (Probe.SIBLING,)),
    "soft 404, sibling asked": (case(look(GONE), sibling=look(GONE)), ()),
    "to the front page": (
        case(look(page("Kitchen", ELSE), url="http://paper.example/", via=((URL, 302),))),
        (Probe.SIBLING,),
    ),
    "mail": (case(url="mailto:a@b.example"), ()),
    "dead, with a shorter form": (
        replace(
            case(look(GONE, 404), look(GONE, 404), root=FRONT), shorter="http://paper.example/2021"
        ),
        (Probe.SHORTER,),
    ),
}


@pytest.mark.parametrize(("given_", "probes"), WANTED.values(), ids=WANTED.keys())
def test_wanted(given_: Case, probes: tuple[Probe, ...]) -> None:
    assert judge.wanted(given_, tries=4) == probes


NOTES: dict[str, tuple[Case, str | None]] = {
    "moved for good": (
        case(look(STORY, url="http://paper.example/new/story-of-the-talks", via=((URL, 301),))),
        "note.moved",
    ),
    "moved for now": (
        case(look(STORY, url="http://paper.example/new/story-of-the-talks", via=((URL, 302),))),
        None,
    ),
    "https": (
        case(look(STORY, url=URL.replace("http:", "https:"), via=((URL, 301),))),
        "note.https",
    ),
    "tracking": (
        case(look(STORY, url=URL + "?utm_source=x"), url=URL + "?utm_source=x"),
        "note.tracking",
    ),
    "archive.today": (
        case(look(STORY, url="https://archive.is/abc"), url="https://archive.is/abc"),
        "note.archive",
    ),
    "a place that is there": (
        case(
            look(
                page("The story of the talks that went on", extra='<p id="end">x</p>'),
                fragments=("end",),
            ),
            url=URL + "#end",
        ),
        None,
    ),
    "a place that is not": (
        case(look(STORY, fragments=("end",)), url=URL + "#end"),
        "note.fragment",
    ),
    "an application's route": (case(look(STORY, fragments=("/end",)), url=URL + "#/end"), None),
    "a text fragment": (case(look(STORY, fragments=(":~:text=x",)), url=URL + "#:~:text=x"), None),
    "another subject": (
        case(
            look(
                page(
                    "Cake recipes for beginners", "Flour, butter, sugar and eggs make a cake. " * 20
                )
            ),
            label="Parliament debates treaty ratification tonight",
        ),
        "note.label",
    ),
    "not free": (
        case(
            look(
                page(
                    "The story of the talks that went on",
                    ARTICLE,
                    '<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
                )
            )
        ),
        "note.pay",
    ),
    "swallowed": (
        replace(
            case(look(GONE, 404), look(GONE, 404), root=FRONT, shorter=look(STORY)),
            shorter="http://paper.example/2021",
        ),
        "note.swallowed",
    ),
}


@pytest.mark.parametrize(("given_", "note"), NOTES.values(), ids=NOTES.keys())
def test_notes(given_: Case, note: str | None) -> None:
    assert [each.id for each in judge.verdict(given_).notes] == ([note] if note else [])


BODIES = st.sampled_from(
    [b"", STORY, GONE, b"\x89PNG\r\n\x1a\n", b"{}", b"<html>", page("域名出售", "该域名可以转让")]
)
STATUSES = st.sampled_from(
    [200, 202, 204, 206, 300, 304, 400, 401, 403, 404, 410, 429, 451, 500, 503, 521, 999]
)
URLS = st.sampled_from(
    [URL, "http://paper.example/", "http://other.example/login", "https://paper.example/404"]
)


@st.composite
def looks(draw: Any) -> Look:
    failure = draw(st.none() | st.sampled_from(Failure))
    via = ((URL, 302),) if draw(st.booleans()) else ()
    return look(draw(BODIES), draw(STATUSES), draw(URLS), via=via, failure=failure)


@st.composite
def cases(draw: Any) -> Case:
    made = case(
        *draw(st.lists(looks(), max_size=4)),
        label=draw(
            st.sampled_from(["", "here", "The story of the talks that went on", "会谈比预想的更长"])
        ),
        role=draw(st.sampled_from(Role)),
        root=draw(st.none() | looks()),
        sibling=draw(st.none() | looks()),
        shorter=draw(st.none() | looks()),
        arrivals=draw(st.integers(0, 5)),
    )
    return replace(made, ending=draw(st.sampled_from(Ending)))


@given(cases())
def test_judging_is_total_and_always_the_same(given_: Case) -> None:
    first = judge.verdict(given_)
    assert judge.verdict(given_) == first
    assert say(first.reason, "zh-Hans")
    judge.objections(given_)
    judge.trace(given_)


@given(cases())
def test_death_needs_proof(given_: Case) -> None:
    verdict = judge.verdict(given_)
    if verdict.outcome is not Outcome.DEAD:
        return
    evidence = given_.evidence
    assert evidence is not None
    if verdict.rule in ("gone", "no-such-host"):
        assert len(evidence.looks) >= 2
    last = evidence.looks[-1]
    assert last.failure in (None, Failure.NO_SUCH_HOST)
    assert last.status in (200, 202, 204, 206, 404, 410, None)


@given(cases(), looks())
def test_probing_ends(given_: Case, seen: Look) -> None:
    for _ in range(10):
        wanted = judge.wanted(given_, tries=4)
        if not wanted or given_.evidence is None:
            return
        evidence = given_.evidence
        if wanted[0] is Probe.AGAIN:
            evidence = replace(evidence, looks=(*evidence.looks, seen))
        else:
            probed: dict[str, Any] = {wanted[0].value: seen}
            evidence = replace(evidence, **probed)
        given_ = replace(given_, evidence=evidence)
    raise AssertionError("it goes on and on")
