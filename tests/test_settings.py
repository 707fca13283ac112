"""Settings files: where they are found, what they may say, and how a mistake is told."""

from __future__ import annotations

import time
from dataclasses import fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.errors import SettingsError
from linkcheck.resolve import resolve
from linkcheck.settings import FailOn, Settings
from linkcheck.settings.allowed import parse_duration
from linkcheck.settings.loading import load
from linkcheck.settings.trust import MODEST, NEEDS_TRUST

if TYPE_CHECKING:
    from pathlib import Path

DURATIONS = {
    "milliseconds": ("500ms", 0.5),
    "seconds": ("90s", 90),
    "minutes": ("5m", 300),
    "composed": ("1h30m", 5400),
    "days": ("2d", 172_800),
    "a plain number": ("45", 45),
    "a fraction": ("1.5s", 1.5),
    "nothing": ("0", 0),
    "blanks around": (" 10s ", 10),
}


@pytest.mark.parametrize(("text", "seconds"), DURATIONS.values(), ids=DURATIONS)
def test_duration(text: str, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "s", "-1s", "1 h", "1x", "1e9", "nan", "１s", "1.s", "400d", "9" * 400]
)
def test_no_duration(text: str) -> None:
    with pytest.raises(SettingsError):
        parse_duration(text)


@given(st.text())
def test_duration_is_a_time_or_a_line(text: str) -> None:
    try:
        assert parse_duration(text) >= timedelta(0)
    except SettingsError as error:
        assert str(error).isprintable()  # noqa: PT017 - the branch without an error is asserted too


VALUES: dict[str, tuple[str, Any]] = {
    "role": ('role = ["reading", "image"]', ("reading", "image")),
    "exclude": (r"exclude = ['^https://a\.com']", (r"^https://a\.com",)),
    "date": ("date = 2021-12-21", date(2021, 12, 21)),
    "a date as text": ('date = "2021-12-21"', date(2021, 12, 21)),
    "cues": ('[cues]\nreading = ["另见", "Read on"]', (("reading", ("另见", "Read on")),)),
    "fail-on": ('fail-on = "suspect"', FailOn.SUSPECT),
    "timeout": ("timeout = 20", timedelta(seconds=20)),
    "a time as text": ('timeout = "12s"', timedelta(seconds=12)),
    "a time as a fraction": ("interval = 0.25", timedelta(milliseconds=250)),
    "max-time": ('max-time = "5m"', timedelta(minutes=5)),
    "a whole number as rate": ("cdx-rate = 12", 12.0),
    "archive": ("archive = false", False),
    "lang": ('lang = "zh-Hant"', "zh-Hant"),
}


@pytest.mark.parametrize(("toml", "value"), VALUES.values(), ids=VALUES)
def test_a_file_sets_a_key(tmp_path: Path, toml: str, value: object) -> None:
    (tmp_path / "linkcheck.toml").write_text(toml, encoding="utf-8")
    changed = [
        getattr(settings, field.name)
        for settings in [load(tmp_path, {})]
        for field in fields(Settings)
        if getattr(settings, field.name) != getattr(Settings(), field.name)
    ]
    assert changed == [value]


