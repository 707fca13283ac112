"""Citations that are copies already: whether the archive shows the capture that was cited, and whether that shows a page.

`Memento-Datetime` alone tells a capture from an archive's own page, whatever the status; a capture may itself be of a 404, a refusal
or a redirect, and an archive that lacks the one asked for leads silently to another, maybe months away (FIELD §3.3). A capture does not
change, so that one look at it is enough. archive.today is never asked: it answers programs with a captcha (FIELD §3.5).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from linkcheck.archives import Standing, is_asked
from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

_NEAR, _FAR = timedelta(days=1), timedelta(days=30)
"""Until the one the capture cited is shown, for all that a reader cares; from the other on it is another (FIELD §3.3)."""
_WARNINGS = {Standing.UNRELIABLE: "note.archive", Standing.GONE: "note.archive-gone"}


def not_asked(facts: Facts) -> Remark | None:
    """A copy in an archive that is never asked."""
    copy = facts.copy
    if copy is None or is_asked(facts.case.target.request):
        return None
    return remark("unreliable-archive", name=copy.archive.name)


def gone(facts: Facts) -> Remark | None:
    """The copy shows that the page was gone already."""
    if facts.captured is None or facts.status not in (404, 410):
        return None
    return remark("gone.captured", status=facts.status, captured=_day(facts))


def refused(facts: Facts) -> Remark | None:
    """The copy shows that the archive was not let in, or met an error."""
    status = facts.status or 0
    if facts.captured is None or status < 400 or status in (404, 410):
        return None
    return remark("wall.captured", status=status, captured=_day(facts))


def another(facts: Facts) -> Remark | None:
    """A capture of another time than the one cited."""
    days = _off(facts)
    if abs(days) < _FAR.days:
        return None
    return remark("other-capture", captured=_day(facts), days=abs(days))


def note_another(facts: Facts) -> Remark | None:
    """A capture of some days before or after."""
    days = _off(facts)
    if not days or abs(days) >= _FAR.days:
        return None
    return remark("note.other-capture", captured=_day(facts), days=abs(days))


def note_archive(facts: Facts) -> Remark | None:
    """An archive that nobody should rely on any more."""
    copy = facts.copy
    if copy is None or copy.archive.standing not in _WARNINGS:
        return None
    return remark(_WARNINGS[copy.archive.standing], name=copy.archive.name)


def _off(facts: Facts) -> int:
    """Days from the capture cited to the one shown; 0 within one, and where the citation names no day."""
    copy = facts.copy
    if copy is None or facts.captured is None or copy.captured is None or not copy.exact:
        return 0
    gap = facts.captured - copy.captured
    return 0 if abs(gap) <= _NEAR else round(gap / timedelta(days=1))


def _day(facts: Facts) -> str:
    assert facts.captured is not None
    return facts.captured.date().isoformat()
