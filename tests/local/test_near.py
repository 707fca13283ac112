"""Hints for names that are not there: which is given, and that they cost no more than they are worth."""

from __future__ import annotations

import difflib

import pytest

from linkcheck.local.near import MOST, Guesses

NAMES = ("guide", "reference", "index", "介绍")

NEAREST = {
    "a letter": ("giude", "guide"),
    "Han": ("介紹绍", "介绍"),
    "none": ("zzzzz", ""),
}


@pytest.mark.parametrize(("name", "nearest"), NEAREST.values(), ids=NEAREST)
def test_the_nearest(name: str, nearest: str) -> None:
    assert Guesses().nearest(name, NAMES, 0.75) == nearest


def test_so_much_is_compared_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    usual = difflib.get_close_matches

    def noting(name: str, names: tuple[str, ...], most: int, cutoff: float) -> list[str]:
        compared.append(len(name) * len(names))
        return usual(name, names, most, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", noting)
    guesses = Guesses(budget=100_000)
    names = tuple(f"name-{number}" for number in range(20))
    for _ in range(1_000):
        guesses.nearest("nome-7", names, 0.75)
    assert 0 < sum(compared) < 100_000
    assert guesses.nearest("a", ("a",), 0.75) == "a"


def test_thousands_of_mistakes_get_their_hints() -> None:
    guesses = Guesses()
    names = tuple(f"chapter-{number}" for number in range(40))
    assert all(guesses.nearest(f"chaptre-{each % 40}", names, 0.75) for each in range(3_000))


def test_a_large_folder_is_looked_through_for_a_hundred() -> None:
    guesses = Guesses()
    names = tuple(f"chapter-{number}" for number in range(MOST))
    assert all(guesses.nearest(f"chaptre-{each}", names, 0.75) for each in range(60))
