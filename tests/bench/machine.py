"""The machine that a measurement was made on, for whoever compares with it."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
_RESULTS = Path(__file__).parent / "results"
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


def tell(found: Mapping[str, Any], name: str, *, save: bool) -> None:
    """Print what was measured, and keep it as the result of that name where that is wished."""
    text = json.dumps(found, indent=2) + "\n"
    sys.stdout.write(text)
    sys.stdout.flush()
    if save:
        _RESULTS.mkdir(exist_ok=True)
        (_RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
