"""A fetched page as an article: its main content, without the menus and footers that every page of its site has.

trafilatura finds the main content; where it
finds none, the whole page is the article. Places count in what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura

from linkcheck.model import Document, Kind
from linkcheck.source.page_facts import facts
from linkcheck.tame import tamed

if TYPE_CHECKING:
    from datetime import date


def article(url: str, html: str, *, when: date | None = None) -> Document:
    """The document of a page; relative URLs in it are relative to `url`."""
    title, written = facts(html)
    main = trafilatura.extract(
        tamed(html),
        output_format="html",
        include_links=True,
        include_images=True,
        include_formatting=True,
        include_comments=False,
        favor_recall=True,
    )
    return Document(
        path=url,
        text=main or html,
        kind=Kind.HTML,
        base=url,
        title=title,
        date=when or written,
    )
