"""Title and date of an HTML article, where its makers declare them.

Open Graph (`article:published_time`), schema.org (`itemprop`), Dublin Core and plain `meta` names, then the first `<time
datetime>`: the day as written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from linkcheck.frontmatter import dates
from linkcheck.tame import tamed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_DECLARED = (
    "article:published_time", "datepublished", "publishdate", "pubdate", "publish_date", "date", "dc.date",
    "dcterms.date", "dcterms.created", "citation_publication_date",
)  # fmt: skip
"""In order of how surely they mean the day of publication."""


def facts(text: str) -> tuple[str | None, date | None]:
    """Title and date of a page; None for what it does not say."""
    page = LexborHTMLParser(tamed(text))
    title = page.css_first("title")
    days = (day for written in _written(page) if (day := dates.leading(written)))
    return (" ".join(title.text().split()) or None) if title else None, next(days, None)


def _written(page: LexborHTMLParser) -> Iterator[str]:
    declared: dict[str, str] = {}
    for meta in page.css("meta[content]"):
        for name in ("property", "name", "itemprop"):
            declared.setdefault(
                (meta.attributes.get(name) or "").lower(), meta.attributes["content"] or ""
            )
    yield from (declared[name] for name in _DECLARED if name in declared)
    yield from (time.attributes["datetime"] or "" for time in page.css("time[datetime]"))
