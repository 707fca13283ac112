"""Installed by pip as users install it, without the lock, everything that the package imports is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTRA = ("linkcheck.checking.cluster", "linkcheck.report.parquet")
"""What comes with an extra alone."""
LOADING = f"""
import importlib, pkgutil, linkcheck
for module in pkgutil.walk_packages(linkcheck.__path__, "linkcheck."):
    if module.name not in {EXTRA!r} and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
import trafilatura
"""


@pytest.mark.outside
def test_nothing_is_missing_from_what_pip_installs(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / Path(sys.executable).parent.name / Path(sys.executable).name
    install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ROOT)
    subprocess.run(install, check=True)
    done = subprocess.run(
        [python, "-c", LOADING], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
