"""The machine that a measurement was made on, for whoever compares with it."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CODE = Path(sys.prefix, "bench-code")
_UNWANTED = "PYTHONDONTWRITEBYTECODE"


def machine() -> dict[str, object]:
    """Processor, how many of it, what they were busy with at the moment, system and Python."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def environment(**more: str) -> dict[str, str]:
    """A user's, where the command is installed: its code is found, and its bytecode kept from call to call."""
    usual = {name: value for name, value in os.environ.items() if name != _UNWANTED}
    return {**usual, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(_CODE), **more}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())
