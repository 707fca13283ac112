"""Content codings: undone within bounds, whatever the bytes."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.web.decode import UndecodableError, codings_of, decode

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "所有人都非常清楚 ".encode() * 50


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


CODED = {
    "none": ((), TEXT),
    "gzip": (("gzip",), gzip.compress(TEXT)),
    "x-gzip": (("x-gzip",), gzip.compress(TEXT)),
    "deflate": (("deflate",), zlib.compress(TEXT)),
    "bare deflate": (("deflate",), _raw_deflate(TEXT)),
    "br": (("br",), brotli.compress(TEXT)),
    "zstd": (("zstd",), zstd.compress(TEXT)),
    "zstd of frames": (("zstd",), zstd.compress(TEXT[:100]) + zstd.compress(TEXT[100:])),
    "zstd behind a frame to skip": (
        ("zstd",),
        b"\x50\x2a\x4d\x18\x04\0\0\0skip" + zstd.compress(TEXT),
    ),
    "zstd and rubbish": (("zstd",), zstd.compress(TEXT) + b"rubbish"),
    "gzip in br": (("gzip", "br"), brotli.compress(gzip.compress(TEXT))),
}


@pytest.mark.parametrize(("codings", "body"), CODED.values(), ids=CODED.keys())
def test_undoes(codings: tuple[str, ...], body: bytes) -> None:
    assert decode(body, codings, 10_000) == (TEXT, False)


@pytest.mark.parametrize(("codings", "body"), CODED.values(), ids=CODED.keys())
def test_stops_at_the_limit(codings: tuple[str, ...], body: bytes) -> None:
    out, cut = decode(body, codings, 100)
    assert cut
    assert TEXT.startswith(out)
    assert len(out) <= 100


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "bare deflate": _raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
BOMBS = {
    **{name: (name,) for name in PACKERS},
    **{f"{name} in {name}": (name, name) for name in ("gzip", "deflate", "br", "zstd")},
    "each in another": ("br", "gzip", "zstd"),
}


@pytest.mark.parametrize("codings", BOMBS.values(), ids=BOMBS)
def test_a_bomb_stays_small(codings: tuple[str, ...]) -> None:
    """Also while it is undone: of 20 MB no part is held that was not asked for."""
    packed = bytes(20_000_000)
    for coding in codings:
        packed = PACKERS[coding](packed)
    named = tuple(coding.removeprefix("bare ") for coding in codings)
    tracemalloc.start()
    try:
        out, _ = decode(packed, named, 30_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert out == bytes(len(out))
    assert len(out) <= 30_000
    assert most < 2_000_000


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_was_cut_off_is_undone_as_far_as_it_goes(coding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
    packed = pack.get(coding, zstd.compress)(TEXT)
    out, _ = decode(packed[:-1], (coding,), 10_000)
    assert TEXT.startswith(out)


WRONG = {
    "plain text called gzip": (("gzip",), b"<html>"),
    "plain text called br": (("br",), b"<html><body>hello, here is text</body>"),
    "plain text called zstd": (("zstd",), b"<html>"),
    "unknown": (("lzma",), b""),
    "too many": (("gzip",) * 4, b""),
}


@pytest.mark.parametrize(("codings", "body"), WRONG.values(), ids=WRONG.keys())
def test_says_what_it_cannot_undo(codings: tuple[str, ...], body: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(body, codings, 1000)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_give_an_answer_or_undecodable(body: bytes, coding: str) -> None:
    try:
        out, _ = decode(body, (coding,), 1000)
    except UndecodableError:
        return
    assert len(out) <= 1000


@pytest.mark.parametrize(
    ("header", "codings"),
    [("", ()), ("identity", ()), ("GZIP", ("gzip",)), ("gzip, br", ("gzip", "br")), (" , ", ())],
)
def test_codings_of(header: str, codings: tuple[str, ...]) -> None:
    assert codings_of(header) == codings
