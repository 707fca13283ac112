"""`linkcheck report`: saved runs in other formats, and two places' runs as one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from linkcheck.model import Outcome, Role
from linkcheck.report import FORMATS, View
from tests.report import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

ARTICLE = "[a](http://a.example/x) [b](http://b.example/x) [c](http://c.example/x)\n"
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 30}
FINE = {"answers": [{"path": "/", **PAGE}, {"path": "/x", **PAGE}]}
GONE = {"answers": [{"path": "/", **PAGE}], "default": {"status": 404, "text": "Not found"}}
RESET = {"default": {"fault": "reset"}}
HERE = {"hosts": {"a.example": RESET, "b.example": GONE, "c.example": GONE}}
THERE = {"hosts": {"a.example": FINE, "b.example": GONE, "c.example": FINE}}


def save(run_cli: RunCli, web: Web, manifest: Mapping[str, object], name: str) -> None:
    with web(manifest) as site:
        run_cli(
            "check", "a.md", *site.flags, "--trust-settings", "--no-archive", "-o", f"json={name}"
        )


def test_two_places(run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    save(run_cli, web, HERE, "A.json")
    save(run_cli, web, THERE, "B.json")
    done = run_cli("report", "A.json", "B.json", "--trust-settings", "--format", "json")
    findings = json.loads(done.stdout)["findings"]
    assert [each["outcome"] for each in findings] == ["alive", "dead", "alive"]
    assert done.returncode == 1
    text = run_cli("report", "A.json", "B.json", "--trust-settings", "--verbose").stdout
    assert "another run found it unsure (refused)" in text
    assert "another run found it dead (gone)" in text


def test_a_saved_run_in_each_format_is_what_the_run_said(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    with web(HERE) as site:
        outputs = [f"{name}=live.{name}" for name in ("json", "markdown", "terminal")]
        flags = [flag for output in outputs for flag in ("-o", output)]
        run_cli("check", "a.md", *site.flags, "--trust-settings", "--no-archive", *flags)
    for name in ("json", "markdown", "terminal"):
        done = run_cli("report", "live.json", "--trust-settings", "--format", name)
        assert done.stdout == (tmp_path / f"live.{name}").read_text("utf-8")


def test_blocked_networks_are_noted(run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path) -> None:
    names = ("one.example", "two.example", "three.example")
    cited = " ".join(f"[{name}](http://{name}/)" for name in ("fine.example", *names))
    (tmp_path / "a.md").write_text(cited + "\n", "utf-8")
    manifest = {"hosts": {**dict.fromkeys(names, RESET), "fine.example": FINE}}
    with web(manifest) as site:
        done = run_cli(
            "check", "a.md", *site.flags, "--trust-settings", "--no-archive", "--format", "json"
        )
    findings = json.loads(done.stdout)["findings"]
    assert [each["outcome"] for each in findings] == ["alive", "unsure", "unsure", "unsure"]
    assert [[note["id"] for note in each["notes"]] for each in findings[1:]] == [
        ["note.blocked"]
    ] * 3


def test_what_is_no_saved_run_is_a_mistake(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    for name in ("a.md", "nowhere.json"):
        done = run_cli("report", name)
        assert done.returncode == 2
        assert done.stderr.startswith(f"linkcheck: {name}: ")
        assert done.stderr.count("\n") == 1


def test_github_gets_its_annotations_and_the_steps_summary(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "summary.md").write_text("before\n", "utf-8")
    save(run_cli, web, HERE, "run.json")
    done = run_cli(
        "report",
        "run.json",
        "--trust-settings",
        "--format",
        "github",
        env={"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")},
    )
    assert done.stdout.startswith("::error file=a.md,line=1,")
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("before\n")
    assert summary.count("**dead**") == 2


def test_every_format_is_written_to_a_file(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    save(run_cli, web, HERE, "run.json")
    flags = [flag for name in FORMATS for flag in ("-o", f"{name}=out.{name}")]
    done = run_cli("report", "run.json", "--trust-settings", "-q", *flags)
    assert done.returncode == 1
    for name in FORMATS:
        assert (tmp_path / f"out.{name}").stat().st_size > 100


def opened(run_cli: RunCli, tmp_path: Path, *arguments: str, stdin: str = "") -> list[str]:
    """Which addresses a browser was told to open."""
    log = tmp_path / "opened.txt"
    log.write_text("", "utf-8")
    browser = tmp_path / "browser.sh"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {log}\n', "utf-8")
    browser.chmod(0o755)
    run_cli("open", *arguments, env={"BROWSER": f"{browser} %s"}, stdin=stdin)
    return log.read_text("utf-8").splitlines()


def test_open_shows_what_needs_eyes_a_few_at_a_time(run_cli: RunCli, tmp_path: Path) -> None:
    places = [
        sample.reference(f"{n}:1", Role.LINK, "x", f"https://a.example/{n}") for n in range(1, 8)
    ]
    unsure = tuple(sample.finding((place,), Outcome.UNSURE, sample.OK) for place in places)
    secret = sample.reference("9:1", Role.LINK, "x", "https://u:pw@a.example/")
    dead = sample.finding(
        (sample.reference("8:1", Role.LINK, "x", "https://a.example/dead"),),
        Outcome.DEAD,
        sample.OK,
    )
    findings = (*unsure, sample.finding((secret,), Outcome.UNSURE, sample.OK), dead)
    report = replace(sample.REPORT, findings=findings)
    text = "".join(FORMATS["json"].render(report, View()))
    (tmp_path / "run.json").write_text(text, "utf-8")
    urls = [place.url for place in places]
    assert opened(run_cli, tmp_path, "run.json") == urls[:5]
    assert opened(run_cli, tmp_path, "run.json", stdin="\n") == urls
    assert opened(run_cli, tmp_path, "run.json", "--outcome", "dead") == ["https://a.example/dead"]
