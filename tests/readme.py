"""The generated parts of the README: `python -m tests.readme --write` writes them, a test holds them to the program.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.cli import COMMANDS
from linkcheck.judge import NAMES
from linkcheck.language import rule_text
from linkcheck.model import Outcome
from linkcheck.report import FORMATS, REFERENCE_FORMATS
from linkcheck.settings import Settings
from linkcheck.settings.trust import NEEDS_TRUST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_PART = re.compile(r"(<!-- generated: ([a-z -]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


@cache
def run(*arguments: str, columns: int = 80) -> str:
    """What the command prints, as a pipe sees it."""
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "dumb", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines()) + "\n"


def helps() -> Iterator[str]:
    for name in COMMANDS:
        yield f"### `linkcheck {name}`\n\n```text\n{run('linkcheck', name, '--help', columns=100)}```\n"


def outcomes() -> Iterator[str]:
    yield "| outcome | meaning |\n| --- | --- |\n"
    for outcome in Outcome:
        yield f"| `{outcome}` | {rule_text(outcome, 'en')[0]} |\n"


def rules() -> Iterator[str]:
    yield "| rule | outcome | what it says |\n| --- | --- | --- |\n"
    for outcome in Outcome:
        for id_, led in NAMES:
            if led is outcome:
                yield f"| `{id_}` | {outcome} | {rule_text(id_, 'en')[0]} |\n"


def formats() -> Iterator[str]:
    yield "| command | formats |\n| --- | --- |\n"
    for command, table in (("check", FORMATS), ("extract", REFERENCE_FORMATS)):
        yield f"| `{command}` | {', '.join(f'`{name}`' for name in table)} |\n"


def settings() -> Iterator[str]:
    yield "| key | default | only with `--trust-settings` |\n| --- | --- | --- |\n"
    for field in fields(Settings):
        key = field.name.replace("_", "-")
        trusted = "yes" if field.name in NEEDS_TRUST or key in NEEDS_TRUST else ""
        yield f"| `{key}` | {_value(field.default)} | {trusted} |\n"


def _value(value: object) -> str:
    if value in (None, "", ()):
        return ""
    if hasattr(value, "total_seconds"):
        return f"`{value.total_seconds():g}s`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`"


PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "helps": helps,
    "outcomes": outcomes,
    "rules": rules,
    "formats": formats,
    "settings": settings,
}


def renewed(text: str) -> str:
    """The README with every generated part made anew."""
    return _PART.sub(lambda part: part[1] + "".join(PARTS[part[2]]()) + part[4], text)


_DEMO = re.compile(r"(<!-- demo -->\n```text\n)(.*?)(```\n<!-- end demo -->)", re.DOTALL)


def first_screen(text: str) -> str:
    """The README with what `make demo` prints now; its seconds differ from run to run, so only `--write` asks for it."""
    flags = ["--connect-to", "{connect_to}", "--dns", "{dns}", "--ca-file", "{ca}"]
    command = [sys.executable, "-m", "linkcheck", "fixtures/article.md", "--no-store", *flags]
    screen = run("tests.web", "fixtures/demo.toml", "--", *command)
    return _DEMO.sub(lambda part: part[1] + screen + part[3], text)


def main() -> None:
    before = README.read_text(encoding="utf-8")
    after = renewed(first_screen(before) if "--write" in sys.argv else before)
    if "--write" in sys.argv:
        README.write_text(after, encoding="utf-8")
    elif after != before:
        sys.exit("README.md is not current: make docs")


if __name__ == "__main__":
    main()
