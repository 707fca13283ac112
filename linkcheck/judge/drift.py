"""Content drift: how far a living page is from the copy nearest to its citation.

Two measures found the pages that had left their topic best, against the first capture: a cosine of term frequencies below 0.10, or a
loss of 85 % of the words or more (AlNoamany, Weigle, Nelson, TPDL 2015: accuracy .987; FIELD §5). Words that every text has are
left out, as they did; in Chinese and Japanese, which do not part words, pairs of neighbouring characters stand for them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck.model import Drift

if TYPE_CHECKING:
    from linkcheck.model import Copy, Page

OFF_TOPIC = 0.10
LOST = -0.85
ENOUGH = 30
"""Words; of less text nothing can be said."""

_LANGUAGES = (
    *("English", "German", "French", "Spanish", "Portuguese", "Italian", "Dutch", "Polish"),
    *("Russian", "Ukrainian", "Turkish", "Indonesian", "Vietnamese"),
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+|[^\W\d_\u3040-\u30ff\u3400-\u9fff]{2,}")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def drift(copy: Copy, now: Page) -> Drift | None:
    """How far a page is from a copy; None where the copy's text is too short, or was not kept, to tell."""
    then = copy.page
    before = _terms(then.main) if then is not None else Counter[str]()
    if then is None or before.total() < ENOUGH:
        return None
    after = _terms(now.main)
    return Drift(
        memento=copy.memento,
        days=copy.days,
        similarity=round(_cosine(before, after), 3),
        change=round(after.total() / before.total() - 1, 3),
        then=then.title,
        now=now.title,
    )


def is_drifted(found: Drift) -> bool:
    """Whether the page is about something else by now, or most of it is gone."""
    return found.similarity < OFF_TOPIC or found.change <= LOST


def _terms(text: str) -> Counter[str]:
    terms: Counter[str] = Counter()
    for run in _WORD.findall(text.lower()):
        if _HAN.match(run) and len(run) > 1:
            terms.update(run[at : at + 2] for at in range(len(run) - 1))
        elif run not in _frequent():
            terms[run] += 1
    return terms


@cache
def _frequent() -> frozenset[str]:
    """Words that every text has, by jusText's lists; loaded when first needed, since they bring an HTML parser along."""
    justext = import_module("justext")
    return frozenset().union(*(justext.get_stoplist(language) for language in _LANGUAGES))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(count * other[term] for term, count in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return shared / lengths if lengths else 0.0
