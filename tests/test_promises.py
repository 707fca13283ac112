"""The README's promises: each names tests that are there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.readme import README, ROOT

_TABLE = re.compile(r"<!-- promises -->\n(.*?)<!-- end promises -->", re.DOTALL)
_ROWS = _TABLE.findall(README.read_text(encoding="utf-8"))[0].splitlines()[2:]
PROMISES = {cells[1].strip(): cells[2] for cells in (row.split("|") for row in _ROWS)}


def test_there_are_promises() -> None:
    assert len(PROMISES) == len(_ROWS) > 10


@pytest.mark.parametrize("promise", PROMISES)
def test_what_holds_a_promise_is_there(promise: str) -> None:
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_[a-z_0-9]+)`", PROMISES[promise])
    assert named
    assert PROMISES[promise].count("`") == 2 * len(named)
    for path, test in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, path


def test_the_number_of_behaviours_is_right() -> None:
    from tests.hostile.test_web import ALL  # noqa: PLC0415 - building them takes a while

    assert any(promise.startswith(f"{len(ALL)} ways") for promise in PROMISES)
