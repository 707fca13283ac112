"""URLs of captures, read apart and made."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck import replay
from linkcheck.archives import ARCHIVES, BY_ID, Standing, archive_of


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # as many parts as a test needs


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        pytest.param("20211223041109", day(2021, 12, 23, 4, 11, 9), id="full"),
        pytest.param("2021", day(2021, 1, 1), id="year-padded"),
        pytest.param("202112", day(2021, 12, 1), id="month-padded"),
        pytest.param("2021122304", day(2021, 12, 23, 4), id="hour-padded"),
        pytest.param("20211399000000", None, id="no-such-month"),
        pytest.param("202112230411091", None, id="too-long"),
        pytest.param("٢٠٢١", None, id="other-digits"),
        pytest.param("", None, id="empty"),
    ],
)
def test_stamps(digits: str, expected: datetime | None) -> None:
    assert replay.moment(digits) == expected


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9000, 1, 1)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_a_stamp_reads_back(moment: datetime) -> None:
    aware = moment.replace(microsecond=0, tzinfo=UTC)
    assert replay.moment(replay.stamp(aware)) == aware


@pytest.mark.parametrize(
    ("url", "modifier", "original"),
    [
        pytest.param(
            "https://web.archive.org/web/20211223/https://a.example/b?c=d",
            "",
            "https://a.example/b?c=d",
            id="wayback",
        ),
        pytest.param(
            "http://localhost/coll/20211223041109mp_/http://a.example/",
            "mp_",
            "http://a.example/",
            id="pywb",
        ),
        pytest.param(
            "/web/20211223041109id_/http:/a.example/", "id_", "http://a.example/", id="folded-slash"
        ),
        pytest.param(
            "https://web.archive.org/web/2021/https://web.archive.org/web/2020/http://a.example/",
            "",
            "https://web.archive.org/web/2020/http://a.example/",
            id="a-capture-of-a-capture",
        ),
    ],
)
def test_a_captures_url_falls_apart(url: str, modifier: str, original: str) -> None:
    parts = replay.replay(url)
    assert parts is not None
    assert (parts.modifier, parts.original) == (modifier, original)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/",
        "https://web.archive.org/save/https://a.example/",
        "/web/2021/x",
        "https://web.archive.org/web/2021/http://[::1/",
    ],
)
def test_other_urls_are_no_captures(url: str) -> None:
    assert replay.replay(url) is None


def test_the_raw_url_replaces_any_modifier() -> None:
    shown = "http://localhost/coll/20211223041109mp_/http://a.example/"
    assert replay.raw(shown) == "http://localhost/coll/20211223041109id_/http://a.example/"


def test_another_capture_beside_one() -> None:
    url = "http://localhost/coll/20211223041109id_/http://a.example/"
    assert replay.beside(url, day(2020, 1, 2), "http://b.example/") == (
        "http://localhost/coll/20200102000000id_/http://b.example/"
    )


def test_archives_are_told_apart_by_host() -> None:
    hosts = [host for archive in ARCHIVES for host in archive.hosts]
    assert len(hosts) == len(set(hosts))
    assert all(
        archive_of(f"https://{host}/x") is BY_ID[archive.id]
        for archive in ARCHIVES
        for host in archive.hosts
    )
    assert archive_of("https://news.example/") is None
    assert archive_of("http://[") is None


def test_only_archives_that_may_be_asked_can_be_asked() -> None:
    askable = {Standing.ON, Standing.OPTIONAL}
    assert [one.id for one in ARCHIVES if one.standing is Standing.ON] == ["wayback"]
    assert all(bool(one.timegate and one.timemap) == (one.standing in askable) for one in ARCHIVES)
    assert BY_ID["archive-today"].standing is Standing.UNRELIABLE
    assert BY_ID["timetravel"].standing is Standing.GONE


STORY = "https://a.example/b?c=d&e=f"
CITED: dict[str, tuple[str, str, str, datetime | None]] = {
    "Wayback": (
        "https://web.archive.org/web/20211223041109/" + STORY,
        "wayback",
        STORY,
        day(2021, 12, 23, 4, 11, 9),
    ),
    "Wayback, without a scheme": (
        "http://web.archive.org/web/2021/a.example/b",
        "wayback",
        "http://a.example/b",
        day(2021, 1, 1),
    ),
    "Wayback, raw": (
        "https://web.archive.org/web/20211223041109id_/http:/a.example/",
        "wayback",
        "http://a.example/",
        day(2021, 12, 23, 4, 11, 9),
    ),
    "Wayback, the latest": ("https://web.archive.org/web/" + STORY, "wayback", STORY, None),
    "Wayback's list": ("https://web.archive.org/web/*/" + STORY, "wayback", STORY, None),
    "Wayback's own page": ("https://web.archive.org/about/", "wayback", "", None),
    "Arquivo.pt": (
        "https://arquivo.pt/wayback/20210102030405/http://a.example/",
        "arquivo",
        "http://a.example/",
        day(2021, 1, 2, 3, 4, 5),
    ),
    "Archive-It": (
        "https://wayback.archive-it.org/1068/20210102030405/http://a.example/",
        "archive-it",
        "http://a.example/",
        day(2021, 1, 2, 3, 4, 5),
    ),
    "archive.today, by name": ("https://archive.ph/AbC12", "archive-today", "", None),
    "archive.today, long": (
        "http://archive.is/2021.12.23-041109/" + STORY,
        "archive-today",
        STORY,
        day(2021, 12, 23, 4, 11, 9),
    ),
    "archive.today, digits": (
        "https://archive.today/20211223041109/" + STORY,
        "archive-today",
        STORY,
        day(2021, 12, 23, 4, 11, 9),
    ),
    "archive.today, from a page": (
        "https://archive.md/o/AbC12/https://a.example/b",
        "archive-today",
        "https://a.example/b",
        None,
    ),
    "WebCite": (
        "http://www.webcitation.org/query?url=https%3A%2F%2Fa.example%2Fb&date=2015-03-04",
        "webcitation",
        "https://a.example/b",
        day(2015, 3, 4),
    ),
    "WebCite, by number": ("https://www.webcitation.org/6tQ8rPRY2", "webcitation", "", None),
    "Perma.cc": ("https://perma.cc/AB12-CD34", "perma", "", None),
    "Ghostarchive": ("https://ghostarchive.org/archive/AbCdE", "ghostarchive", "", None),
    "Time Travel": (
        "http://timetravel.mementoweb.org/memento/2015/http://a.example/",
        "timetravel",
        "http://a.example/",
        day(2015, 1, 1),
    ),
    "Google's cache": (
        "http://webcache.googleusercontent.com/search?q=cache:AbC-12:https://a.example/b&hl=en",
        "google-cache",
        "https://a.example/b",
        None,
    ),
    "Google's cache, without a number": (
        "https://webcache.googleusercontent.com/search?q=cache:a.example/b+words",
        "google-cache",
        "http://a.example/b",
        None,
    ),
}


@pytest.mark.parametrize(("url", "id_", "original", "captured"), CITED.values(), ids=CITED.keys())
def test_what_a_cited_copy_says_of_itself(
    url: str, id_: str, original: str, captured: datetime | None
) -> None:
    copy = replay.cited_copy(url)
    assert copy is not None
    assert (copy.archive.id, copy.original, copy.captured) == (id_, original, captured)


@pytest.mark.parametrize(
    ("time", "exact"),
    [("2021", False), ("202112", False), ("20211223", True), ("20211223041109", True)],
)
def test_a_day_is_needed_to_mean_one_capture(time: str, exact: bool) -> None:
    copy = replay.cited_copy(f"https://web.archive.org/web/{time}/{STORY}")
    assert copy is not None
    assert copy.exact is exact


@pytest.mark.parametrize(
    "url", ["https://a.example/web/2021/http://b.example/", "https://[", "", "mailto:a@perma.cc"]
)
def test_other_citations_are_no_copies(url: str) -> None:
    assert replay.cited_copy(url) is None


@given(st.sampled_from([host for one in ARCHIVES for host in one.hosts]), st.text(max_size=80))
def test_any_address_at_an_archive_is_read_without_an_error(host: str, rest: str) -> None:
    assert replay.cited_copy(f"https://{host}/{rest}") is not None


HOSTS = st.sampled_from([*(host for archive in ARCHIVES for host in archive.hosts), "news.example"])
AROUND = st.text("wW.:/?#@[]\\ \t\n%aA1é\u212a", max_size=4)


@given(AROUND, HOSTS, AROUND, st.sampled_from(["http://", "https://", "HTTPS://", "//", "http:"]))
def test_the_quick_way_to_a_host_leads_where_the_long_one_does(
    before: str, host: str, after: str, scheme: str
) -> None:
    url = f"{scheme}{before}{host}{after}"
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        name = ""
    whose = [each for each in ARCHIVES if {name, name.removeprefix("www.")} & {*each.hosts}]
    assert archive_of(url) is next(iter(whose), None)


@pytest.mark.parametrize("original", ["http://[::1/x", "http://a:99999/", "http://a]/", "//["])
def test_a_copy_of_what_is_no_url_has_no_original(original: str) -> None:
    for url in (
        f"https://web.archive.org/web/20211223041109/{original}",
        f"https://archive.ph/{original}",
    ):
        copy = replay.cited_copy(url)
        assert copy is None or copy.original == ""
