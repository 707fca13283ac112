from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.web.cdx import ask as ask_index
from tests.web.cdx import moment, rows_of
from tests.web.client import ask, header
from tests.web.manifest import Archive, Capture, Manifest
from tests.web.site import serving
from tests.web.surt import key, prefix_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpcore

    from tests.web.site import Site

URL = "https://www.a.example/news/1?b=2&a=1"
CAPTURES = [
    Capture(url=URL, timestamp="20200101000000", title="Old", text="first"),
    Capture(
        url="http://a.example:80/News/1?a=1&b=2",
        timestamp="20210601120000",
        title="Good",
        text="story",
        encoding="gzip",
        headers={"Server": "nginx"},
    ),
    Capture(url=URL, timestamp="20210701000000", revisit=True),
    Capture(url=URL, timestamp="20220301000000", status=404, title="Gone"),
    Capture(url=URL, timestamp="20230301000000", redirect="https://www.a.example/"),
    Capture(url="https://www.a.example/", timestamp="20210101000000", title="Front"),
    Capture(
        url="https://www.a.example/news/2",
        timestamp="20210102000000",
        body="two",
        mime="text/plain",
    ),
    Capture(url="https://sub.a.example/x", timestamp="20210103000000", title="Sub"),
    Capture(url="https://a.example/lost", timestamp="20210104000000", unplayable=True),
    Capture(url="https://a.example/lost", timestamp="20190104000000", unlisted=True, title="Kept"),
    Capture(url="https://secret.example/x", timestamp="20210101000000", title="Secret"),
]
ARCHIVE = Archive(captures=CAPTURES, excluded=["secret.example"])
WEB = "https://web.archive.org"


@pytest.fixture(scope="module")
def archive() -> Iterator[Site]:
    with serving(Manifest(archive=ARCHIVE)) as site:
        yield site


def cdx(**asked: str) -> list[list[str]]:
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items())
    status, body, _ = ask_index(rows_of(CAPTURES), f"{query}&output=json")
    assert status == 200
    table: list[list[str]] = json.loads(body)
    return table


def stamps(**asked: str) -> list[str]:
    return [row[0][:6] for row in cdx(fl="timestamp", **asked)[1:]]


@pytest.mark.parametrize(
    ("url", "folded"),
    [
        pytest.param(
            "https://WWW.Example.com:443/A/", "com,example)/a", id="scheme www case port slash"
        ),
        pytest.param("http://www2.example.com", "com,example)/", id="numbered www"),
        pytest.param(
            "example.com/x?b=1&a=2#f", "com,example)/x?a=2&b=1", id="query order, fragment"
        ),
        pytest.param("http://example.com:8080/", "com,example:8080)/", id="other port"),
        pytest.param("http://例子.中国/中", "xn--fiqs8s,xn--fsqu00a)/%e4%b8%ad", id="han"),
        pytest.param("http://a.b/%E4%B8%AD", "b,a)/%e4%b8%ad", id="escaped"),
        pytest.param("http://a.b/%C3%CE", "b,a)/%c3%ce", id="gbk"),
    ],
)
def test_what_the_index_folds(url: str, folded: str) -> None:
    assert key(url) == folded


def test_a_prefix_keeps_its_slash() -> None:
    assert prefix_key("http://www.a.b/x/*") == "b,a)/x/"


@pytest.mark.parametrize(
    ("stamp", "iso"),
    [
        pytest.param("20211221", "2021-12-21T00:00:00+00:00", id="day"),
        pytest.param("2021", "2021-01-01T00:00:00+00:00", id="year"),
        pytest.param("20211221040716", "2021-12-21T04:07:16+00:00", id="second"),
        pytest.param("0", "0001-01-01T00:00:00+00:00", id="first"),
        pytest.param("20211399", "0001-01-01T00:00:00+00:00", id="no date"),
    ],
)
def test_moments(stamp: str, iso: str) -> None:
    assert moment(stamp).isoformat() == iso