FILES = {
    "none": ({}, "auto"),
    "linkcheck.toml": ({"linkcheck.toml": 'lang = "en"'}, "en"),
    "pyproject.toml": ({"pyproject.toml": '[tool.linkcheck]\nlang = "en"'}, "en"),
    "pyproject.toml of others": ({"pyproject.toml": "[project]\nname = 'linkcheck'"}, "auto"),
    "pyproject.toml, dotted": ({"pyproject.toml": 'tool.linkcheck.lang = "en"'}, "en"),
    "pyproject.toml, with blanks": (
        {"pyproject.toml": '[ \'tool\'\t. "linkcheck" ]\nlang = "en"'},
        "en",
    ),
    "pyproject.toml, below tool": (
        {"pyproject.toml": '[tool]\nlinkcheck.lang = "en"'},
        "en",
    ),
    "pyproject.toml, in a line": (
        {"pyproject.toml": '"tool" = {linkcheck = {lang = "en"}}'},
        "en",
    ),
    "broken pyproject.toml of others": ({"pyproject.toml": "[["}, "auto"),
    "both": (
        {"linkcheck.toml": 'lang = "en"', "pyproject.toml": '[tool.linkcheck]\nlang = "zh-Hans"'},
        "en",
    ),
    "the nearer one": (
        {"linkcheck.toml": 'lang = "en"', "a/pyproject.toml": '[tool.linkcheck]\nlang = "zh-Hans"'},
        "zh-Hans",
    ),
    "past one that is not ours": (
        {"linkcheck.toml": 'lang = "en"', "a/pyproject.toml": "[tool.ruff]"},
        "en",
    ),
    "not beside or below": ({"a/c/linkcheck.toml": 'lang = "en"', "d/linkcheck.toml": "x"}, "auto"),
    "with a byte order mark": ({"linkcheck.toml": '\ufefflang = "en"'}, "en"),
}


@pytest.mark.parametrize(("files", "lang"), FILES.values(), ids=FILES)
def test_which_file_rules(tmp_path: Path, files: dict[str, str], lang: str) -> None:
    for name, text in {**files, "a/b/article.md": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load(tmp_path / "a/b/article.md", {}).lang == lang
    assert load(tmp_path / "a/b", {}).lang == lang
    assert load(tmp_path / "a/b/*.md", {}).lang == lang


def test_no_start_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "linkcheck.toml").write_text('lang = "en"')
    monkeypatch.chdir(tmp_path)
    assert load(None, {}) == Settings()


def test_flags_win_and_none_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text('timeout = 20\nlang = "en"\nrole = ["image"]')
    settings = load(tmp_path, {"timeout": "1h", "lang": None, "role": ["link"]})
    assert (settings.timeout, settings.lang) == (timedelta(hours=1), "en")
    assert settings.role == ("link",)


MISTAKES = {
    "unknown key": ("timeuot = 5", ["timeuot", "did you mean timeout?"]),
    "underscore": ("per_host = 5", ["per_host", "per-host"]),
    "nothing near": ("x = 5", ["'x'"]),
    "a key that breaks the line": ('"a\\nb" = 5', ["'a\\nb'"]),
    "no TOML": ("timeout = ,\n", ["no valid TOML", "line 1"]),
    "no UTF-8": (b'lang = "\xff"', ["no valid TOML"]),
    "nested too deep": ("x = " + "[" * 5000, ["TOML"]),
    "too large": ("#" * (1024 * 1024 + 1), ["larger"]),
    "text for a number": ('concurrency = "many"', ["concurrency: 'many' is not a whole number"]),
    "yes for a number": ("concurrency = true", ["a whole number"]),
    "number for a switch": ("archive = 1", ["true or false"]),
    "text for a list": ('exclude = "a"', ["a list of texts"]),
    "no time": ('timeout = "soon"', ["timeout: 'soon' is not a time such as"]),
    "yes for a time": ("timeout = true", ["a time such as"]),
    "infinite time": ("timeout = inf", ["a time such as"]),
    "negative time": ("timeout = -1", ["a time such as"]),
    "very large time": ("timeout = " + "9" * 18, ["a time such as"]),
    "a number beyond all": ("timeout = " + "9" * 400, ["beyond 64 bits"]),
    "no day": ('date = "2021-02-30"', ["a date such as 2021-12-21"]),
    "a list for one": ("lang = ['en']", ["a text"]),
    "unknown outcome": ('fail-on = "alive"', ["dead, suspect, unsure, never"]),
    "unknown language": ('lang = "fr"', ["auto, en, zh-Hans, zh-Hant"]),
    "unknown role": ('role = ["credit"]', ["'credit'", "image-credit"]),
    "no regular expression": ("exclude = ['(']", ["'('", "regular expression"]),
    "cues of no role": ("[cues]\nfoo = ['a']", ["table of lists by role"]),
    "an empty cue": ("[cues]\nreading = [' ']", ["empty cue"]),
    "no time at all": ("timeout = 0", ["timeout: 0s is not longer than nothing"]),
    "no requests": ("concurrency = 0", ["between 1 and 10000"]),
}


