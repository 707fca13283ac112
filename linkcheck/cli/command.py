"""Typer's command without its wait: what needs no conversion is not converted.

Typer (0.29) converts by pydantic, an adapter a parameter: 0.1 s of loading before anything is done, though nearly all values are
texts, flags or not given. Those are taken as they are; for numbers and choices pydantic is asked as ever.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS = (str, list[str])


class Command(TyperCommand):
    """A command whose parameters are converted only where they must be."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """As Typer makes it."""
        super().__init__(*arguments, **named)
        for parameter in self.params:
            process = partial(_processed, parameter, parameter.process_value)
            parameter.process_value = process  # type: ignore[method-assign]


def _processed(parameter: Any, process: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """The parameter's value; `process` is Typer's own way to it."""
    several = parameter.multiple or parameter.nargs == -1
    if parameter.required or parameter.callback is not None:
        return process(context, value) if not value or not several else [*value]
    if value is None:
        return () if several else None
    described = getattr(parameter, "type_descriptor", None)
    if getattr(described, "annotation", None) not in _TEXTS:
        return process(context, value)
    return [*value] if several else value
