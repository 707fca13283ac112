from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from linkcheck import __version__
from linkcheck.archive import Want
from linkcheck.language import LANGUAGES, say
from linkcheck.model import (
    Answer,
    Ask,
    Failure,
    Grade,
    Lookup,
    LookupState,
    Match,
    Outcome,
    Target,
    Way,
    remark,
)
from linkcheck.settings import Settings
from tests.archive.fake import (
    BASE,
    DAY,
    URL,
    FakeWayback,
    Held,
    after,
    answer,
    days,
    fault,
    search,
    target,
)
from tests.virtual_time import run_virtually

LABEL = ("莫斯科已发出最后通牒，边境云集数十万大军",)
PARKED, WALL, NOTICE = "parked", "challenge", "not found"
FOUND, NONE, FAILED = LookupState.FOUND, LookupState.NONE, LookupState.LOOKUP_FAILED


def look_up(
    archive: FakeWayback,
    url: str = URL,
    day: date | None = DAY,
    labels: tuple[str, ...] = (),
    settings: Settings | None = None,
) -> Lookup:
    async def run() -> Lookup:
        one = search(archive, settings)
        one.add(Want(target(url), Outcome.DEAD, labels=labels, date=day))
        return (await one.finish(600))[url]

    return told(run_virtually(run()))


def told(lookup: Lookup) -> Lookup:
    """The lookup, after everything that it says was said in every language."""
    for reason in (lookup.reason, *(copy.reason for copy in lookup.copies)):
        assert reason is None or all(say(reason, lang) for lang in LANGUAGES)
    return lookup


def look_up_many(archive: FakeWayback, count: int) -> dict[str, Lookup]:
    async def run() -> dict[str, Lookup]:
        one = search(archive)
        for n in range(count):
            one.add(Want(target(f"https://news.example/{n}"), Outcome.DEAD, date=DAY))
        return dict(await one.finish(600))

    return {url: told(lookup) for url, lookup in run_virtually(run()).items()}


