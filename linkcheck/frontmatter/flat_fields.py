"""The YAML of nearly every article, a key and a text a line, without PyYAML, which needs a millisecond for it and 40 to be loaded.

Only what is beyond doubt: a text begins with a letter or is a date, holds no comment, no escape and no second colon, is no word
that YAML 1.1 takes for something else, and does not go on in the next line. Tests hold it to PyYAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.frontmatter.reader import field

if TYPE_CHECKING:
    from linkcheck.model import Field

_UNSEEN = r"\x00-\x1f\x7f-\xa0\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff"
_FLAT = re.compile(
    r"[ ]*+(?:\r?\n|(?P<key>(?<![ ])[A-Za-z_][A-Za-z0-9_-]{0,99}):[ ]++(?:"
    rf"(?P<plain>(?:[A-Za-z]|(?![{_UNSEEN}])[^\x00-\u2e7f])(?:[^{_UNSEEN}#: ]|[ ]++(?![#\r\n]|\Z)|:(?![ \r\n]|\Z))*+|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
    rf"|\"(?P<double>[^{_UNSEEN}\"\\]*+)\"|'(?P<single>[^{_UNSEEN}']*+)'"
    r")[ ]*+(?:\r?\n|\Z))"
)
_NO_TEXT = frozenset(["yes", "no", "true", "false", "on", "off", "null"])


def fields(text: str, start: int, end: int) -> tuple[Field, ...] | None:
    """The fields where each line holds a key and a text; None where one does not."""
    found = []
    position = start
    while position < end:
        match = _FLAT.match(text, position, end)
        if match is None:
            return None
        position = match.end()
        if match["key"]:
            value = match[match.lastgroup or "key"]
            if match["plain"] and value.lower() in _NO_TEXT:
                return None
            found.append(field(match["key"], value, *match.span(match.lastgroup or "key")))
    return tuple(found)
