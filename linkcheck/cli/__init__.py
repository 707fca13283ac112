"""The command line: which command is meant, and every mistake of the user's as one line.

A command is a module of this folder with `command`, loaded only when it is meant: `linkcheck extract` need not wait for what
asks the web. Commands turn options into Settings, call, print, and return the exit code; they decide nothing.

Exit codes, the higher wins: 0 nothing that fails; 1 something; 2 the user's mistake (the rest is done all the same);
3 the run could not be carried out or finished.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO, cast

import typer

from linkcheck import __version__
from linkcheck.cli.command import Command, Group
from linkcheck.cli.complaint import complain
from linkcheck.errors import LinkcheckError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COMMANDS = (
    "check",
    "plan",
    "fix",
    "extract",
    "explain",
    "report",
    "archive",
    "save",
    "open",
    "history",
    "mark",
    "rules",
    "init",
)
"""In the order in which the help shows them; each is a module of this folder."""

_ABOUT = ("--help", "-h", "--version", "--install-completion", "--show-completion")

_COMPLETION = "_LINKCHECK_COMPLETE"
"""By which a shell's completion calls (Typer's and click's name for it)."""

_CUT_SHORT = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""No room, or a standard output that is open for reading only."""

_EXAMPLES = """\
linkcheck: is each source of an article still there, still that, and where is a copy if not?

  linkcheck article.md                                one article, to read
  linkcheck check content/ --format jsonl             a repository in CI: exit code 1 when a source is dead
  linkcheck check urls.txt -o json=run.json --quiet   a list of URLs, with evidence and archived copies

linkcheck --help shows every command, linkcheck check --help every option.
"""

# Typer carries its own copy of click and exports only this leaf of its tree of usage errors.
_USAGE, _ERROR = (cast("type[Exception]", kind) for kind in typer.BadParameter.__mro__[1:3])


def main() -> NoReturn:
    """The command as its caller sees it: streams and exit code."""
    # Where a stream is closed (`>&-`), Python has none.
    sys.stdout, sys.stderr = (
        each or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
        for each in (sys.stdout, sys.stderr)
    )
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - likewise
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    code = run(sys.argv[1:])
    try:
        sys.stderr.flush()
    except OSError:
        _leave(sys.stderr)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """One call of the command; its exit code."""
    if _COMPLETION in os.environ:
        # A shell asks what could follow; the words come by the environment, and Typer answers and exits.
        application(COMMANDS)([], prog_name="linkcheck")
    if not arguments:
        sys.stdout.write(_EXAMPLES)
        return 0
    try:
        Path.cwd()
    except OSError:
        return _mistake("the folder where you are is no more; go to one that is")
    words = list(arguments)
    if words[0] not in COMMANDS and words[0] not in _ABOUT:
        words.insert(0, "check")
    meant = () if words[0] == "--version" else COMMANDS if words[0] in _ABOUT else (words[0],)
    try:
        return _called(meant, words)
    except (BrokenPipeError, SystemExit):
        # Nobody reads on, of which Typer makes an exit too, or nobody wants more.
        _leave(sys.stdout)
        return 3
    except OSError as error:
        if error.errno not in _CUT_SHORT:
            raise
        _leave(sys.stdout)
        return _mistake(f"what was to be written is cut short: {error.strerror}")


def _called(meant: Iterable[str], words: Sequence[str]) -> int:
    """What a command returns when it is done; the user's mistakes are said."""
    app = application(meant)
    try:
        with _unwound():
            code = app(words, prog_name="linkcheck", standalone_mode=False)
    except LinkcheckError as error:
        return _mistake(str(error))
    except _ERROR as error:
        return _mistake(_line(error, words[0]))
    except typer.Abort:
        return 3
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


@contextmanager
def _unwound() -> Iterator[None]:
    """While a command is at work what ends it is an exception, so that its temporary files and its processes end with it."""
    ways = {number: signal.signal(number, _end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, before in ways.items():
            signal.signal(number, before)


def _end(_number: int, _frame: object) -> NoReturn:
    """No KeyboardInterrupt: where an `exec` has seen one pass, as in `dataclass`, CPython dies of SIGINT at its end whatever was made of it (Py_RunMain)."""
    raise SystemExit(3)


def _leave(stream: TextIO) -> None:
    """Nobody reads on, or nothing more fits: Python would say so once more when it closes the stream, with a code of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def application(commands: Iterable[str]) -> typer.Typer:
    """Typer's application with these commands."""
    app = typer.Typer(
        cls=Group,
        help="Is each source of an article still there, still that, and where is a copy if not?",
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_about)
    for name in commands:
        app.command(name, cls=Command)(import_module(f"linkcheck.cli.{name}").command)
    return app


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's callbacks take the value alone
    if wanted:
        sys.stdout.write(f"linkcheck {__version__}\n")
        raise typer.Exit


def _about(
    *,
    version: Annotated[
        bool | None,
        typer.Option("--version", help="Show the version.", callback=_say_version, is_eager=True),
    ] = None,
) -> None:
    """Options of the program as a whole."""


def _mistake(line: str) -> int:
    complain(line)
    return 2


def _line(error: Exception, command: str) -> str:
    text = str(getattr(error, "format_message", error.__str__)()).rstrip(".")
    if isinstance(error, _USAGE):
        return f"{text}; linkcheck {command} --help shows what there is"
    return text


def _speak_utf8(stream: TextIO) -> None:
    """Chinese must not end a report on a console of another code page."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
