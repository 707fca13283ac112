"""The tables of a settings file: rows read, mistakes told, and what needs trust, key by key."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from linkcheck.errors import SettingsError
from linkcheck.settings import Settings
from linkcheck.settings.loading import load
from linkcheck.settings.tables import HostRule, IgnoreRule, Scope
from linkcheck.settings.trust import HOST_MODEST, HOST_NEEDS_TRUST

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, toml: str, *, trust: bool = True) -> Settings:
    (folder / "linkcheck.toml").write_text(toml, "utf-8")
    return load(folder, {}, trust=trust)


def test_ignore_rules(tmp_path: Path) -> None:
    toml = """
[[ignore]]
pattern = '^https://a\\.example/'
reason = "down until spring"
expires = 2027-04-01
[[ignore]]
pattern = "x"
reason = "y"
scope = ["fragment", "archive"]
"""
    assert read(tmp_path, toml, trust=False).ignore == (
        IgnoreRule(
            pattern=r"^https://a\.example/", reason="down until spring", expires=date(2027, 4, 1)
        ),
        IgnoreRule(pattern="x", reason="y", scope=(Scope.FRAGMENT, Scope.ARCHIVE)),
    )


def test_host_rules_the_most_particular_first(tmp_path: Path) -> None:
    toml = """
