r"""Patterns that say which URLs are meant, found in a time that the text's length bounds.

A settings file may be a stranger's, and Python's expressions backtrack: `(a+)+$` on a URL of forty letters does not end. RE2 takes time in
proportion to the text, and refuses what it cannot promise that for (look-around, back-references, repetitions that grow too large). What it
refuses, Python's own `re` finds, where the invoker's word stands for the pattern. To RE2 `\w` and `\d` are ASCII's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MEMORY = 1 << 20
"""Bytes that a pattern may become; ten times as much takes seconds to make (measured: `x{0,1000}` fifty times, 18 s)."""
_REMEMBERED = 1024


def is_bounded(pattern: str) -> bool:
    """Whether a pattern can be found in bounded time."""
    return _bounded(pattern) is not None


def is_pattern(pattern: str) -> bool:
    """Whether it is an expression at all, RE2's or Python's."""
    return is_bounded(pattern) or _compiled(pattern) is not None


@lru_cache(maxsize=_REMEMBERED)
def finder(pattern: str) -> Callable[[str], object]:
    """What finds a pattern in a text without surrogates: something true where it is found."""
    found = _bounded(pattern) or _compiled(pattern)
    assert found is not None, "the settings have been checked"
    return found


def _bounded(pattern: str) -> Callable[[str], object] | None:
    re2 = import_module("re2")  # loaded where there is a pattern
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    # Nobody asks for groups, and 20,000 of them took 13 s a URL.
    options.never_capture = True
    try:
        search: Callable[[str], object] = re2.compile(pattern, options).search
    except (re2.error, UnicodeError):
        return None
    return search


def _compiled(pattern: str) -> Callable[[str], object] | None:
    try:
        return re.compile(pattern).search
    except (re.error, RecursionError, OverflowError):
        return None
