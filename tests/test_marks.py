"""Marks are read back as they were written, and a file that is none is told in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck import marks
from linkcheck.errors import SettingsError
from linkcheck.model import Mark, Outcome
from linkcheck.report.safe import UNSEEN

if TYPE_CHECKING:
    from pathlib import Path

MARK = Mark(
    url="http://a.example/x",
    outcome=Outcome.ALIVE,
    note="seen behind the wall",
    on=date(2026, 3, 1),
    until=date(2026, 9, 1),
)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_note_is_read_back(tmp_path_factory: pytest.TempPathFactory, note: str) -> None:
    path = tmp_path_factory.mktemp("marks") / marks.NAME
    mark = Mark(url=MARK.url, outcome=MARK.outcome, note=note, on=MARK.on, until=MARK.until)
    path.write_text("".join(marks.written([MARK, mark])), "utf-8", newline="\n")
    assert marks.load(path) == (MARK, mark)


def test_nothing_unseen_stands_in_a_file_and_a_reader_can_read_it() -> None:
    url = "http://a.example/\u202e\x7f\U000e0041"
    text = "".join(marks.written([replace(MARK, url=url, note="核实 — 𠀀 🙂")]))
    assert not UNSEEN.search(text.replace("\n", ""))
    assert "核实 — 𠀀 🙂" in text


WRONG = {
    "no TOML": "[[mark",
    "no time": '[[mark]]\nurl = "http://a.example/"\nverdict = "alive"\nnote = ""\n',
    "no verdict": '[[mark]]\nurl = "x"\nverdict = "fine"\nnote = ""\non = 2026-01-01\nuntil = 2026-02-01\n',
    "another key": "ignore = 1\n",
    "deep": "a = " + "[" * 5000,
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_no_marks_file(text: str, tmp_path: Path) -> None:
    (tmp_path / marks.NAME).write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=f"{marks.NAME}: no valid marks"):
        marks.load(tmp_path / marks.NAME)


def test_the_nearest_file_is_found_and_only_a_named_one_trusted(tmp_path: Path) -> None:
    (tmp_path / marks.NAME).write_text("".join(marks.written([MARK])), "utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert marks.found(below, None, trust=False) == marks.Marks((MARK,), trusted=False)
    assert marks.found(below, None, trust=True).trusted
    assert marks.found(below, str(tmp_path / marks.NAME), trust=False).trusted
