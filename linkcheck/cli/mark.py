"""`linkcheck mark URL alive|dead --note TEXT`: a person's word on a source, kept in a file beside the articles."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from linkcheck import marks
from linkcheck.cli.output import write_file
from linkcheck.errors import SettingsError
from linkcheck.model import Mark, Outcome, Way
from linkcheck.report.safe import masked, shown
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.settings.allowed import parse_duration

_HALF_A_YEAR = "180d"


class Said(StrEnum):
    """What a person can say of a source."""

    ALIVE = "alive"
    DEAD = "dead"


def command(
    url: Annotated[str, typer.Argument(metavar="URL", help="As it is cited.", show_default=False)],
    verdict: Annotated[Said, typer.Argument(help="What you saw.", show_default=False)],
    note: Annotated[str, typer.Option(help="Who looked, and what was there.", show_default=False)],
    holds: Annotated[
        str, typer.Option("--for", metavar="TIME", help="For how long that counts.")
    ] = _HALF_A_YEAR,
    file: Annotated[
        Path | None,
        typer.Option(
            "--marks",
            help=f"Where it is kept (default: the nearest {marks.NAME}, or a new one here).",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Record what a person saw of a source: later runs say so, until it expires. A new word on a URL replaces the old one."""
    known = resolve(url, Settings()).url
    _fit(url, note)
    today = datetime.now(UTC).date()
    until = today + max(parse_duration(holds), timedelta(days=1))
    mark = Mark(
        url=url, outcome=Outcome(verdict.value), note=" ".join(note.split()), on=today, until=until
    )
    path = file or marks.nearest(Path()) or Path(marks.NAME)
    before = marks.load(path) if path.exists() else ()
    kept = [each for each in before if resolve(each.url, Settings()).url != known]
    write_file(path, marks.written([*kept, mark]))
    sys.stdout.write(f"{shown(url)}: {verdict.value} until {until}, in {shown(str(path))}\n")
    return 0


def _fit(url: str, note: str) -> None:
    """A mark is of an address of the web, and its file is for everybody to read."""
    if resolve(url, Settings()).way is not Way.WEB:
        raise SettingsError(f"{shown(url)}: no address of the web")
    for each in (url, note):
        if masked(each) != each:
            raise SettingsError(
                f"{shown(each)}: has a secret in it, and marks are kept where others read them"
            )
