"""Where reports go."""

from __future__ import annotations

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linkcheck.cli.output import shown, write_each, write_file
from linkcheck.errors import OutputError, SettingsError
from linkcheck.report import FORMATS
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_file(path, iter(["one\n", "两\n"]))
    assert path.read_bytes() == "one\n两\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_its_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_file(path, ["new"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_where_writing_fails_the_old_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old", encoding="utf-8")

    def pieces() -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space"):
        write_file(path, pieces())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """In a stranger's repository it may lead anywhere."""
    (tmp_path / "elsewhere").write_text("theirs", encoding="utf-8")
    path = tmp_path / "run.json"
    path.symlink_to("elsewhere")
    write_file(path, ["ours"])
    assert (tmp_path / "elsewhere").read_text("utf-8") == "theirs"
    assert not path.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    os.mkfifo(path)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(path.read_text, "utf-8")
        write_file(path, ["one\n", "两\n"])
        assert read.result(10) == "one\n两\n"
    assert path.is_fifo()


@pytest.mark.skipif(sys.platform != "linux", reason="no such device there")
def test_a_full_device_is_said() -> None:
    with pytest.raises(OutputError, match="/dev/full cannot be written: No space"):
        write_file(Path("/dev/full"), ["one"])
    assert Path("/dev/full").is_char_device()


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("中" * 83 + ".json")
    write_file(path, ["whole"])
    assert path.read_text("utf-8") == "whole"


def test_what_can_be_written_is_written(tmp_path: Path) -> None:
    """And all that cannot is named."""
    places = [tmp_path / "no" / "a.json", tmp_path / "b.json", tmp_path, tmp_path / "c.json"]
    with pytest.raises(OutputError, match=r"a\.json cannot be written.*; .* cannot be written"):
        write_each([partial(write_file, path, ["whole"]) for path in places])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.json", "c.json"]


def test_what_still_waits_in_the_buffer_may_fit_no_more(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits of POSIX")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            write_file(tmp_path / "run.json", ["a little more"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/run.json", ""], ids=["no folder", "a folder"])
def test_a_file_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / name, ["x"])


def test_what_the_options_mean() -> None:
    show = shown({"format": "json", "quiet": True}, Settings(lang="zh-Hant"), FORMATS)
    assert (show.format, show.view.lang, show.view.quiet) == ("json", "zh-Hant", True)
    assert show.view.width is None


@pytest.mark.parametrize(("wish", "painted"), [("always", True), ("never", False), ("auto", False)])
def test_colour(wish: str, *, painted: bool) -> None:
    assert shown({"color": wish}, Settings(), FORMATS).view.color is painted


NONE: dict[str, dict[str, Any]] = {
    "format": {"format": "xml"},
    "colour": {"color": "sometimes"},
    "output": {"output": ["json"]},
    "output format": {"output": ["xml=x"]},
}


@pytest.mark.parametrize("given", NONE.values(), ids=NONE.keys())
def test_options_that_mean_nothing(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        shown(given, Settings(), FORMATS)
