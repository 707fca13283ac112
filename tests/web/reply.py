"""An answer made ready: the bytes of its head and body are put together once, then only written."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.web.content import codings_of, encoded, media_type

if TYPE_CHECKING:
    from tests.web.manifest import Content

_BODILESS = frozenset({204, 304}) | frozenset(range(100, 200))


@dataclass(frozen=True, slots=True)
class Reply:
    """A head up to its empty line, and a body sent `repeat` times; `raw` is sent in the place of both.

    `instant` replies need neither time nor misbehaviour: they are one write.
    """

    status: int
    head: bytes
    body: bytes = b""
    repeat: int = 1
    raw: bytes | None = None
    delay: float = 0.0
    fault: str | None = None

    @property
    def instant(self) -> bool:
        """Whether the reply can be written at once, as a whole."""
        return self.repeat == 1 and not self.delay and self.fault is None and self.raw is None

    @property
    def lines(self) -> bytes:
        """The head without its empty line, for those who add to it."""
        return self.head[:-2]


def ready(content: Content) -> Reply:
    """The reply to give for what a manifest says."""
    body = b"" if content.status in _BODILESS else encoded(content)
    return Reply(
        status=content.status,
        head=_head(content, len(body) * content.body_repeat),
        body=body,
        repeat=content.body_repeat,
        raw=None if content.raw is None else content.raw.encode("latin-1"),
        delay=content.delay,
        fault=content.fault,
    )


def _head(content: Content, length: int) -> bytes:
    named = {name.lower() for name in content.headers}
    lines = [f"HTTP/1.1 {content.status} {_reason(content)}"]
    for name, value in _usual(content, length):
        if value and name.lower() not in named:
            lines.append(f"{name}: {value}")
    for name, values in content.headers.items():
        lines += [
            f"{name}: {value}" for value in (values if isinstance(values, list) else [values])
        ]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")


def _usual(content: Content, length: int) -> tuple[tuple[str, str], ...]:
    codings = ", ".join(coding.removeprefix("raw-") for coding in codings_of(content))
    bodiless = content.status in _BODILESS
    return (
        ("Content-Type", "" if bodiless else media_type(content)),
        ("Content-Encoding", codings),
        ("Content-Length", "" if bodiless else str(length)),
    )


def _reason(content: Content) -> str:
    if content.reason is not None:
        return content.reason
    try:
        return HTTPStatus(content.status).phrase
    except ValueError:
        return "Unknown"
