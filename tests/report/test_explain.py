"""`linkcheck explain`: the evidence in order, each rule that was asked, which decided, which nearly did."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from linkcheck import judge
from linkcheck.language import LANGUAGES
from linkcheck.model import Case, Finding, Reference, Region, Role
from linkcheck.report import View
from linkcheck.report.explain import Asked, explanation
from tests.judge.cases import ELSE, FRONT, case, look, page

GONE = page("404 Not Found", "The page you are looking for could not be found.")
DEAD = case(look(GONE, 404), look(GONE, 404, after=6), root=FRONT)
NEARLY = case(look(page("Page not found", ELSE * 12)), label="")
HOSTILE = case(look(page("\x1b]0;owned\x07 \u202e gnp.exe", ELSE * 12)))


def told(given: Case, lang: str = "en") -> str:
    place = Region(start=0, end=1, line=1, column=1, end_line=1, end_column=2)
    cited = Reference(
        path="-", region=place, dest=place, role=Role.LINK, label="it", url=given.target.url
    )
    found = Finding(
        target=given.target,
        references=(cited,),
        verdict=judge.verdict(given),
        evidence=given.evidence,
    )
    asked = tuple(
        Asked(rule.id, rule.outcome, said, near) for rule, said, near in judge.trace(given)
    )
    return "".join(explanation(found, asked, View(lang=lang, width=100)))


def test_the_evidence_in_the_order_in_which_it_came() -> None:
    text = told(DEAD)
    looks = [text.index(part) for part in ("look 1", "look 2", "the front page  ", "rules, in")]
    assert looks == sorted(looks)
    assert text.count("GET http://paper.example/2021/12/story-of-the-talks.html") == 2
    assert "404 twice, 6 s apart" in text


def test_each_rule_up_to_the_one_that_decided() -> None:
    rows = re.findall(r"^  (\S+) +(no|nearly|decided)\b", told(DEAD), re.MULTILINE)
    asked = [rule.id for rule, _, _ in judge.trace(DEAD)]
    assert [name for name, _ in rows] == asked
    assert rows[-1] == ("gone", "decided")
    assert "decided" not in [word for _, word in rows[:-1]]


def test_what_nearly_decided_says_why() -> None:
    rows = [line for line in told(NEARLY).splitlines() if " nearly " in line]
    assert any("soft-404" in line and "Page not found" in line for line in rows), rows


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_every_language(lang: str) -> None:
    assert judge.verdict(DEAD).rule in told(DEAD, lang)


def test_what_a_page_says_cannot_steer_the_terminal() -> None:
    text = told(HOSTILE)
    assert not set("\x1b\x07\u202e") & set(text)


def test_nothing_was_asked() -> None:
    text = told(replace(DEAD, evidence=None))
    assert "GET" not in text
    assert "not-reached" in text
