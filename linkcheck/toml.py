"""TOML as a stranger may write it, read within bounds.

The standard library's reader takes time and memory with the square of a dotted key's parts: 40 KB of `a.a.a…` took 4.5 s and 1.5 GB (Python 3.11).
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

_DEEPEST = 100
_DEEP = re.compile(
    rf"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_DEEPEST}}}"""
)
"""More parts of a key than anybody writes, wherever they stand."""
_BEYOND = 1 << 63


def loads(text: str) -> dict[str, Any]:
    """The tables of a text; ValueError where it is no TOML, or nested beyond reason."""
    if _DEEP.search(text):
        raise ValueError("nested too deep")
    try:
        # Loaded where there is a file to read, which most calls have not.
        tables: dict[str, Any] = import_module("tomllib").loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    _fit_all(tables)
    return tables


def _fit_all(tables: dict[str, Any]) -> None:
    """A whole number beyond 64 bits is a mistake (TOML 1.0 "Integer"); Python would take one that it then cannot say."""
    left: list[Any] = [tables]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
        elif isinstance(value, int) and not -_BEYOND <= value < _BEYOND:
            raise ValueError("a whole number beyond 64 bits")
