"""A web that means harm, asked by the command: what comes of each behaviour, and what all of them together may cost.

The bounds were set beforehand and are seen from outside the process: 30 s, 50 MB more memory than a plain run, 2 MiB of a
host's answer. They hold for all behaviours of a group together, so for each of them.
"""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import BRISK, ROOT
from tests.hostile.addresses import ADDRESSES
from tests.hostile.answers import ANSWERS
from tests.hostile.pages import PAGES
from tests.hostile.table import PAGE, PRIVATE, Behaviour
from tests.limits import WEIGHED
from tests.web.site import Site, serving

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 30
MEGABYTES = 50
READ = 2 * 1024 * 1024

ALL = (*ADDRESSES, *ANSWERS, *PAGES)
GROUPS = {
    "addresses": ADDRESSES,
    "answers": tuple(each for each in ANSWERS if not each.waits),
    "those that keep us waiting": tuple(each for each in ANSWERS if each.waits),
    "pages": PAGES,
}
FORMATS = ("html", "markdown", "sarif", "junit", "csv", "github", "csl", "jsonl", "terminal")
PLAIN = tuple(Behaviour(f"plain {n}", frozenset({"ok"}), ({"path": "/x", **PAGE},)) for n in range(50))  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One run of the command and what it cost."""

    findings: dict[str, dict[str, Any]]
    seconds: float
    megabytes: float
    asked: frozenset[str]
    taken: dict[str, int]
    status: int
    folder: Path


def settings(group: tuple[Behaviour, ...]) -> str:
    """Little patience with those who keep us waiting; the others are busy with each other on a slow machine."""
    patience = "2s" if any(each.waits for each in group) else "20s"
    names = "3s" if group is ADDRESSES else patience
    return BRISK.replace('"2s"', f'"{patience}"') + f'dns-timeout = "{names}"\n'


def run(group: tuple[Behaviour, ...], folder: Path) -> Run:
    """The command, on an article that cites all of a group."""
    (folder / "linkcheck.toml").write_text(settings(group), "utf-8")
    cited = "".join(f"<p><a href='{html.escape(b.cited)}'>{html.escape(b.name)}</a></p>\n" for b in group)  # fmt: skip
    (folder / "a.html").write_text(f"<html><body>{cited}", "utf-8")
    hosts = {name: table for each in group for name, table in each.tables().items()}
    with serving({"hosts": hosts}) as site:
        seconds, megabytes, status = command(site, folder)
        report = json.loads((folder / "r.json").read_text("utf-8"))
        return Run(
            findings={r["label"]: f for f in report["findings"] for r in f["references"]},
            seconds=seconds,
            megabytes=megabytes,
            asked=frozenset(request.host for request in site.requests),
            taken={each.own: site.taken(each.own) for each in group},
            status=status,
            folder=folder,
        )


def command(site: Site, folder: Path) -> tuple[float, float, int]:
    """Seconds, megabytes at most, and exit code."""
    outputs = [part for name in FORMATS for part in ("-o", f"{name}={folder / f'out.{name}'}")]
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-S", "-c", WEIGHED, "-m", "linkcheck", "a.html", *site.flags, "--trust-settings",
         "--no-archive", "--no-progress", "--quiet", "-o", "json=r.json", *outputs],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:  # fmt: skip
        told, said = process.communicate()
    assert said == ""
    status, kilobytes = map(int, told.split()[-2:])
    return time.monotonic() - started, kilobytes / 1024, status


class Runs(dict[str, Run]):
    """Each group once, when it is wanted first."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        super().__init__()
        self._folders = folders

    def __missing__(self, name: str) -> Run:
        group = PLAIN if name == "plain" else GROUPS[name]
        self[name] = run(group, self._folders.mktemp("hostile"))
        return self[name]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """The runs of this module."""
    return Runs(tmp_path_factory)


def marks(group: str) -> tuple[pytest.MarkDecorator, ...]:
    """All runs of a group by one worker; pages keep both sides busy for many seconds, and tests of the stage have them too."""
    together = pytest.mark.xdist_group(f"hostile {group}")
    return (together, pytest.mark.kill) if group == "pages" else (together,)


by_group = pytest.mark.parametrize(
    "group", [pytest.param(name, marks=marks(name)) for name in GROUPS]
)


def test_there_are_many_and_each_has_its_name() -> None:
    assert len({each.name for each in ALL}) == len(ALL) > 80
    assert len({each.own for each in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("group", "behaviour"),
    [
        pytest.param(name, each, id=each.name, marks=marks(name))
        for name, group in GROUPS.items()
        for each in group
    ],
)
def test_what_comes_of(runs: Runs, group: str, behaviour: Behaviour) -> None:
    found = runs[group].findings[behaviour.name]
    assert found["rule"] in behaviour.rules, found["reason"]
    assert not runs[group].asked & set(behaviour.silent)


@pytest.mark.xdist_group("hostile addresses")
def test_nobody_is_asked_who_was_not_cited(runs: Runs) -> None:
    """By no look, and by none of the probes that follow one: not by an address, and no host whose addresses are all inside."""
    tables = {name: table for each in ADDRESSES for name, table in each.tables().items()}
    inside = {each.own for each in ADDRESSES if each.rules == PRIVATE and "dns" in each.host}
    assert len(inside) > 5
    assert runs["addresses"].asked <= tables.keys() - inside


@by_group
def test_it_ends_in_time(runs: Runs, group: str) -> None:
    assert runs[group].seconds < SECONDS
    assert runs[group].status in (0, 1)


@by_group
def test_it_takes_little_more_memory_than_a_plain_run(runs: Runs, group: str) -> None:
    assert runs[group].megabytes < runs["plain"].megabytes + MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much was acknowledged")
@by_group
def test_little_is_read_of_what_is_sent(runs: Runs, group: str) -> None:
    assert max(runs[group].taken.values()) < READ
    assert group == "addresses" or max(runs[group].taken.values()) > 1024
