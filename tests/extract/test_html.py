"""HTML: what is cited and where, held against lexbor's parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from linkcheck.extract import extract
from linkcheck.model import Document, Kind, Role

PIECES = st.sampled_from(
    [
        "<a href='x&amp;y'>", "<a href=z>", '<a\nhref = "p&copy=1">', "</a>", "<p>", "</p>", "<div class=x>", "</div>", "<img src=i>",
        "<IMG SRC='j' src=k>", "<!-- ", "-->", "<!-->", "<script>", "</script>", "<style>", "</style >", "<title>", "</title>",
        "<textarea>", "</textarea>", "<", ">", "<b", "/>", "'", '"', "=", "text ", "文", "<!doctype html>", "<?x>", "</ x>", "<br/>", "&lt;",
    ]
)  # fmt: skip


def found(text: str) -> list[tuple[str, str, str]]:
    references = extract(Document(path="a", text=text, kind=Kind.HTML))
    return [(str(one.role), one.label, one.url) for one in references]


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=300)
def test_the_same_attributes_as_lexbor(text: str) -> None:
    # Two corners of lexbor's tree, not of its tokens: it repeats an `a` that a block element splits, and drops a title's twin.
    tree = LexborHTMLParser(f"<body>{text}")
    theirs = {
        node.attributes[name]
        for node in tree.css("[href], [src]")
        for name in ("href", "src")
        if name in node.attributes
    }
    assert {url for role, _, url in found(f"<body>{text}") if role != Role.BARE} == theirs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<a href=x> a <b>b</b>\nc </a>", [("link", "a b c", "x")], id="label"),
        pytest.param("<a href=x><img src=i alt=A></a>", [("link", "A", "x"), ("image", "A", "i")], id="image-in-link"),
        pytest.param("<base href='https://b.example/'><a href=x>y</a>", [("link", "y", "x")], id="base-is-not-cited"),
        pytest.param("<img srcset='a 1x, b.jpg 2x,c' alt=t>", [("image", "t", "a"), ("image", "t", "b.jpg"), ("image", "t", "c")], id="srcset"),
        pytest.param("<img srcset='data:,x 1x, b,c 2x'>", [("image", "", "data:,x"), ("image", "", "b,c")], id="srcset-commas"),
        pytest.param("<video src=v poster=p title=t>", [("link", "t", "v"), ("image", "t", "p")], id="video"),
        pytest.param("<script src=x>'https://a.example/'</script>", [], id="script"),
        pytest.param("<p>见https://a.example/x，<code>https://b.example</code>", [("bare", "https://a.example/x", "https://a.example/x")], id="bare"),
        pytest.param("<a name=x>https://a.example/</a>", [], id="text-of-an-anchor"),
        pytest.param("<link rel=canonical href=x>", [("link", "", "x")], id="link"),
        pytest.param("<a href=''>x</a>", [], id="empty"),
        pytest.param("<figure><img src=i><figcaption>Photo: <a href=p>P</a></figcaption></figure>", [("image", "", "i"), ("image-credit", "P", "p")], id="figcaption"),
        pytest.param("<h2>参考文献</h2><ul><li><a href=x>y</a></ul><h2>其他</h2><p><a href=z>w</a>", [("reading", "y", "x"), ("link", "w", "z")], id="reading"),
        pytest.param("<p><strong>延伸阅读：</strong><a href=x>y</a></p>", [("reading", "y", "x")], id="bold-lead-in"),
        pytest.param("<p>文</p><footer><a href=x>y</a></footer>", [("footer", "y", "x")], id="footer"),
    ],
)  # fmt: skip
def test_what_html_cites(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_the_base_goes_with_the_references_after_it() -> None:
    text = "<a href=x>y</a><base href='https://b.example/d/'><a href=z>w</a>"
    references = extract(Document(path="a", text=text, kind=Kind.HTML))
    assert [one.base for one in references] == [None, "https://b.example/d/"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param('<a class="b" href="x&amp;y">', "x&amp;y", id="double"),
        pytest.param("<a href='x y'>", "x y", id="single"),
        pytest.param("<a href=x/y/>", "x/y/", id="unquoted"),
        pytest.param("<a\n\thref =\n' x '>", "x", id="blanks-around"),
        pytest.param("<A HREF=x HREF=y>", "x", id="first-of-two"),
    ],
)
@pytest.mark.parametrize(
    "before",
    ["", "文字 ", "> - ", "| a | b |\n|-|-|\n| "],
    ids=["block", "inline", "quote", "cell"],
)
def test_places_of_destinations(text: str, written: str, before: str) -> None:
    if before.startswith("|"):
        text = text.replace("\n", " ")
    (one,) = extract(Document(path="a", text=f"{before}{text}c</a>"))
    assert one.dest is not None
    assert (before + text)[one.dest.start : one.dest.end] == written
    assert (before + text)[one.region.start : one.region.end] == text


def test_each_of_many_links_in_a_paragraph_has_its_label() -> None:
    labels = [label for _, label, _ in found("<p>" + "<a href=u>a</a> <img src=i alt=b>" * 9_000)]
    assert labels == ["a", "b"] * 9_000


def test_a_link_that_is_left_open_is_named_by_what_comes_first() -> None:
    first, *rest = found("<a href=u>" + "<p>a<img src=i>" * 9_000)
    assert first[1].startswith("aaa")
    assert rest == [("image", "", "i")] * 9_000


def test_the_labels_of_a_tag_are_no_longer_than_twice_the_tag() -> None:
    text = f"<img alt={'a' * 1_000} srcset='{'u 1w, ' * 1_000}'>"
    labels = [label for _, label, _ in found(text)]
    assert [len(each) for each in labels] == [1_000] * 14 + [0] * 986
