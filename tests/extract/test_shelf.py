"""What is known of a text from earlier runs is never another text's, another code's, or a secret."""

from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.extract import shelf as shelves
from linkcheck.extract.anchors import anchors
from linkcheck.extract.shelf import kept_anchors
from linkcheck.model import Anchors, Document, Kind
from linkcheck.report.safe import masked

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE = Path(shelves.__file__).parents[1]


class Shelf(dict[bytes, bytes]):
    def extractions(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}

    def keep_extraction(self, key: bytes, blob: bytes) -> None:
        self[key] = blob


def document(text: str, kind: Kind = Kind.MARKDOWN, body: int = 0) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(path="a.md", text=text, kind=kind, body=body, sha256=digest)


PARTS = [
    "# 背景",
    "## Two Words",
    "<a id='x'>",
    "{#own}",
    "\n",
    "---\n",
    "# ",
    "é",
    "<h2>",
    "</h2>",
]
DOCUMENTS = st.builds(
    document,
    st.lists(st.sampled_from(PARTS), max_size=6).map("".join),
    st.sampled_from(Kind),
    st.integers(0, 5),
)


@given(st.lists(DOCUMENTS, max_size=6))
def test_what_is_kept_is_what_was_found(documents: list[Document]) -> None:
    shelf = Shelf()
    for each in (*documents, *documents):
        assert kept_anchors(each, shelf) == anchors(each)
    assert len(shelf) <= len(documents)


def test_what_is_known_is_not_looked_for_again() -> None:
    shelf, one = Shelf(), document("# 甲")
    kept_anchors(one, shelf)
    shelf[next(iter(shelf))] = msgspec.msgpack.encode(Anchors(slugs=frozenset({"乙"})))
    assert kept_anchors(one, shelf) == Anchors(slugs=frozenset({"乙"}))


@pytest.mark.parametrize(
    "blob", [b"", b"\xc1", msgspec.msgpack.encode([1])], ids=["empty", "no-pack", "other"]
)
def test_what_is_damaged_is_found_anew(blob: bytes) -> None:
    shelf, one = Shelf(), document("# 甲")
    first = kept_anchors(one, shelf)
    kept = dict(shelf)
    shelf.update(dict.fromkeys(shelf, blob))
    assert kept_anchors(one, shelf) == first
    assert shelf == kept


def test_what_has_no_bytes_or_no_places_is_not_kept() -> None:
    shelf = Shelf()
    assert kept_anchors(Document(path="-", text="# 甲"), shelf) == anchors(document("# 甲"))
    assert kept_anchors(document("# 甲", Kind.TEXT), shelf) is None
    assert shelf == {}


@pytest.mark.parametrize(
    "text", ["# https://me:s3@a.example/", "# 甲\n\nhttps://a.example/?token=s3"]
)
def test_a_secret_is_not_kept(text: str) -> None:
    shelf = Shelf()
    assert kept_anchors(document(text), shelf, masked) == anchors(document(text))
    assert shelf == {}
    kept_anchors(document(text), shelf)
    assert len(shelf) == 1


def test_other_code_finds_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, one = Shelf(), document("# 甲")
    kept_anchors(one, shelf)
    monkeypatch.setattr(shelves, "_code", lambda: "another version")
    kept_anchors(one, shelf)
    assert len(shelf) == 2


def imported(path: Path) -> set[str]:
    """What a module loads, at once or later."""
    nodes = [*ast.walk(ast.parse(path.read_text("utf-8")))]
    plain = {alias.name for each in nodes if isinstance(each, ast.Import) for alias in each.names}
    parts = {each.module or "" for each in nodes if isinstance(each, ast.ImportFrom)}
    later = {
        str(call.args[0].value)
        for call in nodes
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "import_module"
        and isinstance(call.args[0], ast.Constant)
    }
    return plain | parts | later


def test_the_key_names_all_code_that_extracts() -> None:
    """What else these parts load makes nothing that is kept: mistakes, packed bytes, names of files, pages of the web."""
    paths = [path for part in shelves._PARTS for path in (PACKAGE / part).rglob("*.py")]
    loaded = {name for path in paths for name in imported(path)}
    ours = {name.split(".")[1] for name in loaded if name.startswith("linkcheck.")}
    others = {name.split(".")[0] for name in loaded} - {"linkcheck", *sys.stdlib_module_names}
    assert ours - {part.removesuffix(".py") for part in shelves._PARTS} == {"errors"}
    assert others - {*shelves._LIBRARIES} <= {
        *("msgspec", "pathspec", "pyarrow", "selectolax", "trafilatura")
    }
    assert {*shelves._LIBRARIES} <= others
