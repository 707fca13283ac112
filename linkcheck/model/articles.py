"""The nouns of an article: what is read, and what it cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Value = str | int | float
MASK = "***"
"""What stands where a secret stood, in whatever is shown or saved."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said in the reader's language: the id of a sentence and what to put into it."""

    id: str
    values: tuple[tuple[str, Value], ...] = ()


def remark(id_: str, /, **values: Value) -> Remark:
    """`remark("gone", status=404)`: a Remark with its values by name."""
    return Remark(id_, tuple(values.items()))


# ── read ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Kind(StrEnum):
    """What an input is, which decides who reads it."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    URLS = "urls"


@dataclass(frozen=True, slots=True)
class Field:
    """One text value of a front matter: its dotted key (`images.0.src`), what it says, and where it is written.

    `start` and `end` enclose the value as written, without its quotes.
    """

    key: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input, decoded: everything that later stages know of a file.

    `text` is the whole file without its byte order mark, newlines as they are; the article proper begins at `body`.
    """

    path: str
    text: str
    kind: Kind = Kind.MARKDOWN
    body: int = 0
    fields: tuple[Field, ...] = ()
    title: str | None = None
    date: date | None = None
    encoding: str = "utf-8"
    bom: bool = False
    base: str | None = None
    """The URL that it was fetched from, which its relative URLs are relative to."""
    sha256: str = ""
    """Of the file's bytes, in hex: by which `fix` knows that it is still the one that was checked; "" where there is no file."""
    warnings: tuple[Remark, ...] = ()


# ── extract ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Role(StrEnum):
    """What a reference is for."""

    LINK = "link"
    IMAGE = "image"
    IMAGE_CREDIT = "image-credit"
    READING = "reading"
    REPRINT = "reprint"
    TIMESTAMP = "timestamp"
    FOOTNOTE = "footnote"
    FOOTER = "footer"
    BARE = "bare"
    DEFINITION = "definition"


class Region(NamedTuple):
    """A stretch of a document's text: offsets for the programs, lines and columns for the people.

    A tuple, since each reference has two or three: made and read back in a third of a dataclass's time.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Reference(NamedTuple):
    """One place in one document that cites a URL.

    `region` is the whole construct; `dest` the destination as written, None for a reference link, whose destination
    is written in its `definition`. `url` is as cited, entities and backslash escapes read. `date` is the reference's
    own (an "accessed" or "visited" date beside it), if it has one. `shorter` is, for a bare URL that probably took
    the words after it along, the URL without them (FIELD §1a). `base` is what an HTML page says its relative URLs are
    relative to (`<base href>`). A tuple for the same reason as a region.
    """

    path: str
    region: Region
    dest: Region | None
    role: Role
    label: str
    url: str
    definition: Region | None = None
    date: date | None = None
    shorter: str | None = None
    base: str | None = None
