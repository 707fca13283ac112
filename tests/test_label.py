from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.label import Agreement, address_words, agreement
from linkcheck.model import Page

CHINESE = Page(
    title="莫斯科已发出最后通牒，边境云集数十万大军_腾讯新闻",
    text="俄罗斯国防部周五表示，乌克兰大战进入倒计时，欧盟官员愿意继续谈判。",
)
ENGLISH = Page(
    title="Russia Demands Urgent U.S. Talks, Warning of Military Response",
    headings=("Russia Demands Urgent Talks",),
    text="Moscow said Monday that it needs answers about security guarantees from Washington",
)
CASINO = Page(
    title="Slot Gacor Hari Ini",
    text="Daftar situs slot online terpercaya dengan bonus besar setiap hari",
)


@pytest.mark.parametrize(
    ("labels", "page", "expected"),
    [
        pytest.param(
            ("莫斯科已发出最后通牒，边境云集数十万大军",), CHINESE, Agreement.AGREES, id="han-title"
        ),
        pytest.param(("莫斯科發出通牒",), CHINESE, Agreement.AGREES, id="half-of-the-words"),
        pytest.param(
            ("北京冬季奥运会开幕式举行",), CHINESE, Agreement.DISAGREES, id="han-other-subject"
        ),
        pytest.param(
            ("莫斯科已发出最后通牒",), ENGLISH, Agreement.UNKNOWN, id="han-label-english-page"
        ),
        pytest.param(("Russia demands urgent talks",), ENGLISH, Agreement.AGREES, id="latin"),
        pytest.param(("RUSSIA DEMANDS URGENT",), ENGLISH, Agreement.AGREES, id="case-folds"),
        pytest.param(
            ("Olive harvest fails again",), ENGLISH, Agreement.DISAGREES, id="latin-other-subject"
        ),
        pytest.param(
            ("Russia demands urgent talks",), CASINO, Agreement.UNKNOWN, id="another-tongue"
        ),
        pytest.param(("45:05 时段",), CHINESE, Agreement.UNKNOWN, id="names-nothing"),
        pytest.param(("here",), CASINO, Agreement.UNKNOWN, id="here"),
        pytest.param(("",), CHINESE, Agreement.UNKNOWN, id="empty"),
        pytest.param((), CHINESE, Agreement.UNKNOWN, id="none"),
        pytest.param(
            ("北京冬季奥运会开幕式", "莫斯科已发出最后通牒"),
            CHINESE,
            Agreement.AGREES,
            id="the-best-counts",
        ),
        pytest.param(
            ("Russia demands urgent talks",), Page(title="Loading"), Agreement.UNKNOWN, id="no-text"
        ),
        pytest.param(
            ("Россия требует срочных переговоров",),
            Page(
                text="Москва в понедельник заявила, что ждёт ответа от Вашингтона: Россия требует срочных переговоров"
            ),
            Agreement.AGREES,
            id="cyrillic",
        ),
    ],
)
def test_what_a_label_says_of_a_page(
    labels: tuple[str, ...], page: Page, expected: Agreement
) -> None:
    assert agreement(labels, page) is expected


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_label_and_page_are_compared(label: str, text: str) -> None:
    assert agreement((label,), Page(text=text)) in Agreement


@given(st.text(alphabet="abcdefghij ", min_size=60, max_size=80))
def test_a_page_that_is_its_label_never_disagrees(text: str) -> None:
    assert agreement((text,), Page(title=text)) is not Agreement.DISAGREES


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "https://a.example/2021/12/20/russia-demands-talks-a75880.html",
            "russia demands talks html",
        ),
        ("https://a.example/news/olive-harvest-fails/comments?page=2", "olive harvest fails"),
        ("https://a.example/a/10001.html", ""),
        ("https://a.example/", ""),
        ("https://a.example/%E6%96%B0%E9%97%BB/1", ""),
    ],
)
def test_the_words_of_an_address(url: str, words: str) -> None:
    assert address_words(url) == words
