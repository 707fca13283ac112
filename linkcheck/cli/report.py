"""`linkcheck report RUN.json…`: any format again from saved runs, without a request; several runs become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcheck.cli import options
from linkcheck.cli.check import exit_code
from linkcheck.cli.inputs import start_of
from linkcheck.cli.output import shown, write_each
from linkcheck.cli.saved import saved_run
from linkcheck.merge import merge
from linkcheck.report import FORMATS
from linkcheck.settings.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def report(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Write saved runs (--format json) in another format. Of two runs, one word: alive anywhere is alive, dead needs both."""
    chosen = load(
        start_of(()), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, FORMATS)
    merged = merge([saved_run(path) for path in paths])
    show.keep_off(document.path for document in merged.documents)
    write_each((*show.files_of(merged), lambda: show.write_report(merged)))
    return exit_code(merged, chosen)


command = options.signed(
    report,
    options.paths("Saved runs, as `linkcheck check --format json` writes them."),
    (each for each in (*options.SHOWING, *options.TRUSTING) if each.name != "no_progress"),
)
