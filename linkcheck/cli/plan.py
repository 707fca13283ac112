"""`linkcheck plan PATH…`: what a check would ask and take, without a request."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from linkcheck.cli import options
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.output import shown
from linkcheck.cli.saved import saved_run
from linkcheck.plan import plan as made
from linkcheck.prospect import prospect
from linkcheck.reading import cite
from linkcheck.report.plan import plan_lines
from linkcheck.settings.loading import load
from linkcheck.store import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkcheck.model import Evidence, Target
    from linkcheck.settings import Settings
    from linkcheck.store import Store

_SAMPLE = 2_000
"""Of the store's evidence, the latest."""


def plan(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Say what a check would ask, how long it would take, and what it would need. Asks nothing."""
    chosen = load(
        start_of(paths), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, {"terminal": None})
    with opened(chosen, complain) as store:
        reading = cite(
            inputs(paths, chosen, given.get("input"), given.get("column")), chosen, store
        )
        for problem in reading.problems:
            complain(problem)
        targets = (each.target for each in reading.citations)
        show.write(foretold(targets, chosen, store, given.get("like"), show.view.lang))
    return 2 if reading.problems else 0


def foretold(
    targets: Iterable[Target], chosen: Settings, store: Store, like: str | None, lang: str
) -> Iterator[str]:
    """The plan in words, with what is expected by an earlier run's evidence, or the store's."""
    seen = None if like is None else evidence_of(like)
    told = prospect(made(targets, chosen), chosen, seen, islice(store.latest(), _SAMPLE))
    return plan_lines(told, lang)


def evidence_of(path: str) -> Iterator[Evidence]:
    """What a saved run has seen."""
    return (each.evidence for each in saved_run(path).findings if each.evidence is not None)


_SHOWN = {"lang"}

command = options.signed(
    plan,
    options.paths("Articles: files, directories, globs, URLs, or - for standard input."),
    (
        *options.FORETELLING,
        *options.CHOOSING,
        *options.TABULAR,
        *options.PLACING,
        *options.ASKING,
        *options.TRUSTING,
        *options.STORING,
        *(each for each in options.ARCHIVING if each.name in {"archive", "archive_time"}),
        *(each for each in options.SHOWING if each.name in _SHOWN),
        *options.TESTING,
    ),
)