@pytest.mark.parametrize(("toml", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_that_names_file_and_key(
    tmp_path: Path, toml: str | bytes, said: list[str]
) -> None:
    file = tmp_path / "linkcheck.toml"
    file.write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {})
    line = str(caught.value)
    assert line.isprintable()
    assert [part for part in [str(file), *said] if part not in line] == []


FLAGS: dict[str, tuple[str, object, bool]] = {
    "concurrency 0": ("concurrency", 0, False),
    "concurrency 1": ("concurrency", 1, True),
    "workers 0": ("workers", 0, False),
    "workers 256": ("workers", 256, True),
    "workers 257": ("workers", 257, False),
    "rate 0": ("cdx_rate", 0.0, False),
    "rate without end": ("cdx_rate", float("inf"), False),
    "rate that is none": ("cdx_rate", float("nan"), False),
    "archive by ftp": ("wayback_url", "ftp://a.com", False),
    "archive on loopback": ("wayback_url", "http://127.0.0.1:8000/wayback", True),
    "place": ("connect_to", "127.0.0.1:80", True),
    "place by IPv6": ("connect_to", "[::1]:80", True),
    "place without port": ("dns", "127.0.0.1", False),
    "place with too large a port": ("dns", "127.0.0.1:65536", False),
    "place with a path": ("dns", "a/b:1", False),
    "header": ("header", ["a.com=Authorization: Bearer x"], True),
    "header without host": ("header", ["Authorization: Bearer x"], False),
    "header with a newline": ("header", ["a.com=X: y\r\nZ: w"], False),
    "header with a blank name": ("header", ["a.com=X Y: z"], False),
    "user agent": ("user_agent", "Mozilla/5.0", True),
    "user agent with a newline": ("user_agent", "a\nb: c", False),
    "empty user agent": ("user_agent", "", False),
    "proxy from the environment": ("proxy", "env", True),
    "proxy": ("proxy", "socks5h://127.0.0.1:1080", True),
    "proxy of another kind": ("proxy", "gopher://a", False),
    "authorities that are no file": ("ca_file", "no/such.pem", False),
    "authorities": ("ca_file", __file__, True),
    "contact by mail": ("contact", "desk@example.org", True),
    "contact by URL": ("contact", "https://example.org/bot", True),
    "contact by name": ("contact", "the desk", False),
    "never fail": ("fail_on", FailOn.NEVER, True),
    "pattern of nothing": ("exclude_path", [" "], False),
}


@pytest.mark.parametrize(("name", "value", "fine"), FLAGS.values(), ids=FLAGS)
def test_flags_are_held_to_the_same(name: str, value: object, fine: bool) -> None:
    if fine:
        assert getattr(load(None, {name: value}), name) is not None
        return
    with pytest.raises(SettingsError, match=f"^--{name.replace('_', '-')}: "):
        load(None, {name: value})


def test_a_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        load(None, {"header": ["Authorization: Bearer s3cret"]})
    assert "s3cret" not in str(caught.value)


# Trust, key by key: "free", "trust", or a value that is too much for a stranger's file.

FREE = frozenset(
    {
        "role", "include", "exclude", "exclude_path", "date", "cues", "fragments", "lang", "archive",
        "save_within", "ignore", "host", "root_dir", "base_url", "fallback_extensions", "index_files",
    }
)  # fmt: skip
DEMANDS: dict[str, tuple[str, ...]] = {
    "user_agent": ('"Mozilla"',),
    "header": ("['a.com=X: y']",),
    "contact": ('"desk@example.org"',),
    "allow_private": ("true", "false"),
    "proxy": ('"env"',),
    "ca_file": (f"'{__file__}'",),
    "connect_to": ('"127.0.0.1:80"',),
    "cluster": ('"local:2"',),
    "dns": ('"127.0.0.1:53"',),
    "wayback_url": ('"http://127.0.0.1"',),
    "archives": ('["arquivo"]',),
    "cdx": ('["a.cdxj"]',),
    "offline": ("true",),
    "body_limit": ("1024",),
    "header_limit": ("1024",),
    "max_redirects": ("0",),
    "drift": ("true",),
    "changed_since": ('"main"',),
    "baseline": ('"baseline.json"',),
    "max_targets": ("1",),
    "remap": ("['a -> b']",),
    "warc": ('"run.warc.gz"',),
    "warc_bodies": ('"full"',),
    "warc_body_limit": ("1024",),
    "save_journal": ('"saves.jsonl"',),
    "store": ('"store.sqlite"',),
    "no_store": ("true",),
    "confirm": ("9",),
    "confirm_days": ("9",),
    "marks": ('"marks.toml"',),
    "history": ('"history.json"',),
    "history_age": ('"1d"',),
    "fresh": ("true",),
}
TOO_MUCH: dict[str, tuple[str, ...]] = {
    "fail_on": ('"never"',),
    "timeout": ("1", "600"),
    "last_chance": ("1", "600"),
    "second_look": ("0", "600"),
    "tries": ("5",),
    "retry_after_cap": ('"1h"',),
    "concurrency": ("9", "101"),
    "per_host_start": ("5",),
    "per_host": ("11",),
    "workers": ("5",),
    "interval": ("0", "60"),
    "interval_floor": ("0", "60"),
    "max_time": ("1", '"2d"'),
    "dns_timeout": ("1", "60"),
    "reuse_alive": ('"2d"', "0"),
    "reuse_failures": ('"1d"', "0"),
    "reuse_copies": ('"60d"', "0"),
    "reuse_none": ('"2d"', "0"),
    "resume_within": ('"9d"',),
    "archive_time": ('"1h"',),
    "archive_timeout": ("1", "600"),
    "cdx_rate": ("25", "0.5"),
    "playback_rate": ("481",),
    "archive_penalty": ("59", '"1h"'),
    "copies_examined": ("13",),
    "save_fresh": ('"1m"',),
    "save_time": ('"7h"',),
    "save_rate": ("8", "0.5"),
    "save_rate_anonymous": ("4",),
    "save_poll": ("1", "600"),
}
UNTRUSTED = [
    (name, toml) for table in (DEMANDS, TOO_MUCH) for name in table for toml in table[name]
]


OUT = {
    "above": "..",
    "far above": "../../../../../..",
    "absolute": "/etc",
    "by a link": "out",
    "below, and out again": "docs/../..",
}


@pytest.mark.parametrize("folder", OUT.values(), ids=OUT)
def test_a_files_root_dir_stays_beside_it(tmp_path: Path, folder: str) -> None:
    (tmp_path / "repository" / "docs").mkdir(parents=True)
    (tmp_path / "repository" / "out").symlink_to(tmp_path)
    file = tmp_path / "repository" / "linkcheck.toml"
    file.write_text(f'root-dir = "{folder}"')
    with pytest.raises(SettingsError, match=r"root-dir .*--trust-settings"):
        load(file.parent, {})
    assert load(file.parent, {}, trust=True).root_dir == str(file.parent / folder)


@pytest.mark.parametrize("said", ["flag", "file"])
def test_a_root_dir_is_a_folder(tmp_path: Path, said: str) -> None:
    if said == "file":
        (tmp_path / "linkcheck.toml").write_text('root-dir = "none"')
    with pytest.raises(SettingsError, match=r"root-dir: .*none' is not a folder"):
        load(tmp_path, {"root_dir": str(tmp_path / "none")} if said == "flag" else {})


@pytest.mark.parametrize("folder", [".", "docs"])
def test_a_files_root_dir_is_named_from_where_it_stands(tmp_path: Path, folder: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "linkcheck.toml").write_text(f'root-dir = "{folder}"')
    assert load(tmp_path / "docs", {}).root_dir == str(tmp_path / folder)
    assert load(tmp_path, {"root_dir": __file__.rpartition("/")[0]}).root_dir != str(tmp_path)


def test_every_key_is_classified_once() -> None:
    classes = [FREE, NEEDS_TRUST, frozenset(MODEST)]
    assert frozenset(DEMANDS) == NEEDS_TRUST
    assert TOO_MUCH.keys() == MODEST.keys()
    assert sorted(name for each in classes for name in each) == sorted(
        field.name for field in fields(Settings)
    )


@pytest.mark.parametrize(("name", "toml"), UNTRUSTED, ids=[f"{n} = {v}" for n, v in UNTRUSTED])
def test_what_a_file_may_not_without_trust(tmp_path: Path, name: str, toml: str) -> None:
    key = name.replace("_", "-")
    (tmp_path / "linkcheck.toml").write_text(f"{key} = {toml}")
    with pytest.raises(SettingsError, match=f"{key} .*--trust-settings"):
        load(tmp_path, {})
    assert isinstance(load(tmp_path, {}, trust=True), Settings)


@pytest.mark.parametrize("name", MODEST)
def test_the_defaults_are_modest(name: str) -> None:
    low, high = MODEST[name]
    default = getattr(Settings(), name)
    if name not in {"fail_on", "max_time"}:
        assert low <= default <= high


@pytest.mark.parametrize("name", ["concurrency", "per_host", "per_host_start", "tries", "cdx_rate", "playback_rate", "copies_examined"])  # fmt: skip
def test_a_file_is_never_less_polite_than_the_default(name: str) -> None:
    assert MODEST[name][1] <= getattr(Settings(), name)


@pytest.mark.parametrize("name", ["interval", "interval_floor", "archive_penalty", "second_look"])
def test_a_file_never_hurries_more_than_the_default(name: str) -> None:
    assert MODEST[name][0] >= getattr(Settings(), name)


ENDLESS = {
    "repetition of a repetition": r"(a+)+$",
    "words": r"^(\w+\s?)*$",
    "alternatives alike": r"(a|a|a)*b",
    "anything thrice": r".*.*.*x",
    "counted": r"(x{0,1000}){0,1000}",
    "counted in a row": "x{0,1000}" * 50,
    "groups in groups": "(" * 20_000 + ")" * 20_000,
    "groups in a row": "()" * 20_000,
    "a thousand alternatives": "|".join(f"{'a' * n}b" for n in range(1000)) + "$",
}


@pytest.mark.parametrize("pattern", ENDLESS.values(), ids=ENDLESS)
def test_a_strangers_pattern_is_refused_or_ends(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "linkcheck.toml").write_text(f"exclude = ['{pattern}']", encoding="utf-8")
    started = time.process_time()
    try:
        settings = load(tmp_path, {})
    except SettingsError as error:
        assert "--trust-settings" in str(error)  # noqa: PT017 - the other branch is asserted too
    else:
        assert resolve("http://a.example/" + "a" * 60_000 + "!", settings).host == "a.example"
    assert time.process_time() - started < 5


@pytest.mark.parametrize("pattern", [r"//(?!a\.)", r"(?<=//)b\.", r"(b)\.\1?"])
def test_what_only_python_finds_needs_trust(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "linkcheck.toml").write_text(f"exclude = ['{pattern}']", encoding="utf-8")
    with pytest.raises(SettingsError, match="--trust-settings"):
        load(tmp_path, {})
    for settings in (load(tmp_path, {}, trust=True), load(None, {"exclude": [pattern]})):
        assert resolve("http://b.example/", settings).ignored
        assert not resolve("http://a.example/", settings).ignored


def test_a_stranger_gives_no_thousands_of_entries(tmp_path: Path) -> None:
    for line in (
        f"exclude = {['a'] * 1001}",
        f"exclude-path = {['a'] * 1001}",
        "[cues]\n" + "\n".join(f"{role} = {['x'] * 251}" for role in ("reading", "reprint")),
    ):
        (tmp_path / "linkcheck.toml").write_text(line, encoding="utf-8")
        with pytest.raises(SettingsError, match="--trust-settings"):
            load(tmp_path, {})
        load(tmp_path, {}, trust=True)
