"""Nothing is asked twice: a second run, a run cut short, a store that cannot serve."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

PAGE = {
    "status": 200,
    "title": "On the record",
    "text": "What the minister said in full, word for word. " * 20,
}
HOSTS: dict[str, Any] = {
    "a.example": {"answers": [{"path": "/", **PAGE}, {"path": "/x", **PAGE}]},
}


@pytest.fixture
def article(tmp_path: Path) -> str:
    text = "[it](http://a.example/x) and [that](http://a.example/gone)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    return "a.md"


def outcomes(stdout: str) -> list[str]:
    return [each["outcome"] for each in json.loads(stdout)["findings"]]


def test_the_second_run_asks_nothing(run_cli: RunCli, web: Web, article: str, brisk: Path) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings", "--format", "json"]
        first = run_cli(article, *flags)
        asked = len(site.requests)
        second = run_cli(article, *flags)
        assert len(site.requests) == asked > 0
        run_cli(article, *flags, "--fresh")
        assert len(site.requests) > asked
    assert outcomes(first.stdout) == outcomes(second.stdout) == ["alive", "dead"]
    assert json.loads(second.stdout)["requests"] == 0


def test_without_a_store_all_is_asked_again(
    run_cli: RunCli, web: Web, article: str, brisk: Path, tmp_path: Path
) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings", "--no-store"]
        run_cli(article, *flags)
        asked = len(site.requests)
        run_cli(article, *flags)
        assert len(site.requests) == 2 * asked
    assert not (tmp_path / ".xdg" / "cache").exists()


def test_what_was_seen_is_judged_offline(
    run_cli: RunCli, web: Web, article: str, brisk: Path
) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings", "--format", "json"]
        run_cli(article, *flags)
        asked = len(site.requests)
        again = run_cli(article, *flags, "--offline")
        assert len(site.requests) == asked
    assert outcomes(again.stdout) == ["alive", "dead"]


def foreign(path: Path) -> None:
    path.write_text("not ours", "utf-8")


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE theirs (x)")
        file.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA application_id = 0x4C6E6B43")
        file.execute("PRAGMA user_version = 999")


def cut_short(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA application_id = 0x4C6E6B43")
        file.execute("CREATE TABLE runs (x)")
        file.commit()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096)


def folder(path: Path) -> None:
    path.mkdir()


UNUSABLE = {
    "another kind of file": (foreign, "another kind of file"),
    "another program's database": (another_database, "another program's database"),
    "a newer version's": (newer, "newer linkcheck"),
    "corrupt": (cut_short, ""),
    "a folder": (folder, "directory"),
}


@pytest.mark.parametrize(("spoil", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_store_that_cannot_serve_is_left_alone(
    spoil: Callable[[Path], None], said: str, run_cli: RunCli, web: Web, article: str, brisk: Path
) -> None:
    path = brisk.with_name("s.sqlite")
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with web({"hosts": HOSTS}) as site:
        done = run_cli(
            article, *site.flags, "--trust-settings", "--store", path, "--format", "json"
        )
    assert outcomes(done.stdout) == ["alive", "dead"]
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_locked_store_is_waited_for_and_then_left(
    run_cli: RunCli, web: Web, article: str, brisk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "s.sqlite"
    with web({"hosts": HOSTS}) as site, closing(sqlite3.connect(path)) as file:
        flags = [*site.flags, "--trust-settings", "--store", str(path), "--format", "json"]
        run_cli(article, *flags)
        file.execute("BEGIN EXCLUSIVE")
        done = run_cli(article, *flags)
    assert outcomes(done.stdout) == ["alive", "dead"]
    assert "locked" in done.stderr
