"""A small client for testing the simulated web itself: well-behaved requests by httpcore, raw bytes by a socket."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.web.site import Site

PATIENCE = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), 10.0)}
"""httpcore waits for ever unless told not to."""


class _ToSite(httpcore.SyncBackend):
    """Connects to the simulated web, whatever the URL says."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> Any:
        return super().connect_tcp("127.0.0.1", self._site.port, *args, **options)


def pool(site: Site) -> httpcore.ConnectionPool:
    """A pool of connections to the simulated web that believes its certificates."""
    context = ssl.create_default_context(cafile=str(site.ca))
    return httpcore.ConnectionPool(ssl_context=context, network_backend=_ToSite(site))


def ask(
    site: Site, url: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> httpcore.Response:
    """One request on a connection of its own; the body is read and not decoded."""
    with pool(site) as connections:
        return connections.request(
            method, url, headers=list((headers or {}).items()), extensions=PATIENCE
        )


def header(response: httpcore.Response, name: str) -> str | None:
    """The values of a header, joined by ", "; None where there is none."""
    wanted = name.lower().encode()
    values = [value for key, value in response.headers if key.lower() == wanted]
    return b", ".join(values).decode() if values else None


def raw(
    site: Site, host: str, path: str = "/", *, at_most: int = 1 << 22, wait: float = 5
) -> bytes:
    """All that comes on a raw connection until its end, `at_most` bytes, or `wait` seconds of silence."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=wait) as sock:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return b"".join(_pieces(sock, at_most))


def _pieces(sock: socket.socket, at_most: int) -> Iterable[bytes]:
    read = 0
    while read < at_most:
        try:
            piece = sock.recv(65_536)
        except (TimeoutError, ConnectionResetError):
            return
        if not piece:
            return
        read += len(piece)
        yield piece
