"""Many articles: what is known of a text is not looked for again, and what is new is shared with other processes.

Articles go in batches, and come out in their order. To start a process takes as long as to read half a megabyte (0.25 s of Python's and
of the imports' start, measured), so that small inputs stay here; beyond, this process goes on working beside the others, which
have a batch each and one to follow. They are fresh interpreters (`spawn`), leave Ctrl-C to this one, and if one dies its batch is
done here.

What is kept of a text hangs on all that it was made by: bytes, kind, cue words, and the code that reads. Measured on 57,000
references: 35 ms to pack, 75 ms to unpack, where pickle needs a second each.
"""

from __future__ import annotations

import hashlib
import os
import signal
from collections import deque
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import markdown_it

from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.model import Document, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from linkcheck.extract.lexicon import Added

_BATCH = 100_000
"""Characters of a batch: a fortieth of a second."""
_SMALL = 500_000
"""Characters that are not worth another process."""
_MOST = 16
"""Processes at most: one of them gives the work out."""
_WINDOW = 64
"""Batches that may wait for one before them."""
_PARTS = ("extract", "frontmatter", "source", "model")
"""The code that what is kept was made by."""


@cache
def _encode() -> Callable[[Any], bytes]:
    """Msgspec is loaded only where something is kept or sent."""
    encode: Callable[[Any], bytes] = import_module("msgspec.msgpack").Encoder().encode
    return encode


@cache
def _decode() -> Callable[[bytes], tuple[Reference, ...]]:
    decoder = import_module("msgspec.msgpack").Decoder(tuple[Reference, ...])
    decode: Callable[[bytes], tuple[Reference, ...]] = decoder.decode
    return decode


class Shelf(Protocol):
    """Where extractions are kept from run to run."""

    def extraction(self, key: bytes) -> bytes | None:
        """What was kept under a key."""

    def keep_extraction(self, key: bytes, blob: bytes) -> None:
        """Keep it."""


Extracted = tuple[Document | SourceError, tuple[Reference, ...]]


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
        for batch in _batches(inputs):
            if shelf is not None:
                _recall(batch, cues, shelf)
            crew.take(batch)
            waiting.append(batch)
            while waiting and (waiting[0].is_done() or len(waiting) > _WINDOW):
                yield from _finished(waiting.popleft(), crew, shelf, masked)
        for batch in waiting:
            yield from _finished(batch, crew, shelf, masked)
    finally:
        crew.end()


@dataclass(slots=True)
class _Batch:
    """Some inputs, and what is known of them: references by their places, or a process that looks for the rest."""

    inputs: list[Document | SourceError]
    found: dict[int, tuple[Reference, ...]] = field(default_factory=dict)
    keys: dict[int, bytes] = field(default_factory=dict)
    """Under which what is found is to be kept."""
    future: Future[list[bytes]] | None = None

    def new(self) -> dict[int, Document]:
        """The documents of which nothing is known yet, by their places."""
        return {
            place: one
            for place, one in enumerate(self.inputs)
            if isinstance(one, Document) and place not in self.found
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
        self._first: list[_Batch] = []
        self._size = 0
        self._out: list[Future[list[bytes]]] = []

    def take(self, batch: _Batch) -> None:
        """Have a batch done: by another process if one is idle, else here and now."""
        new = batch.new()
        self._size += sum(len(document.text) for document in new.values())
        if not new:
            return
        if self._others and self._pool is None and self._size > _SMALL:
            self._pool = _pool(self._others)
        self._out = [future for future in self._out if not future.done()]
        if self._pool is not None and len(self._out) < 2 * self._others:
            batch.future = self._given(self._pool, [*new.values()])
        if batch.future is None:
            self._do(batch)

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
            packed = batch.future.result()
        except _broken():
            self._others, self._pool = 0, None
            self._do(batch)
        else:
            for place, blob in zip(batch.new(), packed, strict=True):
                batch.found[place] = _decode()(blob)

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
                shelf.keep_extraction(key, _encode()(found))
    for place, one in enumerate(batch.inputs):
        yield one, batch.found.get(place, ())


def _pool(others: int) -> ProcessPoolExecutor:
    futures = import_module("concurrent.futures")
    context = import_module("multiprocessing").get_context("spawn")
    pool: ProcessPoolExecutor = futures.ProcessPoolExecutor(others, context, _leave_interrupts)
    return pool


def _broken() -> type[Exception]:
    """What says that one of the others has died, with which all of them end."""
    broken: type[Exception] = import_module("concurrent.futures.process").BrokenProcessPool
    return broken


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(documents: list[Document], cues: Added) -> list[bytes]:
    """Another process's part."""
    return [_encode()(extract(document, cues)) for document in documents]


def _processors() -> int:
    usable: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return min(len(usable(0)) if usable else os.cpu_count() or 1, _MOST)


# ── what is kept ──


def _recall(batch: _Batch, cues: Added, shelf: Shelf) -> None:
    """Put into a batch what is known of its texts, and the keys of the others."""
    for place, document in batch.new().items():
        if not document.sha256:
            continue
        key = _key(document, cues)
        blob = shelf.extraction(key)
        known = _unpacked(blob, document.path) if blob is not None else None
        if known is None:
            batch.keys[place] = key
        else:
            batch.found[place] = known


def _unpacked(blob: bytes, path: str) -> tuple[Reference, ...] | None:
    """The references, as of a document at `path`; None where the bytes are none of ours."""
    try:
        known = _decode()(blob)
    except ValueError:  # msgspec.DecodeError is one
        return None
    if known and known[0].path != path:
        return tuple(replace(reference, path=path) for reference in known)
    return known


def _key(document: Document, cues: Added) -> bytes:
    made_by = f"{document.sha256} {document.kind} {cues!r} {_code()}"
    return hashlib.sha256(made_by.encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> str:
    """What the code is, so that another version's findings are not taken for its own."""
    root, known = Path(__file__).parents[1], hashlib.sha256(markdown_it.__version__.encode())
    for part in _PARTS:
        for path in sorted((root / part).glob("*.py")) or [root / part]:
            known.update(path.read_bytes())
    return known.hexdigest()
