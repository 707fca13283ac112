"""`linkcheck fix PATH…|RUN.json`: mend what can be mended; a diff first, files only on the user's word."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linkcheck.cli import options
from linkcheck.cli.check import ask
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.mending import left_lines, question
from linkcheck.cli.options import Option
from linkcheck.cli.output import Shown, shown
from linkcheck.cli.saved import saved_run
from linkcheck.errors import SourceError
from linkcheck.fix import Style, Wishes, files
from linkcheck.fix.diff import diff
from linkcheck.fix.plan import narrowed
from linkcheck.language import say, word
from linkcheck.merge import merge
from linkcheck.model import remark
from linkcheck.reading import cite
from linkcheck.report.safe import inert, masked, spelled_out
from linkcheck.run import hands, mend
from linkcheck.settings.loading import load
from linkcheck.source import is_file
from linkcheck.store import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkcheck.fix import Edit, Plan
    from linkcheck.model import Document, Report
    from linkcheck.settings import Settings
    from linkcheck.store import Store


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of some files: their documents as they are now, the findings, and what could not be read."""

    documents: tuple[Document, ...]
    report: Report
    problems: tuple[str, ...]


def fix(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """Mend citations: the best copy for the dead, the new address for what moved. Shows a diff; --write applies it."""
    chosen = load(
        start_of(paths), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, {"terminal": None})
    with opened(chosen, complain) as store:
        is_saved = all(path.endswith(".json") for path in paths)
        known = (
            _recalled(paths, chosen) if is_saved else _found_out(paths, given, chosen, show, store)
        )
        return _mended(known, given, chosen, show)


def _mended(known: Checked, given: Mapping[str, Any], chosen: Settings, show: Shown) -> int:
    """Show or write what is to be done; the exit code."""
    for problem in known.problems:
        complain(problem)
    wishes = Wishes(given.get("style", Style.REPLACE), given.get("unsafe", False))
    plans = mend(known.documents, known.report, chosen, wishes)
    if given.get("interactive"):
        plans = tuple(_asked(plans, chosen, show))
    else:
        show.write(_safely(line) for plan in plans for line in diff(plan))
    failed = _write(plans, given, show) if _is_to_write(given) else _propose(plans, show)
    show.write(left_lines(plans, show.view))
    if known.problems or failed:
        return 2
    return int(any(left.person for plan in plans for left in plan.left))


def _is_to_write(given: Mapping[str, Any]) -> bool:
    return bool(given.get("write") or given.get("interactive"))


def _found_out(
    paths: Sequence[str], given: Mapping[str, Any], chosen: Settings, show: Shown, store: Store
) -> Checked:
    """Check the files now. What was fetched from the web is nobody's file to mend."""
    reading = cite(inputs(paths, chosen, given.get("input")), chosen, store, with_texts=True)
    report = ask(reading, chosen, show, store)
    documents = tuple(each for each in reading.documents if is_file(each))
    return Checked(documents, report, reading.problems)


def _recalled(paths: Sequence[str], chosen: Settings) -> Checked:
    """The files of saved runs, as they are now; one that has changed since is refused."""
    report = merge([saved_run(path) for path in paths])
    documents: list[Document] = []
    problems: list[str] = []
    for saved in report.documents:
        for document in inputs((saved.path,), chosen, saved.kind):
            if isinstance(document, SourceError):
                problems.append(str(document))
            elif saved.sha256 != document.sha256:
                path = spelled_out(document.path)
                problems.append(f"{path}: changed since it was checked; check it again")
            else:
                documents.append(document)
    return Checked(tuple(documents), report, tuple(problems))


def _safely(line: str) -> str:
    """A line of a diff without secrets and what steers a terminal; a CR at its end is a newline's."""
    body = line.rstrip("\r\n")
    parts = (inert(spelled_out(masked(part))) for part in body.split("\n"))
    return "\n".join(parts) + line[len(body) :]


def _asked(plans: Sequence[Plan], chosen: Settings, show: Shown) -> Iterator[Plan]:
    """The plans with the edits that a person agrees to."""
    answer = ""
    for plan in plans:
        kept: list[Edit] = []
        for edit in plan.edits:
            if answer not in ("a", "q"):
                show.write(question(edit, show.view))
                answer = (sys.stdin.readline().strip().lower() or "q")[:1]
            if answer in ("y", "a"):
                kept.append(edit)
        yield narrowed(plan, kept, hands(chosen))


def _propose(plans: Sequence[Plan], show: Shown) -> bool:
    changed = [plan for plan in plans if plan.edits]
    if not changed:
        show.write([word("fix.nothing", show.view.lang) + "\n"])
        return False
    edits = sum(len(plan.edits) for plan in changed)
    counted = say(remark("fix.edits", edits=edits, files=len(changed)), show.view.lang)
    show.write([f"{counted}; {word('fix.how', show.view.lang)}\n"])
    return False


def _write(plans: Sequence[Plan], given: Mapping[str, Any], show: Shown) -> bool:
    """Write the files; whether any could not be."""
    changed = [plan for plan in plans if plan.edits]
    done, problems = files.write(changed, atomic=given.get("atomic", False))
    edits = sum(len(plan.edits) for plan in done)
    counted = remark("fix.written", edits=edits, files=len(done))
    told = say(counted, show.view.lang) if done else word("fix.nothing", show.view.lang)
    show.write([told + "\n"])
    for problem in problems:
        complain(problem)
    return bool(problems)


_HIDDEN = {"format", "output", "quiet", "verbose", "fail_on", "role"}

_FIXING: tuple[Option, ...] = (
    Option(
        "write",
        bool,
        "Write the files; otherwise only the diff is shown.",
        options.FIX,
        flags=("--write",),
    ),
    Option(
        "interactive",
        bool,
        "Ask citation by citation, then write.",
        options.FIX,
        flags=("--interactive", "-i"),
    ),
    Option("style", Style, "A copy replaces the link, or a link to it is appended.", options.FIX),
    Option(
        "unsafe",
        bool,
        "Also what is not proven: a doubtful copy, another site.",
        options.FIX,
        flags=("--unsafe",),
    ),
    Option("atomic", bool, "Write all files or none.", options.FIX, flags=("--atomic",)),
)
command = options.signed(
    fix,
    options.paths("Articles, which are checked first, or saved runs (RUN.json)."),
    (
        each
        for each in (
            *_FIXING,
            *options.CHOOSING,
            *options.ASKING,
            *options.STORING,
            *options.TRUSTING,
            *options.ARCHIVING,
            *options.SHOWING,
            *options.TESTING,
        )
        if each.name not in _HIDDEN
    ),
)
