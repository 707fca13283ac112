"""A page's tree, gone through once and searched seldom.

A search reads its selector anew and holds each of its alternatives against each element: a fifth of what it takes to look at all tags in Python
(measured, 900 elements: 18 µs an alternative, 100 µs for all their tags). So a page is gone through once, and searched for what it may have by its tags
or its markup alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborCSSSelector, LexborNode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

Elements = Mapping[str | None, list[LexborNode]]
"""All elements by their tags, in the order of the page; an empty list where there is none."""

_SOUGHT = LexborCSSSelector()  # type: ignore[no-untyped-call]  # its stub lacks the word None
"""One for all pages: each tree would make one of its own when it is first asked, which takes twice as long as to parse it."""


def elements_of(tree: LexborHTMLParser) -> Elements:
    """The elements of a tree."""
    found: defaultdict[str | None, list[LexborNode]] = defaultdict(list)
    root = tree.root
    if root is not None:
        for node in root.traverse():
            found[node.tag].append(node)
    return found


def search(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The elements of a tree that one of our own selectors names."""
    root = tree.root
    return [] if root is None else _SOUGHT.find(selector, root)
