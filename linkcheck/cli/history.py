"""`linkcheck history [PATH…|URL]`: how sources stood over time, from the store; no request is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcheck.cli import options
from linkcheck.cli.check import remembered
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.output import shown
from linkcheck.reading import cite
from linkcheck.report.history import story, trend
from linkcheck.report.json import encoded
from linkcheck.resolve import resolve
from linkcheck.settings.loading import load
from linkcheck.store import opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkcheck.model import Spell
    from linkcheck.settings import Settings
    from linkcheck.store import History, Store


def history(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Tell how a source stood over time, or the trend of all that some articles cite; without either, of all that is remembered."""
    chosen = load(
        start_of(paths), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, {"terminal": None, "json": None})
    problems: tuple[str, ...] = ()
    with opened(chosen, complain) as store:
        past = remembered(store, chosen)
        if show.format == "json":
            show.write(past.text(encoded))
        elif paths and all(_is_url(path) for path in paths):
            for url in paths:
                show.write(story(url, past.of(resolve(url, chosen).url), show.view))
        else:
            cited, problems = _gathered(past, paths, chosen, store)
            show.write(trend(cited, show.view))
    return 2 if problems else 0


def _gathered(
    past: History, paths: Sequence[str], chosen: Settings, store: Store
) -> tuple[dict[str, list[Spell]], tuple[str, ...]]:
    """What is remembered of the sources that the articles cite, or of all; and which articles could not be read."""
    found: dict[str, list[Spell]] = {}
    if not paths:
        for url, spell in past.all():
            found.setdefault(url, []).append(spell)
        return found, ()
    reading = cite(inputs(paths, chosen), chosen, store)
    for problem in reading.problems:
        complain(problem)
    for citation in reading.citations:
        spells = past.of(citation.target.url)
        if spells:
            found[citation.target.url] = list(spells)
    return found, tuple(reading.problems)


def _is_url(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


_WANTED = {"format", "lang", "color", "store", "no_store", "history", "trust_settings"}

command = options.signed(
    history,
    options.paths("Articles, or URLs of sources.", required=False),
    (
        each
        for each in (
            *options.STORING,
            *options.REMEMBERING,
            *options.TRUSTING,
            *options.SHOWING,
        )
        if each.name in _WANTED
    ),
)
