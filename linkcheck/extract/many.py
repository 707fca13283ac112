"""Many articles: what is known of a text is not looked for again, and what is new is shared with other processes.

Articles go in batches, and come out in their order. To start a process takes as long as to read a megabyte (0.25 s of Python's and
of the imports' start, measured), so that small inputs stay here, and for more the others are called before the first is read. This process
goes on working beside them; they have a batch each and one to follow, are fresh interpreters (`spawn`), leave Ctrl-C to this one, and end
with it; if one dies its batch is done here.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck import memory
from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.extract.packing import packed, unpacked
from linkcheck.extract.shelf import references_key
from linkcheck.model import Document, Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from linkcheck.extract.lexicon import Added
    from linkcheck.extract.shelf import Shelf

_BATCH = 100_000
"""Characters of a batch: a fortieth of a second."""
_SMALL = 700_000
"""Characters that are not worth another process: a quarter of a second."""
_MOST = 16
"""Processes at most: one of them gives the work out."""
_WINDOW = 64
"""Batches that may wait for one before them."""
Extracted = tuple[Document | SourceError, Sequence[Reference]]


def extract_all(
    inputs: Iterable[Document | SourceError],
    cues: Added = (),
    shelf: Shelf | None = None,
    *,
    masked: Callable[[str], str] = str,
    processes: int | None = None,
) -> Iterator[Extracted]:
    """Every input with its references, in order; what could not be read comes through without any.

    `masked` takes the secrets out of a text; where it finds some nothing is put on the shelf, which others may read.
    `processes` are this one and those beside it, by default as many as there are processors for us.
    """
    crew = _Crew(cues, processes or _processors())
    waiting: deque[_Batch] = deque()
    try:
        for batch in _ahead(_recalled(inputs, cues, shelf), crew):
            crew.take(batch)
            waiting.append(batch)
            while waiting and (waiting[0].is_done() or len(waiting) > _WINDOW):
                yield from _finished(waiting.popleft(), crew, shelf, masked)
        for batch in waiting:
            yield from _finished(batch, crew, shelf, masked)
    finally:
        crew.end()


def _recalled(
    inputs: Iterable[Document | SourceError], cues: Added, shelf: Shelf | None
) -> Iterator[_Batch]:
    """The inputs in batches, with what is known of them."""
    for batch in _batches(inputs):
        if shelf is not None:
            _recall(batch, cues, shelf)
        yield batch


def _ahead(batches: Iterable[_Batch], crew: _Crew) -> Iterator[_Batch]:
    """The batches, read ahead until it is known whether others are to share the work: they start while the first are done here."""
    held: list[_Batch] = []
    seen = _Amount()
    for batch in batches:
        held.append(batch)
        crew.expect(batch)
        seen.add(one for one in batch.inputs if isinstance(one, Document))
        if crew.is_alone or seen.is_much:
            yield from held
            held.clear()
    yield from held


@dataclass(slots=True)
class _Amount:
    """How much text there is."""

    whole: int = 0
    longest: int = 0

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            length = len(document.text)
            self.whole += length
            self.longest = max(self.longest, length)

    @property
    def is_much(self) -> bool:
        """Whether it is worth another process; one text alone, of whatever length, is not sent away and back."""
        return self.whole - self.longest > _SMALL


@dataclass(slots=True)
class _Batch:
    """Some inputs, and what is known of them: references by their places, or a process that looks for the rest."""

    inputs: list[Document | SourceError]
    found: dict[int, Sequence[Reference]] = field(default_factory=dict)
    keys: dict[int, bytes] = field(default_factory=dict)
    """Under which what is found is to be kept."""
    future: Future[list[bytes]] | None = None

    def new(self) -> dict[int, Document]:
        """The documents of which nothing is known yet, by their places. Lists of URLs are read by whoever looks at them."""
        return {
            place: one
            for place, one in enumerate(self.inputs)
            if isinstance(one, Document) and one.kind is not Kind.URLS and place not in self.found
        }

    def is_done(self) -> bool:
        return self.future is None or self.future.done()


def _batches(inputs: Iterable[Document | SourceError]) -> Iterator[_Batch]:
    batch, size = _Batch([]), 0
    for one in inputs:
        batch.inputs.append(one)
        size += len(one.text) if isinstance(one, Document) else 0
        if size >= _BATCH:
            yield batch
            batch, size = _Batch([]), 0
    yield batch


class _Crew:
    """This process and, once there is enough to do, others beside it."""

    def __init__(self, cues: Added, processes: int) -> None:
        self._cues = cues
        self._others = processes - 1
        self._pool: ProcessPoolExecutor | None = None
        self._expected = _Amount()
        self._out: list[Future[list[bytes]]] = []

    @property
    def is_alone(self) -> bool:
        """Whether nobody can be called."""
        return not self._others

    def expect(self, batch: _Batch) -> None:
        """This one will have to be done."""
        self._expected.add(batch.new().values())

    def take(self, batch: _Batch) -> None:
        """Have a batch done: by another process if one is idle, else here and now."""
        new = batch.new()
        if not new:
            return
        if self._others and self._pool is None and self._expected.is_much:
            self._call()
        self._out = [future for future in self._out if not future.done()]
        if self._pool is not None and len(self._out) < 2 * self._others:
            batch.future = self._given(self._pool, [*new.values()])
        if batch.future is None:
            self._do(batch)

    def _call(self) -> None:
        """Call the others, if any come: a container may have no room for them, or no semaphores."""
        try:
            self._pool = _pool(self._others)
        except OSError:
            self._others = 0

    def _given(self, pool: ProcessPoolExecutor, new: list[Document]) -> Future[list[bytes]] | None:
        """Give work to the others; None where they are dead."""
        try:
            future = pool.submit(_work, new, self._cues)
        except _broken():
            self._others, self._pool = 0, None
            return None
        self._out.append(future)
        return future

    def finish(self, batch: _Batch) -> None:
        """Wait for a batch."""
        if batch.future is None:
            return
        try:
            blobs = batch.future.result()
        except _broken():
            self._others, self._pool = 0, None
            self._do(batch)
        else:
            for (place, document), blob in zip(batch.new().items(), blobs, strict=True):
                batch.found[place] = unpacked(blob, document.path)

    def _do(self, batch: _Batch) -> None:
        for place, document in batch.new().items():
            batch.found[place] = extract(document, self._cues)

    def end(self) -> None:
        """Let the others go; what they are at is no longer wanted."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _finished(
    batch: _Batch, crew: _Crew, shelf: Shelf | None, masked: Callable[[str], str]
) -> Iterator[Extracted]:
    crew.finish(batch)
    if shelf is not None:
        for place, key in batch.keys.items():
            found = batch.found[place]
            if all(masked(text) == text for one in found for text in (one.url, one.label)):
                shelf.keep_extraction(key, packed(found))
    for place, one in enumerate(batch.inputs):
        if isinstance(one, Document) and one.kind is Kind.URLS:
            yield one, extract(one)
        else:
            yield one, batch.found.get(place, ())


