"""Files that are read whole, up to a limit and one byte more: a name in a stranger's repository may be a link to a device without end.

A pipe into which nobody writes is empty, where else to open it is to wait for who does (fifo(7)).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from linkcheck.errors import LinkcheckError


_FIRST = 64 * 1024
"""Bytes that are read at first: room is made for as many as are asked for, which takes longer than to read an article."""


def whole(path: str | Path, limit: int, kind: str, mistake: type[LinkcheckError]) -> bytes | None:
    """The bytes of a file; None where there is none. `mistake` names the file that cannot be read, or is larger than a `kind` can be."""
    try:
        raw = beginning(path, limit + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise mistake(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > limit:
        raise mistake(f"{path}: larger than {kind} can be ({limit:,} bytes)")
    return raw


def beginning(path: str | Path, most: int) -> bytes:
    """So many bytes of a file at most; OSError where it cannot be read."""
    with open(path, "rb", opener=_OPENER) as file:
        raw = file.read(min(_FIRST, most))
        return raw + file.read(most - _FIRST) if len(raw) == _FIRST else raw


def _without_waiting(path: str, flags: int) -> int:
    opened = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(opened, True)
    return opened


_OPENER = None if os.name == "nt" else _without_waiting
