"""What a text of 2 MB may cost, whatever it is made of: 50 MB and 30 s.

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
from linkcheck.extract.pardons import pardons
from linkcheck.source import read
for document, found in extract_all(read(sys.argv[1:])):
    for _ in found:
        pass
    pardons(document, found)
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
    "rows that are too short.md": f"|{'a|' * 300}\n|{'-|' * 300}\n" + "|\n" * 200 + "\n",
    "notes.md": "[^1]: x\n\n[^1]\n\n",
    "lines.txt": "a\n",
    "paragraphs.txt": "see http://a.example/path\n\n",
    "addresses in a paragraph.txt": "http://a.example/path\nsee ",
    "URLs.txt": "http://a.example/path\n",
    "lines.html": "\n",
    "links in a paragraph.md": "[a](http://a.example/) ",
    "links of few letters.md": "[](u)",
    "addresses in a paragraph.md": "http://a.example/ ",
    "images in a paragraph.md": "![](http://a.example/) ",
    "addresses that a bracket ends.md": "](u)文https://a.b/文",
    "addresses that are none.txt": "http://a_b?&",
    "names that are none.md": "www.(",
    "addresses.html": "http://a.example/ ",
    "mail in a paragraph.md": "<a@b.c>",
    "links in a quote.md": "> [a](http://a.example/)\n",
    "quotes that end in vain.md": "> # a\nb\n",
    "quotes in items that end in vain.md": "- > ```\nb\n",
    "quotes of many marks.md": f"{'>' * 90}a\n",
    "pardons in a paragraph.md": "<!-- linkcheck-ignore --> ",
    "pardons of links.md": "x <!-- linkcheck-ignore --> [a](u)\n\n",
    "pardons.html": "<!-- linkcheck-ignore --><a href=u>",
    "links in a heading.md": "[a](u)\n",
    "notes in a paragraph.md": "^[http://a.example/] ",
    "HTML in a paragraph.md": 'x <a href="u">a</a> ',
    "blocks of HTML.md": "<a href=u>\n",
    "elements.html": "<i>a</i>\n",
    "links.html": '<a href="u">a</a>\n',
    "links left open.html": "<a href=u>a",
    "items left open.html": "<ul><li><a href=u>a",
    "elements left open.html": "<div>",
    "tags left open.html": "<p",
    "quotes left open.html": '<a b="',
    "dates.html": "<time datetime=x>",
}
NUMBERED = {
    "definitions.md": "[{}]: http://a.example/{}\n",
    "addresses.md": "[{}](http://a.example/{})\n\n",
    "YAML.md": "key{}: value {}\n",
}
WITHIN = {
    "a long label.md": ("[", "*a **b ", "](http://a.example/)"),
    "a label of underscores.md": ("[", "_", "](http://a.example/)"),
    "a long title.md": ("[a]: u '", "a\n", ""),
    "a long definition's label.md": ("[", "a\n", "]: u\n"),
    "lines under eighty quotes.md": ("> " * 80 + "a\n", "b\n", ""),
    "lines under quotes and lists.md": ("> - " * 40 + "a\n", "b\n> c\n", ""),
    "open brackets.md": ("[a](u)", "[", ""),
    "code and a link.md": ("[a](u)", "`a`", ""),
    "candidates.html": ('<img srcset="', "http://a.example/a 1w, ", '">'),
    "a link around all.html": ("<a href=u>", "<p>a<img src=u>", ""),
    "a long alt of candidates.html": (f'<img alt="{"a " * 500_000}" srcset="', "u 1w, ", '">'),
    "a long URL used often.md": (f"[a]: http://a.example/{'b' * 1_000_000}\n\n", "[a] ", ""),
    "pardons of images in a link.md": (
        f"x {'<!-- linkcheck-ignore -->' * 30_000}[",
        "![](u)",
        "](v)",
    ),
    "a long attribute.html": ("<a href='", "a", "'>"),
}
"""What stands before many, and after them."""


def text(name: str) -> str:
    if name in NUMBERED:
        rows = "".join(NUMBERED[name].format(number, number) for number in range(60_000))
        return f"---\n{rows}---\n" if name.startswith("YAML") else rows
    before, part, after = WITHIN.get(name) or ("", PARTS[name], "")
    return before + part * ((SIZE - len(before)) // len(part)) + after


def weighed(path: Path) -> tuple[float, float]:
    """Megabytes at most, and seconds of a processor, of reading a file."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", WEIGHED, "-c", READING, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=4 * SECONDS,
        check=True,
    )
    seconds, status, kilobytes = done.stdout.split()
    assert (status, done.stderr) == ("0", "")
    return int(kilobytes) / 1024, float(seconds)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> float:
    path = tmp_path_factory.mktemp("plain") / "plain.md"
    path.write_text("x <http://a.example/>\n", "utf-8")
    return weighed(path)[0]


@pytest.mark.parametrize("name", [*PARTS, *NUMBERED, *WITHIN])
def test_two_megabytes(name: str, plain: float, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(text(name).encode())
    megabytes, seconds = weighed(path)
    assert megabytes < plain + MEGABYTES
    assert seconds < SECONDS
