"""A fetched page as an article: its main content, without the menus and footers that every page of its site has.

trafilatura finds the main content; where it
finds none, or the page is too long for it, the whole page is the article. Places count in what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura

from linkcheck.model import Document, Kind
from linkcheck.source.page_facts import facts
from linkcheck.tame import is_too_long, tamed

if TYPE_CHECKING:
    from datetime import date


def article(url: str, html: str, *, when: date | None = None) -> Document:
    """The document of a page; relative URLs in it are relative to `url`."""
    title, written = facts(html)
    main = None if is_too_long(html) else _main(tamed(html))
    return Document(
        path=url,
        text=main or html,
        kind=Kind.HTML,
        base=url,
        title=title,
        date=when or written,
    )


def _main(html: str) -> str | None:
    found: str | None = trafilatura.extract(
        html,
        output_format="html",
        include_links=True,
        include_images=True,
        include_formatting=True,
        include_comments=False,
        favor_recall=True,
    )
    return found
