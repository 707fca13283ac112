"""What a setting may be: its type, its range and its form, and how that is said in one line.

TOML and the command line give the same values in different clothes: a time is a number of seconds or a text such as
`1h30m`, a date a date or a text. Numbers that make no run, and texts that would break out of a header or an address,
are the user's mistakes here and not surprises later.
"""

from __future__ import annotations

import math
import os
import re
from datetime import date, timedelta
from importlib import import_module
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any, Final, get_args

from linkcheck.apart import comes_apart
from linkcheck.errors import SettingsError
from linkcheck.model import Role
from linkcheck.patterns import is_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SECRET = frozenset({"header", "proxy", "host"})
"""What may hold a password or a token, and is not repeated in an error."""
_LONGEST_TIME = timedelta(days=365)
_DURATION = re.compile(r"(?:[0-9]{1,9}(?:\.[0-9]{1,9})?(?:ms|s|m|h|d))+")
_AMOUNT = re.compile(r"([0-9.]+)(ms|s|m|h|d)")
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_UNITS = MappingProxyType({"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400})
_KINDS: Mapping[Any, str] = MappingProxyType(
    {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "a text",
        date: "a date such as 2021-12-21",
        timedelta: "a time such as 500ms, 10s or 1h30m",
        tuple[str, ...]: "a list of texts",
    }
)
_HEADER = re.compile(r"[^\s=/:@]+=[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*")
"""`HOST=Name: value`; the name is a token, the value without control characters (RFC 9110 §5)."""
_HOST_PORT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):([0-9]{1,5})")
_WEB_URL = re.compile(r"https?://[^\s/?#@]+[^\s?#]*")
_AN_ADDRESS = re.compile("https?://", re.IGNORECASE)
_PROXY = re.compile(r"env|(?:https?|socks5h?)://[!-~]+")
_CLUSTER = re.compile(r"local:[1-9][0-9]{0,2}|(?:(?:tcp|tls|ucx|wss?)://)?[^\s/?#@]+:[0-9]{1,5}")
_EXTENSION = re.compile(r"\.?[^\s./\\\x00-\x1f][^\s/\\\x00-\x1f]{0,30}")
_NAME = re.compile(r"\.|[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,250}")
_VISIBLE = re.compile(r"[ -~]+")
_CONTACT = re.compile(r"|https?://[!-~]+|(?:mailto:)?[!-?A-~]+@[!-?A-~]+")


def checked(name: str, raw: object, hint: Any, where: str) -> Any:
    """A value as the field of that name and type wants it; SettingsError, which begins with `where`, if it cannot be that."""
    try:
        value = _TABLES[name](raw) if name in _TABLES else _converted(raw, hint)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None
    if name in _CHECKS:
        holds, allowed = _CHECKS[name]
        wrong = next((one for one in _each(value) if not holds(one)), None)
        if wrong is not None:
            said = "the value" if name in _SECRET else shown(wrong)
            raise SettingsError(f"{where}: {said} is not {allowed}")
    return value


def _converted(raw: object, hint: Any) -> Any:
    kind = next((each for each in get_args(hint) if each not in (NoneType, ...)), hint)
    if get_args(hint) == (str, ...):
        kind = hint
    if kind is timedelta and isinstance(raw, str | int | float) and not isinstance(raw, bool):
        return parse_duration(f"{raw:f}" if isinstance(raw, float) else str(raw))
    try:
        return _as(kind, raw)
    except ValueError:
        raise SettingsError(f"{shown(raw)} is not {_kind(kind)}") from None


def _rows() -> Any:
    """The module that reads tables of rows, loaded where there are some."""
    return import_module("linkcheck.settings.tables")


def _as(kind: Any, raw: object) -> Any:
    """The value as of a type; ValueError (msgspec's is one) where it is not. msgspec is loaded only where there is a value."""
    return import_module("msgspec").convert(raw, kind)


def _kind(kind: Any) -> str:
    return _KINDS[kind] if kind in _KINDS else "one of " + ", ".join(kind)


def _cues(raw: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    try:
        table = _as(dict[Role, tuple[str, ...]], raw)
    except ValueError:
        raise SettingsError(
            f'{shown(raw)} is not a table of lists by role, such as reading = ["延伸"]'
        ) from None
    if not all(word.strip() for words in table.values() for word in words):
        raise SettingsError("an empty cue word would stand everywhere")
    return tuple((str(role), words) for role, words in table.items())


_TABLES: Final[Mapping[str, Callable[[object], Any]]] = MappingProxyType(
    {
        "cues": _cues,
        "ignore": lambda raw: _rows().ignore_rules(raw),
        "host": lambda raw: _rows().host_rules(raw, parse_duration),
    }
)
"""What is a table in a settings file, and how each is read."""


def parse_duration(text: str) -> timedelta:
    """`500ms`, `90s`, `1h30m`, `2d`, or a plain number of seconds; SettingsError for anything else."""
    written = text.strip()
    if _SECONDS.fullmatch(written):
        duration = timedelta(seconds=float(written))
    elif _DURATION.fullmatch(written):
        amounts = _AMOUNT.findall(written)
        duration = timedelta(seconds=sum(float(n) * _UNITS[unit] for n, unit in amounts))
    else:
        raise SettingsError(f"{shown(text)} is not {_KINDS[timedelta]}")
    if duration > _LONGEST_TIME:
        raise SettingsError(f"{shown(text)} is longer than a year")
    return duration


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def shown(value: object) -> str:
    """A value in an error's one line: text in quotes with control characters escaped, not too much of it."""
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g}s"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _is_remap(text: str) -> bool:
    pattern, arrow, replacement = text.partition(" -> ")
    if not arrow or not pattern or not is_pattern(pattern):
        return False
    try:
        re.compile(f"{pattern}|").sub(replacement, "")
    except (re.error, IndexError):
        return False
    return True


def _place(text: str) -> bool:
    found = _HOST_PORT.fullmatch(text)
    return found is not None and 0 < int(found[1]) < 65_536


def _form(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _is_web_url(text: str) -> bool:
    return _WEB_URL.fullmatch(text) is not None and comes_apart(text)


def _is_proxy(text: str) -> bool:
    return _PROXY.fullmatch(text) is not None and comes_apart(text)


def _is_place(text: str) -> bool:
    """`INDEX` or `INDEX=REPLAY`, addresses or files."""
    parts = re.split("=(?=https?://)", text)
    return all(comes_apart(each) for each in parts if _AN_ADDRESS.match(each))


def _within(low: float, high: float = math.inf) -> Callable[[Any], bool]:
    return lambda value: low <= value <= high


_A_WHILE = (lambda value: value > timedelta(0), "longer than nothing")
_PATTERN = (is_pattern, "a regular expression")
_COUNT = (_within(1, 10_000), "between 1 and 10000")
_RATE = (lambda value: 0 < value < math.inf, "above 0")
_SIZE = (_within(1024, 64 * 1024 * 1024), "between 1024 and 67108864 bytes")

_CHECKS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = MappingProxyType(
    {
        "role": (lambda role: role in set(Role), "one of " + ", ".join(Role)),
        "include": _PATTERN,
        "exclude": _PATTERN,
        "exclude_path": (lambda glob: bool(glob.strip()), "a pattern of paths"),
        "base_url": (_is_web_url, "an http or https URL"),
        "root_dir": (lambda path: "\0" not in path, "a folder"),
        "fallback_extensions": (_form(_EXTENSION), "an extension such as md"),
        "index_files": (_form(_NAME), "a file's name"),
        "remap": (_is_remap, "PATTERN -> REPLACEMENT, with a regular expression of Python's"),
        "lang": (
            lambda lang: lang in {"auto", "en", "zh-Hans", "zh-Hant"},
            "one of auto, en, zh-Hans, zh-Hant",
        ),
        "timeout": _A_WHILE,
        "last_chance": _A_WHILE,
        "tries": _COUNT,
        "concurrency": _COUNT,
        "per_host_start": _COUNT,
        "per_host": _COUNT,
        "workers": (_within(1, 256), "between 1 and 256"),
        "cluster": (
            _form(_CLUSTER),
            "local:N or a scheduler's address such as tcp://10.0.0.5:8786",
        ),
        "max_time": _A_WHILE,
        "changed_since": (
            lambda name: bool(name.strip()) and name.isprintable() and name[0] != "-",
            "a commit's name",
        ),
        "baseline": (lambda path: bool(path.strip()), "a file"),
        "max_targets": (_within(1, 10_000_000), "between 1 and 10000000"),
        "max_redirects": (_within(0, 100), "between 0 and 100"),
        "body_limit": _SIZE,
        "header_limit": _SIZE,
        "user_agent": (_form(_VISIBLE), "visible ASCII"),
        "header": (_form(_HEADER), "of the form 'HOST=Name: value'"),
        "proxy": (_is_proxy, "env or the URL of an http or socks5 proxy"),
        "ca_file": (os.path.isfile, "a file"),
        "connect_to": (_place, "HOST:PORT"),
        "dns": (_place, "HOST:PORT"),
        "dns_timeout": _A_WHILE,
        "wayback_url": (_is_web_url, "an http or https URL"),
        "contact": (_form(_CONTACT), "a URL or a mail address"),
        "archive_timeout": _A_WHILE,
        "archives": (_is_place, "an archive's id, or the address of a TimeMap service"),
        "cdx": (_is_place, "a file, or the address of an index"),
        "cdx_rate": _RATE,
        "playback_rate": _RATE,
        "save_rate": _RATE,
        "save_rate_anonymous": _RATE,
        "save_journal": (lambda path: bool(path.strip()), "a file's name"),
        "copies_examined": _COUNT,
        "confirm": (_within(1, 100), "between 1 and 100"),
        "confirm_days": (_within(0, 365), "between 0 and 365"),
    }
)
"""What a value must be beyond its type (of a list, each), and how that is said."""
