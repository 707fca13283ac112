"""Front matter in three notations: values with their places, title, date; broken ones; date lines of the body."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.frontmatter import LARGEST, flat_fields, split, yaml_fields

# Each text value as (key, value, as written between its quotes); None where that is the value.
Rows = list[tuple[str, str, str | None]]

VALUES: dict[str, tuple[str, Rows]] = {
    "YAML plain": ("---\nurl: https://a.com/x#y  # note\n---\n", [("url", "https://a.com/x#y", None)]),
    "YAML quotes": (
        "---\na: 'it''s'\nb: \"q\\u00e9\\\"\"\n---\n",
        [("a", "it's", "it''s"), ("b", 'qé"', 'q\\u00e9\\"')],
    ),
    "YAML lists and maps": (
        "---\nimages:\n- src: a.png\n  alt: 图\n- {src: b.png}\ntags: [x, 'y']\n---\n",
        [("images.0.src", "a.png", None), ("images.0.alt", "图", None), ("images.1.src", "b.png", None),
         ("tags.0", "x", None), ("tags.1", "y", None)],
    ),
    "YAML block scalars": (
        "---\na: |\n  one\n  two\nb: >-\n  three\n  four\n---\n",
        [("a", "one\ntwo\n", "one\n  two"), ("b", "three four", "three\n  four")],
    ),
    "YAML anchors, tags and aliases": (
        "---\na: &x https://a.com\nb: *x\nc: !!str foo\nd: !!str 'bar'\n---\n",
        [("a", "https://a.com", None), ("c", "foo", None), ("d", "bar", None)],
    ),
    "YAML numbers are no texts": ("---\na: 1\nb: true\nc:\nd: 2021-12-21\n---\n", [("d", "2021-12-21", None)]),
    "YAML duplicate keys": ("---\na: x\na: y\n---\n", [("a", "x", None), ("a", "y", None)]),
    "YAML ended by dots": ("---\na: x\n...\nb: y\n", [("a", "x", None)]),
    "YAML with CRLF": ("---\r\na: x\r\nb: y\r\n---\r\n", [("a", "x", None), ("b", "y", None)]),
    "YAML with CR": ("---\ra: x\r---\r", [("a", "x", None)]),
    "YAML with rare Han and emoji": ("---\na: 𠮷😀 x\nb: y\n---\n", [("a", "𠮷😀 x", None), ("b", "y", None)]),
    "YAML with a lone surrogate": ('---\na: "\\ud800"\n---\n', [("a", "\ufffd", "\\ud800")]),
    "YAML empty": ("---\n---\n", []),
    "TOML strings": (
        "+++\na = \"x\\u00e9\" # \"no\"\nb = 'C:\\y'\nc = \"\"\n+++\n",
        [("a", "xé", "x\\u00e9"), ("b", "C:\\y", None), ("c", "", None)],
    ),
    "TOML long strings": (
        '+++\na = """x "y" z"""""\nb = \'\'\'it\'s\'\'\'\n+++\n',
        [("a", 'x "y" z""', None), ("b", "it's", None)],
    ),
    "TOML tables": (
        '+++\nx.y = "1"\n[a."b.c"]\nd = "2"\n[e]\nf.\'g h\' = "3"\n+++\n',
        [("x.y", "1", None), ("a.b.c.d", "2", None), ("e.f.g h", "3", None)],
    ),
    "TOML arrays of tables": (
        '+++\n[[m]]\nu = "1"\n[m.s]\nv = "2"\n[[m.t]]\nw = "3"\n[[m]]\nu = "4"\n[[m.t]]\nw = "5"\n+++\n',
        [("m.0.u", "1", None), ("m.0.s.v", "2", None), ("m.0.t.0.w", "3", None), ("m.1.u", "4", None), ("m.1.t.0.w", "5", None)],
    ),
    "TOML arrays and inline tables": (
        '+++\na = [ "x", # y\n [ "z" ], {b = "1", c.d = ["2"]}, ]\n+++\n',
        [("a.0", "x", None), ("a.1.0", "z", None), ("a.2.b", "1", None), ("a.2.c.d.0", "2", None)],
    ),
    "TOML dates are texts, numbers not": (
        '+++\na = 2021-12-21 08:00:00Z\nb = 1.5\nc = true\nd = "x"\n+++\n',
        [("a", "2021-12-21", None), ("d", "x", None)],
    ),
    "JSON": (
        '{\n "a": "x\\"y", "b": [1, "z", {"c": "\\u00e9"}], "d": {"e": []}, "f": "g"\n}\nbody',
        [("a", 'x"y', 'x\\"y'), ("b.1", "z", None), ("b.2.c", "é", "\\u00e9"), ("f", "g", None)],
    ),
    "JSON with a lone surrogate": ('{"a": "\\ud800"}\n', [("a", "\ufffd", "\\ud800")]),
    "JSON with brackets in texts": ('{"a": "]}{[,", "b": "c"}\n', [("a", "]}{[,", None), ("b", "c", None)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), VALUES.values(), ids=VALUES)
def test_values_and_where_they_are_written(text: str, rows: Rows) -> None:
    matter = split(text)
    assert matter.problem is None
    assert [(f.key, f.value, text[f.start : f.end]) for f in matter.fields] == [
        (key, value, value if written is None else written) for key, value, written in rows
    ]


BODIES = {
    "YAML": ("---\na: x\n---\nbody", "body"),
    "YAML with blanks after the dashes": ("--- \na: x\n---\t\nbody", "body"),
    "YAML only": ("---\na: x\n---", ""),
    "YAML with CRLF": ("---\r\na: x\r\n---\r\nbody", "body"),
    "YAML not closed": ("---\na: x\nbody", None),
    "four dashes": ("----\na: x\n---\nbody", None),
    "not at the start": ("\n---\na: x\n---\nbody", None),
    "a thematic break and prose": ("---\nSome [prose](https://a.com).\n---\nbody", None),
    "a thematic break and a blank line": ("---\n\na: b\n\n---\nbody", None),
    "a list between thematic breaks": ("---\n- https://a.com\n---\nbody", None),
    "TOML": ("+++\na = 1\n+++\nbody", "body"),
    "TOML not closed": ("+++\na = 1\nbody", None),
    "JSON": ('{"a": 1}\nbody', "\nbody"),
    "a template": ("{{ toc }}\nbody", None),
    "a set": ("{a, b}\nbody", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "body"), BODIES.values(), ids=BODIES)
def test_where_the_body_begins(text: str, body: str | None) -> None:
    matter = split(text)
    assert text[matter.body :] == (text if body is None else body)
    assert matter.problem is None


BROKEN = {
    "YAML": ("---\ntitle: x\nb: [c\n---\nbody", "YAML", 3),
    "YAML with a tab": ("---\na:\n\tb: c\n---\nbody", "YAML", 3),
    "YAML with a control character": ("---\na: \x07\n---\nbody", "YAML", 1),
    "YAML with an alias of nothing": ("---\na: *b\n---\nbody", "YAML", 2),
    "YAML nested too deep": ("---\na: " + "[" * 20_000 + "\n---\nbody", "YAML", 1),
    "TOML": ("+++\na = 1\nb = \n+++\nbody", "TOML", 3),
    "TOML with a key twice": ("+++\na = 1\na = 2\n+++\nbody", "TOML", 3),
    "JSON": ('{\n"a": 1,\n"b" 2\n}\nbody', "JSON", 3),
    "JSON nested too deep": ('{"a":' + "[" * 20_000 + "\n}\nbody", "JSON", 1),
}


@pytest.mark.parametrize(("text", "notation", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_front_matter_is_told_and_passed_over(text: str, notation: str, line: int) -> None:
    matter = split(text)
    assert matter.problem
    values = dict(matter.problem.values)
    assert (matter.problem.id, values["format"], values["line"]) == (
        "input.front-matter",
        notation,
        line,
    )
    assert str(values["problem"]).isprintable()
    assert text[matter.body :] == "body"
    assert matter.fields == ()


def test_front_matter_that_is_too_long() -> None:
    matter = split("---\na: " + "x" * LARGEST + "\n---\nbody")
    assert matter.problem
    assert matter.problem.id == "input.front-matter-size"
    assert matter.fields == ()


def test_a_billion_laughs_cost_what_they_weigh() -> None:
    lines = ["a0: &a0 ['https://a.com']"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    began = time.monotonic()
    matter = split("---\n" + "\n".join(lines) + "\n---\n")
    assert [field.value for field in matter.fields] == ["https://a.com"]
    assert time.monotonic() - began < 5


TITLES = {
    "YAML": ("---\ntitle: 联盟\n---\n# Other", "联盟"),
    "in capitals": ("---\nTitle: x\n---\n", "x"),
    "empty, then the heading": ('---\ntitle: ""\n---\n# Other', "Other"),
    "ATX": ("text\n\n# A *bold* [link](https://a.com) `x` ##\n# B", "A bold link x"),
    "ATX without text": ("#\n# B", None),
    "no blank after the sign": ("#tag\n# B", "B"),
    "second level": ("## A", None),
    "setext": ("A title\n=======\n", "A title"),
    "setext with CR": ("A title\r===\r", "A title"),
    "no paragraph above": ("\n=====\n", None),
    "in a fence": ("```\n# A\n```\n# B", "B"),
    "in a longer fence": ("~~~~\n~~~\n# A\n~~~~\n# B", "B"),
    "none": ("text", None),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES)
def test_title(text: str, title: str | None) -> None:
    assert split(text).title == title


DAY = date(2021, 12, 21)
KEYS = {
    "date": ("date: 2021-12-21", DAY),
    "with time and zone": ("date: 2021-12-21T23:30:00-08:00", DAY),
    "with a blank": ("date: 2021-12-21 00:30:00 +0800", DAY),
    "quoted": ("date: '2021/12/21'", DAY),
    "as in mail": ("pubDate: Tue, 21 Dec 2021 08:00:00 +0800", DAY),
    "in English": ("published: December 21st, 2021", DAY),
    "in Chinese": ("发布日期: 2021年12月21日 10:00", DAY),
    "publish_date": ("publish_date: 2021-12-21", DAY),
    "published before changed": ("lastmod: 2024-01-01\ndate: 2021-12-21", DAY),
    "changed alone": ("lastmod: 2021-12-21", DAY),
    "date before created": ("created: 2020-01-01\ndate: 2021-12-21", DAY),
    "impossible, then the next": ("date: 2021-02-30\npublished: 2021-12-21", DAY),
    "impossible": ("date: 2021-13-01", None),
    "no date": ("date: soon", None),
    "not one of ours": ("birthday: 2021-12-21", None),
    "not at the top": ("event:\n  date: 2021-12-21", None),
}


@pytest.mark.parametrize(("yaml", "day"), KEYS.values(), ids=KEYS)
def test_date_of_the_front_matter(yaml: str, day: date | None) -> None:
    assert split(f"---\n{yaml}\n---\n").date == day


def test_a_date_line_tells_more_than_a_date_of_change() -> None:
    assert split("---\nlastmod: 2024-01-01\n---\n2021-12-21").date == DAY


def test_a_date_of_publication_tells_more_than_a_date_line() -> None:
    assert split("---\ndate: 2021-12-21\n---\n2024-01-01").date == DAY


LINES = {
    "Chinese": "2021年12月21日",
    "Chinese with blanks": "2021 年 12 月 21 日",
    "full-width digits": "２０２１年１２月２１日",
    "號": "2021年12月21號",
    "Han digits": "二〇二一年十二月二十一日",
    "Han digits with 零": "二零二一年十二月廿一日",
    "dashes": "2021-12-21",
    "slashes": "2021/12/21",
    "full-width slashes": "２０２１／１２／２１",
    "dots": "2021.12.21",
    "American": "December 21, 2021",
    "American, short": "Dec. 21, 2021",
    "American, ordinal": "Dec 21st 2021",
    "British": "21 December 2021",
    "British, ordinal": "21st of December 2021",
    "in capitals": "DECEMBER 21, 2021",
    "weekday before": "Tuesday, December 21, 2021",
    "weekday after": "2021年12月21日 星期二",
    "weekday in brackets": "2021年12月21日（周二）",
    "time": "2021-12-21 08:30",
    "time and zone": "2021-12-21T08:30:00+08:00",
    "American time": "December 21, 2021 at 8:30 PM EST",
    "Chinese time": "2021年12月21日 上午10:30",
    "lead-in": "发布时间：2021-12-21",
    "lead-in, traditional": "發布日期：2021年12月21日",
    "lead-in without colon": "发布于 2021年12月21日",
    "lead-in with time": "发布时间：2021-12-21 08:30:00",
    "English lead-in": "Published: December 21, 2021",
    "English lead-in without colon": "Published on Dec 21, 2021",
    "Last updated": "Last updated: 2021-12-21",
    "bold": "**2021年12月21日**",
    "emphasis": "*2021-12-21*",
    "bold lead-in": "**发布时间：** 2021-12-21",
    "brackets": "（2021年12月21日）",
    "blanks around": "　　2021年12月21日　",
    "quote": "> 2021-12-21",
    "tags": '<p align="right">2021年12月21日</p>',
    "full stop": "2021年12月21日。",
    "signature dash": "——2021年12月21日",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_line_that_is_only_a_date(line: str, newline: str) -> None:
    assert split(newline.join(["Text of 2020.", "", line, "", "End."])).date == DAY


NO_DATES = {
    "in a sentence": "On December 21, 2021 it rained.",
    "in a Chinese sentence": "2021年12月21日，俄罗斯表示",
    "two dates": "2021-12-21 2021-12-22",
    "no year": "12月21日",
    "unknown order": "12/21/2021",
    "impossible": "2021年2月30日",
    "impossible in Han": "二〇二一年十三月一日",
    "month 0": "2021-00-10",
    "year 0": "0000-01-01",
    "mixed signs": "2021-12/21",
    "more digits": "2021-12-211",
    "version": "2021.12.21.4",
    "link": "[2021-12-21](https://a.com)",
    "other label": "生日：2021年12月21日",
    "superscript digits": "²⁰²¹-¹²-²¹ is no date",
}


@pytest.mark.parametrize("line", NO_DATES.values(), ids=NO_DATES)
def test_a_line_that_is_no_date(line: str) -> None:
    assert split(line).date is None


def test_the_last_date_line_counts_and_fences_do_not() -> None:
    assert split("2019-01-01\n\n2021-12-21\n\n```\n2022-01-01\n```\n").date == DAY


@given(
    st.text(alphabet="-+{}[]:\"'\n\r \tabc,=.#&*!|>\\年月日二十0121", max_size=80),
    st.sampled_from(["", "---\n", "+++\n", "{"]),
)
def test_total_and_exact(text: str, start: str) -> None:
    whole = start + text
    matter = split(whole)
    assert 0 <= matter.body <= len(whole)
    assert all(0 < f.start <= f.end <= max(matter.body, 1) for f in matter.fields)


SCALARS = st.text(max_size=12) | st.integers() | st.booleans() | st.none()
TREES = st.dictionaries(
    st.text(max_size=5),
    st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    min_size=1,
)  # fmt: skip


@given(TREES, st.booleans())
def test_json_values_are_what_their_places_say(tree: object, ascii_: bool) -> None:
    text = json.dumps(tree, ensure_ascii=ascii_)
    matter = split(text + "\nbody")
    assert [json.loads(f'"{text[f.start : f.end]}"') for f in matter.fields] == [
        field.value for field in matter.fields
    ]
    assert len(matter.fields) == _texts(tree)


def _texts(tree: object) -> int:
    if isinstance(tree, dict):
        return sum(map(_texts, tree.values()))
    return sum(map(_texts, tree)) if isinstance(tree, list) else isinstance(tree, str)


PIECES = st.sampled_from(
    [
        "title", "date", "a-b", "yes", ": ", ":", "\n", "\r\n", " ", "俄中联盟", "：", "2024-05-07", " 10:00", "hello", "it's", '"q"', "'s'", '"', "'", "#", " #",
        "- ", "[a]", "{", ",", "|", ">", "&a", "*a", "!t", "\\", "https://a.example/c", "true", "No", "null", "~", "12", "1e3", "%", "@", "`", "?", "…", "\t",
        "\nkey: value\n", "\nkey: '值'\n", '\nkey: "v w"\n', "<<", "=", "\x85", "\u2028", "\ufeff", "é", "---", "\n  ",
    ]
)  # fmt: skip
ANYTHING = st.lists(PIECES, max_size=9).map("".join)
WRITTEN = st.lists(PIECES, min_size=1, max_size=3).map("".join)
KEYED = st.lists(WRITTEN.map("title: {}\n".format), max_size=4).map("".join)


@given(ANYTHING | KEYED)
@settings(max_examples=1000)
def test_a_flat_front_matter_is_what_pyyaml_reads(written: str) -> None:
    text = f"\n{written}"
    flat = flat_fields.fields(text, 0, len(text))
    if flat:
        assert flat == yaml_fields.fields(text, 0, len(text))


def test_the_front_matter_of_most_articles_is_flat() -> None:
    text = "\ntitle: 俄中联盟：莫斯科与北约\ndate: 2021-12-21\nauthor: 'A B'\n"
    found = flat_fields.fields(text, 0, len(text))
    assert found is not None
    assert [one.key for one in found] == ["title", "date", "author"]
