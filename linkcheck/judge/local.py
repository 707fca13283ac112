"""One's own files: what is there, and what is not there although it would have to be.

Dead needs proof here too: a file is missing only where it is certain in which folder it should be (DESIGN; what is guessed or may not be
looked at is unsure). A fragment that may be no place (`#L10`, `#page=3`, a route) is left alone, as on a page of the web.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge.notes import NO_PLACE
from linkcheck.model import Presence, Way, remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import LocalEvidence, Remark

_MISSING = {
    Presence.MISSING: "no-such-file",
    Presence.NO_INDEX: "no-such-file.index",
    Presence.ABOVE: "no-such-file.above",
}
_UNSEEN = {
    Presence.PERHAPS: "unseen-file.perhaps",
    Presence.UP_TO_BUILDER: "unseen-file.builder",
    Presence.OUTSIDE: "unseen-file.outside",
    Presence.LED_OUT: "unseen-file.led-out",
    Presence.UNREADABLE: "unseen-file.unreadable",
}
_THERE = {Presence.FILE: "file", Presence.FOLDER: "file.folder"}
_NOT_LOOKED_AT = {Presence.TEMPLATE: "local.template", Presence.NOWHERE: "local.nowhere"}


def wrong_case(facts: Facts) -> Remark | None:
    """A name on the way is written in another case: fine on some machines, nothing on the others."""
    seen = _seen(facts)
    is_misnamed = seen is not None and seen.presence is Presence.OTHER_CASE
    return remark("wrong-case", path=seen.path) if is_misnamed and seen else None


def no_such_file(facts: Facts) -> Remark | None:
    """Nothing of that name, in a folder that was looked through."""
    seen = _seen(facts)
    if seen is None or seen.presence not in _MISSING:
        return None
    if seen.near and seen.presence is Presence.MISSING:
        return remark("no-such-file.near", path=seen.path, near=seen.near)
    return remark(_MISSING[seen.presence], path=seen.path)


def no_such_anchor(facts: Facts) -> Remark | None:
    """The file has no such place, and its kind has such places."""
    seen, fragment = _seen(facts), facts.case.target.fragment
    if (
        seen is None
        or seen.anchor is not False
        or NO_PLACE.match(fragment)
        or facts.case.any_fragment
    ):
        return None
    if seen.near:
        return remark("no-such-anchor.near", path=seen.path, fragment=fragment, near=seen.near)
    return remark("no-such-anchor", path=seen.path, fragment=fragment)


def unseen(facts: Facts) -> Remark | None:
    """What was not looked at, or where nobody knows what the link is relative to."""
    seen = _seen(facts)
    if seen is None or seen.presence not in _UNSEEN:
        return None
    return remark(_UNSEEN[seen.presence], path=seen.path, detail=seen.detail)


def there(facts: Facts) -> Remark | None:
    """The file is there, and the place in it, as far as that can be told and the user minds."""
    seen = _seen(facts)
    if seen is None or seen.presence not in _THERE:
        return None
    if seen.anchor:
        return remark("file.anchor", path=seen.path, fragment=facts.case.target.fragment)
    return remark(_THERE[seen.presence], path=seen.path)


def not_looked_at(facts: Facts) -> Remark | None:
    """A local link without a place."""
    if facts.case.target.way is not Way.LOCAL:
        return None
    seen = _seen(facts)
    return remark(_NOT_LOOKED_AT.get(seen.presence, "local") if seen else "local")


def _seen(facts: Facts) -> LocalEvidence | None:
    return facts.case.local if facts.case.target.way is Way.LOCAL else None
