"""Articles, and the files around them, that mean harm to whoever reads them: one run over all, bounded from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from linkcheck.report import FORMATS
from linkcheck.report.safe import UNSEEN
from tests.conftest import ROOT
from tests.hostile.test_web import MEGABYTES, SECONDS
from tests.limits import WEIGHED

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.kill,
    pytest.mark.skipif(os.name == "nt", reason="no such files there"),
]

LINK = "\n\n[it](there.md)\n"
STEERING = "\x1b[31m\u202e\x9b::error::x"
MARKDOWN = {
    "brackets": "[" * 50_000,
    "images": "![" * 30_000,
    "quotes": ">" * 30_000,
    "lists": "- " * 10_000,
    "emphasis": "*a_" * 30_000,
    "backticks": " ".join("`" * n for n in range(1, 400)),
    "references to nothing": "[a][b] " * 30_000,
    "definitions alike": "[d]: there.md\n" * 3_000,
    "destinations left open": "[a](<" * 20_000,
    "titles left open": '[a](/u "' * 20_000,
    "addresses without end": "http://a.example/" + "(" * 50_000,
    "www": "www." * 30_000,
    "mail": "a.b-c_" * 30_000 + "@",
    "comments left open": "<!--" * 30_000,
    "tags left open": "<a " * 30_000,
    "cues": "来源：" * 30_000,
    "entities": "&amp;" * 40_000,
    "footnotes": "".join(f"[^{n}]: x\n\n[^{n}]\n\n" for n in range(3_000)),
    "pardons": f"<!-- linkcheck-ignore wall until 99999-99-99: {STEERING} -->\n" * 2_000,
    "a pardon without end": "<!-- linkcheck-ignore " + "x" * 500_000 + " -->",
    "shortcodes left open": "{{<" * 30_000,
    "a table": "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + ("|b" * 1000 + "\n") * 20,
    "local links of any length": f"[x]({'a/' * 50_000}b.md#c) [y]({'a' * 5000}.md) [z](%00.md)",
    "links to devices": "[x](zero.md#a) [y](pipe.md#a) [z](/dev/zero#a) [w](/proc/self/environ#x)",
}
FRONT = {
    "YAML of aliases": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "---\n",
    "YAML of lists": "---\na: " + "[" * 20_000 + "\n---\n",
    "YAML that makes objects": "---\na: !!python/object/apply:os.system ['touch owned']\n---\n",
    "YAML of a number": f"---\ndate: {'9' * 6000}\n---\n",
    "YAML of sixties": "---\ndate: " + "1:" * 20_000 + "1\n---\n",
    "TOML of lists": "+++\na = " + "[" * 20_000 + "\n+++\n",
    "TOML of a number": f"+++\ndate = {'9' * 6000}\n+++\n",
    "JSON within JSON": '{"a":' * 20_000,
}  # fmt: skip
HTML = {
    "elements within each other": "<div>" * 200_000,
    "links within each other": "<a href=there.md>" * 3_000,
    "attributes": "<a " + "href=x " * 50_000 + ">x</a>",
    "candidates of nothing": f"<img srcset='{',' * 200_000}'>",
    "a base in the files": "<base href='file:///etc/'><a href=passwd>x</a>",
    "bases": "<base href=/x/>" * 30_000,
    "a coding that is none": "<meta charset=rot13>",
    "another coding": "<meta charset=utf-7>+ADw-script+AD4-",
    "a doctype without end": "<!DOCTYPE " + "x" * 500_000,
}


def plant(folder: Path) -> None:
    """A folder of a stranger's."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in {**MARKDOWN, **FRONT}.items():
        (articles / f"{name}.md").write_text(text + LINK, "utf-8")
    for name, text in HTML.items():
        (articles / f"{name}.html").write_text(f"<html><body>{text}<a href='there.md'>", "utf-8")
    (articles / f"name {STEERING.replace('/', '')}\n.md").write_text(LINK, "utf-8")
    (articles / "self.md").symlink_to("self.md")
    (articles / "zero.md").symlink_to("/dev/zero")
    (articles / "around").symlink_to("..")
    os.mkfifo(articles / "pipe.md")
    os.mkfifo(articles / "linkcheck-marks.toml")
    deep = articles
    for _ in range(200):
        deep /= "d"
        deep.mkdir()
    (deep / "deep.md").write_text(LINK, "utf-8")


def weighed(folder: Path, *arguments: str) -> tuple[int, float, str]:
    """Exit code, megabytes, and what was said; killed where it does not end."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", WEIGHED, "-m", "linkcheck", *arguments, "--offline"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=2 * SECONDS,
        check=False,
    )
    status, kilobytes = map(int, done.stdout.split()[-2:])
    return status, kilobytes / 1024, done.stderr


def test_a_strangers_articles(tmp_path: Path) -> None:
    plant(tmp_path)
    (tmp_path / "plain.md").write_text(LINK, "utf-8")
    _, plain, _ = weighed(tmp_path, "plain.md")
    outputs = [part for name in FORMATS for part in ("-o", f"{name}={tmp_path / f'out.{name}'}")]
    named = [f"articles/{name}.html" for name in HTML]
    before = {path for path in tmp_path.rglob("*") if ".xdg" not in path.parts}
    started = time.monotonic()
    status, megabytes, said = weighed(tmp_path, "articles", *named, "--quiet", *outputs)
    assert time.monotonic() - started < SECONDS
    assert megabytes < plain + MEGABYTES
    assert (status, said) == (1, ""), "there is no there.md"
    written = {path for path in tmp_path.rglob("*") if ".xdg" not in path.parts} - before
    assert written == {tmp_path / f"out.{name}" for name in FORMATS}
    for path in written:
        text = path.read_text("utf-8").removeprefix("\ufeff")
        assert not UNSEEN.search(text.replace("\r\n", "").replace("\n", "")), path.name
        for name in (*MARKDOWN, *FRONT, *HTML, "deep"):
            assert path.suffix != ".json" or f"{name}." in text, name
