"""Doors: pages that want to know who one is, or want money, before they show what was cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge import places, wording
from linkcheck.judge.facts import clip, says
from linkcheck.judge.redirects import Landing, landing
from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

_WANTS_LOGIN = "playabilityStatus:LOGIN_REQUIRED"
"""What YouTube's pages carry where one has to log in (SIGNATURES 18)."""


def login(facts: Facts) -> Remark | None:
    """A page that wants to know who one is first."""
    if facts.status == 401:
        return remark("login.status")
    if not facts.answered or _is_a_door(facts):
        return None
    if landing(facts) is Landing.LOGIN or _WANTS_LOGIN in facts.page.state:
        return remark("login.led", url=clip(facts.ended.geturl()))
    return None if facts.agrees or not facts.is_short else _says_login(facts)


def _says_login(facts: Facts) -> Remark | None:
    """A short page that is a form for a password, or says that one has to log in."""
    if facts.page.password:
        return remark("login.form")
    words = says(facts, wording.LOGIN, body=facts.is_sparse)
    if not words and facts.is_sparse:
        words = says(facts, wording.LOGIN_TITLE, body=False)
    return remark("login.says", words=words) if words else None


def _is_a_door(facts: Facts) -> bool:
    """Whether the cited page itself is one where people log in."""
    return bool(
        places.LOGIN_PATH.search(facts.cited.path)
        or places.IDENTITY_HOST.search(facts.cited.hostname or "")
    )


def paywall(facts: Facts) -> Remark | None:
    """A page that wants money first; where only the article's data say so, that is a note."""
    if facts.status == 402:
        return remark("paywall.status")
    if facts.answered and landing(facts) is Landing.PAY and not facts.named:
        return remark("paywall.led", url=clip(facts.ended.geturl()))
    return None
