"""References as they are kept and sent, and, where a document has many, held: packed, a lot at a time, field by field.

Fields of one kind are read back three times as fast as references one by one, and take half the room, since most have no value of some, and
the path is the document's. Measured on 55,000: 20 ms to pack, 40 ms to unpack, where pickle needs a second each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date  # noqa: TC003 - msgspec reads the annotations
from enum import Enum
from functools import cache, partial
from importlib import import_module
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from linkcheck.model import Reference, Region, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_LOT = 2_000
_LARGEST = 1 << 28
"""Bytes of a lot; more is none of ours."""


class _Alike(Enum):
    """What stands for a value that is the same as another one of its reference."""

    SAME = 0


class _Fields(NamedTuple):
    """The fields of many references, each None where none has a value of it."""

    region: tuple[Region, ...]
    dest: tuple[Region | _Alike | None, ...]
    """The region again, as of every bare URL."""
    role: tuple[Role, ...]
    label: tuple[str | _Alike, ...]
    """The URL again."""
    url: tuple[str, ...]
    definition: tuple[Region | None, ...] | None
    date: tuple[date | None, ...] | None
    shorter: tuple[str | None, ...] | None
    base: tuple[str | None, ...] | None


class Packed(Sequence[Reference]):
    """Many references, of which a lot at a time is unpacked; `path` is the document's, perhaps another than they were packed with."""

    __slots__ = ("_path", "lots")

    def __init__(self, lots: Sequence[bytes], path: str) -> None:
        """All lots but the last are full."""
        self.lots, self._path = lots, path

    def __len__(self) -> int:
        """How many there are."""
        return (len(self.lots) - 1) * _LOT + len(self.lot(-1))

    def __iter__(self) -> Iterator[Reference]:
        """One after the other."""
        return chain.from_iterable(map(self.lot, range(len(self.lots))))

    @overload
    def __getitem__(self, index: int) -> Reference: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Reference, ...]: ...

    def __getitem__(self, index: int | slice) -> Reference | tuple[Reference, ...]:
        """One, or some."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        lot, place = divmod(range(len(self))[index], _LOT)
        return self.lot(lot)[place]

    def lot(self, number: int) -> tuple[Reference, ...]:
        """A lot of them; ValueError where the bytes are none."""
        return _references(unpressed(self.lots[number]), self._path)


class Stow:
    """Takes a document's references one after the other, and packs them when there are many."""

    def __init__(self, path: str) -> None:
        """None yet."""
        self._path = path
        self._lots: list[bytes] = []
        self._loose: list[Reference] = []

    def __len__(self) -> int:
        """How many there are."""
        return len(self._lots) * _LOT + len(self._loose)

    def add(self, reference: Reference) -> None:
        """The next one."""
        self._loose.append(reference)
        if len(self._loose) == _LOT:
            self._lots.append(pressed(_lot(self._loose)))
            self._loose.clear()

    def change(self, first: int, changed: Callable[[Reference], Reference]) -> None:
        """Put others in the place of those from the first on."""
        kept = Packed(self._lots, self._path)
        for number in range(first // _LOT, len(self._lots)):
            start = max(first - number * _LOT, 0)
            lot = kept.lot(number)
            self._lots[number] = pressed(_lot((*lot[:start], *map(changed, lot[start:]))))
        start = max(first - len(self._lots) * _LOT, 0)
        self._loose[start:] = map(changed, self._loose[start:])

    def all(self) -> Sequence[Reference]:
        """All of them."""
        if not self._lots:
            return tuple(self._loose)
        last = (_lot(self._loose),) if self._loose else ()
        return Packed((*self._lots, *last), self._path)


def packed(references: Sequence[Reference]) -> bytes:
    """References to be kept or sent: themselves, or the lots of many."""
    return encoded(references.lots) if isinstance(references, Packed) else _lot(references)


def unpacked(blob: bytes, path: str) -> Sequence[Reference]:
    """The references, as of a document at `path`; ValueError where the bytes are none of ours."""
    try:
        return _references(blob, path)
    except ValueError:  # lots, if it is ours
        found = Packed(decoder(tuple[bytes, ...])(blob), path)
    sizes = [len(found.lot(number)) for number in range(len(found.lots))]
    if not sizes or any(size != _LOT for size in sizes[:-1]):
        raise ValueError("lots that are none of ours")
    return found


def _lot(references: Sequence[Reference]) -> bytes:
    columns = zip(*references, strict=True) if references else [()] * len(Reference._fields)
    _, region, dest, role, label, url, *seldom = columns
    said = (None if values.count(None) == len(values) else values for values in seldom)
    return encoded(_Fields(region, _put(dest, region), role, _put(label, url), url, *said))


def _references(raw: bytes, path: str) -> tuple[Reference, ...]:
    found: _Fields = decoder(_Fields)(raw)
    many = len(found.region)
    seldom = (repeat(None, many) if values is None else values for values in found[5:])
    dest, label = _taken(found.dest, found.region), _taken(found.label, found.url)
    each = zip(
        *(repeat(path, many), found.region, dest, found.role, label, found.url),
        *seldom,
        strict=True,
    )
    return tuple(map(_reference, each))


_reference = partial(tuple.__new__, Reference)
"""A reference of all its values, in half the time of `Reference(…)`."""


def _put(values: Iterable[T], others: Iterable[T]) -> tuple[T | _Alike, ...]:
    same = _Alike.SAME
    return tuple([same if one is other else one for one, other in zip(values, others, strict=True)])


def _taken(values: Iterable[T | _Alike], others: Iterable[T]) -> list[T]:
    """The way back: one object for what is alike."""
    same = _Alike.SAME
    return [other if one is same else one for one, other in zip(values, others, strict=True)]


def encoded(kept: Any) -> bytes:
    """Bytes of what is kept; msgspec is loaded only where something is."""
    return _encoder()(kept)


def pressed(raw: bytes) -> bytes:
    """Bytes of many things that are alike, in a tenth of the room; it takes 1 µs a reference."""
    compress: Callable[[bytes, int], bytes] = import_module("zlib").compress
    return compress(raw, 1)


def unpressed(raw: bytes) -> bytes:
    """The way back; what is not pressed stays as it is (no array in MessagePack begins like zlib's). ValueError where it is neither."""
    if not raw.startswith(b"x"):
        return raw
    zlib = import_module("zlib")
    try:
        found: bytes = zlib.decompressobj().decompress(raw, _LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    return found


@cache
def _encoder() -> Callable[[Any], bytes]:
    encode: Callable[[Any], bytes] = import_module("msgspec.msgpack").Encoder().encode
    return encode


@cache
def decoder(kind: Any) -> Any:
    """The way back, for a kind of things; it raises ValueError where the bytes are none of these."""
    return import_module("msgspec.msgpack").Decoder(kind).decode
