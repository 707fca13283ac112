"""What stands where a local link leads, in real folders: names, case, symbolic links, indexes, and what is never looked at."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkcheck.local import Premises, Roots, placed
from linkcheck.local.near import Guesses
from linkcheck.local.walk import Folders
from linkcheck.model import Anchors, LocalEvidence, Presence, Way
from linkcheck.resolve import resolve
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    Look = Callable[..., LocalEvidence]

FILES = (
    "docs/a.md", "docs/b.md", "docs/Guide.md", "docs/文件 名.md", "docs/100%.md", "docs/c#1.md", "docs/q?.md",
    "docs/Sub/deep/x.md", "img/x.png", "with-index/index.html", "with-readme/README.md", "without/x.txt",
    "Upper/index.md", "page.html", "static/only-here.png",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, called from its root, with a secret beside it."""
    repository = tmp_path / "repository"
    for name in (*FILES, ".git/HEAD", "../secret.md", "../secrets/x.md"):
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {path.stem}\n", "utf-8")
    monkeypatch.chdir(repository)
    return repository


@pytest.fixture
def look(root: Path) -> Look:
    """What is seen of a link that stands in `docs/a.md`."""

    def seen(url: str, path: str = "docs/a.md", **changes: object) -> LocalEvidence:
        chosen = Settings(**changes)  # type: ignore[arg-type]
        target = placed(resolve(url, chosen), Roots(chosen).ground(path))
        return Premises(chosen, lambda _path: Anchors(slugs=frozenset({"there"}))).look(target)

    return seen


SEEN: dict[str, tuple[str, Presence, str]] = {
    "beside": ("b.md", Presence.FILE, "docs/b.md"),
    "elsewhere": ("../img/x.png", Presence.FILE, "img/x.png"),
    "from the root": ("/img/x.png", Presence.FILE, "img/x.png"),
    "with a query": ("b.md?plain=1", Presence.FILE, "docs/b.md"),
    "Chinese, escaped": ("%E6%96%87%E4%BB%B6%20%E5%90%8D.md", Presence.FILE, "docs/文件 名.md"),
    "Chinese, plain": ("文件 名.md", Presence.FILE, "docs/文件 名.md"),
    "a percent": ("100%25.md", Presence.FILE, "docs/100%.md"),
    "a lone percent": ("100%.md", Presence.FILE, "docs/100%.md"),
    "a hash": ("c%231.md", Presence.FILE, "docs/c#1.md"),
    "a question mark": ("q%3F.md", Presence.FILE, "docs/q?.md"),
    "a folder with an index": ("../with-index/", Presence.FILE, "with-index/index.html"),
    "the same without a slash": ("../with-index", Presence.FILE, "with-index/index.html"),
    "a folder with a read-me": ("/with-readme", Presence.FILE, "with-readme/README.md"),
    "a folder without": ("../without/", Presence.NO_INDEX, "without"),
    "the root": ("/", Presence.PERHAPS, "."),
    "itself": ("", Presence.FILE, "docs/a.md"),
    "missing": ("z.md", Presence.MISSING, "docs/z.md"),
    "in a folder that is missing": ("no/b.md", Presence.MISSING, "docs/no/b.md"),
    "below a file": ("b.md/x", Presence.MISSING, "docs/b.md/x"),
    "an escaped slash": ("Sub%2Fdeep/x.md", Presence.MISSING, "docs/Sub/deep/x.md"),
    "a zero byte": ("b.md%00", Presence.MISSING, "docs/b.md\0"),
    "another case": ("guide.md", Presence.OTHER_CASE, "docs/Guide.md"),
    "another case of a folder": ("sub/DEEP/x.md", Presence.OTHER_CASE, "docs/Sub/deep/x.md"),
    "another case of a folder with an index": ("/upper/", Presence.OTHER_CASE, "Upper/index.md"),
    "of a page's ending": ("../page.HTML", Presence.OTHER_CASE, "page.html"),
    "from the root, missing in a folder that is there": ("/img/y.png", Presence.MISSING, "img/y.png"),
    "from the root, in a folder that is not": ("/images/y.png", Presence.PERHAPS, "images/y.png"),
    "from the root, nothing": ("/y.md", Presence.PERHAPS, "y.md"),
    "above the root": ("../../secret.md", Presence.ABOVE, "."),
    "above the root, nothing there": ("../../nothing.md", Presence.ABOVE, "."),
    "the file system's": ("../../../../../../../etc/passwd", Presence.ABOVE, "."),
    "GitHub's issues": ("../../../issues", Presence.OUTSIDE, "."),
    "a template": ("{{base}}/x.md", Presence.TEMPLATE, ""),
}  # fmt: skip


