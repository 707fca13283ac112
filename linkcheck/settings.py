"""The options of a run: one frozen record, its defaults with their reasons, and the files that may set them.

Every knob of the command line is here under the same name, and the rare ones that have no flag. A settings file is
`linkcheck.toml`, or `[tool.linkcheck]` in `pyproject.toml`, looked for upwards from the first path; flags win.
A settings file may come with a stranger's pull request, so the keys of `NEEDS_TRUST` are the invoker's alone
(DESIGN "Trust"): a file may say what to check and how to show it, never read the environment, send headers, widen the guard,
redirect connections or weaken what fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta  # noqa: TC003 - msgspec reads the annotations
from enum import StrEnum


class FailOn(StrEnum):
    """From which outcome on a run fails (exit 1)."""

    DEAD = "dead"
    SUSPECT = "suspect"
    UNSURE = "unsure"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of a run. Durations in a file are seconds or texts like `500ms`, `90s`, `5m`, `1h30m`."""

    # What to check
    role: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_path: tuple[str, ...] = ()
    date: date | None = None
    cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Cue words by role that come on top of the built-in ones, as `[cues]` with `reading = ["…"]`."""

    # What fails, and how it is shown
    fail_on: FailOn = FailOn.DEAD
    fragments: bool = False
    lang: str = "auto"

    # How to ask
    timeout: timedelta = timedelta(seconds=10)
    last_chance: timedelta = timedelta(seconds=30)
    """The timeout of the second look at what timed out."""
    second_look: timedelta = timedelta(seconds=3)
    """The least gap between two looks at a URL."""
    tries: int = 4
    """Looks at a URL that answers 429 or 503, which say "later"."""
    retry_after_cap: timedelta = timedelta(seconds=30)
    concurrency: int = 100
    per_host: int = 4
    """Requests in flight a host at the start."""
    per_host_cap: int = 10
    """Requests in flight a host that has shown itself healthy."""
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

    # Archives
    archive: bool = True
    archive_time: timedelta = timedelta(seconds=60)
    wayback_url: str = "https://web.archive.org"
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
    copies_examined: int = 4
    """Captures of one target that are fetched and judged at most."""
