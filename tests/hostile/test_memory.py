"""What a text of 2 MB may cost, whatever it is made of: 50 MB, and a kilobyte for each reference of one paragraph.

Seen from outside a process that reads the text and lets each reference go, beside one that reads a line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.hostile.test_web import MEGABYTES, SECONDS
from tests.limits import WEIGHED

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.kill,
    pytest.mark.skipif(os.name == "nt", reason="ru_maxrss is no thing there"),
]

READING = """\
import sys
from linkcheck.extract.many import extract_all
from linkcheck.source import read
for _, found in extract_all(read(sys.argv[1:])):
    for _ in found:
        pass
"""
SIZE = 2_000_000
PARTS = {
    "newlines.md": "\n",
    "carriage returns.md": "\r",
    "quote marks.md": ">",
    "items.md": "- a\n",
    "empty items.md": "-\n",
    "breaks or items.md": "* * \n",
    "numbers.md": "1.\n",
    "brackets.md": "[",
    "lines of brackets.md": "[\n",
    "pipes.md": "|",
    "lines of pipes.md": "|\n",
    "stars.md": "*",
    "backticks.md": "`",
    "lines of backticks.md": "`\n",
    "angles.md": "<",
    "ampersands.md": "&",
    "quotes in quotes.md": "> ",
    "lists in lists.md": "- ",
    "headings.md": "# a\n",
    "underlined.md": "a\n=\n",
    "rules.md": "---\n\n",
    "fences.md": "```\n",
    "code.md": "    a\n\nb\n\n",
    "HTML.md": "<p>\n\n",
    "paragraphs.md": "a\n\n",
    "lines.md": "ab\n",
    "comments.md": "<!--",
    "words.md": "长文本没有链接",
    "links.md": "[a](http://a.example/path) and more\n\n",
    "cells.md": "|[a](u)|b|\n|-|-|\n",
    "notes.md": "[^1]: x\n\n[^1]\n\n",
    "lines.txt": "a\n",
    "paragraphs.txt": "see http://a.example/path\n\n",
    "URLs.txt": "http://a.example/path\n",
    "lines.html": "\n",
}
NUMBERED = {
    "definitions.md": "[{}]: http://a.example/{}\n",
    "addresses.md": "[{}](http://a.example/{})\n\n",
    "YAML.md": "key{}: value {}\n",
}
IN_ONE_PARAGRAPH = {
    "links in a paragraph.md": "[a](http://a.example/) ",
    "addresses in a paragraph.md": "http://a.example/ ",
    "images in a paragraph.md": "![](http://a.example/) ",
}


def text(name: str) -> str:
    if name in NUMBERED:
        rows = "".join(NUMBERED[name].format(number, number) for number in range(60_000))
        return f"---\n{rows}---\n" if name.startswith("YAML") else rows
    part = PARTS.get(name) or IN_ONE_PARAGRAPH[name]
    return part * (SIZE // len(part))


def weighed(path: Path) -> float:
    """Megabytes at most of reading a file."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", WEIGHED, "-c", READING, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=4 * SECONDS,
        check=True,
    )
    status, kilobytes = map(int, done.stdout.split())
    assert (status, done.stderr) == (0, "")
    return kilobytes / 1024


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> float:
    path = tmp_path_factory.mktemp("plain") / "plain.md"
    path.write_text("x <http://a.example/>\n", "utf-8")
    return weighed(path)


@pytest.mark.parametrize("name", [*PARTS, *NUMBERED])
def test_two_megabytes(name: str, plain: float, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(text(name).encode())
    assert weighed(path) < plain + MEGABYTES


@pytest.mark.parametrize("name", IN_ONE_PARAGRAPH)
def test_one_paragraph(name: str, plain: float, tmp_path: Path) -> None:
    path, written = tmp_path / name, text(name)
    path.write_bytes(written.encode())
    references = written.count("http")
    assert weighed(path) < plain + MEGABYTES + references / 1024
