"""Notes, fragments as an outcome, words that a bare URL swallowed, and how addresses compare."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from linkcheck.judge import addresses, verdict, wanted
from linkcheck.model import Outcome, Probe, Role
from tests.judge.build import FRONT, LABEL, STORY, URL, article, case, html, look, sent

PAGE = article(LABEL)


def notes(*args: object, **more: object) -> list[str]:
    return [note.id for note in verdict(case(*args, **more)).notes]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fragment",
    [
        "top",
        "Top",
        "/route/1",
        "!page=2",
        ":~:text=talks",
        "part:~:text=talks",
        "L10",
        "L10-L20",
        "L10C3-L12C5",
        "t=45",
        "page=3",
        "rd",
    ],
)
def test_fragments_that_are_no_place_on_a_page(fragment: str) -> None:
    assert notes(look(body=PAGE, fragments=(fragment,)), url=f"{URL}#{fragment}") == []


@pytest.mark.parametrize(
    ("is_outcome", "rule"), [(False, "ok"), (True, "missing-fragment")], ids=["note", "outcome"]
)
def test_a_place_that_is_missing(is_outcome: bool, rule: str) -> None:
    seen = look(body=PAGE, fragments=("结论",))
    found = verdict(case(seen, url=f"{URL}#结论", fragments=is_outcome))
    assert found.rule == rule
    assert found.outcome is (Outcome.SUSPECT if is_outcome else Outcome.ALIVE)
    assert ("note.fragment" in [note.id for note in found.notes]) is not is_outcome


def test_a_place_that_is_there() -> None:
    page = PAGE.replace("<p>", '<p id="结论">', 1)
    assert notes(look(body=page, fragments=("结论",)), url=f"{URL}#结论") == []


@pytest.mark.parametrize(
    "page",
    [
        html("App", '<div id="root"></div>', head='<script src="/a.js"></script>'),
        html("Docs", f'<div id="app"></div><p>{STORY}</p>', head='<script src="/a.js"></script>'),
    ],
    ids=["shell", "partly-made"],
)
def test_pages_that_scripts_make_cannot_tell(page: str) -> None:
    assert notes(look(body=page, fragments=("part",)), url=f"{URL}#part", label="here") == []


def test_a_file_has_no_places() -> None:
    seen = look(body=b"%PDF-1.7", headers={"content-type": "application/pdf"}, fragments=("part",))
    assert notes(seen, url=f"{URL}#part") == []


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((301,), ["note.moved"]),
        ((308, 301), ["note.moved"]),
        ((302,), []),
        ((301, 302), []),
        ((307,), []),
    ],
)
def test_moved_for_good_only_where_every_hop_says_so(
    codes: tuple[int, ...], expected: list[str]
) -> None:
    goal = "https://news.example.org/archive/talks-on-missile-treaty-resume-in-geneva"
    via = tuple(
        (code, URL if not number else f"{URL}?step={number}") for number, code in enumerate(codes)
    )
    assert notes(look(goal, body=PAGE, via=via)) == expected


def test_a_resolvers_address_is_not_to_be_replaced() -> None:
    doi = "https://doi.org/10.1000/182"
    assert notes(sent("https://www.publisher.net/x", PAGE, url=doi), url=doi) == []


def test_https_is_there() -> None:
    plain = URL.replace("https:", "http:")
    assert notes(sent(URL, PAGE, url=plain), url=plain) == ["note.https"]
    assert notes(look(plain, body=PAGE), url=plain) == []


def test_trackers() -> None:
    url = f"{URL}?utm_source=a&id=3&fbclid=x"
    found = verdict(case(look(url, body=PAGE), url=url)).notes[0]
    assert dict(found.values) == {"count": 2, "names": "utm_source, fbclid"}


@pytest.mark.parametrize("host", ["archive.today", "archive.is", "archive.ph", "www.archive.li"])
def test_an_archive_that_is_not_relied_on(host: str) -> None:
    url = f"https://{host}/Ab3"
    assert notes(look(url, 429), url=url) == ["note.archive"]


@pytest.mark.parametrize("host", ["archive.org", "web.archive.org", "archive.example.org"])
def test_other_archives(host: str) -> None:
    url = f"https://{host}/web/2021/x"
    assert notes(look(url, body=PAGE), url=url) == []


OTHER = article(
    "Garden furniture for every season",
    "Chairs and tables, lamps and cushions. " * 40,
    "Patio World",
)


@pytest.mark.parametrize(
    ("label", "role", "expected"),
    [
        (LABEL, Role.LINK, ["note.label"]),
        (LABEL, Role.READING, ["note.label"]),
        (LABEL, Role.TIMESTAMP, []),
        (LABEL, Role.BARE, []),
        ("日内瓦导弹条约会谈恢复", Role.LINK, []),
        ("here", Role.LINK, []),
        ("Garden furniture for every season", Role.LINK, []),
    ],
)
def test_a_label_and_a_page_with_nothing_in_common(
    label: str, role: Role, expected: list[str]
) -> None:
    assert notes(look(body=OTHER), label=label, role=role) == expected


def test_the_shorter_form_is_asked_where_the_long_one_is_dead() -> None:
    gone = (look(status=404), look(status=404, after=5))
    given = case(*gone, root=FRONT)
    assert wanted(given, 4) == ()
    with_shorter = case(*gone, root=FRONT, shorter=look(URL[:-3], body=PAGE))
    assert notes(*gone, root=FRONT, shorter=look(URL[:-3], body=PAGE)) == ["note.swallowed"]
    assert wanted(with_shorter, 4) == ()
    assert notes(*gone, root=FRONT, shorter=look(URL[:-3], 404)) == []


def test_the_shorter_form_is_not_asked_where_the_long_one_is_fine() -> None:
    given = case(look(body=PAGE), shorter=look(URL[:-3], body=PAGE))
    assert Probe.SHORTER not in wanted(given, 4)
    assert verdict(given).notes == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://a.org/x/talks-on-treaty-resume", "https://a.org/talks-on-treaty-resume-2", True),
        ("https://a.org/story/48213", "https://a.org/s/48213", True),
        ("https://a.org/?p=48213", "https://a.org/48213/", True),
        ("https://a.org/about/team", "https://a.org/team", True),
        ("https://a.org/2021/12/20/index.html", "https://a.org/2022/01/02/index.html", False),
        ("https://a.org/article/1", "https://a.org/article/2", False),
        ("https://a.org/story.html", "https://a.org/other/story.html", False),
        ("https://a.org/talks", "https://a.org/chairs", False),
        ("https://a.org/", "https://a.org/x", False),
    ],
)
def test_whether_two_addresses_name_one_piece(one: str, other: str, expected: bool) -> None:
    assert addresses.shares_slug(urlsplit(one), urlsplit(other)) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.org", True),
        ("https://a.org/", True),
        ("https://a.org/index.php", True),
        ("https://a.org/en/", True),
        ("https://a.org/zh-hans/index.html", True),
        ("https://a.org/?lang=en", True),
        ("https://a.org/?p=48213", False),
        ("https://a.org/news/", False),
    ],
)
def test_front_pages(url: str, expected: bool) -> None:
    assert addresses.is_front(urlsplit(url)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("news.bbc.co.uk", "www.bbc.com", True),
        ("a.example.org", "b.example.org", True),
        ("alice.github.io", "bob.github.io", False),
        ("guardian.co.uk", "theguardian.com", True),
        ("a.org", "b.org", False),
        ("old.org", "bolder.org", False),
        ("", None, True),
    ],
)
def test_kin(one: str, other: str | None, expected: bool) -> None:
    assert addresses.are_kin(one, other) is expected
