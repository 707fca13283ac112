"""Hostile texts cost what friendly ones of their length do: twice the text, about twice the work.

Work is counted in calls of Python functions, which no other load on the machine disturbs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck.extract import extract, plain_links
from linkcheck.extract.anchors import anchors
from linkcheck.model import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

CASES: dict[str, Callable[[int], str]] = {
    "paragraph": lambda n: "文字[链](https://a.example)，" * n,
    "brackets": lambda n: "[" * n + "a](u)" + "]" * n,
    "links": lambda n: "[" * n + "a" + "](u)" * n,
    "images": lambda n: "![" * n + "a" + "](u)" * n,
    "shortcuts": lambda n: "[a]: b\n\n" + "[x" * n + "]" * n,
    "quotes": lambda n: ">" * n + " [a](u)",
    "lists": lambda n: "- " * n + "[a](u)",
    "emphasis": lambda n: "[" + "*a **b _" * n + "](u)",
    "backticks": lambda n: "`a ``b " * n,
    "tags": lambda n: "<a b='" * n,
    "comments": lambda n: "a <!-- " * n,
    "destinations": lambda n: "[a](b" * n,
    "titles": lambda n: "[a](b 'c" * n,
    "definitions": lambda n: "".join(f"[{i}]: u\n" for i in range(n)) + "\n" + "[1]" * n,
    "dollars": lambda n: "$a " * n,
    "notes": lambda n: "^[" * n + "[a](u)" * n + "]" * n,
    "schemes": lambda n: "http://a.b，" * n,
    "parentheses": lambda n: "http://a.b/" + "(" * n + ")" * 2 * n,
    "mails": lambda n: "a@" * n,
    "cells": lambda n: "|a|\n|-|\n" + "|[a](u)|\n" * n,
    "pipes": lambda n: "|a|\n|-|\n|http://a.b/" + "\\|" * n + "|\n",
    "blocks": lambda n: "<p>" + "<a href=x>b" * n,
    "cues": lambda n: "（图源：" * n + "[a](u)",
    "candidates": lambda n: "<img srcset='" + "a (" * n + "," * n + "'>",
    "credits": lambda n: "![](x) 来源：图源：" * n + "[a](u)",
    "stars": lambda n: "*" * 50 * n,
    "bullets": lambda n: "* " * n,
    "ticks": lambda n: "`" * 50 * n,
    "angles": lambda n: "<" * n,
    "open": lambda n: "[a" * n,
    "closed": lambda n: "]" * n,
    "empty": lambda n: "[a](" * n,
    "colons": lambda n: "http:" * n + "://" * n,
    "names": lambda n: "www." * n,
    "addresses that a bracket ends": lambda n: "http://a.b/文](u)" * n,
    "hosts with a line": lambda n: "http://a_b/文" * n,
    "names that are none": lambda n: "www.(" * n,
    "short rows": lambda n: ("|a|b|\n|-|-|\n" + "|\n" * 5 + "\n") * n,
    "lines": lambda n: "文字\n" * n + "> x",
    "lazy": lambda n: "> a\n" * n + "b",
    "lazy deep down": lambda n: "> " * 80 + "a\n" + "b\n" * n,
    "lazy in lists and quotes": lambda n: "> - " * 40 + "a\n" + "b\n> c\n" * n,
    "quotes that end in vain": lambda n: "> # a\nb\n" * 2 * n,
    "fences that end in vain": lambda n: "> > ```\n> b\n" * 2 * n,
    "items": lambda n: "- a\n" * n + "b",
    "loose": lambda n: "- [a](u)\n\n" * n,
    "gaps": lambda n: "- a\n" + "\n" * n + "  b",
    "steps": lambda n: "".join("  " * min(level, 90) + "- [a](u)\n" for level in range(n)),
    "headings": lambda n: "# [a](u)\n" * n,
    "footnotes": lambda n: "".join(f"[^{i}]: a\n" for i in range(n)),
    "lead-ins": lambda n: "（来源：（" * n + "[a](u)" + "）" * n,
    "admonitions": lambda n: "!!! note\n    [a](u)\n\n" * n,
    "admonitions in each other": lambda n: "".join(
        " " * 4 * min(level, 90) + "!!! note\n" for level in range(n)
    ),
    "far from their text": lambda n: "!!! note\n" + "\n" * n + "    a\n" + "!!! note\n" * n,
    "fences of colons": lambda n: "::: tip [a](u)\n" * n,
    "callouts": lambda n: "> [!note] [a](u)\n\n" * n,
    "captions": lambda n: "![](x)\n\n来源：[a](u)\n\n" * n,
}


def work(
    text: str, kind: Kind = Kind.MARKDOWN, read: Callable[[Document], object] = extract
) -> int:
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(Document(path="a", text=text, kind=kind))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", CASES)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    make = CASES[name]
    work(make(10))
    assert work(make(1200)) < 2.3 * work(make(600)) + 2000


@pytest.mark.parametrize(
    "name", ["lazy deep down", "quotes that end in vain", "short rows", "headings"]
)
def test_so_it_is_for_its_anchors(name: str) -> None:
    make = CASES[name]
    work(make(10), read=anchors)
    assert work(make(1200), read=anchors) < 2.3 * work(make(600), read=anchors) + 2000


def test_ten_thousand_levels() -> None:
    for opening, closing in (("[", "](u)"), ("![", "](u)"), (">", ""), ("- ", "")):
        extract(Document(path="a", text=opening * 10_000 + "a" + closing * 10_000))


@pytest.mark.parametrize("most", [0, 1_000_000], ids=["the long way", "the short way"])
def test_ten_thousand_links_in_one_paragraph(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work grows no faster from a thousand to ten thousand than from a hundred to a thousand.

    The first text is warmed up with: what is loaded only when it is first needed would be counted
    as work of the hundred. A square would be some nine times as much, a quarter is the room.
    """
    monkeypatch.setattr(plain_links, "_MOST", most)
    work(CASES["paragraph"](100))
    hundred, thousand = (work(CASES["paragraph"](n)) for n in (100, 1_000))
    each = (thousand - hundred) / 900
    many = work(CASES["paragraph"](10_000))
    assert many < 10_000 * each * 1.25


def test_a_srcset_of_commas() -> None:
    assert extract(Document(path="a", text="<img srcset='" + "," * 200_000 + "'>")) == ()


def test_a_paragraph_of_five_megabytes() -> None:
    text = "长文本没有链接" * 250_000 + "[末](https://a.example/)"
    (one,) = extract(Document(path="a", text=text))
    assert one.region.column == 7 * 250_000 + 1
