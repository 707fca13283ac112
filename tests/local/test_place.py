"""Where a local link leads, by the link and its document's place alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.local import Ground, Roots, placed
from linkcheck.model import Place, Target, Way
from linkcheck.resolve import resolve
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

GROUND = Ground(
    path="docs/2021/a.md", root="/r", folder=("docs", "2021"), site_root="/r", known=True
)
SITE = replace(GROUND, site=("static",), declared=True)
ELSEWHERE = replace(GROUND, site_root="/built", site_shown="../built", declared=True)
GUESSED = replace(GROUND, known=False)
STDIN = replace(GROUND, path="-", folder=())


def put(url: str, ground: Ground = GROUND) -> Target:
    return placed(resolve(url, Settings()), ground)


def place_of(url: str, ground: Ground = GROUND) -> Place:
    place = put(url, ground).place
    assert place is not None
    return place


NAMES: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "beside": ("b.md", ("docs", "2021", "b.md")),
    "here": ("./b.md", ("docs", "2021", "b.md")),
    "above": ("../b.md", ("docs", "b.md")),
    "at the root": ("../../b.md", ("b.md",)),
    "the root": ("../..", ()),
    "above the root": ("../../../b.md", None),
    "above the root and back": ("../../../r/b.md", None),
    "above in disguise": ("%2e%2E/%2E./.%2e/b.md", None),
    "a slash in a name": ("a%2Fb.md", ("docs", "2021", "a/b.md")),
    "dots in a name": ("..%2F..%2Fb.md", ("docs", "2021", "../../b.md")),
    "backslashes": (r"..\b.md", ("docs", "b.md")),
    "many slashes": ("..//b.md", ("docs", "b.md")),
    "a folder": ("../", ("docs",)),
    "a query": ("b.md?raw=true", ("docs", "2021", "b.md")),
    "a query with slashes": ("b.md?x=/../..", ("docs", "2021", "b.md")),
    "a fragment": ("b.md#a/../..?x", ("docs", "2021", "b.md")),
    "a question mark in a name": ("b%3F.md", ("docs", "2021", "b?.md")),
    "a hash in a name": ("c%23.md", ("docs", "2021", "c#.md")),
    "Chinese": ("文件.md", ("docs", "2021", "文件.md")),
    "Chinese in escapes": ("%E6%96%87%E4%BB%B6.md", ("docs", "2021", "文件.md")),
    "bytes that are no UTF-8": ("%CE%C4.md", ("docs", "2021", "\udcce\udcc4.md")),
    "a blank": ("a%20b.md", ("docs", "2021", "a b.md")),
    "a plus": ("a+b.md", ("docs", "2021", "a+b.md")),
    "a lone percent": ("100%.md", ("docs", "2021", "100%.md")),
    "a zero byte": ("a%00b.md", ("docs", "2021", "a\0b.md")),
    "from the root": ("/b.md", ("b.md",)),
    "from the root, above it": ("/../../b.md", ("b.md",)),
    "the root's own": ("/", ()),
    "by a backslash": (r"\b.md", ("b.md",)),
}  # fmt: skip


@pytest.mark.parametrize(("url", "names"), NAMES.values(), ids=NAMES)
def test_names(url: str, names: tuple[str, ...] | None) -> None:
    assert place_of(url).names == names


ROOTED = {
    "nobody said where": (GROUND, "/r", (), False),
    "declared": (SITE, "/r", ("static",), True),
    "declared elsewhere": (ELSEWHERE, "/built", (), True),
}


@pytest.mark.parametrize(("ground", "root", "site", "certain"), ROOTED.values(), ids=ROOTED)
def test_from_the_root(ground: Ground, root: str, site: tuple[str, ...], certain: bool) -> None:
    place = place_of("/../img/x.png", ground)
    assert (place.root, place.names, place.certain) == (root, (*site, "img", "x.png"), certain)


OUT = {
    "of a repository": ("../../../x", GROUND, True),
    "of a guessed root": ("../../../x", GUESSED, False),
    "to GitHub's pages": ("../../../../issues", GROUND, False),
    "to GitHub's pages, deeper": ("../../../../actions/workflows/a.yml", GROUND, False),
    "two above to no such page": ("../../../../issue", GROUND, True),
    "three above": ("../../../../../issues", GROUND, True),
}


@pytest.mark.parametrize(("url", "ground", "certain"), OUT.values(), ids=OUT)
def test_out_of_the_root(url: str, ground: Ground, certain: bool) -> None:
    place = place_of(url, ground)
    assert (place.names, place.certain) == (None, certain)


UNPLACED = {
    "Jekyll": ("{{site.baseurl}}/a", GROUND),
    "MDX": ("{logo}", GROUND),
    "Liquid": ("{%link", GROUND),
    "ERB": ("<%=x%>/a", GROUND),
    "a script's": ("${base}/a.md", GROUND),
    "Docusaurus": ("@site/a.md", GROUND),
    "an alias": ("~/a.md", GROUND),
}


@pytest.mark.parametrize(("url", "ground"), UNPLACED.values(), ids=UNPLACED)
def test_what_nobody_can_place(url: str, ground: Ground) -> None:
    assert put(url, ground) == resolve(url, Settings())


def test_standard_input_knows_itself_and_a_declared_root() -> None:
    assert [put(url, STDIN).place for url in ("a.md", "/a.md")] == [None, None]
    assert put("a.md", STDIN).url != put("/a.md", replace(STDIN, declared=True)).url
    assert place_of("#x", STDIN).own == "-"
    assert place_of("/a.md", replace(STDIN, declared=True)).names == ("a.md",)


IDENTITY = {
    "beside": ("b.md#x", "docs/2021/b.md#x"),
    "another way": ("../2021/b.md?raw#x", "docs/2021/b.md#x"),
    "from the root": ("/docs/2021/b.md", "docs/2021/b.md"),
    "itself": ("#x", "docs/2021/a.md#x"),
    "itself by name": ("a.md#x", "docs/2021/a.md#x"),
    "itself without a place": ("", "docs/2021/a.md"),
    "escapes": ("%E6%96%87.md", "docs/2021/文.md"),
    "what would end it": ("a%23%3F%25.md", "docs/2021/a%23%3F%25.md"),
    "the root": ("../../", "."),
    "outside": ("../../../x", "docs/2021/../../../x"),
}


@pytest.mark.parametrize(("url", "identity"), IDENTITY.values(), ids=IDENTITY)
def test_a_target_is_the_file_not_the_words(url: str, identity: str) -> None:
    assert put(url).url == identity


def test_two_articles_have_each_its_own() -> None:
    other = replace(GROUND, path="docs/2022/a.md", folder=("docs", "2022"))
    assert put("b.md").url != put("b.md", other).url


PATHS = st.lists(
    st.sampled_from(["..", "%2e%2e", ".%2E", ".", "", "a", "b.md", "%2F", "..%2f..", "\\", "..\\..", "é", "%00", "{", "?", "#", "~"]),
    max_size=9,
).map("/".join)  # fmt: skip
GROUNDS = st.sampled_from([GROUND, SITE, ELSEWHERE, GUESSED])


@given(PATHS, GROUNDS)
def test_no_name_leads_up(url: str, ground: Ground) -> None:
    target = put(url, ground)
    if target.way is Way.LOCAL and target.place is not None and target.place.names is not None:
        assert not {"", ".", ".."} & set(target.place.names)


@given(PATHS, GROUNDS)
def test_placing_is_told_by_the_file(url: str, ground: Ground) -> None:
    """Of two links of one document, those with the same names have the same identity, and the others have not."""
    target = put(url, ground)
    place = target.place
    if place is None or not place.names or place.root != "/r":
        return
    path = "/".join(quote(name, safe="") for name in place.names)
    again = put("../" * len(ground.folder) + path + "#" + target.fragment, ground)
    assert again.url == target.url


@pytest.mark.parametrize("called_in", [".", "docs"], ids=["above", "within"])
def test_roots_of_a_repository(
    tmp_path: Path, called_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / called_in)
    path = "docs/a.md" if called_in == "." else "a.md"
    ground = Roots(Settings()).ground(path)
    assert (ground.root, ground.folder, ground.known) == (str(tmp_path), ("docs",), True)
    assert ground.shown == ("" if called_in == "." else "..")


def test_without_a_repository_the_root_is_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    roots = Roots(Settings())
    below, elsewhere = roots.ground("docs/a.md"), roots.ground(str(tmp_path / "other/a.md"))
    assert (below.root, below.folder, below.known) == (str(tmp_path / "here"), ("docs",), False)
    assert (elsewhere.root, elsewhere.folder) == (str(tmp_path / "other"), ())
    assert elsewhere.shown == "../other"


SITES = {
    "below the root": ("static", "here", ("static",)),
    "the root": (".", "here", ()),
    "above it": ("..", ".", ()),
    "elsewhere": ("../built", "here", ()),
}


@pytest.mark.parametrize(("folder", "root", "site"), SITES.values(), ids=SITES)
def test_the_users_word_on_the_site(
    tmp_path: Path, folder: str, root: str, site: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    ground = Roots(Settings(root_dir=folder)).ground("docs/a.md")
    assert (ground.root, ground.site, ground.declared) == (
        str((tmp_path / root).resolve()),
        site,
        True,
    )
    wanted = tmp_path / "built" if folder == "../built" else tmp_path / root
    assert ground.site_root == str(wanted.resolve())
