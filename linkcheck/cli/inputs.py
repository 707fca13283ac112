"""From the paths on the command line to documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.source import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.errors import SourceError
    from linkcheck.model import Document
    from linkcheck.settings import Settings


def inputs(paths: Sequence[str], chosen: Settings) -> Iterator[Document | SourceError]:
    """Every document that the paths name; what cannot be read comes as an error among them."""
    return read(paths, exclude=chosen.exclude_path, stdin=sys.stdin.buffer, when=chosen.date)


def start_of(paths: Sequence[str]) -> Path:
    """Where the search for a settings file begins: at the first path, or here for standard input and globs."""
    first = Path(paths[0]) if paths and paths[0] != "-" else Path()
    while not first.exists():
        first = first.parent
    return first
