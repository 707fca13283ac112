from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.model import Outcome, remark
from linkcheck.report.safe import UNSEEN, cleaned, inert, masked, shown, spelled_out
from tests.report import sample


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        pytest.param("https://a.org/?page=2", "https://a.org/?page=2", id="nothing"),
        pytest.param("https://me:pw@a.org/", "https://***@a.org/", id="user"),
        pytest.param("https://me@a.org/", "https://***@a.org/", id="user-without-password"),
        pytest.param("http://a:p@ss@a.org/x", "http://***@a.org/x", id="at-in-password"),
        pytest.param(r"http:\\a:p@a.org", r"http:\\***@a.org", id="backslashes"),
        pytest.param("https://a.org/@me", "https://a.org/@me", id="at-in-path"),
        pytest.param("https://a.org/?m=x@y.org", "https://a.org/?m=x@y.org", id="at-in-query"),
        pytest.param("mailto:me@a.org", "mailto:me@a.org", id="mail"),
        pytest.param(
            "https://web.archive.org/web/2021/https://me:pw@a.org/",
            "https://web.archive.org/web/2021/https://***@a.org/",
            id="inside-a-copy",
        ),
        pytest.param("see https://me:pw@a.org/, now", "see https://***@a.org/, now", id="prose"),
        pytest.param("https://a.org/?token=abc&x=1", "https://a.org/?token=***&x=1", id="token"),
        pytest.param("https://a.org/?x=1&KEY=abc#f", "https://a.org/?x=1&KEY=***#f", id="key"),
        pytest.param("?X-Amz-Signature=ab", "?X-Amz-Signature=***", id="amazon"),
        pytest.param("?access%5Ftoken=ab", "?access%5Ftoken=***", id="escaped-name"),
        pytest.param("https://a.org/#id_token=ab", "https://a.org/#id_token=***", id="fragment"),
        pytest.param("id_token=ab", "id_token=***", id="bare-fragment"),
        pytest.param(";jsessionid=ab?x=1", ";jsessionid=***", id="session-in-path"),
        pytest.param("?keyword=战争&monkey=1", "?keyword=战争&monkey=1", id="only-alike"),
        pytest.param("?subscriberId=6&UTM=1", "?subscriberId=6&UTM=1", id="tracking-is-no-secret"),
    ],
)
def test_secrets(text: str, safe: str) -> None:
    assert masked(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        pytest.param("中文 é 👩‍🚀", "中文 é 👩‍🚀", id="seen"),
        pytest.param("a\x1b[31mb", r"a\x1b[31mb", id="ansi"),
        pytest.param("a\x9b31m", r"a\x9b31m", id="c1"),
        pytest.param("gpj.\u202eexe", r"gpj.\u202eexe", id="override"),
        pytest.param("a\u2066b\u200bc\ufeff", r"a\u2066b\u200bc\ufeff", id="isolate-and-blanks"),
        pytest.param("a\nb\tc\r", "a b c ", id="breaks-are-blanks"),
        pytest.param("caf\udce9.md", r"caf\xe9.md", id="byte-of-a-path"),
        pytest.param("\ud83d", r"\ud83d", id="lone-surrogate"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag"),
    ],
)
def test_what_is_unseen_is_spelled_out(text: str, safe: str) -> None:
    assert spelled_out(text) == safe


LINES = {
    "nothing": ("a :: b :: c", "a :: b :: c"),
    "a command": ("::error::x", r"\x3a:error::x"),
    "with properties": ("::error file=a,line=1::x", r"\x3a:error file=a,line=1::x"),
    "behind blanks": (" \u3000\u00a0::error::x", " \u3000\u00a0\\x3a:error::x"),
    "on a further line": ("a\n  ::error::x\nb", "a\n  \\x3a:error::x\nb"),
    "no end": ("::before", "::before"),
    "no end on its line": ("::before\nx::", "::before\nx::"),
    "the old form": ("see ##[error]x", r"see ##\x5berror]x"),
    "a heading": ("## [a](b)", "## [a](b)"),
}


@pytest.mark.parametrize(("lines", "safe"), LINES.values(), ids=LINES)
def test_a_line_is_no_workflow_command(lines: str, safe: str) -> None:
    assert inert(lines) == safe
    assert inert(safe) == safe


@given(st.text(st.characters()))
def test_what_is_shown_has_nothing_unseen(text: str) -> None:
    assert not UNSEEN.search(shown(text))
    assert shown(shown(text)) == shown(text)


def test_cleaning_reaches_every_text_and_keeps_the_rest() -> None:
    found = sample.FINDINGS[4]
    hostile = replace(
        found, verdict=replace(found.verdict, notes=(remark("note", title="a\x1bb", n=3),))
    )
    fresh = cleaned(hostile, shown)
    assert fresh.verdict.notes == (remark("note", title=r"a\x1bb", n=3),)
    assert fresh.verdict.outcome is Outcome.DEAD
    assert fresh.references is found.references


@pytest.mark.parametrize("part", ["http://", "?a", "@", "&x=", "://@", "a", "::", " ", "##["])
def test_hostile_lengths_take_linear_time(part: str) -> None:
    started = time.process_time()
    inert(shown(part * 200_000))
    assert time.process_time() - started < 2