ALL = ["202001", "202106", "202107", "202203", "202303"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, ALL, id="all"),
        pytest.param({"limit": "2"}, ALL[:2], id="limit"),
        pytest.param({"limit": "-2"}, ALL[-2:], id="last"),
        pytest.param({"sort": "reverse", "limit": "1"}, ALL[-1:], id="reverse"),
        pytest.param({"from": "2021", "to": "202106"}, ["202106"], id="from to inclusive"),
        pytest.param(
            {"filter": "statuscode:200"}, ["202001", "202106"], id="filter drops revisits"
        ),
        pytest.param({"filter": "statuscode:2"}, [], id="filter matches the whole field"),
        pytest.param({"filter": "statuscode:2.."}, ["202001", "202106"], id="filter regex"),
        pytest.param(
            {"filter": "!statuscode:2.."}, ["202107", "202203", "202303"], id="filter not"
        ),
        pytest.param(
            {"filter": "statuscode:200", "resolveRevisits": "true"},
            ["202001", "202106", "202107"],
            id="revisits resolved",
        ),
        pytest.param(
            {"collapse": "timestamp:4"}, ["202001", "202106", "202203", "202303"], id="collapse"
        ),
        pytest.param(
            {"closest": "20210615", "sort": "closest", "limit": "3"},
            ["202106", "202107", "202203"],
            id="closest",
        ),
        pytest.param({"offset": "3"}, ALL[3:], id="offset"),
    ],
)
def test_cdx(asked: dict[str, str], found: list[str]) -> None:
    assert stamps(url=URL, **asked) == found


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        pytest.param({"url": "a.example/news/", "matchType": "prefix"}, 6, id="prefix"),
        pytest.param({"url": "a.example/news/*"}, 6, id="prefix by star"),
        pytest.param({"url": "a.example", "matchType": "host"}, 8, id="host"),
        pytest.param({"url": "a.example", "matchType": "domain"}, 9, id="domain"),
        pytest.param({"url": "https://b.example/"}, 0, id="nothing"),
    ],
)
def test_cdx_scope(asked: dict[str, str], count: int) -> None:
    assert len(cdx(**asked)[1:]) == count


def test_cdx_rows_tell_what_was_captured() -> None:
    header_, *rows = cdx(url=URL)
    by_stamp = {row[1]: dict(zip(header_, row, strict=True)) for row in rows}
    good, again = by_stamp["20210601120000"], by_stamp["20210701000000"]
    assert header_[:3] == ["urlkey", "timestamp", "original"]
    assert good["original"] == "http://a.example:80/News/1?a=1&b=2"
    assert (good["mimetype"], good["statuscode"], len(good["digest"])) == ("text/html", "200", 32)
    assert (again["mimetype"], again["statuscode"]) == ("warc/revisit", "-")
    assert by_stamp["20230301000000"]["statuscode"] == "302"


def test_cdx_resumes_after_an_empty_row() -> None:
    first = cdx(url=URL, limit="3", showResumeKey="true")
    assert first[-2] == []
    rest = cdx(url=URL, limit="3", showResumeKey="true", resumeKey=first[-1][0])
    assert len(first[1:-2]) + len(rest[1:]) == 5


def test_cdx_over_the_wire(archive: Site) -> None:
    none = get(archive, "/cdx/search/cdx?url=b.example&output=json")
    assert (none.status, json.loads(none.content)) == (200, [])
    text = get(
        archive, f"/cdx/search/cdx?url={quote(URL, safe='')}&limit=1&fl=timestamp,statuscode"
    )
    assert text.content == b"20200101000000 200\n"
    assert get(archive, "/cdx/search/cdx?output=json").status == 400


def get(site: Site, target: str, **headers: str) -> httpcore.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(site, WEB + target, headers=named)


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        pytest.param(f"/web/2021/{URL}", "20210601120000", id="closest after a padded stamp"),
        pytest.param(f"/web/20210620000000/{URL}", "20210701000000", id="closest"),
        pytest.param(f"/web/{URL}", "20230301000000", id="no stamp is the latest"),
        pytest.param(f"/web/0/{URL}", "20200101000000", id="0 is the first"),
        pytest.param("/web/20210104000000/a.example/lost", "20190104000000", id="not playable"),
        pytest.param("/web/2030id_/https://a.example/news/2", "20210102000000id_", id="years away"),
    ],
)
def test_playback_sends_to_the_closest(archive: Site, asked: str, location: str) -> None:
    response = get(archive, asked)
    assert response.status == 302
    assert header(response, "memento-datetime") is None
    assert (header(response, "location") or "").startswith(f"{WEB}/web/{location}/http")


def test_a_time_gate_negotiates(archive: Site) -> None:
    response = get(archive, f"/web/{URL}", Accept_Datetime="Tue, 05 May 2020 00:00:00 GMT")
    assert header(response, "location") == f"{WEB}/web/20200101000000/{URL}"
    assert header(response, "vary") == "accept-datetime"
    assert f'<{URL}>; rel="original"' in (header(response, "link") or "")


def test_raw_playback_gives_the_original_bytes(archive: Site) -> None:
    response = get(archive, "/web/20210601120000id_/a.example/news/1?a=1&b=2")
    assert response.status == 200
    assert b"<h1>Good</h1>" in gzip.decompress(response.content)
    assert header(response, "memento-datetime") == "Tue, 01 Jun 2021 12:00:00 GMT"
    assert header(response, "content-encoding") == "gzip, "
    assert header(response, "x-archive-orig-server") == "nginx"
    assert '<http://a.example:80/News/1?a=1&b=2>; rel="original"' in (
        header(response, "link") or ""
    )


