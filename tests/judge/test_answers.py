"""What statuses and failures prove over several looks, what they leave open, and what the reasons say."""

from __future__ import annotations

import pytest

from linkcheck.judge import verdict, wanted
from linkcheck.language import say
from linkcheck.model import Ending, Failure, HostEvidence, Look, Outcome, Probe
from tests.judge.build import FRONT, LABEL, URL, article, case, html, look, rule, sent

GONE = html("404 Not Found", "<h1>404 Not Found</h1>")
ROOT = "https://news.example.org/"


def gone(*, first: int = 404, second: int = 404, body: str = GONE) -> tuple[Look, Look]:
    return look(status=first, body=body), look(status=second, body=body, after=6.2)


def reason(given_looks: tuple[Look, ...], lang: str = "en", **more: object) -> str:
    return say(verdict(case(*given_looks, **more)).reason, lang)  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "second"), [(404, 404), (410, 410), (404, 410)])
def test_proven_gone(first: int, second: int) -> None:
    given = case(*gone(first=first, second=second), root=FRONT)
    assert (verdict(given).outcome, verdict(given).rule) == (Outcome.DEAD, "gone")
    assert wanted(given, 4) == ()


def test_the_reason_names_the_evidence() -> None:
    assert reason(gone(), root=FRONT) == "404 twice, 6.2 s apart; the site's front page is fine"
    assert reason(gone(), "zh-Hans", root=FRONT) == "两次 404，相隔 6.2 秒；该站首页正常"
    assert reason(gone(), root=look(ROOT, 403, GONE)).endswith("the site's front page says 403")


def test_the_proof_step_by_step() -> None:
    once, twice = gone()
    assert (rule(case(once)), wanted(case(once), 4)) == ("unconfirmed", (Probe.AGAIN,))
    assert (rule(case(once, twice)), wanted(case(once, twice), 4)) == ("unconfirmed", (Probe.ROOT,))


@pytest.mark.parametrize(
    ("root", "why"),
    [
        (look(ROOT, 404, GONE), "wall.host-wide"),
        (look(ROOT, failure=Failure.TIMEOUT), "wall.unproven"),
        (look(ROOT, 503, GONE), "wall.root"),
        (look(ROOT, 429, GONE), "wall.root"),
        (look(ROOT, 403, GONE, headers={"cf-mitigated": "challenge"}), "wall.root"),
        (look(ROOT, 200, html("Just a moment...", "<script>_cf_chl_opt={}</script>")), "wall.root"),
    ],
    ids=["alike", "silent", "trouble", "limited", "wall", "wall-200"],
)
def test_a_front_page_that_proves_nothing(root: Look, why: str) -> None:
    found = verdict(case(*gone(), root=root))
    assert (found.outcome, found.rule, found.reason.id) == (Outcome.UNSURE, "wall", why)


def test_other_pages_of_the_host_prove_what_its_front_page_does_not() -> None:
    """Hosts of images have no front page, and a 404 there is one of the image alone."""
    host = HostEvidence(host="news.example.org", answers=(("200", 3), ("404", 1)))
    found = verdict(case(*gone(), root=look(ROOT, 404, GONE), host=host))
    assert (found.rule, found.reason.id) == ("gone", "gone.others")


def test_a_front_page_itself_has_no_other_that_proves() -> None:
    looks = (look(ROOT, 404, GONE), look(ROOT, 404, GONE, after=5))
    found = verdict(case(*looks, url=ROOT))
    assert (found.rule, found.reason.id) == ("wall", "wall.front")
    assert wanted(case(*looks, url=ROOT), 4) == ()


@pytest.mark.parametrize(
    "notice",
    [
        html(
            "Site not found · GitHub Pages",
            "<h1>404</h1><p>There isn't a GitHub Pages site here.</p>",
        ),
        html("No such app", "<p>There is no app configured at that hostname. No such app</p>"),
        "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>",
    ],
    ids=["github", "heroku", "s3"],
)
@pytest.mark.parametrize("url", [URL, ROOT], ids=["deep", "front"])
def test_a_host_that_says_it_has_no_such_site(notice: str, url: str) -> None:
    looks = (look(url, 404, notice), look(url, 404, notice, after=5))
    root = look(ROOT, 404, notice) if url == URL else None
    assert rule(case(*looks, url=url, root=root)) == "gone"