[host."*.example"]
rate = 30
[host."*.a.example"]
timeout = "30s"
[host."A.example"]
accept = [403, 999]
headers = { X-Key = "v" }
auth = "A_TOKEN"
per-host = 2
"""
    settings = read(tmp_path, toml)
    assert settings.host == (
        HostRule(
            host="a.example",
            accept=(403, 999),
            headers=(("X-Key", "v"),),
            auth="A_TOKEN",
            per_host=2,
        ),
        HostRule(host="*.a.example", timeout=timedelta(seconds=30)),
        HostRule(host="*.example", rate=30.0),
    )
    about = {
        name: rule.host if (rule := settings.host_rule(name)) else None
        for name in ("a.example", "b.a.example", "b.example", "example", "xa.example", "a.example.org")
    }  # fmt: skip
    assert about == {
        "a.example": "a.example",
        "b.a.example": "*.a.example",
        "b.example": "*.example",
        "example": None,
        "xa.example": "*.example",
        "a.example.org": None,
    }


MISTAKES = {
    "no reason": ('[[ignore]]\npattern = "x"', "reason"),
    "an empty reason": ('[[ignore]]\npattern = "x"\nreason = " "', "has no reason"),
    "an empty pattern": ('[[ignore]]\npattern = ""\nreason = "y"', "regular expression"),
    "no expression": ('[[ignore]]\npattern = "("\nreason = "y"', "regular expression"),
    "no day": ('[[ignore]]\npattern = "x"\nreason = "y"\nexpires = "soon"', "expires"),
    "another scope": ('[[ignore]]\npattern = "x"\nreason = "y"\nscope = "all"', "scope"),
    "another key": ('[[ignore]]\npattern = "x"\nreason = "y"\nuntil = 1', "until"),
    "one table": ('[ignore]\npattern = "x"', "ignore: "),
    "no host": ('[host."http://a.example"]\nrate = 1', "name of a host"),
    "no such key": ('[host."a.example"]\nspeed = 1', "speed"),
    "no status": ('[host."a.example"]\naccept = [20]', "100 to 999"),
    "no rate": ('[host."a.example"]\nrate = 0', "rate"),
    "no time": ('[host."a.example"]\ntimeout = "soon"', "a time such as"),
    "no time at all": ('[host."a.example"]\ntimeout = 0', "longer than nothing"),
    "none at once": ('[host."a.example"]\nper-host = 0', "per-host"),
    "no header": ('[host."a.example"]\nheaders = { "X Y" = "v" }', "headers"),
    "a header with a newline": ('[host."a.example"]\nheaders = { X = "v\\r\\nY: w" }', "headers"),
    "a secret for a variable": ('[host."a.example"]\nauth = "Bearer s3cret"', "variable's name"),
    "no arrow": ('remap = ["a"]', "PATTERN -> REPLACEMENT"),
    "no pattern": ('remap = [" -> b"]', "PATTERN -> REPLACEMENT"),
    "no such group": (r"""remap = ['a -> \1']""", "PATTERN -> REPLACEMENT"),
}


@pytest.mark.parametrize(("toml", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, toml)
    assert str(caught.value).isprintable()
    assert said in str(caught.value)
    assert "s3cret" not in str(caught.value)


UNTRUSTED = {
    "accept": "accept = [403]",
    "headers": 'headers = { X-Key = "v" }',
    "auth": 'auth = "TOKEN"',
    "a quicker rate": "rate = 601",
    "too slow a rate": "rate = 0.5",
    "more at once": "per-host = 11",
    "too long": "timeout = 61",
    "too hasty": "timeout = 4",
}


@pytest.mark.parametrize("toml", UNTRUSTED.values(), ids=UNTRUSTED)
def test_what_a_file_may_not_say_of_a_host_without_trust(tmp_path: Path, toml: str) -> None:
    toml = f'[host."a.example"]\n{toml}'
    with pytest.raises(SettingsError, match=r"host: a\.example: .*--trust-settings"):
        read(tmp_path, toml, trust=False)
    assert read(tmp_path, toml).host


def test_what_a_file_may_say_of_a_host(tmp_path: Path) -> None:
    toml = '[host."a.example"]\nrate = 600\nper-host = 10\ntimeout = 60'
    assert read(tmp_path, toml, trust=False).host


def test_every_key_of_a_host_is_classified() -> None:
    named = {field.name for field in fields(HostRule)} - {"host"}
    assert named == {*HOST_NEEDS_TRUST, *HOST_MODEST}


def test_remap_needs_trust(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"remap .*--trust-settings"):
        read(tmp_path, "remap = ['a -> b']", trust=False)


TEMPLATE = files("linkcheck.cli").joinpath("linkcheck.toml").read_text("utf-8")


def test_the_template_says_nothing_by_itself(tmp_path: Path) -> None:
    assert read(tmp_path, TEMPLATE, trust=False) == Settings()


def test_the_template_has_every_key_and_is_right_when_uncommented(tmp_path: Path) -> None:
    lines = [line.removeprefix("#") if not line.startswith("# ") else line for line in TEMPLATE.splitlines()]  # fmt: skip
    text = "\n".join(lines).replace('"authorities.pem"', '"linkcheck.toml"')
    named = tomllib.loads(text)
    assert named.keys() == {field.name.replace("_", "-") for field in fields(Settings)}
    assert named["host"]["example.com"].keys() == {
        field.name.replace("_", "-") for field in fields(HostRule) if field.name != "host"
    }
    assert named["ignore"][0].keys() == {field.name for field in fields(IgnoreRule)}


DIFFER = {"exclude", "exclude_path", "date", "root_dir", "base_url", "fallback_extensions", "max_time", "user_agent", "header", "proxy", "ca_file", "remap", "connect_to", "dns", "contact", "archives", "cdx", "warc", "ignore", "host", "cues", "store", "history", "marks", "changed_since", "baseline", "max_targets"}  # fmt: skip


def test_the_template_shows_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "authorities.pem").touch()
    monkeypatch.chdir(tmp_path)
    lines = [line.removeprefix("#") if not line.startswith("# ") else line for line in TEMPLATE.splitlines()]  # fmt: skip
    # A WARC and a cluster do not go together.
    settings = read(tmp_path, "\n".join(line for line in lines if not line.startswith("cluster")))
    differ = {f.name for f in fields(Settings) if getattr(settings, f.name) != getattr(Settings(), f.name)}  # fmt: skip
    assert differ == DIFFER
