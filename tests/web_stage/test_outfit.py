"""From settings to what a run asks with."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from linkcheck.errors import SettingsError
from linkcheck.settings import Settings
from linkcheck.web.outfit import outfit


def opened(**changes: Any) -> None:
    async def once() -> None:
        async with outfit(Settings(**changes)) as web:
            assert not web.up

    asyncio.run(once())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"connect_to": "127.0.0.1:8080", "dns": "[::1]:53"},
        {"header": ("a.example=X-Key: a: b=c",)},
        {"proxy": "http://127.0.0.1:3128"},
        {"proxy": "env"},
    ],
    ids=["plain", "elsewhere", "header", "proxy", "proxy of the environment"],
)
def test_opens_and_closes(changes: dict[str, Any]) -> None:
    opened(**changes)


def test_authorities_that_are_none(tmp_path: Any) -> None:
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    for path in (tmp_path / "ca.pem", tmp_path / "missing.pem"):
        with pytest.raises(SettingsError, match="ca-file"):
            opened(ca_file=str(path))
