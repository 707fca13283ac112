"""Pages that answer 200 and are not there: two independent signals at least, since phrases alone give false hits (FIELD §5).

Signals are independent when they come from different sources, in this order of telling power:

  words    what the page says in its title or heading, or a short page in its first words
  mark     what its own data or markup say: an error state, a theme's class, a platform's box for notices
  address  the chain ended at an address of an error page
  sibling  a name that nobody gave to a page gets the same page
  crowd    many different targets of the run were sent to this page
  home     the page itself leads on to the front page
  aside    a short page says so, but not in its first words
  amid     a longer page says so somewhere
  label    the label's words, or the address's own, are nowhere on it
  brief    it says next to nothing

`aside`, `amid`, `label` and `brief` only ever come second: a service's end can be the news that was cited, menus come before a notice or around a quotation, labels are in other
languages, poems are short. A title that says more than the notice is a piece's on the subject, unless a sibling has it too. A short page with scripts may be an application's frame, which is the same everywhere until they run, so there
`sibling` counts only beside words; so it does where only the query was made up, since many a query means nothing. A page that has the label's words is what was cited, unless its siblings say the
same. Who is led to a front page or another site has a rule of its own, unless something is said there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck.judge import addresses, wording
from linkcheck.judge.facts import clip, is_han, says, units
from linkcheck.judge.mention import (
    follows_prose,
    has_object,
    is_bare,
    is_named_by,
    is_quoted,
    is_spoken_of,
    says_more,
    spans_more,
)
from linkcheck.judge.redirects import Landing, landing
from linkcheck.model import remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkcheck.judge.facts import Facts
    from linkcheck.model import Look, Page, Remark

_MANY = 3
"""Targets at one page; two may be one article under two addresses."""
_FIRST_WORDS = 15
"""Words; a notice says what it has to say at the beginning. A Han character counts for half of one."""
_FEW_LINKS = 5
"""A short page of fewer may be a wall's; a front page has more."""
_SUBJECT = re.compile(r"\b(?:404|not found|no longer|removed|deleted|missing)\b", re.IGNORECASE)
_QUOTES = re.compile(r"//@|[:：“「‘\"]\s*$")
"""Before a phrase that is quoted: live posts quote the notice on a deleted one (SIGNATURES 17)."""
_SAME_BITS = 10
_SAME_WORDS = 0.8
_SAME_LENGTH = 0.85
"""How alike two renderings of one page are at least: bits of a simhash that differ, share of words, of length. They name the
address that was asked for, the time, other articles to read."""

_MARKS = re.compile(
    r"<div class=[\"']weui-msg\b[^\"']*[\"'](?![\s\S]*(?:id=[\"']js_content|js_verify|transferTargetLink))|"
    r"<body[^>]{0,300}\berror-?404\b|prerender-status-code[\"']?\s+content=[\"']?(?:404|410)|404/search_children\.js"
    r"|id=[\"']messagetext[\"'][^>]{0,60}alert_error|class=[\"']noarticletext|class=[\"'][^\"']{0,60}\b(?:page-404|error-404|page404|not-found-page|error404)\b",
    re.IGNORECASE,
)
_MARKS_CUES = (
    "weui-msg",
    "404",
    "prerender-status-code",
    "messagetext",
    "noarticletext",
    "not-found-page",
)
"""Of which each of the marks has one: most pages have none, and are not searched."""
_DATA_GONE = re.compile(
    r"^[\s\S]{0,40}[\"'](?:code|status|statusCode|status_code|errorCode|error_code|errcode|errno)[\"']\s*:\s*[\"']?(?:404|410)\b|<Code>(?:NoSuchKey|NotFound|BlobNotFound)</Code>"
)
"""An error that an interface or a storage service tells as data, at its beginning."""
_STATES_GONE = re.compile(r":(?:-?404|410|/404|/_error)$|^playabilityStatus:ERROR$")


def words(facts: Facts) -> Remark | None:
    """What the page says of being gone, and where it says it."""
    return facts.once(_words)


def _words(facts: Facts) -> Remark | None:
    found = _says_gone(facts)
    if found is None or wording.GONE.search("\n".join(facts.labels)) or _is_named_so(facts):
        return None  # an article on the subject says so too
    return found


def _says_gone(facts: Facts) -> Remark | None:
    page = facts.page
    if line := _titled(facts):
        return remark("sign.title" if line in page.title else "sign.heading", words=clip(line))
    if not _may_say(facts):
        return None
    said = _at_beginning(facts.find(wording.GONE, page.text), facts)
    said = said or _at_beginning(wording.GONE.search(facts.plain), facts)
    return remark("sign.text", words=clip(said)) if said else None


def _at_beginning(found: re.Match[str] | None, facts: Facts) -> str:
    """A phrase that a text says in its first words and in its own name; "" where it is none."""
    if found is None or _is_quoted(found, facts):
        return ""
    before = units(found.string[: found.start()])
    is_first = len(before) - sum(map(is_han, before)) / 2 <= _FIRST_WORDS
    return found[0] if is_first else ""