@pytest.mark.parametrize(
    ("held", "expected", "grade"),
    [
        pytest.param((Held(at=after(48)),), [2], Grade.GOOD, id="one-good"),
        pytest.param(
            (Held(at=after(48)), Held(at=after(24_000), status=404)),
            [2],
            Grade.GOOD,
            id="latest-is-a-404",
        ),
        pytest.param(
            (Held(at=after(24), title=WALL), Held(at=after(240))),
            [10],
            Grade.GOOD,
            id="nearest-is-a-wall",
        ),
        pytest.param(
            (
                Held(at=after(24), headers=(("x-archive-orig-cf-mitigated", "challenge"),)),
                Held(at=after(240)),
            ),
            [10],
            Grade.GOOD,
            id="nearest-is-a-wall-by-the-originals-header",
        ),
        pytest.param(
            (Held(at=after(24), headers=(("cf-mitigated", "challenge"),)),),
            [1],
            Grade.GOOD,
            id="the-archives-own-headers-say-nothing",
        ),
        pytest.param(
            (Held(at=after(24), title=NOTICE), Held(at=after(-240))),
            [-10],
            Grade.GOOD,
            id="nearest-is-a-soft-404",
        ),
        pytest.param(
            (Held(at=after(24), title="sorry"), Held(at=after(-240))),
            [-10],
            Grade.GOOD,
            id="nearest-has-objections",
        ),
        pytest.param(
            (Held(at=after(24), listed="200", status=404), Held(at=after(-240))),
            [-10],
            Grade.GOOD,
            id="listed-as-200-but-a-404",
        ),
        pytest.param(
            (
                Held(at=after(24), status=302, location="/"),
                Held(at="20211222120001", url="https://news.example/"),
                Held(at=after(-2400)),
            ),
            [-100],
            Grade.GOOD,
            id="nearest-leads-to-the-front-page",
        ),
        pytest.param(
            (
                Held(at=after(24), status=301, location="/b/1"),
                Held(at=after(25), url="https://news.example/b/1"),
            ),
            [1],
            Grade.GOOD,
            id="a-captured-redirect-to-the-page",
        ),
        pytest.param(
            (Held(at=after(24), playable=False), Held(at=after(-2400))),
            [-100],
            Grade.GOOD,
            id="nearest-is-not-playable",
        ),
        pytest.param(
            (Held(at=after(2400), title=NOTICE), Held(at=after(4800))),
            [200],
            Grade.ONLY_AFTER_DEATH,
            id="only-after-it-was-gone",
        ),
        pytest.param(
            (*(Held(at=after(24 * n), title=PARKED) for n in range(1, 9)), Held(at=after(-9600))),
            [-400],
            Grade.GOOD,
            id="many-parking-pages-nearer",
        ),
        pytest.param(
            (Held(at=after(24), listed="-"),),
            [1],
            Grade.GOOD,
            id="an-unresolved-revisit-is-looked-at",
        ),
    ],
)
def test_the_right_capture_is_chosen(
    held: tuple[Held, ...], expected: list[int], grade: Grade
) -> None:
    lookup = look_up(FakeWayback(held))
    assert lookup.state is FOUND
    assert days(lookup) == expected
    assert {copy.grade for copy in lookup.copies} == {grade}


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        pytest.param((), "search.none", id="nothing"),
        pytest.param((Held(at=after(1), status=404),), "search.none-shows.gone", id="a-404"),
        pytest.param((Held(at=after(1), title=PARKED),), "search.none-shows.other", id="parked"),
        pytest.param(
            (Held(at=after(2400), title=PARKED), Held(at=after(4800))),
            "search.none-shows.other",
            id="whose-page-came-after-it-was-parked",
        ),
        pytest.param(
            (
                Held(at=after(1), status=302, location="/"),
                Held(at=after(1), url="https://news.example/"),
            ),
            "search.none-shows.front",
            id="front-page",
        ),
        pytest.param(
            (
                Held(at=after(1), status=302, location="/x"),
                Held(at=after(2400), url="https://news.example/x"),
            ),
            "search.none-shows.unplayable",
            id="a-redirect-whose-goal-was-captured-months-later",
        ),
        pytest.param(
            (Held(at=after(1), status=302, location="/a/1"),),
            "search.none-shows.unplayable",
            id="loop",
        ),
        pytest.param(
            (Held(at=after(1), status=429), Held(at=after(3), status=403)),
            "search.none-shows.wall",
            id="walls",
        ),
    ],
)
def test_the_honest_reason_for_none(held: tuple[Held, ...], reason: str) -> None:
    lookup = look_up(FakeWayback(held))
    assert lookup.state is NONE
    assert lookup.reason is not None
    assert lookup.reason.id == reason


def test_a_capture_is_fetched_raw_and_only_as_many_as_allowed() -> None:
    archive = FakeWayback(tuple(Held(at=after(n), title=WALL) for n in range(9)))
    assert look_up(archive, settings=Settings(copies_examined=3)).state is NONE
    assert archive.counts == {"index": 1, "raw": 3}


def test_a_list_that_is_full_of_walls_is_looked_beyond() -> None:
    walls = tuple(Held(at=after(24 * n), title=WALL) for n in range(-150, 151))
    archive = FakeWayback((*walls, Held(at=after(-24 * 300))))
    lookup = look_up(archive)
    assert days(lookup) == [-300]
    assert archive.counts["index"] == 2
    assert archive.counts["raw"] < 30


def test_a_list_that_is_cut_off_proves_no_none_where_the_rest_could_not_be_asked() -> None:
    walls = tuple(Held(at=after(24 * n), title=WALL) for n in range(-150, 151))
    refusal = [None, *(fault(503) for _ in range(9))]
    archive = FakeWayback(walls, faults={"index": refusal})
    assert look_up(archive).state is FAILED


