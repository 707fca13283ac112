"""The words of a label: emphasis, escapes and entities are read by markdown-it-py, which need not be asked of most."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from linkcheck.extract.blocks import IMAGE_MARK

_MARKUP = re.compile(r"[*_~\\&]")
_WRAPPED = re.compile(r"(\*{1,3}|_{1,3})(?!\s)([^*_~\\&]++)(?<!\s)\1")
"""A label that is emphasised as a whole, and no more: the common case, at a tenth of the cost."""
_AT_ONCE = 5_000
"""Characters of a label that are read together: markdown-it-py takes 250 times as much memory. Emphasis beyond stays as it is written."""


def plain(text: str) -> str:
    """What is left of a label when emphasis, escapes and entities are read and blanks folded."""
    if text.isalnum():
        return text
    if _MARKUP.search(text):
        if whole := _WRAPPED.fullmatch(text):
            text = whole[2]
        else:
            parts = range(0, len(text), _AT_ONCE)
            text = "".join(_read(text[part : part + _AT_ONCE]) for part in parts)
    return " ".join(text.replace(IMAGE_MARK, "").split())


def _read(markup: str) -> str:
    children = _emphasis().parseInline(markup)[0].children or ()
    return "".join("\n" if one.type == "softbreak" else one.content for one in children)


@cache
def _emphasis() -> MarkdownIt:
    rules = "newline escape entity emphasis strikethrough balance_pairs fragments_join"
    return MarkdownIt("zero").enable(rules.split())
