"""The web of a workload, lean enough not to be the limit: one `asyncio.Protocol` that answers from a table.

`python -m tests.bench.web NAME` prints its ports, serves until its standard input ends, and then prints what it saw as JSON: requests,
connections, and for each host the most requests under way and the shortest time in which `WINDOW` of them came.
Hosts are spread over as many processes as `--parts` says, by their number, so that each host's state is in one.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.workloads import EVERY, Link, Workload

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 10
"""Requests in a row whose time together is held against the interval: single gaps are as uneven as two event loops are."""

_WORDS = (  # noqa: SIM905 - words, not a list
    "the a of to and in that for is on with as was at by from it an be are this which or had not have were their has but one all new more "
    "city river report council water winter market paper minister village history machine science garden station evening bridge letter "
    "witness record number island museum village student doctor season harvest railway language theatre mountain forest engine signal"
).split()


def page(number: int) -> bytes:
    """A page of some 300 words that no other link has."""
    dice = random.Random(number)
    title = " ".join(dice.choices(_WORDS, k=6)).capitalize()
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(6))
    text = "".join(f"<p>{' '.join(dice.choices(_WORDS, k=60))}.</p>\n" for _ in range(5))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="stylesheet" href="/style.css"><script src="/app.js"></script></head>\n'
        f"<body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>\n{text}</main></body></html>\n"
    ).encode()


def head(status: str, body: bytes, extra: str = "") -> bytes:
    """An answer as it goes over the wire."""
    return (
        f"HTTP/1.1 {status}\r\nServer: nginx\r\nDate: Wed, 25 Nov 2026 12:00:00 GMT\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


_PAGES = tuple(head("200 OK", page(number)) for number in range(500))
"""Enough that no two links of a host share one."""
_GONE = head("404 Not Found", b"<html><title>404 Not Found</title><h1>Not Found</h1></html>")
_FORBIDDEN = head("403 Forbidden", b"<html><title>403 Forbidden</title><h1>Forbidden</h1></html>")
_BUSY = head("503 Service Unavailable", b"<html><title>503</title></html>")
_THROTTLED = head("429 Too Many Requests", b"<html><title>429</title></html>", "Retry-After: 1\r\n")


@dataclass(slots=True)
class Host:
    """What a host has seen."""

    under_way: int = 0
    most: int = 0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=WINDOW))
    tightest: float = float("inf")

    def begun(self, now: float) -> None:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        self.recent.append(now)
        if len(self.recent) == WINDOW:
            self.tightest = min(self.tightest, now - self.recent[0])


class Web:
    """Answers by the link's number in the path, and counts."""

    def __init__(self, workload: Workload) -> None:
        self.plan = workload.plan
        self.hosts = [Host() for _ in range(workload.hosts)]
        self.requests = 0
        self.connections = 0
        self._asked: set[int] = set()

    def answer(self, path: bytes) -> tuple[Link | None, bytes | None]:
        """Whose request it is, and what to answer: None for a reset, b"" for nothing ever."""
        self.requests += 1
        number, _, rest = path[2:].partition(b"/")
        if not number.isdigit() or int(number) >= len(self.plan):
            return None, _GONE if len(path) > 1 else _PAGES[0]
        link = self.plan[int(number)]
        return link, self._ANSWERS[link.kind](self, link) if not rest else _page(self, link)

    def _first(self, link: Link) -> bool:
        """Whether nobody has asked for it before."""
        is_first = link.number not in self._asked
        self._asked.add(link.number)
        return is_first

    def summary(self) -> dict[str, float]:
        """The counts, and the worst of the hosts."""
        return {
            "requests": self.requests,
            "connections": self.connections,
            "most_in_flight": max(host.most for host in self.hosts),
            "tightest_window": min(host.tightest for host in self.hosts),
        }

    _ANSWERS: dict[str, Callable[[Web, Link], bytes | None]] = {}  # noqa: RUF012 - filled below, once


def _page(_web: Web, link: Link) -> bytes:
    return _PAGES[link.number % len(_PAGES)]


def _moved(_web: Web, link: Link) -> bytes:
    return head("301 Moved Permanently", b"", f"Location: /n{link.number}/moved\r\n")


Web._ANSWERS.update(
    {
        "page": _page,
        "gone": lambda _web, _link: _GONE,
        "moved": _moved,
        "forbidden": lambda _web, _link: _FORBIDDEN,
        "busy-once": lambda web, link: _BUSY if web._first(link) else _page(web, link),
        "throttled-once": lambda web, link: _THROTTLED if web._first(link) else _page(web, link),
        "reset": lambda _web, _link: None,
        "stall": lambda _web, _link: b"",
    }
)


class Connection(asyncio.Protocol):
    """One connection, requests one after the other."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._loop = asyncio.get_running_loop()
        self._buffer = b""
        self._host: Host | None = None
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._web.connections += 1
        a, b, c, d = map(int, transport.get_extra_info("sockname")[0].split("."))
        assert a == 127
        self._state = self._web.hosts[(b - 1) * 62500 + (c - 1) * 250 + d - 1]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._buffer.endswith(b"\r\n\r\n"):
            return
        path = self._buffer.split(b" ", 2)[1]
        self._buffer = b""
        self._state.begun(self._loop.time())
        self._open = True
        link, answer = self._web.answer(path)
        if answer == b"":
            return
        if link is not None and link.latency:
            self._loop.call_later(link.latency, self._send, answer)
        else:
            self._send(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self._close_request()

    def _close_request(self) -> None:
        if self._open:
            self._open = False
            self._state.under_way -= 1

    def _send(self, answer: bytes | None) -> None:
        self._close_request()
        if answer is None:
            self._transport.abort()
        else:
            self._transport.write(answer)


async def serve(workload: Workload) -> None:
    """Until standard input ends."""
    loop = asyncio.get_running_loop()
    web = Web(workload)
    server = await loop.create_server(lambda: Connection(web), "0.0.0.0", 0, backlog=4096)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    sys.stdout.write(json.dumps(web.summary()) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    reader = argparse.ArgumentParser()
    reader.add_argument("name", choices=EVERY)
    gc.disable()
    asyncio.run(serve(EVERY[reader.parse_args().name]))
