"""Whether a page has an empty element that scripts are to fill: such a page says little before they have run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.web.text import has_more_units
from linkcheck.web.tree import search

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from linkcheck.web.tree import Elements

_FILLED_IDS = (
    *("root", "app", "__next", "__nuxt", "___gatsby", "react-root", "app-root", "app-mount"),
    *("application", "svelte", "q-app"),
)
_FILLED_ID = re.compile(
    rf"id(?<=[\s/\"']id)\s*=\s*[\"']?(?:[^\"'>\s&]{{0,{max(map(len, _FILLED_IDS))}}}&|({'|'.join(sorted(_FILLED_IDS, key=len, reverse=True))}))".encode()
)
"""Where an element may have one of these names, in markup in lower case: the word after what may come before an attribute; `&` may write any letter,
behind fewer than the longest name has, lest a page of `/id=` be gone through to its end from each of them.
"""
_FILLED_TAG = "app-root"
_FILLED_MARKED = {
    b"data-reactroot": "[data-reactroot]",
    b"ng-version": "[ng-version]",
    b"data-server-rendered": "[data-server-rendered]",
}
"""What the markup then holds, and the selector."""
_FILLING_WORDS = 4
""""Loading …" is no content."""


def is_hollow(tree: LexborHTMLParser, elements: Elements, lowered: bytes) -> bool:
    """Whether it has, as far as it is seen; `lowered` is its markup in lower case."""
    containers = _containers(tree, elements, lowered)[:10]
    texts = (node.text(separator=" ") for node in containers)
    return not all(has_more_units(text, _FILLING_WORDS) for text in texts)


def _containers(tree: LexborHTMLParser, elements: Elements, lowered: bytes) -> list[LexborNode]:
    """The elements that scripts are to fill."""
    names = set(_FILLED_ID.findall(lowered))
    is_any = b"" in names
    selectors = [f"#{name}" for name in _FILLED_IDS if names and (is_any or name.encode() in names)]
    selectors += [_FILLED_TAG] if elements[_FILLED_TAG] else []
    selectors += [selector for mark, selector in _FILLED_MARKED.items() if mark in lowered]
    return search(tree, ", ".join(selectors)) if selectors else []
