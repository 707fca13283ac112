"""Doors: pages that want to know who one is, or want money, before they show what was cited."""

from __future__ import annotations

import re
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


_FOR_THE_POST = "action=postpass"
"""WordPress' form for the password of one post, whose title stands there all the same."""
_NOTICE = re.compile(r"id=[\"'](?:messagetext|messagelogin)[\"']")
"""The box in which forums say what they have to say (SIGNATURES 20); their menus are longer than that."""
_FEW_LINKS = 6


def login(facts: Facts) -> Remark | None:
    """A page that wants to know who one is first."""
    if facts.status == 401:
        return remark("login.status")
    said = _asks_login(facts) if facts.answered else None
    return None if said and _is_a_door(facts) else said


def _asks_login(facts: Facts) -> Remark | None:
    if landing(facts) is Landing.LOGIN or _WANTS_LOGIN in facts.page.state:
        return remark("login.led", url=clip(facts.ended.geturl()))
    if facts.is_short and any(_FOR_THE_POST in source for source in facts.page.sources):
        return remark("login.form")
    return None if not facts.is_short or facts.agrees else _says_login(facts)


def _says_login(facts: Facts) -> Remark | None:
    """A short page that is a form for a password, or says that one has to log in."""
    page = facts.page
    is_notice = facts.is_sparse or page.password or _NOTICE.search(page.markup)
    words = says(facts, wording.LOGIN, body=bool(is_notice))
    if not words and (facts.is_sparse or page.password):
        words = says(facts, wording.LOGIN_TITLE, body=False)
    if page.password and (words or _is_all_form(facts)):
        return remark("login.form")
    return remark("login.says", words=words) if words else None


def _is_all_form(facts: Facts) -> bool:
    """Whether a form for a password is all there is, and no box in a site's header."""
    is_alone = facts.page.links < _FEW_LINKS and not facts.has_headline
    return (facts.is_sparse or is_alone) and not facts.is_piece


def _is_a_door(facts: Facts) -> bool:
    """Whether the cited page itself is one where people log in."""
    return bool(
        places.LOGIN_PATH.search(facts.cited.path) or places.IDENTITY_HOST.search(facts.cited_host)
    )


def paywall(facts: Facts) -> Remark | None:
    """A page that wants money first; where only the article's data say so, that is a note."""
    if facts.status == 402:
        return remark("paywall.status")
    if facts.answered and landing(facts) is Landing.PAY and not facts.named:
        return remark("paywall.led", url=clip(facts.ended.geturl()))
    if not facts.answered or not facts.is_short or facts.agrees:
        return None
    words = says(facts, wording.PAY, body=facts.is_brief)
    return remark("paywall.says", words=words) if words else None
