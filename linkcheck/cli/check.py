"""`linkcheck check PATH…`: the main job."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from linkcheck import settings
from linkcheck.cli import options
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.interrupt import interruptible
from linkcheck.cli.output import Shown, shown
from linkcheck.cli.progress import watching
from linkcheck.model import Ending
from linkcheck.plan import plan
from linkcheck.reading import cite
from linkcheck.report import FAILING, FORMATS
from linkcheck.report.plan import plan_lines
from linkcheck.run import SEARCHED, investigate
from linkcheck.store import opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkcheck.model import Outcome, Report
    from linkcheck.reading import Reading
    from linkcheck.settings import Settings
    from linkcheck.store import Store

_UNFINISHED = frozenset({Ending.INTERRUPTED, Ending.OFFLINE})


def check(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Check the sources that articles cite: which are gone, which are not what was cited, and where copies are."""
    chosen = settings.load(
        start_of(paths), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, FORMATS)
    with opened(chosen, complain) as store:
        reading = cite(inputs(paths, chosen, given.get("input")), chosen, store)
        for problem in reading.problems:
            complain(problem)
        if given.get("dry_run"):
            targets = (each.target for each in reading.citations)
            show.write(plan_lines(plan(targets, chosen), show.view.lang))
            return 2 if reading.problems else 0
        report = ask(reading, chosen, show, store)
        if show.format != "jsonl":
            show.write_report(report)
        show.write_files(report)
        return exit_code(report, chosen)


def ask(
    reading: Reading,
    chosen: Settings,
    show: Shown,
    store: Store,
    searched: frozenset[Outcome] = SEARCHED,
) -> Report:
    """Investigate, with progress on standard error and Ctrl-C understood; `searched` is of what copies are looked for."""
    # Not returned by the task: at its end asyncio.run asks for the handler of SIGINT, and CPython 3.11 spells out in vain the whole
    # task with its result (measured: a second for 20,000 findings).
    reports: list[Report] = []

    async def work() -> None:
        with interruptible() as stop, watching(show) as watch:
            reports.append(await investigate(reading, chosen, watch, stop, store, searched))

    asyncio.run(work())
    return reports[0]


def exit_code(report: Report, chosen: Settings) -> int:
    """0 nothing that fails, 1 something, 2 an input that could not be read, 3 not carried out; the highest."""
    failing = FAILING[chosen.fail_on]
    if report.ending in _UNFINISHED:
        return 3
    if report.problems:
        return 2
    return int(any(finding.verdict.outcome in failing for finding in report.findings))


command = options.signed(
    check,
    options.paths("Articles: files, directories, globs, URLs, or - for standard input."),
    (
        *options.CHOOSING,
        *options.PLACING,
        *options.JUDGING,
        *options.PLANNING,
        *options.ASKING,
        *options.TRUSTING,
        *options.ARCHIVING,
        *options.STORING,
        *options.KEEPING,
        *options.SHOWING,
        *options.TESTING,
    ),
)
