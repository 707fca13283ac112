"""What a change touches: the lines of articles that differ from where their history left a commit's.

Compared is what was read (the work tree, committed or not) with the merge base of HEAD and the commit, as `git diff COMMIT...`
would for the committed part. Both sides are decoded and their line ends made alike first, so that lines count as in
reports and neither an encoding, line ends nor a git attribute makes or hides a change; the difference itself is git's
(`diff --no-index -U0 -M` over copies under names of our own), renames included. A file that git does not know is new.
A submodule's articles are compared with the commit that the merge base records for it.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from linkcheck import bounded
from linkcheck.errors import SettingsError, SourceError
from linkcheck.git import UNSHALLOW, Repository, repository_of, run
from linkcheck.source import LIMITS
from linkcheck.source.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkcheck.git import Blob
    from linkcheck.model import Document, Reference, Region

_LIMIT = 20 * 1024 * 1024
"""Bytes of an earlier version that are compared; of a larger one everything counts as changed."""
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_NEWLINE = re.compile(r"\r\n|\r")
_DIFF = (
    *("diff", "--no-index", "--unified=0", "--inter-hunk-context=0", "--text", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"),
    *("--find-renames", "-l1000"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is new in a document: ranges of lines, half-open and in order; and the text before, None where there was none.

    An empty range is where lines were taken out, before that line.
    """

    ranges: tuple[tuple[int, int], ...]
    before: str | None = None
    ends: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", tuple(end for _, end in self.ranges))

    def touches(self, reference: Reference) -> bool:
        """Whether the construct, or the definition it goes by, stands on a changed line or spans one."""
        return self._crosses(reference.region) or (
            reference.definition is not None and self._crosses(reference.definition)
        )

    def _crosses(self, region: Region) -> bool:
        last = region.end_line - (region.end_column == 1 and region.end_line > region.line)
        place = bisect_right(self.ends, region.line)
        return place < len(self.ranges) and self.ranges[place][0] <= last


@dataclass(frozen=True, slots=True)
class Changes:
    """The documents that differ, by path, and whether any file of the repository was renamed or deleted."""

    documents: Mapping[str, Change]
    moved: bool

    def concern(self, document: Document) -> bool:
        """Whether anything of a document is to be checked: a file that is gone may be missed from any."""
        return self.moved or document.path in self.documents


def changes_since(reference: str, start: Path, documents: Sequence[Document]) -> Changes:
    """What differs in these documents from where HEAD left `reference`, in the repository of `start`.

    SettingsError says what to do where that cannot be told: no git, no repository, no such commit, a shallow clone.
    """
    home = repository_of(start)
    if home is None:
        raise SettingsError(f"--changed-since {reference}: {start} is in no git repository")
    base = _base(home, reference)
    files = home.files(base)
    moved = _lost(home, files)
    changed: dict[str, Change] = {}
    for part, known, group in _parts(home, files, _placed(documents, home)):
        changed |= _compared(part, known, group)
    return Changes(changed, moved)


def _base(home: Repository, reference: str) -> str:
    """The commit to compare with."""
    said = f"--changed-since {reference}"
    there, here = home.commit(reference), home.commit("HEAD")
    if there is None:
        raise SettingsError(f"{said}: no such commit in {home.root}{_hint(home, reference)}")
    if here is None:
        raise SettingsError(f"{said}: {home.root} has no commit yet")
    base = home.merge_base(there, here)
    if base is None and home.is_shallow():
        raise SettingsError(f"{said}: the clone is shallow and lacks the merge base; {UNSHALLOW}")
    if base is None:
        raise SettingsError(f"{said}: it has no history in common with HEAD")
    return base


def _hint(home: Repository, reference: str) -> str:
    if home.commit(f"origin/{reference}"):
        return f"; do you mean origin/{reference}?"
    return f"; the clone is shallow: {UNSHALLOW}" if home.is_shallow() else ""


def _lost(home: Repository, files: Mapping[str, Blob]) -> bool:
    """Whether a file of the commit stands no more where it stood, by the index or in the work tree."""
    tracked = home.tracked()
    return any(
        path not in tracked or (tracked[path] and not os.path.lexists(home.root / path))
        for path in files
    )


def _placed(documents: Iterable[Document], home: Repository) -> Iterator[tuple[str, Document]]:
    """Each document with its path from the repository's root, `/` between names."""
    for document in documents:
        real = Path(os.path.realpath(document.path))
        if document.path == "-" or document.base is not None or not real.is_relative_to(home.root):
            raise SettingsError(f"--changed-since: {document.path} is no file of {home.root}")
        yield real.relative_to(home.root).as_posix(), document


