"""What goes to standard error: one line, with nothing in it that steers a terminal and no secret."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module


def complain(problem: str) -> None:
    """Say what went wrong and ends nothing; what makes it fit to be shown is loaded only then."""
    safe = import_module("linkcheck.report.safe")
    told = safe.inert(safe.shown(" ".join(problem.split())))
    with suppress(OSError):  # where nothing can be said, what is done still counts
        sys.stderr.write(f"linkcheck: {told}\n")
