"""The search against a real pywb and against WARC files themselves: the right capture is chosen, the others passed over."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from linkcheck.archive import Want
from linkcheck.errors import SettingsError
from linkcheck.investigation import searching
from linkcheck.language import say
from linkcheck.model import Grade, Lookup, LookupState, Outcome
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.web.outfit import outfit
from tests.pywb import Captured, index, serving_pywb, write_warc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("pywb")

LABEL = "Talks go on after three hours"
DAY = date(2021, 12, 21)
PROSE = "The delegations met for three hours and agreed to go on in spring, said the speaker. "
STORY = f"<html><head><title>{LABEL}</title></head><body><h1>{LABEL}</h1><p>{PROSE * 12}</p></body></html>"
CHINESE = f"<html><head><title>会谈</title></head><body><h1>会谈</h1><p>{'代表团在首都会面，双方同意明年春天继续。' * 20}</p></body></html>"
GONE = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The page could not be found.</p></body></html>"
CHALLENGE = "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript</noscript></body></html>"
PARKED = "<html><head><title>news.example</title></head><body><p>This domain is for sale. Buy this domain today.</p></body></html>"
HOME = f"<html><head><title>The News</title></head><body><p>{'News of the day. ' * 30}</p></body></html>"
SITE = "http://news.example"

CAPTURES = (
    Captured(f"{SITE}/many", "2021-12-18T10:00:00Z", STORY),
    Captured(f"{SITE}/many", "2021-12-20T10:00:00Z", CHALLENGE, "403 Forbidden", {"cf-mitigated": "challenge"}),
    Captured(f"{SITE}/many", "2021-12-21T10:00:00Z", "", "302 Found", {"Location": f"{SITE}/"}),
    Captured(f"{SITE}/many", "2021-12-22T10:00:00Z", PARKED),
    Captured(f"{SITE}/many", "2021-12-23T10:00:00Z", GONE, "404 Not Found"),
    Captured(f"{SITE}/", "2021-12-21T10:00:00Z", HOME),
    Captured(f"{SITE}/wall", "2021-12-20T10:00:00Z", CHALLENGE, "200 OK", {"cf-mitigated": "challenge"}),
    Captured(f"{SITE}/gone", "2021-12-23T10:00:00Z", GONE, "404 Not Found"),
    Captured(f"{SITE}/soft", "2021-12-23T10:00:00Z", GONE),
    Captured(f"{SITE}/moved", "2021-12-20T10:00:00Z", "", "301 Moved Permanently", {"Location": "/new/talks"}),
    Captured(f"{SITE}/new/talks", "2021-12-20T10:00:01Z", STORY),
    Captured(f"{SITE}/again", "2021-11-01T10:00:00Z", STORY),
    Captured(f"{SITE}/again", "2021-12-20T10:00:00Z", revisit="2021-11-01T10:00:00Z"),
    Captured("https://www.news.example:443/Folded?b=2&a=1", "2021-12-20T10:00:00Z", STORY),
    Captured(f"{SITE}/%E4%BC%9A%E8%B0%88", "2021-12-20T10:00:00Z", CHINESE),
    Captured(f"{SITE}/%C3%CE", "2021-12-20T10:00:00Z", CHINESE),
)  # fmt: skip

GOOD: dict[str, tuple[str, int]] = {
    "passed over: a wall, a redirect home, a parking page, a 404": (f"{SITE}/many", -3),
    "a captured redirect": (f"{SITE}/moved", -1),
    "a revisit": (f"{SITE}/again", -1),
    "folded": (f"{SITE}/folded?a=1&b=2", -1),
    "Chinese, as cited": (f"{SITE}/会谈", -1),
    "GBK escapes": (f"{SITE}/%c3%ce", -1),
}
NONE = ["gone", "soft", "wall", "never", "many/more"]
WAYS = ("framed", "redirecting", "CDXJ", "CDX", "TimeMap")


def look_up(settings: Settings, url: str, label: str = LABEL) -> Lookup:
    async def run() -> Lookup:
        async with outfit(settings) as web:
            found: dict[str, Lookup] = {}
            search = searching(
                settings, web, lambda target, lookup: found.update({target.url: lookup})
            )
            target = resolve(url, settings)
            search.add(Want(target, Outcome.DEAD, labels=(label,), date=DAY))
            await search.finish(60)
            return found[target.url]

    return asyncio.run(run())


@pytest.fixture(scope="module", params=WAYS)
def own(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """The settings by which the captures are found: behind a real pywb, or in their files."""
    folder: Path = tmp_path_factory.mktemp("pywb")
    write_warc(folder / "crawl.warc.gz", CAPTURES)
    nowhere = Settings(wayback_url="http://127.0.0.1:1", tries=1)
    if request.param in ("CDXJ", "CDX"):
        yield _with(nowhere, cdx=(str(index(folder, plain=request.param == "CDX")),))
        return
    with serving_pywb(folder, framed=request.param != "redirecting") as base:
        if request.param == "TimeMap":
            yield _with(nowhere, archives=(f"{base}timemap/link",))
        else:
            yield _with(nowhere, cdx=(f"{base}cdx",))


def _with(settings: Settings, **changes: tuple[str, ...]) -> Settings:
    return replace(settings, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("url", "days"), GOOD.values(), ids=GOOD.keys())
def test_the_right_capture_is_chosen(own: Settings, url: str, days: int) -> None:
    label = LABEL if "/%" not in url and "会" not in url else "会谈"
    lookup = look_up(own, url, label)
    assert lookup.state is LookupState.FOUND, lookup
    assert (lookup.copies[0].grade, lookup.copies[0].days) == (Grade.GOOD, days)


@pytest.mark.parametrize("name", NONE)
def test_no_capture_is_a_copy(own: Settings, name: str) -> None:
    lookup = look_up(own, f"{SITE}/{name}")
    assert lookup.copies == ()
    if own.cdx:
        # The Wayback Machine, asked after it, is down: what one's own archive lacks, it may have.
        assert lookup.state is LookupState.LOOKUP_FAILED
    assert lookup.reason
    assert say(lookup.reason, "en")


def test_what_was_passed_over_is_said(own: Settings) -> None:
    reason = look_up(own, f"{SITE}/many").reason
    assert reason is not None
    assert reason.id.startswith("search.passed-over")


MISTAKES = {
    "no file": "nowhere.cdxj",
    "an index that replays nothing": "http://127.0.0.1:1/cdx-server",
}


@pytest.mark.parametrize("place", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_place_that_is_no_archive(place: str) -> None:
    with pytest.raises(SettingsError, match="--cdx"):
        look_up(Settings(cdx=(place,)), SITE)


def test_a_warc_that_cannot_be_read_is_no_absence(tmp_path: Path) -> None:
    write_warc(tmp_path / "crawl.warc.gz", CAPTURES[:1])
    place = index(tmp_path)
    (tmp_path / "crawl.warc.gz").write_bytes(b"not gzip at all")
    lookup = look_up(
        Settings(cdx=(str(place),), wayback_url="http://127.0.0.1:1", tries=1), CAPTURES[0].url
    )
    assert lookup.state is LookupState.LOOKUP_FAILED
