"""The repository that articles live in, read by the git program and by nothing that the repository itself can choose.

A repository may be a stranger's, and git runs programs that a configuration names: core.fsmonitor, hooks, filters, text
converters, external diffs, the transports of a promisor remote (git-config(1), gitattributes(5)). So git is asked for objects
and names alone and never looks into the work tree, where attributes and filters hold; what could start a program is off all
the same; nothing is fetched; and the environment that a hook would bring along (GIT_DIR, GIT_INDEX_FILE) is left out.
A folder is a repository by its `.git` alone, never one that a stranger planted inside the articles (a bare one, CVE-2022-24765's
kin). Git's own refusal of a folder that belongs to somebody else stands; it says the cure itself.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNSHALLOW = "fetch its history (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0; by hand: git fetch --unshallow)"
"""The cure for a shallow clone."""

_HARMLESS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "diff.external=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    f"core.attributesFile={os.devnull}",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_PATIENCE = 300.0
"""Seconds for one call; listing a repository of a million files takes a few."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit: its object's name and its mode, `160000` for a submodule's commit."""

    id: str
    mode: str

    @property
    def is_submodule(self) -> bool:
        """Whether it stands for another repository."""
        return self.mode == "160000"


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree with its history; `root` is its folder, without links."""

    root: Path

    def commit(self, reference: str) -> str | None:
        """The name of the commit that a reference means here; None where it means none."""
        if reference.startswith("-") or not reference.isprintable():
            return None
        done = self._git("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None where the history here shows none."""
        done = self._git("merge-base", one, other)
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def is_shallow(self) -> bool:
        """Whether the clone's history is cut off somewhere."""
        done = self._git("rev-parse", "--is-shallow-repository")
        return done.stdout.strip() == b"true"

    def files(self, commit: str) -> dict[str, Blob]:
        """All files of a commit by their path from the root."""
        listed = self._output("ls-tree", "-r", "-z", "--full-tree", commit, "--")
        return dict(map(_listed, _records(listed)))

    def tracked(self) -> dict[str, bool]:
        """The paths of the index, and whether each is meant to stand in the work tree (not left out by a sparse checkout)."""
        listed = self._output("ls-files", "-z", "-t", "--full-name", "--")
        return {os.fsdecode(each[2:]): not each.startswith(b"S") for each in _records(listed)}

    def contents(self, ids: Sequence[str], limit: int) -> Iterator[bytes | None]:
        """The contents of objects in their order; None for one that is larger than `limit` bytes.

        SettingsError where the clone does not hold one.
        """
        known = self._git("cat-file", "--batch-check=%(objecttype) %(objectsize)", lines=ids)
        rows = known.stdout.decode().splitlines()
        if known.returncode or any(row.endswith("missing") for row in rows):
            raise SettingsError(
                f"{self.root}: the clone lacks files of its history; fetch them (clone without --filter)"
            )
        fitting = [int(row.split()[1]) <= limit for row in rows]
        wanted = [id_ for id_, fits in zip(ids, fitting, strict=True) if fits]
        found = _batch(self._output("cat-file", "--batch", lines=wanted)) if wanted else iter(())
        for fits in fitting:
            yield next(found) if fits else None

    def read(self, commit: str, path: str, limit: int) -> bytes | None:
        """A file of a commit by its path from the root; None where there is none, or it is no plain file."""
        listed = self._output("ls-tree", "-z", "--full-tree", commit, "--", f":(literal){path}")
        found = dict(map(_listed, _records(listed))).get(path)
        if found is None or not found.mode.startswith("100"):
            return None
        raw = next(self.contents([found.id], limit))
        if raw is None:
            raise SettingsError(f"{path}: larger than {limit:,} bytes in {commit}")
        return raw

    def _output(self, *arguments: str, lines: Iterable[str] = ()) -> bytes:
        done = self._git(*arguments, lines=lines)
        if done.returncode:
            raise SettingsError(f"git {arguments[0]} in {self.root}: {_complaint(done.stderr)}")
        return done.stdout

    def _git(
        self, *arguments: str, lines: Iterable[str] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        return run(self.root, *arguments, lines=lines)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A repository as it was at a commit."""

    repository: Repository
    commit: str

    def read(self, path: Path, limit: int) -> bytes | None:
        """What a file of the work tree held then; None where there was none, or it lies outside."""
        real = Path(os.path.realpath(path.parent), path.name)
        if not real.is_relative_to(self.repository.root):
            return None
        return self.repository.read(
            self.commit, real.relative_to(self.repository.root).as_posix(), limit
        )


def snapshot_of(start: Path, reference: str) -> Snapshot:
    """The repository of `start` at a commit, for `--settings-from`; SettingsError where there is no such thing."""
    home = repository_of(start)
    if home is None:
        raise SettingsError(f"--settings-from {reference}: {start} is in no git repository")
    commit = home.commit(reference)
    if commit is None:
        hint = f"; the clone is shallow: {UNSHALLOW}" if home.is_shallow() else ""
        raise SettingsError(f"--settings-from {reference}: no such commit in {home.root}{hint}")
    return Snapshot(home, commit)


def repository_of(path: Path) -> Repository | None:
    """The repository that a path lies in; SettingsError where git refuses to read it."""
    real = Path(os.path.realpath(path))
    root = next((each for each in (real, *real.parents) if (each / ".git").exists()), None)
    if root is None:
        return None
    done = run(root, "rev-parse", "--git-dir")
    if done.returncode:
        raise SettingsError(f"git in {root}: {_complaint(done.stderr)}")
    return Repository(root)


def run(
    folder: Path, *arguments: str, lines: Iterable[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """One call of git, by its absolute path; SettingsError where it is not installed or does not end."""
    program = _program()
    if program is None:
        raise SettingsError("git is not installed; --changed-since and --settings-from need it")
    flags = [flag for each in _HARMLESS for flag in ("-c", each)]
    try:
        return subprocess.run(  # noqa: S603 - an absolute path, no shell, nothing of a stranger's that could be an option
            [program, "--no-pager", *flags, *arguments],
            cwd=folder,
            env=_environment(folder),
            input="".join(f"{line}\n" for line in lines).encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SettingsError(
            f"git {arguments[0]} in {folder}: no end within {_PATIENCE:g} s"
        ) from None


def _environment(folder: Path) -> dict[str, str]:
    """The user's environment without what points git elsewhere; it looks for no repository above the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | _ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}


def _program() -> str | None:
    """Git on the PATH; never one in the current folder, where Windows looks first."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (Path(folder, name) for folder in os.get_exec_path() if Path(folder).is_absolute())
    return next((str(each) for each in places if os.access(each, os.X_OK)), None)


def _records(output: bytes) -> list[bytes]:
    return output.split(b"\0")[:-1]


def _batch(output: bytes) -> Iterator[bytes]:
    """The contents in what `cat-file --batch` writes: `ID blob SIZE`, a line break, so many bytes, a line break."""
    at = 0
    while at < len(output):
        begin = output.index(b"\n", at) + 1
        at = begin + int(output[at:begin].split()[2])
        yield output[begin:at]
        at += 1


def _listed(record: bytes) -> tuple[str, Blob]:
    """`100644 blob ID<tab>path`, as ls-tree writes it."""
    facts, _, path = record.partition(b"\t")
    mode, _, id_ = facts.decode().split()
    return os.fsdecode(path), Blob(id_, mode)


def _complaint(stderr: bytes) -> str:
    """What git says went wrong, as one line."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return " ".join(line.strip().removeprefix("fatal: ") for line in lines if line.strip())
