"""The command as a process that is held to a limit of the system's."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


WEIGHED = """\
import os, sys
_, status, usage = os.wait4(os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ), 0)
print(usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
"""What a process took at most is never less than what the one that began it held (execve keeps it): so this small one begins it."""


def limited(
    folder: Path, limit: Callable[[], None] | None, *arguments: str, timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; `limit` is called in its process before it begins. It writes no bytecode, which would count too."""
    return subprocess.run(
        [sys.executable, "-m", "linkcheck", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
        preexec_fn=limit,
    )