def _is_named_so(facts: Facts) -> bool:
    """Whether the cited address itself speaks of it, as that of a piece on the subject does: `/not-found-the-song`."""
    name = addresses.names(facts.cited)[-1:]
    return any(_SUBJECT.search(each.replace("-", " ").replace("_", " ")) for each in name)


def aside(facts: Facts) -> Remark | None:
    """What a short page says of it after much else, or of the whole service's end, which may be the news that was cited."""
    if not _may_say(facts) or words(facts) is not None:
        return None
    found = facts.find(wording.GONE, facts.page.text) or wording.ENDED.search(facts.page.text)
    if not found or _is_quoted(found, facts):
        return None
    return remark("sign.aside", words=clip(found[0]))


def amid(facts: Facts) -> Remark | None:
    """What a longer page without a headline says of it somewhere: a cue to ask a sibling, and weighed beside that alone."""
    if facts.is_short or not facts.may_say(wording.GONE) or facts.agrees or facts.has_headline:
        return None
    found = facts.find(wording.GONE, facts.page.text) if words(facts) is None else None
    return remark("sign.amid", words=clip(found[0])) if found else None


def _may_say(facts: Facts) -> bool:
    """Whether a page is short, no piece with a headline, and not the one cited."""
    return facts.is_short and not facts.has_headline and not facts.agrees


def _is_quoted(found: re.Match[str], facts: Facts) -> bool:
    """Whether a phrase stands in somebody else's mouth; in data every phrase stands in quotation marks."""
    before = found.string[max(found.start() - 40, 0) : found.start()]
    return facts.is_html and (bool(_QUOTES.search(before)) or is_quoted(found))


def _titled(facts: Facts) -> str:
    """The first short part of the title, or short heading, that says so."""
    if not facts.may_say(wording.GONE_TITLE):
        return ""
    lines = facts.notices.split("\n")
    return next((line for line in lines if facts.find(wording.GONE_TITLE, line)), "")


def mark(facts: Facts) -> Remark | None:
    """What the page's own data or markup say."""
    state = next((each for each in facts.page.state if _STATES_GONE.search(each)), None)
    if state:
        return remark("sign.mark", mark=state)
    if not facts.is_html and (told := _DATA_GONE.search(facts.page.markup)):
        return remark("sign.mark", mark=clip(told[0]))
    has_cue = any(map(facts.page.markup.lower().__contains__, _MARKS_CUES))
    found = _MARKS.search(facts.page.markup) if has_cue else None
    return remark("sign.mark", mark=clip(found[0].lstrip("<"))) if found else None


def address(facts: Facts) -> Remark | None:
    """Whether the chain ended where errors are told."""
    is_error = landing(facts) is Landing.ERROR
    return remark("sign.address", path=clip(facts.address)) if is_error else None


def sibling(facts: Facts) -> Remark | None:
    """Whether a name that nobody gave to a page gets the same page."""
    other, look = facts.sibling, facts.look
    if other is None or look is None or other.page is None or other.status != facts.status:
        return None
    says_so = words(facts) or mark(facts) or aside(facts)
    if not says_so and (_may_be_frame(facts) or _is_same_path(facts, other)):
        return None
    beside = facts.seen_as(other)
    same_end = facts.went and addresses.is_same_place(facts.ended, beside.ended)
    return remark("sign.sibling") if same_end or _are_alike(facts.page, beside.page) else None


def _may_be_frame(facts: Facts) -> bool:
    """Whether scripts may yet fill a page that has only a menu and a footer."""
    is_bare = facts.is_brief or (facts.is_short and not facts.page.headings)
    return facts.page.scripts > 0 and (is_bare or facts.page.hollow)


def _is_same_path(facts: Facts, other: Look) -> bool:
    """Whether only the query was made up."""
    return bool(facts.cited.query) and urlsplit(other.hops[0].url).path == facts.cited.path


def _are_alike(one: Page, other: Page) -> bool:
    """Whether two pages are renderings of one."""
    if not one.words or not other.words:
        return False
    if min(one.words, other.words) < _SAME_LENGTH * max(one.words, other.words):
        return False
    if one.fingerprint and one.fingerprint == other.fingerprint:
        return True
    ours, theirs = (set(units(page.text)) for page in (one, other))
    shared = len(ours & theirs) / max(len(ours | theirs), 1)
    if len(one.text) > 2000:
        return shared >= _SAME_WORDS and _differing_bits(one, other) <= _SAME_BITS
    return shared >= _SAME_WORDS


def _differing_bits(one: Page, other: Page) -> int:
    return (int(one.fingerprint or "0", 16) ^ int(other.fingerprint or "0", 16)).bit_count()


def crowd(facts: Facts) -> Remark | None:
    """Whether many different targets were sent to this page."""
    if landing(facts) not in _ON_THE_SITE:
        return None
    count = facts.case.host.arrived(facts.look.url if facts.look else "")
    return remark("sign.crowd", count=count) if count >= _MANY else None


