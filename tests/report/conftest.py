"""Golden files: `pytest tests/report --golden` writes them anew; look at `git diff` before you keep them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("fixtures/golden/report.md", text)`: the text is what the file says, or becomes it."""
    anew = request.config.getoption("--golden", default=False)

    def compare(path: str, text: str) -> None:
        file = ROOT / path
        if anew:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.read_bytes().decode() == text

    return compare
