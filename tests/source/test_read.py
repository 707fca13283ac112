"""From paths to documents: what is found, what is skipped, what is told."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linkcheck.errors import SourceError
from linkcheck.model import Document, Kind, remark
from linkcheck.source import LIMITS, read
from linkcheck.source.real import RealPaths

if TYPE_CHECKING:
    from collections.abc import Sequence

INPUTS = Path(__file__).parents[2] / "fixtures" / "inputs"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grow(*names: str) -> None:
    """Files that hold their own name; a name with `=` gets what stands behind it."""
    for name in names:
        path, _, text = name.partition("=")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text or path, encoding="utf-8")


def told(*paths: str, exclude: Sequence[str] = ()) -> list[str]:
    """The documents' paths, and errors as their text in brackets."""
    return [
        f"[{each}]" if isinstance(each, SourceError) else each.path
        for each in read(paths, exclude=exclude)
    ]


def one(path: str) -> Document:
    [document] = read([path])
    assert isinstance(document, Document), document
    return document


def error(path: str) -> str:
    [problem] = read([path])
    assert isinstance(problem, SourceError), problem
    assert str(problem).isprintable()
    return str(problem)


FOUND: dict[str, tuple[list[str], list[str], list[str]]] = {
    "a file": (["a.md"], ["a.md"], ["a.md"]),
    "as the user wrote it": (["d/a.md"], ["./d/../d/a.md"], ["d/a.md"]),
    "twice": (["a.md"], ["a.md", "./a.md", "."], ["a.md"]),
    "in the user's order": (["a.md", "b.md"], ["b.md", "a.md"], ["b.md", "a.md"]),
    "a folder by names": (["b.md", "a/z.md", "c/a.md", "c.md"], ["."], ["a/z.md", "b.md", "c/a.md", "c.md"]),
    "suffixes": (["a.MD", "b.markdown", "c.mdx", "d.qmd", "e.txt", "f.html", "g"], ["."], ["a.MD", "b.markdown", "c.mdx", "d.qmd"]),
    "named outright": (["e.txt", "f.html", "g"], ["e.txt", "f.html", "g"], ["e.txt", "f.html", "g"]),
    "hidden": ([".a.md", ".d/a.md", "a.md"], ["."], ["a.md"]),
    "hidden, named outright": ([".d/a.md"], [".d", ".d/a.md"], [".d/a.md"]),
    "other people's": (["node_modules/a.md", "x/vendor/a.md", "x/a.md", "env/pyvenv.cfg", "env/a.md"], ["."], ["x/a.md"]),
    "other people's, named outright": (["vendor/a.md"], ["vendor"], ["vendor/a.md"]),
    "a glob": (["d/a.md", "d/e/b.md", "c.md"], ["d/**/*.md"], ["d/a.md", "d/e/b.md"]),
    "a glob of one level": (["d/a.md", "d/e/b.md"], ["d/*.md"], ["d/a.md"]),
    "a glob of other files": (["d/a.html", "d/b.md"], ["d/*.html"], ["d/a.html"]),
    "a glob of all": (["d/a.png", "d/b.md"], ["d/*", "**"], ["d/b.md"]),
    "a glob in the middle": (["a/x/1.md", "b/x/2.md", "b/y/3.md"], ["*/x/?.md"], ["a/x/1.md", "b/x/2.md"]),
    "a glob and other people's": (["node_modules/a.md", "b.md"], ["**/*.md"], ["b.md"]),
    "a file whose name is a glob": (["[a].md", "a.md"], ["[a].md"], ["[a].md"]),
    "a glob of nothing": ([], ["d/*.md"], ["[d/*.md: nothing fits this pattern]"]),
    "a missing file, and the rest": (["a.md"], ["x.md", "a.md"], ["[x.md: no such file or folder]", "a.md"]),
    "a folder without articles": (["d/a.txt"], ["d"], ["[d: no articles in this folder (Markdown; name other files outright)]"]),
}  # fmt: skip


@pytest.mark.parametrize(("names", "paths", "expected"), FOUND.values(), ids=FOUND)
def test_found(tree: Path, names: list[str], paths: list[str], expected: list[str]) -> None:
    grow(*names)
    assert told(*paths) == expected


