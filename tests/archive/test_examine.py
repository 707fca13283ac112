from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linkcheck.archive.choose import Shows
from linkcheck.archive.examine import Cited, Examiner
from linkcheck.model import Answer, Case, Failure, Hop, Memento, Page, Role, Verdict
from tests.archive.fake import BASE, URL, answer, fault, judge, objections, target, view
from tests.virtual_time import run_virtually

RAW = f"{BASE}/web/20211223041109id_/{URL}"
MEMENTO = Memento(
    archive="wayback",
    url=f"{BASE}/web/20211223041109/{URL}",
    original=URL,
    captured=datetime(2021, 12, 23, 4, 11, 9, tzinfo=UTC),
)
CITED = Cited(target=replace(target(), fragment="top"), labels=("label",), roles=(Role.READING,))


def captured(
    url: str = RAW,
    status: int = 200,
    when: str = "Thu, 23 Dec 2021 04:11:09 GMT",
    location: str | None = None,
    body: bytes = b"the page",
    originally: tuple[str, ...] = ("Apache",),
) -> Answer:
    headers = (
        ("memento-datetime", when),
        ("content-type", "text/html"),
        ("server", "nginx"),
        *(("x-archive-orig-server", each) for each in originally),
    )
    return answer(url, status, location=location, headers=headers, body=body)


def shows(
    *answers: Answer | None, page: Page | None = None, archive: str = "wayback"
) -> tuple[Shows, list[str], list[Case]]:
    """What is shown, what was asked for, and what was judged, when the archive answers so."""
    waiting, asked, judged = list(answers), [], []

    async def raw(url: str) -> Answer | None:
        asked.append(url)
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def note(case: Case) -> Verdict:
        judged.append(case)
        return judge(case)

    def see(given: Answer, fragments: tuple[str, ...]) -> Page:
        assert fragments == ("top",)
        return page or view(given, fragments)

    examiner = Examiner(raw, note, objections, see)
    return (
        run_virtually(examiner.examine(replace(MEMENTO, archive=archive), CITED)).shows,
        asked,
        judged,
    )


def test_a_capture_is_judged_as_the_live_page_would_be() -> None:
    what, asked, (case,) = shows(captured())
    assert (what, asked) == (Shows.PAGE, [RAW])
    assert (case.target, case.labels, case.roles) == (CITED.target, CITED.labels, CITED.roles)
    assert case.evidence is not None
    (look,) = case.evidence.looks
    # The archive's own Server header is none of the original's.
    theirs = (("server", "Apache"), ("content-type", "text/html"))
    assert look.hops == (Hop(url=URL, status=200, headers=theirs),)
    assert look.at == MEMENTO.captured


@pytest.mark.parametrize(
    ("archive", "server"),
    [
        pytest.param("own", "nginx", id="as-they-were"),
        pytest.param("wayback", "", id="unless-it-always-prefixes"),
    ],
)
def test_headers_without_the_prefix_are_the_originals(archive: str, server: str) -> None:
    _, _, (case,) = shows(captured(originally=()), archive=archive)
    assert case.evidence is not None
    assert case.evidence.looks[0].hops[0].header("server") == server


@pytest.mark.parametrize(
    "location",
    [
        "/web/20211223041109id_/https://news.example/b",
        f"{BASE}/web/20211223041109/https://news.example/b",
        "https://news.example/b",
        "../b",
        "/b",
    ],
    ids=["rewritten", "absolute", "as-captured", "relative", "root-relative"],
)
def test_a_captured_redirect_is_followed_inside_the_archive(location: str) -> None:
    first = captured(status=302, location=location)
    what, asked, (case,) = shows(first, captured(when="Fri, 31 Dec 2021 00:00:00 GMT"))
    assert what is Shows.PAGE
    assert asked == [RAW, f"{BASE}/web/20211223041109id_/https://news.example/b"]
    assert case.evidence is not None
    assert [hop.url for hop in case.evidence.looks[0].hops] == [URL, "https://news.example/b"]
    assert case.evidence.looks[0].hops[0].location == "https://news.example/b"


SENT_ON = f"{BASE}/web/20211223090000id_/{URL}"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([captured(status=404)], Shows.GONE, id="404"),
        pytest.param([captured(status=410)], Shows.GONE, id="410"),
        pytest.param([captured(status=503)], Shows.WALL, id="503"),
        pytest.param([captured(body=b"parked")], Shows.OTHER, id="parked"),
        pytest.param([captured(body=b"sorry")], Shows.SIGNS, id="objection"),
        pytest.param(
            [captured(status=302, location="https://news.example/"), captured()],
            Shows.FRONT,
            id="front-page",
        ),
        pytest.param(
            [captured(when="Fri, 24 Jun 2022 00:00:00 GMT")],
            Shows.UNPLAYABLE,
            id="another-capture-silently",
        ),
        pytest.param(
            [answer(RAW, 302, location=SENT_ON), captured(when="Thu, 23 Dec 2021 09:00:00 GMT")],
            Shows.PAGE,
            id="sent-on-to-the-same-day",
        ),
        pytest.param(
            [answer(RAW, 302, location=f"/web/20230101000000id_/{URL}")],
            Shows.UNPLAYABLE,
            id="sent-on-by-years",
        ),
        pytest.param([answer(RAW, 302, location=RAW)], Shows.UNPLAYABLE, id="sent-in-a-circle"),
        pytest.param(
            [captured(status=301, location=URL)], Shows.UNPLAYABLE, id="a-captured-circle"
        ),
        pytest.param([answer(RAW, 404)], Shows.UNPLAYABLE, id="not-there"),
        pytest.param(
            [answer(RAW, 200, body=b"captcha")], Shows.UNREACHABLE, id="the-archives-own-page"
        ),
        pytest.param([answer(RAW, 302, location="/login")], Shows.UNREACHABLE, id="to-a-login"),
        pytest.param([answer(RAW, 302, location="http://[/")], Shows.UNREACHABLE, id="to-no-url"),
        pytest.param(
            [answer(RAW, 302, location="/web/20211223041109id_/http://[/")],
            Shows.UNREACHABLE,
            id="to-a-capture-of-no-url",
        ),
        pytest.param(
            [captured(status=302, location="http://[/")],
            Shows.PAGE,  # the judge here takes all for pages
            id="captured-to-no-url",
        ),
        pytest.param([fault(503)], Shows.UNREACHABLE, id="archive-down"),
        pytest.param([fault(None, failure=Failure.TIMEOUT)], Shows.UNREACHABLE, id="slow"),
        pytest.param([None], Shows.UNREACHABLE, id="left-alone"),
    ],
)
def test_what_a_capture_shows(answers: list[Answer | None], expected: Shows) -> None:
    what, asked, _ = shows(*answers)
    assert what is expected
    assert len(asked) <= 6


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(Page(canonical="https://news.example/"), Shows.SIGNS, id="canonical-front"),
        pytest.param(Page(refresh="/"), Shows.SIGNS, id="leads-to-front"),
        pytest.param(Page(canonical=URL), Shows.PAGE, id="canonical-itself"),
        pytest.param(Page(canonical="http://[/"), Shows.PAGE, id="canonical-no-url"),
        pytest.param(Page(), Shows.PAGE, id="unsaid"),
    ],
)
def test_a_page_that_calls_itself_the_front_page(page: Page, expected: Shows) -> None:
    assert shows(captured(), page=page)[0] is expected
