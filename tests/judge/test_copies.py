"""Citations that are copies already: what the archive shows is judged as the original, and as the copy that was cited."""

from __future__ import annotations

import pytest

from linkcheck import judge
from linkcheck.language import LANGUAGES, say
from linkcheck.model import Case, Failure, Outcome
from tests.judge.cases import ELSE, FRONT, case, look, page

BASE = "https://web.archive.org/web/"
ORIGINAL = "http://paper.example/2021/12/story-of-the-talks.html"
CITED = f"{BASE}20211223041109/{ORIGINAL}"
THAT = {"memento-datetime": "Thu, 23 Dec 2021 04:11:09 GMT"}
LATER = {"memento-datetime": "Thu, 30 Dec 2021 04:11:09 GMT"}
STORY = page("The story of the talks that went on")
GONE = page("404 Not Found", "The page you are looking for could not be found.")
CASINO = page("Slot Gacor Casino Online", "Daftar slot gacor casino online, bonus jackpot. " * 9)
LED = page(
    "Internet Archive Wayback Machine",
    "Loading...</p><p class='code'>Got an HTTP 302 response at crawl time</p><p class='code'>Redirecting to...</p>"
    "<p class='code'>http://paper.example/</p><p><a href='/web/20211223041110/http://paper.example/'>Impatient?</a>",
)
LINKED = page(
    "Internet Archive Wayback Machine",
    "Loading...</p><p class='code'>Got an HTTP 301 response at crawl time</p><p class='code'>Redirecting to...</p>"
    "<p><a href='https://web.archive.org/web/20211223041110/http://paper.example/'>The Wayback Machine</a>",
)


NOWHERE = page(
    "Internet Archive Wayback Machine",
    "Loading...</p><p class='code'>Got an HTTP 302 response at crawl time</p><p class='code'>http://[::1/x</p>"
    + ELSE,
)


def shows(body: bytes = STORY, status: int = 200, headers: dict[str, str] = THAT) -> Case:
    return case(look(body, status, url=CITED, headers=headers), url=CITED)


ROWS: dict[str, tuple[Case, str]] = {
    "the page": (shows(), "ok"),
    "a captured 404": (shows(GONE, 404), "gone.captured"),
    "a captured 410": (shows(GONE, 410), "gone.captured"),
    "a captured refusal": (shows(page("Forbidden", "no"), 403), "wall.captured"),
    "a captured 429": (shows(page("Slow down", "no"), 429), "wall.captured"),
    "a captured error": (shows(page("Oops", "no"), 503), "wall.captured"),
    "a captured soft 404": (shows(GONE), "soft-404"),
    "a captured casino": (shows(CASINO), "hijacked"),
    "a captured redirect home": (shows(LED), "redirected-home.front"),
    "a captured redirect home, as a link": (shows(LINKED), "redirected-home.front"),
    "a captured redirect to no URL": (shows(NOWHERE), "ok"),
    "led to a captured front page": (
        case(
            look(
                page("The Kitchen", ELSE),
                url=f"{BASE}20211223041110/http://paper.example/",
                via=((CITED, 302),),
                headers=THAT,
            ),
            url=CITED,
        ),
        "redirected-home.front",
    ),
    "no such copy": (
        case(
            look(GONE, 404, url=CITED), look(GONE, 404, url=CITED, after=4), url=CITED, root=FRONT
        ),
        "gone",
    ),
    "left alone": (case(look(failure=Failure.LEFT_ALONE), url=CITED), "rate-limited.left-alone"),
}


@pytest.mark.parametrize(("given", "reason"), ROWS.values(), ids=ROWS.keys())
def test_a_capture_is_judged_as_its_original(given: Case, reason: str) -> None:
    verdict = judge.verdict(given)
    assert verdict.reason.id.startswith(reason), verdict.reason
    assert all(say(verdict.reason, lang) for lang in LANGUAGES)


@pytest.mark.parametrize("name", ["a captured 404", "a captured error", "left alone"])
def test_one_look_is_enough(name: str) -> None:
    assert judge.wanted(ROWS[name][0], tries=4) == ()


NOTES: dict[str, tuple[Case, list[str]]] = {
    "that capture": (shows(), []),
    "another of that week": (shows(headers=LATER), ["note.other-capture"]),
    "archive.today": (case(url="https://archive.li/AbC12"), ["note.archive"]),
    "WebCite": (
        case(
            look(STORY, url="http://www.webcitation.org/6tQ8"),
            url="http://www.webcitation.org/6tQ8",
        ),
        ["note.archive-gone"],
    ),
}


@pytest.mark.parametrize(("given", "expected"), NOTES.values(), ids=NOTES.keys())
def test_notes(given: Case, expected: list[str]) -> None:
    verdict = judge.verdict(given)
    assert [note.id for note in verdict.notes if note.id.startswith("note.")] == expected


def test_archive_today_is_unsure_whatever_was_seen() -> None:
    url = "https://archive.is/AbC12"
    verdict = judge.verdict(case(look(STORY, url=url), url=url))
    assert (verdict.outcome, verdict.rule) == (Outcome.UNSURE, "unreliable-archive")
