"""What was fetched, written as WARC 1.1 (ISO 28500:2017) as it came: `--warc FILE`, which replays in pywb.

A response is a `response` record with its `request` (§6.3, §6.4), the peer's address as `WARC-IP-Address`, a gzip member each (annex D). The body is
what came over the wire, still in its Content-Encoding; the chunks of a transfer are gone, so that its header is renamed, as
Webrecorder's tools do. What the reading bound cut off says `WARC-Truncated: length`, what the deadline did `time`, what broke off
`disconnect` (§5.13). Bytes that came before under the same digest make a `revisit` (§6.7). A file ends at 1 GB, as archives ask
(annex C), and the next has a number. Passwords and cookies that we sent are left out: a WARC is made to be given away.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit, urlunsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linkcheck import __version__
from linkcheck.errors import OutputError
from linkcheck.model import Recorded
from linkcheck.web.echo import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from warcio.recordloader import ArcWarcRecord

    from linkcheck.web.exchange import Exchange, Fields, Reply

LARGEST = 1_000_000_000
"""Bytes from which on a new file is begun."""
_REMEMBERED = 50_000
"""Payloads that a revisit can refer to: 10 MB of digests and URLs."""
_UNCHUNKED = {b"transfer-encoding": b"X-Orig-Transfer-Encoding"}


@dataclass(slots=True)
class Warc:
    """Writes exchanges, one after the other, while the loop goes on. `room` is how many bytes of a body are wanted."""

    path: Path
    room: int
    recorded: Recorded = field(default_factory=Recorded)
    problem: str = ""
    """Why no more is written; "" while all is well."""
    _file: BinaryIO | None = None
    _whole: int = 0
    """Bytes of the file that are whole records."""
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _known: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)

    async def __call__(self, exchange: Exchange) -> None:
        """Write one exchange; from the first that cannot be written on (a full disk) nothing more is, which is said."""
        async with self._writing:
            if not self.problem:
                await asyncio.to_thread(self._try, exchange)

    def close(self) -> None:
        """Close the file that is open; what still waits in its buffer may fit no more, and half a record is none."""
        if self._file is None:
            return
        try:
            self._file.close()
        except OSError as error:
            self._give_up(error)
        if self.problem:
            os.truncate(self._file.name, self._whole)

    def _try(self, exchange: Exchange) -> None:
        try:
            self._write(exchange)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self.problem = f"{self.path} cannot be written: {error.strerror or error}"

    def _write(self, exchange: Exchange) -> None:
        file = self._current()
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        response, is_revisit = self._response(writer, exchange)
        _write_pair(writer, response, _request(writer, exchange))
        file.flush()
        self._whole = file.tell()
        self.recorded = replace(
            self.recorded,
            responses=self.recorded.responses + 1,
            revisits=self.recorded.revisits + is_revisit,
            truncated=self.recorded.truncated + bool(exchange.cut),
        )

    def _current(self) -> BinaryIO:
        """The file to write to, with its warcinfo; a new one where there is none yet, or the last is full."""
        if self._file is not None and self._file.tell() < LARGEST:
            return self._file
        self.close()
        path = _numbered(self.path, len(self.recorded.files))
        self._file, self._whole = path.open("xb"), 0
        writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        about = {"software": f"linkcheck/{__version__}", "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(path.name, about))
        self.recorded = replace(self.recorded, files=(*self.recorded.files, str(path)))
        return self._file

    def _response(self, writer: WARCWriter, exchange: Exchange) -> tuple[ArcWarcRecord, bool]:
        """The record of an answer, and whether it only refers to one that came before."""
        url, date = _target(exchange.url), _date(exchange.at)
        fields = {"WARC-Date": date}
        if exchange.reply.address:
            fields["WARC-IP-Address"] = exchange.reply.address
        digest = _digest(exchange.reply.body)
        if exchange.reply.body and not exchange.cut and digest in self._known:
            first_url, first_date = self._known[digest]
            record = writer.create_revisit_record(
                url,
                digest,
                first_url,
                first_date,
                http_headers=_head(exchange.reply),
                warc_headers_dict=fields,
            )
            return record, True
        if exchange.cut:
            fields["WARC-Truncated"] = exchange.cut
        elif exchange.reply.body:
            self._remember(digest, url, date)
        record = writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(exchange.reply.body),
            length=len(exchange.reply.body),
            warc_headers_dict=fields,
            http_headers=_head(exchange.reply),
        )
        return record, False

    def _remember(self, digest: str, url: str, date: str) -> None:
        self._known[digest] = (url, date)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)


def warc(place: str, room: int) -> Warc:
    """The writer for a file that is not there yet; OutputError where one is: captures are never overwritten."""
    path = Path(place)
    if path.exists() or not path.parent.is_dir():
        why = "exists already" if path.exists() else "cannot be written: no such folder"
        raise OutputError(f"--warc {path} {why}; name a new file")
    return Warc(path, room)


def _write_pair(writer: WARCWriter, response: ArcWarcRecord, request: ArcWarcRecord) -> None:
    try:
        writer.write_request_response_pair(request, response)
    finally:
        for record in (request, response):
            record.raw_stream.close()


def _request(writer: WARCWriter, exchange: Exchange) -> ArcWarcRecord:
    """What was sent, without what lets its sender in."""
    asked = exchange.request
    fields = tuple(pair for pair in asked.fields if not is_secret(pair[0].decode()))
    head = StatusAndHeaders(
        f"GET {asked.target.decode('latin-1')} HTTP/1.1", list(_texts(fields)), is_http_request=True
    )
    return writer.create_warc_record(
        _target(exchange.url),
        "request",
        payload=BytesIO(),
        length=0,
        warc_headers_dict={"WARC-Date": _date(exchange.at)},
        http_headers=head,
    )


def _head(reply: Reply) -> StatusAndHeaders:
    version, reason = reply.version.decode("latin-1"), reply.reason.decode("latin-1")
    fields = tuple((_UNCHUNKED.get(name.lower(), name), value) for name, value in reply.fields)
    return StatusAndHeaders(f"{reply.status} {reason}".rstrip(), list(_texts(fields)), version)


def _texts(fields: Fields) -> Iterator[tuple[str, str]]:
    """Header fields as text: bytes beyond ASCII are UTF-8 where they can be, else Latin-1 (RFC 9110 §5.5)."""
    for name, value in fields:
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        yield name.decode("latin-1"), text


def _target(url: str) -> str:
    """The URL without a user's name and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _date(at: datetime) -> str:
    """To the microsecond, as WARC 1.1 §5.4 allows."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(body: bytes) -> str:
    """As WARC files label it, base 32 of SHA-1 (§5.8); it tells copies apart, and guards nothing."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _numbered(path: Path, number: int) -> Path:
    """`run.warc.gz` first, then `run-1.warc.gz`, `run-2.warc.gz` and so on."""
    if not number:
        return path
    stem, dot, rest = path.name.partition(".")
    return path.with_name(f"{stem}-{number}{dot}{rest}")
