"""What a body holds: encodings, what a reader sees, marks, kinds of data, and markup that means harm."""

from __future__ import annotations

import struct
import time
from hashlib import blake2b
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from linkcheck import tame
from linkcheck.model import Answer, Hop, Page
from linkcheck.source.article import article
from linkcheck.tame import tamed
from linkcheck.web.charset import decoded
from linkcheck.web.hollow import _FILLED_IDS
from linkcheck.web.magic import dimensions, sniff
from linkcheck.web.main_content import view_with_main
from linkcheck.web.page import view
from linkcheck.web.text import fingerprint, has_more_units, units

HERE = "http://paper.example/2021/story.html"


def seen(body: bytes | str, kind: str = "text/html; charset=utf-8", *fragments: str) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    hop = Hop(url=HERE, status=200, headers=(("content-type", kind),) if kind else ())
    return view(Answer(hop=hop, body=raw), fragments)


TEXT = "外交部发言人周二表示，双方的会谈比预想的更长，代表团将于明年春天再次会面。"
TRADITIONAL = "外交部發言人週二表示，雙方的會談比預想的更長，代表團將於明年春天再次會面。"
JAPANESE = "外務省の報道官は火曜日、会談が予想より長く続いたと述べた。来年の春に再び会う。"

CHARSETS = {
    "UTF-8 by header": (TEXT.encode(), "text/html; charset=utf-8", TEXT),
    "UTF-8 unsaid": (TEXT.encode(), "text/html", TEXT),
    "GBK by header": (TEXT.encode("gbk"), "text/html; charset=GBK", TEXT),
    "GB2312 that is GBK": (("镕" + TEXT).encode("gbk"), "text/html; charset=gb2312", "镕" + TEXT),
    "GBK by meta": (b'<meta charset="gbk">' + TEXT.encode("gbk"), "text/html", TEXT),
    "GBK unsaid": (TEXT.encode("gbk"), "text/html", TEXT),
    "Big5 by header": (TRADITIONAL.encode("big5"), "text/html; charset=big5", TRADITIONAL),
    "Shift JIS by meta": (
        b'<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'
        + JAPANESE.encode("cp932"),
        "",
        JAPANESE,
    ),
    "byte order mark before header": (
        b"\xef\xbb\xbf" + TEXT.encode(),
        "text/html; charset=gbk",
        TEXT,
    ),
    "UTF-16": (b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/html", TEXT),
    "UTF-16 by header": (TEXT.encode("utf-16-le"), "text/html; charset=UTF-16", TEXT),
    "UTF-16 the other way round": (TEXT.encode("utf-16-be"), "text/html; charset=utf-16be", TEXT),
    "UTF-16 by a meta that can be read": (
        b'<meta charset="utf-16le">' + TEXT.encode(),
        "text/html",
        TEXT,
    ),
    "Latin-1 means more": (b"\x93caf\xe9\x94", "text/html; charset=iso-8859-1", "“café”"),
    "no such charset": (TEXT.encode(), "text/html; charset=klingon", TEXT),
    "a codec for no text": (TEXT.encode(), "text/html; charset=base64", TEXT),
    "quoted": (TEXT.encode("gbk"), 'text/html; charset="gbk"', TEXT),
}


@pytest.mark.parametrize(("body", "kind", "text"), CHARSETS.values(), ids=CHARSETS.keys())
def test_charsets(body: bytes, kind: str, text: str) -> None:
    assert text in decoded(body, kind)


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "text/html; charset=gbk", "text/html; charset=utf-7"]),
)
def test_any_bytes_are_some_text(body: bytes, kind: str) -> None:
    decoded(body, kind).encode("utf-8", "surrogatepass")


SEEN = {
    "paragraphs": ("<p>one</p><p>two</p>", "one two"),
    "script": ("<p>one</p><script>two()</script>", "one"),
    "style": ("<style>p{}</style><p>one</p>", "one"),
    "noscript": ("<noscript>turn it on</noscript><p>one</p>", "one"),
    "template": ("<template>two</template><p>one</p>", "one"),
    "hidden": ("<p hidden>two</p><p style='display: none'>three</p><p>one</p>", "one"),
    "entities": ("<p>a &amp; b &#x4e2d;</p>", "a & b 中"),
    "unclosed": ("<p>one<div>two", "one two"),
}


