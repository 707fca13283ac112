"""One column of a table as a list of URLs: CSV (RFC 4180), tab-separated values, Parquet; read row by row or batch by batch.

Line n of the document is row n of the table, the row of names counted in CSV as an editor counts it, so that a finding's line is found
again. A row whose cell holds a line break counts as one. Parquet needs pyarrow, which comes with the extra `cluster`.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from linkcheck.errors import SourceError
from linkcheck.model import Document, Kind
from linkcheck.source.paths import find, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

PARQUET = ".parquet"
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_LARGEST = 256 * 1024 * 1024
"""Characters of a column: as large as a list of URLs may be."""
_NAMED = 12
"""Columns that are named where the wish is none of them."""


def is_table(path: str, column: str | None) -> bool:
    """Whether a path is read by a column: Parquet always, CSV where a column is wished for (else it is a text)."""
    suffix = PurePath(path).suffix.lower()
    return suffix == PARQUET or (column is not None and suffix in _DELIMITERS)


def tables(
    path: str, column: str | None, exclude: Sequence[str] = (), when: date | None = None
) -> Iterator[Document | SourceError]:
    """The tables that a path or glob names, each as a list of URLs."""
    for each in find((path,), exclude):
        if isinstance(each, SourceError):
            yield each
            continue
        try:
            yield Document(path=each, text=_text(each, column), kind=Kind.URLS, date=when)
        except SourceError as error:
            yield SourceError(f"{shown(each)}: {error}")
        except OSError as error:
            yield SourceError(f"{shown(each)}: cannot be read ({error.strerror or error})")


def _text(path: str, column: str | None) -> str:
    is_parquet = PurePath(path).suffix.lower() == PARQUET
    lines, left = io.StringIO(), _LARGEST
    for cell in _parquet(path, column) if is_parquet else _csv(path, column or ""):
        line = " ".join(cell.split())
        left -= len(line) + 1
        if left < 0:
            raise SourceError(f"a column may hold {_LARGEST:,} characters; split the table")
        lines.write(line + "\n")
    return lines.getvalue()


def _csv(path: str, column: str) -> Iterator[str]:
    with Path(path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file, delimiter=_DELIMITERS[PurePath(path).suffix.lower()])
        try:
            names = next(rows, [])
            place = _place(names, column)
            yield ""
            for row in rows:
                yield row[place] if place < len(row) else ""
        except csv.Error as error:
            raise SourceError(f"row {rows.line_num}: no valid CSV ({error})") from None


def _parquet(path: str, column: str | None) -> Iterator[str]:
    try:
        parquet = import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        raise SourceError(
            "Parquet needs pyarrow; pip install 'citation-linkcheck[cluster]'"
        ) from None
    with _valid(), parquet.ParquetFile(path) as file:
        names = file.schema_arrow.names
        place = _place(names, column)
        for batch in file.iter_batches(columns=[names[place]]):
            for cell in batch.column(0).to_pylist():
                if cell is not None and not isinstance(cell, str):
                    raise SourceError(f"column {names[place]} holds no text")
                yield cell or ""


@contextmanager
def _valid() -> Iterator[None]:
    """Arrow's mistakes as ours: all of them are ValueErrors, or errors of the system."""
    try:
        yield
    except ValueError as error:
        raise SourceError(f"no valid Parquet ({str(error).splitlines()[0]})") from None


def _place(names: Iterable[str], column: str | None) -> int:
    known = [*names]
    if column is None or column not in known:
        some = ", ".join(known[:_NAMED]) + (", …" if len(known) > _NAMED else "")
        wish = "say which by --column NAME" if column is None else f"no column {column}"
        raise SourceError(f"{wish}; there are: {some or 'none'}")
    return known.index(column)
