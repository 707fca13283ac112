"""A saved run's search for copies, gone on with: what the time was too short for, and what the archive did not answer.

Beside `run` in the order of things. Nothing is checked anew: verdicts, evidence and the copies that were found stay as they were saved.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from linkcheck.books.citation import Citation
from linkcheck.checking.desk import until
from linkcheck.ignoring import in_force, left_alone
from linkcheck.investigation import searching
from linkcheck.model import Ending, Way
from linkcheck.run import SEARCHED
from linkcheck.settings.tables import Scope
from linkcheck.web.outfit import outfit

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping
    from datetime import date

    from linkcheck.archive import Search
    from linkcheck.model import Finding, Lookup, Report, Target
    from linkcheck.run import Watch
    from linkcheck.settings import Settings


def is_open(finding: Finding) -> bool:
    """Whether a copy of a finding's target is still to be looked for."""
    is_wanted = finding.verdict.outcome in SEARCHED and finding.target.way is Way.WEB
    return is_wanted and (finding.lookup is None or finding.lookup.is_open)


async def complete(report: Report, settings: Settings, watch: Watch, stop: asyncio.Event) -> Report:
    """The report with the copies that were still to be looked for; `stop` ends the search with what it has."""
    if not any(map(is_open, report.findings)):
        return report
    async with outfit(settings) as web:
        search: Search
        found: dict[str, Lookup] = {}

        def looked_up(target: Target, lookup: Lookup) -> None:
            found[target.url] = lookup
            watch.searching(search.left)

        search = searching(settings, web, looked_up)
        ending = await _search(search, report, settings, stop)
    return replace(
        report,
        findings=tuple(_with_copies(each, found) for each in report.findings),
        finished=datetime.now(UTC),
        ending=report.ending if ending is Ending.COMPLETE else ending,
        archive_requests=report.archive_requests + search.requests,
    )


async def _search(
    search: Search, report: Report, settings: Settings, stop: asyncio.Event
) -> Ending:
    """Look for all that is open, as long as the user allows: without `--archive-time` until it is done."""
    dates = {document.path: document.date for document in report.documents}
    rules = in_force(settings, datetime.now(UTC).date()).ignore
    for finding in filter(is_open, report.findings):
        if left_alone(rules, Scope.ARCHIVE, finding.references[0].url) is not None:
            continue
        search.add(_citation(finding, dates).want(finding.verdict.outcome))
    ending = await until(search.finish(settings.archive_time.total_seconds()), None, stop)
    await search.finish(0)
    return ending


def _citation(finding: Finding, dates: dict[str, date | None]) -> Citation:
    """A finding as a citation, with the dates of its places or else of their documents."""
    known = (each.date or dates.get(each.path) for each in finding.references)
    return Citation(finding.target, finding.references, tuple(day for day in known if day))


def _with_copies(finding: Finding, found: Mapping[str, Lookup]) -> Finding:
    lookup = found.get(finding.target.url) if is_open(finding) else None
    return replace(finding, lookup=lookup) if lookup else finding
