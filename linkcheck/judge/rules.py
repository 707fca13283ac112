"""The rules in the order in which they are asked; the first that says something decides, the last always does.

A rule is an id, the outcome that it leads to, a function that says why, or nothing, and how many looks it takes before it stands.
Ids are the SARIF ruleId, the key of ignore rules and the heading in the docs; their texts are in `linkcheck/language`. What
spoke for a rule without being enough, `nearly` says.

First comes what was never asked, then one's own files, then what kept an answer from us, then whose page stands in the way or in the place of the cited one,
then proof that it is gone, then doubts about what came, then the living.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from linkcheck.judge import answers, content, copies, doors, local, nearly, occupied, soft404
from linkcheck.judge.facts import Facts, clip
from linkcheck.judge.notes import missing_fragment
from linkcheck.judge.redirects import Landing, landing
from linkcheck.judge.walls import wall
from linkcheck.model import Failure, Outcome, Remark, Way, remark

Says = Callable[[Facts], Remark | None]

ONCE, TWICE = 1, 2
"""Looks: one is enough, or a second one must say the same."""


def _nothing(_facts: Facts) -> Remark | None:
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    id: str
    outcome: Outcome
    applies: Says
    looks: int = ONCE
    nearly: Says = _nothing

    @property
    def speaks_of_pages(self) -> bool:
        """Whether it can nearly apply: the rules that judge by what a page says."""
        return self.nearly is not _nothing


def _way(way: Way, id_: str) -> Says:
    def says(facts: Facts) -> Remark | None:
        return remark(id_) if facts.case.target.way is way else None

    return says


def _failed(id_: str, *failures: Failure) -> Says:
    """Says `id_` with the library's word where the last look ended with one of the failures."""

    def says(facts: Facts) -> Remark | None:
        look = facts.look
        if look is None or look.failure not in failures:
            return None
        return remark(id_, detail=look.detail or str(look.failure), looks=len(facts.looks))

    return says


def _first(*all_say: Says) -> Says:
    """The first of several ways in which one rule applies."""

    def says(facts: Facts) -> Remark | None:
        return next((said for each in all_say if (said := each(facts)) is not None), None)

    return says


def _of_a_page(says: Says) -> Says:
    """Asked of answers with a page only."""

    def asked(facts: Facts) -> Remark | None:
        return says(facts) if facts.answered else None

    return asked


def _soft_404(facts: Facts) -> Remark | None:
    """The two most telling signals in one sentence: `soft-404.title+sibling`."""
    found = soft404.signals(facts)
    if not soft404.convicts(found, facts):
        return None
    pair = tuple(found.values())[:2]
    names = [each.id.removeprefix("sign.") for each in pair]
    values = {
        f"{name}_{key}": value
        for name, each in zip(names, pair, strict=True)
        for key, value in each.values
    }
    return remark(f"soft-404.{'+'.join(names)}", **values)


def _redirected_home(facts: Facts) -> Remark | None:
    kinds = {Landing.FRONT: "front", Landing.SECTION: "section"}
    kind = kinds.get(landing(facts))
    if kind is None or facts.look is None:
        return None
    everyone = "-all" if soft404.sibling(facts) is not None else ""
    return remark(f"redirected-home.{kind}{everyone}", url=facts.ended.geturl())


def _other_site(facts: Facts) -> Remark | None:
    is_stranger = landing(facts) is Landing.STRANGER
    return remark("other-site", host=facts.ended.hostname or "") if is_stranger else None


def _fragment(facts: Facts) -> Remark | None:
    missing = missing_fragment(facts) if facts.case.fragments else ""
    return remark("missing-fragment", fragment=missing) if missing else None


def _moved(facts: Facts) -> Remark | None:
    where = landing(facts)
    if where is Landing.HERE or not facts.answered:
        return None
    return remark("moved.meant" if where is Landing.MEANT else "moved", url=facts.ended.geturl())


def _ok(facts: Facts) -> Remark | None:
    looks, title = len(facts.looks), clip(facts.page.title)
    if looks > 1:
        return remark("ok.again", looks=looks)
    return remark("ok.titled", title=title) if title else remark("ok", status=facts.status or 0)


_UNANSWERED = (Failure.REFUSED, Failure.UNREACHABLE, Failure.RESET, Failure.PROXY)
_GARBLED = _failed("protocol-error", Failure.PROTOCOL)
_TO_NOWHERE = _failed("protocol-error.redirect", Failure.BAD_REDIRECT)

