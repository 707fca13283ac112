"""How a process that makes and lets go millions of objects treats its memory: it keeps what it frees, and looks for garbage where that is.

Python looks through the objects that are new for garbage whenever there are 700 more of them: a third of a run's time, and a twentieth of the
start's. While a run is under way it looks often among what is new, and never among what was there before: a connection that has ended is 1.5 kB
that only a collection frees, since asyncio's transport holds a method of its own (CPython's `_read_ready_cb`), and what is open while one comes is
looked at again only as often as the older generations are. Measured, 100,000 links on 2,000 hosts: 120 MB so, 137 with the thresholds that are right for the start.

glibc gives memory back to the system, and asks for it anew, beyond bounds that rise with the largest block that was ever freed
(mallopt(3), "M_MMAP_THRESHOLD"); below that each page's tree, and each decompressor, is new memory: measured, 41 page faults a
link and two thirds of a run's time in the kernel, now 5.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM = (50_000, 20, 50)
_OFTEN = (10_000, 5, 5)
"""A look at ten thousand new objects takes half a millisecond, in which as many links are asked as make them in a second."""
_KEPT = 1 << 20
"""Bytes of a block that is taken from what was freed before; as much again may wait unused at the end of the heap."""


def settle() -> None:
    """For the rest of this process."""
    gc.set_threshold(*_SELDOM)
    bytes(_KEPT)  # taken and freed, untouched


@contextmanager
def at_work() -> Iterator[None]:
    """While a run is under way: what is there stays, and need not be looked through, since the run's own objects are a tenth of it."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_OFTEN)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
