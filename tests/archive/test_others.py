from __future__ import annotations

import pytest

from linkcheck.archive import Want
from linkcheck.errors import SettingsError
from linkcheck.model import Answer, Ask, Grade, Lookup, LookupState, Outcome
from linkcheck.settings import Settings
from tests.archive.fake import DAY, URL, FakeWayback, Held, after, answer, fault, search, target
from tests.virtual_time import run_virtually

GATOR = "http://memgator.example/timemap/link"
DATES = {2: "Thu, 23 Dec 2021 12:00:00 GMT", -3: "Sat, 18 Dec 2021 12:00:00 GMT"}


def line(url: str, days: int, relation: str = "memento") -> str:
    return f'<{url}>; rel="{relation}"; datetime="{DATES[days]}"'


class Web:
    """The Wayback Machine and one further archive: pages of a TimeMap by URL, captures by URL, and all that was asked."""

    def __init__(self, wayback: FakeWayback, **pages: Answer) -> None:
        self.wayback = wayback
        self.pages = pages
        self.asked: list[Ask] = []

    async def __call__(self, ask: Ask) -> Answer:
        if "web.archive.org" in ask.url.partition("//")[2].partition("/")[0]:
            return await self.wayback(ask)
        self.asked.append(ask)
        kind = "raw" if "id_/" in ask.url else "list" if "timemap" in ask.url else "gate"
        if "/2/" in ask.url:
            kind = "more"
        return self.pages.get(kind, answer(ask.url, 404))


def look_up(web: Web, name: str = GATOR) -> tuple[Lookup, int]:
    async def run() -> tuple[Lookup, int]:
        one = search(web.wayback, Settings(archives=(name,)))
        one.fetch = web
        one.__post_init__()
        one.add(Want(target(), Outcome.DEAD, date=DAY))
        return (await one.finish(600))[URL], one.requests

    return run_virtually(run())


def listed(*lines: str) -> Answer:
    body = ",\n".join((f'<{URL}>; rel="original"', *lines))
    return answer(GATOR, 200, body=body.encode())


def capture(days: int, title: str = "a page") -> Answer:
    headers = (("memento-datetime", DATES[days]),)
    return answer("http://arc.example/x", 200, headers=headers, body=title.encode())


SHOWN = f"http://arc.example/coll/20211223120000/{URL}"
EARLIER = f"http://arc.example/coll/20211218120000/{URL}"


def test_another_archive_helps_where_the_wayback_machine_has_nothing() -> None:
    lookup, requests = look_up(Web(FakeWayback(), list=listed(line(SHOWN, 2)), raw=capture(2)))
    (copy,) = lookup.copies
    assert (copy.memento.archive, copy.memento.url, copy.days) == (GATOR, SHOWN, 2)
    assert copy.grade is Grade.GOOD
    assert requests == 3


def test_another_archive_is_not_asked_where_there_is_a_good_copy() -> None:
    web = Web(FakeWayback((Held(at=after(24)),)))
    lookup, _ = look_up(web)
    assert (lookup.state, web.asked) == (LookupState.FOUND, [])


def test_a_timemap_is_read_page_after_page() -> None:
    more = f'<{GATOR}/2/{URL}>; rel="timemap"'
    web = Web(
        FakeWayback(),
        list=listed(more, line(EARLIER, -3)),
        more=listed(line(SHOWN, 2)),
        raw=capture(2),
    )
    assert look_up(web)[0].copies[0].memento.url == SHOWN


def test_archive_today_is_never_fetched() -> None:
    web = Web(FakeWayback(), list=listed(line(f"https://archive.ph/20211223120000/{URL}", 2)))
    lookup, _ = look_up(web)
    assert lookup.state is LookupState.NONE
    assert all("archive.ph" not in ask.url for ask in web.asked)


def test_where_the_list_fails_the_timegate_is_asked_for_the_day() -> None:
    where = f"https://arquivo.pt/wayback/20211223120000/{URL}"
    gate = answer(f"https://arquivo.pt/wayback/{URL}", 302, location=where)
    web = Web(FakeWayback(), list=fault(403), gate=gate, raw=capture(2))
    lookup, _ = look_up(web, "arquivo")
    assert [copy.memento.url for copy in lookup.copies] == [where]
    asked = dict(web.asked[1].headers)
    assert asked["Accept-Datetime"] == "Tue, 21 Dec 2021 12:00:00 GMT"


@pytest.mark.parametrize(
    ("pages", "state"),
    [
        pytest.param({}, LookupState.NONE, id="both-have-none"),
        pytest.param({"list": fault(503)}, LookupState.LOOKUP_FAILED, id="one-could-not-be-asked"),
        pytest.param({"list": fault(200, body=b"<html>")}, LookupState.LOOKUP_FAILED, id="garbage"),
        pytest.param({"list": listed()}, LookupState.NONE, id="empty-list"),
    ],
)
def test_none_stands_only_where_every_archive_said_so(
    pages: dict[str, Answer], state: LookupState
) -> None:
    assert look_up(Web(FakeWayback(), **pages))[0].state is state


def test_the_better_of_two_copies_wins() -> None:
    # The Wayback Machine's only capture is from after the page was parked.
    wayback = FakeWayback((Held(at=after(2400), title="parked"), Held(at=after(4000))))
    lookup, _ = look_up(Web(wayback, list=listed(line(SHOWN, 2)), raw=capture(2)))
    assert [copy.memento.archive for copy in lookup.copies] == [GATOR]


@pytest.mark.parametrize(
    "name",
    ["wayback", "archive-today", "perma", "nosuch", "https://archive.ph/timemap/", "https://"],
)
def test_a_name_that_cannot_be_asked_is_the_users_mistake(name: str) -> None:
    with pytest.raises(SettingsError, match="arquivo"):
        search(FakeWayback(), Settings(archives=(name,)))
