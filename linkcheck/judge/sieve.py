r"""A sieve for patterns: says in one pass over a text, in time that its length bounds, that a pattern is nowhere in it.

Most pages have none of the phrases that are looked for, and Python's `re` tries each alternative at each letter. RE2 looks for all of them at
once, but knows no look-around and takes `\w`, `\s` and `\d` to be ASCII's. So it is given a wider pattern: what only narrows is left out
(borders, anchors, look-around, possession, numbers of repetitions, each of which would be states of its own), classes are as wide as Unicode's. What passes the sieve is searched exactly. (Measured on 1,900 letters
of English and the phrases for "not there": 0.003 ms, where parts of the pattern sought by the letters that each needs took 0.3 ms.)
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

TOKEN = re.compile(
    r"(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<look>\(\?<?[=!])"
    r"|(?P<open>\((?:\?(?::|>|P<\w+>))?)"
    r"|(?P<narrow>[\^$]|\\[bBAZ])"
    r"|(?P<times>[*+?])(?P<possessive>[+])"
    r"|(?P<counted>\{(?:(?P<sure>0*[1-9]\d*(?:,\d*)?)|0*(?:,\d*)?)\}[?+]?)"
    r"|(?P<escape>\\[wsd])"
    r"|(?P<code>\\[uU][0-9A-Fa-f]+)"
    r"|(?P<plain>[^\\\[()^$*+?{|]++|\\.|.)",
    re.DOTALL,
)
"""The parts of a pattern, as far as its shape goes."""
_WIDE = {"\\w": r"\w\pL\pM\pN", "\\s": r"\s\pZ\x{1c}-\x{1f}\x{85}\v", "\\d": r"\d\pN"}
_IN_CLASS = re.compile(r"(\\[wsd])|\\[uU]([0-9A-Fa-f]+)|(\\.|.)", re.DOTALL)
_MEMORY = 64 << 20
"""Bytes that RE2 may use for one pattern: it never comes near, and would be slow where it did."""


def widened(pattern: str) -> str:
    """A pattern for RE2 that finds something wherever Python's `re` finds this one."""
    parts, at = [], 0
    while token := TOKEN.match(pattern, at):
        at = token.end()
        kind = token.lastgroup
        if kind == "look":
            at = _closing(pattern, at)
        elif kind != "narrow":
            parts.append(_RENDERED.get(kind or "", _as_it_is)(token))
    return "".join(parts)


def sieve(pattern: str) -> Callable[[str], bool]:
    """What says whether a text may hold a match of a pattern."""
    re2 = import_module("re2")  # loaded where a page is judged
    search = re2.compile(widened(pattern).encode(), _options(re2)).search

    def may_hold(text: str) -> bool:
        try:
            return search(text.encode()) is not None
        except UnicodeEncodeError:
            return True  # half of a surrogate pair, of which RE2 knows nothing

    return may_hold


def glance(patterns: Sequence[str]) -> Callable[[str], Collection[int]]:
    """What says which of many patterns may match in a text in lower case, by the letters that each needs.

    Letters are sought wherever they are, so that the answer holds for each text that is made of this one's parts, as long as no pattern
    has a letter where these are put together. (Measured on 4,000 letters of English and twelve tables: 0.07 ms, where twelve sieves, whose
    states each new text adds to, took 0.8 ms; as one set of patterns they took 2.1 ms, and 113 ms of Chinese.)
    """
    re2 = import_module("re2")
    needed = re2.Filter()
    for pattern in patterns:
        needed.Add(widened(pattern), _options(re2))
    needed.Compile()

    def held(text: str) -> Collection[int]:
        try:
            return needed.Match(text.encode(), potential=True) or ()
        except UnicodeEncodeError:
            return range(len(patterns))

    return held


def _options(re2: Any) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    return options


def _as_it_is(token: re.Match[str]) -> str:
    return token[0]


def _class(token: re.Match[str]) -> str:
    """A class; within a negated one the narrow meaning is the wider one."""
    is_negated = token[0].startswith("[^")
    return _IN_CLASS.sub(lambda part: _in_class(part, is_negated=is_negated), token[0])


def _in_class(part: re.Match[str], *, is_negated: bool) -> str:
    if part[1]:
        return part[1] if is_negated else _WIDE[part[1]]
    return rf"\x{{{part[2]}}}" if part[2] else part[3]


_RENDERED: dict[str, Callable[[re.Match[str]], str]] = {
    "class": _class,
    "open": lambda _token: "(?:",
    "possessive": lambda token: token["times"],
    "counted": lambda token: "+" if token["sure"] else "*",
    "escape": lambda token: f"[{_WIDE[token[0]]}]",
    "code": lambda token: rf"\x{{{token[0][2:]}}}",
}


def _closing(pattern: str, at: int) -> int:
    """Where the group ends within which this is, and what repeats it."""
    depth = 1
    while depth and (token := TOKEN.match(pattern, at)):
        depth += {"look": 1, "open": 1}.get(token.lastgroup or "", 0) - (token[0] == ")")
        at = token.end()
    return at