@pytest.mark.parametrize(("url", "presence", "path"), SEEN.values(), ids=SEEN)
def test_what_is_seen(look: Look, url: str, presence: Presence, path: str) -> None:
    seen = look(url)
    assert (seen.presence, seen.path) == (presence, path)


SETTINGS: dict[str, tuple[str, dict[str, object], Presence]] = {
    "a site's root": ("/only-here.png", {"root_dir": "static"}, Presence.FILE),
    "a site's root, missing": ("/img/x.png", {"root_dir": "static"}, Presence.MISSING),
    "beside, under a site's root": ("b.md", {"root_dir": "static"}, Presence.FILE),
    "out of a site's root": ("/../img/x.png", {"root_dir": "static"}, Presence.MISSING),
    "an ending left out": ("b", {"fallback_extensions": ("md",)}, Presence.FILE),
    "an ending left out, not said": ("b", {}, Presence.MISSING),
    "another ending": ("b.html", {"fallback_extensions": (".md",)}, Presence.FILE),
    "the second": ("../page", {"fallback_extensions": ("md", "html")}, Presence.FILE),
    "a pretty address": ("b/", {"fallback_extensions": ("md",)}, Presence.FILE),
    "an ending left out in another case": ("guide", {"fallback_extensions": ("md",)}, Presence.OTHER_CASE),
    "none of the endings": ("z", {"fallback_extensions": ("md", "html")}, Presence.MISSING),
    "a folder for itself": ("../without", {"index_files": ("index.md", ".")}, Presence.FOLDER),
    "another index": ("../without", {"index_files": ("x.txt",)}, Presence.FILE),
    "no such index": ("../with-index", {"index_files": ("x.txt",)}, Presence.NO_INDEX),
}  # fmt: skip


@pytest.mark.parametrize(("url", "changes", "presence"), SETTINGS.values(), ids=SETTINGS)
def test_by_setting(look: Look, url: str, changes: dict[str, object], presence: Presence) -> None:
    assert look(url, **changes).presence is presence


NEAR = {
    "a letter": ("Giude.md", "docs/Guide.md"),
    "another ending": ("Guide.markdown", "docs/Guide.md"),
    "nothing near": ("zzzzz.md", ""),
    "a short name": ("q.md", ""),
}


@pytest.mark.parametrize(("url", "near"), NEAR.values(), ids=NEAR)
def test_the_nearest_name(look: Look, url: str, near: str) -> None:
    assert look(url).near == near


LINKS: dict[str, tuple[str, str, Presence]] = {
    "to a file": ("docs/l.md", "b.md", Presence.FILE),
    "to a file elsewhere": ("docs/l.md", "../img/x.png", Presence.FILE),
    "to nothing": ("docs/l.md", "nothing.md", Presence.MISSING),
    "to itself": ("docs/l.md", "l.md", Presence.MISSING),
    "to the secret": ("docs/l.md", "../../secret.md", Presence.LED_OUT),
    "to no secret": ("docs/l.md", "../../no-secret.md", Presence.LED_OUT),
    "out and back": ("docs/l.md", "../../repository/docs/b.md", Presence.LED_OUT),
    "to the file system's": ("docs/l.md", "/etc/passwd", Presence.LED_OUT),
    "to none of the file system's": ("docs/l.md", "/etc/no-such-file", Presence.LED_OUT),
}


@pytest.mark.parametrize(("name", "text", "presence"), LINKS.values(), ids=LINKS)
def test_symbolic_links(look: Look, root: Path, name: str, text: str, presence: Presence) -> None:
    (root / name).symlink_to(text)
    assert look("l.md").presence is presence


def test_a_linked_folder_is_gone_through(look: Look, root: Path) -> None:
    (root / "docs/linked").symlink_to("Sub")
    (root / "docs/whole").symlink_to(root / "docs")
    assert look("linked/deep/x.md").presence is Presence.FILE
    assert look("linked/DEEP/x.md").presence is Presence.OTHER_CASE
    assert look("whole/linked/deep/x.md").presence is Presence.FILE
    assert look("linked/../b.md").presence is Presence.FILE


@pytest.mark.parametrize("name", ["x.md", "no-such.md", "../secret.md", ""])
def test_a_folder_that_leads_out_tells_nothing(look: Look, root: Path, name: str) -> None:
    (root / "docs/out").symlink_to(root.parent / "secrets")
    (root / "docs/gone").symlink_to(root.parent / "no-secrets")
    out, gone = look(f"out/{name}"), look(f"gone/{name}")
    if ".." not in name:
        assert out.presence is gone.presence is Presence.LED_OUT
    assert out.path.replace("out", "gone") == gone.path
    assert (out.near, out.detail) == (gone.near, gone.detail)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_folder_that_cannot_be_listed(look: Look, root: Path) -> None:
    (root / "docs/Sub").chmod(0)
    seen = look("Sub/deep/x.md")
    (root / "docs/Sub").chmod(0o755)
    assert (seen.presence, seen.detail) == (Presence.UNREADABLE, "Permission denied")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_never_opened(look: Look, root: Path) -> None:
    os.mkfifo(root / "docs/pipe.md")
    assert look("pipe.md#there").presence is Presence.UNREADABLE