@pytest.mark.parametrize(("html", "text"), SEEN.values(), ids=SEEN.keys())
def test_what_a_reader_sees(html: str, text: str) -> None:
    assert seen(f"<html><body>{html}</body></html>").text == text


@pytest.mark.parametrize("hidden", ["hidden", "style='display:none'", "style='display: none'"])
def test_a_page_that_is_hidden_as_a_whole_is_read(hidden: str) -> None:
    assert seen(f"<html {hidden}><body {hidden}><p>one</p><p {hidden}>two</p>").text == "one"


def test_title_and_headings() -> None:
    page = seen("<title>\n The  story </title><h1>Talks <b>go on</b></h1><h2>And on</h2>")
    assert page.title == "The story"
    assert page.headings == ("Talks go on", "And on")


def test_a_title_has_its_length() -> None:
    page = seen(f"<title>{'t' * 500_000}</title><h1>{'h' * 500_000}</h1>")
    assert 0 < len(page.title) <= 2000
    assert 0 < len(page.headings[0]) <= 2000


def test_a_title_within_noscript_counts() -> None:
    assert (
        "Pardon"
        in seen(
            "<html><head><noscript><title>Pardon Our Interruption</title></noscript></head></html>"
        ).title
    )


FRAGMENTS = {
    "id": ('<p id="end">x</p>', "end", True),
    "name": ('<a name="end"></a>', "end", True),
    "name of something else": ('<input name="end">', "end", False),
    "percent-encoded": ('<p id="结论">x</p>', "%E7%BB%93%E8%AE%BA", True),
    "literally percent-encoded": ('<p id="%41">x</p>', "%41", True),
    "quotes": ("<p id='a\"b'>x</p>", 'a"b', True),
    "backslash": ("<p id='a\\b'>x</p>", "a\\b", True),
    "missing": ("<p>x</p>", "end", False),
    "case": ('<p id="End">x</p>', "end", False),
    "carriage return": ("<p id='a&#13;b'>x</p>", "a%0Db", True),
    "line break": ("<p id='a&#10;b'>x</p>", "a%0Ab", True),
    "form feed": ("<p id='a&#12;b'>x</p>", "a%0Cb", True),
    "form feed as it is": ("<p id='a&#12;b'>x</p>", "a\fb", True),
    "NUL": ("<p>x</p>", "a%00b", False),
    "all that ends a string": ("<p>x</p>", "%22%5D%2C%20%2A%5B%5C%0D", False),
    "no UTF-8": ("<p>x</p>", "%ED%A0%80", False),
}