def test_a_404_with_the_application_that_the_front_page_is_too() -> None:
    shell = html(
        "News", '<div id="app"></div>', head='<script type="module" src="/app.js"></script>'
    )
    found = verdict(case(*gone(body=shell), root=look(ROOT, 200, shell)))
    assert (found.rule, found.reason.id) == ("wall", "wall.shell")
    assert rule(case(*gone(), root=look(ROOT, 200, shell))) == "gone"


ALIVE_AT_LAST = {
    "404": look(status=404, body=GONE),
    "410": look(status=410, body=GONE),
    "500": look(status=500),
    "502": look(status=502),
    "503": look(status=503),
    "429": look(status=429),
    "reset": look(failure=Failure.RESET),
    "timeout": look(failure=Failure.TIMEOUT),
    "no-such-host": look(failure=Failure.NO_SUCH_HOST),
    "tls": look(failure=Failure.TLS),
}


@pytest.mark.parametrize("first", ALIVE_AT_LAST.values(), ids=ALIVE_AT_LAST)
def test_a_bad_look_and_then_a_good_one(first: Look) -> None:
    assert wanted(case(first), 4) == (Probe.AGAIN,)
    found = verdict(case(first, look(body=article(LABEL), after=4)))
    assert (found.outcome, found.reason.id) == (Outcome.ALIVE, "ok.again")


def test_a_failure_between_two_404s_does_not_end_the_proof() -> None:
    first, second = gone()
    looks = (first, look(failure=Failure.TIMEOUT, after=3), second)
    assert wanted(case(*looks[:2]), 4) == (Probe.AGAIN,)
    assert rule(case(*looks[:2])) == "timeout"
    assert (rule(case(*looks)), wanted(case(*looks), 4)) == ("unconfirmed", (Probe.AGAIN,))
    assert rule(case(*looks, look(status=404, body=GONE, after=12), root=FRONT)) == "gone"


@pytest.mark.parametrize(
    ("status", "after_two", "after_four"),
    [
        (429, True, False),
        (503, True, False),
        (502, True, False),
        (504, True, False),
        (500, False, False),
        (520, False, False),
    ],
    ids=str,
)
def test_how_often_what_says_later_is_asked(status: int, after_two: bool, after_four: bool) -> None:
    looks = [look(status=status, after=3 * number) for number in range(4)]
    assert (wanted(case(*looks[:2]), 4) == (Probe.AGAIN,)) is after_two
    assert (wanted(case(*looks), 4) == (Probe.AGAIN,)) is after_four


@pytest.mark.parametrize("status", [405, 406, 451, 999, 401, 402])
def test_a_refusal_is_not_asked_again(status: int) -> None:
    assert wanted(case(look(status=status)), 4) == ()


def test_a_bare_403_is_asked_a_second_time_and_a_known_wall_is_not() -> None:
    refused = look(status=403)
    assert wanted(case(refused), 4) == (Probe.AGAIN,)
    assert wanted(case(refused, refused), 4) == ()
    assert wanted(case(look(status=403, headers={"cf-mitigated": "challenge"})), 4) == ()


def test_githubs_403_is_a_limit() -> None:
    url = "https://github.com/someone/something"
    assert rule(case(look(url, 403), url=url)) == "rate-limited"
    assert rule(case(look(status=403, headers={"x-ratelimit-remaining": "0"}))) == "rate-limited"
    assert rule(case(look(status=403))) == "wall"


NEVER_DEAD = [
    Failure.TIMEOUT,
    Failure.REFUSED,
    Failure.RESET,
    Failure.TLS,
    Failure.DNS,
    Failure.NO_ADDRESS,
    Failure.UNREACHABLE,
]


@pytest.mark.parametrize("failure", NEVER_DEAD)
def test_what_is_never_dead(failure: Failure) -> None:
    looks = [look(failure=failure, after=4 * number, detail="as told") for number in range(2)]
    assert verdict(case(*looks)).outcome is Outcome.UNSURE
    assert wanted(case(*looks), 4) == ()


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503, 521, 451, 999, 300, 304, 100])
def test_statuses_that_are_never_dead(status: int) -> None:
    looks = [look(status=status, body=GONE, after=4 * number) for number in range(4)]
    assert verdict(case(*looks)).outcome is Outcome.UNSURE


def test_a_name_that_the_chain_led_to_counts_like_the_cited_one() -> None:
    def led(after: float) -> Look:
        return look(
            "https://lapsed.net/x", via=((301, URL),), failure=Failure.NO_SUCH_HOST, after=after
        )

    assert rule(case(led(0))) == "unconfirmed"
    assert (
        reason((led(0), led(5)))
        == "sent to lapsed.net, and there is no such host, as the resolver said twice, 5 s apart"
    )


