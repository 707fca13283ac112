"""Secrets do not go into the store: they are masked as in every report, and the URL that is asked for again is put back.

A token in a query is worth as much in a cache directory as in a log. What a server said (where it redirects to, what its page leads to and
holds) stays masked: its tokens were for that once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from linkcheck.report.glance import may_hold_secrets
from linkcheck.report.safe import cleaned, masked

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.model import Evidence, Hop, Look


def hidden(evidence: Evidence) -> Evidence:
    """The evidence without secrets; the same object where there are none."""
    return cleaned(evidence, masked) if _may_hold_secrets(evidence) else evidence


def restored(evidence: Evidence, request: str) -> Evidence:
    """The evidence as it was seen, as far as the request's own URL tells."""
    mask = masked(request)
    if mask == request:
        return evidence
    return _with_urls(evidence, lambda url: request if url == mask else url)


def _may_hold_secrets(evidence: Evidence) -> bool:
    """Whether any of its texts might, by a glance at all of them at once: a tenth of the time, and most hold none."""
    try:
        line = msgspec.json.encode(evidence)
    except UnicodeEncodeError:
        return True
    return may_hold_secrets(line)


def _with_urls(evidence: Evidence, change: Callable[[str], str]) -> Evidence:
    def look(seen: Look | None) -> Look | None:
        if seen is None or all(hop(each) is each for each in seen.hops):
            return seen
        return replace(seen, hops=tuple(map(hop, seen.hops)))

    def hop(seen: Hop) -> Hop:
        url, location = change(seen.url), seen.location and change(seen.location)
        same = url == seen.url and location == seen.location
        return seen if same else replace(seen, url=url, location=location)

    looks = tuple(seen for each in evidence.looks if (seen := look(each)) is not None)
    fresh = replace(
        evidence,
        url=change(evidence.url),
        looks=looks,
        root=look(evidence.root),
        sibling=look(evidence.sibling),
        shorter=look(evidence.shorter),
    )
    return evidence if fresh == evidence else fresh
