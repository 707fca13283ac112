"""What an input is, by its name, else by what it holds.

MDX, Quarto and R Markdown are Markdown with islands of code, whose links are the article's. A `.txt` that holds only URLs and
comments is a list of URLs; other names tell nothing, so that they are plain text, and without a name it is Markdown.
"""

from __future__ import annotations

import os
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from linkcheck.frontmatter.place import lines_from
from linkcheck.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKDOWN_SUFFIXES = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".qmd", ".rmd"}
)
_SUFFIXES: Mapping[str, Kind] = MappingProxyType(
    dict.fromkeys(MARKDOWN_SUFFIXES, Kind.MARKDOWN)
    | dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML)
)
PAGES = frozenset(_SUFFIXES)
"""Suffixes of files in which there are places to link to."""
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_URL_LINE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:|www\.)\S+")


def kind_of(path: str, text: str) -> Kind:
    """The kind of an input that was named `path`; `-` and a name without suffix tell nothing."""
    suffix = suffix_of(path)
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _HTML.match(text):
        return Kind.HTML
    if _only_urls(text):
        return Kind.URLS
    return Kind.TEXT if suffix else Kind.MARKDOWN


def suffix_of(path: str) -> str:
    """`.md` of `a/b.MD`, as pathlib has it; "" where there is none."""
    name = path.replace(os.sep, "/").rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def _only_urls(text: str) -> bool:
    """Whether each line is blank, a comment (`#`) or one URL, and at least one is a URL."""
    found = False
    for line in lines_from(text, 0):
        written = line.strip()
        if written and not written.startswith("#"):
            if not _URL_LINE.fullmatch(written):
                return False
            found = True
    return found
