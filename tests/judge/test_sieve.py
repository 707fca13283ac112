"""Whatever a pattern finds passes its sieve."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkcheck.judge.phrases import branches, quick
from linkcheck.judge.sieve import glance, sieve, widened
from tests.judge.test_phrases import TABLES

WIDENED = {
    "letters": ("gone", "gone"),
    "borders and anchors": (r"^\bgone\B$\Z", "gone"),
    "looks around": ("(?<!if )gone(?! by (?:me|you))!(?=x)", "gone!"),
    "possession": ("a*+b?+c++d{2}+", "a*b?c+d+"),
    "lazy": ("a*?b{1,3}?", "a*?b+"),
    "counted": ("a{2}b{0,9}c{3,}d{0}[xy]{0,40}?", "a+b*c+d*[xy]*"),
    "atomic and named groups": ("(?>a)(?P<n>b)(c)", "(?:a)(?:b)(?:c)"),
    "no lower bound": ("a{,3}b{,}", "a*b*"),
    "escaped": (r"\(\^\.\\b", r"\(\^\.\\b"),
    "code points": (r"\u4e00[\u3400-\u9fff]", r"\x{4e00}[\x{3400}-\x{9fff}]"),
    "classes": (r"[^\w\s][]\d]", r"[^\w\s][]\d\pN]"),
    "what is not": (r"\W\S\D", r"\W\S\D"),
}


@pytest.mark.parametrize(("pattern", "expected"), WIDENED.values(), ids=WIDENED.keys())
def test_widened(pattern: str, expected: str) -> None:
    assert widened(pattern) == expected


HELD = {
    "letters of any script": (r"a\w+b", "aéж页٣b"),
    "blanks of any kind": (r"a\s+b", "a\u3000\xa0\x1c\x85\u2028\x0bb"),
    "digits of any script": (r"a\d+b", "a3٣３b"),
    "no letter": (r"a\Wb", "a·b"),
    "no ASCII letter": (r"a[^\w]b", "a·b"),
    "half of a pair": ("a.b", "a\ud800b"),
    "behind a look": (r"(?<=x)a(?!b(c)d)e", "xae"),
}


@pytest.mark.parametrize(("pattern", "text"), HELD.values(), ids=HELD.keys())
def test_what_is_found_passes(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
    assert sieve(pattern)(text)


def test_what_is_nowhere_does_not() -> None:
    assert not sieve(r"\bpage (?:is )?gone")("the page has not gone")


ROWS = {name: table._rows for name, table in TABLES.items()}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS.keys())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_each_phrase_passes(rows: tuple[str, ...], data: st.DataObject) -> None:
    """Texts are made from the patterns themselves, among others, with what their looks around refuse too."""
    branch = data.draw(st.sampled_from([part for row in rows for part in branches(row)]))
    before, text, after = (
        data.draw(each)
        for each in (st.text(max_size=5), st.from_regex(branch), st.text(max_size=5))
    )
    text = f"{before} {text} {after}"
    if re.search(branch, text, re.MULTILINE):
        assert sieve(branch)(text)
    if re.search(quick(branch), text.lower(), re.MULTILINE):
        assert glance([quick(branch)])(text.lower().replace("\n", "\nbetween\n"))
