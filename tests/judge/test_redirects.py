"""Where a citation led: silently, to the same piece, as it is meant to, home, to a section, to somebody else, to a door."""

from __future__ import annotations

import pytest

from linkcheck.judge import verdict, wanted
from linkcheck.model import Probe
from tests.judge.build import LABEL, STORY, URL, article, case, html, look, rule, sent

PIECE = article(LABEL)
OTHER = article(
    "Garden furniture for every season",
    "Chairs and tables, lamps and cushions. " * 40,
    "Patio World",
)
ZH = "日内瓦导弹条约会谈恢复"

SILENT = {
    "https": ("http://news.example.org/a/talks.html", "https://news.example.org/a/talks.html"),
    "www": ("https://news.example.org/a/talks.html", "https://www.news.example.org/a/talks.html"),
    "no-www": ("https://www.example.org/a/talks.html", "https://example.org/a/talks.html"),
    "slash": ("https://news.example.org/a/talks", "https://news.example.org/a/talks/"),
    "no-slash": ("https://news.example.org/a/talks/", "https://news.example.org/a/talks"),
    "index": ("https://news.example.org/a/index.html", "https://news.example.org/a/"),
    "html": ("https://news.example.org/a/talks.html", "https://news.example.org/a/talks"),
    "home": ("https://news.example.org/", "https://news.example.org/home"),
    "mobile": ("https://m.example.org/a/talks", "https://www.example.org/a/talks"),
    "amp": ("https://news.example.org/a/talks/amp/", "https://news.example.org/a/talks/"),
    "trackers": (
        "https://news.example.org/a/talks?utm_source=x&fbclid=1",
        "https://news.example.org/a/talks",
    ),
    "case": ("https://news.example.org/A/Talks", "https://news.example.org/a/talks"),
    "escapes": (
        "https://news.example.org/wiki/中国",
        "https://news.example.org/wiki/%E4%B8%AD%E5%9B%BD",
    ),
}


@pytest.mark.parametrize(("cited", "ended"), SILENT.values(), ids=SILENT)
def test_what_no_reader_minds_is_silent(cited: str, ended: str) -> None:
    given = case(sent(ended, OTHER, url=cited), url=cited, label=ZH)
    found = verdict(given)
    assert found.rule == "ok"
    assert "note.moved" not in {note.id for note in found.notes}


SAME_PIECE = {
    "slug": "https://news.example.org/articles/talks-on-missile-treaty-resume-in-geneva",
    "shorter-slug": "https://news.example.org/a/talks-missile-treaty-resume",
    "slug-with-id": "https://www.example.org/world/talks-on-missile-treaty-resume-in-geneva-a75880",
    "new-domain": "https://newspaper.net/2021/talks-on-missile-treaty-resume-in-geneva",
    "query": "https://news.example.org/story?slug=talks-on-missile-treaty-resume-in-geneva",
}


@pytest.mark.parametrize("goal", SAME_PIECE.values(), ids=SAME_PIECE)
@pytest.mark.parametrize("label", [LABEL, ZH], ids=["en", "zh"])
def test_the_same_piece_elsewhere(goal: str, label: str) -> None:
    found = verdict(case(sent(goal, PIECE), label=label))
    assert (found.rule, found.notes[-1].id) == ("moved", "note.moved")


@pytest.mark.parametrize(
    ("cited", "ended"),
    [
        ("https://blog.example.org/?p=48213", "https://blog.example.org/2021/12/on-the-talks/"),
        ("https://news.example.org/story/48213", "https://news.example.org/archives/48213.html"),
        ("https://twitter.com/user/status/147012345", "https://x.com/user/status/147012345"),
        ("https://www.bbc.co.uk/news/world-59712345", "https://www.bbc.com/news/world-59712345"),
        ("https://docs.example.org/manual/faq", "https://docs.example.org/help/faq"),
        (
            "https://news.example.org/2021/12/20/old-name-of-it",
            "https://news.example.org/2021/12/20/an-entirely-new-headline-for-it",
        ),
    ],
    ids=["wordpress", "number", "renamed-company", "suffix", "short-slug", "new-slug"],
)
def test_other_ways_to_move(cited: str, ended: str) -> None:
    assert rule(case(sent(ended, article("Something"), url=cited), url=cited, label=ZH)) == "moved"


