"""Before, edit, after: each construct that cites."""

from __future__ import annotations

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from linkcheck.extract import extract
from linkcheck.fix import Style, Wishes, apply, plan
from linkcheck.fix.quote import clean
from linkcheck.model import Document, Grade, Kind, Outcome, Remark, Role, remark
from tests.extract.test_spans import TEXTS
from tests.fix.build import COPY, HANDS, OLD, copy, dead, document, finding, mended, moved

ODD = "https://web.archive.org/web/2021/http://old.example/a?x=(1&copy;|'\"> é`{"
ODD_CLEAN = "https://web.archive.org/web/2021/http://old.example/a?x=(1&copy;%7C'%22%3E%20é%60%7B"

REPLACED = {
    "a link": (f"[甲]({OLD})", f"[甲]({COPY})"),
    "a link with a title": (f'[甲]({OLD} "t")', f'[甲]({COPY} "t")'),
    "angle brackets": (f"[甲](<{OLD}>)", f"[甲](<{COPY}>)"),
    "blanks around": (f"[甲](\n {OLD} )", f"[甲](\n {COPY} )"),
    "an image": (f"![甲]({OLD})", f"![甲]({COPY})"),
    "an image in a link": (f"[![i](x.png)]({OLD})", f"[![i](x.png)]({COPY})"),
    "a definition": (f"[甲][d]\n\n[d]: {OLD} 't'\n", f"[甲][d]\n\n[d]: {COPY} 't'\n"),
    "one definition, many links": (
        f"[甲][d] [d] ![i][d]\n\n[d]: <{OLD}>\n",
        f"[甲][d] [d] ![i][d]\n\n[d]: <{COPY}>\n",
    ),
    "a definition that nothing uses": (f"[d]: {OLD}\n", f"[d]: {COPY}\n"),
    "an autolink": (f"<{OLD}>", f"[{OLD}]({COPY})"),
    "a bare URL": (f"见 {OLD} 。", f"见 [{OLD}]({COPY}) 。"),
    "a bare URL with underscores": (
        f"{OLD}",
        f"[{OLD}]({COPY})",
    ),
    "a footnote": (f"文[^1]\n\n[^1]: {OLD}\n", f"文[^1]\n\n[^1]: [{OLD}]({COPY})\n"),
    "a table's cell": (
        f"| a | b |\n|---|---|\n| [x]({OLD}) | {OLD} |\n",
        f"| a | b |\n|---|---|\n| [x]({COPY}) | [{OLD}]({COPY}) |\n",
    ),
    "an attribute": (f'<a href="{OLD}">x</a>', f'<a href="{COPY}">x</a>'),
    "an attribute in single quotes": (f"<a href='{OLD}'>x</a>", f"<a href='{COPY}'>x</a>"),
    "an attribute without quotes": (f"<a href={OLD}>x</a>", f"<a href={COPY}>x</a>"),
    "srcset": (
        f'<img srcset="{OLD} 1x, b.png 2x">',
        f'<img srcset="{COPY} 1x, b.png 2x">',
    ),
    "YAML": (f"---\nsource: {OLD}\n---\n\n文\n", f"---\nsource: {COPY}\n---\n\n文\n"),
    "YAML in quotes": (f"---\nsource: '{OLD}'\n---\n\n文\n", f"---\nsource: '{COPY}'\n---\n\n文\n"),
    "a list in YAML": (
        f"---\nsources: [{OLD}, b]\n---\n\n文\n",
        f"---\nsources: [{COPY}, b]\n---\n\n文\n",
    ),
    "TOML": (f'+++\nsource = "{OLD}"\n+++\n\n文\n', f'+++\nsource = "{COPY}"\n+++\n\n文\n'),
    "JSON": (f'{{\n"source": "{OLD}"\n}}\n\n文\n', f'{{\n"source": "{COPY}"\n}}\n\n文\n'),
    "CRLF": (f"甲\r\n[乙]({OLD})\r\n", f"甲\r\n[乙]({COPY})\r\n"),
    "CR": (f"甲\r[乙]({OLD})\r", f"甲\r[乙]({COPY})\r"),
    "rare Han and tabs": (f"𠮷\t[𠮷𠮷]({OLD})\t𠮷", f"𠮷\t[𠮷𠮷]({COPY})\t𠮷"),
    "the same URL in many places": (
        f"[甲]({OLD}) [乙]({OLD})\n\n> - [丙]({OLD})\n",
        f"[甲]({COPY}) [乙]({COPY})\n\n> - [丙]({COPY})\n",
    ),
    "quotes of prose": (f'他说 "{OLD}" 。', f'他说 "[{OLD}]({COPY})" 。'),
    "an image with its size": (f"![]({OLD} =300x)", f"![]({COPY} =300x)"),
    "in an admonition": (
        f'!!! a "{OLD}"\n\n    [x]({OLD})\n',
        f'!!! a "[{OLD}]({COPY})"\n\n    [x]({COPY})\n',
    ),
    "code stays": (f"`{OLD}`\n\n    {OLD}\n\n[甲]({OLD})", f"`{OLD}`\n\n    {OLD}\n\n[甲]({COPY})"),
}


