"""The report for a person at a terminal: trouble first, the living only counted, what to do next last.

Piped, it is the same text without colour and with whole URLs; wide, the same with whole labels. Two thousand fine
files make a few lines, and many unsure sources are told by rule and host, since nobody reads a thousand blocks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from linkcheck.language import say, word
from linkcheck.model import Ending, Outcome, remark
from linkcheck.report import phrases, summary
from linkcheck.report.block import INDENT, block, line_of
from linkcheck.report.failing import UNASKED, fails
from linkcheck.report.layout import clip_middle, pad, wrap
from linkcheck.report.paint import paint
from linkcheck.report.safe import inert
from linkcheck.report.score import head, in_one_line, score, wrapped
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkcheck.model import Finding, Report
    from linkcheck.report.view import View

_COMMAND = 32
"""Cells for a command before what it is good for."""

_UNASKED = (Ending.OFFLINE, Ending.NOT_ASKED)
"""Endings after which nothing more can be learned of a single source."""

_HOSTS_ROOM = 30
"""Cells that a list of hosts needs beside its rule; with fewer it stands below."""

_NOTES = 5
"""So many notes are told one by one, more only counted."""

_NEXT = (("explain URL", "next.explain"), ("PATH --verbose", "next.verbose"))
"""What to do next: the arguments and what they give; the last helps only where something was collapsed."""


def render(report: Report, view: View) -> Iterator[str]:
    """The whole report, a line at a time."""
    told = for_people(report, None if view.verbose else _is_told)
    for line in _brief(told, view) if view.quiet else _full(told, view):
        yield inert(line) + "\n"


def _is_told(finding: Finding) -> bool:
    """Whether a finding is told by itself; of the others no text is shown unless all are asked for."""
    noted = any(note.id != summary.SEEN for note in finding.verdict.notes)
    return noted or finding.verdict.outcome in summary.TROUBLE or finding.lookup is not None


def _brief(report: Report, view: View) -> Iterator[str]:
    as_wished = report.ending is Ending.NOT_ASKED
    surprising = replace(report, ending=Ending.COMPLETE) if as_wished else report
    for warning in (
        *phrases.warnings(surprising, view.lang),
        *phrases.notices(report, view.lang),
    ):
        yield paint(warning, "warning", color=view.color)
    for finding in report.findings:
        if fails(finding, view.fail_on):
            yield from (line_of(reference, finding, view) for reference in finding.references)
    if len(report.documents) > 1:
        yield from wrapped(in_one_line(report, view), view)


def _full(report: Report, view: View) -> Iterator[str]:
    trouble = summary.ordered(report.findings if view.verbose else _asked(report))
    if _is_calm(report, trouble, view):
        yield from wrapped(in_one_line(report, view), view)
        return
    unsure = [finding for finding in trouble if finding.verdict.outcome is Outcome.UNSURE]
    collapsed = unsure if len(unsure) > summary.MANY and not view.verbose else []
    blocks = trouble[: len(trouble) - len(collapsed)]
    several = len(report.documents) > 1
    yield from head(report, view)
    yield from score(report, view)
    if several:
        yield from _documents(report, blocks, view)
    else:
        yield from _sections(blocks, view, with_path=False)
    yield from _collapsed(collapsed, view)
    if view.verbose:
        yield from _sections(_rest(report.findings), view, with_path=several)
    if several:
        yield from _hosts(report, view)
    yield from _notes(report, view)
    yield from _kept(report, view)
    if trouble and report.ending not in _UNASKED:
        yield from _next(report, collapsed, view)


def _asked(report: Report) -> Iterator[Finding]:
    """The findings but for those of which nothing was asked, since nothing was to be: they need no person."""
    unwanted = UNASKED if report.ending is Ending.NOT_ASKED else frozenset[str]()
    return (each for each in report.findings if each.verdict.rule not in unwanted)


def _is_calm(report: Report, trouble: tuple[Finding, ...], view: View) -> bool:
    """Whether there is nothing to tell of several documents but that they are fine."""
    is_whole = report.ending in (Ending.COMPLETE, Ending.NOT_ASKED) and not report.problems
    warned = any(document.warnings for document in report.documents)
    several = len(report.documents) > 1
    return (
        several
        and is_whole
        and not (trouble or warned or view.verbose or report.recorded or report.notices)
    )


def _sections(findings: Iterable[Finding], view: View, *, with_path: bool) -> Iterator[str]:
    outcome = None
    for finding in findings:
        if finding.verdict.outcome is not outcome:
            outcome = finding.verdict.outcome
            yield from ("", _heading(outcome, view))
        yield from block(finding, view, with_path=with_path)


def _documents(report: Report, findings: tuple[Finding, ...], view: View) -> Iterator[str]:
    # By the very target, not its URL: two may look alike once their secrets are masked.
    whole = {id(finding.target): finding.references for finding in findings}
    above: dict[int, str] = {}
    for group in summary.by_document(report, findings):
        yield ""
        title = phrases.one_line(group.document.title or "")
        yield from wrapped(" · ".join(filter(None, [group.document.path, title])), view, "strong")
        yield "  " + phrases.outcomes(summary.count(group.findings), view.lang)
        for finding in group.findings:
            key, here = id(finding.target), finding.references
            place = phrases.place(here[0], with_path=True)
            told = above.setdefault(key, place)
            if told != place:
                yield from block(finding, view, with_path=True, above=told)
                continue
            others = (reference for reference in whole[key] if reference.path != here[0].path)
            full = replace(finding, references=(*here, *others))
            yield from block(full, view, with_path=True)


def _collapsed(findings: list[Finding], view: View) -> Iterator[str]:
    if not findings:
        return
    rules: dict[str, Counter[str]] = {}
    for finding in findings:
        rules.setdefault(finding.verdict.rule, Counter())[phrases.host(finding, view.lang)] += 1
    yield from ("", f"{_heading(Outcome.UNSURE, view)}  {len(findings):,}")
    for rule, by_host in sorted(rules.items(), key=lambda row: -row[1].total()):
        lead = f"  {by_host.total():>6,}  {pad(rule, 14)}  "
        hosts = _host_list(by_host, view)
        if view.width is not None and view.width - cell_len(lead) < _HOSTS_ROOM:
            yield lead.rstrip()
            lead = " " * 10
        first, *more = wrap(hosts, view.width and view.width - cell_len(lead))
        yield lead + first
        yield from (" " * cell_len(lead) + line for line in more)


def _host_list(hosts: Counter[str], view: View, most: int = 3) -> str:
    named = word("list.separator", view.lang).join(
        f"{host} {number:,}" if number > 1 else host for host, number in hosts.most_common(most)
    )
    left = len(hosts) - most
    return f"{named} {say(remark('many.hosts', count=left), view.lang)}" if left > 0 else named


def _hosts(report: Report, view: View) -> Iterator[str]:
    rows = list(summary.costly_hosts(report.findings))
    if not rows:
        return
    yield from ("", paint(word("hosts.heading", view.lang), "strong", color=view.color))
    column = min(max(cell_len(host) for host, _, _ in rows), 40)
    for host, number, counts in rows:
        outcomes = phrases.outcomes(counts, view.lang)
        told = say(remark("hosts.row", citations=number, outcomes=outcomes), view.lang)
        yield f"  {pad(clip_middle(host, column), column)}  {told}"
    dead = [finding for finding in report.findings if finding.verdict.outcome is Outcome.DEAD]
    copied = sum(map(summary.has_good_copy, dead))
    if dead:
        yield "  " + say(remark("count.copied", copied=copied, dead=len(dead)), view.lang)
    if years := summary.age_of_dead(report):
        yield "  " + say(remark("ages.dead", years=years), view.lang)


def _notes(report: Report, view: View) -> Iterator[str]:
    silent = [] if view.verbose else [*_rest(report.findings)]
    # What was seen before is said of all together, at the top.
    notes = [
        (finding, note)
        for finding in silent
        for note in finding.verdict.notes
        if note.id != summary.SEEN
    ]
    if not notes:
        return
    counted = say(remark("many.notes", count=len(notes)), view.lang)
    yield from ("", paint(counted, "strong", color=view.color))
    if len(notes) > _NOTES:
        kinds = Counter(note.id for _, note in notes).most_common()
        told = word("list.separator", view.lang).join(f"{number:,} {id_}" for id_, number in kinds)
        yield from wrapped(told, view, indent="  ")
        return
    for finding, note in notes:
        spot = phrases.place(finding.references[0], with_path=len(report.documents) > 1)
        whose = phrases.host(finding, view.lang)
        told = f"{whose}{word('colon', view.lang)}{say(note, view.lang)}"
        first, *more = wrap(told, view.width and max(view.width - INDENT, INDENT))
        yield f" {pad(spot, INDENT - 2)} {first}"
        yield from (" " * INDENT + line for line in more)


def _kept(report: Report, view: View) -> Iterator[str]:
    """What was written to WARC files, and how much of it is not whole."""
    kept = report.recorded
    if kept is None:
        return
    files = word("list.separator", view.lang).join(kept.files)
    values = {"responses": kept.responses, "revisits": kept.revisits, "truncated": kept.truncated}
    yield ""
    yield from wrapped(say(remark("warc.kept", files=files, **values), view.lang), view)


def _next(report: Report, collapsed: list[Finding], view: View) -> Iterator[str]:
    lead = pad(word("next", view.lang) + word("colon", view.lang), INDENT)
    rows = [(arguments, word(key, view.lang)) for arguments, key in _NEXT]
    replaceable = summary.replaceable(report.findings)
    mending = ("fix PATH", say(remark("next.fix", count=replaceable), view.lang))
    left, seconds = summary.unsearched(report.findings)
    searching = ("archive RUN.json", _still_to_search(left, seconds, view))
    first = [mending] * bool(replaceable) + [searching] * bool(left)
    yield ""
    for arguments, what in first + rows[: None if collapsed else -1]:
        command = f"{view.command} {arguments}"
        beside = view.width is None or INDENT + _COMMAND + cell_len(what) <= view.width
        yield lead + (pad(command, _COMMAND) + what if beside else command)
        lead = " " * INDENT


def _still_to_search(left: int, seconds: int, view: View) -> str:
    variant = "next.archive-time" if seconds else "next.archive"
    return say(remark(variant, count=left, seconds=seconds), view.lang)


def _heading(outcome: Outcome, view: View) -> str:
    return paint(word(f"outcome.{outcome}", view.lang).upper(), outcome, color=view.color)


def _rest(findings: Iterable[Finding]) -> Iterator[Finding]:
    rest = [finding for finding in findings if finding.verdict.outcome not in summary.TROUBLE]
    return iter(sorted(rest, key=lambda finding: finding.verdict.outcome is Outcome.SKIPPED))
