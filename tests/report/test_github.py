"""GitHub's workflow commands, read as its runner reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given

from linkcheck.model import Outcome, Report, Role
from linkcheck.report import FORMATS, View, step_summary
from tests.report import sample
from tests.report.test_any_report import reports, some, views

if TYPE_CHECKING:
    from collections.abc import Callable

Command = tuple[str, dict[str, str], str]

_COMMAND = re.compile(r"^\s*::([a-z-]+)(?: (.*?))?::(.*)$")


def text(report: Report, view: View | None = None) -> str:
    return "".join(FORMATS["github"].render(report, view or View()))


def commands(told: str) -> list[Command]:
    """What the runner takes for commands: at the beginning of a line after blanks, until they are stopped."""
    found: list[Command] = []
    stopped = ""
    for line in told.split("\n"):
        if stopped:
            stopped = "" if line.strip() == f"::{stopped}::" else stopped
            continue
        match = _COMMAND.match(line)
        if match and match[1] == "stop-commands":
            stopped = match[3]
        elif match:
            pairs = (pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
            found.append((match[1], {k: unquote(v) for k, v in pairs}, unquote(match[3])))
    assert not stopped
    return found


def test_the_article(golden: Callable[[str, str], None]) -> None:
    golden("fixtures/golden/article.github.txt", text(sample.REPORT))


def test_the_dead_are_errors_the_suspect_warnings_and_the_unsure_nothing() -> None:
    found = commands(text(sample.REPORT))
    assert [(kind, values["line"], values["col"]) for kind, values, _ in found] == [
        ("error", "14", "14"),
        ("error", "23", "14"),
        ("warning", "24", "14"),
    ]
    _, values, message = found[0]
    assert values["file"] == sample.ARTICLE
    assert values["title"] == "dead: gone"
    assert message.startswith("https://gnews.org/zh-hans/1732373/\ngone: 404 twice")


def report(outcome: Outcome, count: int, path: str = "a.md", label: str = "x") -> Report:
    places = (
        sample.reference(f"{n + 1}:1", Role.LINK, label, f"https://a.org/{n}", path=path)
        for n in range(count)
    )
    findings = tuple(sample.finding((place,), outcome, sample.OK) for place in places)
    return replace(sample.REPORT, findings=findings, documents=(sample.document(path, label),))


def test_ten_of_each_and_the_list_tells_all() -> None:
    both = replace(
        report(Outcome.DEAD, 12),
        findings=(*report(Outcome.SUSPECT, 13).findings, *report(Outcome.DEAD, 12).findings),
    )
    told = text(both)
    kinds = [kind for kind, _, _ in commands(told)]
    assert kinds == ["error"] * 10 + ["warning"] * 10
    assert sum(line.startswith("a.md:") for line in told.splitlines()) == 25


def test_a_place_of_several_lines_names_no_columns() -> None:
    (finding,) = report(Outcome.DEAD, 1).findings
    place = finding.references[0]
    wide = place._replace(region=place.region._replace(end_line=2))
    told = text(replace(sample.REPORT, findings=(replace(finding, references=(wide,)),)))
    ((_, values, _),) = commands(told)
    assert "col" not in values
    assert values["endLine"] == "2"


def test_a_strangers_words_are_no_command() -> None:
    hostile = report(Outcome.DEAD, 1, path="::set-output name=a,b::x.md", label="::error::pwned")
    ((kind, values, _),) = commands(text(hostile))
    assert kind == "error"
    assert values["file"] == "::set-output name=a,b::x.md"


@some
@given(reports(), views)
def test_any_report_gives_its_own_commands_alone(any_report: Report, view: View) -> None:
    found = commands(text(any_report, view))
    counts = {
        outcome: sum(
            len(finding.references)
            for finding in any_report.findings
            if finding.verdict.outcome is outcome
        )
        for outcome in (Outcome.DEAD, Outcome.SUSPECT)
    }
    assert [kind for kind, _, _ in found] == ["error"] * min(counts[Outcome.DEAD], 10) + [
        "warning"
    ] * min(counts[Outcome.SUSPECT], 10)


def test_the_summary_is_the_markdown_report() -> None:
    assert list(step_summary(sample.REPORT, View())) == list(
        FORMATS["markdown"].render(sample.REPORT, View())
    )


@pytest.mark.kill
def test_a_summary_that_is_too_long_is_cut_worst_first() -> None:
    long = report(Outcome.ALIVE, 30_000)
    worst = report(Outcome.DEAD, 5).findings
    told = "".join(step_summary(replace(long, findings=(*long.findings, *worst)), View()))
    assert 900_000 < len(told.encode()) < 1024 * 1024
    assert told.count("**dead**") == 5
    assert told.count("<details>") == told.count("</details>") == 1
    assert told.rstrip().endswith("GitHub shows no summary above 1 MiB.")
