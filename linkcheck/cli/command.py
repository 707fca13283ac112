"""Typer's commands without their wait: what needs no conversion is not converted.

Typer (0.29) converts by pydantic, an adapter a parameter: 0.1 s of loading before anything is done, though nearly all values are
texts, flags, choices, whole numbers or not given. Those are taken as they are; for all that is something else or missing Typer is asked as ever.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable

_UNREAD = object()
_WHOLE = re.compile("[0-9]{1,9}").fullmatch


class Command(TyperCommand):
    """A command whose parameters are converted only where they must be."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, `--help` too."""
        return _lightened(super().get_params(ctx))


class Group(TyperGroup):
    """The program as a whole, likewise."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, `--help` too."""
        return _lightened(super().get_params(ctx))


def _lightened(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if "process_value" not in vars(parameter):
            parameter.process_value = partial(_processed, parameter, parameter.process_value)
    return parameters


def _processed(parameter: Any, process: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """The parameter's value (click's `Parameter.process_value`); `process` is Typer's own way to it."""
    read = _read(parameter, value)
    if read is _UNREAD or (parameter.required and not read):
        return process(context, value)
    return parameter.callback(context, parameter, read) if parameter.callback else read


def _read(parameter: Any, value: Any) -> Any:
    """A value that is what it is to be already."""
    several = parameter.multiple or parameter.nargs == -1
    if value is None:
        return () if several else None
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if several:
        return [*value] if kind == list[str] else _UNREAD
    if kind in (str, bool) and isinstance(value, kind):
        return value
    return _chosen(kind, value) if isinstance(value, str) else _UNREAD


def _chosen(kind: Any, value: str) -> Any:
    """A choice by its very name, or a whole number (no option has a range)."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next((each for each in kind if each.value == value), _UNREAD)
    return int(value) if kind is int and _WHOLE(value) else _UNREAD