IGNORED: dict[str, tuple[list[str], list[str]]] = {
    "by the folder's own": ([".gitignore=b.md", "a.md", "b.md", "d/b.md"], ["a.md"]),
    "anchored": ([".gitignore=/b.md", "b.md", "d/b.md"], ["d/b.md"]),
    "a folder": ([".gitignore=build/", "build/a.md", "b.md"], ["b.md"]),
    "nested": (["d/.gitignore=a.md", "a.md", "d/a.md"], ["a.md"]),
    "the nearer decides": ([".gitignore=*.md", "d/.gitignore=!a.md", "a.md", "d/a.md"], ["d/a.md"]),
    "an ignored folder is not entered": ([".gitignore=d/", "d/.gitignore=!a.md", "d/a.md", "b.md"], ["b.md"]),
    "patterns that are none": ([".gitignore=!\n\\\n[z-a]\n[[:alpha:]]x\nb.md", "a.md", "b.md"], ["a.md"]),
    "a pattern that would never end": ([".gitignore=" + "*a" * 12 + "b\nb.md", "a" * 200 + ".md", "b.md"], ["a" * 200 + ".md"]),
    "a comment and an exception": ([".gitignore=# x\n*.md\n!b.md", "a.md", "b.md"], ["b.md"]),
}  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), IGNORED.values(), ids=IGNORED)
def test_ignored_by_git(tree: Path, names: list[str], expected: list[str]) -> None:
    grow(*names)
    assert told(".") == expected


def test_ignored_from_above_up_to_the_repository_root(tree: Path) -> None:
    grow(".gitignore=c.md", "r/.git/HEAD", "r/.gitignore=a.md", "r/d/.gitignore=/e/b.md")
    grow("r/d/e/a.md", "r/d/e/b.md", "r/d/e/c.md")
    assert told("r/d/e") == ["r/d/e/c.md"]
    os.chdir("r/d/e")
    assert told(".") == ["c.md"]


def test_an_ignored_folder_named_outright_is_read(tree: Path) -> None:
    grow(".git/HEAD", ".gitignore=build/", "build/a.md", "build/d/b.md")
    assert told("build") == ["build/a.md", "build/d/b.md"]


EXCLUDED: dict[str, tuple[list[str], list[str]]] = {
    "a name": (["a.md"], ["b.md", "d/b.md"]),
    "a folder": (["d/"], ["a.md", "b.md"]),
    "a pattern": (["**/a.*"], ["b.md", "d/b.md"]),
    "anchored": (["/a.md"], ["b.md", "d/a.md", "d/b.md"]),
    "all": (["*.md"], []),
}


@pytest.mark.parametrize(("exclude", "expected"), EXCLUDED.values(), ids=EXCLUDED)
@pytest.mark.parametrize("paths", [["."], ["a.md", "./b.md", "d"]], ids=["folder", "named"])
def test_excluded(tree: Path, exclude: list[str], expected: list[str], paths: list[str]) -> None:
    grow("a.md", "b.md", "d/a.md", "d/b.md")
    assert told(*paths, exclude=exclude) == expected


def test_links_are_read_once_and_lead_nowhere_else(tree: Path) -> None:
    grow("r/.git/HEAD", "r/README.md", "secret.md")
    Path("r/docs").mkdir()
    Path("r/docs/in.md").symlink_to("../README.md")
    Path("r/docs/out.md").symlink_to("../../secret.md")
    Path("r/docs/loop").symlink_to("..")
    Path("r/docs/dead.md").symlink_to("nowhere.md")
    Path("r/docs/self.md").symlink_to("self.md")
    assert told("r/docs") == ["r/docs/in.md"]
    assert told("r") == ["r/README.md"]
    assert told("r/docs/out.md") == ["r/docs/out.md"]
    assert told("r/docs/dead.md") == [
        "[r/docs/dead.md: cannot be read (No such file or directory)]"
    ]


def test_folders_nested_deeper_than_recursion(tree: Path) -> None:
    here = Path()
    for _ in range(450):
        here /= "d"
    here.mkdir(parents=True)
    (here / "a.md").write_text("x")
    assert told(".") == [f"{here}/a.md"]


def test_files_are_read_one_at_a_time(tree: Path) -> None:
    grow("a.md", "b.md")
    documents = read(["a.md", "b.md"])
    next(documents)
    Path("b.md").unlink()
    assert "b.md: " in str(next(documents))


KINDS = {
    "Markdown": ("a.md", "https://a.com\n", Kind.MARKDOWN),
    "HTML": ("a.htm", "x", Kind.HTML),
    "text": ("a.txt", "see https://a.com\n", Kind.TEXT),
    "URLs": ("a.txt", "# sources\n\nhttps://a.com/x\n  www.b.com\nmailto:c@d.e\n", Kind.URLS),
    "only comments": ("a.txt", "# nothing\n", Kind.TEXT),
    "empty": ("a.txt", "", Kind.TEXT),
    "no suffix": ("README", "# T", Kind.MARKDOWN),
    "no suffix, HTML": ("page", " <!-- x -->\n<!DOCTYPE html><p>", Kind.HTML),
    "no suffix, URLs": ("list", "https://a.com\r\nhttps://b.com\r\n", Kind.URLS),
    "another suffix": ("a.rst", "Title\n=====\n", Kind.TEXT),
}


