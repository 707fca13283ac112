"""Rows of a capture index in every dialect that archives write it in, as pure readers.

Wayback answers a JSON array under a header row, whose end may be an empty row and a resume key; pywb a JSON object a line
(`output=json`) or CDXJ, `key time {…}` (its own default); OutbackCDX and files plain CDX, fields by blanks, 11 or 9 of them, their
order in a first line ` CDX N b a …` or else as IA's crawls write them (FIELD §3.2). A revisit has its page's bytes elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from linkcheck.archive.folding import ascii_url, compare
from linkcheck.model import Memento
from linkcheck.replay import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

Row = dict[str, str]
"""By Wayback's names: timestamp, original, mimetype, statuscode, digest; of an archive's own files also filename, offset."""

SLACK = timedelta(days=1)
"""How far a capture's time may lie ahead of our clock before it counts as one from the future (FIELD §3.5)."""

_STATUS = re.compile(r"[1-5][0-9]{2}")
_REVISIT = "warc/revisit"
_NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}
_LETTERS = {
    "a": "original",
    "b": "timestamp",
    "m": "mimetype",
    "s": "statuscode",
    "k": "digest",
    "V": "offset",
    "g": "filename",
}
_ORDERS = {11: "NbamskrMSVg", 10: "NbamskrMVg", 9: "NbamskrVg", 7: "NbamskS"}


def rows(body: bytes) -> list[Row] | None:
    """The rows of an answer, in the order they stand; None for what is none of the dialects, and for nothing at all."""
    if body.lstrip()[:1] == b"[":
        return _table(body)
    return list(read_lines(body.decode("utf-8", "replace").split("\n"))) or None


def read_lines(lines: Iterable[str]) -> Iterable[Row]:
    """The rows of CDXJ, of CDX and of an object a line; what is no row is left out."""
    order = ""
    for line in lines:
        if line.startswith(" CDX "):
            order = line.removeprefix(" CDX ").replace(" ", "").strip()
        elif row := _line(line.strip(), order):
            yield row


def _line(line: str, order: str) -> Row | None:
    if line.startswith(("!", "@")):
        return None
    head, brace, tail = line.partition("{")
    if brace:
        return _object(head.split(), brace + tail)
    fields = line.split()
    letters = order or _ORDERS.get(len(fields), "")
    if len(letters) != len(fields):
        return None
    return {
        _LETTERS[name]: field
        for name, field in zip(letters, fields, strict=True)
        if name in _LETTERS
    }


def _object(head: list[str], text: str) -> Row | None:
    try:
        read = msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        return None
    row = {_NAMES.get(key, key): _text(value) for key, value in read.items()}
    return row | {"timestamp": head[-1]} if len(head) > 1 else row


def _table(body: bytes) -> list[Row] | None:
    """Wayback's JSON; rows of another length than the header's are a resume key and what stands before it."""
    try:
        text = body.decode("utf-8", "replace")
        table = msgspec.json.decode(text, type=list[list[str | int | None]])
    except (msgspec.DecodeError, RecursionError):
        return None
    if not table:
        return []
    header = [str(name) for name in table[0]]
    if not {"timestamp", "original"} <= set(header):
        return None
    return [
        dict(zip(header, map(_text, row), strict=True))
        for row in table[1:]
        if len(row) == len(header)
    ]


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) else ""


def mementos(found: Iterable[Row], archive: str, shown: Callable[[str, str], str]) -> list[Memento]:
    """The rows as mementos, those that are no captures left out; `shown` makes a URL of time and original."""
    made = (_memento(row, archive, shown) for row in found)
    return [memento for memento in made if memento is not None]


def _memento(row: Row, archive: str, shown: Callable[[str, str], str]) -> Memento | None:
    """None where it is no row: no real time of 14 digits, a status that is none, no original."""
    digits, status = row.get("timestamp", ""), row.get("statuscode", "-")
    captured = moment(digits) if len(digits) == 14 else None
    original = row.get("original", "")
    if captured is None or not original or not (status in {"-", ""} or _STATUS.fullmatch(status)):
        return None
    media_type, digest = row.get("mimetype", "").lower(), row.get("digest", "")
    return Memento(
        archive=archive,
        url=shown(digits, ascii_url(original)),
        original=original,
        captured=captured,
        status=int(status) if status.isdecimal() else None,
        media_type=media_type if "/" in media_type and media_type != _REVISIT else "",
        digest=digest if digest != "-" else "",
    )


def of_page(read: Iterable[Memento], url: str, now: datetime) -> tuple[Memento, ...]:
    """Those that are of the URL asked for by any folding, and not from the future."""
    compared = ((memento, compare(url, memento.original)) for memento in read)
    return tuple(
        replace(memento, match=match)
        for memento, match in compared
        if match is not None and memento.captured <= now + SLACK
    )


def revisits_resolved(found: tuple[Memento, ...]) -> tuple[Memento, ...]:
    """A revisit has its page's bytes elsewhere: the row with its digest says what status they came with."""
    known = {memento.digest: memento for memento in reversed(found) if memento.status is not None}
    return tuple(
        replace(memento, status=first.status, media_type=first.media_type)
        if memento.status is None and memento.digest and (first := known.get(memento.digest))
        else memento
        for memento in found
    )
