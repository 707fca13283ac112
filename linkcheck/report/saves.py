"""What `linkcheck save` would ask, or did, in the reader's words and as JSON (`linkcheck-saves-v1`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linkcheck.language import say, word
from linkcheck.model import remark
from linkcheck.report.safe import masked, shown
from linkcheck.savers import SaveState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkcheck.savers import Save, Saver

_WORST_FIRST = (
    SaveState.REFUSED,
    SaveState.PENDING,
    SaveState.NOT_SENT,
    SaveState.WANTED,
    SaveState.SAVED,
    SaveState.KEPT,
)
_QUIET = frozenset({SaveState.KEPT})
"""Told one by one only to who wants every source."""


def save_lines(
    saver: Saver, saves: Sequence[Save], lang: str, *, sent: bool, verbose: bool
) -> Iterator[str]:
    """The sum, then the sources by state, what needs a person first."""
    yield _sum(saver, saves, lang, sent=sent) + "\n"
    for state in _WORST_FIRST:
        of_state = [save for save in saves if save.state is state]
        if of_state and (verbose or state not in _QUIET):
            yield f"\n{word(f'save.state.{state}', lang)} {len(of_state):,}\n"
            for save in of_state:
                yield from _told(save, lang)


def _sum(saver: Saver, saves: Sequence[Save], lang: str, *, sent: bool) -> str:
    count = {state: sum(save.state is state for save in saves) for state in SaveState}
    kept, name = count[SaveState.KEPT], saver.name
    asked = len(saves) - kept
    if sent and asked:
        done = remark(
            "save.done",
            saver=name,
            saved=count[SaveState.SAVED],
            wanted=asked,
            pending=count[SaveState.PENDING],
            refused=count[SaveState.REFUSED],
            unsent=count[SaveState.NOT_SENT],
        )
        return say(done, lang)
    if not count[SaveState.WANTED]:
        return say(remark("save.nothing", saver=name, kept=kept, sources=len(saves)), lang)
    wanted = count[SaveState.WANTED]
    return say(remark("save.whole", saver=name, wanted=wanted, sources=len(saves), kept=kept), lang)


def _told(save: Save, lang: str) -> Iterator[str]:
    yield f"  {shown(save.url)}\n"
    if save.reason is not None:
        yield f"    {shown(say(save.reason, lang))}\n"
    if save.captured is not None and save.state is SaveState.SAVED:
        at = remark("save.at", captured=save.captured.date().isoformat())
        yield f"    {say(at, lang)}\n"
    if save.copy:
        yield f"    {shown(save.copy)}\n"


def save_json(saver: Saver, saves: Sequence[Save], *, sent: bool) -> str:
    """All of it for programs, in English."""
    whole = {
        "format": "linkcheck-saves-v1",
        "saver": saver.id,
        "sent": sent,
        "counts": {str(state): sum(save.state is state for save in saves) for state in SaveState},
        "saves": [_as_json(save) for save in saves],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _as_json(save: Save) -> dict[str, Any]:
    return {
        "url": masked(save.url),
        "state": str(save.state),
        "reason": masked(say(save.reason, "en")) if save.reason else None,
        "reason_id": save.reason.id if save.reason else None,
        "job": save.job or None,
        "captured": save.captured.isoformat() if save.captured else None,
        "copy": save.copy or None,
    }
