"""What was asked of a saver and what became of it, a line of JSON each, so that a run that was cut short goes on where it was.

A capture just made is not in the archive's index for hours (FIELD §3.4), so that without this the next run would ask for it again, and a URL
may be captured five times a day by all the world together. Lines are only ever added, each forced to the disk before the next request: a
line that a crash cut off is left out when read. A link is not followed: in a stranger's repository it may lead to a file that a shell reads, and URLs
are strangers' words.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - msgspec reads the fields' types
from pathlib import Path

import msgspec

from linkcheck import bounded
from linkcheck.errors import OutputError
from linkcheck.savers import SaveState

LONGEST = 64 * 1024
"""Bytes of a line; a URL is much shorter."""
_LARGEST = 256 * 1024 * 1024
"""Bytes of a file: a million captures."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line: when, which URL at which service, and how it stands since."""

    at: datetime
    saver: str
    url: str
    state: SaveState
    job: str = ""
    captured: datetime | None = None
    copy: str = ""


@dataclass(slots=True)
class Journal:
    """The file and what it says of each URL, the last line of each deciding; but a capture that was made stays made."""

    path: Path
    known: dict[str, Entry] = field(default_factory=dict)

    def note(self, entry: Entry) -> None:
        """Write a line. OutputError where that cannot be."""
        self.keep(entry)
        try:
            with self.path.open("ab") as file:
                # A line that was cut off must not swallow this one.
                lead = b"" if _ends_well(self.path) else b"\n"
                file.write(lead + msgspec.json.encode(entry) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path} cannot be written: {error.strerror or error}") from None

    def keep(self, entry: Entry) -> None:
        """Take a line in."""
        before = self.known.get(entry.url)
        if before is None or before.state is not SaveState.SAVED or entry.state is SaveState.SAVED:
            self.known[entry.url] = entry


def read(name: str, saver: str) -> Journal:
    """The journal of a service in a file, empty where there is none yet. OutputError where it cannot be read, or is a link."""
    journal = Journal(Path(name))
    raw = bounded.whole(name, _LARGEST, "a journal of saves", OutputError)
    if journal.path.is_symlink():
        raise OutputError(
            f"{name} is a link, and no line is added behind one; name the file itself"
        )
    for line in (raw or b"").split(b"\n"):
        entry = _entry(line)
        if entry is not None and entry.saver == saver:
            journal.keep(entry)
    return journal


def _entry(line: bytes) -> Entry | None:
    if len(line) > LONGEST:
        return None
    try:
        entry = msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, RecursionError):
        return None
    times = (each for each in (entry.at, entry.captured) if each is not None)
    return entry if all(each.tzinfo is not None for each in times) else None


def _ends_well(path: Path) -> bool:
    if path.stat().st_size == 0:
        return True
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
