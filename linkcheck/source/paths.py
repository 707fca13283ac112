"""Finds the files that the user's paths name, as the user would write them.

A folder is walked in the order of names. Skipped there: what git ignores (gitignore(5): every .gitignore from the
repository's root down, the nearest one decides, and an ignored folder is never entered), hidden names, folders of other
people's code, links to folders, and links that lead out of the repository, which a stranger may have planted. What the user
names outright is read whatever it is. Globs are expanded here too, since not every shell does.
"""

from __future__ import annotations

import os
import re
import stat
import warnings
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck.errors import SourceError
from linkcheck.source.kinds import MARKDOWN_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_FOREIGN = frozenset(
    {
        "node_modules", "bower_components", "jspm_packages", "vendor", "third_party",
        "__pycache__", "site-packages", "venv",
    }
)  # fmt: skip
_MAGIC = frozenset("*?[")
_WILDCARDS = re.compile(r"\*+")
_MOST_WILDCARDS = 3
"""A pattern of more is passed over: the library's expressions backtrack, and a stranger's .gitignore could stop the run
(measured on a name of 255 characters: 3 take 4 ms, 4 take 260 ms, 12 do not end)."""
_LONGEST = 256 * 1024
"""Bytes of a .gitignore; 4 MB of it took 8 s to make expressions of."""
_UPWARDS = re.compile(r"(?:/|\.{1,2}/)+", re.ASCII)


def find(paths: Sequence[str], exclude: Sequence[str]) -> Iterator[str | SourceError]:
    """Paths of files, and an error for each path that names none. `exclude` holds patterns as in a .gitignore."""
    excluded = _spec(exclude) if exclude else None
    for path in paths:
        for found in _named(path):
            if isinstance(found, SourceError) or not _excludes(excluded, found):
                yield found


def _spec(lines: Sequence[str]) -> GitIgnoreSpec:
    """Patterns as in a .gitignore; like git, without those that are none."""
    patterns = [pattern for line in lines for pattern in _patterns(line)]
    # Its own way to match: RE2's, which it takes where that is installed, refuses patterns that it has let pass.
    spec: GitIgnoreSpec = _pathspec().GitIgnoreSpec(patterns, backend="simple")
    return spec


def _pathspec() -> Any:
    """The library, which a single file does without."""
    return import_module("pathspec")


def _patterns(line: str) -> tuple[GitIgnoreSpecPattern, ...]:
    if len(_WILDCARDS.findall(line)) > _MOST_WILDCARDS:
        return ()
    try:
        with warnings.catch_warnings():
            # Of the re module, about brackets that git reads in another way.
            warnings.simplefilter("ignore", FutureWarning)
            return tuple(_pathspec().GitIgnoreSpec.from_lines([line], backend="simple").patterns)
    except (ValueError, re.error):
        return ()


def shown(path: str) -> str:
    """A path for one line of text: without control characters and surrogates."""
    return path if path.isprintable() else ascii(path)[1:-1]


def _excludes(spec: GitIgnoreSpec | None, path: str) -> bool:
    return spec is not None and path != "-" and spec.match_file(path[_begin(path) :])


def _begin(path: str) -> int:
    """Where a path begins for patterns, which know no root and no way up."""
    found = _UPWARDS.match(path)
    return found.end() if found else 0


def _named(path: str) -> Iterator[str | SourceError]:
    """What one path names: itself, a folder's articles, or what fits a glob."""
    if path == "-":
        yield path
    elif os.path.isdir(path):  # noqa: PTH112 - a name that no file can have is no folder, and no error
        yield from _or_error(
            _walk(path, _is_article),
            f"{shown(path)}: no articles in this folder (Markdown; name other files outright)",
        )
    elif os.path.lexists(path):
        yield from _nameable(path)
    elif _MAGIC.intersection(path):
        yield from _or_error(_glob(_slashed(path)), f"{shown(path)}: nothing fits this pattern")
    else:
        yield SourceError(f"{shown(path)}: no such file or folder")


def _or_error(found: Iterator[str | SourceError], otherwise: str) -> Iterator[str | SourceError]:
    first = next(found, None)
    yield SourceError(otherwise) if first is None else first
    yield from found


def _nameable(path: str) -> Iterator[str | SourceError]:
    """A path that can be printed; a name that is no UTF-8 has surrogates (PEP 383), which no output can hold."""
    try:
        path.encode()
    except UnicodeEncodeError:
        yield SourceError(f"{shown(path)}: the name is not UTF-8; rename the file")
    else:
        yield _slashed(os.path.normpath(path))


def _slashed(path: str) -> str:
    return path.replace(os.sep, "/")


