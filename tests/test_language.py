from __future__ import annotations

import ast
import re
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest

import linkcheck
from linkcheck import model
from linkcheck.language import (
    LANGUAGES,
    SENTENCES,
    choose,
    day_text,
    duration_text,
    en,
    rule_text,
    say,
    word,
    zh_hans,
    zh_hant,
)
from linkcheck.model import remark

TABLES = ("WORDS", "INPUTS", "COPIES", "NOTES", "REASONS")
PACKAGE = Path(linkcheck.__file__).parent


def values_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def calls_in_package(*names: str) -> list[tuple[str, ast.Call]]:
    """Every call of a function of these names that has an argument, with its place."""
    return [
        (f"{file.relative_to(PACKAGE)}:{node.lineno}", node)
        for file in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in names
        and node.args
    ]


def ids(node: ast.expr) -> list[str]:
    """The ids that an expression may be, as patterns: a text, either side of a choice, a text with holes."""
    match node:
        case ast.Constant(value=str(text)):
            return [re.escape(text)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*ids(body), *ids(orelse)]
        case ast.JoinedStr(values=parts):
            return ["".join("".join(ids(part)) or ".+" for part in parts)]
        case _:
            return []


@pytest.mark.parametrize("table", [*TABLES, "RULES"])
@pytest.mark.parametrize("other", [zh_hans, zh_hant], ids=["zh-Hans", "zh-Hant"])
def test_the_tables_have_the_same_keys(table: str, other: object) -> None:
    assert getattr(other, table).keys() == getattr(en, table).keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_id_stands_in_one_table_only(lang: str) -> None:
    module = dict(zip(LANGUAGES, (en, zh_hans, zh_hant), strict=True))[lang]
    assert len(SENTENCES[lang]) == sum(len(getattr(module, table)) for table in TABLES)


@pytest.mark.parametrize("id_", SENTENCES["en"])
def test_a_sentence_has_the_same_values_in_each_language(id_: str) -> None:
    english, hans, hant = (values_of(SENTENCES[lang][id_]) for lang in LANGUAGES)
    assert english == hans == hant


@pytest.mark.parametrize("id_", en.RULES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_has_a_line_and_a_help(id_: str, lang: str) -> None:
    summary, help_ = rule_text(id_, lang)
    assert summary
    assert help_
    assert "\n" not in summary


def test_every_remark_of_the_package_has_a_sentence() -> None:
    unknown = [
        f"{place} {id_}"
        for place, call in calls_in_package("remark", "Remark", "word")
        for id_ in ids(call.args[0])
        if not any(re.fullmatch(id_, key) for key in SENTENCES["en"])
    ]
    assert not unknown


def test_every_remark_of_the_package_brings_its_values() -> None:
    lacking = []
    for place, call in calls_in_package("remark"):
        names = {keyword.arg for keyword in call.keywords}
        if None in names:
            continue
        for key in (
            key for id_ in ids(call.args[0]) for key in SENTENCES["en"] if re.fullmatch(id_, key)
        ):
            missing = values_of(SENTENCES["en"][key]) - names
            lacking += [f"{place} {key} {sorted(missing)}"] if missing else []
    assert not lacking


@pytest.mark.parametrize(
    ("prefix", "members"),
    [
        ("outcome", model.Outcome),
        ("role", model.Role),
        ("grade", model.Grade),
        ("lookup", model.LookupState),
    ],
    ids=["outcome", "role", "grade", "lookup"],
)
def test_every_member_has_a_word(prefix: str, members: type) -> None:
    for member in members:  # type: ignore[attr-defined]
        assert word(f"{prefix}.{member}", "en")


def test_every_ending_but_the_good_one_has_a_sentence() -> None:
    for ending in model.Ending:
        assert (f"ending.{ending}" in SENTENCES["en"]) == (ending is not model.Ending.COMPLETE)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (18_002, "18,002 documents")],
)
def test_english_plurals(count: int, sentence: str) -> None:
    assert say(remark("count.documents", count=count), "en") == sentence


def test_words_within_sentences_are_the_readers() -> None:
    five = remark("count.outcome", count=5, outcome="outcome.dead")
    assert [say(five, lang) for lang in LANGUAGES] == ["5 dead", "失效 5", "失效 5"]


@pytest.mark.parametrize("hostile", ["{0.__class__}", "{secret}", "%s{", "}"])
def test_a_value_is_never_read_as_a_sentence(hostile: str) -> None:
    assert say(remark("problem", problem=hostile), "en").endswith(hostile)


@pytest.mark.parametrize(
    "unsaid", [remark("no-such-id"), remark("count.documents")], ids=["id", "value"]
)
def test_what_cannot_be_said_is_a_bug(unsaid: model.Remark) -> None:
    with pytest.raises(KeyError):
        say(unsaid, "en")


def test_days() -> None:
    day = date(2021, 12, 21)
    assert [day_text(day, lang) for lang in LANGUAGES] == [
        "21 Dec 2021",
        "2021年12月21日",
        "2021年12月21日",
    ]


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (0, "0 s", "0 秒"),
        (0.44, "0.4 s", "0.4 秒"),
        (6, "6 s", "6 秒"),
        (24.3, "24 s", "24 秒"),
        (59.6, "1 min 0 s", "1 分 0 秒"),
        (243, "4 min 3 s", "4 分 3 秒"),
        (7800, "2 h 10 min", "2 小时 10 分"),
    ],
)
def test_durations(seconds: float, english: str, chinese: str) -> None:
    assert duration_text(timedelta(seconds=seconds), "en") == english
    assert duration_text(timedelta(seconds=seconds), "zh-Hans") == chinese


@pytest.mark.parametrize(
    ("lang", "environment", "chosen"),
    [
        pytest.param("zh-Hant", {"LANG": "en_US.UTF-8"}, "zh-Hant", id="asked-for"),
        pytest.param("auto", {}, "en", id="nothing"),
        pytest.param("auto", {"LANG": "C.UTF-8"}, "en", id="c"),
        pytest.param("auto", {"LANG": "zh_CN.UTF-8"}, "zh-Hans", id="mainland"),
        pytest.param("auto", {"LANG": "zh_SG"}, "zh-Hans", id="singapore"),
        pytest.param("auto", {"LANG": "zh_TW.UTF-8"}, "zh-Hant", id="taiwan"),
        pytest.param("auto", {"LANG": "zh_HK@radical"}, "zh-Hant", id="hong-kong"),
        pytest.param("auto", {"LANG": "zh_Hans_HK"}, "zh-Hans", id="script-before-region"),
        pytest.param("auto", {"LC_ALL": "de_DE", "LANG": "zh_CN"}, "en", id="lc-all-wins"),
        pytest.param(
            "auto", {"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh-Hant", id="empty-is-unset"
        ),
    ],
)
def test_choosing(lang: str, environment: dict[str, str], chosen: str) -> None:
    assert choose(lang, environment) == chosen
