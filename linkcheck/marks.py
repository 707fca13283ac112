"""What people have said of sources, in a file that is kept with the articles: `linkcheck-marks.toml`.

A page behind a wall, a login or a subscription is looked at by a person, who says what it is, until when that holds, and why. The file is
looked for as a settings file is, upwards from the first path, and may be a stranger's as well (DESIGN "Trust"): found by itself it may
not turn what fails the run into what does not; named on the command line it may.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - msgspec reads the annotations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from linkcheck import bounded, toml
from linkcheck.errors import SettingsError
from linkcheck.model import Mark, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME: Final = "linkcheck-marks.toml"
_LARGEST = 16 * 1024 * 1024
_HEAD = "# What people have seen for themselves; written by `linkcheck mark`.\n"


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    url: Annotated[str, msgspec.Meta(min_length=1)]
    verdict: Literal["alive", "dead"]
    note: str
    on: date
    until: date


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mark: tuple[_Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What people have said, and whether the one who runs this has said that it counts."""

    marks: tuple[Mark, ...] = ()
    trusted: bool = False


def found(start: Path, named: str | None, *, trust: bool) -> Marks:
    """The marks for a run: of the file that is named, else the nearest one's."""
    path = Path(named) if named is not None else nearest(start)
    if path is None:
        return Marks()
    return Marks(load(path), trusted=trust or named is not None)


def nearest(start: Path) -> Path | None:
    """The marks that rule a folder or file: the nearest upwards."""
    here = Path(os.path.abspath(start))  # noqa: PTH100 - as for settings, a link does not leave its folder
    return next((f / NAME for f in (here, *here.parents) if (f / NAME).is_file()), None)


def load(path: Path) -> tuple[Mark, ...]:
    """The marks of a file; SettingsError names it and what does not fit."""
    raw = bounded.whole(path, _LARGEST, "marks", SettingsError)
    if raw is None:
        raise SettingsError(f"{path}: there are no such marks")
    try:
        table = msgspec.convert(toml.loads(raw.decode("utf-8-sig")), _File)
    except ValueError as error:  # msgspec.ValidationError among them
        raise SettingsError(f"{path}: no valid marks ({error})") from None
    return tuple(
        Mark(url=row.url, outcome=Outcome(row.verdict), note=row.note, on=row.on, until=row.until)
        for row in table.mark
    )


def written(marks: Iterable[Mark]) -> Iterator[str]:
    """The file's text, a mark a paragraph, so that a change of one is a change of some lines."""
    yield _HEAD
    for mark in marks:
        yield f"\n[[mark]]\nurl = {_text(mark.url)}\nverdict = {_text(mark.outcome.value)}\n"
        yield f"note = {_text(mark.note)}\non = {mark.on}\nuntil = {mark.until}\n"


def _text(words: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too (TOML 1.0 "String"), and half a pair has no place. Nothing unseen stands in it."""
    plain = json.dumps(words.encode(errors="replace").decode(), ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in plain)
