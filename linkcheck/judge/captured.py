"""What speaks against a capture being the page that was cited, though a reader's own eyes, or a sibling, would have to tell of a living page.

Nobody can ask an archive for a sibling, and a copy is to be cited for good, so that less suffices to pass one over than to call a living
page anything: half of the captures nearest to a citation show something else (issue 6).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from linkcheck.judge import addresses, wording
from linkcheck.judge.facts import clip, units
from linkcheck.judge.redirects import Landing, landing
from linkcheck.label import Agreement, agreement, words_of
from linkcheck.model import remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.judge.facts import Facts
    from linkcheck.model import Remark

_CONSENT = re.compile(
    r"cookie|accept all|reject all|consent|privacy (?:choice|setting|polic)|personali[sz]ed (?:ads|content)|before you continue|partners|gdpr"
    r"|alle akzeptieren|ablehnen|einwillig|zustimm|privatsphäre|personenbezogen|datenschutz"
    r"|tout accepter|tout refuser|continuer sans accepter|vie privée|partenaires|données personnelles"
    r"|aceptar todo|rechazar todo|privacidad|socios|datos personales|aceitar tud?o|privacidade|parceiros"
    r"|accetta tutt|rifiuta tutt|privacy|dati personali|alles accepteren|alles weigeren|persoonsgegevens"
    r"|zaakceptuj|odrzuć|prywatno|kabul et|reddet|gizlilik|принять все|отклонить|конфиденциальност|персональн"
    r"|接受所有|全部接受|全部拒绝|拒绝所有|隐私|个性化广告|同意并继续|全部接受|全部拒絕|隱私|個人化廣告|同意並繼續"
    r"|すべて同意|すべて受け入れ|すべて拒否|プライバシー|모두 동의|모두 수락|개인정보",
    re.IGNORECASE,
)
_HEADINGS = 3
_NAME = 5
"""Words, or Han letters, of which a site's name has hardly as many."""
_IN_COMMON = 2
"""Words, or pairs of Han letters, that a piece's heading has in common with its page's title at least."""
_CUES = 3
"""Different words of consent on a short page that make it one that asks for it."""


def doubts(facts: Facts) -> tuple[Remark, ...]:
    """All that speaks against it."""
    said = (doubt(facts) for doubt in DOUBTS) if facts.answered else ()
    return tuple(each for each in said if each is not None)


def _shell(facts: Facts) -> Remark | None:
    """A frame that scripts were to fill: what it says in its title it does not show."""
    return remark("objection.shell") if facts.is_shell and not _tells(facts) else None


def _brief(facts: Facts) -> Remark | None:
    """Next to no text, and none of the label's."""
    is_brief = facts.is_html and facts.is_brief and not (_tells(facts) or _names(facts))
    return remark("objection.brief", words=facts.page.words) if is_brief else None


def _names(facts: Facts) -> bool:
    """Whether the title, or a part of it, is a label, and no script could have put it there: a poem, a short item."""
    title = {each.casefold() for each in (facts.page.title, *facts.notices.split("\n"))}
    return not facts.page.scripts and any(label.casefold() in title for label in facts.labels)


def _tells(facts: Facts) -> bool:
    """Whether the text itself, not only the title, has the label's words."""
    told = replace(facts.page, title="", headings=())
    return agreement(facts.labels, told) is Agreement.AGREES


def _consent(facts: Facts) -> Remark | None:
    """A page that asks for consent first."""
    if not facts.is_short or facts.agrees:
        return None
    cues = {found.lower() for found in _CONSENT.findall(facts.words)}
    return remark("objection.consent") if len(cues) >= _CUES else None


def _login(facts: Facts) -> Remark | None:
    """A field for a password under a title that is all about logging in."""
    if not facts.page.password or facts.agrees:
        return None
    found = wording.LOGIN_TITLE.search(facts.notices)
    return remark("nearly.words", words=clip(found[0])) if found else None


def _elsewhere(facts: Facts) -> Remark | None:
    """A captured redirect to an address that has nothing of the one cited, and a page that nothing names."""
    is_elsewhere = landing(facts) in (Landing.ELSEWHERE, Landing.SECTION, Landing.STRANGER)
    if not is_elsewhere or facts.agrees or facts.named:
        return None
    return remark("objection.elsewhere", url=clip(facts.ended.geturl()))


def _list(facts: Facts) -> Remark | None:
    """A page of several headings of which none is its title's: a front page or a section's, maybe with the piece among others."""
    page = facts.page
    if len(page.headings) < _HEADINGS or addresses.is_front(facts.cited):
        return None
    title = words_of(page.title)
    headings = (words_of(each) for each in page.headings if len(units(each)) >= _NAME)
    is_headed = any(len(title & heading) >= _IN_COMMON for heading in headings)
    return None if is_headed else remark("objection.list", title=clip(page.title))


DOUBTS: tuple[Callable[[Facts], Remark | None], ...] = (
    _list,
    _shell,
    _brief,
    _consent,
    _login,
    _elsewhere,
)
