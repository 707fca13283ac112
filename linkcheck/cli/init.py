"""`linkcheck init [DIR]`: a settings file to begin with, every key in it commented; never over one that is there."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from linkcheck.errors import OutputError

NAME = "linkcheck.toml"


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where; by default here.", show_default=False)
    ] = Path(),
) -> int:
    """Write a commented linkcheck.toml; one that is there stays."""
    path = folder / NAME
    text = files("linkcheck.cli").joinpath(NAME).read_text("utf-8")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(f"{path} is there already, and stays as it is") from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from None
    sys.stdout.write(f"{path}: every key is commented out; uncomment what you want to change\n")
    return 0
