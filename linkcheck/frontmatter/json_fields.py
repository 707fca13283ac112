"""The text values of JSON with their places: the decoder says that it is JSON, a walk over its tokens where what stands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from linkcheck.frontmatter.place import line_of
from linkcheck.frontmatter.reader import BrokenError, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Field

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]')


def end(text: str) -> int:
    """Where the value at the start ends; BrokenError where there is none."""
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        raise BrokenError(error.msg, line_of(text, error.pos)) from None
    except (RecursionError, ValueError) as error:
        # ValueError: an integer of more digits than Python reads.
        raise BrokenError(str(error), 1) from None
    return end


def fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """The fields between two offsets, which enclose valid JSON."""
    return tuple(_walk(text, start, end))


def _walk(text: str, start: int, end: int) -> Iterator[Field]:
    # One entry for each open bracket: the index in a list; the key in an object, None before it is read.
    path: list[int | str | None] = []
    for token in _TOKEN.finditer(text, start, end):
        written = token[0]
        if written == "{":
            path.append(None)
        elif written == "[":
            path.append(0)
        elif written in "}]":
            path.pop()
        elif written == ",":
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else None
        elif path[-1] is None:
            path[-1] = str(json.loads(written))
        else:
            key = ".".join(map(str, path))
            yield field(key, json.loads(written), token.start() + 1, token.end() - 1)
