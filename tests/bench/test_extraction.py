"""What extraction costs, in calls of functions, which no other load on the machine disturbs."""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

from linkcheck.extract import extract
from linkcheck.extract.many import extract_all
from linkcheck.model import Document
from tests.bench.articles import articles
from tests.extract.test_hostile import work

if TYPE_CHECKING:
    from collections.abc import Sequence

CALLS = 110
"""Calls of Python's and C's functions a reference, all in all; markdown-it-py alone makes some 520, without places and roles."""


def test_calls_a_reference() -> None:
    texts = list(articles(6))
    found = sum(len(extract(Document(path="a", text=text))) for text in texts)
    assert sum(work(text) for text in texts) < CALLS * found


KNOWN_CALLS = 1.6
"""The same of a reference in a text that is known from before: what is unpacked is not gone through one by one."""


class _Shelf(dict[bytes, bytes]):
    """What is known, at hand."""

    keep_extraction = dict.__setitem__

    def extractions(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}


def test_calls_a_known_reference() -> None:
    documents = [
        Document(path="a.md", text=text, sha256=str(number))
        for number, text in enumerate(articles(6))
    ]
    shelf = _Shelf()
    found = sum(len(each) for _, each in extract_all(documents, shelf=shelf, processes=1))
    profile = cProfile.Profile()
    profile.runcall(lambda: list(extract_all(documents, shelf=shelf, processes=1)))
    calls = int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # typeshed lacks it
    assert calls < KNOWN_CALLS * found


def test_the_articles_are_as_dense_as_they_say() -> None:
    texts = list(articles(20))
    size = sum(len(text.encode()) for text in texts)
    found = sum(len(extract(Document(path="a", text=text))) for text in texts)
    assert 17_000 < size / 20 < 19_500
    assert 80 < found / 20 < 100
