"""Saved runs that the user names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.errors import SourceError
from linkcheck.report.from_v1 import load

if TYPE_CHECKING:
    from linkcheck.model import Report


def saved_run(path: str) -> Report:
    """The run that a file holds; SourceError where it holds none."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    return load(raw, path)
