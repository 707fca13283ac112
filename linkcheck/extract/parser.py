"""markdown-it-py's parser of blocks, made to ask less.

markdown-it-py asks each of a dozen rules of each block, and eight of them of each line of a paragraph, twice where it might be an
underlined heading. Most rules begin with one character or a few (CommonMark 0.31 §4 and §5), so that a line's first one tells which
are worth asking: reading hostile texts takes half the time (measured on the rows of `tests/hostile/test_memory.py`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import (
    code,
    fence,
    heading,
    hr,
    html_block,
    list_block,
    reference,
)
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from linkcheck.extract import prose
from linkcheck.extract.containers import callout, colons, indented
from linkcheck.extract.pipes import table
from linkcheck.extract.quotes import CODE, SILENTLY, blockquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from linkcheck.extract.state import State

    Rule = Callable[[State, int, int, bool], bool]

_DEFINITION_MOST = 200
"""Lines of a definition, with its title."""
_FOR_GOOD = not SILENTLY
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*(?:\n|\Z)")
_LEVELS = {"=": 1, "-": 2}
_DEEPEST = 100
"""Levels of quotes and lists that are looked into; Python's own stack allows no more than a few hundred."""


@cache
def parser() -> MarkdownIt:
    """What parses the blocks."""
    made = _Parser("commonmark", {"html": True, "maxNesting": _DEEPEST, "inline_definitions": True})
    made.block = _Blocks()
    return made


class _Parser(MarkdownIt):
    """markdown-it-py without its own judgement of what is a safe or a well-written URL."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Every destination is cited, `javascript:` too (DESIGN "References, precisely")."""
        return bool(url) or True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """The URL as it is."""
        return url


class _Blocks(ParserBlock):
    """The rules for blocks, by what they begin with."""

    def __init__(self) -> None:
        self.ruler = Ruler()
        for name, rule, chains in _RULES:
            self.ruler.push(name, cast("Any", rule), {"alt": chains})

    def tokenize(self, state: Any, startLine: int, endLine: int) -> None:  # noqa: N803 - the library's names
        """The blocks of some lines, as far as they stand within what is being read; `state.line` is where they end."""
        line, had_gap = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= _DEEPEST:
                state.line = endLine
                break
            _block(state, line, endLine)
            state.tight = not had_gap
            line = state.line
            # A paragraph in a list may have taken the blank line after it.
            had_gap = had_gap or (line - 1 < endLine and state.isEmpty(line - 1))
            if line < endLine and state.isEmpty(line):
                had_gap = True
                state.line = line = line + 1


def _block(state: State, line: int, end: int) -> None:
    """The block that begins with a line."""
    for rule in _FIRST:
        if rule(state, line, end, _FOR_GOOD):
            return
    if state.is_code_block(line):
        code(state, line, end, _FOR_GOOD)
        return
    if table(state, line, end, _FOR_GOOD):
        return
    for rule in _BEGIN.get(state.src[state.bMarks[line] + state.tShift[line]], ()):
        if rule(state, line, end, _FOR_GOOD):
            return
    _text(state, line, end)


def _text(state: State, line: int, end: int) -> None:
    """A paragraph, or a heading that is underlined."""
    outer, state.parentType = state.parentType, "paragraph"
    last = line + 1
    while last < state.lineMax and not state.isEmpty(last):
        indent = state.sCount[last]
        # What is indented like code, or was found by a quote to go on lazily, interrupts nothing.
        if indent >= 0 and indent - state.blkIndent < CODE:
            if last < end and indent >= state.blkIndent and (level := _underlined(state, last)):
                state.parentType = outer
                _heading(state, line, last, level)
                return
            if _interrupts_text(state, last, state.lineMax, SILENTLY):
                break
        last += 1
    # That a paragraph is being read stays written, as markdown-it-py leaves it.
    state.line = last
    state.leaf(_content(state, line, last), line, None)


def _underlined(state: State, line: int) -> int:
    """The level of the heading that a line underlines, if it can."""
    match = _UNDERLINE.match(state.src, state.bMarks[line] + state.tShift[line])
    return 0 if match is None else _LEVELS[match[0][0]]


def _heading(state: State, line: int, last: int, level: int) -> None:
    state.line = last + 1
    state.tokens.append(Token("heading_open", f"h{level}", 1))
    state.leaf(_content(state, line, last), line, None)
    state.tokens.append(Token("heading_close", f"h{level}", -1))


def _content(state: State, line: int, last: int) -> str:
    return state.getLines(line, last, state.blkIndent, keepLastLF=False).strip(MD_TRIM_CHARS)


def _reference(state: State, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """A definition, of which markdown-it-py copies what it has read with each further line."""
    last, state.lineMax = state.lineMax, min(state.lineMax, line + _DEFINITION_MOST)
    try:
        return reference(state, line, end, silent)
    finally:
        state.lineMax = last


def _interrupting(begin: Mapping[str, Sequence[Rule]], *, tables: bool) -> Rule:
    """A rule that finds nothing, but tells whether something would begin with a line."""

    def interrupts(state: State, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
        if not silent or state.is_code_block(line):
            return False
        start = state.bMarks[line] + state.tShift[line]
        for rule in begin.get(state.src[start : start + 1], ()):
            if rule(state, line, end, SILENTLY):
                return True
        return tables and table(state, line, end, SILENTLY)

    return interrupts


def _table(*rows: tuple[str, tuple[Any, ...]]) -> Mapping[str, tuple[Rule, ...]]:
    return {char: rules for chars, rules in rows for char in chars}


_FIRST: tuple[Rule, ...] = (prose.root, prose.nested)
_CONTAINERS = (
    ("`~", (fence,)),
    (">", (blockquote,)),
    ("_", (hr,)),
    ("!?=", (indented,)),
    (":", (colons,)),
)
_LISTS = (
    ("*-", (hr, list_block)),
    ("+0123456789", (list_block,)),
)
_LEAVES = (
    ("<", (html_block,)),
    ("#", (heading,)),
)
_BEGIN = _table(*_CONTAINERS, *_LISTS, *_LEAVES, ("[", (callout, footnote_def, _reference)))
"""What may begin a block, by the character that it begins with."""
_interrupts_text = _interrupting(
    _table(*_CONTAINERS, *_LISTS, *_LEAVES, ("[", (footnote_def,))), tables=True
)
_RULES: tuple[tuple[str, Any, list[str]], ...] = (
    ("code", code, []),
    ("text", _interrupts_text, ["paragraph", "reference"]),
    ("quote", _interrupting(_table(*_CONTAINERS, *_LISTS, *_LEAVES), tables=False), ["blockquote"]),
    ("list", _interrupting(_table(*_CONTAINERS, ("*-", (hr,))), tables=False), ["list"]),
)
"""What interrupts what (CommonMark 0.31 §4.8, §5), under the names by which markdown-it-py's own rules ask for it."""