def test_a_user_in_the_url_is_told_to_nobody_though_the_request_has_lost_it() -> None:
    cited = Target(
        url="https://ann:pw@news.example/a/1", way=Way.WEB, request=URL, host="news.example"
    )

    async def run() -> Lookup:
        one = search(archive)
        one.add(Want(cited, Outcome.DEAD, date=DAY))
        return (await one.finish(600))[cited.url]

    archive = FakeWayback((Held(at=after(1)),))
    assert run_virtually(run()).state is LookupState.PRIVATE
    assert archive.asked == []


def test_a_doubtful_copy_does_not_keep_from_asking_without_the_trackers() -> None:
    cited = f"{URL}?utm_source=letter"
    archive = FakeWayback((Held(at=after(24 * 300), url=cited), Held(at=after(48))))
    lookup = look_up(archive, cited)
    assert (days(lookup), lookup.copies[0].memento.match) == ([2], Match.TRACKING_REMOVED)


def test_a_good_first_capture_ends_the_search() -> None:
    archive = FakeWayback((Held(at=after(1)), Held(at=after(2)), Held(at=after(3))))
    look_up(archive)
    assert archive.counts == {"index": 1, "raw": 1}


def test_a_label_that_disagrees_sends_on_to_a_page_that_agrees() -> None:
    other = Held(at=after(24), title="北京冬季奥运会开幕式隆重举行，各国代表团入场")
    archive = FakeWayback((other, Held(at=after(480))))
    lookup = look_up(archive, labels=LABEL)
    assert (days(lookup), lookup.copies[0].reason) == ([20], remark("proof.named"))


def test_a_page_in_another_script_than_the_label_is_no_doubt() -> None:
    lookup = look_up(FakeWayback((Held(at=after(24)),)), labels=("Russia demands urgent talks",))
    assert lookup.copies[0].grade is Grade.GOOD


def test_without_a_day_the_earliest_good_one_is_taken() -> None:
    archive = FakeWayback(
        (
            Held(at="20230101000000"),
            Held(at="20150101000000", title=WALL),
            Held(at="20180101000000"),
        )
    )
    lookup = look_up(archive, day=None)
    assert [copy.memento.captured.year for copy in lookup.copies] == [2018]


def test_pages_beyond_a_limit_full_of_errors_are_asked_for() -> None:
    errors = tuple(Held(at=after(n), status=404) for n in range(200))
    archive = FakeWayback((*errors, Held(at=after(-24_000))))
    lookup = look_up(archive, labels=LABEL)
    assert days(lookup) == [-1000]
    assert archive.counts["index"] == 2


def test_none_is_not_said_when_what_lies_beyond_the_limit_could_not_be_asked() -> None:
    errors = tuple(Held(at=after(n), status=404) for n in range(200))
    archive = FakeWayback(
        errors, faults={"index": [None, fault(403)]}, every={"playback": fault(403)}
    )
    assert look_up(archive).state is FAILED


TRACKED = URL + "?utm_source=P&subscriberId=618"


def test_a_url_without_copies_is_asked_once_more_without_trackers() -> None:
    archive = FakeWayback((Held(at=after(24)),))
    (copy,) = look_up(archive, TRACKED).copies
    assert (copy.memento.match, copy.memento.original) == (Match.TRACKING_REMOVED, URL)
    assert copy.reason == remark("proof.tracking-removed")


def test_the_exact_url_is_preferred() -> None:
    archive = FakeWayback((Held(at=after(24)), Held(at=after(480), url=TRACKED)))
    (copy,) = look_up(archive, TRACKED).copies
    assert (copy.memento.match, copy.days) == (Match.EXACT, 20)


def test_none_is_not_said_when_the_second_question_failed() -> None:
    archive = FakeWayback(faults={"index": [None, fault(403)], "playback": [fault(403)]})
    assert look_up(archive, TRACKED).state is FAILED


