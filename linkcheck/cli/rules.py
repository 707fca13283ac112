"""`linkcheck rules [ID]`: what the outcomes and rules mean."""

from __future__ import annotations

import difflib
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.errors import SettingsError
from linkcheck.judge import NAMES
from linkcheck.language import choose, rule_text, word
from linkcheck.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator


def command(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="A rule or an outcome.")] = None,
    lang: Annotated[str, typer.Option(help="auto, en, zh-Hans, zh-Hant.")] = "auto",
) -> int:
    """Explain the outcomes and the rules that lead to them."""
    spoken = choose(lang, os.environ)
    known = [*Outcome, *(id_ for id_, _ in NAMES)]
    if id_ is None:
        sys.stdout.writelines(_all(spoken))
    elif id_ in known:
        sys.stdout.write("{}\n\n{}\n".format(*rule_text(id_, spoken)))
    else:
        near = difflib.get_close_matches(id_, known, 1)
        hint = f"; do you mean {near[0]}?" if near else ", see linkcheck rules"
        raise SettingsError(f"there is no rule {id_!r}{hint}")
    return 0


def _all(lang: str) -> Iterator[str]:
    for outcome in Outcome:
        yield f"{word(f'outcome.{outcome}', lang)}: {rule_text(outcome, lang)[0]}\n"
        for id_, led in NAMES:
            if led is outcome:
                yield f"  {id_:<18} {rule_text(id_, lang)[0]}\n"
        yield "\n"
