"""The simulated web as tests use it: a running server and name server, what they were asked, and a change of scene."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.web.certificates import Certificates
from tests.web.connection import Scene
from tests.web.hosts import Sites
from tests.web.journal import Query, Request, gaps, peak
from tests.web.manifest import Manifest, load, parse, parse_text
from tests.web.nameserver import Names, NameServer
from tests.web.server import WebServer

Source = Manifest | Path | str | Mapping[str, Any]
"""A manifest, its file, its text, or its tables."""

_IPV4 = ("127.0.0.1",)
_BOTH = ("127.0.0.1", "::1")
_PATIENCE = 10.0


class Site:
    """A web that runs; all of it may be used from the thread of a test."""

    def __init__(self, manifest: Manifest, ca: Path) -> None:
        self.manifest = manifest
        self.ca = ca
        self.port = 0
        self.dns_port = 0
        self._requests: list[Request] = []
        self._queries: list[Query] = []
        self._names = Names(manifest, self._queries.append)
        certificates = Certificates(tuple(manifest.hosts))
        ca.write_bytes(certificates.pem)
        self._scene = Scene(Sites(manifest), certificates, self._requests.append)

    @property
    def requests(self) -> tuple[Request, ...]:
        """All requests so far, in the order in which they came."""
        return tuple(self._requests)

    @property
    def queries(self) -> tuple[Query, ...]:
        """All questions to the name server so far."""
        return tuple(self._queries)

    @property
    def flags(self) -> tuple[str, ...]:
        """What the command line needs so that every connection comes here."""
        return (
            *("--connect-to", f"127.0.0.1:{self.port}"),
            *("--dns", f"127.0.0.1:{self.dns_port}"),
            *("--ca-file", str(self.ca)),
        )

    def asked(self, host: str) -> tuple[Request, ...]:
        """The requests to one host."""
        return tuple(request for request in self._requests if request.host == host)

    def taken(self, host: str) -> int:
        """Bytes of a host's answers that were acknowledged, of connections that have ended."""
        return self._scene.taken[host]

    def peak(self, host: str | None = None) -> int:
        """The most requests under way at one time, of one host or of all."""
        return peak(self._requests if host is None else self.asked(host))

    def gaps(self, host: str) -> tuple[float, ...]:
        """Seconds from each request of a host to the next."""
        return gaps(self.asked(host))

    def forget(self) -> None:
        """Begin to write down anew."""
        self._requests.clear()
        self._queries.clear()

    def change(self, manifest: Source) -> None:
        """Another web from the next request on; sequences begin anew."""
        self.manifest = read(manifest)
        self._scene.sites = Sites(self.manifest)
        self._names = Names(self.manifest, self._queries.append)

    async def run(
        self, started: Future[None], stop: asyncio.Event, addresses: tuple[str, ...]
    ) -> None:
        """Serve until told to stop."""
        web, names = WebServer(self._scene), NameServer(lambda: self._names)
        try:
            self.port = web.start(addresses, self.port)
            self.dns_port = await names.start(addresses, self.dns_port)
            started.set_result(None)
            await stop.wait()
        finally:
            await web.stop()
            await names.stop()


@contextmanager
def serving(
    source: Source, *, ipv6: bool = False, port: int = 0, dns_port: int = 0
) -> Iterator[Site]:
    """Run a web in a thread of its own for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="simulated-web-") as folder:
        site = Site(read(source), Path(folder) / "ca.pem")
        site.port, site.dns_port = port, dns_port
        loop, stop, started = asyncio.SelectorEventLoop(), asyncio.Event(), Future[None]()
        work = site.run(started, stop, _BOTH if ipv6 else _IPV4)
        thread = threading.Thread(target=_run, args=(loop, work, started), daemon=True)
        thread.start()
        try:
            started.result(_PATIENCE)
            yield site
        finally:
            if not loop.is_closed():
                loop.call_soon_threadsafe(stop.set)
            thread.join(_PATIENCE)


def read(source: Source) -> Manifest:
    """A manifest from whatever says one."""
    if isinstance(source, Manifest):
        return source
    if isinstance(source, Path):
        return load(source)
    return parse_text(source) if isinstance(source, str) else parse(source)


def _run(
    loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, None], started: Future[None]
) -> None:
    try:
        loop.run_until_complete(work)
    except OSError as error:
        started.set_exception(error)
    finally:
        loop.close()
