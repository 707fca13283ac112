"""What a store's bytes may say of a page and of copies: they fit our nouns, but a file may come from anywhere.

Those who judge and report rely on two things that no type says: a time has its zone, and a URL that answered can be taken apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.apart import comes_apart

if TYPE_CHECKING:
    from linkcheck.model import Evidence, Look, Lookup, Memento

_WHOLE = re.compile(r"https?://[a-z0-9.-]+(?::(?:[0-9]{1,4}|[1-5][0-9]{4}))?(?:[/?#]|\Z)")
"""How nearly all URLs begin: nothing needs to be taken apart to know that it can be."""


def may_be_seen(evidence: Evidence) -> bool:
    """Whether this may have been seen."""
    probes = (evidence.root, evidence.sibling, evidence.shorter)
    return all(map(_is_look, (*evidence.looks, *filter(None, probes))))


def may_be_found(lookup: Lookup) -> bool:
    """Whether this may have been found."""
    return all(_is_capture(copy.memento) for copy in lookup.copies)


def _is_look(look: Look) -> bool:
    led = (look.page.refresh,) if look.page else ()
    return look.at.tzinfo is not None and all(map(_is_whole, (*led, *(h.url for h in look.hops))))


def _is_capture(memento: Memento) -> bool:
    has_zone = memento.captured.tzinfo is not None
    return has_zone and _is_whole(memento.url) and _is_whole(memento.original)


def _is_whole(url: str) -> bool:
    return not url or _WHOLE.match(url) is not None or comes_apart(url)
