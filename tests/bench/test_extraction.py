"""What extraction costs, in calls of functions, which no other load on the machine disturbs."""

from __future__ import annotations

from linkcheck.extract import extract
from linkcheck.model import Document
from tests.bench.articles import articles
from tests.extract.test_hostile import work

CALLS = 135
"""Calls of Python's and C's functions a reference, all in all; markdown-it-py alone makes some 520, without places and roles."""


def test_calls_a_reference() -> None:
    texts = list(articles(6))
    found = sum(len(extract(Document(path="a", text=text))) for text in texts)
    assert sum(work(text) for text in texts) < CALLS * found


def test_the_articles_are_as_dense_as_they_say() -> None:
    texts = list(articles(20))
    size = sum(len(text.encode()) for text in texts)
    found = sum(len(extract(Document(path="a", text=text))) for text in texts)
    assert 17_000 < size / 20 < 19_500
    assert 80 < found / 20 < 100
