"""Comments that pardon the construct after them: where they count, what they say, what they cover."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.extract import extract
from linkcheck.extract.pardons import pardons
from linkcheck.model import Document, Kind, Pardon


def read(text: str, kind: Kind = Kind.MARKDOWN) -> list[tuple[Pardon, list[str]]]:
    document = Document(path="a", text=text, kind=kind)
    references = extract(document)
    return [
        (pardon, [references[number].url for number in numbers])
        for pardon, numbers in pardons(document, references)
    ]


SAYS: dict[str, tuple[str, tuple[str, ...], date | None, str, str]] = {
    "all": ("linkcheck-ignore wall until 2027-01-01: a bot wall", ("wall",), date(2027, 1, 1), "a bot wall", ""),
    "no end": ("linkcheck-ignore wall: a bot wall", ("wall",), None, "a bot wall", ""),
    "no rule": ("linkcheck-ignore until 2027-01-01: why", (), date(2027, 1, 1), "why", ""),
    "nothing": ("linkcheck-ignore", (), None, "", ""),
    "several rules": ("linkcheck-ignore wall, gone: x", ("wall", "gone"), None, "x", ""),
    "a colon in the reason": ("linkcheck-ignore wall: see: http://x", ("wall",), None, "see: http://x", ""),
    "until in the reason": ("linkcheck-ignore wall: until they open", ("wall",), None, "until they open", ""),
    "over lines": ("linkcheck-ignore\n  wall:\n  a bot\n  wall", ("wall",), None, "a bot wall", ""),
    "no date": ("linkcheck-ignore wall until spring: x", ("wall",), None, "x", "spring"),
    "Chinese": ("linkcheck-ignore wall: 有验证码", ("wall",), None, "有验证码", ""),
}  # fmt: skip


@pytest.mark.parametrize(("words", "rules", "until", "reason", "problem"), SAYS.values(), ids=SAYS)
def test_what_it_says(
    words: str, rules: tuple[str, ...], until: date | None, reason: str, problem: str
) -> None:
    ((pardon, _),) = read(f"text\n\n<!-- {words} -->\n\n[a](http://a.example)\n")
    assert (pardon.rules, pardon.until, pardon.reason) == (rules, until, reason)
    assert (pardon.problem, pardon.line, pardon.column) == (problem, 3, 1)


C = "<!-- linkcheck-ignore wall: x -->"
COVERS = {
    "before a paragraph": (f"{C}\n\n[a](u) [b](v)\n", [["u"]]),
    "right before": (f"[a](u) {C} [b](v) [c](w)\n", [["v"]]),
    "an image": (f"{C}\n![a](u)\n", [["u"]]),
    "an image in a link": (f"{C}\n\n[![a](u)](v) [b](w)\n", [["v", "u"]]),
    "a list's first": (f"{C}\n- [a](u)\n- [b](v)\n", [["u"]]),
    "in a list": (f"- [a](u)\n- b {C} [b](v)\n", [["v"]]),
    "a line that is HTML from its beginning": (f"{C} [a](u)\n\n[b](v)\n", [["v"]]),
    "in a quote": (f"> {C}\n> [a](u)\n", [["u"]]),
    "a bare URL": (f"x {C} http://a.example/ http://b.example/\n", [["http://a.example/"]]),
    "a reference link": (f"{C}\n\n[a][r] [b](v)\n\n[r]: u\n", [["u"]]),
    "HTML": (f"{C}\n<a href=u>a</a>\n", [["u"]]),
    "a tag in a paragraph": (f"x {C} <a href=u>a</a> [b](v)\n", [["u"]]),
    "two": (f"{C}\n[a](u)\n\n{C}\n[b](v)\n", [["u"], ["v"]]),
    "nothing": (f"[a](u)\n\n{C}\n", [[]]),
    "in a fence": (f"```\n{C}\n```\n[a](u)\n", []),
    "in indented code": (f"x\n\n    {C}\n\n[a](u)\n", []),
    "in a code span": (f"`{C}` [a](u)\n", []),
    "escaped": (f"\\{C} [a](u)\n", []),
    "in a front matter's text": ("a [b](u)\n", []),
    "after Windows line ends": (f"x\r\n\r\n{C}\r\n[a](u)\r\n", [["u"]]),
    "never closed": ("<!-- linkcheck-ignore wall: x\n\n[a](u)\n", []),
}


@pytest.mark.parametrize(("text", "urls"), COVERS.values(), ids=COVERS)
def test_what_it_covers(text: str, urls: list[list[str]]) -> None:
    assert [each for _, each in read(text)] == urls


PAGES = {
    "before": (f"<p>{C}<a href=u>a</a><a href=v>b</a>", [["u"]]),
    "an image in a link": (f"{C}<a href=u><img src=v></a>", [["u"]]),
    "in a script": (f"<script>{C}</script><a href=u>a</a>", []),
    "in a title": (f"<title>{C}</title><a href=u>a</a>", []),
    "after a script": (f"<script>x</script>{C}<a href=u>a</a>", [["u"]]),
}


@pytest.mark.parametrize(("text", "urls"), PAGES.values(), ids=PAGES)
def test_in_a_page(text: str, urls: list[list[str]]) -> None:
    assert [each for _, each in read(text, Kind.HTML)] == urls


@given(st.lists(st.sampled_from([C, "<!--", "-->", "[a](u)", "\n", "\n\n", "`", "```\n", "> ", "- ", "<p>", "<script>", "</script>", "    "]), max_size=14).map("".join), st.sampled_from([Kind.MARKDOWN, Kind.HTML]))  # fmt: skip
def test_any_article(text: str, kind: Kind) -> None:
    for pardon, covered in read(text, kind):
        assert pardon.rules == ("wall",)
        assert len(covered) <= 2
