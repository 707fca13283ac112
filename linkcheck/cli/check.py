"""`linkcheck check PATH…`: the main job."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkcheck import marks, memory
from linkcheck.cli import options
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.interrupt import interruptible
from linkcheck.cli.known import known_trouble
from linkcheck.cli.output import Shown, shown, write_each, write_file
from linkcheck.cli.progress import watching
from linkcheck.errors import SourceError
from linkcheck.language import say
from linkcheck.model import Ending, remark
from linkcheck.reading import cite
from linkcheck.report import FORMATS, any_fails
from linkcheck.report.json import encoded
from linkcheck.report.safe import masked
from linkcheck.run import AS_USUAL, Terms, at_hand, investigate
from linkcheck.settings.loading import load
from linkcheck.store import History, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkcheck.cli.output import Write
    from linkcheck.cli.progress import Unknown
    from linkcheck.model import Finding, Report
    from linkcheck.reading import Reading
    from linkcheck.settings import Settings
    from linkcheck.store import Store

_UNFINISHED = frozenset({Ending.INTERRUPTED, Ending.OFFLINE})


def check(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Check the sources that articles cite: which are gone, which are not what was cited, and where copies are."""
    chosen = load(
        start_of(paths),
        options.settings_of(given),
        trust=given.get("trust_settings", False),
        commit=given.get("settings_from"),
    )
    show = shown(given, chosen, FORMATS)
    with opened(chosen, complain) as store:
        known = known_trouble(given, chosen)
        helping = () if given.get("dry_run") else at_hand(chosen)
        reading = _read(paths, given, chosen, store)
        for problem in reading.problems:
            complain(problem)
        show.keep_off(document.path for document in reading.documents)
        if given.get("dry_run"):
            targets = (each.target for each in reading.citations)
            foretold = import_module("linkcheck.cli.plan").foretold
            show.write(foretold(targets, chosen, store, None, show.view.lang))
            return 2 if reading.problems else 0
        history = remembered(store, chosen)
        said = marks.found(start_of(paths), chosen.marks, trust=given.get("trust_settings", False))
        report = ask(reading, chosen, show, store, Terms(said, at_hand=helping), known.unknown)
        report = known.left_out(report, reading)
        write_each(_writes(report, history, chosen, show))
        return exit_code(report, chosen)


def _writes(report: Report, history: History, chosen: Settings, show: Shown) -> Iterator[Write]:
    """All that is to be written."""
    if chosen.history is not None:
        path = Path(chosen.history)
        yield lambda: write_file(path, history.text(encoded))
    yield from show.files_of(report)
    yield lambda: _write(report, chosen, show)


def _write(report: Report, chosen: Settings, show: Shown) -> None:
    """Write to standard output; where nothing changed, a line says so."""
    if chosen.changed_since and not report.findings and show.format == "terminal":
        said = say(remark("changes.none", ref=chosen.changed_since), show.view.lang)
        show.write([said + "\n"])
    elif show.format != "jsonl":
        show.write_report(report)


def _read(
    paths: Sequence[str], given: Mapping[str, Any], chosen: Settings, store: Store
) -> Reading:
    """What is to be checked: all that the paths name, or what changed of it."""
    found = inputs(paths, chosen, given.get("input"), given.get("column"))
    if not chosen.changed_since:
        return cite(found, chosen, store)
    read = list(found)
    documents = [each for each in read if not isinstance(each, SourceError)]
    changes_since = import_module("linkcheck.changes").changes_since
    changes = changes_since(chosen.changed_since, start_of(paths), documents)
    return cite(read, chosen, store, changes)


def remembered(store: Store, chosen: Settings) -> History:
    """The history in the store, with that of the file that the user keeps."""
    history = History(store, masked)
    if chosen.history is not None:
        history.load(Path(chosen.history))
    return history


def _all(finding: Finding) -> Finding:
    return finding


def ask(
    reading: Reading,
    chosen: Settings,
    show: Shown,
    store: Store,
    terms: Terms = AS_USUAL,
    unknown: Unknown = _all,
) -> Report:
    """Investigate, with progress on standard error and Ctrl-C understood; of what is streamed, `unknown` keeps what is new."""
    # Not returned by the task: at its end asyncio.run asks for the handler of SIGINT, and CPython 3.11 spells out in vain the whole
    # task with its result (measured: a second for 20,000 findings).
    reports: list[Report] = []

    async def work() -> None:
        with interruptible() as stop, watching(show, unknown) as watch:
            reports.append(await investigate(reading, chosen, watch, stop, store, terms))

    with memory.at_work():
        asyncio.run(work())
    # What reading met with has been said.
    for problem in reports[0].problems[len(reading.problems) :]:
        complain(problem)
    return reports[0]


def exit_code(report: Report, chosen: Settings) -> int:
    """0 nothing that fails, 1 something, 2 an input that could not be read, 3 not carried out; the highest."""
    if report.ending in _UNFINISHED:
        return 3
    if report.problems:
        return 2
    return int(any_fails(report.findings, chosen.fail_on))


command = options.signed(
    check,
    options.paths("Articles: files, directories, globs, URLs, or - for standard input."),
    (
        *options.CHOOSING,
        *options.TABULAR,
        *options.PLACING,
        *options.JUDGING,
        *options.SELECTING,
        *options.PLANNING,
        *options.ASKING,
        *options.TRUSTING,
        *options.ARCHIVING,
        *options.STORING,
        *options.REMEMBERING,
        *options.KEEPING,
        *options.SHOWING,
        *options.TESTING,
    ),
)
