"""Mend what can be mended: a finding's remedy, as edits of the very destinations that cite it, proven by reading the result again.

    findings → remedies → edits → text → (read again: all else is as it was) → file

Everything but `files` is pure. As a library: `plan(document, findings, hands)` gives a Plan, `apply(text, plan.edits)` the
mended text.
"""

from linkcheck.fix.apply import apply
from linkcheck.fix.plan import Hands, Left, Plan, Wishes, plan
from linkcheck.fix.rewrite import Edit, Style

__all__ = ["Edit", "Hands", "Left", "Plan", "Style", "Wishes", "apply", "plan"]
