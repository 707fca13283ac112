"""A real pywb, in an environment and a process of its own, over WARC files that a test writes.

`make setup` makes the environment (tests/archive/pywb.lock), since pywb asks for other versions than we do.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BIN = Path(sys.prefix) / "pywb" / ("Scripts" if sys.platform == "win32" else "bin")
_PATIENCE = 60.0
"""Seconds until it must answer; it takes two on a quiet machine."""
_CONFIG = """\
collections:
  coll:
    index_paths: ./index.cdxj
    archive_paths: ./
enable_memento: true
framed_replay: {framed}
redirect_to_exact: {exact}
"""


@dataclass(frozen=True, slots=True)
class Captured:
    """One response to be written; `day` is an ISO date and time in UTC. `revisit` repeats the page of that day."""

    url: str
    day: str
    body: str = ""
    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=dict)
    revisit: str | None = None


def write_warc(path: Path, captures: Iterable[Captured]) -> Path:
    """A WARC file of these captures, a gzip member each."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        digests: dict[str, str] = {}
        for one in captures:
            fields = {"Content-Type": "text/html; charset=utf-8"} | one.headers
            head = StatusAndHeaders(one.status, list(fields.items()), protocol="HTTP/1.1")
            if one.revisit is not None:
                record = writer.create_revisit_record(
                    one.url, digests[one.revisit], one.url, one.revisit, http_headers=head
                )
                record.rec_headers.replace_header("WARC-Date", one.day)
            else:
                record = writer.create_warc_record(
                    one.url,
                    "response",
                    payload=BytesIO(one.body.encode()),
                    http_headers=head,
                    warc_headers_dict={"WARC-Date": one.day},
                )
            writer.write_record(record)
            record.raw_stream.close()
            digests[one.day] = record.rec_headers.get_header("WARC-Payload-Digest")
    return path


def index(folder: Path, *, plain: bool = False) -> Path:
    """The index that pywb's own tool makes of a folder's WARC files, CDXJ or `plain` CDX."""
    path = folder / ("index.cdx" if plain else "index.cdxj")
    warcs = sorted(each.name for each in folder.glob("*.warc.gz"))
    command = [str(BIN / "cdx-indexer"), *([] if plain else ["-j"]), "-s", "-o", path.name, *warcs]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return path


@contextmanager
def serving_pywb(folder: Path, *, framed: bool = True) -> Iterator[str]:
    """pywb over a folder's WARC files; gives the collection's address, `http://127.0.0.1:PORT/coll/`."""
    index(folder)
    words = {"framed": str(framed).lower(), "exact": str(not framed).lower()}
    (folder / "config.yaml").write_text(_CONFIG.format(**words), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(BIN / "wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    with (folder / "pywb.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _until_it_answers(process, f"http://127.0.0.1:{port}/coll/cdx?url=http://a.example/")
        yield f"http://127.0.0.1:{port}/coll/"
    finally:
        process.terminate()
        process.wait(10)


def _until_it_answers(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("pywb does not answer")
