"""JSON for programs: a whole report (`linkcheck-report/1`), or a finding a line while a run goes on.

A finding is written when it is reached, on a line of its own, so that a report of any length needs the memory of one.
Secrets are masked; what is unseen is written as JSON escapes (RFC 8259 §7), which lose nothing and steer no terminal.
Bytes of a path that are no text have no place in JSON and are spelled out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from linkcheck.report import to_v1
from linkcheck.report.glance import holds_unseen, may_hold_secrets
from linkcheck.report.safe import OLD_COMMAND, UNSEEN, cleaned, masked

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    from linkcheck.model import Finding, Reference, Report
    from linkcheck.report.view import View


def render(report: Report, _view: View) -> Iterator[str]:
    """A whole report, a finding a line."""
    yield encoded(to_v1.head(report)).removesuffix("}") + ',"findings":['
    separator = "\n"
    for finding in report.findings:
        yield separator + finding_line(finding)
        separator = ",\n"
    yield "\n]}\n"


def render_lines(report: Report, _view: View) -> Iterator[str]:
    """Only the findings, an object a line."""
    for finding in report.findings:
        yield finding_line(finding) + "\n"


def finding_line(finding: Finding) -> str:
    """One finding as JSON in one line, without the line's end."""
    return encoded(to_v1.finding(finding))


def render_references(references: Iterable[Reference], _view: View) -> Iterator[str]:
    """What `extract` found (`linkcheck-references/1`), a reference a line; URLs as they stand in the article."""
    yield '{"schema":"linkcheck-references/1","references":['
    separator = "\n"
    for reference in references:
        yield separator + _escaped(to_v1.reference(reference), _as_text)
        separator = ",\n"
    yield "\n]}\n"


def encoded(value: object) -> str:
    """A value as JSON in one line that steers no terminal and shows no secret."""
    return _plain(value) or _escaped(value, lambda text: masked(_as_text(text)))


def _plain(value: object) -> str | None:
    """The same where nothing is to be masked or spelled out, as in nearly all: an eighth of the time."""
    try:
        raw = msgspec.json.encode(value)
    except UnicodeEncodeError:
        return None
    return None if may_hold_secrets(raw) else _spelled(raw.decode(), raw)


def _escaped(value: object, clean: Callable[[str], str]) -> str:
    raw = msgspec.json.encode(cleaned(msgspec.to_builtins(value), clean))
    return _spelled(raw.decode(), raw)


def _spelled(line: str, raw: bytes) -> str:
    """A line of JSON with the unseen as escapes."""
    if "#" in line:  # found in a fortieth of the time
        line = line.replace(OLD_COMMAND, "##\\u005b")
    return UNSEEN.sub(_escape, line) if holds_unseen(raw) else line


def _as_text(text: str) -> str:
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def _escape(unseen: re.Match[str]) -> str:
    units = unseen[0].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
