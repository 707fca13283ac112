"""Saved runs that the user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck import bounded
from linkcheck.errors import SourceError
from linkcheck.report.from_v1 import load

if TYPE_CHECKING:
    from linkcheck.model import Report

_LARGEST = 1024 * 1024 * 1024
"""Bytes: four hundred thousand sources with all that was seen of them."""


def saved_run(path: str) -> Report:
    """The run that a file holds; SourceError where it holds none."""
    raw = bounded.whole(path, _LARGEST, "a saved run", SourceError)
    if raw is None:
        raise SourceError(f"{path}: there is no such file")
    return load(raw, path)
