"""Every option of every command, as rows: its name, what it takes, one line of help, and the panel it stands in.

Typer reads a function's signature; the commands share most options, so the signatures are made from these rows instead of
being written out again and again. A row whose name is a key of `settings.Settings` sets that key; the others say how a
command shows what it found.
"""

from __future__ import annotations

import inspect
from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from linkcheck.model import Kind
from linkcheck.settings import Bodies, FailOn, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

WHAT = "What to check"
HOW = "How to ask"
WHERE = "Archives"
SHOW = "What is shown, and what fails"
FIX = "How to mend"
SAVE = "How to save"
TESTS = "For tests, staging and the demo"


class Option(NamedTuple):
    """One option: `flags` only where they are not `--name`; `metavar` where the type does not say enough."""

    name: str
    kind: Any
    help: str
    panel: str
    metavar: str | None = None
    flags: tuple[str, ...] = ()

    def parameter(self) -> inspect.Parameter:
        """The row as Typer wants it; every default is None, so that a settings file can be heard."""
        flags = self.flags or ("--" + self.name.replace("_", "-"),)
        info = typer.Option(
            *flags,
            help=self.help + self._default(),
            metavar=" " if self.kind is bool else self.metavar,
            rich_help_panel=self.panel,
        )
        return inspect.Parameter(
            self.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[self.kind | None, info],
        )

    def _default(self) -> str:
        value = _DEFAULTS.get(self.name)
        if isinstance(value, timedelta):
            return f" (default: {value.total_seconds():g}s)"
        plain = isinstance(value, (str, int)) and not isinstance(value, bool)
        return f" (default: {value})" if plain and value and self.name != "user_agent" else ""


