"""Colour for a terminal: it repeats what the words say and never says more.

Only the sixteen colours of the reader's own palette. A URL that was cut to fit can still be opened: it carries the
whole one as a hyperlink (OSC 8), which terminals that do not know it leave out.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from rich.color import ColorSystem
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "alive": Style.parse("green"),
        "dead": Style.parse("bold red"),
        "suspect": Style.parse("bold magenta"),
        "unsure": Style.parse("bold yellow"),
        "skipped": Style.parse("dim"),
        "archived": Style.parse("cyan"),
        "strong": Style.parse("bold"),
        "quiet": Style.parse("dim"),
        "url": Style.parse("blue"),
        "warning": Style.parse("yellow"),
    }
)

_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def paint(text: str, style: str, *, color: bool, link: str = "") -> str:
    """The text in a style of `STYLES`, and as a hyperlink to `link` if that is a web address."""
    if not color or not text:
        return text
    painted = STYLES[style].render(text, color_system=ColorSystem.STANDARD)
    if not link.startswith(("http://", "https://")):
        return painted
    return f"\x1b]8;;{quote(link, safe=_ASCII)}\x1b\\{painted}\x1b]8;;\x1b\\"
