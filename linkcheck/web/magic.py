"""What kind of data a body is by its first bytes (MIME Sniffing Standard §6, §7), and how large an image says it is.

The Content-Type is often missing or wrong, so the bytes have the last word.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO

import imagesize

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xff\x0a", "image/jxl"),
    (b"\x00\x00\x00\x0cJXL ", "image/jxl"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"OggS", "video/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"ID3", "audio/mpeg"),
)
_FIRST_BYTES = tuple(magic for magic, _ in _MAGIC)
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"M4A ": "audio/mp4",
}
_COMMENT = rb"(?:<!--[^>]{0,2000}-->\s*)?"
_HTML = re.compile(
    rb"\s*"
    + _COMMENT
    + rb"<(?:!doctype\s+html|html|head|body|frameset|script|style|title|meta|link"
    rb"|h1|div|iframe|table|center|font|p|br|a|b)\b",
    re.IGNORECASE,
)
_SVG = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?" + _COMMENT + rb"(?:<!doctype svg[^>]{0,300}>\s*)?<svg\b",
    re.IGNORECASE,
)
_XHTML = re.compile(
    rb"\s*<\?xml[^>]{0,200}>\s*" + _COMMENT + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_MARKUP: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (_HTML, "text/html"),
    (_SVG, "image/svg+xml"),
    (_XHTML, "text/html"),
)
_LOOKED_AT = 4096


def sniff(body: bytes) -> str:
    """The kind of data by its first bytes; "" where they tell nothing."""
    if body.startswith(_FIRST_BYTES):
        return next(kind for magic, kind in _MAGIC if body.startswith(magic))
    if body[:4] == b"RIFF" and body[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(body[8:12], "video/avi")
    if body[4:8] == b"ftyp":
        return _BRANDS.get(body[8:12], "video/mp4")
    start = body[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    return next((kind for pattern, kind in _MARKUP if pattern.match(start)), "")


def dimensions(body: bytes) -> tuple[int, int]:
    """Width and height of an image in pixels by its own header; (0, 0) where it has none that can be read."""
    try:
        width, height = imagesize.get(BytesIO(body))
    except (ArithmeticError, LookupError, ValueError, struct.error):
        return 0, 0
    return max(int(width), 0), max(int(height), 0)