def _is_article(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in MARKDOWN_SUFFIXES  # noqa: PTH122 - a text in, a text out


def _glob(pattern: str) -> Iterator[str | SourceError]:
    """The files below the pattern's plain beginning that fit it; of a bare `*` only articles."""
    parts = pattern.split("/")
    plain = next(place for place, part in enumerate(parts) if _MAGIC.intersection(part))
    base = "/".join(parts[:plain]) or ("/" if pattern.startswith("/") else ".")
    wanted = [part for part in parts[plain:] if part != "."]
    depth = 0 if base == "." else len(Path(base).parts)

    def fits(path: str) -> bool:
        names = list(Path(path).parts[depth:])
        return _fits(names, wanted) and (wanted[-1] not in ("*", "**") or _is_article(path))

    if os.path.isdir(base):  # noqa: PTH112 - as above
        yield from _walk(base, fits)


def _fits(names: list[str], wanted: list[str]) -> bool:
    """Whether names fit parts of a pattern, where `**` stands for any number of folders."""
    if not wanted:
        return not names
    if wanted[0] == "**" and wanted != ["**"]:
        return any(_fits(names[skip:], wanted[1:]) for skip in range(len(names)))
    if wanted == ["**"]:
        return True
    return bool(names) and fnmatchcase(names[0], wanted[0]) and _fits(names[1:], wanted[1:])


def _lines(path: str) -> list[str]:
    """The lines of a .gitignore, as far as one may have; like git, it follows no link ("gitignore", Notes), and waits for no pipe."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return []
        with open(path, "rb") as file:  # noqa: PTH123 - every folder
            return file.read(_LONGEST).decode("utf-8", "replace").splitlines()
    except OSError:
        return []


class _Ignoring(NamedTuple):
    """The .gitignore files that rule a folder, the outermost first, each with its own folder."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def entering(self, folder: str) -> _Ignoring:
        """The same with the folder's own, if it has one."""
        lines = _lines(os.path.join(folder, ".gitignore"))  # noqa: PTH118 - every folder
        return _Ignoring((*self.specs, (folder, _spec(lines)))) if lines else self

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Whether git would: the nearest file that says anything decides."""
        for base, spec in reversed(self.specs):
            name = _slashed(os.path.relpath(path, base)) + ("/" if folder else "")
            said = spec.check_file(name).include
            if said is not None:
                return said
        return False


def _repository(folder: str) -> str | None:
    """The root of the repository that a folder belongs to."""
    here = Path(folder)
    return next((str(each) for each in (here, *here.parents) if (each / ".git").exists()), None)


def _above(folder: str, root: str | None) -> _Ignoring:
    """What rules a folder from above; nothing where that would ignore the folder itself, which the user named."""
    ignoring = _Ignoring()
    if root is None or root == folder:
        return ignoring
    between = Path(folder).relative_to(root).parts
    here = root
    for part in between:
        ignoring = ignoring.entering(here)
        here = str(Path(here, part))
        if ignoring.ignores(here, folder=True):
            return _Ignoring()
    return ignoring


def _walk(path: str, wanted: Callable[[str], bool]) -> Iterator[str | SourceError]:
    """The wanted files of a folder and all below it."""
    start = os.path.realpath(path)
    root = _repository(start)
    home = root or start
    # A stack and no recursion: folders nest deeper than Python does.
    open_ = [_Entry(str(Path(path)), start, _above(start, root), is_folder=True)]
    while open_:
        here, real, ignoring, is_folder, is_link = open_.pop()
        if not is_folder:
            # Only a link can lead out: the way to it is of folders.
            if wanted(here) and not (is_link and not _inside(real, home)):
                yield from _nameable(here)
            continue
        try:
            open_ += reversed(list(_entries(here, real, ignoring.entering(real))))
        except OSError as error:
            yield SourceError(f"{shown(here)}: cannot be read ({error.strerror})")


class _Entry(NamedTuple):
    """What a walk comes to: as the user would write it, as it is, and what rules it."""

    here: str
    real: str
    ignoring: _Ignoring
    is_folder: bool
    is_link: bool = False


def _entries(here: str, real: str, ignoring: _Ignoring) -> Iterator[_Entry]:
    """What a walk goes on with, in the order of names."""
    with os.scandir(real) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        folder = entry.is_dir(follow_symlinks=False)
        skipped = entry.name.startswith(".") or not (folder or _is_file(entry))
        foreign = folder and (entry.name in _FOREIGN or Path(entry.path, "pyvenv.cfg").exists())
        if not (skipped or foreign or ignoring.ignores(entry.path, folder=folder)):
            # As Path writes it, in a tenth of its time.
            shown_ = entry.name if here == "." else os.path.join(here, entry.name)  # noqa: PTH118
            yield _Entry(shown_, entry.path, ignoring, folder, entry.is_symlink())


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether a file is there, or where a link leads; one that leads to itself leads to none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _inside(path: str, home: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(home)
