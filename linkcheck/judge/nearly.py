"""What spoke for a rule without being enough: for `explain`, and as objections to an archived copy, where no sibling can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge import soft404, trades, wording
from linkcheck.judge.facts import clip
from linkcheck.model import remark

if TYPE_CHECKING:
    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark


def soft_404(facts: Facts) -> Remark | None:
    """A signal that counts, without a second one."""
    found = soft404.signals(facts)
    return next(
        (said for name, said in found.items() if name not in ("amid", "label", "brief")), None
    )


def parked(facts: Facts) -> Remark | None:
    """An offer of the domain in a longer page's title."""
    found = facts.find(wording.PARKED, facts.top)
    return remark("nearly.words", words=clip(found[0])) if found else None


def placeholder(facts: Facts) -> Remark | None:
    """A placeholder's words in a longer page's title."""
    found = facts.find(wording.PLACEHOLDER_TITLE, facts.page.title) if facts.answered else None
    return remark("nearly.words", words=clip(found[0])) if found else None


def hijacked(facts: Facts) -> Remark | None:
    """Words of such a trade, without a shop's tone, or where one would expect them."""
    trade = facts.counted(trades.SPAM) if facts.answered else ()
    if len(trade) < 2 or trades.SPAM.search(facts.expects):
        return None
    return remark("nearly.words", words=", ".join(sorted(trade)[:3]))


def wall(facts: Facts) -> Remark | None:
    """A title that refuses us, on a longer page."""
    found = facts.find(wording.UNUSUAL, facts.top) if facts.answered else None
    return remark("nearly.words", words=clip(found[0])) if found else None


def login(facts: Facts) -> Remark | None:
    """A field for a password on a longer page."""
    return remark("nearly.password") if facts.answered and facts.page.password else None