VALUES = {
    "a shortcode of Hugo": (f'{{{{< figure src="{OLD}" >}}}}', f'{{{{< figure src="{COPY}" >}}}}'),
    "a tag of Hexo": (f"{{% link 甲,{OLD} %}} {OLD}", f"{{% link 甲,{COPY} %}} [{OLD}]({COPY})"),
    "a tag of some lines": (f"{{{{< x\n  '{OLD}'\n>}}}}", f"{{{{< x\n  '{COPY}'\n>}}}}"),
    "an import": (f"import X from '{OLD}'", f"import X from '{COPY}'"),
    "a value of MDX": (f'<X y={{"{OLD}"}} />', f'<X y={{"{COPY}"}} />'),
    "a value of JSON": (f'{{"url": "{OLD}"}}', f'{{"url": "{COPY}"}}'),
    "a value without quotes": (f"src={OLD}", f"src={COPY}"),
}
"""Bare URLs that a program reads: a link there would break it."""


@pytest.mark.parametrize(("before", "after"), (REPLACED | VALUES).values(), ids=REPLACED | VALUES)
def test_a_copy_replaces(before: str, after: str) -> None:
    made = mended(before)
    assert made.text == after
    assert made.left == ()


APPENDED = {
    "a link": (f"See [it]({OLD}).", f"See [it]({OLD}) ([archived]({COPY}))."),
    "in Chinese": (f"见[此处的文章]({OLD})。", f"见[此处的文章]({OLD})（[存档]({COPY})）。"),
    "a bare URL": (f"See {OLD} .", f"See {OLD} ([archived]({COPY})) ."),
    "an autolink": (f"See <{OLD}>.", f"See <{OLD}> ([archived]({COPY}))."),
    "reference links": (
        f"See [a][d], [b][d].\n\n[d]: {OLD}\n",
        f"See [a][d] ([archived]({COPY})), [b][d] ([archived]({COPY})).\n\n[d]: {OLD}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), APPENDED.values(), ids=APPENDED.keys())
def test_a_copy_is_appended(before: str, after: str) -> None:
    wishes = Wishes(style=Style.APPEND)
    made = mended(before, wishes=wishes)
    assert made.text == after
    assert mended(after, wishes=wishes).edits == ()


NO_ROOM = {
    "HTML": f'<a href="{OLD}">x</a>',
    "front matter": f"---\nsource: {OLD}\n---\n\nwords\n",
    "a definition that nothing uses": f"[d]: {OLD}\n",
    "an image within a link": f"[![i]({OLD})](b)",
    "a block of HTML": f"<div>\n{OLD}\n</div>\n",
    "a shortcode": f'{{{{< figure src="{OLD}" >}}}}',
}


@pytest.mark.parametrize("text", NO_ROOM.values(), ids=NO_ROOM.keys())
def test_where_nothing_can_be_appended_it_is_left_and_said(text: str) -> None:
    made = mended(text, wishes=Wishes(style=Style.APPEND))
    assert made.text == text
    assert [each.person for each in made.left] == [True]


@pytest.mark.parametrize(("before", "after"), REPLACED.values(), ids=REPLACED.keys())
def test_an_odd_address_is_read_back_as_it_is(before: str, after: str) -> None:
    read = document(before)
    made = plan(read, dead(read, new=ODD), HANDS, Wishes())
    urls = [one.url for one in extract(document(made.text))]
    changed = {one.url for one in extract(read)} - {OLD}
    assert ODD_CLEAN in urls
    assert set(urls) - {ODD_CLEAN} == changed


def test_text_and_lists_of_urls_take_the_bare_address() -> None:
    made = mended(f"{OLD}\nhttp://b.example/\n", Kind.URLS)
    assert made.text == f"{COPY}\nhttp://b.example/\n"


def test_a_page_of_html() -> None:
    page = f"<p><a href='{OLD}'>x</a> <img src={OLD}></p>"
    made = mended(page, Kind.HTML)
    assert made.text == f"<p><a href='{COPY}'>x</a> <img src={COPY}></p>"


def test_an_autolink_that_moved_stays_an_autolink() -> None:
    read = document("<http://a.example/x> http://a.example/x")
    made = plan(read, moved(read, "http://a.example/x", "http://a.example/y"), HANDS, Wishes())
    assert made.text == "<http://a.example/y> http://a.example/y"


ADDRESS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(
    "https://web.archive.org/web/2021/".__add__
)


@given(TEXTS, ADDRESS, st.sampled_from(Style))
@settings(max_examples=300)
def test_only_destinations_change_and_twice_is_once(text: str, new: str, style: Style) -> None:
    read = document(text)
    before = extract(read)
    wanted = [
        finding((one,), Outcome.DEAD, copy(new))
        for one in before
        if one.url.startswith(("http", "/", "c", "h", "s", "n"))
    ]
    made = plan(read, wanted, HANDS, Wishes(style=style))
    assert plan(read, [], HANDS, Wishes()).text == text
    assert apply(text, made.edits) == made.text
    after = extract(document(made.text))
    replaced = {
        (edit.reference.dest or edit.reference.definition or edit.reference.region).start
        for edit in made.edits
        if not edit.adds
    }
    expected = [
        clean(new) if (one.dest or one.definition or one.region).start in replaced else one.url
        for one in before
    ]
    kept = [one.url for one in after if one.url != clean(new)]
    assert kept == [url for url in expected if url != clean(new)]
    if style is Style.REPLACE:
        assert [one.url for one in after] == expected
        again = plan(document(made.text), [], HANDS, Wishes())
        assert again.text == made.text


def rendered(text: str) -> tuple[list[str], str]:
    """The addresses of a rendered page, and the page without them and without autolinks' texts."""
    page = HTMLParser(cmarkgfm.github_flavored_markdown_to_html(text))
    addresses = []
    for node in page.css("a, img"):
        for name in ("href", "src"):
            if name in node.attributes:
                addresses.append(node.attributes[name] or "")
                node.attrs[name] = ""
    return addresses, page.html or ""


LINKS = st.lists(
    st.sampled_from(
        [f"[甲]({OLD})", f"![乙](<{OLD}>)", "[丙](http://b.example/)", f"[d]({OLD} 't')", "**文**", "`c`", "\n\n> ", "\n- ", "[r]", f"\n\n[r]: {OLD}\n\n", "𠮷\t", "| a |\n|---|\n| b |\n"]
    ),
    max_size=15,
).map(" ".join)  # fmt: skip


@given(LINKS)
@settings(max_examples=200)
def test_the_rendered_page_differs_in_the_mended_addresses_only(text: str) -> None:
    made = mended(text)
    before, page = rendered(text)
    after, mended_page = rendered(made.text)
    assert mended_page == page
    assert after == [COPY if address == OLD else address for address in before]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda one: one._replace(url="http://other.example/"), id="another address"),
        pytest.param(lambda one: one._replace(role=Role.IMAGE), id="another role"),
        pytest.param(
            lambda one: one._replace(region=one.region._replace(line=9)), id="another line"
        ),
    ],
)
def test_a_place_that_cites_something_else_is_left(change: object) -> None:
    read = document(f"[甲]({OLD})")
    (one,) = extract(read)
    assert callable(change)
    made = plan(read, [finding((change(one),), Outcome.DEAD, copy(COPY))], HANDS, Wishes())
    assert made.edits == ()
    assert [left.reason.id for left in made.left] == ["fix.elsewhere"]


