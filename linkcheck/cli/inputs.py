"""From the paths on the command line to documents."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.source import read
from linkcheck.source.columns import is_table, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.errors import SourceError
    from linkcheck.model import Document, Kind
    from linkcheck.settings import Settings


def inputs(
    paths: Sequence[str],
    chosen: Settings,
    kind: Kind | None = None,
    column: str | None = None,
) -> Iterator[Document | SourceError]:
    """Every document that the paths name; what cannot be read comes as an error among them.

    A URL is fetched; only then is what fetches loaded, so that `extract` of a file starts at once. Of a table one column is read.
    """
    for (is_url, of_column), group in groupby(
        paths, lambda path: (_is_url(path), is_table(path, column))
    ):
        if is_url:
            visit = import_module("linkcheck.visit").visit
            yield from (visit(url, chosen) for url in group)
        elif of_column:
            for path in group:
                yield from tables(path, column, chosen.exclude_path, chosen.date)
        else:
            yield from read(
                tuple(group),
                exclude=chosen.exclude_path,
                kind=kind,
                stdin=sys.stdin.buffer,
                when=chosen.date,
            )


def _is_url(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def start_of(paths: Sequence[str]) -> Path:
    """Where the search for a settings file begins: at the first path, or here for standard input and globs."""
    first = Path(paths[0]) if paths and paths[0] != "-" and not _is_url(paths[0]) else Path()
    while not os.path.exists(first):  # noqa: PTH110 - a name that no file can have is none, and no error
        first = first.parent
    return first
