"""`linkcheck save PATH…`: have living sources captured that have no good copy near their citation; first only said, then sent."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

from linkcheck import store
from linkcheck.cli import options
from linkcheck.cli.check import ask
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.interrupt import interruptible
from linkcheck.cli.output import shown
from linkcheck.language import say, word
from linkcheck.model import Ending, remark
from linkcheck.preserve import LIVING, Saves, opened, preserve, wanted
from linkcheck.reading import cite
from linkcheck.report.safe import shown as visible
from linkcheck.report.saves import save_json, save_lines
from linkcheck.report.summary import is_cited
from linkcheck.run import Terms
from linkcheck.savers import SAVERS, SaveState
from linkcheck.settings.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkcheck.archive.journal import Journal
    from linkcheck.cli.output import Shown
    from linkcheck.model import Remark
    from linkcheck.reading import Reading
    from linkcheck.savers import Keys, Save
    from linkcheck.settings import Settings

_FORMATS = {"terminal": None, "json": None}
_UNDONE = (SaveState.PENDING, SaveState.REFUSED)
_OURS = frozenset({"save.not-sent.not-living", "save.not-sent.is-copy"})
"""Why a source is not sent that leaves nothing to be done."""


def save(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Have living sources saved that have no good copy near their citation. Says what it would ask; --send asks it."""
    chosen = load(
        start_of(paths), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, _FORMATS)
    saver = SAVERS[0]
    keys, known = saver.keys(os.environ), opened(chosen, saver)
    with store.opened(chosen, complain) as kept:
        reading = cite(inputs(paths, chosen, given.get("input")), chosen, kept)
        for problem in reading.problems:
            complain(problem)
        report = ask(reading, chosen, show, kept, Terms(searched=LIVING))
        saves = wanted(report, is_cited, known, chosen)
    plan = Saves(saver=saver, saves=saves, has_keys=keys is not None, ending=report.ending)
    if given.get("send") and report.ending is Ending.COMPLETE:
        plan = _sent(plan, chosen, keys, known, show)
    _tell(plan, chosen, show)
    return _exit_code(plan, reading)


def _sent(plan: Saves, chosen: Settings, keys: Keys | None, known: Journal, show: Shown) -> Saves:
    """Send what is wanted; a capture takes half a minute, so that each is told of when it ends."""

    def settled(each: Save) -> None:
        if show.progress:
            state = word(f"save.state.{each.state}", show.view.lang)
            sys.stderr.write(f"{state}: {visible(each.url)}\n")

    async def work() -> Saves:
        with interruptible() as stop:
            return await preserve(plan, chosen, keys, known, settled, stop)

    return asyncio.run(work())


def _tell(plan: Saves, chosen: Settings, show: Shown) -> None:
    if show.format == "json":
        show.write([save_json(plan.saver, plan.saves, sent=plan.sent)])
        return
    lang, verbose = show.view.lang, show.view.verbose
    show.write(save_lines(plan.saver, plan.saves, lang, sent=plan.sent, verbose=verbose))
    if plan.sent and any(plan.of(state) for state in (SaveState.SAVED, SaveState.PENDING)):
        show.write([f"\n{say(remark('save.journal', path=chosen.save_journal), lang)}\n"])
    elif not plan.sent and plan.of(SaveState.WANTED):
        show.write([f"\n{say(_how(plan, chosen), lang)}\n"])


def _how(plan: Saves, chosen: Settings) -> Remark:
    seconds = plan.seconds(chosen)
    if plan.has_keys:
        return remark("save.how", seconds=seconds)
    names = {"access": plan.saver.access, "secret": plan.saver.secret}
    return remark("save.how-no-keys", seconds=seconds, **names)


def _exit_code(plan: Saves, reading: Reading) -> int:
    """0 all kept or saved, or nothing sent yet; 1 something that was to be saved is not; 2 a mistake; 3 not carried out."""
    if plan.ending in (Ending.INTERRUPTED, Ending.OFFLINE):
        return 3
    if reading.problems:
        return 2
    left = [each for each in plan.saves if each.state in _UNDONE or _is_left(each)]
    return int(plan.sent and bool(left))


def _is_left(each: Save) -> bool:
    """Whether a source was not sent that might be the next time."""
    why = each.reason.id if each.reason else ""
    is_unsent = each.state is SaveState.NOT_SENT
    return is_unsent and why.startswith("save.not-sent.") and why not in _OURS


_SHOWN = {"format", "lang", "verbose", "no_progress"}

command = options.signed(
    save,
    options.paths("Articles: files, directories, globs, URLs, or - for standard input."),
    (
        *options.SAVING,
        *options.CHOOSING,
        *options.ASKING,
        *options.TRUSTING,
        *options.STORING,
        *(each for each in options.ARCHIVING if each.name not in {"archive", "drift"}),
        *(each for each in options.SHOWING if each.name in _SHOWN),
        *options.TESTING,
    ),
)
