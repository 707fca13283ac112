"""How an address is spelled where it is cited, so that reading it there gives the very address back.

Addresses come percent-encoded first (RFC 3986 §2.1): blanks, quotes, angle brackets, pipes and the like have no place in one,
and would end a destination, a cell or an attribute. What remains needs little: parentheses that do not match and what reads
as an entity in Markdown (CommonMark 0.31 §6.3, §2.5), `&` in HTML, commas at the end in `srcset` (HTML §4.8.4.2.1).
"""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

_ALLOWED = "!#$%&'()*+,-./:;=?@[]_~"
_ENTITY = re.compile(r"&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)")
_NEEDS_QUOTES = re.compile(r"[\s\"'=<>`]")
_YAML_PLAIN = re.compile(r"[\w/.][\w:/?=.%&~+@;()$!*-]*[\w/=%&~+@;()$*-]", re.ASCII)
"""What can stand unquoted in any YAML context, a flow one too; no `: `, no ` #`, no brackets, no comma."""


def clean(url: str) -> str:
    """The address with everything percent-encoded that no address holds; Han and other letters stay as they are."""
    return "".join(
        char if char in _ALLOWED or char.isalnum() else quote(char, safe="") for char in url
    )


def destination(url: str) -> str:
    """A Markdown destination without angle brackets; parentheses are escaped where they do not match."""
    escaped = _ENTITY.sub(r"\\&", clean(url))
    return escaped if _match(escaped) else re.sub(r"([()])", r"\\\1", escaped)


def angled(url: str) -> str:
    """A Markdown destination within angle brackets."""
    return _ENTITY.sub(r"\\&", clean(url))


def attribute(url: str, quotes: str) -> str:
    """An HTML attribute's value; without quotes around it, with its own where it needs them."""
    escaped = clean(url).replace("&", "&amp;").replace("'", "&#39;")
    if not quotes and _NEEDS_QUOTES.search(html.unescape(escaped)):
        return f'"{escaped}"'
    return escaped


def candidate(url: str, quotes: str) -> str:
    """A candidate of `srcset`: no comma at its end, which would end it."""
    stripped = clean(url).rstrip(",")
    return attribute(stripped + "%2C" * (len(clean(url)) - len(stripped)), quotes)


def yaml(url: str, quotes: str) -> str:
    """A YAML scalar, or a part of a quoted one; plain where it was and can be."""
    cleaned = clean(url)
    if quotes == "'":
        return cleaned.replace("'", "''")
    if quotes == '"' or _YAML_PLAIN.fullmatch(cleaned):
        return cleaned
    return f'"{cleaned}"'


def toml(url: str, quotes: str) -> str:
    """A TOML string; a literal one has no escapes."""
    return clean(url).replace("'", "%27") if quotes == "'" else clean(url)


def json_text(url: str, _quotes: str) -> str:
    """A JSON string without its quotes."""
    return json.dumps(clean(url), ensure_ascii=False)[1:-1]


def label(words: str) -> str:
    """Words as the text of a Markdown link that reads as they are."""
    return re.sub(r"([\\`*_\[\]<>&~|$!^])", r"\\\1", words)


def _match(text: str) -> bool:
    """Whether the parentheses match, and are not nested deeper than readers follow (32)."""
    depth = deepest = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
        deepest = max(deepest, depth)
    return depth == 0 and deepest < 32
