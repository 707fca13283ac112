"""What is left alone, for how long, and what is said of it when that is over or not needed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linkcheck.ignoring import Use, holding, in_force, notices, pardoned
from linkcheck.language import LANGUAGES, say
from linkcheck.model import Outcome, Pardon, Verdict, remark
from linkcheck.settings import Settings
from linkcheck.settings.tables import IgnoreRule

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
KNOWN = frozenset({"gone", "wall", "ok", "ignored"})
RULE = IgnoreRule(pattern="a.example", reason="why")
PARDON = Pardon(path="a.md", line=3, column=1, rules=("wall",), reason="why")


def verdict(rule: str, outcome: Outcome = Outcome.UNSURE) -> Verdict:
    return Verdict(outcome=outcome, rule=rule, reason=remark("ok", status=200))


def until(day: date | None) -> IgnoreRule:
    return IgnoreRule(pattern="a.example", reason="why", expires=day)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(None, True), (TODAY + DAY, True), (TODAY, True), (TODAY - DAY, False)],
    ids=["no end", "tomorrow", "today", "yesterday"],
)
def test_the_last_day_is_still_in_force(day: date | None, holds: bool) -> None:
    rule = until(day)
    assert in_force(Settings(ignore=(rule,)), TODAY).ignore == ((rule,) if holds else ())
    pardon = Pardon(path="a.md", line=1, column=1, rules=("wall",), until=day)
    assert holding(pardon, KNOWN, TODAY) == (pardon if holds else None)


def test_a_pardon_is_for_its_rules_alone() -> None:
    dead, walled = verdict("gone", Outcome.DEAD), verdict("wall")
    assert pardoned(dead, PARDON) == dead
    told = pardoned(walled, PARDON)
    assert (told.outcome, told.rule) == (Outcome.SKIPPED, "ignored")
    assert "wall" in say(told.reason, "en")


@pytest.mark.parametrize(
    "pardon",
    [
        pytest.param(Pardon(path="a", line=1, column=1, rules=("wal",)), id="unknown rule"),
        pytest.param(Pardon(path="a", line=1, column=1, problem="spring"), id="no date"),
    ],
)
def test_what_cannot_be_read_pardons_nothing(pardon: Pardon) -> None:
    assert holding(pardon, KNOWN, TODAY) is None


SAID: dict[str, tuple[Use, tuple[IgnoreRule, ...], list[str]]] = {
    "nothing to say": (Use(frozenset({"http://a.example/"}), (), ()), (RULE,), []),
    "fits nothing": (Use(frozenset({"http://b.example/"}), (), ()), (RULE,), ["notice.unused"]),
    "two fit nothing": (Use(frozenset(), (), ()), (RULE, until(TODAY)), ["notice.unused"]),
    "expired": (Use(frozenset({"http://a.example/"}), (), ()), (until(TODAY - DAY),), ["notice.expired"]),
    "a comment at work": (Use(frozenset(), (PARDON,), ((PARDON, verdict("ignored")),)), (), []),
    "a comment not needed": (Use(frozenset(), (PARDON,), ((PARDON, verdict("ok")),)), (), ["notice.comment-unused"]),
    "needed by one of two": (Use(frozenset(), (PARDON,), ((PARDON, verdict("ok")), (PARDON, verdict("ignored")))), (), []),
    "not asked, so not known": (Use(frozenset(), (PARDON,), ((PARDON, verdict("not-asked")),)), (), []),
    "before nothing": (Use(frozenset(), (PARDON,), ()), (), ["notice.comment-idle"]),
    "a comment of the past": (
        Use(frozenset(), (Pardon(path="a", line=1, column=1, until=TODAY - DAY),), ()), (), ["notice.comment-expired"]
    ),
    "unknown": (Use(frozenset(), (Pardon(path="a", line=1, column=1, rules=("x",)),), ()), (), ["notice.comment-unread"]),
    "no date": (Use(frozenset(), (Pardon(path="a", line=1, column=1, problem="x"),), ()), (), ["notice.comment-unread"]),
}  # fmt: skip


@pytest.mark.parametrize(("use", "rules", "ids"), SAID.values(), ids=SAID)
def test_notices(use: Use, rules: tuple[IgnoreRule, ...], ids: list[str]) -> None:
    said = list(notices(use, rules, KNOWN, TODAY))
    assert [each.id for each in said] == ids
    assert all(say(each, lang) for each in said for lang in LANGUAGES)
