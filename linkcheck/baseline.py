"""The trouble that is known already: a JSON file beside the articles, so that a run fails for what is new alone.

`linkcheck-baseline/1`: an object with `schema` and `entries`, an entry a line and in order, so that it diffs and merges well. An
entry is a place's document and the URL as cited, never a line, which every edit moves; with the `outcome` and `rule` that it was entered
with, for people, and so that what was only suspect and is dead now counts as new. Paths lead from the file's own folder. Secrets in URLs are masked
(`report.safe`); such an entry carries a `mark`, 16 bits of the whole URL's SHA-256: enough to tell two apart within a
document, too little to guess the secret by.

An entry leaves when its source was asked and is alive, or when its document was read and cites it no more, or is no more
itself. What was not asked stays, whatever the reason.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from linkcheck import bounded, model
from linkcheck.errors import SettingsError
from linkcheck.report import summary
from linkcheck.report.failing import UNASKED
from linkcheck.report.json import encoded
from linkcheck.report.safe import masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkcheck.model import Finding, Outcome, Reference, Report

LIMIT = 256 * 1024 * 1024
"""Bytes of a baseline: a million entries and more."""

Key = tuple[str, str, str]
"""Path, URL and mark."""

_WEIGHT = {outcome: weight for weight, outcome in enumerate(reversed(summary.TROUBLE))}


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One source that one document cites."""

    path: str
    url: str
    outcome: model.Outcome
    rule: str
    mark: str = ""

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.path, self.url, self.mark


class File(msgspec.Struct, frozen=True):
    """The file's shape."""

    schema: Literal["linkcheck-baseline/1"]
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of one file by their keys; `path` is as the user gave it."""

    path: str
    entries: Mapping[Key, Entry]

    def emptied(self) -> Baseline:
        """The same file with nothing in it."""
        return replace(self, entries={})

    def unknown(self, finding: Finding) -> Finding | None:
        """The finding with the places that are new; None where it is trouble and all of them are known."""
        if finding.verdict.outcome not in _WEIGHT or not self.entries:
            return finding
        fresh = tuple(
            place for place in finding.references if not self._covers(self._key(place), finding)
        )
        if len(fresh) == len(finding.references):
            return finding
        return replace(finding, references=fresh) if fresh else None

    def leave_out(self, report: Report) -> Report:
        """The report without the trouble that is known, and with how much that is."""
        findings: list[Finding] = []
        known: list[Finding] = []
        for finding in report.findings:
            fresh = self.unknown(finding)
            if fresh is None:
                known.append(finding)
            else:
                findings.append(fresh)
        health = summary.health(known)
        left_out = model.Known(
            path=self.path,
            entries=len(self.entries),
            met=sum(
                finding.verdict.outcome in _WEIGHT and self._covers(key, finding)
                for key, finding in self._keys(report)
            ),
            sources=health.sources,
            archived=health.archived,
        )
        return replace(report, findings=tuple(findings), known=left_out)

    def pruned(self, report: Report, cited: Mapping[str, frozenset[str]]) -> Baseline:
        """Without what is alive again or gone from the articles; `cited` holds what each document cites that was read whole."""
        outcomes = {key: finding.verdict.outcome for key, finding in self._keys(report)}
        here = {self._path(path): frozenset(map(_url, urls)) for path, urls in cited.items()}
        kept = {
            key: entry
            for key, entry in self.entries.items()
            if outcomes.get(key) is not model.Outcome.ALIVE and not self._is_gone(entry, here)
        }
        return replace(self, entries=kept)

    def renewed(self, report: Report, cited: Mapping[str, frozenset[str]]) -> Baseline:
        """Pruned, and with all trouble that there is now; of two outcomes the worse stays."""
        entries = dict(self.pruned(report, cited).entries)
        for key, finding in self._keys(report):
            verdict = finding.verdict
            if verdict.outcome not in _WEIGHT or verdict.rule in UNASKED:
                continue
            before = entries.get(key)
            if before is None or _weight(before.outcome) <= _WEIGHT[verdict.outcome]:
                path, url, mark = key
                entries[key] = Entry(path, url, verdict.outcome, verdict.rule, mark)
        return replace(self, entries=entries)

    def text(self) -> Iterator[str]:
        """The file, in pieces."""
        yield '{"schema": "linkcheck-baseline/1", "entries": ['
        separator = "\n"
        for key in sorted(self.entries):
            yield separator + encoded(self.entries[key])
            separator = ",\n"
        yield "\n]}\n"

    def _covers(self, key: Key, finding: Finding) -> bool:
        """Whether an entry stands for a trouble, and not only for a lesser one."""
        entry = self.entries.get(key)
        return entry is not None and _weight(entry.outcome) >= _WEIGHT[finding.verdict.outcome]

    def _keys(self, report: Report) -> Iterator[tuple[Key, Finding]]:
        for finding in report.findings:
            for key in dict.fromkeys(map(self._key, finding.references)):
                yield key, finding

    def _key(self, place: Reference) -> Key:
        """What a place is known by: the URL as it is cited, which for a link within the files hangs on no current folder."""
        return self._path(place.path), *_url(place.url)

    def _is_gone(self, entry: Entry, cited: Mapping[str, frozenset[tuple[str, str]]]) -> bool:
        """Whether the articles are known not to cite it any more."""
        if entry.path in cited:
            return (entry.url, entry.mark) not in cited[entry.path]
        return _is_file(entry.path) and not os.path.lexists(Path(self.path).parent / entry.path)

    def _path(self, path: str) -> str:
        """A document's path from the file's folder, with `/` between names."""
        if not _is_file(path):
            return path
        home = os.path.realpath(Path(self.path).parent)
        try:
            own = os.path.relpath(os.path.realpath(path), home)
        except ValueError:  # another drive
            own = os.path.realpath(path)
        return masked(own.replace(os.sep, "/"))


def load(raw: bytes, path: str) -> Baseline:
    """The baseline in these bytes; SettingsError where they are none."""
    try:
        file = msgspec.json.decode(raw, type=File)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: no baseline (linkcheck-baseline/1): {error}") from None
    return Baseline(path, {entry.key: entry for entry in file.entries})


def read(path: str, *, must_exist: bool = True) -> Baseline:
    """The baseline in a file; an empty one where there is none and there need be none."""
    raw = bounded.whole(path, LIMIT, "a baseline", SettingsError)
    if raw is not None:
        return load(raw, path)
    if must_exist:
        raise SettingsError(f"{path}: there is no such baseline; --write-baseline makes one")
    return Baseline(path, {})


def _is_file(path: str) -> bool:
    """Whether a document is a file, not standard input or a page of the web."""
    return path != "-" and not path.lower().startswith(("http://", "https://"))


def _url(url: str) -> tuple[str, str]:
    """A URL as it stands in the file, and what tells it from others of the same look."""
    plain = masked(url)
    return plain, "" if plain == url else hashlib.sha256(url.encode()).hexdigest()[:4]


def _weight(outcome: Outcome) -> int:
    """How bad an entry is; one that says `alive` hides nothing."""
    return _WEIGHT.get(outcome, -1)