def test_a_title_that_the_label_names_is_the_piece() -> None:
    assert rule(case(sent("https://somewhere-else.net/p/9", PIECE))) == "moved"
    assert rule(case(sent("https://news.example.org/p/9", PIECE))) == "moved"


def test_a_renamed_company_keeps_its_old_name_on_the_page() -> None:
    page = html("Newname", "<h1>Oldcompany is now Newname</h1><p>Find out what has changed.</p>")
    given = case(
        sent("https://newname.com/", page, url="https://oldcompany.com/"),
        url="https://oldcompany.com/",
        label="官网",
    )
    assert rule(given) == "moved"


MEANT = [
    "https://t.co/Ab3dE5",
    "https://bit.ly/3abcdef",
    "https://doi.org/10.1000/182",
    "https://youtu.be/abcdefghijk",
    "https://nyti.ms/3xYz",
    "https://zz.gg/4Xk9",
    "https://link.zhihu.com/?target=https%3A//www.publisher.net/x",
    "https://redirect.example.org/out?url=https%3A%2F%2Fwww.publisher.net%2Fx",
]


@pytest.mark.parametrize("cited", MEANT)
@pytest.mark.parametrize(
    "goal", ["https://www.publisher.net/x/1", "https://www.publisher.net/"], ids=["deep", "front"]
)
def test_resolvers_are_meant_to_lead_elsewhere(cited: str, goal: str) -> None:
    found = verdict(case(sent(goal, OTHER, url=cited), url=cited, label=ZH))
    assert (found.rule, found.reason.id) == ("moved", "moved.meant")


def test_a_shortener_that_leads_to_its_own_front_page_has_lost_the_link() -> None:
    cited = "https://bit.ly/3abcdef"
    assert rule(case(sent("https://bitly.com/", OTHER, url=cited), url=cited, label=ZH)) != "ok"


HOME = {
    "root": "https://news.example.org/",
    "index": "https://news.example.org/index.html",
    "www": "https://www.example.org/",
    "language": "https://news.example.org/en/",
    "zh-language": "https://news.example.org/zh-hans/",
    "query": "https://news.example.org/?from=404",
    "section": "https://news.example.org/world/",
    "year": "https://news.example.org/2021/",
    "subsection": "https://news.example.org/world/europe",
}


@pytest.mark.parametrize("goal", HOME.values(), ids=HOME)
@pytest.mark.parametrize("label", [LABEL, ZH, "here"], ids=["en", "zh", "generic"])
@pytest.mark.parametrize("code", [301, 302], ids=str)
def test_a_deep_address_that_leads_home(goal: str, label: str, code: int) -> None:
    given = case(sent(goal, OTHER, code=code), label=label)
    assert rule(given) == "redirected-home"
    assert wanted(given, 4) == (Probe.SIBLING,)


def test_a_sibling_that_is_led_home_too_is_told_of() -> None:
    home = "https://news.example.org/"
    beside = sent(home, OTHER, url="https://news.example.org/2021/12/20/q8f.html")
    given = case(sent(home, OTHER), sibling=beside)
    assert verdict(given).reason.id == "redirected-home.front-all"
    assert wanted(given, 4) == ()


def test_a_page_that_only_leads_home_counts_as_a_redirect() -> None:
    page = html("", "<p>Redirecting…</p>", head='<meta http-equiv="refresh" content="0; url=/">')
    assert rule(case(look(body=page))) == "redirected-home"
    script = "<html><script>window.location.href='https://news.example.org/'</script></html>"
    assert rule(case(look(body=script))) == "redirected-home"


