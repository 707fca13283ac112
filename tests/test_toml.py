"""TOML of strangers: read within bounds."""

from __future__ import annotations

import time

import pytest

from linkcheck.toml import loads

BOMBS = {
    "dotted key": ".".join(["a"] * 20_000) + " = 1",
    "dotted key with blanks": " . ".join(["a"] * 20_000) + " = 1",
    "quoted parts": ".".join(['"a"'] * 20_000) + " = 1",
    "parts in both quotes": ".".join(["'a'", '"b"'] * 10_000) + " = 1",
    "table": "[" + ".".join(["a"] * 20_000) + "]",
    "inline table": "x = {" + ".".join(["a"] * 20_000) + " = 1}",
    "arrays": "a = " + "[" * 20_000,
    "inline tables": "a = " + "{a=" * 20_000,
    "a number": "a = " + "1" * 100_000,
    "a number in hexadecimals": "a = 0x" + "f" * 100_000,
    "a number beyond 64 bits, deep within": "[[a]]\nb = [{c = [1, 0x8000000000000000]}]",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_no_toml(text: str) -> None:
    started = time.process_time()
    with pytest.raises(ValueError):  # noqa: PT011 - of any wording
        loads(text)
    assert time.process_time() - started < 2


def test_what_people_write_is() -> None:
    assert loads('[tool.linkcheck]\nx."a.b".c = "1.2.3."\n') == {
        "tool": {"linkcheck": {"x": {"a.b": {"c": "1.2.3."}}}}
    }
