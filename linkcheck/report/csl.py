"""CSL-JSON (Citation Style Language 1.0.2, csl-data.json) of the sources, for reference managers: with the copy, and when it was seen.

`accessed` is the last day of which it is known that the source was there: this run's for the living, the citation's own for
the others. `archive_location` is the best copy that can be cited, and none that is doubtful.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from linkcheck.model import Grade, Outcome, Role
from linkcheck.report import phrases, summary
from linkcheck.report.json import encoded
from linkcheck.report.safe import shown
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from linkcheck.model import Copy, Finding, Report
    from linkcheck.report.view import View

_TYPES = {Role.IMAGE: "graphic", Role.TIMESTAMP: "broadcast"}
_NAMELESS = frozenset({Role.TIMESTAMP, Role.BARE, Role.IMAGE_CREDIT, Role.REPRINT})
"""Roles whose label does not name the source: its page does, where it lives."""


def render(report: Report, _view: View) -> Iterator[str]:
    """A list of items, one a source that is cited; footers, unused definitions and one's own files are none."""
    told = for_people(report)
    dates = {document.path: document.date for document in told.documents if document.date}
    seen: Counter[str] = Counter()
    yield "["
    separator = "\n"
    for finding, whole in zip(told.findings, report.findings, strict=True):
        if not summary.is_source(finding):
            continue
        seen[finding.target.host] += 1
        id_ = f"{finding.target.host or 'source'}-{seen[finding.target.host]}"
        item = _item(id_, finding, _title(finding, whole))
        if accessed := _accessed(finding, dates, report):
            item["accessed"] = _date(accessed)
        yield separator + encoded(item)
        separator = ",\n"
    yield "\n]\n"


def _title(finding: Finding, whole: Finding) -> str:
    """The label, or where that names nothing the living page's own title, or the URL."""
    named = (each.label for each in finding.references if each.role not in _NAMELESS)
    label = phrases.one_line(next(named, ""))
    look = whole.evidence.last if whole.evidence else None
    page = look.page if look and finding.verdict.outcome is Outcome.ALIVE else None
    return label or phrases.one_line(shown(page.title) if page else "") or finding.references[0].url


def _item(id_: str, finding: Finding, title: str) -> dict[str, Any]:
    item = {
        "id": id_,
        "type": _TYPES.get(finding.references[0].role, "webpage"),
        "title": title,
        "container-title": finding.target.host,
        "URL": finding.target.url,
        "note": f"{finding.verdict.outcome}: {phrases.reason(finding, 'en')}",
    }
    if copy := _copy(finding):
        item["archive"] = _host(copy.memento.url) or copy.memento.archive
        item["archive_location"] = copy.memento.url
    return item


def _host(url: str) -> str:
    """Whose address it is; "" where it has none, as a saved run that somebody changed may say."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _accessed(finding: Finding, dates: Mapping[str, date], report: Report) -> date | None:
    if finding.verdict.outcome is Outcome.ALIVE:
        return report.finished.date()
    cited = (reference.date or dates.get(reference.path) for reference in finding.references)
    return max(filter(None, cited), default=None)


def _copy(finding: Finding) -> Copy | None:
    copies = finding.lookup.copies if finding.lookup else ()
    return next((copy for copy in copies if copy.grade is Grade.GOOD), None)


def _date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