CHOOSING: tuple[Option, ...] = (
    Option("input", Kind, "What the inputs are, where suffix and content do not tell.", WHAT),
    Option(
        "date",
        str,
        "The date the sources were cited, where the article does not say.",
        WHAT,
        "DATE",
    ),
    Option("role", list[str], "Only references of this role (repeatable).", WHAT, "ROLE"),
    Option("include", list[str], "Only URLs in which this is found.", WHAT, "REGEX"),
    Option(
        "exclude",
        list[str],
        "No URL in which this is found; it is reported as ignored.",
        WHAT,
        "REGEX",
    ),
    Option("exclude_path", list[str], "No file that matches.", WHAT, "GLOB"),
    Option(
        "remap",
        list[str],
        "Ask elsewhere where a pattern is found, such as on a staging site (repeatable).",
        WHAT,
        "'REGEX -> URL'",
    ),
)
TABULAR: tuple[Option, ...] = (
    Option("column", str, "The column of URLs in CSV, TSV and Parquet inputs.", WHAT, "NAME"),
)
PLACING: tuple[Option, ...] = (
    Option("root_dir", str, "The folder where links that begin with / do.", WHAT, "DIR"),
    Option(
        "base_url",
        str,
        "Take links within your own files as pages of this site, and ask there.",
        WHAT,
        "URL",
    ),
    Option(
        "fallback_extensions",
        list[str],
        "What the site leaves out of its addresses, such as md (repeatable).",
        WHAT,
        "EXT",
    ),
)
JUDGING: tuple[Option, ...] = (
    Option(
        "fragments",
        bool,
        "A page that lacks the cited #fragment is suspect; else that is only noted.",
        WHAT,
        flags=("--fragments",),
    ),
)
ASKING: tuple[Option, ...] = (
    Option(
        "timeout",
        str,
        "For one answer; what needed longer has a second chance.",
        HOW,
        "TIME",
    ),
    Option("concurrency", int, "Requests in flight in all.", HOW, "N"),
    Option(
        "per_host",
        int,
        "Requests in flight a host, at most.",
        HOW,
        "N",
    ),
    Option("workers", int, "Processes that share the hosts out.", HOW, "N"),
    Option(
        "cluster",
        str,
        "Let the workers of a Dask cluster do it: a scheduler's address, or local:N.",
        HOW,
        "ADDRESS|local:N",
    ),
    Option("max_time", str, "For the whole run; what was not reached is said.", HOW, "TIME"),
    Option(
        "allow_private",
        bool,
        "Speak to private and loopback addresses too.",
        HOW,
        flags=("--allow-private",),
    ),
    Option("user_agent", str, "The User-Agent for sites.", HOW, "TEXT"),
    Option("header", list[str], "A header for one host.", HOW, "'HOST=Name: value'"),
    Option(
        "proxy",
        str,
        "Ask through a proxy; env takes it from HTTPS_PROXY or ALL_PROXY.",
        HOW,
        "URL|env",
    ),
    Option("ca_file", str, "Believe these certificate authorities too.", HOW, "FILE"),
    Option(
        "offline",
        bool,
        "Make no request at all: only links within your own files are checked.",
        HOW,
        flags=("--offline",),
    ),
)
KEEPING: tuple[Option, ...] = (
    Option("warc", str, "Keep what is fetched, as WARC 1.1; a new file.", WHERE, "FILE"),
    Option(
        "warc_bodies",
        Bodies,
        "Keep of a body what was read to judge it, or all of it.",
        WHERE,
    ),
)
REMEMBERING: tuple[Option, ...] = (
    Option("confirm", int, "Failures until a source is dead that was once alive.", HOW, "N"),
    Option("confirm_days", int, "Days over which these failures lie.", HOW, "DAYS"),
    Option("history", str, "Read and write how sources stood there too, as JSON.", HOW, "FILE"),
    Option("marks", str, "Believe what people have said of sources there.", HOW, "FILE"),
)
STORING: tuple[Option, ...] = (
    Option("store", str, "Keep what was seen there instead of in your cache.", HOW, "FILE"),
    Option("no_store", bool, "Keep nothing, and use nothing kept.", HOW, flags=("--no-store",)),
    Option("fresh", bool, "Ask all anew, whatever was seen before.", HOW, flags=("--fresh",)),
)
TESTING: tuple[Option, ...] = (
    Option(
        "connect_to",
        str,
        "Connect there whatever the URL says; TLS stays as the URL says.",
        TESTS,
        "HOST:PORT",
    ),
    Option("dns", str, "Ask this resolver for names.", TESTS, "HOST:PORT"),
)
ARCHIVING: tuple[Option, ...] = (
    Option(
        "archive",
        bool,
        "Look for archived copies of what is not alive.",
        WHERE,
        flags=("--archive/--no-archive",),
    ),
    Option(
        "drift",
        bool,
        "Compare what is alive with the copy nearest to its citation; costs archive requests.",
        WHERE,
        flags=("--drift",),
    ),
    Option("archive_time", str, "For looking, after all is checked.", WHERE, "TIME"),
    Option(
        "contact",
        str,
        "How an archive's staff reaches you; goes into requests to archives.",
        WHERE,
        "URL|MAIL",
    ),
    Option(
        "cdx",
        list[str],
        "An archive of your own, asked first: a CDX(J) file, or pywb's or OutbackCDX's index (repeatable).",
        WHERE,
        "FILE|URL[=REPLAY]",
    ),
    Option("wayback_url", str, "The Wayback Machine to ask.", WHERE, "URL"),
)
SHOWING: tuple[Option, ...] = (
    Option(
        "format",
        str,
        "How the report is written to standard output.",
        SHOW,
        "NAME",
        ("--format", "-f"),
    ),
    Option(
        "output",
        list[str],
        "Write the report to a file too, in a format (repeatable).",
        SHOW,
        "FORMAT=FILE",
        ("--output", "-o"),
    ),
    Option("fail_on", FailOn, "From which outcome on the exit code is 1.", SHOW),
    Option("lang", str, "The report's language: auto, en, zh-Hans, zh-Hant.", SHOW, "LANG"),
    Option("quiet", bool, "Only what fails the run.", SHOW, flags=("--quiet", "-q")),
    Option(
        "verbose", bool, "Every source by itself, the living too.", SHOW, flags=("--verbose", "-v")
    ),
    Option("no_progress", bool, "No progress on standard error.", SHOW, flags=("--no-progress",)),
    Option("color", str, "auto, always or never.", SHOW, "WHEN"),
)
TRUSTING: tuple[Option, ...] = (
    Option(
        "trust_settings",
        bool,
        "Let the settings file do what only you may: send headers, widen the guard …",
        HOW,
        flags=("--trust-settings",),
    ),
)
SAVING: tuple[Option, ...] = (
    Option(
        "send",
        bool,
        "Have them saved; otherwise only what would be asked is said.",
        SAVE,
        flags=("--send",),
    ),
    Option(
        "save_within",
        str,
        "A good copy so far from the citation at most is enough.",
        SAVE,
        "TIME",
    ),
    Option("save_fresh", str, "No new capture of what was captured so recently.", SAVE, "TIME"),
    Option("save_time", str, "For saving; the next run goes on.", SAVE, "TIME"),
    Option("save_journal", str, "Where it is kept what was asked.", SAVE, "FILE"),
)
SELECTING: tuple[Option, ...] = (
    Option(
        "changed_since",
        str,
        "Only links on lines changed since HEAD left this commit; local links of changed files, or of all where files were renamed or deleted.",
        WHAT,
        "COMMIT",
    ),
    Option(
        "settings_from",
        str,
        "Settings file and baseline as they are in this commit, whatever a change makes of them.",
        HOW,
        "COMMIT",
    ),
    Option("max_targets", int, "Ask for so many targets at most; the rest is said.", WHAT, "N"),
    Option("baseline", str, "Report only trouble that this file does not list.", SHOW, "FILE"),
    Option(
        "write_baseline",
        bool,
        "Enter all trouble there is into the baseline.",
        SHOW,
        flags=("--write-baseline",),
    ),
    Option(
        "prune_baseline",
        bool,
        "Take out of the baseline what is alive again or cited no more.",
        SHOW,
        flags=("--prune-baseline",),
    ),
)
FORETELLING: tuple[Option, ...] = (
    Option(
        "like",
        str,
        "Expect the web to answer as it did in that saved run, instead of what the store has seen.",
        WHAT,
        "RUN.json",
    ),
)
PLANNING: tuple[Option, ...] = (
    Option(
        "dry_run",
        bool,
        "Say what would be asked and how long it would take; ask nothing.",
        WHAT,
        flags=("--dry-run",),
    ),
)


_DEFAULTS = {field.name: field.default for field in fields(Settings)} | {
    "format": "terminal",
    "color": "auto",
    "style": "replace",
}
"""What holds where neither the user nor a settings file says anything."""


def settings_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """What the user gave that is a key of the settings."""
    keys = {field.name for field in fields(Settings)}
    return {name: value for name, value in given.items() if name in keys}


def paths(help_: str, *, required: bool = True) -> inspect.Parameter:
    """The articles a command reads."""
    info = typer.Argument(
        help=help_, metavar="PATH…" if required else "[PATH…]", show_default=False
    )
    if required:
        return inspect.Parameter(
            "paths", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[list[str], info]
        )
    return inspect.Parameter(
        "paths",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[list[str] | None, info],
    )


def signed(
    function: Callable[..., int], first: inspect.Parameter, options: Iterable[Option]
) -> Callable[..., int]:
    """A command's function with the signature that Typer shall see; it gets the paths and what the user gave."""

    def command(**values: Any) -> int:
        said = values.pop(first.name)
        subject = [] if said is None else said
        given = {name: value for name, value in values.items() if value not in (None, [])}
        return function(subject, given)

    parameters = [first, *(option.parameter() for option in options)]
    command.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    command.__doc__ = function.__doc__
    return command
