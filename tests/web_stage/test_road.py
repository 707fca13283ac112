"""How a host is reached whose name has many addresses."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest

from linkcheck.model import Failure
from linkcheck.web.exchange import NoAnswerError
from linkcheck.web.guard import Guard
from linkcheck.web.resolver import Resolver
from linkcheck.web.road import Road
from tests.web.site import serving

MANY = [f"127.1.{n // 250}.{n % 250 + 1}" for n in range(4000)]
ENDLESS = 20_000_000
HOSTS = {
    "many.example": {"dns": MANY},
    "turning.example": {"dns": [["127.0.0.2"], ["127.0.0.1"]]},
    "both.example": {"dns": ["127.0.0.1", "127.0.0.2"]},
    "late.example": {"dns": [*MANY[:3], "127.0.0.1", "::1"]},
}


def connected(host: str, port: int, guard: Guard) -> str:
    """Whom a connection reached."""

    async def connect(dns: int) -> str:
        resolver = Resolver(
            timedelta(seconds=60), ("127.0.0.1", dns)
        )  # thousands of records take theirs
        try:
            with await Road(guard, resolver).connect(host, port, fresh=False) as reached:
                return str(reached.getpeername()[0])
        finally:
            await resolver.close()

    with serving({"hosts": HOSTS}) as site:
        return asyncio.run(connect(site.dns_port))


@pytest.fixture
def listening() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_one_name_makes_no_thousand_connections(listening: int) -> None:
    """None of its addresses is the one that listens; each that is tried is named."""
    with pytest.raises(OSError, match="Connect call failed") as failed:
        connected("many.example", listening, Guard(private=True))
    assert 1 < str(failed.value).count("127.1.") <= 16


def test_little_waits_for_us_unread() -> None:
    """Of somebody who sends without end, to one who reads now and then: the system would let what waits grow."""

    async def room(port: int) -> int:
        resolver = Resolver(timedelta(seconds=5))
        try:
            road = Road(Guard(private=True), resolver, ("127.0.0.1", port), asks=False)
            with await road.connect("a.example", 80, fresh=False) as sock:
                left = ENDLESS
                while left:
                    left -= len(await asyncio.get_running_loop().sock_recv(sock, left))
                return sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
        finally:
            await resolver.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        sender = threading.Thread(target=send, args=(server,))
        sender.start()
        assert asyncio.run(room(server.getsockname()[1])) <= 2 * 64 * 1024
        sender.join()


def send(server: socket.socket) -> None:
    """As much to the first who comes."""
    with server.accept()[0] as accepted:
        accepted.sendall(bytes(ENDLESS))


class Choosy(Guard):
    """Lets one address of this machine pass."""

    def resolved(self, host: str, port: int, address: str) -> str | None:
        return None if address == "127.0.0.2" else "another"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback is one address")
def test_who_was_checked_is_connected_to() -> None:
    """Of a name that is another's from the second question on, and always of two."""
    with socket.create_server(("", 0)) as server:
        port = server.getsockname()[1]
        assert connected("turning.example", port, Choosy()) == "127.0.0.2"
        assert connected("both.example", port, Choosy()) == "127.0.0.2"


def test_the_next_address_is_tried(listening: int) -> None:
    assert connected("late.example", listening, Guard(private=True)) == "127.0.0.1"


def test_what_is_said_of_thousands_is_short() -> None:
    with pytest.raises(NoAnswerError) as failed:
        connected("many.example", 80, Guard())
    assert failed.value.failure is Failure.PRIVATE
    assert len(str(failed.value.detail)) < 400
