r"""Block rules of markdown-it-py's kind for what most of an article is: paragraphs, lists of one line an item, quotes, headings.

markdown-it-py asks a dozen rules of every block and of every line of a paragraph, each in Python (measured on 11.4 MB of news:
its blocks alone 18 MB/s, with these rules first 60). Here one match tells that no other rule can fit:

- A line that begins with none of the characters that a construct can begin with (CommonMark 0.31 §4 and §5) begins or goes on with
  a paragraph; `**` before a letter is no list and no thematic break, `[…]` without a colon after it no definition.
- What follows is a blank line, so that nothing goes on lazily, and after a list nothing that is indented, which would be its item's.

Whatever else there is goes its usual way. Tests hold both ways to give the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.token import Token

if TYPE_CHECKING:
    from linkcheck.extract.state import State

_PLAIN = (
    r"(?:[^\x00-\x7f]|[A-Za-z\"$%&'(),./;@\\\]^{}]|!(?!!!)|\?(?!\?\?)"
    r"|\*{1,3}(?=[^\s*])|_{1,3}(?=[^\s_])|\d{1,9}(?![\d.)])|\[(?!!)[^\[\]\\\n]*+\](?!:))"
)
"""The beginning of a line that begins no construct but a paragraph."""
_LINE = rf"{_PLAIN}[^\n]*+(?:\n|\Z)"
_OVER = r"(?=[ \t]*+(?:\n|\Z))"
_APART = r"(?=[ \t]*+(?:\Z|\n(?:[ \t]*+\n)*+(?:[^ \t\n]|[ \t]*+\Z)))"
_ROOT = re.compile(
    rf"(?P<text> {{0,3}}{_LINE}(?:[ \t]*+{_LINE})*+){_OVER}"
    rf"|(?P<items>(?P<mark>[-*+]) {_LINE}(?:(?P=mark) {_LINE})*+|(?:\d{{1,9}}\. {_LINE})++){_APART}"
    rf"|(?P<quote>(?:> {_LINE})++){_OVER}"
    r"|(?P<heading>#{1,6}[ \t][^\n#]*+(?:\n|\Z))(?! {0,3}[-:|])"
)
_ONE = re.compile(_PLAIN)
_WRITTEN = re.compile(r"[^\n]+")


def root(state: State, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """A block of the document itself, if it is one of those."""
    if silent or state.level or state.blkIndent:
        return False
    state.begun = line
    match = _ROOT.match(state.src, state.bMarks[line])
    if match is None:
        return False
    written = match[0]
    state.line = line + written.count("\n") + (written[-1] != "\n")
    _PUSHES[match.lastgroup or ""](state, line, written, match.start())
    return True


def nested(state: State, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """One line before a blank one, wherever it stands."""
    following = line + 1
    if silent or (following < state.lineMax and not state.isEmpty(following)):
        return False
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if state.sCount[line] - state.blkIndent > 3 or not _ONE.match(state.src, start, end):
        return False
    state.line = following
    _leaf(state, line, state.src[start:end], start)
    return True


def _leaf(state: State, line: int, written: str, start: int | None) -> None:
    """A block's text; `start` is its offset in the source, where it stands there in one piece."""
    content = written.strip(MD_TRIM_CHARS)
    state.leaf(content, line, None if start is None else start + written.find(content))


def _items(state: State, line: int, written: str, start: int) -> None:
    for number, match in enumerate(_WRITTEN.finditer(written), line):
        item = match[0]
        mark = item.index(" ") + 1
        state.tokens.append(Token("list_item_open", "li", 1))
        _leaf(state, number, item[mark:], start + mark)
        state.tokens.append(Token("list_item_close", "li", -1))
        start += len(item) + 1


def _quote(state: State, line: int, written: str, _start: int) -> None:
    _leaf(state, line, written[2:].replace("\n> ", "\n"), None)


def _heading(state: State, line: int, written: str, start: int) -> None:
    mark = written.index("# ") + 1 if "# " in written else written.index("#\t") + 1
    state.tokens.append(Token("heading_open", f"h{mark}", 1))
    _leaf(state, line, written[mark:], start + mark)
    state.tokens.append(Token("heading_close", f"h{mark}", -1))


_PUSHES = {"text": _leaf, "items": _items, "quote": _quote, "heading": _heading}
