"""Writing: bytes, marks, newlines, links and modes stay; a file is old or new, whole."""

from __future__ import annotations

import codecs
import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linkcheck.fix import Wishes, plan
from linkcheck.fix.diff import diff
from linkcheck.fix.files import write
from linkcheck.model import Document
from linkcheck.source import read
from tests.fix.build import COPY, HANDS, OLD, dead, mended

if TYPE_CHECKING:
    from linkcheck.fix import Plan

ROOT = Path(__file__).parents[2]
TEXT = f"# 题目\r\n\r\n一段文字，足够长，好让人看出它是中文：[甲乙丙]({OLD})。\r\n"
NEW = TEXT.replace(OLD, COPY)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def planned(path: Path) -> Plan:
    (document,) = read((str(path),))
    assert isinstance(document, Document)
    return plan(document, dead(document), HANDS, Wishes())


BYTES = {
    "UTF-8 with CRLF": (TEXT.encode(), NEW.encode()),
    "a byte order mark": (
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF8 + NEW.encode(),
    ),
    "UTF-16": (
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_LE + NEW.encode("utf-16-le"),
    ),
    "GB 18030": (TEXT.encode("gb18030"), NEW.encode("gb18030")),
    "bytes that are no text": (
        TEXT.encode() + b"\xff\xfe\x80 end",
        NEW.encode() + b"\xff\xfe\x80 end",
    ),
    "mixed newlines": (
        TEXT.encode() + b"\ra\nb\r\n\x0b\x0c",
        NEW.encode() + b"\ra\nb\r\n\x0b\x0c",
    ),
}


@pytest.mark.parametrize(("old", "new"), BYTES.values(), ids=BYTES.keys())
def test_only_the_destinations_bytes_change(old: bytes, new: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(old)
    done, problems = write([planned(path)], atomic=False)
    assert (len(done), problems) == (1, [])
    assert path.read_bytes() == new
    assert names(tmp_path) == ["a.md"]


def test_links_and_modes_stay(tmp_path: Path) -> None:
    real = tmp_path / "real" / "a.md"
    real.parent.mkdir()
    real.write_text(TEXT, "utf-8", newline="")
    real.chmod(0o640)
    link = tmp_path / "a.md"
    link.symlink_to(real)
    write([planned(link)], atomic=False)
    assert link.is_symlink()
    assert real.read_bytes() == NEW.encode()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, "utf-8", newline="")
    made = planned(path)
    path.write_text(TEXT + "more", "utf-8", newline="")
    done, problems = write([made], atomic=False)
    assert done == []
    assert "it changed since it was checked" in problems[0]
    assert path.read_text("utf-8").endswith("more")


@pytest.mark.parametrize("atomic", [True, False])
def test_all_or_what_can_be(tmp_path: Path, *, atomic: bool) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.md", "c.md")]
    for path in paths:
        path.write_text(TEXT, "utf-8", newline="")
    plans = [planned(path) for path in paths]
    paths[1].unlink()
    done, problems = write(plans, atomic=atomic)
    assert len(problems) == 1
    assert len(done) == (0 if atomic else 2)
    for path in (paths[0], paths[2]):
        assert path.read_bytes() == (TEXT if atomic else NEW).encode()
    assert len(names(tmp_path)) == 2


def test_a_failure_half_way_is_undone_when_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.md")]
    for path in paths:
        path.write_text(TEXT, "utf-8", newline="")
    plans = [planned(path) for path in paths]
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "b.md":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    done, problems = write(plans, atomic=True)
    assert done == []
    assert "No space left" in problems[0]
    for path in paths:
        assert path.read_bytes() == TEXT.encode()
    assert names(tmp_path) == ["a.md", "b.md"]


def test_a_full_disk_leaves_the_article_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "a.md"
    path.write_text(TEXT, "utf-8", newline="")
    made = planned(path)
    monkeypatch.setattr(os, "fsync", full)
    done, problems = write([made], atomic=False)
    assert done == []
    assert "No space left on device" in problems[0]
    assert path.read_bytes() == TEXT.encode()
    assert names(tmp_path) == ["a.md"]


def test_words_that_an_encoding_lacks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(("這是一篇繁體中文的文章，" * 8 + f"[甲]({OLD})").encode("big5"))
    made = planned(path)
    assert made.document.encoding == "big5"
    strange = replace(made, edits=tuple(replace(edit, new="𠮷") for edit in made.edits))
    done, problems = write([strange], atomic=False)
    assert done == []
    assert "big5" in problems[0]


KILLED = """\
import os, signal, sys
from pathlib import Path
from linkcheck.fix.files import write
from tests.fix.test_files import planned

made = [planned(Path(path)) for path in sys.argv[2:]]
left = int(sys.argv[1])
STEPS = ("write", "flush", "fsync", "chmod", "rename", "replace", "close", "unlink")


def watch(frame, event, argument):
    global left
    if event == "c_call" and getattr(argument, "__name__", "") in STEPS:
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1


sys.setprofile(watch)
write(made, atomic=True)
sys.setprofile(None)
"""


@pytest.mark.kill
def test_killed_between_any_two_steps_each_file_is_old_or_new(tmp_path: Path) -> None:
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    seen: set[tuple[bool, ...]] = set()
    code, step = -signal.SIGKILL, 0
    environment = {**os.environ, "PYTHONPATH": "."}
    while code == -signal.SIGKILL:
        for path in paths:
            path.write_bytes(TEXT.encode())
        command = [sys.executable, "-c", KILLED, str(step), *map(str, paths)]
        code = subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode
        for path in paths:
            assert path.read_bytes() in (TEXT.encode(), NEW.encode())
        seen.add(tuple(path.read_bytes() == NEW.encode() for path in paths))
        step += 1
    assert code == 0
    assert step > 8
    assert seen == {(False, False), (True, False), (True, True)}


def test_the_diff_applies(tmp_path: Path) -> None:
    for text in (TEXT, TEXT.rstrip(), f"\n\n{TEXT}x\ty\n\nno end"):
        path = tmp_path / "a.md"
        path.write_bytes(text.encode())
        made = mended(text)
        lines = "".join(diff(made))
        (tmp_path / "p.diff").write_bytes(lines.encode())
        subprocess.run(["git", "apply", "--whitespace=nowarn", "p.diff"], cwd=tmp_path, check=True)
        assert path.read_bytes() == made.text.encode()


def test_no_edits_no_diff() -> None:
    assert list(diff(mended("words"))) == []
