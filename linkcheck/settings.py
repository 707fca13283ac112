"""The options of a run: one frozen record, its defaults with their reasons, and the files that may set them.

Every knob of the command line is here under the same name, and the rare ones that have no flag. A settings file is
`linkcheck.toml`, or `[tool.linkcheck]` in `pyproject.toml`, looked for upwards from the first path; flags win.
A settings file may come with a stranger's pull request, so the keys of `NEEDS_TRUST` are the invoker's alone
(DESIGN "Trust"): a file may say what to check and how to show it, never read the environment, send headers, widen the guard,
redirect connections or weaken what fails. The keys of `MODEST` it may set between bounds: never less polite than the
default, so that a pull request cannot turn a CI job against a host, never so hasty that all becomes `unsure`, and
never so slow that the job stalls.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from linkcheck import toml
from linkcheck.allowed import checked, parse_duration, shown
from linkcheck.errors import SettingsError
from linkcheck.patterns import is_bounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkcheck.git import Snapshot
    from linkcheck.tables import HostRule, IgnoreRule

__all__ = ["MODEST", "NEEDS_TRUST", "Bodies", "FailOn", "Settings", "load", "parse_duration"]


class FailOn(StrEnum):
    """From which outcome on a run fails (exit 1)."""

    DEAD = "dead"
    SUSPECT = "suspect"
    UNSURE = "unsure"
    NEVER = "never"


class Bodies(StrEnum):
    """How much of what is fetched goes into a WARC."""

    READ = "read"
    """What judging reads."""
    FULL = "full"
    """All, up to `warc_body_limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of a run. Durations in a file are seconds or texts like `500ms`, `90s`, `5m`, `1h30m`."""

    # What to check
    role: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_path: tuple[str, ...] = ()
    date: date | None = None
    changed_since: str | None = None
    """A commit: only what a change since then concerns is checked (`changes`)."""
    baseline: str | None = None
    """The file of the trouble that is known (`baseline`)."""
    max_targets: int | None = None
    """Requests for targets at most; a change of a stranger's may cite more than anybody wants to ask."""
    cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Cue words by role that come on top of the built-in ones, as `[cues]` with `reading = ["…"]`."""

    ignore: tuple[IgnoreRule, ...] = ()
    """What is left alone, as `[[ignore]]` with `pattern`, `reason`, and perhaps `expires` and `scope`."""
    remap: tuple[str, ...] = ()
    """`PATTERN -> REPLACEMENT`: where else a URL is asked, such as on a staging site; the first pattern that is found counts."""

    # Links within one's own files
    root_dir: str | None = None
    """The folder where `/…` begins; in a settings file relative to it, and not above it."""
    base_url: str | None = None
    """Where the site is: local links are asked there as its pages instead of being looked for in files."""
    fallback_extensions: tuple[str, ...] = ()
    """What a site leaves out of its addresses, tried in order: `a` or `a.html` is `a.md`."""
    index_files: tuple[str, ...] = (
        "index.html", "index.htm", "index.md", "index.mdx", "_index.md", "README.md", "readme.md",
    )  # fmt: skip
    """Any of them makes a folder a page; `.` lets it stand for itself, as GitHub shows it."""

    # What fails, and how it is shown
    fail_on: FailOn = FailOn.DEAD
    fragments: bool = False
    lang: str = "auto"

    # How to ask
    host: tuple[HostRule, ...] = ()
    """How single hosts are asked, as `[host."example.com"]` with `accept`, `headers`, `auth`, `rate`, `per-host`, `timeout`."""
    timeout: timedelta = timedelta(seconds=10)
    last_chance: timedelta = timedelta(seconds=30)
    """The timeout of the second look at what timed out."""
    second_look: timedelta = timedelta(seconds=3)
    """The least gap between two looks at a URL."""
    tries: int = 4
    """Looks at a URL that answers 429 or 503, which say "later"."""
    retry_after_cap: timedelta = timedelta(seconds=30)
    concurrency: int = 100
    per_host_start: int = 4
    """Requests in flight a host at the start."""
    per_host: int = 10
    """Requests in flight a host that has shown itself healthy."""
    workers: int = 1
    """Processes that share the hosts out among them."""
    cluster: str | None = None
    """A Dask scheduler's address, or `local:N`: its workers share the hosts out among them."""
    interval: timedelta = timedelta(milliseconds=100)
    """Between two requests to a host at the start."""
    interval_floor: timedelta = timedelta(milliseconds=50)
    max_time: timedelta | None = None
    max_redirects: int = 10
    body_limit: int = 512 * 1024
    """Bytes of a page that are read, raw and decoded alike: enough for every signal a rule looks at."""
    header_limit: int = 64 * 1024
    user_agent: str = (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/142.0.0.0 Safari/537.36"
    )
    """Reads like a browser's and lacks the word "link": stock firewall rules refuse it (FIELD §0.4)."""
    header: tuple[str, ...] = ()
    """`HOST=Name: value`, sent to that host alone."""
    allow_private: bool = False
    proxy: str | None = None
    ca_file: str | None = None
    connect_to: str | None = None
    dns: str | None = None
    dns_timeout: timedelta = timedelta(seconds=5)
    offline: bool = False

    # What is kept between runs
    store: str | None = None
    """Where; without it in the user's cache directory."""
    no_store: bool = False
    fresh: bool = False
    """Ask all anew, whatever is kept."""
    reuse_alive: timedelta = timedelta(days=1)
    """For how long it holds that a source was alive."""
    reuse_failures: timedelta = timedelta(minutes=10)
    """For how long anything else holds: enough to mend an article and look again."""
    reuse_copies: timedelta = timedelta(days=30)
    """For how long copies that were found hold."""
    reuse_none: timedelta = timedelta(days=1)
    """For how long it holds that an archive has none."""
    confirm: int = 1
    """Failures that make a source dead that was once seen alive; until then it is `dying`."""
    confirm_days: int = 3
    """Days over which these failures have to lie."""
    history: str | None = None
    """A JSON file that the history is read from and written to, for CI to cache."""
    history_age: timedelta = timedelta(days=365)
    """For how long it is remembered how a source stood."""
    marks: str | None = None
    """What people have said of sources; without it the nearest `linkcheck-marks.toml`, which may not turn what fails into what does not."""
    resume_within: timedelta = timedelta(days=3)
    """For how long a run that was cut short is gone on with, all that it has seen included."""

    # Archives
    archive: bool = True
    archive_time: timedelta = timedelta(seconds=60)
    wayback_url: str = "https://web.archive.org"
    archives: tuple[str, ...] = ()
    """Further archives to ask where the Wayback Machine has no good copy: ids, or the URL of a TimeMap service."""
    cdx: tuple[str, ...] = ()
    """Archives of one's own, asked first: a CDX or CDXJ file, or an index's address, `INDEX=REPLAY` where captures are shown elsewhere."""
    contact: str = ""
    """How an archive's staff reaches the one who runs this (a URL or mail address); goes into its User-Agent."""
    archive_timeout: timedelta = timedelta(seconds=45)
    """CDX is slow: below 40 s it is cut off in the middle of an answer (FIELD §3.2)."""
    cdx_rate: float = 24.0
    """CDX requests a minute: 80 % of the hard limit of 30, as the archive's staff ask (FIELD §3.1)."""
    playback_rate: float = 480.0
    """Playback requests a minute: 80 % of 600 (FIELD §3.1)."""
    archive_penalty: timedelta = timedelta(seconds=60)
    """The rest after a 429 without Retry-After (FIELD §3.1)."""
    drift: bool = False
    """Compare the living with the copy nearest to their citation; costs an archive's requests for each."""
    warc: str | None = None
    """Where what is fetched is kept, as WARC 1.1."""
    warc_bodies: Bodies = Bodies.READ
    warc_body_limit: int = 100 * 1024 * 1024
    """Bytes of a body that are kept at most with `warc-bodies = "full"`."""
    save_within: timedelta = timedelta(days=30)
    """How far from its citation a good copy may be for a living source not to be saved."""
    save_fresh: timedelta = timedelta(days=3)
    """No capture is made of what was captured so recently, by whomever."""
    save_time: timedelta = timedelta(minutes=30)
    """For saving; what is left goes on the next time."""
    save_journal: str = "linkcheck-saves.jsonl"
    """Where it is written down what was asked of a saver, so that nothing is asked twice."""
    save_rate: float = 7.0
    """Captures a minute with keys: the service's limit (FIELD §3.4)."""
    save_rate_anonymous: float = 3.0
    save_poll: timedelta = timedelta(seconds=6)
    """Between two questions how a capture goes; the service once suggested 6 s (FIELD §3.4)."""
    copies_examined: int = 12
    """Captures of one target that are fetched and judged at most."""

    def host_rule(self, host: str) -> HostRule | None:
        """The row of `[host]` that is about a host, the most particular one."""
        return next((rule for rule in self.host if rule.fits(host)), None)


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

_PATHS: Final = frozenset({"root_dir"})
"""Folders, which a settings file names from where it stands."""
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
_LARGEST_FILE = 1024 * 1024


@cache
def _hints() -> Mapping[str, Any]:
    """The type of each key; with those of tables, which few settings files have."""
    return MappingProxyType(
        get_type_hints(Settings, localns=vars(import_module("linkcheck.tables")))
    )


def load(
    start: Path | None,
    flags: Mapping[str, object],
    *,
    trust: bool = False,
    commit: str | None = None,
) -> Settings:
    """The settings for a run that begins at `start`; None looks for no file.

    With `commit` the file is the one of that commit, and none outside its repository is looked for. `flags` holds what the user gave by field name, None for what was not given. SettingsError names the file or the flag, the
    key and what is allowed.
    """
    values: dict[str, Any] = {}
    for path, table in _nearest(start, commit) if start else ():
        values |= _from_file(path, table, trust=trust)
    for name, raw in flags.items():
        if raw is not None:
            values[name] = checked(name, raw, _hints()[name], f"--{_key(name)}")
    for name in _PATHS & values.keys():
        if not Path(values[name]).is_dir():
            raise SettingsError(f"{_key(name)}: {shown(values[name])} is not a folder")
    _fit_together(values)
    return Settings(**values)


def _fit_together(values: Mapping[str, Any]) -> None:
    """A WARC is written by one process: records of several would stand in each other."""
    if values.get("warc") and (values.get("cluster") or values.get("workers", 1) > 1):
        raise SettingsError("--warc takes one process: --workers 1, and no --cluster")


def _nearest(start: Path, commit: str | None) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The settings file that rules `start`, as path and table: the nearest folder's, at most one."""
    here = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would leave the folder by a link
    snapshot = _snapshot(start, commit) if commit is not None else None
    if snapshot is not None:
        here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        for name in ("linkcheck.toml", "pyproject.toml"):
            path = folder / name
            raw = snapshot.read(path, _LARGEST_FILE) if snapshot else _contents(path)
            table = _table(path, raw)
            if table is not None:
                yield path, table
                return


def _snapshot(start: Path, commit: str) -> Snapshot:
    """The commit's files; what runs git is loaded only then."""
    found: Snapshot = import_module("linkcheck.git").snapshot_of(start, commit)
    return found


def _contents(path: Path) -> bytes | None:
    """A settings file's bytes, as far as one may have; None where there is none."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None


def _table(path: Path, raw: bytes | None) -> Mapping[str, Any] | None:
    """Our table of a settings file; None where there is none."""
    if raw is None:
        return None
    own = path.name == "linkcheck.toml"
    if not own and b"linkcheck" not in raw:
        return None
    if len(raw) > _LARGEST_FILE:
        raise SettingsError(f"{path}: larger than a settings file can be ({_LARGEST_FILE:,} bytes)")
    document = _parsed(path, raw)
    if own:
        return document
    tools = document.get("tool")
    table = tools.get("linkcheck") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{path}: tool.linkcheck is not a table")
    return table


def _parsed(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        return toml.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise SettingsError(f"{path}: no valid TOML ({error})") from None


def _from_file(path: Path, table: Mapping[str, Any], *, trust: bool) -> dict[str, Any]:
    values = {}
    names = {_key(name): name for name in _hints()}
    for key, raw in table.items():
        if key not in names:
            nearest = import_module("difflib").get_close_matches(key, names, n=1, cutoff=0.0)[0]
            raise SettingsError(f"{path}: unknown key {shown(key)}; did you mean {nearest}?")
        value = checked(names[key], raw, _hints()[names[key]], f"{path}: {key}")
        if not trust:
            _hold_to_modesty(names[key], value, f"{path}: {key}")
        if names[key] in _PATHS:
            value = _beside(path, value, f"{path}: {key}", trust=trust)
        values[names[key]] = value
    return values


def _beside(file: Path, value: str, where: str, *, trust: bool) -> str:
    """A folder that a settings file names, from the file's own on; without trust not out of it, by a link neither."""
    home = os.path.realpath(file.parent)
    folder = os.path.realpath(file.parent / value)
    if not trust and os.path.commonpath((home, folder)) != home:
        raise SettingsError(
            f"{where} may be a folder beside or below the file; for others give --trust-settings"
        )
    return str(file.parent / value)


def _hold_to_modesty(name: str, value: Any, where: str) -> None:
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
                    f"{where}: {rule.host}: {_key(name)} may be {_written(low)} to {_written(high)} in a settings file; for more give --trust-settings"
                )


def _rank(value: Any) -> Any:
    return _SEVERITY[value] if isinstance(value, FailOn) else value


def _written(value: Any) -> str:
    return f"{value.total_seconds():g}s" if isinstance(value, timedelta) else f"{value}"


def _key(name: str) -> str:
    return name.replace("_", "-")