def _parts(
    home: Repository, files: Mapping[str, Blob], documents: Iterable[tuple[str, Document]]
) -> Iterator[tuple[Repository, Mapping[str, Blob], list[tuple[str, Document]]]]:
    """The documents by the repository they lie in: the one at hand, and its submodules to any depth."""
    modules = [f"{path}/" for path, blob in files.items() if blob.is_submodule]
    groups: dict[str, list[tuple[str, Document]]] = {"": []}
    for path, document in documents:
        within = next((each for each in modules if path.startswith(each)), "")
        groups.setdefault(within, []).append((path.removeprefix(within), document))
    yield home, files, groups.pop("")
    for within, group in groups.items():
        module = repository_of(home.root / within)
        if module is None or module.root != home.root / within:
            yield home, {}, group
            continue
        commit = module.commit(files[within.rstrip("/")].id)
        yield from _parts(module, module.files(commit) if commit else {}, group)


def _compared(
    part: Repository, files: Mapping[str, Blob], documents: Sequence[tuple[str, Document]]
) -> dict[str, Change]:
    """The documents of one repository that differ from its files then."""
    differing = [each for each in documents if not _is_same(files.get(each[0]), each[1])]
    if not differing:
        return {}
    fresh = {Path(path).suffix for path, _ in differing if path not in files}
    there = [path for path, _ in differing if path in files]
    gone = [
        path for path in files if Path(path).suffix in fresh and not (part.root / path).exists()
    ]
    earlier = _texts(part, files, (*there, *gone))
    with TemporaryDirectory(prefix="linkcheck-changes-") as name:
        folder = Path(name)
        names = {path: str(number) for number, path in enumerate((*there, *gone))}
        for path, text in earlier.items():
            _write(folder / "old" / names[path], text)
        new = {names.get(path, f"new-{n}"): each for n, (path, each) in enumerate(differing)}
        for own, document in new.items():
            _write(folder / "new" / own, document.text)
        (folder / "old").mkdir(exist_ok=True)
        found = dict(_differences(folder))
    back = {own: earlier[path] for path, own in names.items() if path in earlier}
    changed = {}
    for own, document in new.items():
        ranges, origin = found.get(own, ((), own))
        if ranges:
            changed[document.path] = Change(ranges, back.get(origin))
    return changed


def _is_same(blob: Blob | None, document: Document) -> bool:
    """Whether a document's file is byte for byte what it was (the hash of a blob: git's book, §10.2)."""
    if blob is None:
        return False
    try:
        raw = bounded.beginning(document.path, max(LIMITS.values()))
    except OSError:  # gone since it was read
        return False
    kind = hashlib.sha256 if len(blob.id) == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(raw) + raw).hexdigest() == blob.id


def _texts(part: Repository, files: Mapping[str, Blob], paths: Sequence[str]) -> dict[str, str]:
    """The texts of files as they were, without those that were no text."""
    plain = [path for path in dict.fromkeys(paths) if files[path].mode.startswith("100")]
    texts = {}
    for path, raw in zip(
        plain, part.contents([files[path].id for path in plain], _LIMIT), strict=True
    ):
        try:
            texts[path] = decode(raw).text if raw is not None else None
        except SourceError:
            continue
    return {path: text for path, text in texts.items() if text is not None}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(_NEWLINE.sub("\n", text), encoding="utf-8", errors="surrogatepass", newline="")


def _differences(folder: Path) -> Iterator[tuple[str, tuple[tuple[tuple[int, int], ...], str]]]:
    """By the names in `new`: the ranges that differ, and the name in `old` that it was compared with."""
    done = run(folder, *_DIFF, "--", "old", "new")
    if done.returncode not in (0, 1):
        raise SettingsError(f"git diff: {done.stderr.decode('utf-8', 'replace').strip()}")
    lines = iter(done.stdout.decode("utf-8", "replace").split("\n"))
    origin, own = "", ""
    found: dict[str, tuple[list[tuple[int, int]], str]] = {}
    for line in lines:
        if line.startswith("--- "):
            origin = line.removeprefix("--- a/old/")
        elif line.startswith("+++ "):
            own = line.removeprefix("+++ b/new/")
        elif hunk := _HUNK.match(line):
            taken, begin, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            first = begin if added else begin + 1
            found.setdefault(own, ([], origin))[0].append((first, first + added))
            _pass_over(lines, taken + added)
    for name, (ranges, before) in found.items():
        yield name, (tuple(ranges), before)


def _pass_over(lines: Iterator[str], count: int) -> None:
    r"""So many lines of content, which may read like a head; `\\ No newline at end of file` is none of them."""
    while count:
        count -= not next(lines).startswith("\\")
