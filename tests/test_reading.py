"""What is let go of a long text is read again where it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck import reading
from linkcheck.model import Document, Kind, Presence
from linkcheck.run import survey
from linkcheck.settings import Settings
from linkcheck.source import read
from linkcheck.store import opened

if TYPE_CHECKING:
    from pathlib import Path

    from linkcheck.books.citation import Citation
    from linkcheck.model import LocalEvidence

FILES = {
    "a.md": "# One\n\n[there](b.md#two), [not there](b.md#three), [here](#one), [nor here](#two)\n",
    "b.md": "---\ntitle: B\nimage: x.png\n---\n# Two\n\n[back](a.md#one), [page](c.html#four)\n",
    "c.html": '<h1 id="four">Four</h1><a href="b.md#two">back</a>',
    "empty.md": "",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_without_its_text_a_document_has_the_same_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(no_store=True)

    def found() -> tuple[list[Citation], dict[str, LocalEvidence], tuple[Document, ...]]:
        with opened(settings, pytest.fail) as store:
            told = reading.cite(read([*FILES]), settings, store)
            return [*told.citations], survey(told, settings, store), told.documents

    *whole, documents = found()
    assert [each.text for each in documents] == [*FILES.values()]
    monkeypatch.setattr(reading, "_TEXTS", len(FILES["a.md"]))
    *lean, documents = found()
    assert [each.text for each in documents] == [FILES["a.md"], "", "", ""]
    assert [each.title for each in documents] == ["One", "B", None, None]
    assert lean == whole


@pytest.mark.usefixtures("folder")
def test_what_is_wanted_or_cannot_be_read_again_keeps_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "_TEXTS", 0)
    web = Document(path="https://a.example/", text="[a](b)\n", kind=Kind.MARKDOWN)
    (kept,) = reading.cite([web], Settings()).documents
    assert kept == web
    given = [*read([*FILES])]
    assert [*reading.cite(given, Settings(), with_texts=True).documents] == given


def test_a_file_that_is_gone_meanwhile_is_no_mistake(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_TEXTS", 0)
    with opened(Settings(no_store=True), pytest.fail) as store:
        told = reading.cite(read([*FILES]), Settings(), store)
        (folder / "b.md").unlink()
        seen = survey(told, Settings(), store)
    assert seen["b.md#two"].presence is Presence.MISSING
    assert seen["a.md#one"].anchor
