"""What the store knows of one's own files never outlives a change: with it a run says what one without it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable

A = """\
# 背景

[b](b.md#two-words) [own](#背景) [html](page.html#part) ![](img/one.png) [folder](docs/)
[site](/b.md) [dir](docs/c.md#late) [web](http://a.example/x#y)
"""
FILES = {
    "a.md": A,
    "b.md": "## Two Words\n",
    "page.html": "<h2 id=part>x</h2>",
    "img/one.png": "x",
    "docs/index.md": "x",
    "docs/c.md": "# Late\n",
}
IGNORE = '[[ignore]]\npattern = "{pattern}"\nreason = "known"\nexpires = {day}\n'


def write(path: str, text: str) -> Callable[[], object]:
    def change() -> None:
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, "utf-8")

    return change


def settings(text: str) -> Callable[[], object]:
    return write("linkcheck.toml", text)


def folder_instead() -> None:
    Path("page.html").unlink()
    write("page.html/x", "x")()


def link_out() -> None:
    Path("b.md").unlink()
    Path("b.md").symlink_to("../elsewhere.md")


CHANGES: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
    "nothing": (lambda: None, ()),
    "a heading elsewhere": (write("b.md", "## Other Words\n"), ("b.md#two-words",)),
    "an id in a page": (write("page.html", "<h2 id=whole>x</h2>"), ("page.html#part",)),
    "its own heading": (write("a.md", A.replace("# 背景", "# 前言")), ("a.md#背景",)),
    "a heading in a comment": (write("docs/c.md", "<!--\n# Late\n-->\n"), ("docs/c.md#late",)),
    "a file away": (lambda: Path("img/one.png").unlink(), ("img/one.png",)),
    "another case": (lambda: Path("b.md").rename("B.md"), ("b.md", "b.md#two-words")),
    "a file moved": (lambda: Path("docs/c.md").rename("c.md"), ("docs/c.md#late",)),
    "a folder without its index": (lambda: Path("docs/index.md").unlink(), ("docs",)),
    "a file is a folder": (folder_instead, ("page.html#part",)),
    "a link that leads out": (link_out, ()),
    "another site": (settings('root-dir = "docs"\n'), ("docs/b.md",)),
    "other indexes": (settings('index-files = ["home.md"]\n'), ("docs",)),
    "an ignore rule": (settings(IGNORE.format(pattern="docs", day="2999-01-01")), ()),
    "an ignore rule of yesterday": (settings(IGNORE.format(pattern="x", day="2020-01-01")), ()),
    "a pardon": (
        write("a.md", A.replace("[b]", "<!-- linkcheck-ignore no-such-anchor: later -->\n[b]")),
        (),
    ),
}


@pytest.fixture
def found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., dict[str, Any]]:
    """What the command finds in this folder: by target what is thought of it, and all that it says beside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for path, text in FILES.items():
        write(path, text)()
    Path(".git").mkdir()

    def found(*flags: str) -> dict[str, Any]:
        run(["check", ".", "--offline", "--format", "json", *flags])
        report: dict[str, Any] = json.loads(capsys.readouterr().out)
        return {key: report[key] for key in ("documents", "findings", "notices", "problems")}

    return found


@pytest.mark.parametrize(("change", "dead"), CHANGES.values(), ids=CHANGES.keys())
def test_after_a_change_the_store_says_nothing_old(
    change: Callable[[], object], dead: tuple[str, ...], found: Callable[..., dict[str, Any]]
) -> None:
    first = found()
    assert {each["outcome"] for each in first["findings"]} == {"alive", "skipped"}
    assert found() == first
    change()
    again = found()
    assert again == found("--no-store")
    ill = {each["target"]["url"] for each in again["findings"] if each["outcome"] == "dead"}
    assert ill == {*dead}
