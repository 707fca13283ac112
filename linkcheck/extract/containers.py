r"""Block rules of markdown-it-py's kind for what documentation tools put around blocks, which CommonMark reads as text or code.

- Python-Markdown's admonitions, pymdownx's details and tabs (`!!! note "甲"`, `??? note`, `=== "甲"`; the patterns are theirs): what
  is indented by four after them is theirs, and no code.
- Fences of colons (VuePress, Docusaurus, MyST, Pandoc: `::: tip 甲`, `:::tip[甲]`) end a paragraph and are none of it.
- Callouts of GitHub and Obsidian (`> [!note] 甲`): a quote's first line is their title.

A title is a leaf of its own: it may cite, and may say what the block is for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcheck.extract.state import State

_INDENT = 4
_KINDS = r"[\w-]+(?: +[\w-]+)*"
_TITLE = r"(?P<title>\"[^\n]*\")"
_INDENTED = re.compile(
    rf"(?:!!! ?(?P<kind>{_KINDS})(?: +{_TITLE})?"
    rf"|\?\?\?\+? ?(?P<fold>{_KINDS})?(?: *(?P<folded>\"[^\n]*\"))?"
    r"|===(?:\+!?|!\+?)? +(?P<tab>\"[^\n]*\"))[ \t]*"
)
_COLONS = re.compile(r":{3,}(?![^\s{\[A-Za-z])[ \t]*(?:\{[^{}\n]*\}|[A-Za-z][\w-]*)?[ \t]*")
_CALLOUT = re.compile(r"\[![A-Za-z][^\[\]\n]*\][+-]?(?![(\[:])[ \t]*")


def indented(state: State, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """An admonition or a tab and what is indented after it; without that it is text."""
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    match = _INDENTED.fullmatch(state.src, start, stop)
    after = _after(state, line, end) if match else line
    if match is None or after == line + 1:
        return False
    if not silent:
        name = next((name for name in ("title", "folded", "tab") if match[name]), 0)
        _leaf(state, line, match.start(name), match.end(name))
        _within(state, line + 1, after, state.sCount[line] + _INDENT)
        state.line = after
    return True


def colons(state: State, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """A fence of colons, with the title of what it opens."""
    start = state.bMarks[line] + state.tShift[line]
    match = _COLONS.match(state.src, start, state.eMarks[line])
    if match is None:
        return False
    if not silent:
        _title(state, line, match)
    return True


def callout(state: State, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """The first line of a quote that is a callout."""
    if silent or state.parentType != "blockquote":
        return False
    start = state.bMarks[line] + state.tShift[line]
    match = _CALLOUT.match(state.src, start, state.eMarks[line])
    if match is None:
        return False
    _title(state, line, match)
    return True


def _title(state: State, line: int, match: re.Match[str]) -> None:
    """One line that is a block: what it says after its mark, or the mark."""
    start, stop = match.end(), state.eMarks[line]
    _leaf(state, line, start if start < stop else match.start(), stop)
    state.line = line + 1


def _leaf(state: State, line: int, start: int, stop: int) -> None:
    state.leaf(state.src[start:stop].rstrip(), line, start)


def _after(state: State, line: int, end: int) -> int:
    """The line after the last one that is indented under a line."""
    least, after = state.sCount[line] + _INDENT, line + 1
    for number in range(line + 1, end):
        if not state.isEmpty(number):
            if state.sCount[number] < least:
                break
            after = number + 1
    return after


def _within(state: State, line: int, end: int, indent: int) -> None:
    """Read some lines as blocks of their own, which begin at an indentation."""
    kept = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, end, "root"
    state.level += 1
    state.md.block.tokenize(state, line, end)
    state.level -= 1
    state.blkIndent, state.lineMax, state.parentType = kept
