"""Saved runs that the user names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.errors import SourceError
from linkcheck.report.from_v1 import load

if TYPE_CHECKING:
    from linkcheck.model import Report

_LARGEST = 1024 * 1024 * 1024
"""Bytes: four hundred thousand sources with all that was seen of them."""


def saved_run(path: str) -> Report:
    """The run that a file holds; SourceError where it holds none."""
    try:
        with Path(path).open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > _LARGEST:
        raise SourceError(f"{path}: larger than a saved run can be ({_LARGEST:,} bytes)")
    return load(raw, path)
