from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive.choose import Seen, Shows, conclude, days_from, next_to_see, triage
from linkcheck.label import Agreement
from linkcheck.language import say
from linkcheck.model import Grade, LookupState, Match, Memento, Page
from tests.archive.fake import DAY, URL

AGREES, UNKNOWN, DISAGREES = Agreement.AGREES, Agreement.UNKNOWN, Agreement.DISAGREES


def memento(
    days: int,
    status: int | None = 200,
    match: Match = Match.EXACT,
    *,
    digest: str = "",
    original: str = URL,
) -> Memento:
    captured = datetime(2021, 12, 21, 9, tzinfo=UTC) + timedelta(days=days)
    return Memento(
        archive="wayback",
        url=f"{days}/{status}",
        original=original,
        captured=captured,
        status=status,
        match=match,
        digest=digest,
    )


def seen(days: int, shows: Shows, agreement: Agreement = UNKNOWN, **more: object) -> Seen:
    return Seen(memento=memento(days, **more), shows=shows, agreement=agreement)  # type: ignore[arg-type]  # passed through


@pytest.mark.parametrize(
    ("mementos", "day", "order"),
    [
        pytest.param([(900, 200), (2, 200), (-30, 200)], DAY, [2, -30, 900], id="nearest-first"),
        pytest.param([(3, 200), (-4, 200)], DAY, [-4, 3], id="about-equal-before-wins"),
        pytest.param([(2, 200), (-4, 200)], DAY, [2, -4], id="clearly-nearer-after-wins"),
        pytest.param([(0, 200), (-1, 200)], DAY, [0, -1], id="the-day-itself"),
        pytest.param([(1, 301), (20, 200)], DAY, [20, 1], id="a-redirect-is-second"),
        pytest.param([(1, 301), (900, 200)], DAY, [1, 900], id="but-not-after-years"),
        pytest.param([(1, None), (3, 200)], DAY, [1, 3], id="a-revisit-counts"),
        pytest.param([(30, 200), (-700, 200), (5, 200)], None, [-700, 5, 30], id="no-day-earliest"),
    ],
)
def test_the_order_of_looking(
    mementos: list[tuple[int, int | None]], day: date | None, order: list[int]
) -> None:
    worth, told = triage([memento(days, status) for days, status in mementos], URL, day)
    assert [days_from(one, DAY) for one in worth] == order
    assert told == []


def test_a_folded_url_comes_after_the_exact_one() -> None:
    case = memento(1, match=Match.DIFFERENT, original=URL.upper())
    order = memento(1, match=Match.DIFFERENT, original=URL + "/")
    exact = memento(10)
    assert triage([case, exact], URL, DAY)[0] == [exact, case]
    assert triage([exact, order], URL, DAY)[0] == [order, exact]


@pytest.mark.parametrize(
    ("status", "shows"),
    [(404, Shows.GONE), (410, Shows.GONE), (403, Shows.WALL), (429, Shows.WALL), (503, Shows.WALL)],
)
def test_a_recorded_error_needs_no_look(status: int, shows: Shows) -> None:
    worth, told = triage([memento(1, status)], URL, DAY)
    assert (worth, [one.shows for one in told]) == ([], [shows])


def test_the_bytes_of_one_that_was_passed_over_come_last() -> None:
    same, other = memento(2, digest="A"), memento(9, digest="B")
    before = Seen(memento=memento(1, digest="A"), shows=Shows.WALL)
    assert next_to_see([same, other], (before,), URL, DAY, 6) is other
    assert next_to_see([same], (before,), URL, DAY, 6) is same
    assert next_to_see([same], (before, before), URL, DAY, 6) is None


def test_the_bytes_of_redirects_and_of_recorded_errors_tell_nothing() -> None:
    redirect, page = memento(2, 301, digest="A"), memento(3, digest="A")
    walls = (Seen(memento=memento(1, digest="A"), shows=Shows.WALL),) * 2
    _, told = triage([memento(1, 404, digest="A")], URL, DAY)
    assert next_to_see([redirect], walls, URL, DAY, 6) is redirect
    assert next_to_see([page], (*told, *told), URL, DAY, 6) is page


