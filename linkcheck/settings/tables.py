"""The tables of a settings file: what each row says, and how it is read.

`[[ignore]]` leaves something alone for a reason and, better, for a time; `[host."example.com"]` says how one host is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from linkcheck.errors import SettingsError
from linkcheck.patterns import finder, is_pattern

if TYPE_CHECKING:
    from collections.abc import Callable


class Scope(StrEnum):
    """What an ignore rule leaves alone."""

    TARGET = "target"
    """The target is not asked at all."""
    FRAGMENT = "fragment"
    """The target is asked, but not whether it has the place that is cited."""
    ARCHIVE = "archive"
    """No copy is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreRule:
    """One row of `[[ignore]]`: `pattern` is searched for in the URL as cited; from the day after `expires` on it holds no more."""

    pattern: str
    reason: str
    expires: date | None = None
    scope: tuple[Scope, ...] = (Scope.TARGET,)

    def fits(self, url: str) -> bool:
        """Whether the pattern is found in a URL; `^` and `$` hold it to its ends."""
        return bool(finder(self.pattern)(url))


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRule:
    """One row of `[host]`: how a host is asked, and which of its answers are accepted.

    `host` is a name, or `*.` and a name for all below it. `headers` go to it alone. `auth` names the environment variable that
    holds the value of Authorization; one without a scheme is a bearer token. `rate` is requests a minute.
    """

    host: str
    accept: tuple[int, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    auth: str | None = None
    rate: float | None = None
    per_host: int | None = None
    timeout: timedelta | None = None

    def fits(self, host: str) -> bool:
        """Whether the row is about a host."""
        if self.host.startswith("*."):
            return host.endswith(self.host[1:])
        return host == self.host


@dataclass(slots=True, kw_only=True)
class _Ignore:
    pattern: str
    reason: str
    expires: date | None = None
    scope: Scope | list[Scope] = Scope.TARGET


@dataclass(slots=True, kw_only=True)
class _Host:
    accept: tuple[int, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    auth: str | None = None
    rate: float | None = None
    per_host: int | None = None
    timeout: str | float | None = None


_HOST_NAME = re.compile(r"(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|[0-9a-f:.]+")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
"""A token, and a value without control characters (RFC 9110 §5)."""
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def ignore_rules(raw: object) -> tuple[IgnoreRule, ...]:
    """The rows of `[[ignore]]`; SettingsError says which is wrong and why."""
    rows = _converted(raw, list[dict[str, Any]], 'tables such as pattern = "…", reason = "…"')
    found = []
    for row in (_row(each, _Ignore) for each in rows):
        if not row.pattern or not is_pattern(row.pattern):
            raise SettingsError(f"pattern {row.pattern!r} is not a regular expression")
        if not row.reason.strip():
            raise SettingsError(f"pattern {row.pattern!r} has no reason; say why it is left alone")
        scope = (row.scope,) if isinstance(row.scope, Scope) else tuple(row.scope)
        found.append(
            IgnoreRule(
                pattern=row.pattern,
                reason=row.reason,
                expires=row.expires,
                scope=scope or (Scope.TARGET,),
            )
        )
    return tuple(found)


def host_rules(raw: object, duration: Callable[[str], timedelta]) -> tuple[HostRule, ...]:
    """The rows of `[host]`, exact names before `*.`, long before short; SettingsError says which is wrong and why."""
    form = 'tables by host, such as [host."example.com"]'
    table = _converted(raw, dict[str, dict[str, Any]], form)
    rows = [_host_rule(name.lower(), _row(row, _Host), duration) for name, row in table.items()]
    return tuple(sorted(rows, key=lambda row: (row.host.startswith("*."), -len(row.host))))


def _host_rule(name: str, row: _Host, duration: Callable[[str], timedelta]) -> HostRule:
    wait = None if row.timeout is None else duration(str(row.timeout))
    for is_right, wrong in (
        (_HOST_NAME.fullmatch(name), "is not the name of a host"),
        (all(100 <= each <= 999 for each in row.accept), "accept: statuses are 100 to 999"),
        (all(map(_is_header, row.headers.items())), "headers: not of the form Name = 'value'"),
        (row.auth is None or _VARIABLE.fullmatch(row.auth), "auth: not a variable's name"),
        (row.rate is None or 0 < row.rate <= 60_000, "rate: between 0 and 60000 a minute"),
        (row.per_host is None or 0 < row.per_host <= 10_000, "per-host: between 1 and 10000"),
        (wait is None or wait > timedelta(0), "timeout: longer than nothing"),
    ):
        if not is_right:
            raise SettingsError(f"{name!a}: {wrong}")
    return HostRule(
        host=name,
        accept=row.accept,
        headers=tuple(row.headers.items()),
        auth=row.auth,
        rate=row.rate,
        per_host=row.per_host,
        timeout=wait,
    )


def _is_header(header: tuple[str, str]) -> bool:
    name, value = header
    return bool(_HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value))


def _row(raw: dict[str, Any], kind: Any) -> Any:
    names = {each.name.replace("_", "-"): each.name for each in fields(kind)}
    unknown = next((key for key in raw if key not in names), None)
    if unknown is not None:
        raise SettingsError(f"{unknown!a} is none of {', '.join(names)}")
    return _converted({names[key]: value for key, value in raw.items()}, kind, "as it should be")


def _converted(raw: object, kind: Any, form: str) -> Any:
    """The value as of a type; msgspec is loaded only where there is a value."""
    try:
        return import_module("msgspec").convert(raw, kind)
    except ValueError as error:
        raise SettingsError(f"not {form} ({error})") from None
