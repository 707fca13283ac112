"""What a Markdown text defines, and where it can be parted, before it is read.

Links lead to definitions that come after them, so that in a long text these are looked for first. It is parsed in stretches, since
all that is known of its lines takes twenty bytes each. It may be parted before any block of its own, outside of quotes and lists: how that
is parsed hangs on nothing before it. And of what stands before a blank line, all that looks beyond (lists, code, notes, HTML) goes on
beyond or is over: so a window that ends with a blank line tells all its blocks but the last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.utils import unescapeAll

from linkcheck.extract.definitions import Target, destination
from linkcheck.extract.state import State

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from linkcheck.extract.blocks import Span
    from linkcheck.extract.places import Lines

STRETCH = 100_000
"""Characters that are parsed at once, where they can be parted."""
_AFTER_LABEL = re.compile(r"\[(?:[^\]\\]|\\.)*+\]:[ \t]*+(?:\n[ \t>]*+)?+", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t]*+\n")


class Definition(NamedTuple):
    """A reference definition: its normalised label, the label as written, its place, where it leads."""

    name: str
    label: str
    span: Span
    target: Target


def definition(lines: Lines, token: Token, above: int) -> Definition:
    """The definition of a token, of a text that begins `above` lines down; markdown-it-py says only on which lines it stands."""
    first, last = token.map or (0, 1)
    text = lines.text
    start = text.index("[", lines.bounds(above + first)[0])
    end = lines.bounds(above + last - 1)[1]
    begin = _AFTER_LABEL.match(text, start)
    read = destination(text, begin.end()) if begin else None
    dest, after = read or ((start, start), start)
    span = start, max(after, start + len(text[start:end].rstrip()))
    target = Target(unescapeAll(text[slice(*dest)]), dest)
    return Definition(token.meta["id"], token.meta["label"], span, target)


class Survey(NamedTuple):
    """Where each stretch of a text begins, and where its definitions lead."""

    stretches: list[int]
    definitions: dict[str, Target]


def survey(lines: Lines, body: int, parser: MarkdownIt) -> Survey:
    """Look through a text from `body` on."""
    text, found = lines.text, Survey([body], {})
    start, size = body, STRETCH
    while (end := _window(text, start + size)) < len(text) or "]:" in text[start:]:
        above = lines.at(start)[0] - 1
        reader = _Definitions(lines, above)
        state = State(text[start:end], parser, reader)
        state.parse()
        is_last = end == len(text)
        if state.begun == 0 and not is_last:
            size *= 2
            continue
        for name, (line, target) in reader.found.items():
            if is_last or line < state.begun:
                found.definitions.setdefault(name, target)
        if is_last:
            break
        start, size = lines.bounds(above + state.begun)[0], STRETCH
        found.stretches.append(start)
    return found


def _window(text: str, least: int) -> int:
    """Where a window ends: with a blank line, or with the text."""
    match = _BLANK_LINE.search(text, least)
    return match.end() if match else len(text)


class _Definitions:
    """Takes note of definitions, of those of a name of the first."""

    wanted = frozenset({"definition"})

    def __init__(self, lines: Lines, above: int) -> None:
        """None yet, in a text that begins `above` lines down."""
        self._lines, self._above = lines, above
        self.found: dict[str, tuple[int, Target]] = {}

    def leaf(self, content: str, line: int, start: int | None) -> None:
        """Defines nothing."""

    def step(self, token: Token) -> None:
        """A definition: its line, its name, where it leads."""
        one = definition(self._lines, token, self._above)
        self.found.setdefault(one.name, ((token.map or (0, 1))[0], one.target))
