"""The README is the manual: what is generated is current, what it names exists."""

from __future__ import annotations

import re

import pytest

from linkcheck.cli import COMMANDS
from linkcheck.cli.check import command as check_command
from linkcheck.judge import RULES
from linkcheck.model import Outcome
from linkcheck.report import FORMATS
from tests.readme import PARTS, README, ROOT, renewed

TEXT = README.read_text(encoding="utf-8")

pytestmark = pytest.mark.xdist_group("readme")
"""What the command says of itself is asked for once."""


def test_generated_parts_are_current() -> None:
    assert renewed(TEXT) == TEXT, "make docs"


@pytest.mark.parametrize("name", PARTS)
def test_each_part_stands_in_it(name: str) -> None:
    assert f"<!-- generated: {name} -->" in TEXT


NAMED = [*COMMANDS, *Outcome, *FORMATS, *(rule.id for rule in RULES)]


@pytest.mark.parametrize("name", NAMED)
def test_names_what_there_is(name: str) -> None:
    assert f"`{name}`" in TEXT or f"linkcheck {name}" in TEXT


def test_every_option_is_in_the_help() -> None:
    for name in check_command.__signature__.parameters:  # type: ignore[attr-defined]
        assert name == "paths" or f"--{name.replace('_', '-')}" in TEXT


def test_options_named_in_it_exist() -> None:
    known = {
        "--version",
        "--help",
        "--install-completion",
        *re.findall(r"--[a-z][a-z-]+", "".join(PARTS["helps"]())),
    }
    ours = re.findall(r"^\s*(?:\$ )?linkcheck .*$", TEXT, re.MULTILINE)
    assert ours
    for line in ours:
        assert set(re.findall(r"(?<= )--[a-z][a-z-]+", line)) <= known, line


def test_make_targets_named_in_it_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", TEXT)) <= targets | {"sure"}