@pytest.mark.parametrize(
    ("wanted", "state", "reason"),
    [
        (target("https://me:pw@news.example/"), LookupState.PRIVATE, "search.private.user"),
        (target("http://192.168.0.1/"), LookupState.PRIVATE, "search.private.host"),
        (replace(target(), request=""), LookupState.NOT_ASKED, "search.not-asked.no-url"),
        (
            Target(url="mailto:a@b.example", way=Way.MAIL),
            LookupState.NOT_ASKED,
            "search.not-asked.no-url",
        ),
    ],
    ids=["user", "own-network", "malformed", "mail"],
)
def test_what_is_not_sent_to_anybody(wanted: Target, state: LookupState, reason: str) -> None:
    archive = FakeWayback()

    async def run() -> Lookup:
        one = search(archive)
        one.add(Want(wanted, Outcome.DEAD))
        return (await one.finish())[wanted.url]

    lookup = told(run_virtually(run()))
    assert lookup.state is state
    assert lookup.reason is not None
    assert lookup.reason.id == reason
    assert archive.asked == []


EXCLUDED = fault(403, ("x-archive-wayback-runtime-error", "AdministrativeAccessControlException"))


@pytest.mark.parametrize("service", ["index", "raw"])
def test_exclusion_is_no_absence(service: str) -> None:
    lookup = look_up(FakeWayback((Held(at=after(1)),), every={service: EXCLUDED}))
    assert lookup.state is LookupState.EXCLUDED


SLOW = fault(None, failure=Failure.TIMEOUT)


@pytest.mark.parametrize(
    "bad",
    [
        fault(503),
        fault(429),
        SLOW,
        fault(200, body=b"<html>"),
        fault(200, body=b'[["timestamp", "\xff"]]'),
        answer(BASE, 302, location="http://[/"),
        answer(BASE, 302, location="/web/20211223041109/http://[/"),
        fault(200),
        fault(403),
        fault(None, failure=Failure.NO_SUCH_HOST),
    ],
    ids=[
        "503",
        "429",
        "slow",
        "garbage",
        "no-UTF-8",
        "to-no-url",
        "to-a-capture-of-none",
        "empty-body",
        "403",
        "no-dns",
    ],
)
class TestOutage:
    def test_where_the_index_fails_playback_is_asked(self, bad: Answer) -> None:
        lookup = look_up(FakeWayback((Held(at=after(48)),), every={"index": bad}))
        assert (lookup.state, days(lookup)) == (FOUND, [2])

    def test_where_the_index_fails_playbacks_none_is_valid(self, bad: Answer) -> None:
        assert look_up(FakeWayback(every={"index": bad})).state is NONE

    def test_where_both_fail_nothing_is_said(self, bad: Answer) -> None:
        lookup = look_up(FakeWayback((Held(at=after(48)),), every={"index": bad, "playback": bad}))
        assert (lookup.state, lookup.copies) == (FAILED, ())

    def test_a_copy_that_cannot_be_fetched_is_not_suggested(self, bad: Answer) -> None:
        lookup = look_up(FakeWayback((Held(at=after(48)),), every={"raw": bad}))
        assert (lookup.state, lookup.copies) == (FAILED, ())
        assert lookup.reason == remark("search.failed.unproven", count=1)

    def test_an_outage_in_the_middle_leaves_no_false_none(self, bad: Answer) -> None:
        archive = FakeWayback(
            tuple(Held(at=after(48), url=f"https://news.example/{n}") for n in range(12)),
            faults={service: [None] * 3 + [bad] * 99 for service in ("index", "playback", "raw")},
        )
        states = {lookup.state for lookup in look_up_many(archive, 12).values()}
        assert states <= {FOUND, FAILED}
        assert FAILED in states


