"""The settings of a run: from the file that rules a folder, and from flags, which win.

A settings file is `linkcheck.toml`, or `[tool.linkcheck]` in `pyproject.toml`, looked for upwards from the first path. Without the
invoker's word it is held to what `trust` allows a stranger.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from linkcheck import bounded, toml
from linkcheck.errors import SettingsError
from linkcheck.settings import Settings
from linkcheck.settings.allowed import checked, shown
from linkcheck.settings.trust import hold_to_modesty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkcheck.git import Snapshot

_PATHS: Final = frozenset({"root_dir"})
"""Folders, which a settings file names from where it stands."""
_LARGEST_FILE = 1024 * 1024
_OURS = re.compile(rb"""tool["']?[ \t]*+(?:\.[ \t]*+["']?linkcheck|[\]=])""")
"""How `tool.linkcheck` may be written, in one piece or below `tool`: what but names us need not be parsed."""


@cache
def _hints() -> Mapping[str, Any]:
    """The type of each key; with those of tables, which few settings files have."""
    return MappingProxyType(
        get_type_hints(Settings, localns=vars(import_module("linkcheck.settings.tables")))
    )


def load(
    start: Path | None,
    flags: Mapping[str, object],
    *,
    trust: bool = False,
    commit: str | None = None,
) -> Settings:
    """The settings for a run that begins at `start`; None looks for no file.

    With `commit` the file is the one of that commit, and none outside its repository is looked for. `flags` holds what the user gave by field name, None for what was not given. SettingsError names the file or the flag, the
    key and what is allowed.
    """
    values: dict[str, Any] = {}
    for path, table in _nearest(start, commit) if start else ():
        values |= _from_file(path, table, trust=trust)
    for name, raw in flags.items():
        if raw is not None:
            values[name] = checked(name, raw, _hints()[name], f"--{_key(name)}")
    for name in _PATHS & values.keys():
        if not os.path.isdir(values[name]):  # noqa: PTH112 - a name that no file can have is no folder, and no error
            raise SettingsError(f"{_key(name)}: {shown(values[name])} is not a folder")
    _fit_together(values)
    return Settings(**values)


def _fit_together(values: Mapping[str, Any]) -> None:
    """A WARC is written by one process: records of several would stand in each other."""
    if values.get("warc") and (values.get("cluster") or values.get("workers", 1) > 1):
        raise SettingsError("--warc takes one process: --workers 1, and no --cluster")


def _nearest(start: Path, commit: str | None) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The settings file that rules `start`, as path and table: the nearest folder's, at most one."""
    here = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would leave the folder by a link
    snapshot = _snapshot(start, commit) if commit is not None else None
    if snapshot is not None:
        here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        for name in ("linkcheck.toml", "pyproject.toml"):
            path = folder / name
            raw = snapshot.read(path, _LARGEST_FILE) if snapshot else _contents(path)
            table = _table(path, raw)
            if table is not None:
                yield path, table
                return


def _snapshot(start: Path, commit: str) -> Snapshot:
    """The commit's files; what runs git is loaded only then."""
    found: Snapshot = import_module("linkcheck.git").snapshot_of(start, commit)
    return found


def _contents(path: Path) -> bytes | None:
    """A settings file's bytes, as far as one may have; None where there is none."""
    try:
        return bounded.beginning(path, _LARGEST_FILE + 1) if path.is_file() else None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None


def _table(path: Path, raw: bytes | None) -> Mapping[str, Any] | None:
    """Our table of a settings file; None where there is none."""
    if raw is None:
        return None
    own = path.name == "linkcheck.toml"
    if not own and not (b"linkcheck" in raw and _OURS.search(raw)):
        return None
    if len(raw) > _LARGEST_FILE:
        raise SettingsError(f"{path}: larger than a settings file can be ({_LARGEST_FILE:,} bytes)")
    document = _parsed(path, raw)
    if own:
        return document
    tools = document.get("tool")
    table = tools.get("linkcheck") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{path}: tool.linkcheck is not a table")
    return table


def _parsed(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        return toml.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise SettingsError(f"{path}: no valid TOML ({error})") from None


def _from_file(path: Path, table: Mapping[str, Any], *, trust: bool) -> dict[str, Any]:
    values = {}
    names = {_key(name): name for name in _hints()}
    for key, raw in table.items():
        if key not in names:
            nearest = import_module("difflib").get_close_matches(key, names, n=1, cutoff=0.0)[0]
            raise SettingsError(f"{path}: unknown key {shown(key)}; did you mean {nearest}?")
        value = checked(names[key], raw, _hints()[names[key]], f"{path}: {key}")
        if not trust:
            hold_to_modesty(names[key], value, f"{path}: {key}")
        if names[key] in _PATHS:
            value = _beside(path, value, f"{path}: {key}", trust=trust)
        values[names[key]] = value
    return values


def _beside(file: Path, value: str, where: str, *, trust: bool) -> str:
    """A folder that a settings file names, from the file's own on; without trust not out of it, by a link neither."""
    home = os.path.realpath(file.parent)
    folder = os.path.realpath(file.parent / value)
    if not trust and os.path.commonpath((home, folder)) != home:
        raise SettingsError(
            f"{where} may be a folder beside or below the file; for others give --trust-settings"
        )
    return str(file.parent / value)


def _key(name: str) -> str:
    return name.replace("_", "-")
