"""The report as GitHub Flavored Markdown, ready for a pull request or an issue.

A summary line, a table of what needs a person, the rest folded away. What a stranger wrote stays text: URLs stand in
code spans, where nothing is read (CommonMark 0.31 §6.1), labels and reasons with their marks escaped; mentions,
references to issues and bare URLs, which GitHub finds after escapes are gone, are broken by a blank without width.
Only an archive's copy is a link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from linkcheck.language import duration_text, say, word
from linkcheck.model import Outcome, remark
from linkcheck.report import phrases, summary
from linkcheck.report.safe import inert
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkcheck.model import Finding, Report
    from linkcheck.report.view import View

_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_TRIGGERS = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=GH)(?=-\d)")
_BREAK = "&#8203;"

_COLUMNS = ("outcome", "place", "source", "reason", "copy")


def render(report: Report, view: View) -> Iterator[str]:
    """The whole report, a line at a time."""
    told = for_people(report)
    for line in _lines(told, view):
        yield inert(line) + "\n"


def text(words: str) -> str:
    """A stranger's words as text that no Markdown reader takes for anything else, in a table too."""
    marked = _MARKS.sub(r"\\\g<0>", phrases.one_line(words))
    return _TRIGGERS.sub(_BREAK, marked)


def code(words: str) -> str:
    """A stranger's words as a code span that may stand in a table (GFM §4.10: a pipe is escaped there too)."""
    content = re.sub(r"(?<=\\)\|", r"\\x7c", words).replace("|", r"\|")
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    space = " " if content[:1] in "` " or content[-1:] == "`" else ""
    return f"{fence}{space}{content or ' '}{space}{fence}"


def link(words: str, url: str) -> str:
    """A link to a web address; only its words where the URL is anything else."""
    if not url.startswith(("http://", "https://")):
        return text(words)
    address = quote(url, safe="!#$%'()+,-./:;=?@^_{}~*[]&").replace("&", "&amp;")
    return f"[{text(words)}](<{address}>)"


def _lines(report: Report, view: View) -> Iterator[str]:
    trouble = summary.ordered(report.findings)
    unsure = [finding for finding in trouble if finding.verdict.outcome is Outcome.UNSURE]
    folded = unsure if len(unsure) > summary.MANY and not view.verbose else []
    rest = [f for f in report.findings if f.verdict.outcome not in summary.TROUBLE]
    yield from _head(report, view)
    yield from _table(trouble[: len(trouble) - len(folded)], view)
    yield from _folded(folded, view)
    for outcome in (Outcome.ALIVE, Outcome.SKIPPED):
        yield from _folded([f for f in rest if f.verdict.outcome is outcome], view)


def _head(report: Report, view: View) -> Iterator[str]:
    health = summary.health_of(report)
    cited = summary.cited(report.findings)
    told = [phrases.health_sentence(health, view.lang), phrases.health_detail(health, view.lang)]
    for warning in phrases.warnings(report, view.lang):
        yield from (f"> **{text(warning)}**", "")
    for notice in phrases.notices(report, view.lang):
        yield from (f"> {text(notice)}", "")
    sentence = word("colon", view.lang).join(filter(None, told))
    yield f"**{sentence}**"
    yield ""
    counted = remark("count.citations", citations=cited.citations, sources=cited.sources)
    facts = [
        *_document_facts(report, view),
        say(counted, view.lang),
        phrases.outcomes(cited.outcomes, view.lang),
        phrases.apart(report.findings, view.lang),
        text(phrases.known(report, view.lang)),
        duration_text(report.finished - report.started, view.lang),
    ]
    yield " · ".join(filter(None, facts))


def _document_facts(report: Report, view: View) -> list[str]:
    if len(report.documents) != 1:
        return [say(remark("count.documents", count=len(report.documents)), view.lang)]
    document = report.documents[0]
    # The path first: at the beginning of a line a title could be a heading or a list.
    return [code(document.path), text(document.title or ""), phrases.date_of(document, view.lang)]


def _table(findings: tuple[Finding, ...], view: View) -> Iterator[str]:
    if not findings:
        return
    yield ""
    yield _row(word(f"table.{column}", view.lang) for column in _COLUMNS)
    yield _row("---" for _ in _COLUMNS)
    for finding in findings:
        yield _row(
            (
                f"**{word(f'outcome.{finding.verdict.outcome}', view.lang)}**",
                _places(finding, "<br>"),
                _source(finding, "<br>"),
                _reason(finding, view),
                _copy(finding, view),
            )
        )


def _folded(findings: list[Finding], view: View) -> Iterator[str]:
    if not findings:
        return
    outcome = findings[0].verdict.outcome
    counted = phrases.outcome_count(outcome, len(findings), view.lang)
    yield from ("", f"<details><summary>{counted}</summary>", "")
    for finding in findings:
        story = (
            "" if outcome is Outcome.ALIVE and not finding.verdict.notes else _story(finding, view)
        )
        yield f"- {_places(finding, ' ')} {_source(finding, ' ')}{story}"
    yield from ("", "</details>")


def _story(finding: Finding, view: View) -> str:
    return f" — {_reason(finding, view).replace('<br>', '; ')}"


def _places(finding: Finding, separator: str, most: int = 5) -> str:
    lines = (f"{place.path}:{place.region.line}" for place in finding.references)
    places = [code(line) for line in dict.fromkeys(lines)]
    left = len(places) - most
    return separator.join([*places[:most], f"+{left}"] if left > 0 else places)


def _source(finding: Finding, separator: str) -> str:
    reference = finding.references[0]
    label = "" if reference.label == reference.url else text(reference.label)
    return separator.join(filter(None, [label, code(reference.url)]))


def _reason(finding: Finding, view: View) -> str:
    notes = (text(say(note, view.lang)) for note in finding.verdict.notes)
    return "<br>".join([text(phrases.reason(finding, view.lang)), *notes])


def _copy(finding: Finding, view: View) -> str:
    if finding.lookup is None:
        return ""
    if not phrases.has_copies(finding.lookup):
        return text(phrases.absence(finding.lookup, view.lang))
    copy = finding.lookup.copies[0]
    return link(phrases.copy_sentence(copy, finding, view.lang), copy.memento.url)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
