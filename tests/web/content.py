"""From what a manifest says to the bytes of a body: pages, charsets, content codings and decompression bombs."""

from __future__ import annotations

import base64
import html
import sys
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.manifest import Content

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HTML = "text/html; charset=utf-8"
_BLOCK = 1 << 20


def page(title: str, text: str = "", lang: str | None = None) -> str:
    """A whole HTML page: title, heading, and a paragraph for every run of lines in `text`."""
    paragraphs = "".join(f"<p>{html.escape(each)}</p>\n" for each in text.split("\n\n") if each)
    heading = f"<title>{html.escape(title)}</title>" if title else ""
    language = f' lang="{lang}"' if lang else ""
    top = f"<h1>{html.escape(title)}</h1>\n" if title else ""
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head><meta charset="utf-8">{heading}</head>\n'
        f"<body>\n{top}{paragraphs}</body>\n</html>\n"
    )


def media_type(content: Content) -> str:
    """The Content-Type, "" for none."""
    return HTML if content.type is None else content.type


def plain(content: Content) -> bytes:
    """The body once, before any content coding."""
    if content.body_base64 is not None:
        return base64.b64decode(content.body_base64)
    if content.body_file is not None:
        return Path(content.body_file).read_bytes()
    text = content.body
    if text is None and (content.title is not None or content.text is not None):
        text = page(content.title or "", content.text or "", content.lang)
    return (text or "").encode(_charset(content), "xmlcharrefreplace")


def encoded(content: Content) -> bytes:
    """The body once, as it goes over the wire."""
    body = plain(content)
    codings = codings_of(content)
    if content.bomb is not None:
        first, *rest = codings
        body, codings = _bomb(body, first, content.bomb), tuple(rest)
    for coding in codings:
        body = _whole(body, coding)
    return body


def codings_of(content: Content) -> tuple[str, ...]:
    """The content codings in the order of their application."""
    return (content.encoding,) if isinstance(content.encoding, str) else tuple(content.encoding)


def _charset(content: Content) -> str:
    _, found, name = media_type(content).partition("charset=")
    try:
        "".encode(name.strip(' "'))
    except LookupError:
        return "utf-8"
    return name.strip(' "') if found else "utf-8"


def _whole(body: bytes, coding: str) -> bytes:
    return b"".join(_CODERS[coding](iter((body,))))


@cache
def _bomb(start: bytes, coding: str, size: int) -> bytes:
    """A page whose end is blanks; the plain form never stands in memory as a whole."""

    def pieces() -> Iterator[bytes]:
        yield start
        for at in range(len(start), size, _BLOCK):
            yield b" " * min(_BLOCK, size - at)

    return b"".join(_CODERS[coding](pieces()))


def _deflater(window: int) -> Callable[[Iterator[bytes]], Iterator[bytes]]:
    def code(pieces: Iterator[bytes]) -> Iterator[bytes]:
        coder = zlib.compressobj(6, zlib.DEFLATED, window)
        yield from map(coder.compress, pieces)
        yield coder.flush()

    return code


def _brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    coder = brotli.Compressor(quality=5)
    yield from map(coder.process, pieces)
    yield coder.finish()


def _zstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    coder = zstd.ZstdCompressor()
    yield from map(coder.compress, pieces)
    yield coder.flush()


_GZIP_WINDOW = zlib.MAX_WBITS | 16
_CODERS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "gzip": _deflater(_GZIP_WINDOW),
    "x-gzip": _deflater(_GZIP_WINDOW),
    "deflate": _deflater(zlib.MAX_WBITS),
    "raw-deflate": _deflater(-zlib.MAX_WBITS),
    "br": _brotli,
    "zstd": _zstd,
    "identity": lambda pieces: pieces,
}
"""`raw-deflate` is what some servers send as `deflate`: without zlib's frame (RFC 9110 §8.4.1.2)."""