def test_a_redirect_that_ends_at_a_404_is_gone() -> None:
    goal = "https://news.example.org/new/1"
    looks = (sent(goal, GONE, status=404), look(goal, 404, GONE, via=((301, URL),), after=4))
    assert rule(case(*looks, root=FRONT)) == "gone"


def test_a_timeout_says_how_long_and_whether_the_site_answers() -> None:
    looks = (look(failure=Failure.TIMEOUT), look(failure=Failure.TIMEOUT, after=9, timeout=30))
    assert reason(looks) == "no answer within 10 s, then 30 s"
    assert reason(looks[:1]) == "no answer within 10 s"
    host = HostEvidence(answers=(("200", 2), ("timeout", 1)))
    assert (
        reason(looks, host=host) == "no answer within 10 s, then 30 s; the rest of the site answers"
    )


def test_all_refused_alike_is_told() -> None:
    host = HostEvidence(answers=(("403", 4),))
    assert reason((look(status=403),), host=host) == "refused with 403, like all 4 sources there"


@pytest.mark.parametrize(
    ("ending", "looks", "expected"),
    [
        (Ending.INTERRUPTED, (), "not-reached"),
        (Ending.OUT_OF_TIME, (), "not-reached"),
        (Ending.NOT_ASKED, (), "not-asked"),
        (Ending.OFFLINE, (look(failure=Failure.NO_SUCH_HOST),) * 2, "offline"),
        (Ending.OFFLINE, (look(failure=Failure.TIMEOUT),), "offline"),
        (Ending.OFFLINE, (look(status=404, body=GONE),), "unconfirmed"),
        (Ending.INTERRUPTED, (look(status=404, body=GONE),), "unconfirmed"),
        (Ending.INTERRUPTED, (look(body=article(LABEL)),), "ok"),
        (Ending.NOT_ASKED, (look(body=article(LABEL)),), "ok"),
    ],
)
def test_how_a_run_ends_tells_what_is_left_open(
    ending: Ending, looks: tuple[Look, ...], expected: str
) -> None:
    assert rule(case(*looks, ending=ending)) == expected


def test_stored_evidence_is_judged_again_without_the_network() -> None:
    """A run that asks nothing still knows what an earlier one saw."""
    assert rule(case(*gone(), root=FRONT, ending=Ending.NOT_ASKED)) == "gone"


def test_several_hosts_that_fail_alike_may_be_blocked() -> None:
    looks = (look(failure=Failure.RESET), look(failure=Failure.RESET, after=4))
    found = verdict(case(*looks, host=HostEvidence(alike=3)))
    assert found.outcome is Outcome.UNSURE
    assert [note.id for note in found.notes] == ["note.blocked"]
    assert verdict(case(*looks, host=HostEvidence(alike=1))).notes == ()


AT_WORK = {
    "en": html("", "<h1>We’ll be right back</h1>"),
    "en-site": html("Notice", "<p>The website is currently undergoing scheduled maintenance.</p>"),
    "de": html("Wartungsarbeiten", "<p>Bitte kommen Sie später wieder.</p>"),
    "fr": html("", "<p>Ce site est en maintenance.</p>"),
    "es": html("", "<p>Esta web está en mantenimiento.</p>"),
    "ja": html("", "<p>現在メンテナンス中のため、ご覧になれません。</p>"),
    "ko": html("", "<p>지금은 사이트 점검 중입니다.</p>"),
    "ru": html("", "<p>На сайте проводятся технические работы.</p>"),
    "vi": html("", "<p>Trang web đang bảo trì.</p>"),
}


@pytest.mark.parametrize("page", AT_WORK.values(), ids=AT_WORK)
def test_a_site_that_is_being_worked_on_tells_nothing(page: str) -> None:
    assert rule(case(look(body=page), label="某篇文章的标题")) == "server-error"


@pytest.mark.parametrize(
    "page",
    [
        article("Wartungsarbeiten an der Schleuse", "Die Schleuse wird gewartet.", "Kanalblatt"),
        article("Lock under maintenance", "The lock is under maintenance until May.", "Canal News"),
        article("水門はメンテナンス中", "水門は五月まで閉じる。", "水路新聞"),
    ],
    ids=["de", "en", "ja"],
)
def test_news_on_works_is_there(page: str) -> None:
    assert rule(case(look(body=page), label="一则短讯")) == "ok"
