"""Mended texts into files: each file is the old one or the new one, whole, whenever the machine stops.

A new file is written beside the old one, flushed to the disk (fsync) and renamed over it, which POSIX makes one step
(rename(2)). A link to a file stays a link; mode bits, encoding, byte order mark and newlines stay; bytes that were no text
go through unharmed (PEP 383). A file that is not the one that was checked is refused.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from linkcheck.errors import OutputError
from linkcheck.fix.apply import apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.fix.plan import Plan

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file's new bytes, written beside it and not yet in its place."""

    path: Path
    temporary: Path
    old: bytes


def write(plans: Sequence[Plan], *, atomic: bool) -> tuple[list[Plan], list[str]]:
    """Put the mended texts into their files: the plans that were carried out, and a line for each that was not.

    With `atomic` all files change, or none does.
    """
    done: list[Plan] = []
    problems: list[str] = []
    with ExitStack() as cleaning:
        fresh: list[tuple[Plan, Fresh]] = []
        for plan in plans:
            try:
                prepared = _prepared(plan)
            except (OSError, OutputError) as error:
                problems.append(_line(plan, error))
                continue
            cleaning.callback(prepared.temporary.unlink, missing_ok=True)
            fresh.append((plan, prepared))
        if atomic and problems:
            return [], problems
        for plan, each in fresh:
            try:
                _put(each)
            except OSError as error:
                problems.append(_line(plan, error))
                if atomic:
                    _restore([other for _, other in fresh[: len(done)]])
                    return [], problems
                continue
            done.append(plan)
    return done, problems


def _line(plan: Plan, error: OSError | OutputError) -> str:
    reason = error.strerror if isinstance(error, OSError) else error
    return f"{plan.document.path}: not written ({reason})"


def _prepared(plan: Plan) -> Fresh:
    path = Path(plan.document.path).resolve(strict=True)
    old = path.read_bytes()
    if hashlib.sha256(old).hexdigest() != plan.document.sha256:
        raise OutputError("it changed since it was checked; check it again")
    return Fresh(path, _beside(path, _encoded(old, plan)), old)


def _encoded(old: bytes, plan: Plan) -> bytes:
    """The new bytes, made of the old ones: offsets of the text hold in this reading too."""
    document = plan.document
    mark = _MARKS[document.encoding] if document.bom else b""
    text = old.removeprefix(mark).decode(document.encoding, "surrogateescape")
    # Bytes that are no text stand in the two readings as different characters.
    edits = [replace(edit, old=text[edit.start : edit.end]) for edit in plan.edits]
    try:
        return mark + apply(text, edits).encode(document.encoding, "surrogateescape")
    except UnicodeEncodeError:
        raise OutputError(f"the new text has no place in {document.encoding}") from None


def _beside(path: Path, content: bytes) -> Path:
    file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False)  # noqa: SIM115 - closed below: what waits in its buffer may fit no more
    temporary = Path(file.name)
    with ExitStack() as cleaning:
        cleaning.callback(temporary.unlink)
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777)
        cleaning.pop_all()
    return temporary


def _put(fresh: Fresh) -> None:
    fresh.temporary.replace(fresh.path)


def _restore(changed: Sequence[Fresh]) -> None:
    """Undo what was put in place, by the same single step."""
    for each in changed:
        _beside(each.path, each.old).replace(each.path)
