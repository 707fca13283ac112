"""Many articles: the same as one by one, in order, whoever dies; and what is known is not looked for again."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import multiprocessing.spawn
import multiprocessing.synchronize
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.extract.many import extract_all
from linkcheck.extract.packing import encoded, packed, pressed
from linkcheck.model import Document, Kind, Reference
from linkcheck.report.safe import masked
from tests.bench.articles import articles
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CUES = (("reading", ("另请细看",)),)


class Shelf(dict[bytes, bytes]):
    def extractions(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}

    def keep_extraction(self, key: bytes, blob: bytes) -> None:
        self[key] = blob


def document(text: str, path: str = "a.md", kind: Kind = Kind.MARKDOWN) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(path=path, text=text, kind=kind, sha256=digest)


def references(found: list[tuple[Document | SourceError, Sequence[Reference]]]) -> list[str]:
    return [one.url for _, cited in found for one in cited]


@pytest.fixture(scope="module")
def many() -> list[Document | SourceError]:
    """Enough that others help, and a mistake among them."""
    found: list[Document | SourceError] = [
        document(text, f"{number}.md") for number, text in enumerate(articles(70))
    ]
    found[40:40] = [SourceError("x.md: no such file or folder")]
    return found


@pytest.fixture(scope="module")
def expected(many: list[Document | SourceError]) -> list[Sequence[Reference]]:
    return [extract(one) if isinstance(one, Document) else () for one in many]


@pytest.mark.parametrize("processes", [1, 2])
def test_in_order_and_the_same(
    many: list[Document | SourceError], expected: list[Sequence[Reference]], processes: int
) -> None:
    found = list(extract_all(iter(many), processes=processes))
    assert [one for one, _ in found] == many
    assert [cited for _, cited in found] == expected


def test_a_dead_process_loses_nothing(
    many: list[Document | SourceError], expected: list[Sequence[Reference]]
) -> None:
    killed: list[Any] = []

    def feeding() -> Iterator[Document | SourceError]:
        for number, one in enumerate(many):
            if number > 60 and not killed:
                killed.extend(multiprocessing.active_children())
                for process in killed:
                    process.kill()
                    process.join()
            yield one

    found = list(extract_all(feeding(), processes=2))
    assert killed
    assert [cited for _, cited in found] == expected


def test_a_pool_that_is_dead_already_is_done_without(
    many: list[Document | SourceError],
    expected: list[Sequence[Reference]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As where the program that calls us cannot be started anew in another process."""
    resource_tracker.ensure_running()  # a process too, that later tests need
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", b"/bin/false")
    assert [cited for _, cited in extract_all(many, processes=2)] == expected


def test_where_no_pool_can_be_made_it_is_done_without(
    many: list[Document | SourceError],
    expected: list[Sequence[Reference]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no semaphores")

    monkeypatch.setattr(multiprocessing.synchronize.Lock, "__init__", none_left)
    assert [cited for _, cited in extract_all(many, processes=2)] == expected


def test_who_has_enough_leaves_no_process(many: list[Document | SourceError]) -> None:
    found: Any = extract_all(iter(many), processes=2)
    list(islice(found, 60))
    helpers = multiprocessing.active_children()
    found.close()
    for process in helpers:
        process.join(10)
        # The pool's own thread may be the one that has learnt of its end, and about to note it.
        while process.is_alive():
            time.sleep(0.01)


ORPHANS = """\
import os, signal
from linkcheck.extract.many import extract_all
from linkcheck.model import Document, Kind
from tests.bench.articles import articles

texts = [Document(path="a.md", text=text, kind=Kind.MARKDOWN) for text in articles(70)]
for number, _ in enumerate(extract_all(texts, processes=3)):
    if number == 60:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="nobody is killed so there")
def test_whoever_is_killed_takes_the_others_along() -> None:
    # Their output is ours as long as one of them lives, so that it ends with the last one. Python's tracker cleans up after them, and says so.
    done = subprocess.run(
        [sys.executable, "-c", ORPHANS], cwd=ROOT, capture_output=True, timeout=30, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert b"Traceback" not in done.stderr


def test_little_is_done_here() -> None:
    list(extract_all([document("[甲](u)")] * 50, processes=8))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("inputs", [[], [SourceError("x")]], ids=["nothing", "a-mistake"])
def test_nothing_to_do(inputs: list[Document | SourceError]) -> None:
    assert list(extract_all(inputs)) == [(one, ()) for one in inputs]


# ── what is kept ──


def test_what_is_kept_is_what_was_found(many: list[Document | SourceError]) -> None:
    shelf = Shelf()
    first = list(extract_all(many, CUES, shelf))
    kept = dict(shelf)
    assert len(kept) == 70
    assert list(extract_all(many, CUES, shelf)) == first
    assert shelf == kept


def test_what_is_known_is_not_looked_for_again() -> None:
    shelf, one = Shelf(), document("[甲](https://a.example/)")
    list(extract_all([one], shelf=shelf))
    (key,) = shelf
    known = extract(document("[乙](https://b.example/)"))
    shelf[key] = packed(known)
    assert references(list(extract_all([one], shelf=shelf))) == ["https://b.example/"]


@pytest.mark.parametrize(
    "blob",
    [
        *(b"", b"\xc1", msgspec.msgpack.encode([1]), msgspec.msgpack.encode([])),
        encoded([pressed(packed(()))] * 2),
    ],
    ids=["empty", "no-pack", "other", "no-lot", "lots-that-are-not-full"],
)
def test_what_is_damaged_is_found_anew(blob: bytes) -> None:
    shelf, one = Shelf(), document("[甲](https://a.example/)")
    first = list(extract_all([one], shelf=shelf))
    kept = dict(shelf)
    shelf.update(dict.fromkeys(shelf, blob))
    assert list(extract_all([one], shelf=shelf)) == first
    assert shelf == kept


def test_a_text_is_known_wherever_it_stands() -> None:
    shelf, one = Shelf(), document("[甲](https://a.example/) ![乙](c)")
    list(extract_all([one], shelf=shelf))
    moved = replace(one, path="b/c.md")
    ((_, cited),) = extract_all([moved], shelf=shelf)
    assert len(shelf) == 1
    assert cited == extract(moved)


def test_what_it_hangs_on_tells_it_apart() -> None:
    shelf, text = Shelf(), "另请细看：[甲](https://a.example/)\n"
    for one, cues in (
        (document(text), ()),
        (document(text), CUES),
        (document(text, kind=Kind.TEXT), ()),
        (document(text + " "), ()),
    ):
        ((_, cited),) = extract_all([one], cues, shelf)
        assert cited == extract(one, cues)
    assert len(shelf) == 4


def test_what_has_no_bytes_is_not_kept() -> None:
    shelf = Shelf()
    list(extract_all([Document(path="-", text="[甲](u)")], shelf=shelf))
    assert shelf == {}


@pytest.mark.parametrize(
    "cited",
    ["https://me:s3@a.example/", "https://a.example/?token=s3", "<https://a.example/?key=s3>"],
)
def test_a_secret_is_not_kept(cited: str) -> None:
    shelf = Shelf()
    texts = [
        document(f"[甲]({cited.strip('<>')})"),
        document(f"见{cited}"),
        document("[乙](https://b.example/?q=1)"),
    ]
    list(extract_all(texts, shelf=shelf, masked=masked))
    assert len(shelf) == 1
