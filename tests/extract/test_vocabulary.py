"""Words learnt letter by letter are found where a pattern of them all finds them."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.extract import cues
from linkcheck.extract.lexicon import lexicon
from linkcheck.extract.vocabulary import Kind, Vocabulary, pattern
from linkcheck.model import Role

KINDS = (
    Kind("READING", (*cues.LEAD_INS[Role.READING], "→ arrow", "Κόσμος", "Straße")),
    Kind("PICTURED", ("Photo", "图"), r"(?=\s?[:：/])"),
    Kind("REPRINT", (*cues.LEAD_INS[Role.REPRINT], "See", "photo")),
)
ALL = re.compile(
    "|".join(f"(?P<{name}>{pattern(words)}){then}" for name, words, then in KINDS), re.IGNORECASE
)
WORDS = [word.replace("~", " ") for kind in KINDS for word in kind.words]
CHANGES = (str, str.upper, str.lower, lambda text: text.replace("s", "ſ").replace("i", "ı"))
cue = st.builds(lambda word, change: change(word), st.sampled_from(WORDS), st.sampled_from(CHANGES))
anything = st.lists(cue | st.text("来图S :：→sI\n", max_size=3), max_size=4).map("".join)


@given(text=anything, place=st.integers(0, 12))
def test_what_is_found_and_of_which_kind(text: str, place: int) -> None:
    found, expected = Vocabulary(*KINDS).at(text, place), ALL.match(text, place)
    assert (found and (found.span(), found.lastgroup)) == (
        expected and (expected.span(), expected.lastgroup)
    )


def test_every_character_that_is_a_letter_but_for_its_case() -> None:
    letters = "sKiσ来ß"
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    words = Vocabulary(Kind("ANY", tuple(letters)))
    same = set(re.findall(f"[{letters}]", every, re.IGNORECASE))
    assert {char for char in every if words.at(char, 0)} == same


def test_a_million_letters_are_not_remembered() -> None:
    words = Vocabulary(*KINDS)
    for char in map(chr, range(sys.maxunicode + 1)):
        words.at(char, 0)
    assert len(words._patterns) < 3_000  # letters that have a case, and the words' own


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        pytest.param("  " + "—" * 12 + "图片来源：", "", id="after-a-second-blank"),
        pytest.param("（ " + "—" * 12 + "图片来源：", "）", id="after-a-bracket-and-a-blank"),
        pytest.param("。/\n图片来源：", "", id="after-a-slash-and-a-line-break"),
    ],
)
def test_what_is_far_from_its_edge_is_found_by_another_way(text: str, closing: str) -> None:
    assert [lead.closing for lead in lexicon().leads(text)] == [closing]
