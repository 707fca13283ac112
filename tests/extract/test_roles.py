"""Roles: each cue in its place, and none in ordinary prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.extract import cues, extract
from linkcheck.extract.blocks import Block, Form, Found, Shape
from linkcheck.extract.lexicon import lexicon
from linkcheck.extract.roles import _counts, _measure, _Place
from linkcheck.model import Document, Field, Role

LINK = "[某处](https://a.example/)"
IMAGE = "![](https://i.example/)"
NEEDY = frozenset(cues.NEEDS_COLON)


def roles(text: str, added: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> list[str]:
    return [
        str(one.role)
        for one in extract(Document(path="a", text=text), added)
        if one.role is not Role.IMAGE
    ]


def words(role: Role) -> list[str]:
    return [word.replace("~", " ") for word in cues.LEAD_INS[role]]


@pytest.mark.parametrize("role", list(cues.LEAD_INS), ids=str)
def test_each_cue_leads_in_a_list_item(role: Role) -> None:
    for word in words(role):
        assert roles(f"- {word}：{LINK}\n") == [role], word
        assert roles(f"- **{word}**: {LINK}\n") == [role], word


@pytest.mark.parametrize("word", words(Role.READING))
def test_each_reading_cue_heads_a_section(word: str) -> None:
    assert roles(f"## {word}\n\n- {LINK}\n\n## 尾声\n\n- {LINK}\n") == ["reading", "link"]
    assert roles(f"**{word}：**\n\n1. {LINK}\n") == ["reading"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("主要参考资料", "reading"),
        ("本文的参考文献", "reading"),
        ("总结与参考资料", "reading"),
        ("參考資源與延伸閱讀", "reading"),
        ("📚 附录：参考文献", "reading"),
        ("參考書目 {#refs}", "reading"),
        ("References {.unnumbered}", "reading"),
        ("Notes and References", "reading"),
        ("Selected bibliography", "reading"),
        ("Outlook and further reading", "reading"),
        ("Pointers and References", "link"),
        ("如何管理参考文献", "link"),
        ("参考系与参考", "link"),
        ("本文", "link"),
    ],
)
def test_what_else_a_heading_may_say(heading: str, expected: str) -> None:
    assert roles(f"## {heading}\n\n- {LINK}\n") == [expected]
    said = heading.partition("{")[0].strip()
    assert roles(f"**{said}：**\n\n- {LINK}\n") == [expected]


@pytest.mark.parametrize("role", [Role.IMAGE_CREDIT, Role.REPRINT], ids=str)
def test_each_distinct_cue_begins_a_label(role: Role) -> None:
    for word in words(role):
        expected = "link" if word.replace(" ", "~") in NEEDY else role
        assert roles(f"这里有一个[{word}](https://a.example/)。\n") == [expected], word


@pytest.mark.parametrize("role", list(cues.LEAD_INS), ids=str)
def test_no_cue_counts_inside_a_sentence(role: Role) -> None:
    for word in words(role):
        text = f"他昨天在会上说，这里的{word}：{LINK}还没有得到任何人的证实。\n"
        assert roles(text) == ["link"], word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"（来源：{LINK}）另见{LINK}", ["reprint", "link"], id="reprint-in-brackets"),
        pytest.param(f"(Source: {LINK}, {LINK}.) Kept {LINK}", ["reprint", "reprint", "link"], id="in-latin-brackets"),
        pytest.param(f"（来源：[甲（乙）](u)、{LINK}）{LINK}", ["reprint", "reprint", "link"], id="brackets-in-brackets"),
        pytest.param(f"{IMAGE}（图源：{LINK}）记者{LINK}", ["image-credit", "link"], id="credit-in-brackets"),
        pytest.param(f"（延伸阅读：{LINK}）之后{LINK}", ["reading", "link"], id="reading-in-brackets"),
        pytest.param(f"【延伸阅读】{LINK}、{LINK}", ["reading", "reading"], id="the-cue-alone-in-brackets"),
        pytest.param(f"引子。  \n延伸阅读：{LINK}", ["reading"], id="after-a-hard-break"),
        pytest.param(f"引子。\\\n图片来源：{LINK}", ["image-credit"], id="after-a-backslash"),
        pytest.param(f"相关报道｜{LINK}｜{LINK}", ["reading", "reading"], id="a-bar-for-a-colon"),
        pytest.param(f"◎延伸閱讀 {LINK}", ["reading"], id="a-blank-for-a-colon"),
        pytest.param(f"Further reading | {LINK}", ["reading"], id="a-latin-bar"),
        pytest.param(f"相关报道{LINK}指出，此事仍在调查之中，结果要到下个月才会公布。", ["link"], id="in-a-sentence"),
        pytest.param(f"参考 {LINK}", ["link"], id="an-ordinary-word"),
        pytest.param(f"来源｜{LINK}", ["reprint"], id="a-bar-after-an-ordinary-word"),
        pytest.param(f"来源 | {LINK}\n编辑 | {LINK}", ["reprint", "link"], id="bars-on-lines"),
        pytest.param(f"来源：[谁在说话？](u)、{LINK}。另见{LINK}", ["reprint", "reprint", "link"], id="a-stop-in-a-label"),
        pytest.param(f"本文整理、转载自：{LINK}", ["reprint"], id="words-before-it"),
        pytest.param(f"本文主要参考：{LINK}", ["reading"], id="an-ordinary-word-qualified"),
        pytest.param(f"老师给我的参考：{LINK}", ["link"], id="an-ordinary-word-after-others"),
        pytest.param(f"**站內相關文章**：{LINK}", ["reading"], id="words-before-it-in-bold"),
        pytest.param(f"从一张很模糊的照片放大以后看到的图片来源：{LINK}", ["link"], id="too-many-words-before-it"),
        pytest.param(f"会议在昨天下午开始，一共有十二个人到场（图源：{LINK}），到晚上才结束。", ["image-credit"], id="a-credit-in-brackets-of-prose"),
        pytest.param(f"{IMAGE}\n\n*会场的样子，一共有十二个人到场，晚上才结束。图源：{LINK}。*", ["image-credit"], id="a-caption-of-sentences"),
    ],
)  # fmt: skip
def test_how_far_a_cue_reaches(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    "label",
    [
        "45:05 时段", "1:05.08时段", "12:34", "00:12:34", "12：34", "12分30秒", "12分30秒处", "第12分钟", "第1小时5分", "1小时5分30秒", "一小时五分",
        "00:12:34 处", "45:05處", "at 12:34", "12:34-13:20", "12:34 至 13:20", "从12:34开始", "视频 12:34", "（12:34）", "[12:34]", "1h05m30s", "12m30s",
        "12'30\"", "45:05 mark", "minute 45", "第45秒", "約 45:05", "12:34 onwards", "▶ 12:34", "⏱️ 12:34", "🎬 1:02:03",
    ],
)  # fmt: skip
def test_points_in_a_recording(label: str) -> None:
    assert lexicon().is_moment(label)


@pytest.mark.parametrize(
    "label", ["", "2021-12-21", "3:2", "30分", "12:30 新闻联播", "第12届", "45", "1:1 scale", "12月30日", "约翰3:16福音", "http://a.example/12:34"],
)  # fmt: skip
def test_what_is_no_point_in_a_recording(label: str) -> None:
    assert not lexicon().is_moment(label)


def test_a_users_words_count_like_our_own() -> None:
    added = (
        ("reading", ("老王推荐",)),
        ("reprint", ("搬运自",)),
        ("timestamp", ("那一幕",)),
        ("footer", ("本台启事",)),
    )
    assert roles(f"- 老王推荐：{LINK}\n") == ["link"]
    assert roles(f"- 老王推荐：{LINK}\n", added) == ["reading"]
    assert roles(f"搬运自{LINK}\n", added) == ["reprint"]
    assert roles("[12:34那一幕](https://a.example/)\n", added) == ["timestamp"]
    assert roles(
        f"记者昨天在现场看到，道路已经恢复通行。\n\n本台启事：请勿转发。\n\n{LINK}\n", added
    ) == ["footer"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- 延伸阅读：[12:34](https://v.example/)\n", "timestamp", id="timestamp-before-reading"),
        pytest.param(f"[^1]: 转载自{LINK}\n", "reprint", id="reprint-before-footnote"),
        pytest.param(f"## 参考文献\n\n[^1]: {LINK}\n", "footnote", id="footnote-before-reading"),
        pytest.param("## 参考文献\n\n[1]: https://a.example/\n", "reading", id="reading-before-definition"),
        pytest.param("延伸阅读：https://a.example/\n", "reading", id="reading-before-bare"),
        pytest.param("[1]: https://a.example/\n", "definition", id="definition"),
        pytest.param(f"{IMAGE}\n\n图片来源：https://a.example/\n", "image-credit", id="credit-before-bare"),
    ],
)  # fmt: skip
def test_purpose_comes_before_form(text: str, expected: str) -> None:
    assert roles(text) == [expected]


def test_front_matter_is_cited_by_value_and_shown_by_key() -> None:
    text = "---\ncover: /img/a.png\nlink: https://a.example/\nnote: 见 https://b.example/x，\nslug: /2021/a\n---\n正文\n"
    values = {
        "cover": "/img/a.png",
        "link": "https://a.example/",
        "note": "见 https://b.example/x，",
        "slug": "/2021/a",
    }
    fields = tuple(
        Field(key, value, text.index(value), text.index(value) + len(value))
        for key, value in values.items()
    )
    found = extract(Document(path="a", text=text, body=text.index("正文"), fields=fields))
    assert [
        (str(one.role), one.label, one.url, one.region.line, one.region.column) for one in found
    ] == [
        ("image", "", "/img/a.png", 2, 8),
        ("link", "", "https://a.example/", 3, 7),
        ("link", "", "https://b.example/x", 4, 9),
    ]
    assert all(one.dest == one.region for one in found)


SAID = [
    *("来源：", "图片来源", "图源：", "参考：", "延伸阅读", "转载自", "原文 ", "Photo by ", "via ", "Source: ", "Further reading: ", "本文主要参考："),
    *("（", "）", "(", ")", "「", "」", "【", "】", "[", "]", "\n", "。", "；", "｜", "|", " ", "  ", " · ", "\u3000", "**", "\ufffc", "文字", "A word"),
]  # fmt: skip


@given(st.lists(st.sampled_from(SAID), max_size=12).map("".join), st.integers(0, 40))
@settings(max_examples=600, deadline=None)
def test_in_prose_no_other_cue_counts_than_apart(said: str, at: int) -> None:
    block = Block(shape=Shape.PARAGRAPH, text=f"{said}{'文字很长，' * 20}")
    block.found = [Found(form=Form.LINK, span=(0, 1), dest=None, url="u", at=at)]
    words, measure = lexicon(()), _measure(block)
    place = _Place(reading=False, footer=False, image=False, below=False)
    counting = [lead for lead in words.leads(block.text) if _counts(lead, block, place, measure)]
    assert words.leads_apart(block.text) or not counting
