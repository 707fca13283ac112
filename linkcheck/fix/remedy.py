"""What would mend a finding: its best copy, its new address, or its address without what was only tracking.

Safe is what the run has proven: a good copy of a dead source, a permanent redirect within one site, the same page by https,
a page that names itself without the parameters (RFC 6596, canonical). All else is for a person, or for `--unsafe`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from linkcheck.model import Grade, LookupState, Outcome, Way, remark
from linkcheck.tracking import trackers_in, without_trackers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.model import Copy, Finding, Remark

    SameSite = Callable[[str, str], bool]
    """Whether two hosts are of one registrable domain."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """An address that can stand in the cited one's place, and why; `archived` where it is a copy."""

    url: str
    reason: Remark
    safe: bool = True
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Hopeless:
    """Why nothing mends a finding; `person` where somebody has to decide."""

    reason: Remark
    person: bool = True


def remedy(finding: Finding, same_site: SameSite) -> Remedy | Hopeless | None:
    """What would mend a finding; None where nothing is wrong, or nothing is known to be."""
    outcome = finding.verdict.outcome
    if finding.target.way is Way.LOCAL:
        return Hopeless(remark("fix.local")) if outcome is Outcome.DEAD else None
    if outcome is Outcome.DEAD:
        return _copied(finding, safe=True)
    if outcome is Outcome.SUSPECT:
        return _copied(finding, safe=False)
    return _living(finding, same_site) if outcome is Outcome.ALIVE else None


def _copied(finding: Finding, *, safe: bool) -> Remedy | Hopeless:
    """The best copy; one that is not good, or of a page that may be there, is for a person."""
    lookup = finding.lookup
    copies = lookup.copies if lookup and lookup.state is LookupState.FOUND else ()
    if not copies:
        return Hopeless(remark("fix.no-copy"))
    good = next((copy for copy in copies if copy.grade is Grade.GOOD), None)
    best = good or copies[0]
    if good is None:
        reason = remark("fix.doubtful", grade=f"grade.{best.grade}", when=_day(best))
    elif safe:
        reason = remark("fix.copy", when=_day(best))
    else:
        reason = remark("fix.suspect", when=_day(best))
    url = _with_fragment(best.memento.url, finding)
    return Remedy(url, reason, safe=safe and good is not None, archived=True)


def _day(copy: Copy) -> str:
    return copy.memento.captured.date().isoformat()


def _living(finding: Finding, same_site: SameSite) -> Remedy | Hopeless | None:
    """Where it moved for good, then https, then without tracking; only the first that holds is done."""
    for found in (_moved(finding, same_site), _https(finding)):
        if found is not None:
            return found
    return _untracked(finding)


def _moved(finding: Finding, same_site: SameSite) -> Remedy | None:
    url = _noted(finding, "note.moved")
    if url is None:
        return None
    cited = urlsplit(finding.target.url).hostname or ""
    host = urlsplit(url).hostname or ""
    if same_site(cited, host):
        return Remedy(_with_fragment(url, finding), remark("fix.moved"))
    return Remedy(_with_fragment(url, finding), remark("fix.moved-away", host=host), safe=False)


def _https(finding: Finding) -> Remedy | None:
    url = _noted(finding, "note.https")
    return None if url is None else Remedy(_with_fragment(url, finding), remark("fix.https"))


def _untracked(finding: Finding) -> Remedy | Hopeless | None:
    """Without its tracking parameters, where the page names that very address as its own."""
    url = finding.target.url
    if not trackers_in(url):
        return None
    stripped = without_trackers(url)
    if urldefrag(stripped).url in _own_names(finding):
        return Remedy(stripped, remark("fix.untracked", names=", ".join(trackers_in(url))))
    return Hopeless(remark("fix.tracking-unproven"), person=False)


def _own_names(finding: Finding) -> Iterator[str]:
    """What the page calls itself, and where it answered."""
    look = finding.evidence.last if finding.evidence else None
    if look is not None:
        yield look.url
        if look.page is not None:
            yield look.page.canonical


def _noted(finding: Finding, id_: str) -> str | None:
    """The URL that a note of this kind names."""
    for note in finding.verdict.notes:
        if note.id == id_:
            return str(dict(note.values)["url"])
    return None


def _with_fragment(url: str, finding: Finding) -> str:
    fragment = finding.target.fragment
    return f"{url}#{fragment}" if fragment and "#" not in url else url
