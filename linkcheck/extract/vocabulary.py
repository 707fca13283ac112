"""Words at a place of a text, of which only those become a pattern that the text may have there.

A pattern of all the words of a kind takes milliseconds to make, and most articles begin a word with few of their letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(NamedTuple):
    """A kind of words, in a word `~` for any blanks; `then` is what has to follow one, as a pattern."""

    name: str
    words: tuple[str, ...]
    then: str = ""


class Vocabulary:
    """Words of some kinds; what is found has its kind's name as its group."""

    def __init__(self, *kinds: Kind) -> None:
        """No pattern is made yet. Of kinds that have the same word the first counts."""
        self._kinds = kinds
        self._letters = frozenset(word[0] for kind in kinds for word in kind.words)
        self._patterns: dict[str, re.Pattern[str] | None] = {"": None}
        """By first letters, as texts have had them."""

    def at(self, text: str, place: int) -> re.Match[str] | None:
        """The longest word of the first kind that has one which begins there."""
        first = text[place : place + 1]
        try:
            pattern = self._patterns[first]
        except KeyError:
            pattern = self._learnt(first)
        return None if pattern is None else pattern.match(text, place)

    def begun(self) -> str:
        """The beginning of any of the words, as a pattern."""
        return _begun(self._letters)

    def _learnt(self, first: str) -> re.Pattern[str] | None:
        """The pattern of the words that begin with a letter, in either case."""
        if first not in self._letters and first.lower() == first.upper():
            return None  # nor remembered: there are a million of these
        same = compiled(re.escape(first)).match
        groups = (
            f"(?P<{name}>{_any(words)}){then}"
            for name, every, then in self._kinds
            if (words := [*filter(same, every)])
        )
        written = "|".join(groups)
        self._patterns[first] = found = compiled(written) if written else None
        return found


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern to which case is nothing."""
    return re.compile(pattern, re.IGNORECASE)


def pattern(words: Iterable[str]) -> str:
    """Any of the words; what they begin with is asked first, since hardly any place has it."""
    known = tuple(words)
    return f"{_begun(word[0] for word in known)}(?:{_any(known)})"


def _begun(letters: Iterable[str]) -> str:
    return f"(?=[{''.join(sorted({*map(re.escape, letters)}))}])"


def _any(words: Iterable[str]) -> str:
    """The longest first; a Latin one ends at a word's end."""
    return "|".join(
        r"\s+".join(map(re.escape, word.split("~")))
        + (r"\b" if word[-1:].isascii() and word[-1:].isalnum() else "")
        for word in sorted(set(words), key=len, reverse=True)
    )