def test_a_saved_runs_masked_address_still_finds_its_place() -> None:
    read = document("[甲](http://u:pw@old.example/a)")
    (one,) = extract(read)
    masked = one._replace(url="http://***@old.example/a")
    made = plan(read, [finding((masked,), Outcome.DEAD, copy(COPY))], HANDS, Wishes())
    assert made.text == f"[甲]({COPY})"
    secret = copy("https://web.archive.org/web/2021/http://***@old.example/a")
    left = plan(read, [finding((masked,), Outcome.DEAD, secret)], HANDS, Wishes()).left
    assert [each.reason.id for each in left] == ["fix.secret"]


REMEDIES = {
    "dead with a good copy": (Outcome.DEAD, [Grade.GOOD], (), COPY, None),
    "dead with a doubtful copy": (Outcome.DEAD, [Grade.DOUBTFUL], (), None, "fix.doubtful"),
    "dead, a doubtful copy and a good one": (
        Outcome.DEAD,
        [Grade.DOUBTFUL, Grade.GOOD],
        (),
        COPY,
        None,
    ),
    "dead without a copy": (Outcome.DEAD, [], (), None, "fix.no-copy"),
    "suspect with a good copy": (Outcome.SUSPECT, [Grade.GOOD], (), None, "fix.suspect"),
    "unsure": (Outcome.UNSURE, [Grade.GOOD], (), None, None),
    "alive": (Outcome.ALIVE, [], (), None, None),
    "moved within its site": (
        Outcome.ALIVE,
        [],
        (remark("note.moved", url="https://www.old.example/b"),),
        "https://www.old.example/b",
        None,
    ),
    "moved to another site": (
        Outcome.ALIVE,
        [],
        (remark("note.moved", url="https://new.example/b"),),
        None,
        "fix.moved-away",
    ),
    "https": (
        Outcome.ALIVE,
        [],
        (remark("note.https", url="https://old.example/a"),),
        "https://old.example/a",
        None,
    ),
}


