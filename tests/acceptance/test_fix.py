"""`linkcheck fix` from outside: on the demo's article, and by saved runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

FIXTURES = Path(__file__).parents[2] / "fixtures"
QUICK = """\
second-look = "0s"
tries = 1
interval = "0s"
interval-floor = "0s"
cdx-rate = 6000.0
playback-rate = 6000.0
"""


@pytest.fixture
def demo(web: Web, tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """The demo's article in the test's folder, and the flags that lead to its web."""
    shutil.copy(FIXTURES / "article.md", tmp_path / "article.md")
    (tmp_path / "linkcheck.toml").write_text(QUICK, "utf-8")
    with web(FIXTURES / "demo.toml") as site:
        yield (*site.flags, "--trust-settings")


def outcomes(run_cli: RunCli, flags: tuple[str, ...]) -> list[str]:
    report = json.loads(run_cli("check", "article.md", *flags, "--format", "json").stdout)
    return [finding["outcome"] for finding in report["findings"]]


def test_a_diff_is_shown_and_nothing_written(
    run_cli: RunCli, demo: tuple[str, ...], tmp_path: Path
) -> None:
    before = (tmp_path / "article.md").read_bytes()
    done = run_cli("fix", "article.md", *demo)
    assert done.returncode == 1
    assert done.stdout.startswith("--- a/article.md\n+++ b/article.md\n")
    assert "+- ***延展阅读：***" in done.stdout
    assert "2 changes in 1 file; --write applies this" in done.stdout
    assert "gisreportsonline" in done.stdout.partition("for you to decide")[2]
    assert (tmp_path / "article.md").read_bytes() == before


@pytest.mark.kill
def test_the_mended_copy_checks_clean(
    run_cli: RunCli, demo: tuple[str, ...], tmp_path: Path
) -> None:
    assert outcomes(run_cli, demo).count("dead") == 2
    done = run_cli("fix", "article.md", *demo, "--write")
    assert "2 changes written to 1 file" in done.stdout
    text = (tmp_path / "article.md").read_text("utf-8")
    assert text.count("https://web.archive.org/web/2021") == 2
    assert outcomes(run_cli, demo).count("dead") == 0
    assert run_cli("fix", "article.md", *demo).stdout.startswith("nothing to change")


def test_a_saved_run_is_enough(run_cli: RunCli, demo: tuple[str, ...], tmp_path: Path) -> None:
    run_cli("check", "article.md", *demo, "-o", "json=run.json")
    done = run_cli("fix", "run.json", "--trust-settings", "--write", "--style", "append")
    assert "2 changes written" in done.stdout
    text = (tmp_path / "article.md").read_text("utf-8")
    assert "https://gnews.org/zh-hans/1732373/)（[存档](https://web.archive.org/web/2021" in text
    again = run_cli("fix", "run.json", "--trust-settings", "--write")
    assert again.returncode == 2
    assert again.stderr == "linkcheck: article.md: changed since it was checked; check it again\n"


def test_citation_by_citation(run_cli: RunCli, demo: tuple[str, ...], tmp_path: Path) -> None:
    run_cli("check", "article.md", *demo, "-o", "json=run.json")
    done = run_cli("fix", "run.json", "--trust-settings", "-i", stdin="n\ny\n")
    assert done.stdout.count("Change it?") == 2
    assert "1 change written to 1 file" in done.stdout
    text = (tmp_path / "article.md").read_text("utf-8")
    assert "](https://gnews.org/zh-hans/1732373/)" in text
    assert text.count("https://web.archive.org/") == 1


def test_what_is_no_file_of_ours(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("fix", "-", "--offline", stdin="[a](http://a.example/)\n")
    assert done.returncode == 0
    assert done.stdout == "nothing to change\n"
