"""Whoever has enough while the command is still loading what it needs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is heard, /proc tells")

CALLERS = {
    "script": [str(Path(sys.executable).with_name("linkcheck"))],
    "module": [sys.executable, "-m", "linkcheck"],
}
MOMENTS = [n * 0.05 for n in range(13)]
"""Seconds since our first line: all is loaded after 0.2 to 0.5."""


@pytest.mark.parametrize(
    ("caller", "number"),
    [
        pytest.param("script", signal.SIGINT, id="script-ctrl-c"),
        pytest.param("module", signal.SIGTERM, id="module-term", marks=pytest.mark.kill),
        pytest.param("script", signal.SIGTERM, id="script-term", marks=pytest.mark.kill),
        pytest.param("module", signal.SIGINT, id="module-ctrl-c", marks=pytest.mark.kill),
    ],
)
def test_it_ends_quietly_at_any_moment(caller: str, number: signal.Signals, tmp_path: Path) -> None:
    """It would wait for its standard input for ever."""
    for moment in MOMENTS:
        process = begun(caller, tmp_path)
        until(partial(hears, process.pid))
        time.sleep(moment)
        process.send_signal(number)
        assert process.wait(60) == 3, moment
        assert process.communicate() == ("", ""), moment


def begun(caller: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*CALLERS[caller], "check", "-", "--store", "s.sqlite"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def until(comes: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not comes():
        assert time.monotonic() < end


def hears(process: int) -> bool:
    """Whether a process has a handler for SIGTERM (proc_pid_status(5)), which Python has not of itself."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return bool(int(told["SigCgt"], 16) >> (signal.SIGTERM - 1) & 1)
