"""Markup made harmless before it is parsed: what costs a parser more than its length in bytes.

A page may be made to cost more than it weighs (measured on lexbor, 512 KiB each): 100,000 elements open within each other
took 23 s; 58,000 attributes of one tag 6 s, both with the square of their number; 300 formatting elements left open are opened anew by every
following paragraph (HTML Standard §13.2.4.3) and made 20 million elements of 512 KiB. A page of good faith passes unchanged.
"""

from __future__ import annotations

import re
from collections import Counter

_DEEPEST = 1000
"""Open elements; browsers stop at 512."""
_REOPENED_MOST = 100_000
"""Formatting elements that may be opened anew: about 0.2 s."""
_HARMLESS = 600
"""Tags; so few neither nest too deep nor open too much anew (at most 300 formatting elements times 300 others)."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]{0,4000}")
_NEVER_DEEP = frozenset(
    """
    area base br col embed hr img input link meta source track wbr
    p li dt dd option tr td th
    """.split()  # noqa: SIM905 - a line a kind, not a line a name
)
"""Elements that are void, and those that the next of their kind closes."""
_FORMATTING = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_DRAWINGS = ("svg", "math")
"""Where a tag that ends in `/>` is closed (HTML Standard §13.2.6.5); elsewhere the slash means nothing."""

_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}>?")
_ATTRIBUTES_MOST = 200


def tamed(markup: str) -> str:
    """The markup without what would take a parser more than a second."""
    markup = _LONG_TAG.sub(_unless_overladen, markup)
    return markup if markup.count("<") <= _HARMLESS else markup[: _bearable(markup)]


def _unless_overladen(tag: re.Match[str]) -> str:
    return tag[0] if len(tag[0].split(None, _ATTRIBUTES_MOST)) <= _ATTRIBUTES_MOST else ""


def _bearable(markup: str) -> int:
    """How far the markup goes before it nests too deep or opens too much anew."""
    left_open: Counter[str] = Counter()
    depth = formats = reopened = 0
    for tag in _TAG.finditer(markup):
        name, step = tag[2].lower(), _step(tag, left_open)
        if not step or (step < 0 and not left_open[name]):
            continue
        left_open[name] += step
        if name in _FORMATTING:
            formats += step
        elif step > 0:
            reopened += formats
        if name not in _NEVER_DEEP:
            depth += step
        if depth > _DEEPEST or reopened > _REOPENED_MOST:
            return tag.start()
    return len(markup)


def _step(tag: re.Match[str], left_open: Counter[str]) -> int:
    if tag[1]:
        return -1
    drawn = tag[0].endswith("/") and any(left_open[name] for name in _DRAWINGS)
    return 0 if drawn else 1
