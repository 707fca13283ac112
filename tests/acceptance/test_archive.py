"""`linkcheck archive RUN.json`: a search that was cut short is gone on with, and the run completed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import BRISK
from tests.web.manifest import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEMO = load(FIXTURES / "demo.toml")
QUIET = ("--trust-settings", "--fail-on", "never")


@pytest.fixture(autouse=True)
def _article(tmp_path: Path, brisk: Path) -> None:
    assert brisk.exists()
    (tmp_path / "article.md").write_bytes((FIXTURES / "article.md").read_bytes())


def saved(path: Path) -> dict[str, Any]:
    return {each["url"]: each for each in json.loads(path.read_text("utf-8"))["findings"]}


def copies(found: dict[str, Any]) -> dict[str, list[str]]:
    return {
        url: [each["url"] for each in (finding["archive"] or {}).get("mementos", [])]
        for url, finding in found.items()
    }


def test_what_the_time_was_too_short_for(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    slow = DEMO.with_archive(delays={"all": 1.5})
    with web(slow) as site:
        save = ("-o", "json=run.json", *QUIET, *site.flags)
        told = run_cli("check", "article.md", *save, "--archive-time", "0s").stdout
    left = saved(tmp_path / "run.json")
    assert "not-asked" in {each["archive"]["state"] for each in left.values() if each["archive"]}
    assert "archive RUN.json" in told
    with web(DEMO) as site:
        whole = run_cli(
            "check", "article.md", *QUIET, *site.flags, "--format", "json", "--lang", "en"
        ).stdout
        asked = len(site.requests)
        done = run_cli("archive", "run.json", *QUIET, *site.flags)
        again = site.requests[asked:]
    assert done.returncode == 0, done.stderr
    assert "archive RUN.json" not in done.stdout
    assert {each.host for each in again} == {"web.archive.org"}
    once = {each["url"]: each for each in json.loads(whole)["findings"]}
    assert copies(saved(tmp_path / "run.json")) == copies(once)
    assert any(copies(once).values())


def test_what_the_archive_did_not_answer(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    brisk.write_text(f"{BRISK}tries = 1\n", "utf-8")
    down = DEMO.with_archive(faults={"all": {"status": 503}})
    with web(down) as site:
        save = ("-o", "json=run.json", *QUIET, *site.flags)
        told = run_cli("check", "article.md", *save).stdout
    before = saved(tmp_path / "run.json")
    assert {each["archive"]["state"] for each in before.values() if each["archive"]} == {
        "lookup-failed"
    }
    assert "archive RUN.json" in told
    with web(DEMO) as site:
        run_cli("archive", "run.json", *QUIET, *site.flags)
    after = saved(tmp_path / "run.json")
    assert any(copies(after).values())
    for url, finding in after.items():
        for key in ("outcome", "reason", "evidence", "references"):
            assert finding[key] == before[url][key]


def test_a_complete_run_asks_nothing(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    with web(DEMO) as site:
        run_cli("check", "article.md", "-o", "json=run.json", *QUIET, *site.flags)
        before = (tmp_path / "run.json").read_bytes()
        asked = len(site.requests)
        done = run_cli("archive", "run.json", *QUIET, *site.flags)
        assert len(site.requests) == asked
    assert done.returncode == 0
    assert (tmp_path / "run.json").read_bytes() == before


MISTAKES = {
    "no file": (("archive", "nowhere.json"), "nowhere.json"),
    "no run": (("archive", "article.md"), "article.md"),
    "two runs": (("archive", "a.json", "b.json"), "one saved run"),
}


@pytest.mark.parametrize(("words", "named"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes(words: tuple[str, ...], named: str, run_cli: RunCli) -> None:
    done = run_cli(*words, "--trust-settings")
    assert done.returncode == 2
    assert named in done.stderr
    assert done.stderr.count("\n") == 1