@pytest.mark.parametrize(
    ("dead", "day", "first"),
    [
        pytest.param(1, DAY, -400, id="after-a-death-the-earlier"),
        pytest.param(-100, DAY, 2, id="what-was-long-before-is-no-death"),
        pytest.param(-500, None, 2, id="without-a-day-all-are-later"),
        pytest.param(3, DAY, 2, id="before-the-death"),
    ],
)
def test_what_is_later_than_a_death_comes_last(dead: int, day: date | None, first: int) -> None:
    worth = [memento(2), memento(-400)]
    chosen = next_to_see(worth, (seen(dead, Shows.GONE),), URL, day, 6)
    assert chosen is not None
    assert days_from(chosen, DAY) == first


def looks(good: set[int], total: int, left: int) -> list[int]:
    """The days that are looked at, in order, where captures of so many days before are there and those of `good` show the page."""
    worth, _ = triage([memento(-day) for day in range(total)], URL, DAY)
    found: tuple[Seen, ...] = ()
    order = []
    for still in range(left, 0, -1):
        each = next_to_see(worth, found, URL, DAY, still)
        if each is None:
            break
        worth.remove(each)
        day = -(days_from(each, DAY) or 0)
        order.append(day)
        shows = Shows.PAGE if day in good else Shows.WALL
        found = (*found, Seen(memento=each, shows=shows, agreement=AGREES))
    return order


@pytest.mark.parametrize(
    ("good", "total", "left", "order"),
    [
        pytest.param({0}, 100, 12, [0], id="the-first"),
        pytest.param({3}, 6, 6, [0, 1, 2, 3], id="few-one-by-one"),
        pytest.param(set(), 5, 12, [0, 1, 2, 3, 4], id="few-and-none"),
        pytest.param(
            {*range(20, 100)},
            100,
            12,
            [0, 1, 2, 4, 8, 16, 32, 24, 20, 18, 19],
            id="leaps-and-halves",
        ),
        pytest.param(
            {99}, 100, 12, [0, 1, 2, 4, 8, 16, 32, 64, 99, 82, 91, 95], id="the-last-of-many"
        ),
    ],
)
def test_looks_leap_out_of_a_bad_time(
    good: set[int], total: int, left: int, order: list[int]
) -> None:
    assert looks(good, total, left) == order


@given(st.integers(1, 200), st.integers(0, 220))
def test_a_bad_time_of_any_length_is_left_behind(length: int, more: int) -> None:
    order = looks({*range(length, length + more + 1)}, length + more + 1, 12)
    assert len(set(order)) == len(order) <= 12
    assert any(day >= length for day in order)


GOOD, DOUBTFUL, AFTER = Grade.GOOD, Grade.DOUBTFUL, Grade.ONLY_AFTER_DEATH


