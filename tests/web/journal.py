"""What the simulated web was asked: every request with its times, and what follows for politeness."""

from __future__ import annotations

import itertools
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_HOST = re.compile(rb"(?i)\r\nhost:[ \t]*([^\r\n]*)")


@dataclass(slots=True)
class Request:
    """One request; `end` and `status` are filled when it is answered or given up (monotonic seconds).

    `host` has no port; `sni` is the name that the client gave in the handshake, None without TLS. `proxied` says that
    it came as to a proxy: in absolute form, or through a tunnel (RFC 9112 §3.2).
    """

    method: str
    scheme: str
    host: str
    target: str
    head: bytes
    connection: int
    sni: str | None = None
    body: bytes = b""
    proxied: bool = False
    start: float = field(default_factory=time.monotonic)
    end: float | None = None
    status: int | None = None

    @property
    def url(self) -> str:
        """The URL that was asked for."""
        return f"{self.scheme}://{self.host}{self.target}"

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Names in lower case, in the order in which they came."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines if line)
        return tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)

    def header(self, name: str) -> str | None:
        """The values of a header by its lower-case name, joined by ", "; None where there is none."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the name server; `over` is `udp` or `tcp`."""

    name: str
    type: str
    over: str
    at: float = field(default_factory=time.monotonic)


def named_host(head: bytes) -> str:
    """What the Host header of a head says, port included; "" where there is none."""
    found = _HOST.search(head)
    return found[1].decode("latin-1").strip().lower() if found else ""


def peak(requests: Iterable[Request]) -> int:
    """The most requests that were being answered at one time."""
    marks: list[tuple[float, int]] = []
    for request in requests:
        marks.append((request.start, 1))
        marks.append((float("inf") if request.end is None else request.end, -1))
    under_way = highest = 0
    for _, step in sorted(marks):
        under_way += step
        highest = max(highest, under_way)
    return highest


def gaps(requests: Iterable[Request]) -> tuple[float, ...]:
    """Seconds from each request to the next."""
    starts = sorted(request.start for request in requests)
    return tuple(after - before for before, after in itertools.pairwise(starts))


def save(requests: Sequence[Request], path: Path) -> None:
    """Write requests as JSON lines, for those who run the web in a process of its own."""
    with path.open("w", encoding="utf-8") as file:
        for request in requests:
            row = {name: getattr(request, name) for name in _SAVED}
            row["head"] = request.head.decode("latin-1")
            file.write(json.dumps(row) + "\n")


def load(path: Path) -> tuple[Request, ...]:
    """The requests that `save` wrote, without their bodies."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return tuple(Request(**row | {"head": row["head"].encode("latin-1")}) for row in rows)


_SAVED = tuple(name for name in Request.__slots__ if name not in {"head", "body"})
