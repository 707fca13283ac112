"""What speaks against a capture, though no rule convicts it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from linkcheck import judge
from linkcheck.model import Answer, Case, Evidence, Hop, Look, Outcome
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.web.page import view

URL = "https://news.example/a/10001.html"
TITLE = "Harbour authority delays dredging contract"
TEXT = (
    "<p>Two of the five bidders had shared an address, and nobody had noticed it until the papers were signed.</p>"
    * 12
)
CONSENT = "Wir und unsere Partner speichern Cookies. Alle akzeptieren. Ablehnen. Datenschutz."


def case(body: str, label: str = "", led: str = URL) -> Case:
    hops = [Hop(url=URL, status=302, location=led)] if led != URL else []
    hop = Hop(url=led, status=200, headers=(("content-type", "text/html"),))
    page = view(Answer(hop=hop, body=f"<!DOCTYPE html><html>{body}".encode()), ())
    look = Look(at=datetime(2021, 12, 21, tzinfo=UTC), hops=(*hops, hop), page=page)
    target = resolve(URL, Settings())
    labels = (label,) if label else ()
    return Case(target=target, evidence=Evidence(url=URL, looks=(look,)), labels=labels, roles=())


def page(title: str, body: str) -> str:
    return f"<head><title>{title}</title></head><body>{body}</body>"


OBJECTIONS = {
    "a frame for scripts": (page(TITLE, "<div id=root></div><script src=a.js></script>"), TITLE, "objection.shell"),
    "next to no text": (page("Notice", "<p>Back soon.</p>"), "", "objection.brief"),
    "consent": (page("Ihre Wahl", f"<p>{CONSENT}</p>"), "", "objection.consent"),
    "a list": (page("The Courier", "".join(f"<h2>A story about the town, number {n}</h2>{TEXT}" for n in range(4))), "", "objection.list"),
    "a list that has the piece": (page("The Courier", f"<h2>{TITLE}</h2>{TEXT}<h2>A story about the river and the bridge</h2><h2>A third story of this very day</h2>"), TITLE, "objection.list"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "label", "said"), OBJECTIONS.values(), ids=OBJECTIONS.keys())
def test_objections(body: str, label: str, said: str) -> None:
    one = case(body, label)
    assert said in {each.id for each in judge.objections(one)}


GOOD = {
    "an article": page(TITLE, f"<h1>{TITLE}</h1>{TEXT}"),
    "with a box to log in": page(TITLE, f"<form><input type=password></form><h1>{TITLE}</h1>{TEXT}"),
    "with a banner for consent": page(TITLE, f"<p>{CONSENT}</p><h1>{TITLE}</h1>{TEXT}{TEXT}"),
    "with related pieces": page(f"{TITLE} | Courier", f"<h1>{TITLE}</h1>{TEXT}" + "<h2>Another story about the town</h2>" * 5),
    "rendered for scripts": page(TITLE, f"<div id=__next><h1>{TITLE}</h1>{TEXT}</div><script src=a.js></script>"),
    "another title than heading": page("Harbour contract: dredging is delayed", f"<h1>{TITLE}</h1>{TEXT}<h2>More news about the port</h2><h2>And all the rest of it today</h2>"),
}  # fmt: skip


@pytest.mark.parametrize("label", ["", TITLE, "港务局推迟合同"], ids=["none", "title", "zh"])
@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD.keys())
def test_a_good_capture_has_none(body: str, label: str) -> None:
    assert judge.objections(case(body, label)) == ()
    assert judge.verdict(case(body, label)).outcome is Outcome.ALIVE


@pytest.mark.parametrize(
    ("led", "label", "said"),
    [
        pytest.param("https://news.example/b/recipes.html", "", True, id="elsewhere"),
        pytest.param("https://news.example/b/recipes.html", TITLE, False, id="elsewhere-but-named"),
        pytest.param("https://news.example/archive/10001.html", "", False, id="its-number"),
        pytest.param("https://www.news.example/a/10001.html", "", False, id="www"),
    ],
)
def test_where_a_captured_redirect_leads(led: str, label: str, said: bool) -> None:
    one = case(page(TITLE, f"<h1>{TITLE}</h1>{TEXT}"), label, led)
    assert ("objection.elsewhere" in {each.id for each in judge.objections(one)}) is said
