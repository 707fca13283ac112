"""What statuses and failures say by themselves, over all looks: proof that a page or a name is gone, or why nothing can be told.

Dead needs proof (DESIGN): 404 or 410 by GET in two looks at different times while the host's front page does not answer
alike; the resolver's definite answer, twice. A 404 that a whole host gives is a wall's; so is one whose page is the application
that the front page is too: in a browser it may show what was cited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge import addresses, wording
from linkcheck.judge.facts import clip, says
from linkcheck.judge.walls import is_refusal, vendor, wall
from linkcheck.model import Ending, Failure, remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Look, Remark

GONE = frozenset({404, 410})
_ENDED_EARLY = {
    Ending.INTERRUPTED: "interrupted",
    Ending.OUT_OF_TIME: "out-of-time",
    Ending.TOO_MANY: "too-many",
}


def last_in_a_row(facts: Facts, failure: Failure | None = None) -> tuple[Look, ...]:
    """The looks at the end that all failed so, or for None all said that the page is gone."""
    found: list[Look] = []
    for look in reversed(facts.looks):
        if look.failure is not failure or (failure is None and look.status not in GONE):
            break
        found.append(look)
    return tuple(reversed(found))


def seconds_apart(looks: tuple[Look, ...]) -> float:
    """The real gap between the first and the last of some looks."""
    # The clock may have been set back in between.
    return max(round((looks[-1].at - looks[0].at).total_seconds(), 1), 0.0)


# ── a name that does not exist ────────────────────────────────────────────────────────────────────────────────────


def no_such_host(facts: Facts) -> Remark | None:
    """The resolver's definite answer, twice."""
    looks = last_in_a_row(facts, Failure.NO_SUCH_HOST)
    if len(looks) < 2:
        return None
    host, gap = facts.ended_host or facts.case.target.host, seconds_apart(looks)
    if len(looks[-1].hops) > 1:
        return remark("no-such-host.led", host=host, gap=gap)
    return remark("no-such-host", host=host, gap=gap)


# ── a page that is gone ───────────────────────────────────────────────────────────────────────────────────────────


def gone(facts: Facts) -> Remark | None:
    """404 or 410 in two looks, and nothing that makes it the host's answer to everything."""
    looks = last_in_a_row(facts)
    if len(looks) < 2 or host_wide(facts) is not None or not _is_told_apart(facts):
        return None
    values = {"status": facts.status or 0, "gap": seconds_apart(looks)}
    if facts.root is None or facts.root.status is None:
        return remark("gone.no-site", words=_no_such_site(facts), **values)
    if facts.root.status == facts.status:
        if site := _no_such_site(facts):
            return remark("gone.no-site", words=site, **values)
        return remark("gone.others", others=_others(facts), **values)
    if 200 <= facts.root.status < 300:
        return remark("gone", **values)
    return remark("gone.root", root=facts.root.status, **values)


def host_wide(facts: Facts) -> Remark | None:
    """Why a 404 that was seen twice says nothing of the page."""
    if len(last_in_a_row(facts)) < 2 or _no_such_site(facts) or facts.captured:
        return None
    if is_front(facts):
        return remark("wall.front", status=facts.status or 0)
    return _not_told_apart(facts, facts.root) if facts.root else None


def _not_told_apart(facts: Facts, root: Look) -> Remark | None:
    """Why a front page does not show that the host tells its pages apart."""
    status = facts.status or 0
    if root.status is None:
        return remark("wall.unproven", status=status, failure=str(root.failure))
    if root.status == status and not _others(facts):
        return remark("wall.host-wide", status=status)
    if root.status in (429, 999) or root.status >= 500 or _is_walled(facts.seen_as(root)):
        return remark("wall.root", status=status)
    return remark("wall.shell", status=status) if _is_the_application(facts, root) else None


def _is_walled(front: Facts) -> bool:
    """Whether a wall stands at the front page; a mere refusal there shows that the host answers each page in its own way."""
    return bool(vendor(front)) or (front.answered and wall(front) is not None)


def is_front(facts: Facts) -> bool:
    """Whether the cited page is itself the front page, so that no other could tell more."""
    return facts.cited.path in ("", "/") and not facts.cited.query


def _is_told_apart(facts: Facts) -> bool:
    return facts.root is not None or bool(_no_such_site(facts))


def _no_such_site(facts: Facts) -> str:
    """What a hosting service says of having no such site."""
    found = wording.NO_SUCH_SITE.search(facts.words) if facts.is_short else None
    return clip(found[0]) if found else ""


def _others(facts: Facts) -> int:
    """Targets of the run on this host that were there."""
    return sum(
        count for answer, count in facts.case.host.answers if answer in ("200", "203", "206")
    )


