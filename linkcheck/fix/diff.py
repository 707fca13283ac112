"""A plan as a unified diff (POSIX `diff -u`), fit for `patch` and for a reader's terminal.

Lines end at LF alone, as `patch` sees them: a CR stays at the end of its line. What is unseen otherwise is spelled out, so that a
document with control characters gives a diff to be read and not to be applied.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.fix.plan import Plan


def diff(plan: Plan) -> Iterator[str]:
    """The lines of a document's diff, each with its end."""
    old, new = (_lines(text) for text in (plan.document.text, plan.text))
    path = plan.document.path
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
