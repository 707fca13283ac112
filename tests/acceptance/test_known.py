"""Baseline, limits and quiet, by the command: what is known does not fail, what was not reached is said, what is fine is a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from linkcheck.cli import run
from tests.repository import Repo

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]
    Call = Callable[..., tuple[int, str, str]]

PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 20}
GONE = {"status": 404, "text": "Not found"}
ROOT = {"path": "/", **PAGE}
WEB = {
    "hosts": {
        "a.example": {
            "answers": [
                ROOT,
                {"path_prefix": "/fine", **PAGE},
                {"path": "/slow", "status": 200, "fault": "stall"},
            ],
            "default": GONE,
        }
    }
}
HEALED = {"hosts": {"a.example": {"answers": [{"path_prefix": "/", **PAGE}]}}}


def link(*names: str) -> str:
    return "".join(f"Words about [{name}](http://a.example/{name}) here.\n\n" for name in names)


@pytest.fixture
def call(
    tmp_path: Path, brisk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """The command in this process: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["check", *arguments, "--no-archive", "--trust-settings"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_baseline_from_its_beginning_to_its_end(call: Call, web: Web, tmp_path: Path) -> None:
    for name, text in {"a.md": link("old", "fine"), "b.md": link("old", "older")}.items():
        (tmp_path / name).write_text(text, "utf-8")
    known = ("--baseline", "known.json")
    with web(WEB) as site:
        assert call(".", *site.flags)[0] == 1
        code, out, _ = call(".", *site.flags, *known, "--write-baseline")
        assert code == 0
        assert "3 of 3 in known.json left out as known" in out
        before = (tmp_path / "known.json").read_text("utf-8")
        assert before.count("/old") == 3

        (tmp_path / "b.md").write_text("Moved down.\n\n" * 9 + link("old", "older", "new"), "utf-8")
        code, out, _ = call(".", *site.flags, *known, "-q")
        assert code == 1
        assert "/new" in out
        assert "/old" not in out
        assert (tmp_path / "known.json").read_text("utf-8") == before
        _, out, _ = call(".", *site.flags, *known, "--format", "jsonl")
        assert sorted(json.loads(line)["url"] for line in out.splitlines()) == [
            "http://a.example/fine",
            "http://a.example/new",
        ]

        (tmp_path / "b.md").write_text(link("older"), "utf-8")
        assert call("b.md", *site.flags, *known, "--prune-baseline", "--exclude", "older")[0] == 0
        assert (tmp_path / "known.json").read_text("utf-8").count("\n") == before.count("\n") - 1
        (tmp_path / "a.md").unlink()
        site.change(HEALED)
        code, out, _ = call("b.md", *site.flags, *known, "--prune-baseline", "--fresh")
        assert code == 0
        assert json.loads((tmp_path / "known.json").read_text("utf-8"))["entries"] == []


def test_pruning_keeps_what_a_change_left_unasked(call: Call, web: Web, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.md": link("old"), "b.md": link("older", "fine")})
    known = ("--baseline", "known.json")
    with web(WEB) as site:
        call(".", *site.flags, *known, "--write-baseline")
        repo.commit({"b.md": link("older", "fine", "fine2")})
        site.change(HEALED)
        site.forget()
        call(".", *site.flags, *known, "--prune-baseline", "--changed-since", "HEAD~1")
        assert [each.target for each in site.requests] == ["/fine2"]
        call(".", *site.flags, *known, "--prune-baseline", "--offline")
        call(".", *site.flags, *known, "--write-baseline", "--offline")
        call(".", *site.flags, *known, "--prune-baseline", "--role", "image")
        call(".", *site.flags, *known, "--prune-baseline", "--max-targets", "1", "--exclude", "old")
    text = (tmp_path / "known.json").read_text("utf-8")
    urls = [each["url"] for each in json.loads(text)["entries"]]
    assert urls == ["http://a.example/old", "http://a.example/older"]


MISTAKES = {
    "no file named": (["--write-baseline"], "--baseline FILE"),
    "no such baseline": (["--baseline", "nowhere.json"], "--write-baseline makes one"),
    "nothing to prune": (["--baseline", "nowhere.json", "--prune-baseline"], "no such baseline"),
    "no baseline": (["--baseline", "a.md"], "linkcheck-baseline/1"),
    "a folder": (["--baseline", "."], "cannot be read"),
    "nowhere to write": (["--baseline", "no/where.json", "--write-baseline"], "cannot be written"),
    "a commit's": (
        ["--baseline", "a.md", "--write-baseline", "--settings-from", "HEAD"],
        "no git repository",
    ),
    "no targets": (["--max-targets", "0"], "--max-targets"),
}


@pytest.mark.parametrize(("flags", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_line(flags: list[str], said: str, call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("No link.\n", "utf-8")
    code, _, err = call("a.md", "--offline", *flags)
    assert code == 2
    assert err.count("\n") == 1
    assert said in err


def test_settings_and_baseline_of_a_commit(call: Call, web: Web, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    with web(WEB) as site:
        repo.write("a.md", link("old"))
        call("a.md", *site.flags, "--baseline", "known.json", "--write-baseline")
        repo.commit()
        repo.branch("topic")
        repo.write("a.md", link("old", "hidden", "excluded"))
        call("a.md", *site.flags, "--baseline", "known.json", "--write-baseline")
        text = (tmp_path / "linkcheck.toml").read_text("utf-8")
        repo.commit({"linkcheck.toml": 'exclude = ["excluded"]\n' + text})
        flags = (*site.flags, "--baseline", "known.json", "-q")
        code, out, _ = call("a.md", *flags)
        assert code == 0
        code, out, _ = call("a.md", *flags, "--settings-from", "main")
        assert code == 1
        assert [word in out for word in ("/hidden", "/excluded", "/old")] == [True, True, False]
        repo.commit({"fresh.json": (tmp_path / "known.json").read_text("utf-8")})
        flags = (*site.flags, "--baseline", "fresh.json", "-q", "--settings-from", "main")
        assert "/old" in call("a.md", *flags)[1]
        code, _, err = call("a.md", *site.flags, "--settings-from", "nowhere")
        assert (code, err.count("\n")) == (2, 1)


def test_a_cap_of_targets(call: Call, web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(link(*(f"fine{n}" for n in range(9))), "utf-8")
    with web(WEB) as site:
        code, out, _ = call("a.md", *site.flags, "--max-targets", "4", "--fail-on", "unsure")
        assert len(site.requests) == 4
    assert code == 0
    assert "More targets than --max-targets allows" in out
    assert "5 unsure" in out
    assert "not-reached" in out


def test_when_time_is_up_the_rest_decides(call: Call, web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(link("fine", "slow"), "utf-8")
    (tmp_path / "b.md").write_text(link("old", "slow"), "utf-8")
    flags = ("--max-time", "1500ms", "--timeout", "20s")
    with web(WEB) as site:
        code, out, _ = call("a.md", *site.flags, *flags, "--fail-on", "unsure")
        assert code == 0, out
        assert "The run's time was up" in out
        code, out, _ = call("b.md", *site.flags, *flags)
        assert code == 1
        assert "The run's time was up" in out


@pytest.mark.parametrize("flags", [(), ("-q",), ("--offline",), ("--offline", "-q")])
def test_fine_files_are_one_line(
    flags: tuple[str, ...], call: Call, web: Web, tmp_path: Path
) -> None:
    for n in range(40):
        (tmp_path / f"{n}.md").write_text(link(f"fine{n}", "fine"), "utf-8")
    with web(WEB) as site:
        code, out, err = call(".", *site.flags, *flags)
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    assert line.startswith("40 documents · 80 citations of 41 sources · ")
    assert ("41 not asked" if "--offline" in flags else "all alive") in line
    assert line.endswith(" s")


def test_one_that_is_not_fine_is_told_as_ever(call: Call, web: Web, tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.md").write_text(link("fine"), "utf-8")
    (tmp_path / "x.md").write_text(link("old"), "utf-8")
    with web(WEB) as site:
        code, out, _ = call(".", *site.flags)
        assert code == 1
        assert "gone: 404 twice" in out
        code, out, _ = call(".", *site.flags, "-q")
        assert code == 1
        assert out.count("\n") == 2
