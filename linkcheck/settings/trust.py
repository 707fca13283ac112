"""What a settings file may say without its invoker's word, since it may come with a stranger's pull request (DESIGN "Trust").

It may say what to check and how to show it, never read the environment, send headers, widen the guard, redirect connections
or weaken what fails: the keys of `NEEDS_TRUST` are the invoker's alone. The keys of `MODEST` it may set between bounds: never less polite than the
default, so that a pull request cannot turn a CI job against a host, never so hasty that all becomes `unsure`, and
never so slow that the job stalls.
"""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from linkcheck.errors import SettingsError
from linkcheck.patterns import is_bounded
from linkcheck.settings import FailOn
from linkcheck.settings.allowed import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkcheck.settings.tables import HostRule

NEEDS_TRUST: Final = frozenset(
    {
        # sends headers
        "user_agent", "header", "contact",
        # widens the guard
        "allow_private",
        # redirects connections, or reads the environment and files
        "proxy", "ca_file", "connect_to", "dns", "wayback_url", "archives", "cdx", "remap",
        # weakens what fails: nothing is asked, or too little is read to tell
        "offline", "body_limit", "header_limit", "max_redirects",
        # leaves trouble out, or names files to write
        "changed_since", "baseline", "max_targets",
        # costs archives a search for every living source
        "drift",
        # hands the work, and what the invoker may see, to other machines
        "cluster",
        # writes files
        "warc", "warc_bodies", "warc_body_limit", "store", "save_journal",
        # weakens what fails: waits with a death, believes a person
        "confirm", "confirm_days", "marks", "history_age", "history",
        # asks again what was asked a moment ago
        "no_store", "fresh",
    }
)  # fmt: skip
"""What a settings file may not set unless the invoker trusts it."""

MODEST: Final[Mapping[str, tuple[Any, Any]]] = MappingProxyType(
    {
        "fail_on": (FailOn.DEAD, FailOn.UNSURE),
        "timeout": (timedelta(seconds=5), timedelta(seconds=60)),
        "last_chance": (timedelta(seconds=10), timedelta(seconds=60)),
        "second_look": (timedelta(seconds=3), timedelta(seconds=60)),
        "tries": (1, 4),
        "retry_after_cap": (timedelta(0), timedelta(seconds=60)),
        "concurrency": (10, 100),
        "per_host_start": (1, 4),
        "per_host": (1, 10),
        "workers": (1, 4),
        "interval": (timedelta(milliseconds=100), timedelta(seconds=5)),
        "interval_floor": (timedelta(milliseconds=50), timedelta(seconds=5)),
        "max_time": (timedelta(minutes=1), timedelta(hours=6)),
        "dns_timeout": (timedelta(seconds=2), timedelta(seconds=30)),
        # neither asks again what was asked a moment ago, nor lets the long past speak for today
        "reuse_alive": (timedelta(hours=1), timedelta(days=1)),
        "reuse_failures": (timedelta(minutes=1), timedelta(hours=1)),
        "reuse_copies": (timedelta(days=1), timedelta(days=30)),
        "reuse_none": (timedelta(hours=1), timedelta(days=1)),
        "resume_within": (timedelta(0), timedelta(days=3)),
        "archive_time": (timedelta(0), timedelta(minutes=10)),
        "archive_timeout": (timedelta(seconds=10), timedelta(seconds=90)),
        "cdx_rate": (1.0, 24.0),
        "playback_rate": (1.0, 480.0),
        "archive_penalty": (timedelta(seconds=60), timedelta(minutes=10)),
        "copies_examined": (1, 12),
        "save_fresh": (timedelta(hours=1), timedelta(days=365)),
        "save_time": (timedelta(0), timedelta(hours=6)),
        "save_rate": (1.0, 7.0),
        "save_rate_anonymous": (1.0, 3.0),
        "save_poll": (timedelta(seconds=6), timedelta(minutes=1)),
    }
)  # fmt: skip
"""Between which values, both included, a settings file may set a key without the invoker's trust."""

HOST_NEEDS_TRUST: Final = ("accept", "headers", "auth")
"""What a row of `[host]` may not say without trust: it weakens what fails, sends headers, reads the environment."""
HOST_MODEST: Final[Mapping[str, tuple[Any, Any]]] = MappingProxyType(
    {
        "rate": (1.0, 600.0),
        "per_host": (1, 10),
        "timeout": (timedelta(seconds=5), timedelta(seconds=60)),
    }
)
"""Between which values it may set the others; 600 a minute is the default interval."""

PATTERNS: Final = frozenset({"include", "exclude"})
"""Expressions, which without the invoker's trust have to be such as are found in bounded time (`patterns`)."""
BRIEF: Final[Mapping[str, int]] = MappingProxyType(
    {
        "role": 100,
        "include": 1000,
        "exclude": 1000,
        "exclude_path": 1000,
        "cues": 500,
        "ignore": 1000,
    }
)
"""How many entries a settings file may give without the invoker's trust: each is tried on every URL, path or line."""

_SEVERITY = MappingProxyType({fail_on: place for place, fail_on in enumerate(FailOn)})


def hold_to_modesty(name: str, value: Any, where: str) -> None:
    """SettingsError, which says where, if a file may not set this key to this value."""
    if name in NEEDS_TRUST:
        raise SettingsError(f"{where} is not for a settings file, unless you give --trust-settings")
    if name == "host":
        _hold_hosts_to_modesty(value, where)
    if name in MODEST:
        low, high = MODEST[name]
        if not _rank(low) <= _rank(value) <= _rank(high):
            raise SettingsError(
                f"{where} may be {_written(low)} to {_written(high)} in a settings file; for more give --trust-settings"
            )
    if name in BRIEF and _number(value) > BRIEF[name]:
        raise SettingsError(
            f"{where} may hold {BRIEF[name]} entries in a settings file; for more give --trust-settings"
        )
    unbounded = [each for each in _patterns(name, value) if not is_bounded(each)]
    if unbounded:
        raise SettingsError(
            f"{where}: {shown(unbounded[0])} may take for ever (look-around, back-references, large repetitions); give --trust-settings or make it simpler"
        )


def _patterns(name: str, value: Any) -> tuple[str, ...]:
    """The expressions in a value."""
    if name == "ignore":
        return tuple(rule.pattern for rule in value)
    return value if name in PATTERNS else ()


def _number(value: Any) -> int:
    """How many entries a list has, or all lists of a table by role."""
    return sum(len(each) if isinstance(each, tuple) else 1 for row in value for each in _row(row))


def _row(row: Any) -> tuple[Any, ...]:
    return row[1:] if isinstance(row, tuple) else (row,)


def _hold_hosts_to_modesty(hosts: tuple[HostRule, ...], where: str) -> None:
    """Of one host too a file may ask for more patience, and for nothing else."""
    for rule in hosts:
        for name in HOST_NEEDS_TRUST:
            if getattr(rule, name):
                raise SettingsError(
                    f"{where}: {rule.host}: {name} is not for a settings file, unless you give --trust-settings"
                )
        for name, (low, high) in HOST_MODEST.items():
            value = getattr(rule, name)
            if value is not None and not low <= value <= high:
                raise SettingsError(
                    f"{where}: {rule.host}: {name.replace('_', '-')} may be {_written(low)} to {_written(high)} in a settings file; for more give --trust-settings"
                )


def _rank(value: Any) -> Any:
    return _SEVERITY[value] if isinstance(value, FailOn) else value


def _written(value: Any) -> str:
    return f"{value.total_seconds():g}s" if isinstance(value, timedelta) else f"{value}"
