"""Goes from a root to a name below it, one listing a folder, and never out.

Names are compared with the listings of folders instead of being asked for: so a wrong case is seen on file systems that forgive it
(macOS, Windows), and no name that a stranger wrote ever reaches the operating system. Symbolic links are followed by their text, name by
name, so that one that leads out is known for that before anything beyond is touched. Names that differ only in Unicode normalisation are
the same (macOS stores NFD, git NFC).
"""

from __future__ import annotations

import os
import unicodedata
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from pathlib import Path

from linkcheck.local.near import MOST, Guesses

_MOST_LINKS = 40
"""Symbolic links in one path, as Linux allows; beyond is a loop (ELOOP)."""
_NEAR = 0.75
"""How much alike names are of which one was meant by the other (difflib's ratio)."""


class Kind(Enum):
    """What an entry of a folder is, or why a way ends before it."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()
    """A device, a pipe, a socket: nothing to read."""
    MISSING = auto()
    OUT = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a way ended: `names` as they are really written, `real` the file's own path, without links.

    Of a missing one `near` is the nearest name in the folder where it should be, as such a path; `misnamed` says that a name on the way
    is written in another case.
    """

    kind: Kind
    names: tuple[str, ...] = ()
    real: str = ""
    misnamed: bool = False
    near: tuple[str, ...] = ()
    detail: str = ""


@dataclass(slots=True)
class _Listing:
    """One folder's entries, by name, and by name without case."""

    kinds: dict[str, Kind]
    folded: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    stems: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """The entry of that name, as it is really written."""
        if name in self.kinds:
            return name
        if not self.folded:
            self.folded = {_fold(each): each for each in reversed(self.kinds)}
        return self.folded.get(_fold(name))

    def near(self, name: str, guesses: Guesses) -> str:
        """The entry that is nearest to a missing name; "" where none is near."""
        if not self.stems:
            self.stems = {_stem(each): each for each in islice(self.kinds, MOST)}
        return self.stems.get(guesses.nearest(_stem(name), self.stems, _NEAR), "")


class Folders:
    """The listings of a run, each made once."""

    def __init__(self, guesses: Guesses) -> None:
        """`guesses` are the run's, for names that are missing."""
        self.guesses = guesses
        self._listings: dict[str, _Listing] = {}
        self._roots: dict[str, str] = {}

    def walk(self, root: str, names: tuple[str, ...]) -> Arrival:
        """Where `names` lead below `root`, which is an absolute path."""
        return _Walk(self, self._real(root), names).run()

    def has(self, root: str, name: str) -> bool:
        """Whether a folder has an entry of that name, in whatever case."""
        return self.listing(self._real(root)).find(name) is not None

    def _real(self, root: str) -> str:
        if root not in self._roots:
            self._roots[root] = os.path.realpath(root)
        return self._roots[root]

    def listing(self, folder: str) -> _Listing:
        """What a folder holds; an empty one with the problem where it cannot be listed."""
        if folder not in self._listings:
            self._listings[folder] = _listed(folder)
        return self._listings[folder]


@dataclass(slots=True)
class _Walk:
    """One way: where it stands, without links, and which names are still to come (and whether the reader wrote them)."""

    folders: Folders
    root: str
    wanted: tuple[str, ...]
    here: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    links: int = 0
    misnamed: bool = False

    def run(self) -> Arrival:
        coming = deque((name, True) for name in self.wanted)
        kind = Kind.FOLDER
        while coming:
            name, written = coming.popleft()
            if name == "..":
                if not self.here:
                    return self._end(Kind.OUT)
                self.here.pop()
                continue
            kind = self._step(name, written=written) if kind is Kind.FOLDER else Kind.MISSING
            if kind is Kind.LINK:
                led = self._led()
                if led is None:
                    return self._end(Kind.OUT)
                coming.extendleft((each, False) for each in reversed(led))
                kind = Kind.FOLDER if self.links <= _MOST_LINKS else Kind.MISSING
            if kind in (Kind.MISSING, Kind.UNREADABLE):
                return self._ended_early(kind, name, left=len(coming))
        return self._end(kind)

    def _step(self, name: str, *, written: bool) -> Kind:
        listing = self.folders.listing(self._path())
        if listing.problem:
            return Kind.UNREADABLE
        found = listing.find(name)
        if found is None:
            return Kind.MISSING
        if written:
            self.seen.append(found)
            self.misnamed |= _normal(found) != _normal(name)
        self.here.append(found)
        return listing.kinds[found]

    def _led(self) -> list[str] | None:
        """The names that the link just entered stands for, from the folder where it stands; None where they lead out."""
        self.links += 1
        try:
            text = os.readlink(self._path())  # noqa: PTH115 - the text as it is
        except OSError:
            return None
        self.here.pop()
        if Path(text).is_absolute():
            if text != self.root and not text.startswith(self.root.rstrip(os.sep) + os.sep):
                return None
            self.here.clear()
            text = text[len(self.root) :]
        return [name for name in text.replace(os.sep, "/").split("/") if name not in ("", ".")]

    def _path(self) -> str:
        return os.path.join(self.root, *self.here)  # noqa: PTH118 - thousands of times

    def _end(self, kind: Kind) -> Arrival:
        return Arrival(kind, tuple(self.seen), self._path(), misnamed=self.misnamed)

    def _ended_early(self, kind: Kind, name: str, *, left: int) -> Arrival:
        listing = self.folders.listing(self._path())
        near = ""
        if kind is Kind.MISSING and not left and not self.links:
            near = listing.near(name, self.folders.guesses)
        return Arrival(
            kind,
            self.wanted,
            near=(*self.seen, near) if near else (),
            detail=listing.problem if kind is Kind.UNREADABLE else "",
        )


def _listed(folder: str) -> _Listing:
    try:
        with os.scandir(folder) as entries:
            return _Listing({entry.name: _kind(entry) for entry in entries})
    except OSError as error:
        return _Listing({}, problem=error.strerror or str(error))


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _normal(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _fold(name: str) -> str:
    return _normal(name).casefold()
