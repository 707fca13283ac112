"""`--cluster` on real schedulers and workers: the findings and the politeness of one process, whoever dies or has enough."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck import __version__
from tests.accuracy import CASES, article, read_part
from tests.cluster.machines import ROOT, Machines, machines
from tests.web.site import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]

BRISK = 'second-look = "100ms"\ninterval = "10ms"\ninterval-floor = "10ms"\nper-host = 2\nper-host-start = 2\n'
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 9}
HOSTS, LINKS = 12, 600
TRUSTING = ("--trust-settings", "--no-progress")


def manifest() -> dict[str, object]:
    """Pages that take 30 ms, one of ten gone, and one host to which others' pages moved."""
    answers = [
        {"path_prefix": "/gone", "status": 404, "text": "Not here.", "delay": 0.03},
        {
            "path_prefix": "/moved",
            "status": 301,
            "headers": {"Location": "http://goal.example/here"},
        },
        {"path_prefix": "/", "delay": 0.03, **PAGE},
    ]
    hosts = {f"h{number}.example": {"answers": answers} for number in range(HOSTS)}
    return {"hosts": {**hosts, "goal.example": {"answers": [{"delay": 0.03, **PAGE}]}}}


def urls() -> list[str]:
    kinds = ["gone", "moved", *["p"] * 8]
    return [f"http://h{n % HOSTS}.example/{kinds[n // HOSTS % 10]}{n}" for n in range(LINKS)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "urls.txt").write_text("\n".join(urls()), "utf-8")
    (tmp_path / "linkcheck.toml").write_text(BRISK, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("cluster")) as own:
        yield own


def begun(site: Site, folder: Path, cluster: str) -> subprocess.Popen[bytes]:
    """A run in a group of processes of its own, as a shell starts it."""
    command = [sys.executable, "-m", "linkcheck", "urls.txt", *site.flags, "--trust-settings"]
    command += ["--no-archive", "--no-progress", "--cluster", cluster, "--store", "store.sqlite"]
    command += ["--fail-on", "never", "--quiet", "-o", "json=run.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)


def once_asked(site: Site, number: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the web has seen so many requests."""
    deadline = time.monotonic() + 60
    while len(site.requests) < number and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.poll() is None, "it was to be in the middle"


def findings(folder: Path) -> list[dict[str, Any]]:
    report = json.loads((folder / "run.json").read_text("utf-8"))
    assert report["ending"] == "complete"
    found: list[dict[str, Any]] = report["findings"]
    assert [each["url"] for each in found] == urls()
    assert {each["outcome"] for each in found} == {"alive", "dead", "suspect"}
    return found


def test_it_finds_what_one_process_finds_and_no_host_notices(
    run_cli: RunCli, tmp_path: Path
) -> None:
    cases, web = read_part(CASES / "developed")
    some = tuple(case for case in cases if "timeout" not in case.rules)[::3]
    (tmp_path / "article.md").write_text(article(some), "utf-8")
    flags = ("--no-archive", "--no-store", "--fail-on", "never", "--format", "json")
    said = []
    with serving(web) as site:
        for crew in (("--workers", "1"), ("--workers", "2"), ("--cluster", "local:2")):
            site.forget()
            done = run_cli("article.md", *site.flags, *flags, *crew, timeout=120)
            assert done.returncode == 0, done.stderr
            report = json.loads(done.stdout)
            said.append([(each["url"], each["rule"]) for each in report["findings"]])
            for host in {request.host for request in site.requests}:
                assert site.peak(host) <= 10
    assert len(said[0]) > 100
    assert said[0] == said[1] == said[2]


def test_limits_hold_where_others_lead_to_a_host(folder: Path) -> None:
    with serving(manifest()) as site:
        assert begun(site, folder, "local:3").wait() == 0
        asked = Counter(request.host for request in site.requests)
        assert asked["goal.example"] == LINKS // 10
        for host in asked:
            assert site.peak(host) <= 2, host
            # Requests are written down when they come; ten in a row smooth what two event loops wait for each other.
            gaps = site.gaps(host)
            assert sum(gaps) >= 0.9 * 0.010 * len(gaps)
    findings(folder)


def test_a_worker_that_is_killed_costs_no_target(folder: Path, scheduler: Machines) -> None:
    scheduler.add(2)
    with serving(manifest()) as site:
        process = begun(site, folder, scheduler.address)
        once_asked(site, 200, process)
        os.kill(scheduler.pids()[0], signal.SIGKILL)
        assert process.wait() == 0
        asked = Counter(request.url for request in site.requests)
    seen = findings(folder)
    # What one worker had not told yet, at most half a second of two requests in flight at each of its hosts, is asked again.
    needed = sum(len(look["hops"]) for each in seen for look in each["evidence"]["looks"])
    assert asked.total() <= needed + HOSTS * 4 + 0.2 * needed


def test_ctrl_c_ends_it_with_what_it_has_and_the_next_run_goes_on(folder: Path) -> None:
    with serving(manifest()) as site:
        process = begun(site, folder, "local:2")
        once_asked(site, 200, process)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait() == 3
        report = json.loads((folder / "run.json").read_text("utf-8"))
        assert report["ending"] == "interrupted"
        known = [each for each in report["findings"] if each["evidence"]]
        assert 0 < len(known) < LINKS
        assert begun(site, folder, "local:2").wait() == 0
        asked = Counter(request.url for request in site.requests)
    seen = findings(folder)
    needed = sum(len(look["hops"]) for each in seen for look in each["evidence"]["looks"])
    # Asked again: what was under way at each host, and chains in the middle; a front page is asked once a host.
    assert asked.total() <= needed + HOSTS + 2 * HOSTS + LINKS // 10


def other_version(folder: Path) -> dict[str, str]:
    package = folder / "elsewhere" / "linkcheck"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('__version__ = "0.0.1"\n', "utf-8")
    return {"PYTHONPATH": str(package.parent)}


def nobody(_machines: Machines, _folder: Path) -> None:
    """A scheduler alone."""


def strangers(own: Machines, folder: Path) -> None:
    own.add(1, other_version(folder))


@pytest.mark.parametrize(
    ("has", "said"),
    [
        pytest.param(nobody, "it has no workers", id="no-workers"),
        pytest.param(strangers, "its workers say: 0.0.1", id="another-version"),
    ],
)
def test_a_cluster_that_cannot_do_it_is_one_line(
    folder: Path, run_cli: RunCli, has: Callable[[Machines, Path], None], said: str
) -> None:
    with machines(folder) as own, serving(manifest()) as site:
        has(own, folder)
        done = run_cli("urls.txt", *site.flags, *TRUSTING, "--cluster", own.address)
        assert not site.requests
    told = f"linkcheck: --cluster {own.address}: {said}; they need linkcheck {__version__}\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_no_scheduler_is_one_line(folder: Path, run_cli: RunCli) -> None:
    done = run_cli("urls.txt", *TRUSTING, "--cluster", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert done.stderr.startswith("linkcheck: --cluster tcp://127.0.0.1:1: no scheduler answers")
    assert done.stderr.count("\n") == 1
