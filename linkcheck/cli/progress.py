"""What is seen while a run goes on: a bar on a terminal, a line every half minute elsewhere; always on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from linkcheck.language import say, word
from linkcheck.model import remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linkcheck.cli.output import Shown
    from linkcheck.model import Finding, Verdict

_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


Unknown: TypeAlias = "Callable[[Finding], Finding | None]"
"""What of a finding is new, None where all of it is known."""


class Tally:
    """How a run stands: counts by outcome, and what is left. `show` is told after each change."""

    def __init__(
        self, lang: str, show: Callable[[Tally], None], stream: Callable[[Iterable[Finding]], None]
    ) -> None:
        self._lang = lang
        self._show = show
        self.found = stream
        self.targets = 0
        self.left = 0
        self.again = 0
        self.longest = 0.0
        self.searches = 0
        self.outcomes: Counter[str] = Counter()

    def begun(self, targets: int) -> None:
        """So many targets are going to be asked for."""
        self.targets = self.left = targets
        self._show(self)

    def settled(self, verdict: Verdict, left: int) -> None:
        """One more is known."""
        self.outcomes[verdict.outcome] += 1
        self.left = left
        self._show(self)

    def waiting(self, again: int, longest: float) -> None:
        """All that is left are further looks, and how long these take at most."""
        self.again, self.longest = again, longest
        self._show(self)

    def searching(self, left: int) -> None:
        """So many searches for copies are left."""
        self.searches = left
        self._show(self)

    def line(self) -> str:
        """The state in one line of the reader's language."""
        said = [
            f"{count} {word(f'outcome.{name}', self._lang)}"
            for name, count in self.outcomes.items()
        ]
        if self.again and self.again == self.left:
            said.append(
                say(remark("progress.again", again=self.again, longest=self.longest), self._lang)
            )
        if not self.left and self.searches:
            said.append(say(remark("progress.searching", searches=self.searches), self._lang))
        return ", ".join(said)


@contextmanager
def watching(show: Shown, unknown: Unknown = lambda finding: finding) -> Iterator[Tally]:
    """A watch of a run, made for where standard error goes; of what is streamed, `unknown` keeps what is new."""
    stream = _streaming(unknown) if show.format == "jsonl" else _unstreamed
    if not show.progress:
        yield Tally(show.view.lang, lambda _tally: None, stream)
    elif sys.stderr.isatty():
        with _bar(show.view.lang, stream) as tally:
            yield tally
    else:
        yield Tally(show.view.lang, _Lines(), stream)


@contextmanager
def _bar(lang: str, stream: Callable[[Iterable[Finding]], None]) -> Iterator[Tally]:
    rich = import_module("rich.progress")
    columns = (
        rich.BarColumn(bar_width=24),
        rich.MofNCompleteColumn(),
        rich.TimeElapsedColumn(),
        rich.TextColumn("{task.description}"),
    )
    console = import_module("rich.console").Console(stderr=True)
    with rich.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(tally: Tally) -> None:
            done = tally.targets - tally.left
            bar.update(task, total=tally.targets or None, completed=done, description=tally.line())

        yield Tally(lang, show, stream)


class _Lines:
    """A line now and then, so that a log shows that something happens."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, tally: Tally) -> None:
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            sys.stderr.write(f"{tally.targets - tally.left}/{tally.targets}: {tally.line()}\n")
            sys.stderr.flush()


def _streaming(unknown: Unknown) -> Callable[[Iterable[Finding]], None]:
    finding_line = import_module("linkcheck.report").finding_line

    def stream(findings: Iterable[Finding]) -> None:
        for fresh in map(unknown, findings):
            if fresh is not None:
                sys.stdout.write(finding_line(fresh) + "\n")
                sys.stdout.flush()

    return stream


def _unstreamed(_findings: Iterable[Finding]) -> None:
    """The report is written when all is known."""
