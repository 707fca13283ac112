"""What lies around an article: names that no file can have, links and pipes in place of files, files without end."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.limits import limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import RunCli

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such files there")
resource = pytest.importorskip("resource", reason="limits of POSIX")

LONG = "a" * 5000
LINE = "[it](there.md)\n"


@pytest.fixture(autouse=True)
def article(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    path = tmp_path / "articles" / "a.md"
    path.write_text(LINE, "utf-8")
    return path


NAMES = {
    "an article": (LONG, "no such file"),
    "a pattern": (f"{LONG}/*", "nothing fits"),
    "a folder of articles": (f"{LONG}/b", "no such file"),
}


@pytest.mark.parametrize(("path", "said"), NAMES.values(), ids=NAMES)
def test_a_name_that_no_file_can_have(path: str, said: str, run_cli: RunCli) -> None:
    done = run_cli(path, "--offline", "--no-store")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


VALUES = {
    "root-dir of NUL": ('root-dir = "\\u0000"', "is not a folder"),
    "root-dir beyond length": (f'root-dir = "{LONG}"', "is not a folder"),
    "base-url of brackets": ('base-url = "http://["', "not an http or https URL"),
    "base-url of no port": ('base-url = "http://a.example:99999/"', "not an http or https URL"),
}


@pytest.mark.parametrize(("line", "said"), VALUES.values(), ids=VALUES)
def test_a_setting_that_nothing_can_be(
    line: str, said: str, run_cli: RunCli, tmp_path: Path
) -> None:
    (tmp_path / "articles" / "linkcheck.toml").write_text(line, "utf-8")
    done = run_cli("articles/a.md", "--offline", "--no-store")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


def itself(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()


def vast(path: Path) -> None:
    path.write_text("a*b*c?[z]\n" * 400_000, "utf-8")


def bytes_of_all_kinds(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 100)


IGNORED: dict[str, Callable[[Path], None]] = {
    "a pipe": a_pipe,
    "a device": zero,
    "itself": itself,
    "a folder": folder,
    "vast": vast,
    "bytes of all kinds": bytes_of_all_kinds,
}


def within(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with 2 GB at most, and 30 seconds."""
    space = lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # noqa: E731 - of this one
    return limited(tmp_path, space, *arguments, "--offline", "--no-store", timeout=30)


@pytest.mark.parametrize("plant", IGNORED.values(), ids=IGNORED)
def test_a_gitignore_of_a_strangers(plant: Callable[[Path], None], tmp_path: Path) -> None:
    plant(tmp_path / "articles" / ".gitignore")
    done = within(tmp_path, "articles")
    assert (done.returncode, done.stderr) == (1, ""), "there is no there.md"


def test_a_gitignore_that_is_a_link_ignores_nothing(tmp_path: Path) -> None:
    """Nor does git follow one."""
    (tmp_path / "rules").write_text("*.md\n", "utf-8")
    (tmp_path / "articles" / ".gitignore").symlink_to("../rules")
    assert within(tmp_path, "articles").returncode == 1


def test_a_pipe_into_which_nobody_writes(tmp_path: Path) -> None:
    """It is waited for by nobody, also where a shell's `*.md` has named it."""
    os.mkfifo(tmp_path / "articles" / "b.md")
    done = within(tmp_path, "articles/a.md", "articles/b.md")
    assert done.returncode == 1
    assert done.stderr == ""


