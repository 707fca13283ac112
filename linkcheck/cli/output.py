"""Where reports go: standard output in the reader's language and width, and files that are whole or as they were."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck import report as reports
from linkcheck.errors import OutputError, SettingsError
from linkcheck.language import LANGUAGES, choose
from linkcheck.report import FORMATS, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkcheck.model import Report
    from linkcheck.settings import Settings

_DEVICES = frozenset({Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd")})
_NO_FILES = frozenset({stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK})
PARQUET = "parquet"
"""A folder of parts, and no text: only for -o."""
Write = Callable[[], None]
"""Writes something somewhere, or raises OutputError."""
_COLORS = ("auto", "always", "never")


class Shown(NamedTuple):
    """How this call shows what it finds: a format on standard output, files beside it, progress or none."""

    format: str
    view: View
    files: tuple[tuple[str, Path], ...] = ()
    progress: bool = True

    def write(self, pieces: Iterable[str]) -> None:
        """Write to standard output."""
        sys.stdout.writelines(pieces)
        sys.stdout.flush()

    def write_report(self, report: Report) -> None:
        """Write to standard output in the format of this call."""
        self.write(FORMATS[self.format].render(report, self.view))

    def files_of(self, report: Report) -> Iterator[Write]:
        """Every file that was asked for, and the summary of GitHub's step where that is wanted."""
        for name, path in self.files:
            yield partial(self._write_as, name, path, report)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if self.format == "github" and summary:
            yield lambda: _append(Path(summary), reports.step_summary(report, self.view))

    def keep_off(self, articles: Iterable[str]) -> None:
        """SettingsError where a report would take an article's place. A link would be replaced, and what it leads to not be touched."""
        taken = {_file_at(path, os.lstat): path for _, path in self.files} if self.files else {}
        taken.pop(None, None)
        found = (each for each in articles if taken and _file_at(each, os.stat) in taken)
        if article := next(found, None):
            raise SettingsError(f"-o: {article} is an article that is checked; name another file")

    def _write_as(self, name: str, path: Path, report: Report) -> None:
        if name == PARQUET:
            import_module("linkcheck.report.parquet").write(report, path)
        else:
            plain = replace(self.view, width=None, color=False)
            write_file(path, FORMATS[name].render(report, plain))


def write_each(writes: Iterable[Write]) -> None:
    """Do each, whatever becomes of the others; OutputError names all that could not be written.

    Standard output had better come last: who reads there may have had enough, which ends the command.
    """
    failed = []
    for write in writes:
        try:
            write()
        except OutputError as error:
            failed.append(str(error))
    if failed:
        raise OutputError("; ".join(failed))


def shown(given: Mapping[str, Any], chosen: Settings, formats: Mapping[str, object]) -> Shown:
    """What the options about showing mean here; SettingsError where one is none."""
    name = given.get("format", "terminal")
    _one_of("--format", name, formats)
    known = (*formats, PARQUET) if formats is FORMATS else formats
    files = tuple(_destination(each, known) for each in given.get("output", ()))
    _each_once([path for _, path in files if not _is_no_file(path)])
    _one_of("--lang", chosen.lang, ("auto", *LANGUAGES))
    on_terminal = sys.stdout.isatty()
    view = View(
        lang=choose(chosen.lang, os.environ),
        width=shutil.get_terminal_size().columns if on_terminal else None,
        color=_color(given.get("color", "auto"), on_terminal=on_terminal),
        verbose=given.get("verbose", False),
        quiet=given.get("quiet", False),
        fail_on=chosen.fail_on,
    )
    return Shown(name, view, files, progress=not given.get("no_progress", False))


def _each_once(paths: Sequence[Path]) -> None:
    """SettingsError where a report would take another one's place."""
    places = [*map(os.path.abspath, paths)]
    for number, path in enumerate(paths):
        if places[number] in places[:number]:
            raise SettingsError(f"-o: {path} is named twice; name another file")


def _is_no_file(path: Path) -> bool:
    """Whether it is a device or a pipe, such as `/dev/stdout`, which is a link to one."""
    try:
        return path.parent in _DEVICES or stat.S_IFMT(path.lstat().st_mode) in _NO_FILES
    except OSError:
        return False


def _file_at(path: str | Path, stat_of: Callable[[str | Path], os.stat_result]) -> object:
    """By what a file is known whatever it is called; None where there is none."""
    try:
        found = stat_of(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _append(path: Path, pieces: Iterable[str]) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """A whole file or none: written beside it and renamed, so that a full disk leaves the old one.

    A link is replaced, and not followed to wherever a stranger's may lead. Devices and pipes are written into.
    """
    if _is_no_file(path):
        _append(path, pieces)
        return
    try:
        # Closed below: what waits in its buffer may fit no more.
        file = import_module("tempfile").NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="\n",
            dir=path.parent,
            prefix=f".{path.name[:40]}.",
            delete=False,
        )
        temporary = Path(file.name)
        try:
            with file:
                file.writelines(pieces)
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    """The process's mask; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _destination(text: str, formats: Iterable[str]) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not path:
        raise SettingsError(f"-o {text}: say the format and the file, such as -o json=run.json")
    _one_of("-o", name, formats)
    return name, Path(path)


def _one_of(flag: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise SettingsError(f"{flag}: {value!r} is none of {', '.join(allowed)}")


def _color(wish: str, *, on_terminal: bool) -> bool:
    """NO_COLOR (no-color.org) decides where the user says nothing."""
    _one_of("--color", wish, _COLORS)
    if wish == "auto":
        return on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wish == "always"