@pytest.mark.parametrize(
    ("outcome", "grades", "notes", "new", "left"), REMEDIES.values(), ids=REMEDIES.keys()
)
def test_what_mends_a_finding(
    outcome: Outcome,
    grades: list[Grade],
    notes: tuple[Remark, ...],
    new: str | None,
    left: str | None,
) -> None:
    read = document(f"[甲]({OLD})")
    copies = (copy(COPY, grade) for grade in grades)
    wanted = [finding((*extract(read),), outcome, *copies, notes=notes)]
    made = plan(read, wanted, HANDS, Wishes())
    assert [edit.url for edit in made.edits] == ([new] if new else [])
    assert [each.reason.id for each in made.left] == ([left] if left else [])
    unsafe = plan(read, wanted, HANDS, Wishes(unsafe=True))
    assert len(unsafe.edits) == (1 if new or left not in (None, "fix.no-copy") else 0)


def test_a_fragment_comes_along() -> None:
    read = document(f"[甲]({OLD}#t=45)")
    made = plan(read, dead(read, f"{OLD}#t=45"), HANDS, Wishes())
    assert made.text == f"[甲]({COPY}#t=45)"


def test_apply_refuses_another_text() -> None:
    made = mended(f"[甲]({OLD})")
    with pytest.raises(ValueError, match="is not"):
        apply(f" [甲]({OLD})", made.edits)
    with pytest.raises(ValueError, match="two edits"):
        apply(made.document.text, made.edits * 2)


def test_documents_are_read_again_as_what_they_are() -> None:
    read = Document(path="a.html", text="<a href=x>", kind=Kind.HTML)
    assert HANDS.reread(read, "<a href=y>").kind is Kind.HTML