@pytest.mark.parametrize(("html", "fragment", "is_there"), FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_fragments(html: str, fragment: str, is_there: bool) -> None:
    assert (fragment in seen(html, "text/html; charset=utf-8", fragment).fragments) is is_there


LEADS = {
    "meta": ('<meta http-equiv="refresh" content="0; url=/lander">', "http://paper.example/lander"),
    "meta in capitals": (
        '<META HTTP-EQUIV="Refresh" CONTENT="0;URL=\'/lander\'">',
        "http://paper.example/lander",
    ),
    "meta without a goal": ('<meta http-equiv="refresh" content="30">', ""),
    "script": ('<script>window.location.href="/lander"</script>', "http://paper.example/lander"),
    "script replaces": (
        "<script>location.replace('http://b.example/')</script>",
        "http://b.example/",
    ),
    "script compares": ('<script>if (location.href == "/x") go()</script>', ""),
    "none": ("<p>x</p>", ""),
    "to nonsense": ('<meta http-equiv="refresh" content="0; url=http://[">', ""),
    "to no port": ('<meta http-equiv="refresh" content="0; url=http://b.example:99999/">', ""),
    "script to no port": ('<script>location="http://b.example:99999/"</script>', ""),
    "meta without a URL": ('<meta http-equiv="refresh" content="0; url=">', ""),
    "meta without a URL in quotes": ("<meta http-equiv='refresh' content='0; url=\"'>", ""),
}


@pytest.mark.parametrize(("html", "goal"), LEADS.values(), ids=LEADS.keys())
def test_where_a_page_leads_on(html: str, goal: str) -> None:
    assert seen(html).refresh == goal


def test_marks() -> None:
    page = seen(
        '<link rel="canonical" href="/c"><form action="/login"><input type="PASSWORD"></form>'
        '<script src="//cdn.example/a.js"></script><iframe src="http://ads.example/x?y=1"></iframe><a href="/">x</a>'
        '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    )
    assert page.canonical == "/c"
    assert page.password
    assert page.pay
    assert page.links == 1
    assert page.scripts == 2
    assert {"cdn.example/a.js", "ads.example/x?y=1", "paper.example/login"} <= set(page.sources)


PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x02\0\0\0" + b"\0" * 20
)
GIF = b"GIF89a" + struct.pack("<HH", 3, 4) + b"\0" * 20

KINDS = {
    "PNG": (PNG, "image/png"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    "GIF": (GIF, "image/gif"),
    "WebP": (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
    "AVIF": (b"\0\0\0\x20ftypavif", "image/avif"),
    "ICO": (b"\0\0\1\0", "image/x-icon"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    "SVG with a prologue": (b"<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "image/svg+xml"),
    "PDF": (b"%PDF-1.7", "application/pdf"),
    "HTML": (b"  <!DOCTYPE html><p>", "text/html"),
    "HTML after a comment": (b"<!-- x -->\n<html>", "text/html"),
    "HTML with a byte order mark": (b"\xef\xbb\xbf<html>", "text/html"),
    "JSON": (b'{"a": 1}', ""),
    "text": (b"hello", ""),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize(("body", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kinds_of_data(body: bytes, kind: str) -> None:
    assert sniff(body) == kind


SIZES = {
    "PNG": (PNG, (640, 480)),
    "GIF": (GIF, (3, 4)),
    "cut off": (PNG[:12], (0, 0)),
    "none": (b"", (0, 0)),
}


@pytest.mark.parametrize(("body", "size"), SIZES.values(), ids=SIZES.keys())
def test_sizes_of_images(body: bytes, size: tuple[int, int]) -> None:
    assert dimensions(body) == size


@given(st.sampled_from([each for each, _ in KINDS.values()]), st.binary(max_size=100))
def test_broken_images_have_no_size_and_do_no_harm(start: bytes, rest: bytes) -> None:
    width, height = dimensions(start + rest)
    assert width >= 0
    assert height >= 0


def test_the_bytes_have_the_last_word() -> None:
    page = seen(PNG, "text/html")
    assert (page.sniffed, page.width, page.words) == ("image/png", 640, 0)


def test_plain_text_and_json_have_words() -> None:
    assert seen("one two three", "text/plain").words == 3
    assert seen('{"one": "two"}', "application/json").words == 2


def test_words_are_counted_in_any_script() -> None:
    assert units("NATO北约 said, 二十日") == ["nato", "北", "约", "said", "二", "十", "日"]


def test_the_fingerprint_bears_small_changes_and_no_others() -> None:
    words = [f"word{n}" for n in range(300)]
    changed = [*words[:150], "other", *words[151:]]
    different = [f"term{n}" for n in range(300)]

    def apart(one: list[str], other: list[str]) -> int:
        return (int(fingerprint(one), 16) ^ int(fingerprint(other), 16)).bit_count()

    assert apart(words, words) == 0
    assert apart(words, changed) <= 6
    assert apart(words, different) > 12


def test_a_text_of_a_word_has_no_fingerprint() -> None:
    assert fingerprint([]) == fingerprint(["one"]) == ""


def _by_definition(found: list[str]) -> str:
    """The simhash bit by bit, as its module says what it is."""

    def hashed(unit: str) -> int:
        digest = blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "little")

    pairs = {
        (hashed(one) * 0x9E3779B97F4A7C15 + hashed(other)) % 2**64
        for one, other in pairwise(found[:4001])
    }
    ones = [sum(pair >> bit & 1 for pair in pairs) for bit in range(64)]
    return f"{sum((count > len(pairs) / 2) << bit for bit, count in enumerate(ones)):016x}"


@given(st.lists(st.text(max_size=3), min_size=2, max_size=40))
def test_the_fingerprint_is_what_its_definition_gives(found: list[str]) -> None:
    assert fingerprint(found) == _by_definition(found)


def test_the_fingerprint_of_a_long_text_is_that_of_its_beginning() -> None:
    found = [str(number) for number in range(4010)]
    assert fingerprint(found) == fingerprint(found[:4001]) == _by_definition(found)
    assert fingerprint(found) != fingerprint(found[:4000])


LETTERS = st.characters(max_codepoint=0x7F) | st.sampled_from("KÉ北ノ_ſİΣς’“—\u00a0\u3000²\u0301")


@given(st.text(LETTERS))
def test_units_are_the_same_however_a_text_is_written(text: str) -> None:
    """Words of ASCII are found in another way than others, and those of a text that is mostly of it in a third."""
    assert units(text) == units(" ".join(text.split()))
    assert [*units(text), "北"] == units(f"{text} 北")
    assert [*units("a" * 500), *units(text)] == units("a" * 500 + f" {text}")


@given(st.text(LETTERS), st.integers(0, 5))
def test_whether_a_text_has_more_units_is_told_by_its_beginning(text: str, count: int) -> None:
    assert has_more_units(text, count) == (len(units(text)) > count)
    assert has_more_units(" " * 200 + text, count) == (len(units(text)) > count)


HOSTILE = {
    "open elements": "<div>" * 100_000,
    "open elements of one's own": "<q>" * 170_000,
    "formatting left open": "".join(f"<b id={n}>" for n in range(300)) + "<p>" * 20_000,
    "formatting closed behind a wall": "".join(f"<b id={n}>" for n in range(400))
    + "<object>"
    + "</b>" * 400
    + "</object>"
    + "<p>x" * 20_000,
    "formatting closed by what looks like it": "".join(
        f"<strike id={n}></stri\u212ae>" for n in range(300)
    )
    + "<p>" * 20_000,
    "attributes": "<a " + " ".join(f"x{n}" for n in range(50_000)) + ">",
    "attributes after a quoted bracket": '<a x="<" y=">" '
    + " ".join(f"x{n}" for n in range(50_000))
    + ">",
    "attributes between slashes": "<a/" + "/".join(f"x{n}" for n in range(50_000)) + ">",
    "options": "<select>" + "<option>" * 65_000,
    "closing tags in values": '<div t="</div>">' * 32_000,
    "closing tags in comments": "<q><!--</q>-->" * 37_000,
    "closing tags in a script": "<q>" * 70_000 + "<script>" + "</q>" * 70_000 + "</script>",
    "closing tags in a data section": "<q>" * 70_000 + "<svg><![CDATA[>" + "</q>" * 70_000 + "]]>",
    "closing tags that are ignored": ("<q>" * 4000 + "<div>" + "</q>" * 4000 + "</div>") * 18,
    "markup in a drawing's style": "<svg><style>" + "<g>" * 170_000,
    "readings outside of ruby": "<rt>" * 130_000,
    "groups outside of lists": "<optgroup>" * 50_000,
    "cells outside of tables": "<td><b>" * 70_000,
    "cells in a drawing": "<svg>" + "<td>" * 130_000,
    "formatting in lists of options": "<option><b>" * 40_000,
    "formatting behind a body": "<tt><tt></body><body>" * 24_000,
    "formatting in a drawing": "<svg>" + "<font><td>" * 50_000,
    "lists in what does not close them": "<q><li></q><ul>" * 30_000,
    "drawings in drawings": "<svg><foreignObject><svg><p>" * 18_000,
    "a drawing closed by what is around it": "<q><svg></q><td>" * 30_000,
    "frames": "<frameset>" * 50_000,
    "no HTML in a formula": "<math><foreignObject>" + "<keygen>" * 60_000,
    "slashes after a drawing": "<svg><p></p>" + "<q/>" * 120_000,
    "slashes after a drawing in a list": "<select><svg></select>" + "<q/>" * 120_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_markup_that_means_harm_is_cut(html: str) -> None:
    assert len(tamed(html)) < len(html)
    started = time.process_time()
    assert seen(html[: 512 * 1024]).size <= 512 * 1024
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "name", ["a", "a" * 99, "a" * 100, "a" + "<a" * 100], ids=["short", "99", "100", "tags"]
)
@pytest.mark.parametrize("attributes", [0, 200, 201, 500])
@pytest.mark.parametrize("each", [" b=c", " b", "/b", " b='>'", ' b\t= ">"', ' b="\'>"'])
def test_a_tag_of_too_many_attributes_is_left_out(name: str, attributes: int, each: str) -> None:
    html = f"<p>before<{name}{each * attributes}>after"
    assert tamed(html) == (html if attributes <= 200 else "<p>beforeafter")


SLOW_TO_MATCH = {
    "refresh of blanks": f'<meta http-equiv=refresh content="0;{" " * 500_000}">',
    "refresh of digits": f'<meta http-equiv=refresh content="0.{"1" * 500_000}">',
    "script of blanks": f'<script>location{" " * 500_000}"</script>',
    "state of blanks": f"<script>{(chr(34) + 'error' + chr(34) + ' ' * 50) * 9000}</script>",
    "styles": "<style></style>" * 34_000,
    "data": "<html>" + "data:" * 100_000,
    "comment": "<html>" + "<!--" * 130_000,
    "xml": "<?xml " * 80_000,
    "charset": "<meta charset" * 40_000,
    "a tag in a tag": "<p" * 250_000,
    "a tag in an attribute": "<p " + "<p" * 250_000,
    "a tag of a long name": "<p" * 250_000 + " a>",
    "attributes left open": "<p a='" * 80_000,
    "data sections left open": "<![CDATA[" * 58_000,
    "texts left open": "<style>" * 75_000,
}


@pytest.mark.parametrize("html", SLOW_TO_MATCH.values(), ids=SLOW_TO_MATCH.keys())
def test_no_expression_takes_longer_than_its_text(html: str) -> None:
    started = time.process_time()
    seen(html)
    assert time.process_time() - started < 5


GOOD_FAITH = {
    "a page": "<!doctype html><html><body>" + "<p>text <b>bold</b><br>" * 2000 + "</body></html>",
    "a table": "<table>" + "<tr><td>x<td>y" * 3000 + "</table>",
    "closing tags crossed": "<p><b>x<i>y</b>z</i></p>" * 3000,
    "cells of a table, closed": "<table>" + "<tr><td>x</td><td><a href=x>y</a></td></tr>" * 3000,
    "items": "<ul>" + "<li><a href=x>y</a>" * 8000,
    "icons": "<div><svg><title>x</title><g><path d='M0 0'/></g></svg></div>" * 3000,
    "markup in a script": "<div><svg></svg><script>x = '<div><b>' + y</script></div>" * 1500,
    "a hundred attributes": "<a " + " ".join(f"x{n}=1" for n in range(100)) + ">x</a>",
    "a drawing": "<svg>" + "<path d='M0 0'/>" * 3000 + "</svg>",
}


@pytest.mark.parametrize("html", GOOD_FAITH.values(), ids=GOOD_FAITH.keys())
def test_a_page_of_good_faith_passes_unchanged(html: str) -> None:
    assert tamed(html) == html


PIECES = (
    *(
        "<b>",
        "</b>",
        '<b class="x y">',
        '<i id="n">',
        "</I>",
        "<font/>",
        "<p>",
        "</p>",
        "<q>",
        "</q>",
    ),
    *("<svg>", "</svg>", "<![CDATA[", "]]>", "<!--", "-->", "<select>", "<option>", "</select>"),
    *("<script>", "</script>", '<a title="', "<b a='", '">', "x", " ", "<title>", "</title>"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.data())
def test_what_is_taken_for_light_would_pass_if_measured(html: str, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tame, "_FEW", data.draw(st.integers(0, 2)))
        patch.setattr(tame, "_DEEPEST", data.draw(st.integers(2, 20)))
        patch.setattr(tame, "_REOPENED_MOST", data.draw(st.integers(4, 200)))
        patch.setattr(tame, "_OPTIONS_MOST", data.draw(st.integers(2, 10)))
        at_once = tamed(html)
        patch.setattr(tame, "_is_light", lambda _markup: False)
        assert tamed(html) == at_once


def test_many_tags_of_a_page_that_closes_them_need_no_measuring() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tame, "_tags", None)
        html = '<p>text <b>bold</b>, <i class="x">slanted</i></p>' * 1600
        assert tamed(html) == html


ELEMENTS = (
    *("<script src=/a.js></script>", "<script>error = 1</script>", "<script src></script>"),
    *("<iframe src='//ads.example/f?x=1'>x</iframe>", "<iframe>y</iframe>", "<frame src=f.html>"),
    *("<form action=http://[bad>", "<form>", "<form action='send.php'>", "</form>", "<title>"),
    *("</title>", "Name", "<svg>", "</svg>", "<link rel=canonical href=/c>", "<link rel=icon>"),
    *("<input type=PASSWORD>", "<input>", "<meta http-equiv=Refresh content='1; url=/next'>"),
    *("<meta property='og:title' content=Other>", "<noscript>", "</noscript>", "<template>", "<p>"),
)


@given(
    st.lists(st.sampled_from(ELEMENTS), max_size=12).map(lambda found: "<html>" + "".join(found))
)
def test_marks_are_those_that_single_searches_find(html: str) -> None:
    page, tree = seen(html), LexborHTMLParser(html)
    written = [
        node.attributes[name] or ""
        for tag, name in (
            ("script", "src"),
            ("iframe", "src"),
            ("frame", "src"),
            ("form", "action"),
        )
        for node in tree.css(f"{tag}[{name}]")
    ]
    assert page.sources == tuple(dict.fromkeys(filter(None, map(_place_on_page, written))))
    assert page.scripts == len(tree.css("script:not([src])")) + len(tree.css("script[src]"))
    assert page.password == (tree.css_first("input[type=password i]") is not None)
    assert page.canonical == ("/c" if tree.css("link[rel=canonical]") else "")
    assert bool(page.refresh) == bool(tree.css("meta[http-equiv=refresh i]"))


@pytest.mark.parametrize("name", _FILLED_IDS)
@pytest.mark.parametrize(
    "written", ["id={}", 'ID = "{}"', "class=x\nid\t=\n'{}'", "a='1'id={} b", 'id="&#x{:x};{}"']
)
def test_an_empty_element_that_scripts_fill_is_found_however_it_is_named(
    written: str, name: str
) -> None:
    parts = (ord(name[0]), name[1:]) if "&" in written else (name,)
    assert seen(f"<html><div {written.format(*parts)}></div>").hollow
    assert not seen(f"<html><div {written.format(*parts)}>{'word ' * 5}</div>").hollow


@pytest.mark.parametrize("name", _FILLED_IDS)
def test_any_letter_of_such_a_name_may_be_written_as_a_number(name: str) -> None:
    for at, letter in enumerate(name):
        written = f"{name[:at]}&#{ord(letter)};{name[at + 1 :]}"
        assert seen(f"<html><div id={written}></div>").hollow


def test_a_page_full_of_such_attributes_is_gone_through_once() -> None:
    began = time.process_time()
    assert not seen("<html><p>" + "/id=" * 30_000).hollow
    assert time.process_time() - began < 2  # it took a minute when each was read to the page's end


def _place_on_page(written: str) -> str:
    try:
        parts = urlsplit(urljoin(HERE, written.strip()))
    except ValueError:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    host = parts.netloc.rpartition("@")[2]
    return host + parts.path + query if parts.netloc else ""


@given(
    st.text(st.sampled_from("/?#:;.@[]\\ ht\tps%x"), max_size=12),
    st.sampled_from(("", "http:", "https://", "//")),
)
def test_a_place_on_a_page_is_where_its_address_leads(rest: str, start: str) -> None:
    """What is told from the site alone is what the page's own address gives."""
    page = seen(f'<html><script src="{start}{rest}"></script>')
    assert page.sources == tuple(filter(None, [_place_on_page(start + rest)]))


@given(st.binary(max_size=600))
def test_any_bytes_are_a_page(body: bytes) -> None:
    assert seen(body, "").size == len(body)
    assert seen(b"<html>" + body).size == len(body) + 6


LONG = "<html><body><h1>x</h1>" + "<li>x" * 60_000
LADEN = "<a " + " ".join(f"x{n}" for n in range(50_000)) + ">" + "<p>All that was said. </p>" * 9


def test_no_main_content_is_sought_for_longer_than_a_page_is_worth() -> None:
    started = time.process_time()
    assert article("http://a.example/", LONG).text == LONG
    assert "All that" in article("http://a.example/", LADEN).text
    hop = Hop(url=HERE, status=200, headers=(("content-type", "text/html"),))
    assert view_with_main(Answer(hop=hop, body=LONG.encode())).main == ""
    assert time.process_time() - started < 10
