"""The baseline: what is known, what is new, what leaves, and that the file diffs well and holds no secret."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck import baseline
from linkcheck.baseline import Baseline, File
from linkcheck.errors import SettingsError
from linkcheck.model import Outcome, Report, Role, remark
from linkcheck.report import FORMATS, View, fails
from linkcheck.report.from_v1 import load as load_report
from linkcheck.settings import FailOn
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Finding

EMPTY = Baseline("baseline.json", {})


def found(url: str, outcome: Outcome, *places: str, rule: str = "gone") -> Finding:
    """A finding cited at `PATH:LINE` places."""
    references = []
    for place in places:
        path, _, line = place.rpartition(":")
        references.append(sample.reference(f"{line}:1", Role.LINK, "label", url, path=path))
    finding = sample.finding(tuple(references), outcome, sample.OK)
    verdict = replace(finding.verdict, rule=rule, reason=remark("verbatim", text="so it is"))
    return replace(finding, verdict=verdict)


def report(*findings: Finding) -> Report:
    return replace(sample.REPORT, findings=findings)


def entries(file: Baseline) -> list[tuple[str, str]]:
    return sorted((entry.path, entry.url) for entry in file.entries.values())


DEAD = found("https://a.example/dead", Outcome.DEAD, "a.md:1", "a.md:9", "b.md:2")


def test_all_trouble_is_entered_once_a_document() -> None:
    run = report(
        DEAD,
        found("https://a.example/s", Outcome.SUSPECT, "a.md:3", rule="parked"),
        found("https://a.example/u", Outcome.UNSURE, "a.md:4", rule="wall"),
        found("https://a.example/fine", Outcome.ALIVE, "a.md:5", rule="ok"),
        found("mailto:a@a.example", Outcome.SKIPPED, "a.md:6", rule="mail"),
        found("https://a.example/late", Outcome.UNSURE, "a.md:7", rule="not-reached"),
        found("https://a.example/off", Outcome.UNSURE, "a.md:8", rule="offline"),
    )
    assert entries(EMPTY.renewed(run, {})) == [
        ("a.md", "https://a.example/dead"),
        ("a.md", "https://a.example/s"),
        ("a.md", "https://a.example/u"),
        ("b.md", "https://a.example/dead"),
    ]


def test_known_trouble_is_left_out_and_counted_and_does_not_fail() -> None:
    known = EMPTY.renewed(report(DEAD), {})
    fresh = found("https://a.example/new", Outcome.DEAD, "a.md:5")
    told = known.leave_out(report(DEAD, fresh))
    assert told.findings == (fresh,)
    assert told.known is not None
    assert (told.known.entries, told.known.met, told.known.sources) == (2, 2, 1)
    assert not any(fails(each, FailOn.UNSURE) for each in known.leave_out(report(DEAD)).findings)


def test_lines_are_no_part_of_a_key() -> None:
    known = EMPTY.renewed(report(DEAD), {})
    elsewhere = found("https://a.example/dead", Outcome.DEAD, "a.md:77", "b.md:3")
    assert known.leave_out(report(elsewhere)).findings == ()


def test_the_same_url_in_another_document_is_new() -> None:
    known = EMPTY.renewed(report(DEAD), {})
    wider = found("https://a.example/dead", Outcome.DEAD, "a.md:1", "c.md:2", "b.md:1")
    (left,) = known.leave_out(report(wider)).findings
    assert [each.path for each in left.references] == ["c.md"]


@pytest.mark.parametrize("before", [Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE])
@pytest.mark.parametrize("now", [Outcome.DEAD, Outcome.SUSPECT, Outcome.UNSURE])
def test_only_what_is_worse_than_before_is_new(before: Outcome, now: Outcome) -> None:
    order = [Outcome.UNSURE, Outcome.SUSPECT, Outcome.DEAD]
    known = EMPTY.renewed(report(found("https://a.example/", before, "a.md:1")), {})
    told = known.leave_out(report(found("https://a.example/", now, "a.md:1")))
    assert bool(told.findings) is (order.index(now) > order.index(before))
    cited = {"a.md": frozenset({"https://a.example/"})}
    again = known.renewed(report(found("https://a.example/", now, "a.md:1")), cited)
    (entry,) = again.entries.values()
    assert entry.outcome is max(before, now, key=order.index)


KEPT: dict[str, Report] = {
    "not asked at all": report(),
    "not reached": report(
        found("https://a.example/dead", Outcome.UNSURE, "a.md:1", "b.md:1", rule="not-reached")
    ),
    "offline": report(
        found("https://a.example/dead", Outcome.UNSURE, "a.md:1", "b.md:1", rule="offline")
    ),
    "excluded": report(
        found("https://a.example/dead", Outcome.SKIPPED, "a.md:1", "b.md:1", rule="ignored")
    ),
    "behind a wall now": report(
        found("https://a.example/dead", Outcome.UNSURE, "a.md:1", "b.md:1", rule="wall")
    ),
}


@pytest.mark.parametrize("run", KEPT.values(), ids=KEPT.keys())
def test_what_was_not_asked_stays(
    run: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).write_text("[x](https://a.example/dead)", "utf-8")
    known = EMPTY.renewed(report(DEAD), {})
    cited = {"a.md": frozenset({"https://a.example/dead"})}
    assert known.pruned(run, cited).entries == known.entries
    assert known.renewed(run, cited).entries == known.entries


def test_what_is_alive_or_gone_from_the_articles_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "c.md"):
        Path(name).touch()
    urls = ("alive", "uncited", "kept", "lost")
    files = ("a.md", "a.md", "c.md", "deleted.md")
    run = report(
        *(
            found(f"https://a.example/{url}", Outcome.DEAD, f"{path}:1")
            for url, path in zip(urls, files, strict=True)
        )
    )
    known = EMPTY.renewed(run, {})
    now = report(found("https://a.example/alive", Outcome.ALIVE, "a.md:1", rule="ok"))
    cited = {"a.md": frozenset({"https://a.example/alive"})}
    assert entries(known.pruned(now, cited)) == [("c.md", "https://a.example/kept")]


def test_paths_lead_from_the_files_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    here = Baseline("state/baseline.json", {})
    known = here.renewed(report(found("https://a.example/", Outcome.DEAD, "content/a.md:1")), {})
    assert entries(known) == [("../content/a.md", "https://a.example/")]
    monkeypatch.chdir(tmp_path / "content")
    there = replace(known, path=str(tmp_path / "state" / "baseline.json"))
    for path in ("a.md", "./a.md", str(tmp_path / "content" / "a.md")):
        assert not there.leave_out(
            report(found("https://a.example/", Outcome.DEAD, f"{path}:1"))
        ).findings


SECRETS = ["https://u:hunter2@a.example/x", "https://a.example/x?token=hunter2&page=3"]


@pytest.mark.parametrize("url", SECRETS)
def test_secrets_are_masked_and_keys_stay(url: str) -> None:
    known = EMPTY.renewed(report(found(url, Outcome.DEAD, "a.md:1")), {})
    text = "".join(known.text())
    assert "hunter2" not in text
    again = baseline.load(text.encode(), "baseline.json")
    assert not again.leave_out(report(found(url, Outcome.DEAD, "a.md:5"))).findings
    other = url.replace("hunter2", "another-one")
    assert again.leave_out(report(found(other, Outcome.DEAD, "a.md:5"))).findings


def test_the_file_is_sorted_an_entry_a_line_and_diffs_well() -> None:
    run = report(
        *(found(f"https://a.example/{n}", Outcome.DEAD, f"{n % 3}.md:1") for n in range(9))
    )
    before = "".join(EMPTY.renewed(run, {}).text())
    lines = before.splitlines()
    assert len(lines) == 11
    rows = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert rows == sorted(rows, key=lambda row: (row["path"], row["url"]))
    shuffled = report(*reversed(run.findings))
    assert "".join(EMPTY.renewed(shuffled, {}).text()) == before
    more = report(*run.findings, found("https://a.example/44", Outcome.DEAD, "1.md:1"))
    after = "".join(EMPTY.renewed(more, {}).text()).splitlines()
    assert len(set(after) - set(lines)) == 1


def test_the_schema_is_made_from_the_shape(golden: Callable[[str, str], None]) -> None:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(File)
    golden("linkcheck/report/schema/baseline-1.json", json.dumps(schema, indent=1) + "\n")
    text = "".join(EMPTY.renewed(report(DEAD), {}).text())
    jsonschema.validate(json.loads(text), schema)


texts = st.text(
    st.characters(exclude_characters="\0[]", exclude_categories=["Cs"])
    | st.sampled_from("\x1b\u202e\\\n\"'&?@"),
    max_size=20,
)


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, texts, st.sampled_from(Outcome)), max_size=6))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, Outcome]]) -> None:
    run = report(
        *(found(f"https://a.example/{url}", outcome, f"{path}.md:1") for path, url, outcome in rows)
    )
    known = EMPTY.renewed(run, {})
    text = "".join(known.text())
    assert len(text.splitlines()) == len(known.entries) + 2
    again = baseline.load(text.encode(), "baseline.json")
    assert "".join(again.text()) == text
    assert all(
        each.verdict.outcome in {Outcome.ALIVE, Outcome.SKIPPED}
        for each in again.leave_out(run).findings
    )


BROKEN = {
    "no JSON": b"{",
    "another thing": b'{"schema": "linkcheck-report/1", "entries": []}',
    "a version to come": b'{"schema": "linkcheck-baseline/2", "entries": []}',
    "no UTF-8": b'{"schema": "\xff"}',
    "nested": b"[" * 100_000,
    "a conflict": b'{"schema": "linkcheck-baseline/1", "entries": [\n<<<<<<< HEAD\n]}',
    "no outcome": b'{"schema": "linkcheck-baseline/1", "entries": [{"path": "a", "url": "b"}]}',
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_baseline_is_one_line(raw: bytes) -> None:
    with pytest.raises(SettingsError, match=r"^known\.json: no baseline") as error:
        baseline.load(raw, "known.json")
    assert "\n" not in str(error.value)


def test_an_entry_that_says_alive_hides_nothing() -> None:
    raw = b'{"schema": "linkcheck-baseline/1", "entries": [{"path": "a.md", "url": "https://a.example/dead", "outcome": "alive", "rule": "ok"}]}'
    (left,) = baseline.load(raw, "baseline.json").leave_out(report(DEAD)).findings
    assert len(left.references) == 3


@pytest.mark.parametrize("name", ["terminal", "markdown", "html", "github"])
def test_people_are_told_how_many_there_are(name: str) -> None:
    told = EMPTY.renewed(report(DEAD), {}).leave_out(report(DEAD))
    assert "2 of 2 in baseline.json left out as known" in "".join(
        FORMATS[name].render(told, View())
    )


def test_a_saved_run_keeps_the_number() -> None:
    told = EMPTY.renewed(report(DEAD), {}).leave_out(report(DEAD))
    text = "".join(FORMATS["json"].render(told, View()))
    assert json.loads(text)["baseline"]["met"] == 2
    assert load_report(text.encode(), "run.json").known == told.known


def test_health_counts_what_is_left_out() -> None:
    fine = found("https://a.example/fine", Outcome.ALIVE, "a.md:5", rule="ok")
    told = EMPTY.renewed(report(DEAD), {}).leave_out(report(DEAD, fine))
    assert "1 of 2 sources can be verified" in "".join(FORMATS["terminal"].render(told, View()))
