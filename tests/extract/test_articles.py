"""Small articles with hand-checked references, one file each, and the real one of the project."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck.extract import extract
from linkcheck.model import Document

if TYPE_CHECKING:
    from linkcheck.model import Reference

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLES = sorted((FIXTURES / "extract").glob("*.md"), key=lambda path: path.stem)


def read(path: Path) -> str:
    return path.read_bytes().decode()


def row(reference: Reference) -> dict[str, Any]:
    """A reference as the expectations write it: what is not there is left out."""
    dest, definition = reference.dest, reference.definition
    optional = {
        "definition": f"{definition.line}:{definition.column}" if definition else None,
        "shorter": reference.shorter,
        "date": reference.date.isoformat() if reference.date else None,
    }
    return {
        "line": reference.region.line,
        "column": reference.region.column,
        "end_line": reference.region.end_line,
        "end_column": reference.region.end_column,
        "dest_line": dest.line if dest else None,
        "dest_column": dest.column if dest else None,
        "role": str(reference.role),
        "label": reference.label,
        "url": reference.url,
    } | {key: value for key, value in optional.items() if value}


def test_there_are_enough_articles_half_of_them_chinese() -> None:
    chinese = [path for path in ARTICLES if path.stem.startswith("zh-")]
    assert len(ARTICLES) >= 60
    assert len(chinese) * 2 >= len(ARTICLES)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_reference_of_an_article(path: Path) -> None:
    text = read(path)
    found = extract(Document(path=path.name, text=text))
    assert [row(one) for one in found] == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_endings_change_no_line_no_column_and_no_slice(path: Path, ending: str) -> None:
    plain = read(path).replace("\r\n", "\n").replace("\r", "\n")
    before = extract(Document(path="a", text=plain))
    text = plain.replace("\n", ending)
    after = extract(Document(path="a", text=text))
    assert [row(one) for one in after] == [row(one) for one in before]
    for one, other in zip(before, after, strict=True):
        written = plain[one.region.start : one.region.end].replace("\n", ending)
        assert text[other.region.start : other.region.end] == written


def test_the_real_article_gives_its_sixteen_references() -> None:
    text = read(FIXTURES / "article.md")
    body = text.index("---\n", 4) + 4
    expected = json.loads((FIXTURES / "article.references.json").read_text("utf-8"))
    found = extract(Document(path="article.md", text=text, body=body))
    keys = [key for key in expected[0] if key != "n"]
    assert [{key: row(one)[key] for key in keys} for one in found] == [
        {key: one[key] for key in keys} for one in expected
    ]


def test_text_before_the_body_is_no_article() -> None:
    text = "+++\nlink = 'https://no.example.com/'\n+++\n[a](https://a.example.com/)\n"
    document = Document(path="a", text=text, body=text.index("["))
    assert [(one.region.line, one.url) for one in extract(document)] == [
        (4, "https://a.example.com/")
    ]
    assert len(extract(replace(document, body=0))) == 2
