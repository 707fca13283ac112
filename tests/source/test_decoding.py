"""Bytes to text: encodings, damage, and the way back."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.errors import SourceError
from linkcheck.model import remark
from linkcheck.source.decoding import decode

SIMPLIFIED = "据新华社二十日消息，[链接](https://a.com/x)：所有人都非常清楚，俄罗斯和北约之间的关系正处于真相即将揭晓的时刻。\n"
TRADITIONAL = "據新華社二十日消息，[連結](https://a.com/x)：所有人都非常清楚，俄羅斯和北約之間的關係正處於真相即將揭曉的時刻。\n"

ENCODINGS = {
    "ASCII": (b"text\r\n", "text\r\n", "utf-8", False),
    "UTF-8": (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8", False),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + "é".encode(), "é", "utf-8", True),
    "UTF-16 LE": (codecs.BOM_UTF16_LE + "𠮷\n".encode("utf-16-le"), "𠮷\n", "utf-16-le", True),
    "UTF-16 BE": (codecs.BOM_UTF16_BE + "é\n".encode("utf-16-be"), "é\n", "utf-16-be", True),
    "UTF-32": (codecs.BOM_UTF32_LE + "é".encode("utf-32-le"), "é", "utf-32-le", True),
    "GBK": (SIMPLIFIED.encode("gbk"), SIMPLIFIED, "gb18030", False),
    "GB18030": (("丂𠮷" + SIMPLIFIED).encode("gb18030"), "丂𠮷" + SIMPLIFIED, "gb18030", False),
    "GBK, traditional": (TRADITIONAL.encode("gbk"), TRADITIONAL, "gb18030", False),
    "Big5": (TRADITIONAL.encode("big5"), TRADITIONAL, "big5", False),
    "Big5 of Hong Kong": (("喺嗰度" + TRADITIONAL).encode("big5hkscs"), "喺嗰度" + TRADITIONAL, "big5hkscs", False),
    "a mark inside stays": ("a\ufeffb".encode(), "a\ufeffb", "utf-8", False),
    "empty": (b"", "", "utf-8", False),
    "only a mark": (codecs.BOM_UTF8, "", "utf-8", True),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "text", "encoding", "bom"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(raw: bytes, text: str, encoding: str, bom: bool) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.bom) == (text, encoding, bom)
    legacy = encoding.startswith(("gb", "big5"))
    assert decoded.warnings == (
        (remark("input.encoding", encoding=encoding.upper()),) if legacy else ()
    )


DAMAGED = {
    "one byte": (b"ab\ncd\xffe", "ab\ncd\ufffde", {"offset": 5, "line": 2, "column": 3, "count": 1}),
    "behind Han": ("中\r\n文".encode() + b"\xff", "中\r\n文\ufffd", {"offset": 8, "line": 2, "column": 2, "count": 1}),
    "behind a mark": (codecs.BOM_UTF8 + b"a\xff", "a\ufffd", {"offset": 4, "line": 1, "column": 2, "count": 1}),
    "half a character": ("中".encode()[:2], "\ufffd\ufffd", {"offset": 0, "line": 1, "column": 1, "count": 2}),
    "a surrogate": (b"a\xed\xa0\x80", "a\ufffd\ufffd\ufffd", {"offset": 1, "line": 1, "column": 2, "count": 3}),
    "Latin-1": ("Un résumé déjà lu.\n".encode("latin-1"), None, {"offset": 4, "line": 1, "column": 5, "count": 4}),
    "a byte in a GBK text": (SIMPLIFIED.encode("gbk") + b"\xff\n", None, None),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "text", "place"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_placed_and_the_rest_read(
    raw: bytes, text: str | None, place: dict[str, int] | None
) -> None:
    decoded = decode(raw)
    assert decoded.encoding == "utf-8"
    assert text in (decoded.text, None)
    [warning] = decoded.warnings
    assert warning.id == "input.invalid-utf8"
    assert place in (dict(warning.values), None)


NO_TEXT = {
    "NUL": b"a\x00b",
    "an image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "UTF-16 without a mark": "text".encode("utf-16-le"),
    "NUL behind damage and a mark": codecs.BOM_UTF8 + b"\xff\x00",
    "NUL behind a mark": codecs.BOM_UTF8 + b"a\x00",
    "half of UTF-16": codecs.BOM_UTF16_LE + b"a",
    "a lone surrogate in UTF-16": codecs.BOM_UTF16_LE + b"\x00\xd8",
}


@pytest.mark.parametrize("raw", NO_TEXT.values(), ids=NO_TEXT)
def test_what_is_no_text(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"no text|byte \d+ is not UTF-16"):
        decode(raw)


def test_english_with_one_stray_byte_is_not_taken_for_chinese() -> None:
    assert decode(b"naive caf\xe9s in Paris\n" * 50).encoding == "utf-8"


@given(
    st.binary()
    | st.builds(bytes.__add__, st.sampled_from([codecs.BOM_UTF8, codecs.BOM_UTF16_LE]), st.binary())
)
def test_any_bytes_are_text_or_a_line_and_come_back(raw: bytes) -> None:
    """What `fix` relies on: offsets of the text are those of the exact decoding, which gives the same bytes again."""
    try:
        decoded = decode(raw)
    except SourceError as error:
        assert str(error).isprintable()  # noqa: PT017 - the branch without an error is asserted too
        return
    body = (
        raw.removeprefix(codecs.BOM_UTF8 if decoded.encoding == "utf-8" else codecs.BOM_UTF16_LE)
        if decoded.bom
        else raw
    )
    exact = body.decode(decoded.encoding, "surrogateescape")
    assert exact.encode(decoded.encoding, "surrogateescape") == body
    assert len(exact) == len(decoded.text)
    decoded.text.encode()