@pytest.mark.parametrize(
    ("one", "others", "grade", "proof"),
    [
        pytest.param(seen(2, Shows.PAGE), [], GOOD, "shows-page", id="near"),
        pytest.param(seen(2, Shows.PAGE, AGREES), [], GOOD, "named", id="named"),
        pytest.param(seen(-700, Shows.PAGE), [], GOOD, "shows-page", id="long-before"),
        pytest.param(seen(-800, Shows.PAGE), [], DOUBTFUL, "far", id="too-long-before"),
        pytest.param(seen(200, Shows.PAGE), [], DOUBTFUL, "far", id="long-after"),
        pytest.param(seen(900, Shows.PAGE, AGREES), [], GOOD, "named", id="long-after-but-named"),
        pytest.param(seen(2, Shows.PAGE, DISAGREES), [], DOUBTFUL, "other-words", id="other-words"),
        pytest.param(seen(60, Shows.PAGE, DISAGREES), [], None, "", id="other-words-and-late"),
        pytest.param(seen(-60, Shows.PAGE, DISAGREES), [], None, "", id="other-words-early"),
        pytest.param(seen(1, Shows.SIGNS), [], None, "", id="signs"),
        pytest.param(seen(1, Shows.SIGNS, AGREES), [], DOUBTFUL, "signs", id="signs-but-named"),
        pytest.param(
            seen(1, Shows.PAGE, match=Match.TRACKING_REMOVED),
            [],
            GOOD,
            "tracking-removed",
            id="tracking",
        ),
        pytest.param(
            seen(1, Shows.PAGE, match=Match.DIFFERENT, original="https://www.news.example/a/1/"),
            [],
            GOOD,
            "shows-page",
            id="www-and-slash",
        ),
        pytest.param(
            seen(1, Shows.PAGE, match=Match.DIFFERENT, original="https://news.example/A/1"),
            [],
            DOUBTFUL,
            "folded",
            id="case-of-the-path",
        ),
        pytest.param(
            seen(60, Shows.PAGE), [seen(10, Shows.GONE)], AFTER, "after-death", id="gone-between"
        ),
        pytest.param(
            seen(60, Shows.PAGE), [seen(10, Shows.FRONT)], AFTER, "after-death", id="front-between"
        ),
        pytest.param(seen(60, Shows.PAGE), [seen(10, Shows.OTHER)], None, "", id="sold-between"),
        pytest.param(
            seen(60, Shows.PAGE), [seen(-10, Shows.OTHER)], None, "", id="sold-before-and-late"
        ),
        pytest.param(
            seen(60, Shows.PAGE, AGREES),
            [seen(10, Shows.OTHER)],
            GOOD,
            "named",
            id="sold-but-named",
        ),
        pytest.param(
            seen(60, Shows.PAGE),
            [seen(-10, Shows.GONE)],
            AFTER,
            "after-death",
            id="gone-before-and-late",
        ),
        pytest.param(
            seen(2, Shows.PAGE),
            [seen(-10, Shows.GONE)],
            GOOD,
            "shows-page",
            id="gone-before-but-near",
        ),
        pytest.param(
            seen(60, Shows.PAGE, AGREES), [seen(10, Shows.GONE)], GOOD, "named", id="gone-but-back"
        ),
        pytest.param(
            seen(60, Shows.PAGE),
            [seen(10, Shows.WALL)],
            GOOD,
            "shows-page",
            id="a-wall-is-no-death",
        ),
        pytest.param(
            seen(60, Shows.PAGE), [seen(90, Shows.GONE)], GOOD, "shows-page", id="gone-later"
        ),
        pytest.param(
            seen(1, Shows.PAGE), [seen(0, Shows.GONE)], GOOD, "shows-page", id="the-very-day"
        ),
    ],
)
def test_grades(one: Seen, others: list[Seen], grade: Grade | None, proof: str) -> None:
    lookup = conclude([*others, one], URL, DAY)
    assert [copy.grade for copy in lookup.copies] == ([grade] if grade else [])
    assert [copy.reason.id for copy in lookup.copies] == ([f"proof.{proof}"] if grade else [])


def test_without_a_day_any_death_before_counts() -> None:
    lookup = conclude([seen(-10, Shows.GONE), seen(2, Shows.PAGE)], URL, None)
    assert [(copy.grade, copy.days) for copy in lookup.copies] == [(AFTER, None)]


def test_only_the_best_grade_is_offered_nearest_first() -> None:
    doubtful, near, far = seen(1, Shows.SIGNS, AGREES), seen(5, Shows.PAGE), seen(40, Shows.PAGE)
    lookup = conclude([far, doubtful, near], URL, DAY)
    assert [copy.days for copy in lookup.copies] == [5, 40]


