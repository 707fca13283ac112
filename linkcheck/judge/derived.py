"""What follows from an object that does not change: worked out when it is first asked for, and kept with it.

As `functools.cached_property`, but without the lock that it takes in Python 3.11: a case is judged by one thread, and the locks of the thirty
things that follow from one took an eighth of judging it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Of = TypeVar("Of")


class Derived(Generic[T]):
    """An attribute with what a function makes of the object; from the second time on it is an entry of its `__dict__`."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> Derived[T]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> T | Derived[T]:
        if owner is None:
            return self
        made = owner.__dict__[self._name] = self._work(owner)
        return made


def latest(make: Callable[[Of], T]) -> Callable[[Of], T]:
    """Keep what was made last, for who asks for the same again.

    `functools.lru_cache` would take the hash of a case, which goes through all that it holds; two that are equal share most of it, which a comparison sees at once.
    """
    known: list[tuple[Of, T]] = []

    def made(of: Of) -> T:
        if not known or known[0][0] != of:
            known[:] = [(of, make(of))]
        return known[0][1]

    return made