def home(facts: Facts) -> Remark | None:
    """Whether the page itself leads on to the front page, as notices do after some seconds."""
    leads_home = facts.page.refresh and landing(facts) is Landing.FRONT
    return remark("sign.home") if leads_home and facts.page.words else None


def label(facts: Facts) -> Remark | None:
    """Whether the words that one would expect are nowhere on the page."""
    return remark("sign.label") if facts.is_foreign else None


def brief(facts: Facts) -> Remark | None:
    """Whether the page says next to nothing; a platform's, whose menus stand around each post, little."""
    if not facts.is_short or not facts.is_html:
        return None
    says_little = facts.is_sparse or addresses.is_platform(facts.cited)
    return (
        remark("sign.brief", words=facts.page.words) if says_little and not facts.agrees else None
    )


SIGNALS: tuple[tuple[str, Callable[[Facts], Remark | None]], ...] = (
    ("words", words),
    ("mark", mark),
    ("address", address),
    ("sibling", sibling),
    ("crowd", crowd),
    ("home", home),
    ("aside", aside),
    ("amid", amid),
    ("label", label),
    ("brief", brief),
)
_SECOND = frozenset({"aside", "amid", "label", "brief"})
_SAID = frozenset({"words", "mark", "address"})
_TELLS_APART = _SAID | {"aside", "amid", "crowd"}
"""Signals that a wall's page has not."""
_ON_THE_SITE = (Landing.ELSEWHERE, Landing.SECTION, Landing.FRONT)
_WITH_A_RULE = (Landing.SECTION, Landing.FRONT, Landing.STRANGER)
_NOTHING_ELSE = 20
"""Words; a page of fewer that has the mark of an error has nothing else on it (SIGNATURES 19)."""


def signals(facts: Facts) -> dict[str, Remark]:
    """What speaks for a page being a soft 404, by where it comes from, the most telling first."""
    return facts.once(_signals)


def _signals(facts: Facts) -> dict[str, Remark]:
    if not facts.answered:
        return {}
    return {name: said for name, signal in SIGNALS if (said := signal(facts)) is not None}


def convicts(found: dict[str, Remark], facts: Facts) -> bool:
    """Whether the signals suffice."""
    telling = found.keys() - _SECOND if len(found) > 1 else set()
    said = telling & _SAID
    if not telling or (not said and landing(facts) in _WITH_A_RULE):
        return False
    if facts.agrees or facts.named:
        return "sibling" in found and bool(said)
    if not said:
        return not _is_mute(found, facts)
    if telling == {"words"} and _says_more(facts):
        return False
    if found.keys() - telling == {"brief"} and len(telling) == 1:
        return bool(said - {"mark"}) or ("mark" in said and facts.page.words < _NOTHING_ELSE)
    return True


def _says_more(facts: Facts) -> bool:
    """Whether what has a notice's words is about that notice, or says more than one does; where the text has them, whether a piece is named above it."""
    found = [
        each for line in facts.notices.split("\n") if (each := facts.find(wording.GONE_TITLE, line))
    ]
    if not found:
        return facts.is_piece or facts.is_titled_alone or _follows_prose(facts)
    is_named = facts.is_headed or facts.is_titled_alone or facts.is_titled_only
    is_long = is_named or not facts.is_brief
    if all(is_bare(each[0]) for each in found):
        if all(map(is_named_by, found)):
            return True
        if is_named:
            return all(map(is_bare, wording.GONE.findall(facts.page.text)))
    return all(
        is_spoken_of(each)
        or has_object(each)
        or (is_long and says_more(each))
        or (facts.is_headed and (spans_more(each) or is_named_by(each)))
        for each in found
    )


def _follows_prose(facts: Facts) -> bool:
    """Whether what the text says of being gone comes after a sentence on something else."""
    said = wording.GONE.search(facts.plain) or facts.find(wording.GONE, facts.page.text)
    return said is not None and follows_prose(said)


def _is_mute(found: dict[str, Remark], facts: Facts) -> bool:
    """Whether a page says so little that it may be a wall's as well, whatever else gets it."""
    is_bare = facts.is_brief or (facts.is_short and facts.page.scripts > 0)
    return is_bare and facts.page.links < _FEW_LINKS and not found.keys() & _TELLS_APART


def everywhere(facts: Facts) -> Remark | None:
    """A page of few words, none of them known, that other addresses get too: gone or a wall, which only a reader can tell."""
    if facts.sibling is None or landing(facts) in _WITH_A_RULE:
        return None
    found = signals(facts)
    if not {"sibling", "label"} <= found.keys() or not _is_mute(found, facts):
        return None
    if says(facts, wording.BROKEN, body=True):
        return None
    return remark("wall.everywhere", words=facts.page.words)


def is_open(facts: Facts) -> bool:
    """Whether a sibling could still tell: something speaks for a soft 404, and a sibling can be imagined."""
    if not facts.answered or facts.sibling is not None:
        return False
    found = signals(facts)
    is_spoken_for = bool(found.keys() - {"brief"})
    if not is_spoken_for and (landing(facts) not in _ON_THE_SITE or facts.named):
        return False
    return not addresses.is_front(facts.cited) and not convicts(found, facts)
