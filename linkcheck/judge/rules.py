"""The rules, in the order in which they are asked; the first that says something decides, the last always does.

A rule is an id, the outcome it leads to, and a function that says why, or nothing. Ids are the SARIF ruleId, the key of ignore
rules and the heading in the docs; their texts are in `linkcheck/language`. A rule that is near to deciding says so by
`nearly`, for `explain`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from linkcheck.judge import pages, redirects, soft404
from linkcheck.judge.facts import Facts
from linkcheck.judge.walls import refusal, unusual, wall
from linkcheck.label import Agreement
from linkcheck.model import Ending, Failure, Look, Outcome, Remark, Way, remark

Says = Callable[[Facts], Remark | None]


def _nothing(_facts: Facts) -> Remark | None:
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    id: str
    outcome: Outcome
    applies: Says
    nearly: Says = _nothing


# ── not asked ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _ignored(facts: Facts) -> Remark | None:
    return facts.case.target.ignored


def _malformed(facts: Facts) -> Remark | None:
    return facts.case.target.problem


def _way(way: Way, id_: str) -> Says:
    def says(facts: Facts) -> Remark | None:
        return remark(id_) if facts.case.target.way is way else None

    return says


def _offline(facts: Facts) -> Remark | None:
    if facts.case.ending is Ending.NOT_ASKED:
        return remark("offline.wish")
    failed = facts.look is None or facts.look.failure is not None
    return remark("offline") if facts.case.ending is Ending.OFFLINE and failed else None


def _not_reached(facts: Facts) -> Remark | None:
    if facts.look is not None:
        return None
    return remark(
        "not-reached.stopped" if facts.case.ending is Ending.INTERRUPTED else "not-reached"
    )


# ── no answer ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _failed(id_: str, *failures: Failure) -> Says:
    """Says `id_` with the library's word where the last look ended with one of the failures."""

    def says(facts: Facts) -> Remark | None:
        look = facts.look
        if look is None or look.failure not in failures:
            return None
        return remark(id_, detail=look.detail or str(look.failure), looks=len(facts.looks))

    return says


def _no_such_host(facts: Facts) -> Remark | None:
    if not _all_say(facts, Failure.NO_SUCH_HOST):
        return None
    return remark("no-such-host", host=facts.case.target.host, gap=facts.seconds_apart)


def _all_say(facts: Facts, failure: Failure) -> bool:
    """Whether the last two looks ended with the failure at the first hop: the cited name itself."""
    last = facts.looks[-2:]
    return len(last) == 2 and all(look.failure is failure and len(look.hops) == 1 for look in last)


def _unconfirmed(facts: Facts) -> Remark | None:
    look = facts.look
    if look is None:
        return None
    if (
        look.failure is Failure.NO_SUCH_HOST
        and len(look.hops) == 1
        and not _all_say(facts, Failure.NO_SUCH_HOST)
    ):
        return remark("unconfirmed.host", host=facts.case.target.host)
    root = facts.case.evidence.root if facts.case.evidence else None
    open_ = _is_gone(look) and (root is None or not _gone_twice(facts))
    return remark("unconfirmed.status", status=look.status or 0) if open_ else None


def _timeout(facts: Facts) -> Remark | None:
    look = facts.look
    if look is None or look.failure is not Failure.TIMEOUT:
        return None
    waits = ", then ".join(
        f"{each.timeout.total_seconds():g} s"
        for each in facts.looks
        if each.failure is Failure.TIMEOUT
    )
    others = any(answer.isdecimal() and count for answer, count in facts.case.host.answers)
    return remark("timeout.page" if others else "timeout", waits=waits)


# ── refused ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _wall(facts: Facts) -> Remark | None:
    name = wall(facts)
    if name is not None:
        return remark("wall.vendor", vendor=name)
    if unusual(facts) and not (facts.agreement is Agreement.AGREES or facts.named):
        return remark("wall.says")
    return None


def _wall_everywhere(facts: Facts) -> Remark | None:
    """A 404 that the front page gives too says nothing of the page."""
    root = facts.case.evidence.root if facts.case.evidence else None
    if not _gone_twice(facts) or root is None or facts.status is None:
        return None
    if root.status == facts.status:
        return remark("wall.host-wide", status=facts.status)
    if root.failure is not None:
        return remark("wall.unproven", status=facts.status, failure=root.failure.value)
    return remark("wall.root", status=facts.status) if wall(_as_seen(facts, root)) else None


def _any(*all_say: Says) -> Says:
    """The first of several signs of one rule."""

    def says(facts: Facts) -> Remark | None:
        return next(filter(None, (each(facts) for each in all_say)), None)

    return says


def _wall_refused(facts: Facts) -> Remark | None:
    return (
        remark("wall.refused", status=facts.status)
        if facts.status and refusal(facts.status)
        else None
    )


def _rate_limited(facts: Facts) -> Remark | None:
    return remark("rate-limited", looks=len(facts.looks)) if facts.status == 429 else None


def _server_error(facts: Facts) -> Remark | None:
    status = facts.status
    return (
        remark("server-error", status=status, looks=len(facts.looks))
        if status and 500 <= status < 600
        else None
    )


def _odd_answer(facts: Facts) -> Remark | None:
    status = facts.status
    return (
        remark("protocol-error.status", status=status)
        if status is not None and not 200 <= status < 300
        else None
    )


# ── gone ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_gone(look: Look) -> bool:
    return look.status in (404, 410)


def _gone_twice(facts: Facts) -> bool:
    last = facts.looks[-2:]
    return len(last) == 2 and all(_is_gone(look) for look in last)