def _is_the_application(facts: Facts, root: Look) -> bool:
    """Whether the page that came with the 404 is the shell that the front page is too."""
    page = root.page
    if page is None or not facts.is_shell:
        return False
    return page.title == facts.page.title and page.words == facts.page.words and page.scripts > 0


def unconfirmed(facts: Facts) -> Remark | None:
    """What looks dead, and the proof is not complete."""
    look = facts.look
    if look is None:
        return None
    if look.failure is Failure.NO_SUCH_HOST:
        return remark("unconfirmed.host", host=facts.ended_host or facts.case.target.host)
    if look.status not in GONE:
        return None
    if len(last_in_a_row(facts)) < 2:
        return remark("unconfirmed.once", status=look.status or 0)
    return remark("unconfirmed.root", status=look.status or 0)


# ── nothing that tells ────────────────────────────────────────────────────────────────────────────────────────────


def refused(facts: Facts) -> Remark | None:
    """A status that speaks of us and not of the page."""
    status = facts.status
    if status is None or not is_refusal(status):
        return None
    if status == 451:
        return remark("wall.legal")
    alike = sum(count for answer, count in facts.case.host.answers if answer == str(status))
    if alike > 1 and not _others(facts):
        return remark("wall.all-refused", status=status, count=alike)
    return remark("wall.refused", status=status)


def rate_limited(facts: Facts) -> Remark | None:
    """Too many requests, by its status or by what GitHub says instead (FIELD §1 row 3)."""
    hop = facts.look.hops[-1] if facts.look and facts.look.hops else None
    if hop is not None and hop.failure is Failure.LEFT_ALONE:
        return remark("rate-limited.left-alone")
    if hop is None or facts.status is None or facts.captured:
        return None
    is_limit = facts.status == 403 and (
        hop.header("retry-after") or hop.header("x-ratelimit-remaining") == "0" or _is_github(facts)
    )
    if facts.status == 429 or is_limit:
        return remark("rate-limited", status=facts.status, looks=len(facts.looks))
    return None


def _is_github(facts: Facts) -> bool:
    domain = addresses.registrable(facts.ended_host)
    return domain in ("github.com", "githubusercontent.com") or domain.endswith(
        ".githubusercontent.com"
    )


def server_error(facts: Facts) -> Remark | None:
    """The server is in trouble."""
    status = facts.status
    if facts.answered and (words := _broken(facts)):
        return remark("server-error.says", words=words)
    if status is None or not 500 <= status < 600:
        return None
    variant = "server-error.page" if _others(facts) else "server-error"
    return remark(variant, status=status, looks=len(facts.looks))


def _broken(facts: Facts) -> str:
    """What a page says of the server's trouble, if it says little else."""
    is_little = facts.is_brief and facts.is_html and not facts.agrees
    return says(facts, wording.BROKEN, body=True) if is_little else ""


def timeout(facts: Facts) -> Remark | None:
    """No answer in time, or the server's word that it took too long."""
    look = facts.look
    if look is None:
        return None
    if look.status == 408:
        return remark("timeout.status", looks=len(facts.looks))
    if look.failure is not Failure.TIMEOUT:
        return None
    waited = [
        each.timeout.total_seconds() for each in facts.looks if each.failure is Failure.TIMEOUT
    ]
    does_answer = any(answer.isdecimal() and count for answer, count in facts.case.host.answers)
    where = ".page" if does_answer else ""
    if len(waited) > 1:
        return remark(f"timeout.twice{where}", first=waited[0], last=waited[-1])
    return remark(f"timeout.once{where}", last=waited[-1])


def odd(facts: Facts) -> Remark | None:
    """A status that no page comes with: 1xx, 304, a redirect to nowhere."""
    status = facts.status
    return remark("protocol-error.status", status=status) if status and not facts.answered else None


def not_reached(facts: Facts) -> Remark | None:
    """No look at all."""
    if facts.looks:
        return None
    why = _ENDED_EARLY.get(facts.case.ending)
    return remark(f"not-reached.{why}") if why else remark("not-reached")


def not_asked(facts: Facts) -> Remark | None:
    """The user wanted no request."""
    is_wished = facts.case.ending is Ending.NOT_ASKED and not facts.looks
    return remark("not-asked") if is_wished else None


def accepted(facts: Facts) -> Remark | None:
    """A status that the user takes for good of this host."""
    is_accepted = facts.status is not None and facts.status in facts.case.accepted
    return remark("accepted", status=facts.status or 0) if is_accepted else None


def offline(facts: Facts) -> Remark | None:
    """No network."""
    failed = facts.look is None or facts.look.failure is not None
    return remark("offline") if facts.case.ending is Ending.OFFLINE and failed else None
