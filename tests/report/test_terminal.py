from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from linkcheck.model import Ending, Outcome, Report, Role, remark
from linkcheck.report import FORMATS, REFERENCE_FORMATS, View
from linkcheck.settings import FailOn
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable

VIEWS = {
    "en-80": View(width=80),
    "en-140-colour": View(width=140, color=True),
    "en-piped": View(),
    "zh-Hans-80": View(lang="zh-Hans", width=80),
    "zh-Hant-80-verbose": View(lang="zh-Hant", width=80, verbose=True),
    "en-40": View(width=40),
}


def told(report: Report, view: View) -> str:
    return "".join(FORMATS["terminal"].render(report, view))


@pytest.mark.parametrize("name", VIEWS)
def test_the_article(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"fixtures/golden/article-{name}.txt", told(sample.REPORT, VIEWS[name]))


@pytest.mark.parametrize("name", ["en-80", "zh-Hans-80", "en-piped"])
def test_several_documents(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"fixtures/golden/several-{name}.txt", told(sample.SEVERAL, VIEWS[name]))


@pytest.mark.parametrize("name", ["en-80", "zh-Hans-80", "en-40", "zh-Hant-80-verbose"])
def test_lines_fit(name: str) -> None:
    view = replace(VIEWS[name], verbose=False)
    for report in (sample.REPORT, sample.INTERRUPTED, sample.many(30)):
        for line in told(report, view).splitlines():
            assert cell_len(line) <= (view.width or 0), line


def test_piped_everything_is_whole_and_plain() -> None:
    text = told(sample.REPORT, View())
    assert "\x1b" not in text
    for found in sample.FINDINGS:
        if found.verdict.outcome is not Outcome.ALIVE:
            assert found.references[0].url in text
            assert found.references[0].label in text


def test_a_cut_url_carries_the_whole_one() -> None:
    text = told(sample.REPORT, View(width=80, color=True))
    whole = sample.FINDINGS[3].references[0].url
    assert f"\x1b]8;;{whole}\x1b\\" in text
    assert whole not in re.sub(r"\x1b]8;;.*?\x1b\\", "", text)


def test_the_living_are_only_counted_unless_asked_for() -> None:
    assert "轉載自GNews" not in told(sample.REPORT, View())
    verbose = told(sample.REPORT, View(verbose=True))
    assert "轉載自GNews" in verbose
    assert verbose.index("DEAD") < verbose.index("ALIVE")


def test_how_a_run_ended_and_what_was_not_read_comes_first() -> None:
    lines = told(sample.INTERRUPTED, View()).splitlines()
    assert lines[:2] == [
        "Interrupted: what follows is only a part.",
        "not checked: missing.md: there is no such file",
    ]


def test_many_warnings_are_cut_unless_asked_for() -> None:
    report = replace(sample.REPORT, problems=tuple(f"{n}.md: no such file" for n in range(30)))
    lines = told(report, View()).splitlines()
    assert lines[10] == "and 20 more"
    assert "29.md" in told(report, View(verbose=True))


@pytest.mark.parametrize("ending", [e for e in Ending if e is not Ending.COMPLETE])
def test_every_ending_is_told_in_each_format(ending: Ending) -> None:
    report = replace(sample.REPORT, ending=ending)
    for name in ("terminal", "markdown"):
        text = "".join(FORMATS[name].render(report, View()))
        assert text != "".join(FORMATS[name].render(sample.REPORT, View()))


def test_two_thousand_fine_files_are_a_few_lines() -> None:
    report = sample.many(2_000)
    fine = tuple(f for f in report.findings if f.verdict.outcome is Outcome.ALIVE)
    assert len(told(replace(report, findings=fine), View(width=80)).splitlines()) <= 6


def test_many_unsure_are_told_by_rule_and_host() -> None:
    text = told(sample.many(300), View(width=80))
    assert len(text.splitlines()) <= 12
    assert "  100  wall" in text
    assert "h0.org 15, h3.org 15, h6.org 14 and 4 more hosts" in text
    assert "--verbose" in text
    assert "--verbose" not in told(sample.REPORT, View(width=80))
    assert told(sample.many(300), View(width=80, verbose=True)).count("https://h0.org/") > 15


@pytest.mark.parametrize(
    ("fail_on", "lines"),
    [
        (FailOn.NEVER, []),
        (FailOn.DEAD, ["14:14: dead", "23:14: dead"]),
        (FailOn.SUSPECT, ["14:14: dead", "23:14: dead", "24:14: suspect"]),
        (
            FailOn.UNSURE,
            [
                "12:42: unsure",
                "14:14: dead",
                "19:125: unsure",
                "19:239: unsure",
                "23:14: dead",
                "24:14: suspect",
            ],
        ),
    ],
    ids=["never", "dead", "suspect", "unsure"],
)
def test_quiet_says_what_fails_a_line_a_place(fail_on: FailOn, lines: list[str]) -> None:
    text = told(sample.REPORT, View(quiet=True, width=80, fail_on=fail_on)).splitlines()
    assert [line.split(": http")[0] for line in text] == [
        f"{sample.ARTICLE}:{line}" for line in lines
    ]


def test_a_story_is_told_once_and_pointed_at_from_other_documents() -> None:
    text = told(sample.SEVERAL, View())
    assert text.count("https://web.archive.org/web/20211223") == 1
    assert f"gone: as at {sample.ARTICLE}:14:14 above" in text


def test_hostile_words_move_no_cursor() -> None:
    place = sample.reference("1:1", Role.LINK, "\x1b[2Jlabel\n\u202e", "https://a:b@a.org/\x07")
    found = sample.finding((place,), Outcome.DEAD, remark("problem", problem="\x1b]0;owned\x07"))
    report = replace(sample.REPORT, findings=(found,), problems=("\x1b[1m",))
    lines = told(report, View()).splitlines()
    assert all(line.isprintable() for line in lines)
    assert any(r"\x1b[2Jlabel" in line for line in lines)


def test_the_command_is_the_users() -> None:
    assert "python -m linkcheck explain URL" in told(
        sample.REPORT, View(command="python -m linkcheck")
    )


def test_references_by_document(golden: Callable[[str, str], None]) -> None:
    places = tuple(place for found in sample.FINDINGS for place in found.references)
    for name, view in (("80", View(width=80)), ("piped", View())):
        text = "".join(REFERENCE_FORMATS["terminal"].render(places, view))
        golden(f"fixtures/golden/references-{name}.txt", text)


def test_a_hundred_thousand_findings_take_no_quadratic_time() -> None:
    def seconds(count: int) -> float:
        report = sample.many(count)
        view = View(verbose=True)
        started = time.process_time()
        for _ in FORMATS["terminal"].render(report, view):
            pass
        return time.process_time() - started

    assert seconds(4_000) < 8 * seconds(1_000) + 0.5