@pytest.mark.parametrize(("name", "text", "kind"), KINDS.values(), ids=KINDS)
def test_kind(tree: Path, name: str, text: str, kind: Kind) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert one(name).kind is kind
    [given] = read([name], kind=Kind.HTML)
    assert isinstance(given, Document)
    assert given.kind is Kind.HTML


def test_standard_input_is_one_more_path(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow("a.md")
    [first, second] = read(["-", "a.md", "-"], stdin=io.BytesIO(b"# T\n"), exclude=["*"][:0])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, first.title, second.path) == ("-", "T", "a.md")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"https://a.com")))
    assert one("-").kind is Kind.URLS


def test_what_a_document_tells(tree: Path) -> None:
    text = (
        "\ufeff---\r\ntitle: T\r\ncover: https://a.com/x.png\r\n---\r\nText\r\n\r\n2021-12-21\r\n"
    )
    Path("a.md").write_bytes(text.encode())
    document = one("a.md")
    assert document.text == text[1:]
    assert document.text[document.body :].startswith("Text")
    assert [(f.key, document.text[f.start : f.end]) for f in document.fields] == [
        ("title", "T"),
        ("cover", "https://a.com/x.png"),
    ]
    assert (document.title, document.date, document.bom) == ("T", date(2021, 12, 21), True)
    assert document.warnings == ()


DAY = date(2021, 12, 21)
PAGES = {
    "Open Graph": ('<title> A\n B </title><meta property="article:published_time" content="2021-12-21T23:00:00-08:00">', "A B", DAY),
    "schema.org": ('<meta itemprop="datePublished" content="2021-12-21"><time datetime="2020-01-01">', None, DAY),
    "time": ('<title></title><time>x</time><time datetime="2021-12-21 10:00">', None, DAY),
    "an impossible one, then the next": ('<meta name="date" content="2021-02-30"><meta name="dc.date" content="2021-12-21">', None, DAY),
    "none": ("<p>2021-12-21</p>", None, None),
    "in a comment": ('<!-- <title>no</title><time datetime="2020-01-01"> --><title>A</title><time datetime="2021-12-21">', "A", DAY),
    "in a script": ('<script>"<title>no</title>"</script><TITLE\n>A > B</title ><time datetime="2021-12-21">', "A > B", DAY),
    "tags in the title": ("<title>A <b>B</b><meta name=date content=2020-01-01></title><time datetime=2021-12-21>", "A <b>B</b><meta name=date content=2020-01-01>", DAY),
    "another first": ("<title>A</title><title>B</title><meta name=date content=2021-12-21><meta name=date content=2020-01-01>", "A", DAY),
    "an angle in quotes": ("""<meta content='> "' name=a><meta content="2021-12-21" data-a='">' name="date">""", None, DAY),
    "of another name": ("<titles>A</titles><times datetime=2020-01-01><time datetime=2021-12-21>", None, DAY),
    "left open": ('<title>A</title><time datetime="2021-12-21"><time datetime="2020', "A", DAY),
}  # fmt: skip


@pytest.mark.parametrize(("html", "title", "day"), PAGES.values(), ids=PAGES)
def test_what_a_page_tells(tree: Path, html: str, title: str | None, day: date | None) -> None:
    Path("a.html").write_text(html)
    assert (one("a.html").title, one("a.html").date) == (title, day)


@pytest.mark.parametrize(("html", "title", "day"), PAGES.values(), ids=PAGES)
def test_what_a_long_page_tells(tree: Path, html: str, title: str | None, day: date | None) -> None:
    Path("a.html").write_text("<p>" * 200_000 + "<time datetime=x>" * 1_500 + html)
    assert (one("a.html").title, one("a.html").date) == (title, day)


def test_plain_text_has_a_date_line_and_a_list_has_none(tree: Path) -> None:
    grow("a.txt=Text\n\n2021-12-21\n", "b.txt=https://a.com\n#2021-12-21")
    assert (one("a.txt").date, one("b.txt").date) == (DAY, None)


def test_the_users_date_wins(tree: Path) -> None:
    grow("a.md=2021-12-21")
    [document] = read(["a.md"], when=date(2020, 1, 2))
    assert isinstance(document, Document)
    assert document.date == date(2020, 1, 2)


