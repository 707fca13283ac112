"""Phrases are found quickly, and none other than IGNORECASE finds, at the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.judge import trades, wording
from linkcheck.judge.phrases import Glance, Phrases, branches, near, quick

TABLES = {
    "gone": wording.GONE,
    "gone as a title": wording.GONE_TITLE,
    "unusual": wording.UNUSUAL,
    "login": wording.LOGIN,
    "parked": wording.PARKED,
    "suspended": wording.SUSPENDED,
    "placeholder": wording.PLACEHOLDER,
    "spam": trades.SPAM,
    "touting": trades.TOUTING,
}
SPOKEN = (
    "Sorry, the PAGE you want does not exist",
    "404 Not Found",
    "页面不存在或已被删除",
    "找不到 网页",
    "ICP备案",
    "Страница НЕ найдена",
    "Sayfa BULUNAMADI",
    "Casino BONUS: Sign-up NOW",
    "ACCESS denied: you have been blocked",
    "Please LOG IN to continue",
    "This DOMAIN is for Sale",
    "Account Suspended",
    "Welcome to nginx",
    "Đăng ký nhà cái",
    "ſorry, ﬆatus İI ıi \u212a ẞß ΐ Σς",
)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from([word for text in SPOKEN for word in text.split()]),
        st.sampled_from(SPOKEN),
        st.text(max_size=6),
        st.sampled_from(["\n", ". ", "。"]),
    ),
    max_size=30,
).map(" ".join)


@pytest.mark.parametrize("phrases", TABLES.values(), ids=TABLES.keys())
@settings(max_examples=50)  # the first one compiles
@given(text=TEXTS)
def test_finds_what_ignoring_case_finds(phrases: Phrases, text: str) -> None:
    exact = phrases._fitting(text)[0].pattern
    expected, found = exact.search(text), phrases.search(text)
    assert (found and (found.span(), found[0])) == (expected and (expected.span(), expected[0]))
    assert phrases.findall(text) == {each[0].lower() for each in exact.finditer(text)}


GLANCE = Glance(*TABLES.values())


@given(lines=st.lists(TEXTS, min_size=1, max_size=5), data=st.data())
def test_what_a_glance_rules_out_is_in_no_part_of_a_text(
    lines: list[str], data: st.DataObject
) -> None:
    whole = "\n".join(lines)
    cuts = st.integers(0, 40)
    part = "\n".join(
        line[data.draw(cuts) : data.draw(cuts)] for line in lines if data.draw(st.booleans())
    )
    ruled_out = GLANCE.ruled_out(whole)
    for text in (whole, part, *lines):
        assert not [
            name for name, each in TABLES.items() if each in ruled_out and each.search(text)
        ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A village by the river", set()),
        ("This domain is for sale", {"parked"}),
        ("河边的一个村庄", set()),
        ("half of a pair \ud800", set(TABLES)),
        ("ſ, which is an s to IGNORECASE", set(TABLES)),
    ],
    ids=["Latin", "a phrase", "Han", "no text", "odd letters"],
)
def test_what_a_glance_leaves(text: str, left: set[str]) -> None:
    ruled_out = GLANCE.ruled_out(text)
    assert {name for name, each in TABLES.items() if each not in ruled_out} == left


def test_a_latin_text_is_not_sought_for_other_scripts() -> None:
    phrases = Phrases({"any": (r"\bgone\b", "不存在")})
    assert phrases.search("it is GONE") is not None
    assert phrases.search("页面 不存在") is not None
    assert "不存在" not in phrases.latin[0].pattern.pattern


BRANCHES = {
    "one": ("a", ["a"]),
    "several": ("a|b|", ["a", "b", ""]),
    "in a group": ("(?:a|b)|c", ["(?:a|b)", "c"]),
    "escaped": (r"a\|b|c", [r"a\|b", "c"]),
    "in a class": ("[|(]|[]|]|[^]|]", ["[|(]", "[]|]", "[^]|]"]),
    "escaped in a class": (r"[\]|]|b", [r"[\]|]", "b"]),
}


@pytest.mark.parametrize(("pattern", "expected"), BRANCHES.values(), ids=BRANCHES.keys())
def test_branches(pattern: str, expected: list[str]) -> None:
    assert list(branches(pattern)) == expected


QUICK = {
    "case": (r"ICP\W[A-Z]\S", r"icp\W[a-z]\S"),
    "borders side by side": (r"\ba|\bb|c|\bd", r"\b(?:a|b)|c|\b(?:d)"),
}


@pytest.mark.parametrize(("pattern", "expected"), QUICK.values(), ids=QUICK.keys())
def test_quick(pattern: str, expected: str) -> None:
    assert quick(pattern) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the page is gone", True),
        ("the page. It is gone", False),
        ("page " + "x" * 50 + " gone", False),
    ],
    ids=["one sentence", "two", "too far"],
)
def test_near(text: str, found: bool) -> None:
    assert (re.search(near("page|file", "gone"), text) is not None) is found
