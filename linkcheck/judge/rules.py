"""The rules in the order in which they are asked; the first that says something decides, the last always does.

A rule is an id, the outcome that it leads to, a function that says why, or nothing, how many looks it takes before it stands, and of what it is
asked: a page that came is spared the rules on failures, since most pages are simply there and every rule is asked of each.
Ids are the SARIF ruleId, the key of ignore rules and the heading in the docs; their texts are in `linkcheck/language`. What
spoke for a rule without being enough, `nearly` says.

First comes what was never asked, then one's own files, then what kept an answer from us, then whose page stands in the way or in the place of the cited one,
then proof that it is gone, then doubts about what came, then the living.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from linkcheck.judge import answers, content, copies, doors, local, nearly, occupied, soft404
from linkcheck.judge.facts import Came, Facts, clip
from linkcheck.judge.notes import missing_fragment
from linkcheck.judge.redirects import Landing, landing
from linkcheck.judge.walls import wall
from linkcheck.model import Failure, Outcome, Remark, Way, remark

Says = Callable[[Facts], Remark | None]

ONCE, TWICE = 1, 2
"""Looks: one is enough, or a second one must say the same."""
_APART, _FAILED, _PAGE = Came.APART, Came.FAILURE, Came.PAGE
_UNSEEN = Came.APART | Came.UNSEEN
_NO_PAGE = Came.FAILURE | Came.STATUS
_ANSWER = Came.STATUS | Came.PAGE
_SEEN = Came.FAILURE | Came.STATUS | Came.PAGE


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
    of: Came = ~Came(0)
    """What must have come for it to be asked at all; of anything else it would say nothing."""

    @property
    def speaks_of_pages(self) -> bool:
        """Whether it can nearly apply: the rules that judge by what a page says."""
        return self.nearly is not _nothing

    def says(self, facts: Facts) -> Remark | None:
        """Why it applies, if it does."""
        return self.applies(facts) if facts.came in self.of else None


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
        for each in all_say:
            if (said := each(facts)) is not None:
                return said
        return None

    return says


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
    where = landing(facts)
    if where not in (Landing.FRONT, Landing.SECTION):
        return None
    kind = "front" if where is Landing.FRONT else "section"
    everyone = "-all" if soft404.sibling(facts) is not None else ""
    return remark(f"redirected-home.{kind}{everyone}", url=facts.ended.geturl())


def _other_site(facts: Facts) -> Remark | None:
    is_stranger = landing(facts) is Landing.STRANGER
    return remark("other-site", host=facts.ended_host) if is_stranger else None


def _fragment(facts: Facts) -> Remark | None:
    missing = missing_fragment(facts) if facts.case.fragments else ""
    return remark("missing-fragment", fragment=missing) if missing else None


def _moved(facts: Facts) -> Remark | None:
    where = landing(facts)
    if where is Landing.HERE:
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
    Rule("ignored", Outcome.SKIPPED, lambda facts: facts.case.target.ignored, of=_APART),
    Rule("malformed", Outcome.DEAD, lambda facts: facts.case.target.problem, of=_APART),
    Rule("mail", Outcome.SKIPPED, _way(Way.MAIL, "mail"), of=_APART),
    Rule("scheme", Outcome.SKIPPED, _way(Way.SCHEME, "scheme"), of=_APART),
    Rule("wrong-case", Outcome.DEAD, local.wrong_case, of=_APART),
    Rule("no-such-file", Outcome.DEAD, local.no_such_file, of=_APART),
    Rule("no-such-anchor", Outcome.DEAD, local.no_such_anchor, of=_APART),
    Rule("unseen-file", Outcome.UNSURE, local.unseen, of=_APART),
    Rule("file", Outcome.ALIVE, local.there, of=_APART),
    Rule("local", Outcome.SKIPPED, local.not_looked_at, of=_APART),
    Rule("unreliable-archive", Outcome.UNSURE, copies.not_asked),
    Rule("private-address", Outcome.UNSURE, _failed("private-address", Failure.PRIVATE), of=_FAILED),
    Rule("not-asked", Outcome.SKIPPED, answers.not_asked, of=_UNSEEN),
    Rule("offline", Outcome.UNSURE, answers.offline, of=_UNSEEN | _FAILED),
    Rule("not-reached", Outcome.UNSURE, answers.not_reached, of=_UNSEEN),
    Rule("accepted", Outcome.ALIVE, answers.accepted, of=_ANSWER),
    Rule("no-such-host", Outcome.DEAD, answers.no_such_host, of=_FAILED),
    Rule("dns-trouble", Outcome.UNSURE, _failed("dns-trouble", Failure.DNS, Failure.NO_ADDRESS), TWICE, of=_FAILED),
    Rule("refused", Outcome.UNSURE, _failed("refused", *_UNANSWERED), TWICE, of=_FAILED),
    Rule("tls", Outcome.UNSURE, _failed("tls", Failure.TLS), TWICE, of=_FAILED),
    Rule("redirect-loop", Outcome.UNSURE, _failed("redirect-loop", Failure.REDIRECT_LOOP), of=_FAILED),
    Rule("too-large", Outcome.UNSURE, _failed("too-large", Failure.TOO_LARGE), of=_FAILED),
    Rule("parked", Outcome.SUSPECT, occupied.parked, nearly=nearly.parked, of=_SEEN),
    Rule("suspended", Outcome.SUSPECT, occupied.suspended, of=_ANSWER),
    Rule("placeholder", Outcome.SUSPECT, _first(occupied.placeholder, content.stand_in), nearly=nearly.placeholder, of=_SEEN),
    Rule("rate-limited", Outcome.UNSURE, answers.rate_limited, TWICE, of=_NO_PAGE),
    Rule("wall", Outcome.UNSURE, _REFUSED, nearly=nearly.wall, of=_SEEN),
    Rule("login", Outcome.UNSURE, doors.login, nearly=nearly.login, of=_ANSWER),
    Rule("paywall", Outcome.UNSURE, doors.paywall, of=_ANSWER),
    Rule("gone", Outcome.DEAD, _first(copies.gone, answers.gone), of=Came.STATUS),
    Rule("unconfirmed", Outcome.UNSURE, answers.unconfirmed, looks=4, of=_NO_PAGE),
    Rule("timeout", Outcome.UNSURE, answers.timeout, TWICE, of=_NO_PAGE),
    Rule("server-error", Outcome.UNSURE, answers.server_error, TWICE, of=_ANSWER),
    Rule("protocol-error", Outcome.UNSURE, _first(_GARBLED, _TO_NOWHERE, answers.odd), TWICE, of=_NO_PAGE),
    Rule("hijacked", Outcome.SUSPECT, occupied.hijacked, nearly=nearly.hijacked, of=_PAGE),
    Rule("wrong-type", Outcome.SUSPECT, content.wrong_type, of=_PAGE),
    Rule("soft-404", Outcome.DEAD, _soft_404, nearly=nearly.soft_404, of=_PAGE),
    Rule("redirected-home", Outcome.SUSPECT, _redirected_home, of=_PAGE),
    Rule("other-site", Outcome.SUSPECT, _other_site, of=_PAGE),
    Rule("other-capture", Outcome.SUSPECT, copies.another, of=_PAGE),
    Rule("empty", Outcome.SUSPECT, content.empty, TWICE, of=_PAGE),
    Rule("missing-fragment", Outcome.SUSPECT, _fragment, of=_PAGE),
    Rule("moved", Outcome.ALIVE, _moved, of=_PAGE),
    Rule("ok", Outcome.ALIVE, _ok),
)  # fmt: skip
"""`unconfirmed` takes up to four looks, so that a failure between two 404s does not end the proof."""

ASKED_OF = {came: tuple([rule for rule in RULES if came in rule.of]) for came in Came}
"""Those that are asked of what came, in their order."""
