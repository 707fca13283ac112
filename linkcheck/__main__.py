"""The command, and `python -m linkcheck`: what has to be so before anything is loaded."""

import gc
from importlib import import_module


def main() -> None:
    """The console script."""
    # Loading, and then a run, make millions of objects that stay: with Python's 700 a third of a run's time, and a twentieth of
    # the start's, is spent on looking through them for garbage.
    gc.set_threshold(50_000, 20, 50)
    import_module("linkcheck.cli").main()


if __name__ == "__main__":
    main()
