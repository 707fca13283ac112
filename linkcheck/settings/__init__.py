"""The options of a run: one frozen record, its defaults with their reasons.

Every knob of the command line is here under the same name, and the rare ones that have no flag. Where they come from is `loading`'s
matter, what they may be `allowed`'s, and which of them a stranger may set `trust`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcheck.settings.tables import HostRule, IgnoreRule


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
    """The timeout of the second look at what timed out; less for a host that has shown itself quick (`web.check`)."""
    second_look: timedelta = timedelta(seconds=3)
    """The least gap between two looks at a URL."""
    tries: int = 4
    """Looks at a URL that answers 429 or 503, which say "later"."""
    retry_after_cap: timedelta = timedelta(seconds=30)
    concurrency: int = 100
    """Requests in flight in all; those that are silent for long go on beside them, as many again at most (`web.lanes`)."""
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
