"""What a command does not use is not loaded; and Typer's own way is gone where a value has to be converted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from linkcheck.cli import run

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "fixtures" / "article.md"
HEAVY = {
    *("pydantic", "yaml", "pathspec", "selectolax", "msgspec", "jinja2", "trafilatura", "sqlite3", "asyncio", "multiprocessing"),
    *("httpx", "httpcore", "aiohttp", "rich.console", "rich.style", "linkcheck.web", "linkcheck.judge", "linkcheck.fix", "linkcheck.run", "linkcheck.model.seen"),
}  # fmt: skip
NEVER_OFFLINE = {
    *("pydantic", "httpx", "httpcore", "aiodns", "tenacity", "warcio", "publicsuffixlist", "rich.console", "rich.progress", "jinja2", "multiprocessing"),
    *("linkcheck.archive", "linkcheck.fix", "linkcheck.checking.desk", "linkcheck.web.fetch", "linkcheck.changes", "linkcheck.baseline", "linkcheck.prospect", "linkcheck.git"),
}  # fmt: skip
BASE = "import typer, markdown_it"


def loaded(program: str) -> set[str]:
    """The modules that a fresh interpreter has at the end of a program."""
    told = f"{program}\nimport sys; sys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split("\n"))


def call(*words: str) -> str:
    return f"from linkcheck.cli import run\nassert run({list(words)!r}) == 0"


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        pytest.param(["--version"], HEAVY | {"markdown_it", "linkcheck.extract"}, id="version"),
        pytest.param(["extract", str(ARTICLE)], HEAVY, id="extract"),
        pytest.param(["extract", str(ARTICLE), "--role", "image"], HEAVY - {"msgspec"}, id="extract-role"),
        pytest.param(["extract", str(ARTICLE), "--format", "json"], HEAVY - {"msgspec", "linkcheck.model.seen"}, id="extract-json"),
    ],
)  # fmt: skip
def test_what_is_not_used_is_not_loaded(words: list[str], heavy: set[str]) -> None:
    assert loaded(call(*words)) & heavy == set()


def test_offline_nothing_is_loaded_that_asks_and_what_is_known_needs_no_reader(
    tmp_path: Path,
) -> None:
    check = call(
        *("check", str(ARTICLE), "--offline", "--store", str(tmp_path / "store")),
        *("--fail-on", "never", "--concurrency", "20"),
    )
    first, second = loaded(check), loaded(check)
    assert (first | second) & NEVER_OFFLINE == set()
    assert "markdown_it" in first - second


def test_an_article_is_extracted_with_few_modules_beside_the_libraries() -> None:
    base = loaded(BASE)
    ours = loaded(call("extract", str(ARTICLE))) - base
    assert len([name for name in ours if not name.startswith("linkcheck")]) < len(base) / 4


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(["extract"], 2, "Missing argument 'PATH…'", id="missing"),
        pytest.param(["extract", "a.md", "--role"], 2, "requires an argument", id="no-value"),
        pytest.param(["extract", "a.md", "--fromat", "json"], 2, "--format", id="unknown"),
        pytest.param(["extract", "a.md", "--input", "x"], 2, "is not one of 'markdown'", id="choice"),
        pytest.param(["check", "a.md", "--concurrency", "x"], 2, "valid integer", id="number"),
        pytest.param(["check", "a.md", "--concurrency", "\u0665"], 2, "valid integer", id="digits-of-another-script"),
        pytest.param(["check", "a.md", "--concurrency", "9" * 5000], 2, "exceeded maximum size", id="more-digits-than-python-reads"),
        pytest.param(["extract", "nowhere.md", "--input", "text"], 2, "no such file", id="a-choice-that-is-one"),
    ],
)  # fmt: skip
def test_mistakes(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == code
    assert told in capsys.readouterr().err


def test_texts_flags_and_lists_arrive(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["extract", str(ARTICLE), "--role", "timestamp", "--role", "reprint", "-f", "csv"]) == 0
    )
    assert capsys.readouterr().out.count("\n") == 4
