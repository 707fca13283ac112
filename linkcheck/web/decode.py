"""Undoing content codings within bounds (RFC 9110 §8.4): no answer, however compressed, becomes larger than was asked for.

httpx's own decoders have no bound (3.8 kB of brotli became one chunk of 300 MB, DESIGN "HTTP"), so each coding is a
decompressor with a limit on its output. A body that was cut off is undone as far as it goes.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PIECE = 64
"""Bytes of a broken stream that are tried at a time: so much of its end is lost at most."""
_ZSTD_WINDOW = 23
"""8 MB, as RFC 9659 bounds it for the web; the format allows 2 GB."""
_FRAMES_MOST = 200
"""Frames of one zstd stream that are undone."""
MAX_CODINGS = 3
"""Nested codings that are undone; a reader of good faith sends one."""


class UndecodableError(ValueError):
    """A body that is not what its Content-Encoding says."""


def decode(body: bytes, codings: tuple[str, ...], limit: int) -> tuple[bytes, bool]:
    """The body without its codings (in the order they were applied), and whether the limit cut something off.

    Raises UndecodableError where a coding is unknown or the bytes are not of it.
    """
    cut = False
    if len(codings) > MAX_CODINGS:
        raise UndecodableError(f"{len(codings)} content codings")
    for coding in reversed(codings):
        undo = _CODINGS.get(coding)
        if undo is None:
            raise UndecodableError(f"unknown content coding {coding[:40]!r}")
        try:
            body = undo(body, limit + 1)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise UndecodableError(f"not {coding}: {error}") from error
        cut |= len(body) > limit
        body = body[:limit]
    return body[:limit], cut or len(body) > limit


def codings_of(header: str) -> tuple[str, ...]:
    """The codings of a Content-Encoding header, in lower case, "identity" left out."""
    named = (name.strip().lower() for name in header.split(","))
    return tuple(name for name in named if name and name != "identity")


def _gzip(body: bytes, limit: int) -> bytes:
    return _inflated(body, limit, zlib.MAX_WBITS | 16)


def _deflate(body: bytes, limit: int) -> bytes:
    # RFC 9110 §8.4.1.2: zlib's format is meant, but some servers send the bare stream.
    try:
        return _inflated(body, limit, zlib.MAX_WBITS)
    except zlib.error:
        return _inflated(body, limit, -zlib.MAX_WBITS)


def _inflated(body: bytes, limit: int, window: int) -> bytes:
    """What zlib makes of the bytes; of a stream that is broken later on, as browsers show it, what comes before."""
    try:
        return zlib.decompressobj(window).decompress(body, limit)
    except zlib.error:
        out = _as_far_as_it_goes(body, limit, window)
        if not out:
            raise
        return out


def _as_far_as_it_goes(body: bytes, limit: int, window: int) -> bytes:
    packed, out = zlib.decompressobj(window), bytearray()
    for at in range(0, len(body), _PIECE):
        if len(out) >= limit:
            break
        try:
            out += packed.decompress(body[at : at + _PIECE], limit - len(out))
        except zlib.error:
            break
    return bytes(out)


def _brotli(body: bytes, limit: int) -> bytes:
    decompressor = brotli.Decompressor()
    out = decompressor.process(body, output_buffer_limit=limit)
    while len(out) < limit and not decompressor.is_finished():
        more = decompressor.process(b"", output_buffer_limit=limit - len(out))
        if not more:
            break
        out += more
    return bytes(out)


def _zstd(body: bytes, limit: int) -> bytes:
    """All frames (RFC 8878 §3): some tools write an empty one first, or many; what is none behind them is left."""
    window: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW}
    out = bytearray()
    for frame in range(_FRAMES_MOST):
        decompressor = zstd.ZstdDecompressor(options=window)
        try:
            out += decompressor.decompress(body, max_length=limit - len(out))
        except zstd.ZstdError:
            if frame:
                break
            raise
        body = decompressor.unused_data
        if not body or len(out) >= limit:
            break
    return bytes(out)


_CODINGS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}

ACCEPTED = "gzip, deflate, br, zstd"
