"""Ctrl-C and SIGTERM: the first ends the run with what it has, the second at once."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def interruptible() -> Iterator[asyncio.Event]:
    """An event that is set when the user wants the run to end; inside a running event loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def heard(_number: int, _frame: object) -> None:
        if stop.is_set():
            # The user has waited for the partial report and wants it no more; nothing is worth cleaning up.
            os._exit(3)
        loop.call_soon_threadsafe(stop.set)

    before = {number: signal.signal(number, heard) for number in _SIGNALS}
    try:
        yield stop
    finally:
        # Once one came, the next ends the process, also while the report is written: an exception may be lost in a callback.
        if not stop.is_set():
            for number, handler in before.items():
                signal.signal(number, handler)