def test_names_in_another_normalisation_are_the_same(look: Look, root: Path) -> None:
    (root / "docs" / unicodedata.normalize("NFD", "résumé.md")).write_text("x")
    assert look("résumé.md").presence is Presence.FILE
    assert look("RÉSUMÉ.md").presence is Presence.OTHER_CASE


def test_a_name_as_written_goes_before_one_in_another_case(look: Look, root: Path) -> None:
    (root / "docs/guide.md").write_text("x")
    assert look("guide.md").path == "docs/guide.md"
    assert look("Guide.md").path == "docs/Guide.md"
    assert look("GUIDE.md").presence is Presence.OTHER_CASE


def test_a_path_in_a_front_matter_is_its_builders(root: Path) -> None:
    chosen = Settings()
    ground = Roots(chosen).ground("docs/a.md")
    premises = Premises(chosen, lambda _path: None)

    def seen(url: str) -> Presence:
        return premises.look(placed(resolve(url, chosen), ground, loose=True)).presence

    assert seen("../img/x.png") is seen("/img/x.png") is Presence.FILE
    assert seen("cover.png") is seen("/img/no.png") is Presence.UP_TO_BUILDER


def noting(real: Callable[[str], Any], touched: list[str]) -> Callable[[str], Any]:
    """The function, which also notes what it is asked about."""

    def noted(path: str) -> Any:
        touched.append(str(path))
        return real(path)

    return noted


def test_each_folder_is_listed_once(
    look: Look, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    monkeypatch.setattr(os, "scandir", noting(os.scandir, listed))
    folders = Folders(Guesses())
    for name in ("a.md", "b.md", "A.md", "none.md"):
        folders.walk(str(root), ("docs", name))
    assert sorted(listed) == [str(root), str(root / "docs")]


ANCHORS: dict[str, tuple[str, bool | None]] = {
    "none": ("b.md", None),
    "empty": ("b.md#", None),
    "there": ("b.md#there", True),
    "in another case": ("b.md#There", True),
    "as GitHub calls it": ("b.md#user-content-there", True),
    "escaped": ("b.md#th%65re", True),
    "not there": ("b.md#their", False),
    "after a query": ("b.md?x#there", True),
    "of a missing file": ("z.md#there", None),
    "of a file in another case": ("B.md#nowhere", None),
}


@pytest.mark.parametrize(("url", "anchor"), ANCHORS.values(), ids=ANCHORS)
def test_anchors(look: Look, url: str, anchor: bool | None) -> None:
    assert look(url).anchor is anchor


def test_anchors_of_a_file_are_read_once(root: Path) -> None:
    asked: list[str] = []

    def read(path: str) -> Anchors | None:
        asked.append(path)
        return Anchors(names=frozenset({"x"}))

    chosen = Settings()
    premises, ground = Premises(chosen, read), Roots(chosen).ground("docs/a.md")
    for url in ("b.md#x", "./b.md#y", "/docs/b.md#z", "b.md"):
        premises.look(placed(resolve(url, chosen), ground))
    assert asked == [str(root / "docs/b.md")]


NAMES = st.sampled_from(
    ["..", "%2e%2e", ".", "docs", "b.md", "out", "back", "loop", "up", "secret.md", "repository", "x", "\\..", "etc", "passwd", "DOCS"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, max_size=8), st.sampled_from(["", "/"]))
def test_nothing_outside_the_root_is_ever_touched(root: Path, names: list[str], start: str) -> None:
    """Every folder listed, every file read and every link's text taken stand below the root."""
    for name, text in {"out": "../..", "back": "../../repository", "loop": "loop/x", "up": "../docs/.."}.items():  # fmt: skip
        if not os.path.lexists(root / "docs" / name):
            (root / "docs" / name).symlink_to(text)
    touched: list[str] = []
    chosen = Settings()
    target = placed(resolve(start + "/".join(names), chosen), Roots(chosen).ground("docs/a.md"))
    if target.way is not Way.LOCAL:
        return
    with pytest.MonkeyPatch.context() as patch:
        for name in ("scandir", "readlink"):
            patch.setattr(os, name, noting(getattr(os, name), touched))
        Premises(chosen, touched.append).look(target)
    assert [path for path in touched if not Path(path).is_relative_to(root)] == []
    assert [path for path in touched if ".." in Path(path).parts] == []
