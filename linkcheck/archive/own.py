"""The archives that are the user's own (`--cdx`), which are asked before any other: files, or an index behind an address."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck.archive.endpoint import endpoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from linkcheck.archive.endpoint import Endpoint
    from linkcheck.archive.files import Files
    from linkcheck.model import Fetch
    from linkcheck.settings import Settings


def own(
    settings: Settings, fetch: Fetch, now: Callable[[], datetime]
) -> tuple[Endpoint | Files, ...]:
    """The archives in the order in which they were named. SettingsError for a place that is none."""
    return tuple(
        endpoint(place, settings, fetch, now)
        if place.startswith(("http://", "https://"))
        else _files(place, settings.body_limit, now)
        for place in settings.cdx
    )


def _files(place: str, limit: int, now: Callable[[], datetime]) -> Files:
    """Loaded where there are any: to read WARC files takes a tenth of the start."""
    found: Files = import_module("linkcheck.archive.files").files(place, limit, now)
    return found
