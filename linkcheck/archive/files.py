"""Captures in WARC files of one's own, by the CDX or CDXJ file that indexes them: no server, no request.

An index file is sorted by SURT key (ISO 28500's companions; pywb, IA's `cdx-indexer`), so that a URL's rows are found by halving, in
files larger than memory too. The WARC stands beside its index, in the folder `archive` next to the index's as pywb lays a
collection out, or where the row says. A revisit's page is in the record that has its digest (WARC 1.1 §6.7).
"""

from __future__ import annotations

import asyncio
import mmap
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from linkcheck.archive import cdx
from linkcheck.archive.folding import compare, surt
from linkcheck.archive.wayback import NONE, failed, listed
from linkcheck.errors import SettingsError
from linkcheck.model import Answer, Hop
from linkcheck.replay import moment, replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from warcio.recordloader import ArcWarcRecord

    from linkcheck.archive.wayback import Listing
    from linkcheck.model import Ask

ENOUGH = 2000
"""Rows of one key that are read; more captures of one URL than these tell nothing new."""
_ORIGINAL = "x-archive-orig-"


@dataclass(frozen=True, slots=True)
class Files:
    """The captures that one index file lists."""

    index: Path
    limit: int
    now: Callable[[], datetime]

    @property
    def hosts(self) -> frozenset[str]:
        """None: nothing is asked."""
        return frozenset()

    @property
    def requests(self) -> int:
        """None."""
        return 0

    async def captures(self, url: str, day: date | None, *, wait: bool = True) -> Listing:  # noqa: ARG002 - a file has no queue
        """All captures of a URL that the index lists."""
        try:
            rows = await asyncio.to_thread(self._rows, url)
        except OSError as error:
            return failed("failure", failure=error.strerror or str(error))
        return listed(rows, self.index.name, self._shown, url, self.now()) if rows else NONE

    async def nearest(self, url: str, day: date | None) -> Listing:
        """The same: there is nothing cheaper."""
        return await self.captures(url, day)

    async def raw(self, url: str) -> Answer | None:
        """A capture's bytes as they were stored; a failure where its WARC cannot be read."""
        return await asyncio.to_thread(self._raw, url)

    async def page(self, ask: Ask) -> Answer | None:
        """A capture by its URL."""
        return await self.raw(ask.url)

    def _shown(self, digits: str, original: str) -> str:
        return f"{self.index.resolve().as_uri()}/{digits}/{original}"

    def _rows(self, url: str) -> list[cdx.Row]:
        """The rows of a URL and of those that archives file under the same key."""
        key = surt(url).encode()
        with (
            self.index.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
        ):
            lines = [line.decode("utf-8", "replace") for line in _under(text, key)]
        return [row for row in cdx.read_lines(lines) if compare(url, row.get("original", ""))]

    def _raw(self, url: str) -> Answer | None:
        shown = replay(url)
        if shown is None:
            return None
        rows = [row for row in self._rows(shown.original) if moment(row["timestamp"])]
        if not rows:
            return Answer(hop=Hop(url=url, status=404))
        row = min(rows, key=lambda each: abs(_time(each) - shown.captured))
        try:
            return self._answer(url, row, rows)
        except (OSError, ArchiveLoadFailed, KeyError, ValueError):
            return None

    def _answer(self, url: str, row: cdx.Row, rows: list[cdx.Row]) -> Answer:
        """The response of a row's record; of a revisit its own head and the body of the record with its digest."""
        same = (each for each in rows if each.get("digest") == row.get("digest"))
        first = min(same, key=lambda each: each.get("mimetype") == "warc/revisit", default=row)
        record, body = self._record(first if row.get("mimetype") == "warc/revisit" else row)
        fields = record.http_headers.headers if record.http_headers else ()
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        headers = {f"{_ORIGINAL}{name.lower()}": value for name, value in fields}
        headers["memento-datetime"] = format_datetime(_time(row), usegmt=True)
        headers |= {"content-type": headers.get(f"{_ORIGINAL}content-type", "")}
        hop = Hop(
            url=url,
            status=int(status),
            location=headers.get(f"{_ORIGINAL}location"),
            headers=tuple(headers.items()),
        )
        return Answer(hop=hop, body=body[: self.limit], truncated=len(body) > self.limit)

    def _record(self, row: cdx.Row) -> tuple[ArcWarcRecord, bytes]:
        with self._warc(row["filename"]).open("rb") as file:
            file.seek(int(row["offset"]))
            record = next(iter(ArchiveIterator(file, check_digests=False)))
            return record, record.content_stream().read(self.limit + 1)

    def _warc(self, name: str) -> Path:
        """Where a row's WARC is; FileNotFoundError where it is nowhere."""
        here = self.index.parent
        places = (here / name, here.parent / "archive" / name, Path(name))
        return next((place for place in places if place.is_file()), places[0])


def files(place: str, settings_limit: int, now: Callable[[], datetime]) -> Files:
    """The captures of an index file; SettingsError where there is none."""
    path = Path(place)
    if not path.is_file() or path.stat().st_size == 0:
        raise SettingsError(
            f"--cdx {place}: no index file there, and no http(s) address of an index"
        )
    return Files(path, settings_limit, now)


def _time(row: cdx.Row) -> datetime:
    when = moment(row["timestamp"])
    assert when is not None
    return when


def _under(text: mmap.mmap, key: bytes) -> Iterator[bytes]:
    """The lines that have this key."""
    lead = key + b" "
    at = _first(text, lead)
    for _ in range(ENOUGH):
        end = text.find(b"\n", at)
        line = text[at : end if end >= 0 else len(text)]
        if not line.startswith(lead):
            return
        yield line
        if end < 0:
            return
        at = end + 1


def _first(text: mmap.mmap, key: bytes) -> int:
    """Where the first line that is not before `key` begins, by halving."""
    low, high = 0, len(text)
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.find(b"\n", middle)
        after = len(text) if end < 0 else end + 1
        if text[middle:after] < key:
            low = after
        else:
            high = middle
    return low
