"""Makes a field that every later stage can print."""

from __future__ import annotations

import re

from linkcheck.model import Field

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def field(key: str, value: str, start: int, end: int) -> Field:
    """A field; the escapes of YAML and JSON can spell lone surrogates, which no output can hold."""
    return Field(_SURROGATE.sub("\ufffd", key), _SURROGATE.sub("\ufffd", value), start, end)
