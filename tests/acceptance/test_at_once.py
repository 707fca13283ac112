"""Two commands on one store at the same time, and whoever has enough, once and twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals there")

LINKS, HOSTS = 120, 12
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 9}
GONE = {"path_prefix": "/gone", "status": 404, "text": "Not here.", "delay": 0.02}
WEB = {
    "hosts": {
        f"h{number}.example": {"answers": [GONE, {"path_prefix": "/", "delay": 0.02, **PAGE}]}
        for number in range(HOSTS)
    }
}


def cited(first: int, last: int) -> str:
    """Sources, of which each host has one of five that is gone."""
    kind = ["gone", *["p"] * 4]
    return "".join(
        f"- [n{n}](http://h{n % HOSTS}.example/{kind[n // HOSTS % 5]}{n})\n"
        for n in range(first, last)
    )


def begun(site: Site, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    flags = ("--trust-settings", "--no-archive", "--no-progress", "--store", "s.sqlite")
    return subprocess.Popen(
        [sys.executable, "-m", "linkcheck", *arguments, *site.flags, *flags, "--format", "json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str], status: int) -> dict[str, Any]:
    """The report of one that has nothing to complain of."""
    out, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (status, "")
    report: dict[str, Any] = json.loads(out)
    return report


def whole(report: dict[str, Any], number: int) -> None:
    """Every source once, and each with the answers that its verdict rests on (a busy machine may let a look time out)."""
    found = report["findings"]
    assert len({each["url"] for each in found}) == len(found) == number
    for each in found:
        gone = "/gone" in each["url"]
        assert each["rule"] == ("gone" if gone else "ok")
        answers = [look for look in each["evidence"]["looks"] if not look["failure"]]
        assert len(answers) == 1 + gone, each["evidence"]


def needs(number: int) -> int:
    """Requests for so many: a second look at what is gone, and its host's front page and sibling."""
    return number + number // 5 + 2 * HOSTS


@pytest.mark.kill
@pytest.mark.parametrize(
    "other",
    [
        pytest.param("same.md", id="same article"),
        pytest.param("other.md", id="other article"),
    ],
)
def test_two_at_once(other: str, web: Web, tmp_path: Path, brisk: Path) -> None:
    """Two articles share half of their sources; what one has seen the other need not ask for, unless both do at the same moment."""
    (tmp_path / "same.md").write_text(cited(0, LINKS), "utf-8")
    (tmp_path / "other.md").write_text(cited(LINKS // 2, LINKS * 3 // 2), "utf-8")
    with web(WEB) as site:
        one, two = begun(site, tmp_path, "same.md"), begun(site, tmp_path, other)
        whole(ended(one, 1), LINKS)
        whole(ended(two, 1), LINKS)
        asked = Counter(request.url for request in site.requests)
        site.forget()
        for article in ("same.md", other):
            whole(ended(begun(site, tmp_path, article), 1), LINKS)
        assert not site.requests
    assert asked.total() <= 2 * needs(LINKS)
    assert all(times <= (4 if "/gone" in url else 2) for url, times in asked.items())


@pytest.mark.kill
@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted_it_goes_on_where_it_was(
    workers: str, web: Web, tmp_path: Path, brisk: Path
) -> None:
    """Ctrl-C, as a terminal sends it, to the workers too."""
    (tmp_path / "a.md").write_text(cited(0, 600), "utf-8")
    flags = ("a.md", "--workers", workers, "--concurrency", "4")
    with web(WEB) as site:
        for asked in (0, 150, 400):
            process = begun(site, tmp_path, *flags)
            until(partial(more_than, site, asked))
            os.killpg(process.pid, signal.SIGINT)
            assert ended(process, 3)["ending"] == "interrupted"
        whole(ended(begun(site, tmp_path, *flags), 1), 600)
        total = len(site.requests)
    assert total <= needs(600) + 3 * 4 * 2, "what was in flight, and the probes it was for"


def test_a_second_ctrl_c_ends_it_at_once(web: Web, tmp_path: Path, brisk: Path) -> None:
    """While nobody reads the report, so that it cannot be written."""
    (tmp_path / "a.md").write_text(cited(0, 600), "utf-8")
    with web(WEB) as site:
        process = begun(site, tmp_path, "a.md")
        until(partial(more_than, site, 50))
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.read(1) == "{"
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 3
        _, said = process.communicate()
    assert said == ""


@pytest.mark.kill
@pytest.mark.skipif(sys.platform != "linux", reason="whose children they are, /proc tells")
def test_a_second_ctrl_c_waits_for_no_worker(web: Web, tmp_path: Path, brisk: Path) -> None:
    (tmp_path / "a.md").write_text(cited(0, 600), "utf-8")
    with web(WEB) as site:
        process = begun(site, tmp_path, "a.md", "--workers", "2")
        until(partial(more_than, site, 50))
        workers = children(process.pid)
        try:
            for worker in workers:
                os.kill(worker, signal.SIGSTOP)
            process.send_signal(signal.SIGINT)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(1)
            process.send_signal(signal.SIGINT)
            assert process.wait(2) == 3
        finally:
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
        assert process.communicate() == ("", "")


def more_than(site: Site, number: int) -> bool:
    return len(site.requests) > number


def children(parent: int) -> list[int]:
    told = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(each) for each in told.split()]


def until(comes: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not comes():
        assert time.monotonic() < end
        time.sleep(0.02)
