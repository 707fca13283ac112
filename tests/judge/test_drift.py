"""How far a living page is from the copy of its citation's day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck import judge
from linkcheck.judge.drift import is_drifted
from linkcheck.model import Copy, Grade, Memento, Page, remark
from tests.judge.cases import ARTICLE, CHINESE, ELSE, case, look, page

CAKE = ELSE * 6
OTHER_CHINESE = "面粉、黄油、白糖和鸡蛋可以做成蛋糕，在中等温度的烤箱里烤上一个小时，趁热端上餐桌，全家人一起分享这份甜蜜的点心。"
LATER = (
    ARTICLE + " An earlier version gave the wrong month; it has been corrected by the desk. " * 2
)


def copy(text: str, title: str = "Then") -> Copy:
    memento = Memento(
        archive="wayback",
        url="https://web.archive.org/web/20211223000000/http://paper.example/",
        original="http://paper.example/",
        captured=datetime(2021, 12, 23, tzinfo=UTC),
    )
    return Copy(
        memento=memento,
        days=(memento.captured.date() - date(2021, 12, 21)).days,
        grade=Grade.GOOD,
        reason=remark("proof.shows-page"),
        page=Page(title=title, main=text),
    )


ROWS: dict[str, tuple[str, str, bool]] = {
    "the same": (ARTICLE, ARTICLE, False),
    "corrected": (ARTICLE, LATER, False),
    "another piece": (ARTICLE, CAKE, True),
    "most of it gone": (ARTICLE, ARTICLE[:90], True),
    "grown": (ARTICLE, ARTICLE * 3, False),
    "nothing left": (ARTICLE, "", True),
    "Chinese, the same": (CHINESE * 2, CHINESE * 2, False),
    "Chinese, another": (CHINESE * 2, OTHER_CHINESE * 2, True),
}


@pytest.mark.parametrize(("then", "now", "drifted"), ROWS.values(), ids=ROWS.keys())
def test_drift(then: str, now: str, drifted: bool) -> None:
    found = judge.drift(copy(then), Page(title="Now", main=now))
    assert found is not None
    assert is_drifted(found) is drifted, found


@pytest.mark.parametrize("then", ["", "too short to tell"])
def test_of_too_little_text_nothing_is_said(then: str) -> None:
    assert judge.drift(copy(then), Page(main=ARTICLE)) is None


def test_the_note_has_both_titles_and_changes_no_outcome() -> None:
    found = judge.drift(copy(ARTICLE, "Talks go on"), Page(title="Cakes", main=CAKE))
    given_ = case(look(page("Cakes", CAKE)), label="", drift=found)
    verdict = judge.verdict(given_)
    note = next(each for each in verdict.notes if each.id == "note.drifted")
    assert dict(note.values)["then"] == "Talks go on"
    assert dict(note.values)["now"] == "Cakes"
    assert verdict.outcome == judge.verdict(case(look(page("Cakes", CAKE)), label="")).outcome


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_have_a_drift_in_bounds(one: str, other: str) -> None:
    found = judge.drift(copy(one), Page(main=other))
    assert found is None or (0 <= found.similarity <= 1.001 and found.change >= -1)