def _pool(others: int) -> ProcessPoolExecutor:
    futures = import_module("concurrent.futures")
    context = import_module("multiprocessing").get_context("spawn")
    pool: ProcessPoolExecutor = futures.ProcessPoolExecutor(others, context, _belong)
    return pool


def _broken() -> type[Exception]:
    """What says that one of the others has died, with which all of them end."""
    broken: type[Exception] = import_module("concurrent.futures.process").BrokenProcessPool
    return broken


def _belong() -> None:
    """Another process's first words. A pool's own ends would not do: each of the others holds both ends of the pipe that it waits at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory.settle()
    threading.Thread(target=_end_with_it, daemon=True).start()


def _end_with_it() -> None:
    import_module("multiprocessing").parent_process().join()
    os._exit(1)


def _work(documents: list[Document], cues: Added) -> list[bytes]:
    """Another process's part."""
    return [packed(extract(document, cues)) for document in documents]


def _processors() -> int:
    usable: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return min(len(usable(0)) if usable else os.cpu_count() or 1, _MOST)


# ── what is kept ──


def _recall(batch: _Batch, cues: Added, shelf: Shelf) -> None:
    """Put into a batch what is known of its texts, and the keys of the others."""
    documents = {place: one for place, one in batch.new().items() if one.sha256}
    keys = {place: references_key(one, cues) for place, one in documents.items()}
    kept = shelf.extractions([*keys.values()])
    for place, key in keys.items():
        known = _known(kept.get(key), documents[place].path)
        if known is None:
            batch.keys[place] = key
        else:
            batch.found[place] = known


def _known(blob: bytes | None, path: str) -> Sequence[Reference] | None:
    try:
        return None if blob is None else unpacked(blob, path)
    except ValueError:  # msgspec.DecodeError is one
        return None