def _gone(facts: Facts) -> Remark | None:
    root = facts.case.evidence.root if facts.case.evidence else None
    if not _gone_twice(facts) or root is None:
        return None
    fine = root.status is not None and 200 <= root.status < 300
    status, gap = facts.status or 0, facts.seconds_apart
    if fine:
        return remark("gone", status=status, gap=gap)
    return remark("gone.root", status=status, gap=gap, root=root.status or 0)


def _soft_404(facts: Facts) -> Remark | None:
    if not facts.answered:
        return None
    found = soft404.verdict(facts)
    return _told("soft-404", found) if found else None


def _told(id_: str, found: tuple[Remark, ...]) -> Remark:
    """The two strongest signals in one sentence: `soft-404.title+sibling`, with their values."""
    names = [each.id.partition(".")[2] for each in found][:2]
    values = {
        f"{name}_{key}": value
        for name, each in zip(names, found, strict=False)
        for key, value in each.values
    }
    return remark(f"{id_}.{'+'.join(names)}", **values) if len(names) > 1 else found[0]


def _soft_404_nearly(facts: Facts) -> Remark | None:
    found = tuple(soft404.signals(facts).values()) if facts.answered else ()
    return found[0] if found else None


# ── another page ──────────────────────────────────────────────────────────────────────────────────────────────────


def _page(says: Says) -> Says:
    """Asked of answers with a page only."""

    def asked(facts: Facts) -> Remark | None:
        return says(facts) if facts.answered else None

    return asked


def _suspended(facts: Facts) -> Remark | None:
    return (
        pages.suspended(facts)
        if facts.status is not None and facts.status not in (401, 429)
        else None
    )


def _as_seen(facts: Facts, look: Look) -> Facts:
    """The same case as if a look had been the only one."""
    evidence = facts.case.evidence
    assert evidence is not None
    return Facts(replace(facts.case, evidence=replace(evidence, looks=(look,))))


# ── there ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _moved(facts: Facts) -> Remark | None:
    return remark("moved", url=facts.look.url) if facts.redirected and facts.look else None


def _ok(facts: Facts) -> Remark | None:
    if len(facts.looks) > 1:
        return remark("ok.again", looks=len(facts.looks))
    return (
        remark("ok.title", title=facts.page.title[:120])
        if facts.page.title
        else remark("ok", status=facts.status or 0)
    )


_PROTOCOL = _failed("protocol-error", Failure.PROTOCOL, Failure.BAD_REDIRECT)
_UNANSWERED = (Failure.REFUSED, Failure.UNREACHABLE, Failure.RESET, Failure.PROXY)
_NAMELESS = (Failure.DNS, Failure.NO_ADDRESS, Failure.NO_SUCH_HOST)

RULES: tuple[Rule, ...] = (
    Rule("ignored", Outcome.SKIPPED, _ignored),
    Rule("malformed", Outcome.DEAD, _malformed),
    Rule("mail", Outcome.SKIPPED, _way(Way.MAIL, "mail")),
    Rule("scheme", Outcome.SKIPPED, _way(Way.SCHEME, "scheme")),
    Rule("local", Outcome.SKIPPED, _way(Way.LOCAL, "local")),
    Rule("private-address", Outcome.UNSURE, _failed("private-address", Failure.PRIVATE)),
    Rule("offline", Outcome.UNSURE, _offline),
    Rule("not-reached", Outcome.UNSURE, _not_reached),
    Rule("redirect-loop", Outcome.UNSURE, _failed("redirect-loop", Failure.REDIRECT_LOOP)),
    Rule("no-such-host", Outcome.DEAD, _no_such_host),
    Rule("suspended", Outcome.SUSPECT, _suspended),
    Rule("wall", Outcome.UNSURE, _any(_wall, _wall_everywhere, _wall_refused)),
    Rule("unconfirmed", Outcome.UNSURE, _unconfirmed),
    Rule("dns-trouble", Outcome.UNSURE, _failed("dns-trouble", *_NAMELESS)),
    Rule("tls", Outcome.UNSURE, _failed("tls", Failure.TLS)),
    Rule("refused", Outcome.UNSURE, _failed("refused", *_UNANSWERED)),
    Rule("timeout", Outcome.UNSURE, _timeout),
    Rule("too-large", Outcome.UNSURE, _failed("too-large", Failure.TOO_LARGE)),
    Rule("login", Outcome.UNSURE, redirects.login),
    Rule("paywall", Outcome.UNSURE, redirects.paywall),
    Rule("rate-limited", Outcome.UNSURE, _rate_limited),
    Rule("gone", Outcome.DEAD, _gone),
    Rule("server-error", Outcome.UNSURE, _server_error),
    Rule("protocol-error", Outcome.UNSURE, _any(_PROTOCOL, _odd_answer)),
    Rule("empty", Outcome.SUSPECT, _page(pages.empty)),
    Rule("parked", Outcome.SUSPECT, _page(pages.parked)),
    Rule("hijacked", Outcome.SUSPECT, _page(pages.hijacked)),
    Rule("soft-404", Outcome.DEAD, _soft_404, _soft_404_nearly),
    Rule("wrong-type", Outcome.SUSPECT, _page(pages.wrong_type)),
    Rule("placeholder", Outcome.SUSPECT, _page(_any(pages.pixel, pages.placeholder))),
    Rule("redirected-home", Outcome.SUSPECT, _page(redirects.redirected_home)),
    Rule("other-site", Outcome.SUSPECT, _page(redirects.other_site)),
    Rule("moved", Outcome.ALIVE, _page(_moved)),
    Rule("ok", Outcome.ALIVE, _ok),
)
"""Skips, then what kept us from seeing the page, then what is proven gone, then what stands in its place."""