def test_the_view_has_a_banner_and_is_decoded(archive: Site) -> None:
    response = get(archive, "/web/20210601120000/a.example/news/1?a=1&b=2")
    assert header(response, "content-encoding") is None
    assert b"WAYBACK TOOLBAR" in response.content
    assert b"<h1>Good</h1>" in response.content


def test_a_revisit_shows_what_was_before_it(archive: Site) -> None:
    response = get(archive, f"/web/20210701000000/{URL}")
    assert b"<h1>Good</h1>" in response.content
    assert header(response, "memento-datetime") == "Thu, 01 Jul 2021 00:00:00 GMT"


def test_a_captured_404_is_a_capture(archive: Site) -> None:
    response = get(archive, f"/web/20220301000000id_/{URL}")
    assert (response.status, header(response, "memento-datetime") is None) == (404, False)


def test_a_captured_redirect_raw_and_in_view(archive: Site) -> None:
    bare = get(archive, f"/web/20230301000000id_/{URL}")
    assert bare.status == 302
    assert header(bare, "location") == f"{WEB}/web/20230301000000id_/https://www.a.example/"
    view = get(archive, f"/web/20230301000000/{URL}")
    assert view.status == 200
    assert b"Got an HTTP 302 response at crawl time" in view.content


@pytest.mark.parametrize(
    "target", ["/web/2021/https://b.example/", "/web/timemap/link/https://b.example/"]
)
def test_none_is_a_404_of_the_archive_itself(archive: Site, target: str) -> None:
    response = get(archive, target)
    assert (response.status, header(response, "memento-datetime")) == (404, None)


@pytest.mark.parametrize(
    "target",
    [
        "/web/2021/https://www.secret.example/x",
        "/web/timemap/link/http://secret.example/x",
        "/cdx/search/cdx?output=json&url=https%3A%2F%2Fsecret.example%2Fx",
    ],
)
def test_what_is_excluded_is_said_so(archive: Site, target: str) -> None:
    response = get(archive, target)
    assert response.status == 403
    reason = header(response, "x-archive-wayback-runtime-error") or ""
    assert reason.startswith("AdministrativeAccessControlException")


def test_time_maps(archive: Site) -> None:
    links = get(archive, f"/web/timemap/link/{URL}")
    lines = links.content.decode().splitlines()
    assert header(links, "content-type") == "application/link-format"
    assert lines[0] == f'<{URL}>; rel="original",'
    assert lines[-1] == (
        f'<{WEB}/web/20230301000000/{URL}>; rel="memento"; datetime="Wed, 01 Mar 2023 00:00:00 GMT"'
    )
    assert len(lines) == 3 + 5
    rows = json.loads(get(archive, f"/web/timemap/json/{URL}").content)
    assert len(rows) == 1 + 5


def test_the_front_page_answers(archive: Site) -> None:
    assert get(archive, "/").status == 200


def faulty(**changes: Any) -> Manifest:
    return Manifest(archive=ARCHIVE).with_archive(**changes)


CDX, PLAY = f"/cdx/search/cdx?url={quote(URL, safe='')}", f"/web/2021/{URL}"


@pytest.mark.parametrize(
    ("changes", "asked", "statuses"),
    [
        pytest.param({"faults": {"cdx": {"status": 429}}}, [CDX, PLAY], [429, 302], id="cdx alone"),
        pytest.param({"faults": {"all": {"status": 503}}}, [CDX, PLAY], [503, 503], id="all"),
        pytest.param(
            {"faults": {"all": {"status": 503, "after": 1, "times": 2}}},
            [CDX, CDX, PLAY, PLAY],
            [200, 503, 503, 302],
            id="in the middle",
        ),
        pytest.param(
            {"faults": {"playback": {"status": 429, "times": 2, "then": [{"status": 500}]}}},
            [PLAY, PLAY, PLAY],
            [429, 500, 302],
            id="sequence",
        ),
    ],
)
def test_outages(changes: Any, asked: list[str], statuses: list[int]) -> None:
    with serving(faulty(**changes)) as site:
        assert [get(site, target).status for target in asked] == statuses


def test_delays() -> None:
    with serving(faulty(delays={"cdx": 0.2})) as site:
        assert get(site, CDX).status == 200
        get(site, PLAY)
        slow, quick = (request.end - request.start for request in site.requests if request.end)
    assert slow >= 0.2 > quick


def test_the_archive_can_be_a_host_with_a_behaviour_of_its_own() -> None:
    manifest = faulty().with_host("web.archive.org", rate=1)
    with serving(manifest) as site:
        assert [get(site, CDX).status for _ in range(2)] == [200, 429]
