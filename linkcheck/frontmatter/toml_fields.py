"""The text values of TOML with their places: `tomllib` says what they are, a walk over the tokens where they stand.

`tomllib` gives no places. It has accepted the text before the walk begins, so that the walk may trust the grammar
(TOML 1.0): it follows table headers, arrays of tables, inline tables and dotted keys to the path of each value, and
takes the value itself from what `tomllib` read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, time
from typing import TYPE_CHECKING, Any

from linkcheck import toml
from linkcheck.frontmatter.place import line_of
from linkcheck.frontmatter.reader import BrokenError, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Field

_TOKEN = re.compile(
    r'''(?P<blank>[ \t]+|\#[^\r\n]*)
    | """(?:[^"\\]|\\.|"(?!""))*"""(?:"{0,2})
    | \'\'\'(?:[^']|'(?!\'\'))*\'\'\'(?:'{0,2})
    | "(?:[^"\\\r\n]|\\.)*" | '[^'\r\n]*'
    | \r?\n | [\[\]{}=,] | [^\s\[\]{}=,\#"']+''',
    re.VERBOSE | re.DOTALL,
)
_LINE = re.compile(r"line (\d+)")
_Path = tuple[str, ...]


def fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """The fields between two offsets; BrokenError where it is no TOML."""
    try:
        values = toml.loads(text[start:end])
    except ValueError as error:
        found = _LINE.search(str(error))
        # Without a line it is "at end of document".
        line = line_of(text, start) + int(found[1]) - 1 if found else line_of(text, end)
        raise BrokenError(str(error), line) from None
    tokens = [token for token in _TOKEN.finditer(text, start, end) if not token["blank"]]
    return tuple(_Walk(tokens, values).statements())


@dataclass(slots=True)
class _Walk:
    """A walk over the tokens; `counts` says how many tables an array of tables has so far."""

    tokens: list[re.Match[str]]
    values: dict[str, Any]
    at: int = 0
    counts: dict[_Path, int] = made(default_factory=dict)

    def statements(self) -> Iterator[Field]:
        table: _Path = ()
        while self.at < len(self.tokens):
            written = self._peek()
            if written == "[":
                table = self._header()
            elif written.strip():
                yield from self._value(table + self._key("="))
            else:
                self.at += 1

    def _peek(self) -> str:
        return self.tokens[self.at][0]

    def _key(self, closing: str) -> _Path:
        """The parts of a dotted key up to a token, which is passed."""
        parts: list[str] = []
        while (written := self._peek()) != closing:
            quoted = written[0] in "\"'"
            # A quoted part may hold dots and escapes: TOML itself reads it, as the only key of a table.
            parts += tomllib.loads(f"{written}=0") if quoted else filter(None, written.split("."))
            self.at += 1
        self.at += 1
        return tuple(parts)

    def _header(self) -> _Path:
        """The path of a table, whose arrays stand for their last element; an array of tables gets a new one."""
        self.at += 1
        array = self._peek() == "["
        self.at += array
        parts = self._key("]")
        self.at += array
        path: _Path = ()
        for depth, part in enumerate(parts, start=1):
            path += (part,)
            if array and depth == len(parts):
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path += (str(self.counts[path] - 1),)
        return path

    def _value(self, path: _Path) -> Iterator[Field]:
        token = self.tokens[self.at]
        self.at += 1
        if token[0] == "[":
            yield from self._array(path)
        elif token[0] == "{":
            yield from self._inline_table(path)
        else:
            yield from self._scalar(path, token)

    def _array(self, path: _Path) -> Iterator[Field]:
        index = 0
        while (written := self._peek()) != "]":
            if written == "," or not written.strip():
                self.at += 1
                continue
            yield from self._value((*path, str(index)))
            index += 1
        self.at += 1

    def _inline_table(self, path: _Path) -> Iterator[Field]:
        while (written := self._peek()) != "}":
            if written == "," or not written.strip():
                self.at += 1
                continue
            yield from self._value(path + self._key("="))
        self.at += 1

    def _scalar(self, path: _Path, token: re.Match[str]) -> Iterator[Field]:
        value = self._read(path)
        self._skip_time()
        if isinstance(value, str):
            quotes = 3 if token[0][:3] in ('"""', "'''") and len(token[0]) > 5 else 1
            yield field(".".join(path), value, token.start() + quotes, token.end() - quotes)
        elif isinstance(value, date | time):
            yield field(".".join(path), token[0], token.start(), token.end())

    def _skip_time(self) -> None:
        """A date and its time may stand apart: `2021-12-21 08:00:00`."""
        if self.at < len(self.tokens) and re.match(r"[0-9]{2}:", self._peek()):
            self.at += 1

    def _read(self, path: _Path) -> object:
        value: Any = self.values
        for part in path:
            value = value[int(part)] if isinstance(value, list) else value[part]
        return value
