"""Tests of waiting neither wait nor race: they run on a clock that jumps."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from linkcheck.web.virtual import VirtualLoop

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def run_virtually(work: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
