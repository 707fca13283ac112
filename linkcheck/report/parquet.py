"""Parquet for those who ask millions of findings at once: a folder of parts, a row a finding, in the report's order.

The columns and what they hold are `SCHEMA`, which every part carries, with its version in the file's metadata; JSON keeps more (hops,
evidence). As in every output secrets are masked and what steers a terminal is spelled out. pyarrow comes with the extra `cluster`.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from linkcheck.errors import OutputError
from linkcheck.report.safe import shown
from linkcheck.report.to_v1 import finding as finding_v1

if TYPE_CHECKING:
    from pathlib import Path

    from linkcheck.model import Finding, Report
    from linkcheck.report import v1

PART = 100_000
"""Findings of a part."""
VERSION = "linkcheck-parquet/1"
_TIME = ("timestamp", "us", "UTC")
SCHEMA: tuple[tuple[str, str | tuple[str, str, str], str], ...] = (
    ("url", "string", "as it is asked and compared, `target.url` of the JSON report"),
    ("host", "string", "its host, empty for local links and what is no URL"),
    ("outcome", "string", "alive, dead, suspect, unsure, skipped"),
    ("rule", "string", "the rule that decided"),
    ("reason", "string", "the same in a sentence"),
    ("status", "int32", "of the last look's final answer"),
    ("failure", "string", "why the last look has none"),
    ("arrived", "string", "the URL of the last look's final answer"),
    ("hops", "int32", "requests of the last look: more than 1 is redirected"),
    ("looks", "int32", "how often it was looked at"),
    ("checked", _TIME, "when the last look began"),
    ("seconds", "double", "that the last look's requests took"),
    ("references", "int32", "places that cite it"),
    ("path", "string", "the first of them: the document"),
    ("line", "int32", "and the line, or the row of a table"),
    ("role", "string", "how it is cited there"),
    ("archive", "string", "what the search for copies came to; null where none was made"),
    ("copy", "string", "the best copy"),
    ("captured", _TIME, "when that was captured"),
    ("days", "int32", "from the citation's date to the capture"),
    ("grade", "string", "good, doubtful, only-after-death"),
)
"""Name, type and meaning of each column."""


def write(report: Report, folder: Path) -> None:
    """Write the parts; OutputError where pyarrow is missing, or the folder has parts of another run."""
    arrow, parquet = _arrow()
    fields = [
        arrow.field(name, _type(arrow, kind), metadata={"description": meaning})
        for name, kind, meaning in SCHEMA
    ]
    schema = arrow.schema(fields, metadata={"schema": VERSION, "linkcheck": report.version})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if next(folder.glob("*.parquet"), None) is not None:
            raise OutputError(f"{folder} has parts of another run; name a new folder")
        findings = iter(report.findings)
        number = 0
        while rows := [_row(each) for each in islice(findings, PART)]:
            table = arrow.Table.from_pylist(rows, schema=schema)
            _put(parquet, table, folder / f"part-{number:05}.parquet")
            number += 1
        if not number:
            _put(parquet, schema.empty_table(), folder / "part-00000.parquet")
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}") from error


def _put(parquet: Any, table: Any, path: Path) -> None:
    """A whole part or none: written beside its place and renamed, and not to where a link of that name leads."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        parquet.write_table(table, temporary, compression="zstd")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        raise OutputError(
            "-o parquet: pyarrow is not installed; pip install 'citation-linkcheck[cluster]'"
        ) from None


def _type(arrow: Any, kind: str | tuple[str, str, str]) -> Any:
    return arrow.timestamp(*kind[1:]) if isinstance(kind, tuple) else arrow.type_for_alias(kind)


def _row(finding: Finding) -> dict[str, Any]:
    told = finding_v1(finding)
    cells = {**_verdict(told), **_looked(finding), **_cited(told), **_copy(told)}
    cells["host"] = finding.target.host
    return {name: shown(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}


def _verdict(told: v1.Finding) -> dict[str, Any]:
    return {
        "url": _sound(told.target.url),
        "outcome": told.outcome.value,
        "rule": told.rule,
        "reason": _sound(told.reason),
    }


def _looked(finding: Finding) -> dict[str, Any]:
    looks = finding.evidence.looks if finding.evidence else ()
    if not looks:
        return {"looks": 0}
    last = looks[-1]
    return {
        "status": last.status,
        "failure": last.failure.value if last.failure else None,
        "arrived": last.hops[-1].url if last.hops else None,
        "hops": len(last.hops),
        "looks": len(looks),
        "checked": last.at,
        "seconds": sum(hop.elapsed.total_seconds() for hop in last.hops),
    }


def _cited(told: v1.Finding) -> dict[str, Any]:
    first = told.references[0]
    return {
        "references": len(told.references),
        "path": _sound(first.path),
        "line": first.line,
        "role": first.role.value,
    }


def _copy(told: v1.Finding) -> dict[str, Any]:
    if told.archive is None:
        return {}
    found = {"archive": told.archive.state.value}
    if not told.archive.mementos:
        return found
    best = told.archive.mementos[0]
    return {
        **found,
        "copy": best.url,
        "captured": best.captured,
        "days": best.days,
        "grade": best.grade.value,
    }


def _sound(text: str) -> str:
    """A text that UTF-8 has room for: bytes of a path that were none are lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")
