"""The command, and `python -m linkcheck`: what has to be so before anything is loaded."""

import os
import signal
import sys
from importlib import import_module

from linkcheck import open_files

_FILES = 20
"""Open files without which nothing can be asked: three streams, store, event loop, resolver, a connection and a report."""


def main() -> None:
    """The console script.

    What ends it while it is loaded ends it as at any later time: exit code 3, not carried out (DESIGN.md). To die of the signal would tell
    a shell more, but a job in CI that is cancelled could not tell it from a crash, and the same Ctrl-C a second later gives 3.
    Before this line the process is Python's own: 20 ms on an idle machine in which SIGTERM kills and Ctrl-C is its traceback.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    if not _may_begin():
        sys.exit(2)
    import_module("linkcheck.memory").settle()
    import_module("linkcheck.cli").main()


def _may_begin() -> bool:
    allowed = open_files.allowed()
    is_enough = allowed is None or allowed >= _FILES
    if not is_enough:
        sys.stderr.write(f"linkcheck: needs {_FILES} open files; ulimit -n {_FILES} permits them\n")
    return is_enough


def _leave(_number: int, _frame: object) -> None:
    """At once: nothing is begun yet, and a KeyboardInterrupt in the middle of an import may be lost in a callback of importlib's."""
    os._exit(3)


if __name__ == "__main__":
    main()
