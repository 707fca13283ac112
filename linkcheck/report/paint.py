"""Colour for a terminal: it repeats what the words say and never says more.

Only the sixteen colours of the reader's own palette. A URL that was cut to fit can still be opened: it carries the
whole one as a hyperlink (OSC 8), which terminals that do not know it leave out.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from rich.style import Style

_STYLES = {
    "alive": "green",
    "dead": "bold red",
    "suspect": "bold magenta",
    "unsure": "bold yellow",
    "skipped": "dim",
    "archived": "cyan",
    "strong": "bold",
    "quiet": "dim",
    "url": "blue",
    "warning": "yellow",
}

_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def paint(text: str, style: str, *, color: bool, link: str = "") -> str:
    """The text in a style of `_STYLES`, and as a hyperlink to `link` if that is a web address."""
    if not color or not text:
        return text
    standard = import_module("rich.color").ColorSystem.STANDARD
    painted = _style(style).render(text, color_system=standard)
    if not link.startswith(("http://", "https://")):
        return painted
    return f"\x1b]8;;{quote(link, safe=_ASCII)}\x1b\\{painted}\x1b]8;;\x1b\\"


@cache
def _style(name: str) -> Style:
    """Rich is loaded only where there is colour: a pipe has none."""
    style: Style = import_module("rich.style").Style.parse(_STYLES[name])
    return style
