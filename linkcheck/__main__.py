"""The command, and `python -m linkcheck`: what has to be so before anything is loaded."""

import os
import signal
from importlib import import_module


def main() -> None:
    """The console script.

    What ends it while it is loaded ends it as at any later time: exit code 3, not carried out (DESIGN.md). To die of the signal would tell
    a shell more, but a job in CI that is cancelled could not tell it from a crash, and the same Ctrl-C a second later gives 3.
    Before this line the process is Python's own: 20 ms on an idle machine in which SIGTERM kills and Ctrl-C is its traceback.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    import_module("linkcheck.memory").settle()
    import_module("linkcheck.cli").main()


def _leave(_number: int, _frame: object) -> None:
    """At once: nothing is begun yet, and a KeyboardInterrupt in the middle of an import may be lost in a callback of importlib's."""
    os._exit(3)


if __name__ == "__main__":
    main()