def test_after_a_429_the_index_rests_for_the_run() -> None:
    archive = FakeWayback(
        tuple(Held(at=after(48), url=f"https://news.example/{n}") for n in range(40)),
        every={"index": fault(429)},
    )
    assert {lookup.state for lookup in look_up_many(archive, 15).values()} == {FOUND}
    # Those that were on their way when the first 429 came.
    assert archive.counts["index"] <= 4


def test_up_to_twenty_ask_the_index_and_more_ask_playback() -> None:
    held = tuple(Held(at=after(48), url=f"https://news.example/{n}") for n in range(60))
    few, many = FakeWayback(held), FakeWayback(held)
    look_up_many(few, 20)
    look_up_many(many, 60)
    assert (few.counts["index"], few.counts["playback"]) == (20, 0)
    assert (many.counts["index"], many.counts["playback"]) == (0, 60)


def test_playback_first_goes_on_to_the_index_when_its_capture_is_bad_far_or_missing() -> None:
    others = tuple(Held(at=after(48), url=f"https://news.example/{n}") for n in range(3, 30))
    held = (
        Held(at=after(24), url="https://news.example/0", title=WALL),
        Held(at=after(240), url="https://news.example/0"),
        Held(at=after(2400), url="https://news.example/1"),
        *others,
    )
    archive = FakeWayback(held)
    lookups = look_up_many(archive, 30)
    assert days(lookups["https://news.example/0"]) == [10]
    assert days(lookups["https://news.example/1"]) == [100]
    assert lookups["https://news.example/2"].state is NONE
    assert archive.counts["index"] == 3
    # What playback led to is not fetched again.
    assert archive.counts["raw"] == 27 + 2 + 1


@pytest.mark.parametrize("count", [1, 21], ids=["index-first", "playback-first"])
@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(
            (Held(at=after(24), title=WALL), Held(at=after(-240))), [-10], id="good-elsewhere"
        ),
        pytest.param(
            (Held(at=after(24), title=WALL), Held(at=after(2), title=WALL)), None, id="none-found"
        ),
    ],
)
def test_without_the_index_playback_is_asked_around_and_none_is_not_said(
    count: int, held: tuple[Held, ...], expected: list[int] | None
) -> None:
    urls = [f"https://news.example/{n}" for n in range(count)]
    archive = FakeWayback(
        tuple(replace(one, url=url) for one in held for url in urls), every={"index": fault(429)}
    )
    for lookup in look_up_many(archive, count).values():
        assert lookup.state is (FOUND if expected else FAILED)
        assert days(lookup) == (expected or [])


def test_a_full_index_is_not_waited_for_where_playback_helps() -> None:
    urls = [f"https://news.example/{n}" for n in range(60)]
    bad = tuple(Held(at=after(24), url=url, title=WALL) for url in urls)
    archive = FakeWayback((*bad, *(Held(at=after(-240), url=url) for url in urls)))

    async def run() -> tuple[set[LookupState], float]:
        one = search(archive)
        for url in urls:
            one.add(Want(target(url), Outcome.DEAD, date=DAY))
        lookups = await one.finish(60)
        return {lookup.state for lookup in lookups.values()}, asyncio.get_running_loop().time()

    states, seconds = run_virtually(run())
    assert (states, archive.counts["index"]) == ({FOUND}, 24)
    assert seconds < 60


@pytest.mark.parametrize("day", [date.min, date.max, date(1999, 1, 1)], ids=str)
def test_any_date_can_be_asked_for(day: date) -> None:
    archive = FakeWayback((Held(at=after(1)),), every={"index": fault(403)})
    assert look_up(archive, day=day).state is FOUND
    assert (
        look_up(FakeWayback((Held(at=after(1)), Held(at=after(2), status=404))), day=day).state
        is FOUND
    )


def test_who_asks_is_said_honestly() -> None:
    archive = FakeWayback((Held(at=after(1)),))
    look_up(archive, settings=Settings(contact="https://desk.example/bot"))
    agents = {dict(ask.headers)["User-Agent"] for ask in archive.asked}
    assert agents == {f"linkcheck/{__version__} (+https://desk.example/bot)"}
    assert {ask.timeout for ask in archive.asked} == {timedelta(seconds=45)}


