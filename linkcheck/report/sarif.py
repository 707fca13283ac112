"""SARIF 2.1.0 (OASIS Standard, 2020) for code scanning and editors: a result a place that needs a person.

`dead` is an error, `suspect` a warning, `unsure` a note, since it says nothing against the source. Columns are declared as
code points (§3.14.17), so that Han beyond the BMP and emoji keep their place. Within a message `[` and `]` would make a link
(§3.11.6) and are escaped. A fingerprint is of path, URL and their number, never of a line, so that an article can be edited
around an alert. Paths are relative to `%SRCROOT%` (§3.14.14), percent-encoded.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from linkcheck.language import rule_text
from linkcheck.model import Ending, Outcome
from linkcheck.report import phrases, summary
from linkcheck.report.json import encoded
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkcheck.model import Finding, Reference, Region, Report
    from linkcheck.report.view import View

_LEVELS = {Outcome.DEAD: "error", Outcome.SUSPECT: "warning", Outcome.UNSURE: "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANG = "en"


def render(report: Report, _view: View) -> Iterator[str]:
    """A log with one run, a result a line, worst first: viewers that take only so many keep what matters."""
    told = for_people(report)
    findings = summary.ordered(told.findings)
    rules = list(dict.fromkeys(finding.verdict.rule for finding in findings))
    log = {"$schema": _SCHEMA, "version": "2.1.0"}
    yield encoded(log).removesuffix("}") + ',"runs":['
    yield encoded(_run(told, rules, findings)).removesuffix("}") + ',"results":['
    separator = "\n"
    for result in _results(findings, rules):
        yield separator + encoded(result)
        separator = ",\n"
    yield "\n]}]}\n"


def _run(report: Report, rules: Sequence[str], findings: Sequence[Finding]) -> dict[str, Any]:
    outcomes = {finding.verdict.rule: finding.verdict.outcome for finding in findings}
    driver = {
        "name": "linkcheck",
        "semanticVersion": report.version,
        "rules": [_rule(id_, outcomes[id_]) for id_ in rules],
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "Where linkcheck was called."}}
        },
        "invocations": [_invocation(report)],
    }


def _rule(id_: str, outcome: Outcome) -> dict[str, Any]:
    """What a rule means; ids of later versions, in a saved run, explain themselves by their outcome."""
    try:
        short, help_ = rule_text(id_, _LANG)
    except KeyError:
        short, help_ = rule_text(outcome, _LANG)
    return {
        "id": id_,
        "shortDescription": {"text": short},
        "fullDescription": {"text": help_},
        "help": {"text": help_, "markdown": f"**{short}** ({outcome})\n\n{help_}"},
        "defaultConfiguration": {"level": _LEVELS[outcome]},
        "properties": {"tags": ["citation", outcome.value]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    return {
        "executionSuccessful": report.ending
        in (Ending.COMPLETE, Ending.OUT_OF_TIME, Ending.TOO_MANY),
        "startTimeUtc": _time(report.started),
        "endTimeUtc": _time(report.finished),
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": _text(words)}}
            for level, told in (
                ("error", phrases.warnings(report, _LANG)),
                ("note", phrases.notices(report, _LANG)),
            )
            for words in told
        ],
    }


def _time(moment: Any) -> str:
    """§3.9: UTC, with a Z."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _results(findings: Sequence[Finding], rules: Sequence[str]) -> Iterator[dict[str, Any]]:
    numbers = {id_: number for number, id_ in enumerate(rules)}
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        for reference in finding.references:
            key = (reference.path, reference.url)
            seen[key] += 1
            yield {
                "ruleId": finding.verdict.rule,
                "ruleIndex": numbers[finding.verdict.rule],
                "level": _LEVELS[finding.verdict.outcome],
                "message": {"text": _text(_message(finding, reference))},
                "locations": [{"physicalLocation": _location(reference)}],
                "partialFingerprints": {"citation/v1": _fingerprint(*key, str(seen[key]))},
                "properties": _properties(finding, reference),
            }


def _message(finding: Finding, reference: Reference) -> str:
    """The URL and why, then the copy."""
    sentences = [f"{reference.url}: {phrases.reason(finding, _LANG)}."]
    if phrases.has_copies(finding.lookup) and finding.lookup:
        copy = finding.lookup.copies[0]
        told = phrases.copy_sentence(copy, finding, _LANG)
        sentences.append(f"Archived copy: {told}: {copy.memento.url}")
    return " ".join(sentences)


def _properties(finding: Finding, reference: Reference) -> Mapping[str, Any]:
    return {
        "outcome": finding.verdict.outcome.value,
        "role": reference.role.value,
        "label": reference.label,
        "url": reference.url,
    }


def _location(reference: Reference) -> dict[str, Any]:
    return {
        "artifactLocation": _artifact(reference.path),
        "region": _region(reference.region),
    }


def _artifact(path: str) -> dict[str, str]:
    """A path below where we were called, or an absolute one as a file URL; `-` for standard input is a name too."""
    pure = PurePath(path)
    uri = quote(os.fsencode(pure.as_posix()))
    if pure.is_absolute():
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _text(words: str) -> str:
    """Plain text: what would make a link or a placeholder is escaped (§3.11.5, §3.11.6)."""
    escaped = words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return escaped.replace("{", "{{").replace("}", "}}")
