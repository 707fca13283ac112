"""Reads what the user named into Documents, one at a time; what cannot be read is a value that says so.

    find (paths, globs, folders) → decode (bytes → text) → kind → front matter, title, date

An error concerns one input and leaves the rest unharmed, so that it is yielded, not raised.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from linkcheck import bounded
from linkcheck.errors import SourceError
from linkcheck.frontmatter import FrontMatter, body_text, split
from linkcheck.model import Document, Kind, Remark, remark
from linkcheck.source.decoding import Decoded, decode
from linkcheck.source.kinds import PAGES, kind_of, suffix_of
from linkcheck.source.paths import find, shown
from linkcheck.source.real import RealPaths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

STDIN = "-"
_MIB = 1024 * 1024
LIMITS: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.MARKDOWN: 20 * _MIB,
        Kind.HTML: 20 * _MIB,
        Kind.TEXT: 20 * _MIB,
        Kind.URLS: 256 * _MIB,
    }
)
"""Bytes by kind. A parsed article takes a hundred times its size in memory, and none is this long; a list of a million
URLs is."""


def read(
    paths: Sequence[str],
    *,
    exclude: Sequence[str] = (),
    kind: Kind | None = None,
    stdin: BinaryIO | None = None,
    when: date | None = None,
) -> Iterator[Document | SourceError]:
    """The documents that `paths` name, in that order, each once; what cannot be read comes as an error in its place.

    `exclude` holds patterns as in a .gitignore. `kind` and `when` override what the input tells of its kind and date. `-` is
    `stdin`, by default the process's.
    """
    seen: set[str] = set()
    real = RealPaths()
    for path in find(paths, exclude):
        if isinstance(path, SourceError):
            yield path
            continue
        identity = path if path == STDIN else real.path(path)
        if identity not in seen:
            seen.add(identity)
            yield _document(path, kind, stdin, when)


def _document(
    path: str, kind: Kind | None, stdin: BinaryIO | None, when: date | None
) -> Document | SourceError:
    try:
        raw = _bytes(path, stdin)
        decoded = decode(raw)
    except OSError as error:
        return SourceError(f"{shown(path)}: cannot be read ({error.strerror})")
    except SourceError as error:
        return SourceError(f"{shown(path)}: {error}")
    kind = kind or kind_of(path, decoded.text)
    if len(raw) > LIMITS[kind]:
        return SourceError(_too_large(path, LIMITS[kind]))
    digest = hashlib.sha256(raw).hexdigest()
    return _described(path, kind, decoded, when, digest)


def page(path: str) -> Document | None:
    """The file of that path as a document, where its name says that it is one with places to link to; None otherwise.

    For what links lead to, so that a mistake in it is nobody's here.
    """
    if suffix_of(path) not in PAGES:
        return None
    kind = kind_of(path, "")
    try:
        if Path(path).stat().st_size > LIMITS[kind]:
            return None
    except OSError:
        return None
    found = _document(path, kind, None, None)
    return None if isinstance(found, SourceError) else found


def is_file(document: Document) -> bool:
    """Whether it can be read again: not what came from the web or by standard input."""
    return bool(document.sha256) and document.path != STDIN


def again(document: Document) -> Document:
    """The document with its file's text of now; as it is where that cannot be read."""
    found = _document(document.path, document.kind, None, None)
    return document if isinstance(found, SourceError) else found


def reread(document: Document, text: str) -> Document:
    """The document as it would be read with another text."""
    decoded = Decoded(text, document.encoding, document.bom)
    return _described(document.path, document.kind, decoded, document.date)


def _bytes(path: str, stdin: BinaryIO | None) -> bytes:
    most = max(LIMITS.values())
    if path == STDIN:
        raw = (stdin or sys.stdin.buffer).read(most + 1)
    else:
        raw = bounded.beginning(path, most + 1)
    if len(raw) > most:
        raise SourceError(f"larger than {most // _MIB} MiB; split it")
    return raw


def _too_large(path: str, limit: int) -> str:
    return f"{shown(path)}: larger than {limit // _MIB} MiB, the most an article may have; split it"


def _described(
    path: str, kind: Kind, decoded: Decoded, when: date | None, digest: str = ""
) -> Document:
    head = _head(kind, decoded.text)
    return Document(
        path=path.replace(os.sep, "/"),
        text=decoded.text,
        kind=kind,
        body=head.body,
        fields=head.fields,
        title=head.title,
        date=when or head.date,
        encoding=decoded.encoding,
        bom=decoded.bom,
        sha256=digest,
        warnings=(*decoded.warnings, *_remarks(decoded.text, head.problem)),
    )


def _head(kind: Kind, text: str) -> FrontMatter:
    """Front matter, title and date, as far as a kind has them."""
    if kind is Kind.MARKDOWN:
        return split(text)
    if kind is Kind.HTML:
        title, day = import_module("linkcheck.source.page_facts").facts(text)
        return FrontMatter(title=title, date=day)
    return FrontMatter(date=body_text.last_date(text, 0) if kind is Kind.TEXT else None)


def _remarks(text: str, problem: Remark | None) -> Iterator[Remark]:
    if not text or text.isspace():
        yield remark("input.empty")
    if problem:
        yield problem
