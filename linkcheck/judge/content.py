"""Whether what came can be what was cited at all: something rather than nothing, an image where an image is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

_MEASURED = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
"""Kinds whose size in pixels stands at their beginning, so that one without is broken."""
_FRAME = "<frame "
_PIXEL = 2
_STAND_IN = re.compile(
    r"(?:^|/)(?:[^/]*[-_])?(?:no[-_]?(?:image|photo|picture|pic|img)|image[-_]?not[-_]?(?:found|available)|not[-_]?found|placeholder|default[-_]?(?:image|img|pic|thumb)|removed|deleted|missing|blank|spacer|404|403|forbidden|no[-_]?(?:access|permission|leech)|(?:no|anti|stop|block)?[-_]?hot[-_]?link(?:ing|ed)?|anti[-_]?leech|(?:fang)?daolian|dao_?lian|unavailable|expired|error)(?:[-_][^/]*)?\.(?:png|jpe?g|gif|webp|svg)$",
    re.IGNORECASE,
)


def empty(facts: Facts) -> Remark | None:
    """Nothing at all: no words, no picture, and no script that could make them."""
    page = facts.page
    if page.truncated:
        return None
    if page.size == 0:
        return remark("empty.nothing", status=facts.status or 0)
    if page.words or page.media or page.links or page.password:
        return None
    is_framed = _FRAME in page.markup.lower()  # in a body too, where browsers show it
    is_made = page.scripts or page.sources or page.refresh or page.hollow or is_framed
    is_text = facts.is_html or page.media_type.startswith("text/")
    is_blank = is_text and not page.sniffed.startswith("image/") and not is_made
    return remark("empty.blank") if is_blank else None


def wrong_type(facts: Facts) -> Remark | None:
    """Cited as an image, and no image came."""
    page = facts.page
    if not facts.is_image:
        return None
    if not page.sniffed.startswith("image/"):
        return _no_image(facts)
    is_broken = page.sniffed in _MEASURED and not (page.width and page.height)
    return remark("wrong-type.broken", kind=page.sniffed) if is_broken else None


def stand_in(facts: Facts) -> Remark | None:
    """An image that stands where the one cited was."""
    page = facts.page
    if not facts.is_image or not page.sniffed.startswith("image/"):
        return None
    if 0 < page.width <= _PIXEL and 0 < page.height <= _PIXEL:
        return remark("placeholder.pixel", width=page.width, height=page.height)
    if facts.went and _STAND_IN.search(facts.ended.path) and not _STAND_IN.search(facts.cited.path):
        return remark("placeholder.stand-in", path=facts.ended.path)
    return None


def _no_image(facts: Facts) -> Remark | None:
    page = facts.page
    if facts.is_html or page.media_type.startswith("text/") or page.media_type.endswith("json"):
        return remark("wrong-type.page", kind=page.sniffed or page.media_type or "text/html")
    if page.sniffed or page.media_type in _MEASURED:
        return remark("wrong-type.broken", kind=page.sniffed or page.media_type)
    return None
