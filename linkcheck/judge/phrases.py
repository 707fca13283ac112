r"""Phrases of many languages as one pattern, made so that a text without any of them is passed over quickly.

Four things cost Python's `re` most, and none changes what is found (measured, on 1,800 letters of English):

  case      under IGNORECASE no branch is rejected by its first letter: text and pattern are put in lower case instead (1.0 → 0.1 ms for the trades)
  borders   branches that begin with `\b` are gathered, so that inside a word one test rejects them all (5.2 → 0.3 ms for "not there")
  nothing   a text without any of them does not pass the sieve (1.6 → 0.02 ms)
  scripts   of a text in Latin letters only phrases written so are sought
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from linkcheck.judge.sieve import TOKEN, glance, sieve

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u3040-\ud7ff\uf900-\ufaff]")
_ODD = re.compile(r"[\u0130\u0131\u017f\u0345\u03c2\u1c80-\u1c88\u1e9b\u1fbe\ufb05\ufb06]")
"""Letters that match another letter under IGNORECASE without becoming it in lower case, or become two: texts with them go the long way."""
_ASCII = bytes(range(128))
_CAPITAL = re.compile(r"(\\.)|([A-Z]+)", re.DOTALL)
_BORDER = r"\b"


def near(subjects: str, states: str) -> str:
    """A subject and, in the same sentence not far behind it, what is said of it; no quotation begins between them."""
    is_one = len(list(branches(subjects))) == 1
    subject = subjects if is_one else f"(?:{subjects})"
    return rf"{subject}[^.。!！?？\n@“「]{{0,40}}?(?:{states})"


def near_in_han(subjects: str, states: str) -> str:
    """The same in Han, which has no blanks within a sentence: a second one is where a menu ends and a heading begins."""
    gap = r"[^\s.。!！?？@“「]{0,30}?"
    return rf"(?:{subjects}){gap}(?:\s{gap})?(?:{states})"


class Phrases:
    """The phrases of some tables as one pattern."""

    def __init__(self, *tables: Mapping[str, tuple[str, ...]]) -> None:
        self._rows = tuple(row for table in tables for rows in table.values() for row in rows)

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase in a text."""
        exact, quick = self._fitting(text)
        if _is_odd(text):
            return exact.pattern.search(text)
        at = quick.place_in(text.lower())
        return exact.pattern.match(text, at) if at >= 0 else None

    def findall(self, text: str) -> set[str]:
        """The different phrases in a text, in lower case."""
        return set(self.counted(text))

    def counted(self, text: str) -> Counter[str]:
        """How often each phrase stands in a text, in lower case."""
        exact, quick = self._fitting(text)
        if _is_odd(text):
            return Counter(found[0].lower() for found in exact.pattern.finditer(text))
        lowered = text.lower()
        found = quick.pattern.finditer(lowered) if quick.may_be_in(lowered) else ()
        return Counter(each[0] for each in found)

    def _fitting(self, text: str) -> tuple[_Pattern, _Pattern]:
        return self.latin if _is_latin(text) else self.whole

    @cached_property
    def whole(self) -> tuple[_Pattern, _Pattern]:
        """All rows: as written, and for texts in lower case."""
        return _patterns(self._rows)

    @cached_property
    def latin(self) -> tuple[_Pattern, _Pattern]:
        """The same of the rows that a Latin text can have."""
        return _patterns(tuple(filter(_is_latin, self._rows)))


class Glance:
    """What can be told of a text for many tables at once, in a single pass: of which of them it has nothing."""

    def __init__(self, *tables: Phrases) -> None:
        self._tables = tables

    def ruled_out(self, text: str) -> frozenset[Phrases]:
        """The tables of which neither the text nor anything that is made of parts of its lines has a phrase."""
        if _is_odd(text):
            return frozenset()
        held = (self._latin if _is_latin(text) else self._whole)(text.lower())
        return frozenset([each for at, each in enumerate(self._tables) if at not in held])

    @cached_property
    def _whole(self) -> Callable[[str], Collection[int]]:
        return glance([table.whole[1].text for table in self._tables])

    @cached_property
    def _latin(self) -> Callable[[str], Collection[int]]:
        return glance([table.latin[1].text for table in self._tables])


class _Pattern:
    """A pattern that is compiled when it is needed: the exact one is only where something was found."""

    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self.text = text
        self._flags = flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.text, self._flags | re.MULTILINE)

    @cached_property
    def may_be_in(self) -> Callable[[str], bool]:
        """What says whether a text may have a match."""
        return sieve(self.text)

    def place_in(self, text: str) -> int:
        """Where the first match begins; -1 where there is none."""
        found = self.pattern.search(text) if self.may_be_in(text) else None
        return found.start() if found else -1


def _is_latin(text: str) -> bool:
    return text.isascii() or _NOT_LATIN.search(_beyond_ascii(text)) is None


def _is_odd(text: str) -> bool:
    return not text.isascii() and _ODD.search(_beyond_ascii(text)) is not None


def _beyond_ascii(text: str) -> str:
    """The letters of a text that are none of ASCII's, which are few in most languages: a class of letters is sought letter by letter."""
    return (
        text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    )


def _patterns(rows: tuple[str, ...]) -> tuple[_Pattern, _Pattern]:
    written = "|".join(rows)
    return _Pattern(written, re.IGNORECASE), _Pattern(quick(written), re.NOFLAG)


def quick(pattern: str) -> str:
    """A pattern that finds in a text in lower case what this one finds under IGNORECASE, at the same places."""
    lowered = _CAPITAL.sub(lambda found: found[1] or found[2].lower(), pattern)
    lowered = lowered.replace("ı", "[ıi]")  # IGNORECASE takes them for one
    groups = groupby(branches(lowered), lambda branch: branch.startswith(_BORDER))
    return "|".join(
        rf"\b(?:{'|'.join(branch.removeprefix(_BORDER) for branch in gathered)})"
        if has_border
        else "|".join(gathered)
        for has_border, gathered in groups
    )


def branches(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, in order."""
    depth = begin = 0
    for token in TOKEN.finditer(pattern):
        if token[0] == "|" and not depth:
            yield pattern[begin : token.start()]
            begin = token.end()
        depth += token[0].startswith("(") - (token[0] == ")")
    yield pattern[begin:]
