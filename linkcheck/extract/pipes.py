r"""Tables of pipes (GFM 0.29 §4.10), as markdown-it-py finds them, without the cells that it adds to rows that are too short.

Those are 65,536 a table at most (markdown-it issue 1000), of which 1 kB of text made as many: 32 kB took 5 s. Here one empty cell
stands for all that a row lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import table as theirs
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS

from linkcheck.extract.quotes import SILENTLY, ends_quote

if TYPE_CHECKING:
    from linkcheck.extract.state import State

_PIPE = re.compile(r"(?<!\\)\|")


def table(state: State, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's call
    """A table with all its rows."""
    if not _may_begin(state, line, end) or not theirs(state, line, end, SILENTLY):
        return False
    if silent:
        return True
    outer, state.parentType = state.parentType, "table"
    head = _cells(state, line)
    _push(state, line, head, len(head))
    missing, line = 0, line + 2
    while line < end and _goes_on(state, line, end):
        cells = _cells(state, line)
        missing += len(head) - len(cells)
        if missing > MAX_AUTOCOMPLETED_CELLS:
            break
        _push(state, line, cells, len(head))
        line += 1
    state.parentType, state.line = outer, line
    return True


def _may_begin(state: State, line: int, end: int) -> bool:
    """Whether a line may be a table's head: it has a pipe, and the next one begins as what parts the head from the rows."""
    following = line + 1
    if following >= end or state.isEmpty(following):
        return False
    return (
        state.src[state.bMarks[following] + state.tShift[following]] in "|-:"
        and state.src.find("|", state.bMarks[line], state.eMarks[line]) >= 0
    )


def _goes_on(state: State, line: int, end: int) -> bool:
    return not (
        state.sCount[line] < state.blkIndent
        or not _row(state, line)
        or state.is_code_block(line)
        or ends_quote(state, line, end)
    )


def _row(state: State, line: int) -> str:
    """A line without what markdown-it trims, which is more than what makes a line empty elsewhere: wide blanks, too."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].strip(MD_TRIM_CHARS)


def _cells(state: State, line: int) -> list[str]:
    cells = _PIPE.split(_row(state, line))
    if cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _push(state: State, line: int, cells: list[str], width: int) -> None:
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for cell in (*cells[:width], *([""] if len(cells) < width else [])):
        state.leaf(cell.replace("\\|", "|").strip(MD_TRIM_CHARS), line, None)
    state.push("tr_close", "tr", -1)