def test_a_page_that_leads_on_to_the_piece_is_there() -> None:
    page = html(
        "",
        "<p>Moved</p>",
        head='<meta http-equiv="refresh" content="0; url=/new/talks-on-missile-treaty-resume-in-geneva">',
    )
    assert rule(case(look(body=page))) == "moved"


def test_a_news_page_that_loads_itself_anew_is_there() -> None:
    page = article(LABEL).replace("</head>", '<meta http-equiv="refresh" content="600"></head>')
    assert rule(case(look(body=page))) == "ok"


NOT_HOME = {
    "front-to-language": ("https://news.example.org/", "https://news.example.org/en/"),
    "front-to-section": ("https://example.org/", "https://example.org/news/"),
    "language-to-front": ("https://news.example.org/en/", "https://news.example.org/"),
    "brand": ("https://bbc.co.uk/", "https://www.bbc.com/"),
}


@pytest.mark.parametrize(("cited", "ended"), NOT_HOME.values(), ids=NOT_HOME)
def test_a_front_page_may_lead_to_a_front_page(cited: str, ended: str) -> None:
    assert rule(case(sent(ended, OTHER, url=cited), url=cited, label=ZH)) == "moved"


def test_a_shallow_page_that_the_front_page_has_become() -> None:
    page = html("Meridian Weather Archive Project", "<p>" + STORY + "</p>")
    cited = "https://meridian.org/project"
    given = case(
        sent("https://meridian.org/", page, url=cited),
        url=cited,
        label="Meridian Weather Archive Project",
    )
    assert rule(given) == "moved"


STRANGERS = {
    "front": "https://garden-world.net/",
    "deep": "https://garden-world.net/shop/chairs",
    "same-suffix": "https://other.org/",
    "github-user": "https://someone-else.github.io/",
}


@pytest.mark.parametrize("goal", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("cited", [URL, "https://news.example.org/"], ids=["deep", "front"])
@pytest.mark.parametrize("label", [LABEL, ZH], ids=["en", "zh"])
def test_somebody_elses_site(goal: str, cited: str, label: str) -> None:
    assert rule(case(sent(goal, OTHER, url=cited), url=cited, label=label)) == "other-site"


def test_two_users_of_one_service_are_two_owners() -> None:
    cited = "https://alice.github.io/notes.html"
    assert (
        rule(case(sent("https://bob.github.io/", OTHER, url=cited), url=cited, label=ZH))
        == "other-site"
    )


LOGIN = {
    "path": "https://news.example.org/login?next=%2F2021",
    "signin": "https://news.example.org/users/sign_in",
    "authwall": "https://www.linkedin.com/authwall?trk=x&sessionRedirect=https%3A%2F%2Fwww.linkedin.com",
    "identity": "https://accounts.google.com/v3/signin/identifier?continue=x",
    "sso": "https://sso.example.org/auth/realms/x",
    "weibo": "https://passport.weibo.com/visitor/visitor?entry=miniblog",
    "wp": "https://news.example.org/wp-login.php?redirect_to=x",
}


@pytest.mark.parametrize("goal", LOGIN.values(), ids=LOGIN)
def test_sent_to_log_in(goal: str) -> None:
    page = html("Sign in", '<form><input type="text"><input type="password"></form>')
    assert rule(case(sent(goal, page, code=302))) == "login"


def test_a_login_page_can_be_cited() -> None:
    cited = "https://news.example.org/login"
    page = html("Log in", '<form><input type="password"></form>')
    assert rule(case(look(cited, body=page), url=cited, label="Log in")) == "ok"


@pytest.mark.parametrize(
    "goal", ["https://news.example.org/subscribe?from=x", "https://news.example.org/membership/"]
)
def test_sent_to_pay(goal: str) -> None:
    assert (
        rule(
            case(
                sent(
                    goal, html("Subscribe", "<p>Choose your plan: monthly or yearly.</p>"), code=302
                )
            )
        )
        == "paywall"
    )
