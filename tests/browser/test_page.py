"""The HTML report in a real browser: filters, search, sort, keyboard, policy, accessibility, size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from linkcheck.model import Outcome, Report, Role, remark
from linkcheck.report import FORMATS, View
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

WIDE, TABLET, PHONE = (1280, 900), (768, 1000), (390, 800)


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report; at the end no message must have come and nothing must have been asked for."""
    said: list[str] = []
    asked: list[str] = []

    def opened(
        report: Report, size: tuple[int, int] = WIDE, lang: str = "en", **options: Any
    ) -> Page:
        path = tmp_path / "run.html"
        path.write_text("".join(FORMATS["html"].render(report, View(lang=lang))), "utf-8")
        page = chromium.new_page(viewport={"width": size[0], "height": size[1]}, **options)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    assert said == []
    assert [url for url in asked if not url.startswith("file://")] == []
    for context in chromium.contexts:
        context.close()


def visible(page: Page) -> list[str]:
    """The places of the sources that can be seen, in order."""
    return [text.strip() for text in page.locator("main .place >> visible=true").all_inner_texts()]


def choose(page: Page, name: str) -> None:
    page.locator(".chips button", has_text=name).click()


NEEDS = ["12:42", "14:14", "19:125", "23:14", "24:14"]


def test_what_needs_a_person_is_shown_first(show: Open) -> None:
    page = show(sample.REPORT)
    assert visible(page) == NEEDS
    assert page.locator("#count").inner_text() == "5 of 14 shown"


@pytest.mark.parametrize(
    ("name", "places"),
    [("dead", ["14:14", "23:14"]), ("suspect", ["24:14"]), ("unsure", ["12:42", "19:125"])],
)
def test_filter_by_outcome(show: Open, name: str, places: list[str]) -> None:
    page = show(sample.REPORT)
    choose(page, name)
    assert visible(page) == places


def test_filter_by_role_and_search(show: Open) -> None:
    page = show(sample.REPORT)
    choose(page, "all")
    assert len(visible(page)) == 14
    page.locator("#role").select_option("reading")
    assert visible(page) == ["14:14", "23:14", "24:14"]
    page.locator("#search").fill("乌克兰 gone")
    assert visible(page) == ["14:14"]
    page.locator("#search").fill("no such words")
    assert visible(page) == []
    assert page.locator("#none").is_visible()


def test_sort(show: Open) -> None:
    page = show(sample.REPORT)
    page.locator("#sort").select_option("worst")
    assert visible(page) == ["14:14", "23:14", "24:14", "12:42", "19:125"]
    page.locator("#sort").select_option("host")
    assert visible(page) == ["19:125", "14:14", "23:14", "24:14", "12:42"]
    page.locator("#sort").select_option("order")
    assert visible(page) == NEEDS


def test_by_keyboard_alone(show: Open) -> None:
    page = show(sample.REPORT)
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    story = page.locator(".story >> visible=true")
    assert "404 twice" in story.inner_text()
    page.keyboard.press("Escape")
    expect(story).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("gettr")
    assert visible(page) == ["19:125"]


def test_one_story_at_a_time_beside_the_list(show: Open) -> None:
    page = show(sample.REPORT)
    rows = page.locator("main summary >> visible=true")
    rows.nth(0).click()
    rows.nth(1).click()
    story = page.locator(".story >> visible=true")
    expect(story).to_have_count(1)
    box, listed = story.bounding_box(), rows.nth(1).bounding_box()
    assert box is not None
    assert listed is not None
    assert box["x"] >= listed["x"] + listed["width"]


def test_on_a_phone_it_unfolds_below_and_nothing_is_cut(show: Open) -> None:
    page = show(sample.REPORT, PHONE)
    rows = page.locator("main summary >> visible=true")
    rows.nth(1).click()
    box, row = page.locator(".story >> visible=true").bounding_box(), rows.nth(1).bounding_box()
    assert box is not None
    assert row is not None
    assert box["y"] >= row["y"] + row["height"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_without_scripts_all_can_be_read(show: Open) -> None:
    page = show(sample.REPORT, java_script_enabled=False)
    assert len(visible(page)) == 14
    assert not page.locator("#controls").is_visible()
    page.locator("main summary").nth(4).click()
    assert "404 twice" in page.locator(".story >> visible=true").inner_text()


def test_on_paper_there_are_no_controls(show: Open) -> None:
    page = show(sample.REPORT)
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible()
    assert len(visible(page)) == 5


HOSTILE = "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"


def test_a_script_of_a_strangers_stays_text(show: Open) -> None:
    place = sample.reference("1:1", Role.LINK, HOSTILE, f"https://a.org/{HOSTILE}")
    evidence = sample.seen("https://a.org/", 200, title=HOSTILE)
    found = sample.finding(
        (place,), Outcome.DEAD, remark("verbatim", text=HOSTILE), evidence=evidence
    )
    page = show(replace(sample.REPORT, findings=(found,)))
    page.locator("main summary").click()
    assert HOSTILE in page.locator(".label").inner_text()
    assert HOSTILE in page.locator(".story blockquote").inner_text()
    assert page.evaluate("window.owned") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("report", [sample.REPORT, sample.SEVERAL], ids=["one", "several"])
def test_no_violation_of_accessibility(
    show: Open, report: Report, size: tuple[int, int], scheme: str
) -> None:
    page = show(report, size, "zh-Hans", color_scheme=scheme)
    choose(page, "全部")
    page.locator("main summary >> visible=true").first.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_five_thousand_open_and_filter_within_a_second(show: Open) -> None:
    page = show(sample.long(5_000))
    page.goto(page.url)  # once more, with the browser warm
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < 1_000
    took = page.evaluate(
        """() => new Promise((done) => {
            const start = performance.now();
            [...document.querySelectorAll(".chips button")].find((b) => b.dataset.outcome === "dead").click();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
        })"""
    )
    assert took < 1_000
    assert page.locator("#count").inner_text() == "714 of 5000 shown"
