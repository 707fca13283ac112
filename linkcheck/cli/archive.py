"""`linkcheck archive RUN.json`: go on with a saved run's search for copies, and save the completed run."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkcheck.cli import options
from linkcheck.cli.check import exit_code
from linkcheck.cli.inputs import start_of
from linkcheck.cli.interrupt import interruptible
from linkcheck.cli.output import shown, write_each, write_file
from linkcheck.cli.progress import watching
from linkcheck.cli.saved import saved_run
from linkcheck.complete import complete
from linkcheck.errors import SettingsError
from linkcheck.report import FORMATS, View
from linkcheck.settings.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkcheck.cli.output import Shown
    from linkcheck.model import Report
    from linkcheck.settings import Settings

_AS_LONG_AS_IT_TAKES = "24h"
"""Who asks for this command wants the rest; `--archive-time` bounds it all the same."""


def archive(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Look for the copies that a saved run had no time for, and write the completed run in its place."""
    if len(paths) != 1:
        raise SettingsError(
            "archive: one saved run at a time; `linkcheck report` makes one of several"
        )
    flags = {"archive_time": _AS_LONG_AS_IT_TAKES} | options.settings_of(given)
    chosen = load(start_of(()), flags, trust=given.get("trust_settings", False))
    show = shown(given, chosen, FORMATS)
    begun = saved_run(paths[0])
    show.keep_off(document.path for document in begun.documents)
    report = _completed(begun, chosen, show)
    saved = partial(write_file, Path(paths[0]), FORMATS["json"].render(report, View()))
    write_each((saved, *show.files_of(report), lambda: show.write_report(report)))
    return exit_code(report, chosen)


def _completed(report: Report, chosen: Settings, show: Shown) -> Report:
    async def work() -> Report:
        with interruptible() as stop, watching(show) as watch:
            return await complete(report, chosen, watch, stop)

    return asyncio.run(work())


command = options.signed(
    archive,
    options.paths(
        "A saved run, as `linkcheck check --format json` writes it; it is completed in its place."
    ),
    (
        *(each for each in options.ARCHIVING if each.name != "archive"),
        *(each for each in options.ASKING if each.name in {"ca_file", "proxy", "allow_private"}),
        *options.TRUSTING,
        *options.SHOWING,
        *options.TESTING,
    ),
)
