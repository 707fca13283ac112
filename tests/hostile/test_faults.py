"""What fails around the program: the disk, open files, a thousand hosts at once, the network itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.conftest import ROOT
from tests.hostile.table import PAGE
from tests.limits import limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

resource = pytest.importorskip("resource", reason="limits of POSIX")


def to(kind: int, most: int) -> Callable[[], None]:
    """What holds a process to so much of a kind."""
    return lambda: resource.setrlimit(kind, (most, most))


def many(number: int) -> dict[str, Any]:
    return {
        "hosts": {f"h{n}.example": {"answers": [{"path": "/x", **PAGE}]} for n in range(number)}
    }


def cite(folder: Path, hosts: int) -> None:
    cited = "".join(f"- [h{n}](http://h{n}.example/x)\n" for n in range(hosts))
    (folder / "a.md").write_text(cited, "utf-8")


def findings(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "r.json").read_text("utf-8"))["findings"]
    return found


def test_a_full_disk_leaves_the_old_report(web: Web, tmp_path: Path, brisk: Path) -> None:
    """A file that may not grow beyond 64 KiB fails as on a full disk, in the middle of a write (setrlimit(2))."""
    cite(tmp_path, 100)
    (tmp_path / "r.json").write_text("the old one", "utf-8")
    flags = ("--trust-settings", "--no-archive", "--no-store", "--no-progress", "-o", "json=r.json")
    with web(many(100)) as site:
        done = limited(
            tmp_path,
            to(resource.RLIMIT_FSIZE, 64 * 1024),
            "a.md",
            *site.flags,
            *flags,
            timeout=120,
        )
    assert done.returncode in (2, 3)
    assert "r.json cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "100 alive" in done.stdout
    assert (tmp_path / "r.json").read_text("utf-8") == "the old one"
    assert sorted(path.name for path in tmp_path.iterdir() if "r.json" in path.name) == ["r.json"]


FULL = {
    "history": (("--history", "h.json"), "h.json cannot be written", ()),
    "columns": (("-o", "parquet=rows"), "rows cannot be written", ("rows",)),
    "captures": (("--warc", "w.warc.gz"), "w.warc.gz cannot be written", ("w.warc.gz",)),
}


@pytest.mark.parametrize(("flags", "said", "left"), FULL.values(), ids=FULL)
def test_a_full_disk_costs_no_report(
    flags: tuple[str, ...], said: str, left: tuple[str, ...], web: Web, tmp_path: Path, brisk: Path
) -> None:
    """What is written beside it fits no more; nothing half stays there."""
    number = 40
    cite(tmp_path, number)
    before = {path.name for path in tmp_path.iterdir()}
    usual = ("--trust-settings", "--no-archive", "--no-store", "--no-progress")
    with web(many(number)) as site:
        done = limited(
            tmp_path,
            to(resource.RLIMIT_FSIZE, 2048),
            "a.md",
            *site.flags,
            *usual,
            *flags,
            timeout=120,
        )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert f"{number} alive" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} - before - {".xdg"} == {*left}
    assert not list(tmp_path.glob("rows/*"))
    for path in tmp_path.glob("*.warc.gz"):
        with path.open("rb") as file:
            assert all(record.rec_headers for record in ArchiveIterator(file))


@pytest.mark.parametrize("files", [20, 80])
def test_few_open_files_are_enough(files: int, web: Web, tmp_path: Path, brisk: Path) -> None:
    cite(tmp_path, 90)
    flags = ("--trust-settings", "--no-archive", "--no-store", "-o", "json=r.json")
    with web(many(90)) as site:
        done = limited(
            tmp_path,
            to(resource.RLIMIT_NOFILE, files),
            "a.md",
            *site.flags,
            *flags,
            timeout=120,
        )
    assert "Traceback" not in done.stderr
    assert {found["outcome"] for found in findings(tmp_path)} == {"alive"}


@pytest.mark.parametrize("files", [6, 12, 19])
def test_too_few_open_files_are_said(files: int, tmp_path: Path) -> None:
    done = limited(tmp_path, to(resource.RLIMIT_NOFILE, files), "a.md", timeout=60)
    said = "linkcheck: needs 20 open files; ulimit -n 20 permits them\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.kill
def test_a_thousand_hosts_that_are_down(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    """Beside one that is up; none of them is dead, and that they fail alike is said."""
    ways: list[dict[str, Any]] = [{"refuse": True}, {"dns": "servfail"}, {"dns": "nodata"}, {"tls": "reset"}]  # fmt: skip
    hosts = {f"h{n}.example": ways[n % len(ways)] for n in range(1000)}
    cited = "".join(f"- [h{n}](https://h{n}.example/x)\n" for n in range(1000))
    (tmp_path / "a.md").write_text(f"{cited}- [up](http://up.example/x)\n", "utf-8")
    up = {"answers": [{"path_prefix": "/", **PAGE}]}
    flags = ("--trust-settings", "--no-archive", "--no-store", "-o", "json=r.json")
    with web({"hosts": {**hosts, "up.example": up}}) as site:
        done = run_cli("a.md", *site.flags, *flags, timeout=120)
    assert done.returncode == 0
    outcomes = [found["outcome"] for found in findings(tmp_path)]
    assert (outcomes.count("unsure"), outcomes.count("alive")) == (1000, 1)


AWAY = {
    "and comes back": (True, {"alive"}, "the network was away for"),
    "and stays away": (False, {"alive", "unsure"}, "did not come back"),
}


@pytest.mark.parametrize(
    ("returns", "outcomes", "said"),
    [
        pytest.param(*each, id=name, marks=() if each[0] else pytest.mark.kill)
        for name, each in AWAY.items()
    ],
)
def test_a_network_that_goes_away_makes_nothing_dead(
    returns: bool, outcomes: set[str], said: str, web: Web, tmp_path: Path
) -> None:
    """The resolver falls silent in the middle: the run waits, a minute at most, and says so; none of its hosts is dead."""
    number = 60
    cite(tmp_path, number)
    short = 'dns-timeout = "400ms"\nconcurrency = 4\nsecond-look = "0s"\n'
    (tmp_path / "linkcheck.toml").write_text(short, "utf-8")
    flags = ("--trust-settings", "--no-archive", "--no-store", "-o", "json=r.json")
    here = many(number)
    away = {"hosts": {name: {"dns": "timeout"} for name in [*here["hosts"], "web.archive.org"]}}
    with (
        web(here) as site,
        subprocess.Popen(
            [sys.executable, "-m", "linkcheck", "a.md", *site.flags, *flags],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process,
    ):
        until(lambda: len(site.requests) >= 10)
        site.change(away)
        until(lambda: sum(q.name == "web.archive.org" for q in site.queries) >= 3)
        if returns:
            site.change(here)
        told, _ = process.communicate(timeout=180)
    assert {found["outcome"] for found in findings(tmp_path)} == outcomes
    assert said in " ".join(told.split())


def until(comes: Callable[[], bool]) -> None:
    """Look until something has come, which takes the command a while."""
    end = time.monotonic() + 60
    while not comes():
        assert time.monotonic() < end
        time.sleep(0.02)
