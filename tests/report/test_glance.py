"""A glance lets no secret through, however it is disguised; and passes what most pages hold."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.report.glance import is_fit, may_hold_secrets
from linkcheck.report.safe import SECRET_ENDINGS, SECRET_NAMES, masked, shown


def glanced(text: str) -> bool:
    """What a glance says of a text in a line of JSON."""
    return may_hold_secrets(msgspec.json.encode({"headers": [["location", text]]}))


DISGUISED = {
    "one of several, behind one of another": ";x[0]=1;token[1]=t",
    "quotation marks in its name": "t" + '"' * 50 + "oken=t",
    "a control character in its name": "?to\bken\x00=t",
    "an accent in its name": "?to\u0307ken=t",
    "a letter that is ASCII's in lower case": "?\u212aey=t&s\u0130gnature=t",
    "an escaped letter": "?%74oken=t",
    "an escaped sign": "?token%253Dt",
    "a line break in its name": "/?to\nken=t",
    "a line break in a sign": "?token%3\nDt",
    "a number and a bracket": "?token_v2%5B0%5D=t",
    "a scheme without slashes, on a line of its own": "see \nhttp:me@a.org",
    "a long user": "http:" + '"' * 900 + "@a.org",
    "an odd scheme": "http\u017f:me@a.org",
    "a line break in a scheme": "ht\ntps:me\uff20a.org",
    "an escaped colon": "?u=http%3A//me%40a.org/",
    "escapes of escapes": "?u=http%253A%252F%252Fme%2540a.org/",
    "backslashes": r"\\me@a.org",
    "a header": "AUTHORIZATION: Basic bWU6cHc",
}


@pytest.mark.parametrize("text", DISGUISED.values(), ids=DISGUISED)
def test_a_disguised_secret_is_seen(text: str) -> None:
    assert masked(text) != text
    assert glanced(text)


NAMES = sorted({*SECRET_NAMES, *SECRET_ENDINGS})


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_a_secret_is_seen(name: str) -> None:
    disguises = (name, name.upper(), "_".join(name), f"{name}2", f"{name}-v2[0]", f"-{name}")
    assert all(glanced(f"?{each}=t") for each in disguises)


_NAMES = st.sampled_from(NAMES)
_BETWEEN = st.sampled_from(
    ("", "", "", "", "_", "\n", "\r", "\t", '"', "\\", "\0", "\b", "\u0307", "/", "1", "北", "%2d")
)
_LETTERS: dict[str, tuple[str, ...]] = {"k": ("\u212a",), "i": ("\u0130",), "s": ("\u017f",)}
_SIGNS = (
    *("=", "%3D", "%253d", "&", "?", ";", "#", "%26", "%3F", "%3B", "%2523", " ", "[", "]", "%5B"),
    *(
        "/",
        "//",
        "\\",
        "%2F",
        "%2F%2f",
        "%252F",
        ":",
        "%3A",
        "%3a//",
        "@",
        "\uff20",
        "%40",
        "%2540",
    ),
    *("http:", "https://", "ftps:", "authorization: bearer ", "1", "v2", "_v12", "%", "%C4%B0"),
    *('"', "\n", "\t", "\f", "\x1f", "\u3000", "\\u0041", "\\n", "北", "a" * 70, "a.org", "\ufeff"),
)


@st.composite
def _disguised(draw: st.DrawFn) -> str:
    """A secret's name with anything between its letters, and some of these written otherwise."""
    parts = []
    for letter in draw(_NAMES):
        ways = (letter, letter, letter.upper(), f"%{ord(letter):02x}", *_LETTERS.get(letter, ()))
        parts += [draw(st.sampled_from(ways)), draw(_BETWEEN)]
    return "".join(parts)


@given(st.lists(st.sampled_from(_SIGNS) | _NAMES | _disguised(), max_size=8).map("".join))
def test_whatever_is_masked_is_seen(text: str) -> None:
    assert glanced(text) or masked(text) == text


@given(
    st.lists(st.sampled_from(_SIGNS) | _NAMES | st.text(st.characters()), max_size=4).map("".join)
)
def test_what_is_fit_is_shown_as_it_is(text: str) -> None:
    assert not is_fit([text]) or shown(text) == text


COMMON = {
    "attributes": '<p class="author" id=x>a &amp; b</p>\n<a href="/?page=1" accesskey=s>',
    "an address": 'see <a href="mailto:me@a.org">me@a.org</a>, and https://a.org/@me',
    "addresses of images": "url(//a.org/x.png) @media //b.org/?m=me@b.org",
    "a word": "The secret: a token = 3, and the key=4 of the session",
    "escapes": "https://a.org/%E5%8C%97?x=%2Fa%2Fb&y=100%25",
    "a script": '<script>var a = "\\u0041\\n", b=c.d, design=1;\n\tfor (i=0;;) {}</script>',
    "what only looks alike": "?keyword=战争&monkey=1&subscriberId=6&assign=3",
}


@pytest.mark.parametrize("text", COMMON.values(), ids=COMMON)
def test_what_is_no_secret_passes(text: str) -> None:
    assert masked(text) == text
    assert not glanced(text)


def test_a_title_is_fit() -> None:
    assert is_fit(
        {"title": "“俄中联盟”: a title, 100 % of it?", "url": "https://a.org/?page=1#top"}
    )