_REFUSED = _first(copies.refused, wall, answers.host_wide, answers.refused, soft404.everywhere)

RULES: tuple[Rule, ...] = (
    Rule("ignored", Outcome.SKIPPED, lambda facts: facts.case.target.ignored),
    Rule("malformed", Outcome.DEAD, lambda facts: facts.case.target.problem),
    Rule("mail", Outcome.SKIPPED, _way(Way.MAIL, "mail")),
    Rule("scheme", Outcome.SKIPPED, _way(Way.SCHEME, "scheme")),
    Rule("wrong-case", Outcome.DEAD, local.wrong_case),
    Rule("no-such-file", Outcome.DEAD, local.no_such_file),
    Rule("no-such-anchor", Outcome.DEAD, local.no_such_anchor),
    Rule("unseen-file", Outcome.UNSURE, local.unseen),
    Rule("file", Outcome.ALIVE, local.there),
    Rule("local", Outcome.SKIPPED, local.not_looked_at),
    Rule("unreliable-archive", Outcome.UNSURE, copies.not_asked),
    Rule("private-address", Outcome.UNSURE, _failed("private-address", Failure.PRIVATE)),
    Rule("not-asked", Outcome.SKIPPED, answers.not_asked),
    Rule("offline", Outcome.UNSURE, answers.offline),
    Rule("not-reached", Outcome.UNSURE, answers.not_reached),
    Rule("accepted", Outcome.ALIVE, answers.accepted),
    Rule("no-such-host", Outcome.DEAD, answers.no_such_host),
    Rule("dns-trouble", Outcome.UNSURE, _failed("dns-trouble", Failure.DNS, Failure.NO_ADDRESS), TWICE),
    Rule("refused", Outcome.UNSURE, _failed("refused", *_UNANSWERED), TWICE),
    Rule("tls", Outcome.UNSURE, _failed("tls", Failure.TLS), TWICE),
    Rule("redirect-loop", Outcome.UNSURE, _failed("redirect-loop", Failure.REDIRECT_LOOP)),
    Rule("too-large", Outcome.UNSURE, _failed("too-large", Failure.TOO_LARGE)),
    Rule("parked", Outcome.SUSPECT, occupied.parked, nearly=nearly.parked),
    Rule("suspended", Outcome.SUSPECT, occupied.suspended),
    Rule("placeholder", Outcome.SUSPECT, _first(occupied.placeholder, content.stand_in), nearly=nearly.placeholder),
    Rule("rate-limited", Outcome.UNSURE, answers.rate_limited, TWICE),
    Rule("wall", Outcome.UNSURE, _REFUSED, nearly=nearly.wall),
    Rule("login", Outcome.UNSURE, doors.login, nearly=nearly.login),
    Rule("paywall", Outcome.UNSURE, doors.paywall),
    Rule("gone", Outcome.DEAD, _first(copies.gone, answers.gone)),
    Rule("unconfirmed", Outcome.UNSURE, answers.unconfirmed, looks=4),
    Rule("timeout", Outcome.UNSURE, answers.timeout, TWICE),
    Rule("server-error", Outcome.UNSURE, answers.server_error, TWICE),
    Rule("protocol-error", Outcome.UNSURE, _first(_GARBLED, _TO_NOWHERE, answers.odd), TWICE),
    Rule("hijacked", Outcome.SUSPECT, _of_a_page(occupied.hijacked), nearly=nearly.hijacked),
    Rule("wrong-type", Outcome.SUSPECT, _of_a_page(content.wrong_type)),
    Rule("soft-404", Outcome.DEAD, _soft_404, nearly=nearly.soft_404),
    Rule("redirected-home", Outcome.SUSPECT, _of_a_page(_redirected_home)),
    Rule("other-site", Outcome.SUSPECT, _of_a_page(_other_site)),
    Rule("other-capture", Outcome.SUSPECT, _of_a_page(copies.another)),
    Rule("empty", Outcome.SUSPECT, _of_a_page(content.empty), TWICE),
    Rule("missing-fragment", Outcome.SUSPECT, _fragment),
    Rule("moved", Outcome.ALIVE, _moved),
    Rule("ok", Outcome.ALIVE, _ok),
)  # fmt: skip
"""`unconfirmed` takes up to four looks, so that a failure between two 404s does not end the proof."""