WARNED = {
    "empty": (b"", ["input.empty"]),
    "only blanks": (b" \n\n", ["input.empty"]),
    "damaged": (b"# T \xff\n", ["input.invalid-utf8"]),
    "broken front matter": (b"---\na: [\n---\nText", ["input.front-matter"]),
    "both": (b"---\na: [\n---\n\xff", ["input.invalid-utf8", "input.front-matter"]),
}


@pytest.mark.parametrize(("raw", "ids"), WARNED.values(), ids=WARNED)
def test_warnings(tree: Path, raw: bytes, ids: list[str]) -> None:
    Path("a.md").write_bytes(raw)
    assert [warning.id for warning in one("a.md").warnings] == ids


def test_no_text(tree: Path) -> None:
    Path("a.md").write_bytes(b"a\x00b")
    assert (
        error("a.md") == "a.md: holds NUL bytes and is no text; if it is UTF-16, save it as UTF-8"
    )


def test_an_article_of_50_megabytes_is_a_line(tree: Path) -> None:
    Path("a.md").write_bytes(b"word " * 10 * 1024 * 1024)
    assert error("a.md") == "a.md: larger than 20 MiB, the most an article may have; split it"


def test_a_list_of_50_megabytes_is_read(tree: Path) -> None:
    Path("a.txt").write_bytes(
        b"https://a.com/12345678901234567890123456\n" * (50 * 1024 * 1024 // 41)
    )
    assert one("a.txt").kind is Kind.URLS


class Endless(io.BytesIO):
    """A stream that gives as much as it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 < size <= max(LIMITS.values()) + 1
        return bytes(size)


def test_a_stream_without_end_is_a_line() -> None:
    [problem] = read(["-"], stdin=Endless())
    assert str(problem) == "-: larger than 256 MiB; split it"


@pytest.mark.skipif(os.name == "nt", reason="a Windows name is Unicode")
def test_a_name_that_is_not_utf8(tree: Path) -> None:
    Path(os.fsdecode(b"\xff.md")).write_text("x")
    assert told(".") == ["[\\udcff.md: the name is not UTF-8; rename the file]"]


def test_a_name_with_a_newline_is_one_line(tree: Path) -> None:
    assert error("a\nb.md") == "a\\nb.md: no such file or folder"


def test_a_name_with_nul() -> None:
    assert error("a\x00b") == "a\\x00b: no such file or folder"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to root")
def test_closed_to_us(tree: Path) -> None:
    grow("a.md", "d/b.md")
    Path("a.md").chmod(0)
    Path("d").chmod(0)
    assert told("a.md", "d") == [
        "[a.md: cannot be read (Permission denied)]",
        "[d: cannot be read (Permission denied)]",
    ]


FIXTURES = {
    "gb18030.md": (["input.encoding"], "2021-12-21", "中文旧编码"),
    "big5.md": (["input.encoding"], "2021-12-21", "中文舊編碼"),
    "invalid-utf8.md": (["input.invalid-utf8"], "2021-12-21", "One bad byte"),
    "utf-16.md": ([], "2021-12-21", "UTF-16"),
    "bom-crlf.md": ([], "2021-12-21", "BOM and CRLF"),
    "empty.md": (["input.empty"], "None", None),
    "broken-front-matter.md": (["input.front-matter"], "2021-12-21", "The heading"),
}


@pytest.mark.parametrize(("name", "row"), FIXTURES.items(), ids=FIXTURES)
def test_inputs_of_all_sorts(name: str, row: tuple[list[str], str, str | None]) -> None:
    document = one(str(INPUTS / name))
    found = ([warning.id for warning in document.warnings], str(document.date), document.title)
    assert found == row


def test_the_place_of_the_bad_byte() -> None:
    [warning] = one(str(INPUTS / "invalid-utf8.md")).warnings
    assert warning == remark("input.invalid-utf8", offset=27, line=3, column=12, count=1)


@pytest.mark.parametrize(
    "path",
    ["a.md", "./a.md", "sub/../a.md", "sub/b.md", "to-a.md", "to-sub/b.md", "to-sub/../a.md", "loop", "loop/x", "broken", "nowhere/x.md", "sub", "sub/", ".", "..", "", "/", "//a.md", "sub/."],
)  # fmt: skip
def test_real_paths_are_the_systems(path: str, tree: Path) -> None:
    grow("a.md", "sub/b.md")
    for name, to in (("to-a.md", "a.md"), ("to-sub", "sub"), ("loop", "loop"), ("broken", "no")):
        (tree / name).symlink_to(to)
    assert RealPaths().path(path) == os.path.realpath(path)
    assert RealPaths().path(str(tree / path)) == os.path.realpath(tree / path)