@pytest.mark.parametrize(
    ("captures", "state", "reason", "values"),
    [
        pytest.param([Shows.PAGE], LookupState.FOUND, None, {}, id="found"),
        pytest.param(
            [Shows.GONE, Shows.WALL, Shows.PAGE],
            LookupState.FOUND,
            "search.passed-over.gone+wall",
            {"gone": 1, "wall": 1},
            id="passed-over",
        ),
        pytest.param(
            [Shows.FRONT, Shows.FRONT, Shows.GONE],
            LookupState.NONE,
            "search.none-shows.gone+front",
            {"gone": 1, "front": 2},
            id="none-shows",
        ),
        pytest.param(
            [Shows.SIGNS, Shows.UNPLAYABLE],
            LookupState.NONE,
            "search.none-shows.wall+unplayable",
            {"wall": 1, "unplayable": 1},
            id="signs-alone",
        ),
        pytest.param(
            [Shows.GONE, Shows.UNREACHABLE],
            LookupState.LOOKUP_FAILED,
            "search.failed.unproven",
            {"count": 1},
            id="one-not-fetched",
        ),
        pytest.param([Shows.EXCLUDED], LookupState.EXCLUDED, "search.excluded", {}, id="excluded"),
        pytest.param([], LookupState.NONE, "search.none", {}, id="nothing"),
    ],
)
def test_why_there_is_a_copy_or_none(
    captures: list[Shows], state: LookupState, reason: str | None, values: dict[str, int]
) -> None:
    lookup = conclude([seen(n + 1, shows) for n, shows in enumerate(captures)], URL, DAY)
    assert lookup.state is state
    assert (lookup.reason.id if lookup.reason else None) == reason
    assert not lookup.reason or dict(lookup.reason.values) == values


def test_what_lies_beyond_the_copy_was_not_passed_over() -> None:
    lookup = conclude([seen(1, Shows.PAGE), seen(900, Shows.GONE)], URL, DAY)
    assert lookup.reason is None


@given(
    st.lists(
        st.tuples(st.integers(-3000, 3000), st.sampled_from(Shows), st.sampled_from(Agreement)),
        max_size=8,
    )
)
def test_a_copy_always_shows_a_page(captures: list[tuple[int, Shows, Agreement]]) -> None:
    given_ = [seen(days, shows, agreement) for days, shows, agreement in captures]
    lookup = conclude(given_, URL, DAY)
    assert all(say(copy.reason, "zh-Hans") for copy in lookup.copies)
    assert lookup.reason is None or say(lookup.reason, "en")
    pages = {one.memento for one in given_ if one.shows in {Shows.PAGE, Shows.SIGNS}}
    assert (lookup.state is LookupState.FOUND) == bool(lookup.copies)
    assert {copy.memento for copy in lookup.copies} <= pages


def text_of(title: str, text: str) -> Page:
    return Page(title=title, text=text)


HARBOUR = text_of(
    "Harbour audit", "dredging contract delayed after auditors found gaps in the tender"
)
AGAIN = text_of(
    "Harbour audit (updated)", "dredging contract delayed after auditors found gaps in papers"
)
KITCHEN = text_of("Kitchen diary", "boil the pasta in plenty of salted water and save some of it")


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        pytest.param(AGAIN, 40, id="the-same-site"),
        pytest.param(KITCHEN, -300, id="another-owner"),
        pytest.param(None, 40, id="nothing-to-compare"),
    ],
)
def test_a_late_page_that_nothing_names_is_held_against_one_from_before(
    late: Page | None, expected: int
) -> None:
    after, before = memento(40), memento(-300)
    found: tuple[Seen, ...] = (Seen(memento=after, shows=Shows.PAGE, page=late),)
    assert next_to_see([before], found, URL, DAY, 5) is before
    found = (*found, Seen(memento=before, shows=Shows.PAGE, page=HARBOUR))
    assert next_to_see([], found, URL, DAY, 5) is None
    assert conclude(found, URL, DAY).copies[0].days == expected


def test_a_page_that_is_named_needs_no_witness() -> None:
    found = (Seen(memento=memento(40), shows=Shows.PAGE, agreement=AGREES),)
    assert next_to_see([memento(-300)], found, URL, DAY, 5) is None