def test_a_pipe_into_which_somebody_writes(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"exec {sys.executable} -m linkcheck <(sleep 0.3; printf '{LINE}') --offline --no-store --input markdown"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert "1 source" in done.stdout or "there.md" in done.stdout


PLACES = {
    "an index of brackets": ("--cdx", "http://[", "the address of an index"),
    "an index of no port": ("--cdx", "http://a.example:99999/", "the address of an index"),
    "a replay of brackets": ("--cdx", "http://a.example/=http://[", "the address of an index"),
    "a proxy of brackets": ("--proxy", "http://[", "the URL of an http or socks5 proxy"),
    "a Wayback Machine of no port": (
        "--wayback-url",
        "http://a.example:99999/",
        "an http or https URL",
    ),
}


@pytest.mark.parametrize(("flag", "place", "said"), PLACES.values(), ids=PLACES)
def test_an_address_that_none_can_be(flag: str, place: str, said: str, run_cli: RunCli) -> None:
    done = run_cli("articles/a.md", flag, place, "--no-store")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_explained(run_cli: RunCli) -> None:
    """As where a shell's variable is empty."""
    done = run_cli("explain", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert "say a URL" in done.stderr


ENDLESS = {
    "a history": (("check", "articles/a.md", "--history"), "larger than a history can be"),
    "marks": (("check", "articles/a.md", "--marks"), "larger than marks can be"),
    "a baseline": (("check", "articles/a.md", "--baseline"), "larger than a baseline can be"),
    "a journal": (
        ("save", "articles/a.md", "--save-journal"),
        "larger than a journal of saves can be",
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="no such device there")
@pytest.mark.parametrize(("command", "said"), ENDLESS.values(), ids=ENDLESS)
def test_a_file_without_end(command: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """As a link in a stranger's repository may make of any name."""
    (tmp_path / "file").symlink_to("/dev/zero")
    done = within(tmp_path, *command, "file")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


EMPTY = {
    "a history": (("check", "articles/a.md", "--history"), 2),
    "marks": (("check", "articles/a.md", "--marks"), 1),
    "a baseline": (("check", "articles/a.md", "--baseline"), 2),
    "a journal": (("save", "articles/a.md", "--save-journal"), 0),
    "a saved run": (("plan", "articles/a.md", "--like"), 2),
}


@pytest.mark.parametrize(("command", "code"), EMPTY.values(), ids=EMPTY)
def test_a_pipe_in_place_of_a_file(command: tuple[str, ...], code: int, tmp_path: Path) -> None:
    """Where nobody writes there is nothing, and nobody is waited for."""
    os.mkfifo(tmp_path / "file")
    assert within(tmp_path, *command, "file").returncode == code


def test_one_file_that_cannot_be_written_costs_no_other(tmp_path: Path, run_cli: RunCli) -> None:
    (tmp_path / "taken").touch()
    outputs = (
        "-o",
        "json=no/r.json",
        "-o",
        "csv=r.csv",
        "-o",
        "parquet=taken",
        "-o",
        "html=r.html",
    )
    done = run_cli("articles/a.md", "--offline", "--no-store", "--history", "h.json", *outputs)
    assert done.returncode == 2
    assert "no/r.json cannot be written" in done.stderr
    assert "taken cannot be written" in done.stderr
    assert "no-such-file" in done.stdout
    assert all((tmp_path / name).stat().st_size for name in ("r.csv", "r.html", "h.json"))


def test_a_reader_who_has_had_enough_costs_no_file(tmp_path: Path) -> None:
    lines = "".join(f"[{n}](there-{n}.md)\n\n" for n in range(3000))
    (tmp_path / "articles" / "a.md").write_text(lines, "utf-8")
    command = (
        f"{sys.executable} -m linkcheck articles/a.md --offline --no-store -o json=r.json | head -1"
    )
    subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (tmp_path / "r.json").stat().st_size > 100_000


IN_PLACE = {
    "by its name": "articles/a.md",
    "by another name of it": "articles/../articles/a.md",
    "by a link that was followed": "linked/a.md",
}


@pytest.mark.parametrize("output", IN_PLACE.values(), ids=IN_PLACE)
def test_no_report_takes_an_articles_place(output: str, run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to("articles")
    done = run_cli("articles", "--offline", "--no-store", "-o", f"html={output}", "-o", "csv=r.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a.md is an article that is checked" in done.stderr
    assert (tmp_path / "articles" / "a.md").read_text("utf-8") == LINE


AGAIN = {"of a saved run": "report", "of one that is completed": "archive"}


@pytest.mark.parametrize("command", AGAIN.values(), ids=AGAIN)
def test_no_report_of_a_saved_run_does(command: str, run_cli: RunCli, tmp_path: Path) -> None:
    run_cli("articles", "--offline", "--no-store", "-o", "json=r.json")
    done = run_cli(command, "r.json", "-o", "html=articles/a.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a.md is an article that is checked" in done.stderr
    assert (tmp_path / "articles" / "a.md").read_text("utf-8") == LINE


@pytest.mark.parametrize("again", ["r.json", "./r.json", "sub/../r.json"])
def test_no_report_takes_anothers_place(again: str, run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text\n", "utf-8")
    done = run_cli("a.md", "--offline", "-o", "json=r.json", "-o", f"html={again}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "r.json is named twice" in done.stderr
    assert not (tmp_path / "r.json").exists()


LINKED = {
    "a journal of saves": (
        "linkcheck-saves.jsonl",
        ("save",),
        "is a link, and no line is added behind one",
    ),
    "a part of columns": ("rows/.part-00000.parquet.new", ("check", "-o", "parquet=rows"), ""),
    "a part that was there": (
        "rows/part-00000.parquet",
        ("check", "-o", "parquet=rows"),
        "has parts of another run",
    ),
    "a history": ("h.json", ("check", "--history", "h.json"), ""),
    "captures": ("w.warc.gz", ("check", "--warc", "w.warc.gz"), ""),
}


@pytest.mark.parametrize(("link", "command", "said"), LINKED.values(), ids=LINKED)
def test_nothing_is_written_behind_a_link(
    link: str, command: tuple[str, ...], said: str, run_cli: RunCli, tmp_path: Path
) -> None:
    """In a stranger's repository it may lead to what a shell reads."""
    theirs = tmp_path / "theirs"
    theirs.touch()
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (tmp_path / link).symlink_to(theirs)
    done = run_cli(command[0], "articles", *command[1:], "--no-store", "--offline")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert theirs.read_bytes() == b""


def test_a_link_to_an_article_is_replaced(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "r.html").symlink_to("articles/a.md")
    run_cli("articles", "--offline", "--no-store", "-o", "html=r.html")
    assert not (tmp_path / "r.html").is_symlink()
    assert (tmp_path / "articles" / "a.md").read_text("utf-8") == LINE


def test_a_folder_that_is_no_more(tmp_path: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && exec {sys.executable} -m linkcheck {tmp_path}/articles --offline"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "linkcheck: the folder where you are is no more; go to one that is\n"


def test_a_store_whose_tables_are_no_text(tmp_path: Path, run_cli: RunCli) -> None:
    """SQLite repeats in its complaint what stands there, and Python cannot read that."""
    run_cli("articles/a.md", "--offline", "--store", "s.db")
    with closing(sqlite3.connect(tmp_path / "s.db", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("PRAGMA writable_schema = ON")
        file.execute(
            "UPDATE sqlite_schema SET sql = CAST(x'ff' || sql AS TEXT) WHERE name = 'runs'"
        )
    done = run_cli("articles/a.md", "--offline", "--store", "s.db")
    assert done.returncode == 1
    assert "s.db is not used as a store" in done.stderr
    assert "Traceback" not in done.stderr