def test_another_base_replaces_the_archives() -> None:
    archive = FakeWayback((Held(at=after(1)),))
    lookup = look_up(archive, settings=Settings(wayback_url="http://127.0.0.1:8080/"))
    assert all(ask.url.startswith("http://127.0.0.1:8080/") for ask in archive.asked)
    assert lookup.copies[0].memento.url == f"http://127.0.0.1:8080/web/{after(1)}/{URL}"


class Slow(FakeWayback):
    async def __call__(self, ask: Ask) -> Answer:
        await asyncio.sleep(10)
        return await super().__call__(ask)


def test_the_dead_come_first_and_a_target_is_asked_once() -> None:
    done: list[str] = []

    async def run() -> int:
        one = search(FakeWayback(), Settings(cdx_rate=1000))
        one.on_lookup = lambda target, _: done.append(target.url)
        for outcome in (Outcome.UNSURE, Outcome.SUSPECT, Outcome.DEAD, Outcome.DEAD):
            for n in range(5):
                one.add(Want(target(f"https://{outcome}.example/{n}"), outcome))
        await one.finish()
        return one.requests

    assert run_virtually(run()) == 15
    assert [url[8:12] for url in done] == ["dead"] * 5 + ["susp"] * 5 + ["unsu"] * 5


def test_wants_may_come_while_others_are_looked_up() -> None:
    async def run() -> tuple[int, int]:
        archive = Slow((Held(at=after(1)),))
        one = search(archive)
        one.add(Want(target(), Outcome.DEAD, date=DAY))
        await asyncio.sleep(60)
        done = len(one.lookups)
        one.add(Want(target("https://late.example/"), Outcome.DEAD, date=DAY))
        return done, len(await one.finish(60))

    assert run_virtually(run()) == (1, 2)


def test_what_is_left_at_the_deadline_says_how_much_and_how_long() -> None:
    async def run() -> tuple[list[Lookup], int]:
        one = search(Slow(), Settings(cdx_rate=6))
        for n in range(10):
            one.add(Want(target(f"https://news.example/{n}"), Outcome.DEAD, date=DAY))
        lookups = await one.finish(15)
        return list(lookups.values()), one.left

    lookups, left = run_virtually(run())
    not_asked = [told(lookup) for lookup in lookups if lookup.state is LookupState.NOT_ASKED]
    assert (len(lookups), len(not_asked), left) == (10, 6, 0)
    assert {lookup.reason for lookup in not_asked} == {
        remark("search.not-asked.time", left=6, seconds=60)
    }


def test_a_cancelled_search_keeps_what_is_done() -> None:
    async def run() -> tuple[int, set[LookupState]]:
        one = search(Slow((Held(at=after(1)),)))
        for n in range(8):
            one.add(Want(target(f"https://news.example/{n}"), Outcome.DEAD, date=DAY))
        ending = asyncio.create_task(one.finish())
        await asyncio.sleep(15)
        ending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ending
        done = len(one.lookups)
        return done, {lookup.state for lookup in (await one.finish(0)).values()}

    assert run_virtually(run()) == (4, {NONE, LookupState.NOT_ASKED})


def test_a_search_for_nothing_ends_at_once() -> None:
    async def run() -> int:
        return len(await search(FakeWayback()).finish(60))

    assert run_virtually(run()) == 0


def test_a_fault_of_ours_is_raised_and_not_swallowed() -> None:
    async def run() -> None:
        one = search(FakeWayback((Held(at=after(1)),)))
        one.fetch = None  # type: ignore[assignment]  # a bug on purpose
        one.__post_init__()
        one.add(Want(target(), Outcome.DEAD))
        await one.finish(60)

    with pytest.raises(TypeError):
        run_virtually(run())
