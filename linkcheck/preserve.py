"""Making sure that a copy will be there: which living sources have none that is good and near, and having those captured.

Beside `run` in the order of things. What is not living is left alone: its capture would show the wall or the notice. What could not be asked
of the archive is left alone too, since "no copy" and "could not ask" are different answers; the next run goes on. A URL is saved without
the parameters that say who its reader was, and so is it looked for.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linkcheck.archive import journal
from linkcheck.archive.discretion import private
from linkcheck.archive.saving import Saving
from linkcheck.checking.desk import until
from linkcheck.model import Ending, Grade, LookupState, Outcome, Way, remark
from linkcheck.replay import cited_copy
from linkcheck.savers import Save, SaveState
from linkcheck.tracking import without_trackers
from linkcheck.web.outfit import outfit

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable
    from datetime import date, timedelta

    from linkcheck.archive.journal import Journal
    from linkcheck.model import Finding, Remark, Report
    from linkcheck.savers import Keys, Saver
    from linkcheck.settings import Settings

LIVING = frozenset({Outcome.ALIVE})
"""What is saved, and hence what copies are looked for of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saves:
    """What became of each source, in source order; `sent` says whether anything was to be asked for at all."""

    saver: Saver
    saves: tuple[Save, ...]
    sent: bool = False
    has_keys: bool = False
    ending: Ending = Ending.COMPLETE

    def of(self, state: SaveState) -> tuple[Save, ...]:
        """Those that ended so."""
        return tuple(save for save in self.saves if save.state is state)

    def seconds(self, settings: Settings) -> float:
        """How long it takes to ask for those that are wanted, by the service's allowance."""
        rate = settings.save_rate if self.has_keys else settings.save_rate_anonymous
        return 60 * len(self.of(SaveState.WANTED)) / rate


def wanted(
    report: Report, is_cited: Callable[[Finding], bool], known: Journal, settings: Settings
) -> tuple[Save, ...]:
    """Each source once: kept, wanted, or why it is not to be sent. `is_cited` leaves out what is no source."""
    days = {document.path: document.date for document in report.documents}
    saves: dict[str, Save] = {}
    for finding in report.findings:
        if finding.target.way is Way.WEB and is_cited(finding):
            need = _need(finding, days, known, settings)
            saves.setdefault(need.url, need)
    return tuple(saves.values())


def _need(
    finding: Finding, days: dict[str, date | None], known: Journal, settings: Settings
) -> Save:
    url = without_trackers(finding.target.request)
    why = _left_alone(finding, settings)
    if why is not None:
        return Save(url=url, state=SaveState.NOT_SENT, reason=why)
    dates = (each.date or days.get(each.path) for each in finding.references)
    kept = _kept(url, finding, settings.save_within) or _saved(
        url, min((day for day in dates if day), default=None), known, settings.save_within
    )
    return kept or Save(url=url, state=SaveState.WANTED, reason=_lacking(finding))


def _left_alone(finding: Finding, settings: Settings) -> Remark | None:
    """Why nothing is asked for a source, whether it has a copy or not."""
    url, lookup = finding.target.request, finding.lookup
    if finding.verdict.outcome is not Outcome.ALIVE:
        return remark("save.not-sent.not-living")
    if cited_copy(url) is not None:
        return remark("save.not-sent.is-copy")
    why = private(finding.target.url) or private(url)
    if why is not None:
        return why
    if _is_at_home(finding, settings):
        return remark("search.private.host")
    if lookup is None or lookup.state in (LookupState.LOOKUP_FAILED, LookupState.NOT_ASKED):
        return remark("save.not-sent.unknown")
    return lookup.reason if lookup.state is LookupState.EXCLUDED else None


def _is_at_home(finding: Finding, settings: Settings) -> bool:
    """Whether a source was reached inside a network (`--allow-private`), whatever its name looks like.

    Where all connections lead elsewhere (a proxy, a test's web) addresses say nothing of it.
    """
    if settings.proxy or settings.connect_to or finding.evidence is None:
        return False
    hops = (hop for look in finding.evidence.looks for hop in look.hops)
    return any(hop.address and not _is_public(hop.address) for hop in hops)


def _is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return False


def _kept(url: str, finding: Finding, within: timedelta) -> Save | None:
    """A source with a good copy near enough."""
    copies = finding.lookup.copies if finding.lookup else ()
    near = (
        copy
        for copy in copies
        if copy.grade is Grade.GOOD and (copy.days is None or abs(copy.days) <= within.days)
    )
    best = next(near, None)
    if best is None:
        return None
    return Save(
        url=url, state=SaveState.KEPT, captured=best.memento.captured, copy=best.memento.url
    )


def _saved(url: str, day: date | None, known: Journal, within: timedelta) -> Save | None:
    """A source that an earlier run had saved, which the archive's index need not know yet; later captures are no nearer."""
    entry = known.known.get(url)
    if entry is None or entry.state is not SaveState.SAVED or entry.captured is None:
        return None
    if day is not None and entry.captured.date() < day - within:
        return None
    return Save(
        url=url,
        state=SaveState.KEPT,
        reason=remark("save.kept.earlier", captured=entry.captured.date().isoformat()),
        captured=entry.captured,
        copy=entry.copy,
        job=entry.job,
    )


def _lacking(finding: Finding) -> Remark:
    copies = finding.lookup.copies if finding.lookup else ()
    if not copies:
        return remark("save.wanted.none")
    best = copies[0]
    if best.grade is not Grade.GOOD or best.days is None:
        return remark("save.wanted.doubtful")
    return remark("save.wanted.far", days=abs(best.days))


async def preserve(
    plan: Saves,
    settings: Settings,
    keys: Keys | None,
    known: Journal,
    on_save: Callable[[Save], None],
    stop: asyncio.Event,
) -> Saves:
    """Have captured what is wanted; `stop`, and `save_time`, end it with what is known by then."""
    urls = [save.url for save in plan.of(SaveState.WANTED)]
    if not urls:
        return replace(plan, sent=True)
    # What is asked of a saver belongs in no WARC: it is no source, and carries keys.
    async with outfit(replace(settings, warc=None)) as web:
        saving = Saving(
            settings=settings,
            saver=plan.saver,
            keys=keys,
            fetch=web.fetch,
            journal=known,
            on_save=on_save,
        )
        ending = await until(saving.save(urls), settings.save_time, stop)
    return replace(plan, saves=_with(plan.saves, saving.saves), sent=True, ending=ending)


def _with(before: Iterable[Save], after: dict[str, Save]) -> tuple[Save, ...]:
    return tuple(after.get(save.url, save) for save in before)


def opened(settings: Settings, saver: Saver) -> Journal:
    """The journal of earlier runs. OutputError where it cannot be read."""
    return journal.read(settings.save_journal, saver.id)
