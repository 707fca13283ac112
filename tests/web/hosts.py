"""Which answer a request gets: the manifest's tables, made ready for looking up, with the state of their sequences.

Of the answers that fit a path the most precise is asked first: an exact path, then a regex, then the longest prefix;
among equals one with more conditions, then the one that stands first.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from tests.web.content import page
from tests.web.manifest import Answer, Archive, Content, Host, Manifest, Needs, Saver, Step
from tests.web.reply import Reply, ready
from tests.web.saver import SavePageNow
from tests.web.wayback import Wayback

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.web.journal import Request

_MISSING = Step(status=404, body=page("404 Not Found", "There is nothing at this address."))
_STRANGER = ready(
    Content(status=421, body=page("421 Misdirected Request", "No such host in the manifest."))
)
_AS_SENT = "".join(chr(code) for code in range(0x21, 0x7F))


class Dynamic(Protocol):
    """Whoever makes answers up from the request."""

    def answer(self, request: Request) -> Content | None:
        """What to answer; None where it is not concerned."""


class _Sequence:
    """The answers of one row, in turn for each request target; made ready when first wanted."""

    def __init__(self, first: Step) -> None:
        self._steps = tuple(_unrolled(first))
        self._ready: dict[int, Reply] = {}
        self._asked: defaultdict[str, int] = defaultdict(int)

    def next(self, target: str) -> Reply:
        turn = 0
        if len(self._steps) > 1:
            turn = min(self._asked[target], len(self._steps) - 1)
            self._asked[target] += 1
        reply = self._ready.get(turn)
        if reply is None:
            reply = self._ready[turn] = ready(self._steps[turn])
        return reply


class _Route:
    """One row of a host's answers."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.replies = _Sequence(answer)
        self.exact = None if answer.path is None else quote(answer.path, safe=_AS_SENT)
        self._prefix = None
        if answer.path_prefix is not None:
            self._prefix = quote(answer.path_prefix, safe=_AS_SENT)
        self._pattern = None if answer.path_regex is None else re.compile(answer.path_regex)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sorts the more precise first."""
        kind = 0 if self._pattern else 1
        conditions = sum(
            each is not None for each in (self.answer.method, self.answer.scheme, self.answer.needs)
        )
        return kind, -len(self._prefix or ""), -conditions

    def fits(self, request: Request) -> bool:
        """Whether path and conditions fit; an exact path has been looked up before."""
        answer = self.answer
        return (
            (self._prefix is None or request.target.startswith(self._prefix))
            and (self._pattern is None or self._pattern.fullmatch(request.target) is not None)
            and answer.method in {None, request.method}
            and answer.scheme in {None, request.scheme}
            and (answer.needs is None or _has(request, answer.needs))
        )


class Site:
    """One host with its state."""

    def __init__(self, host: Host, dynamic: Dynamic | None = None) -> None:
        self.host = host
        self._dynamic = dynamic
        routes = sorted(map(_Route, host.answers), key=lambda route: route.rank)
        self._exact: defaultdict[str, list[_Route]] = defaultdict(list)
        for route in routes:
            if route.exact is not None:
                self._exact[route.exact].append(route)
        self._wide = [route for route in routes if route.exact is None]
        self._default = _Sequence(host.default or _MISSING)
        self._over = _Sequence(host.over)
        self._recent: deque[float] = deque()

    def reply(self, request: Request) -> Reply:
        """The answer to a request, counting it."""
        if self.host.rate is not None and self._crowded(self.host.rate):
            return self._over.next(request.target)
        route = self._route(request)
        if route is not None:
            return route.replies.next(request.target)
        content = self._dynamic.answer(request) if self._dynamic else None
        return ready(content) if content else self._default.next(request.target)

    def _route(self, request: Request) -> _Route | None:
        for route in self._exact.get(request.target, ()):
            if route.fits(request):
                return route
        return next((route for route in self._wide if route.fits(request)), None)

    def _crowded(self, rate: int) -> bool:
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        self._recent.append(now)
        return len(self._recent) > rate


class _Archive:
    """What answers at an archive's host: its saver where there is one, else the archive."""

    def __init__(self, archive: Archive, saver: Saver | None) -> None:
        self._wayback = Wayback(archive)
        self._saver = SavePageNow(saver) if saver else None

    def answer(self, request: Request) -> Content | None:
        """What either says."""
        saved = self._saver.answer(request) if self._saver else None
        return saved or self._wayback.answer(request)


class Sites:
    """All hosts of a manifest."""

    def __init__(self, manifest: Manifest) -> None:
        archive = manifest.archive
        dynamic = _Archive(archive, manifest.saver) if archive else None
        self._sites = {
            name: Site(host, dynamic if archive and archive.host == name else None)
            for name, host in manifest.hosts.items()
        }
        if archive and archive.host not in self._sites:
            self._sites[archive.host] = Site(Host(), dynamic)

    def find(self, host: str) -> Site | None:
        """The host of this name, with its port or without; else the nearest `*.` above it."""
        return next((self._sites[name] for name in _names(host) if name in self._sites), None)

    def reply(self, request: Request, named: str) -> Reply:
        """The answer to a request whose Host header says `named`."""
        site = self.find(named)
        return _STRANGER if site is None else site.reply(request)

    @property
    def names(self) -> Sequence[str]:
        """Every host's name as it stands in the manifest."""
        return tuple(self._sites)


def bare(host: str) -> str:
    """A Host header's name without its port and brackets."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).strip("[]").rstrip(".")


def _names(host: str) -> Iterator[str]:
    yield host
    name = bare(host)
    yield name
    while "." in name:
        name = name.partition(".")[2]
        yield f"*.{name}"


def _unrolled(step: Step) -> Iterator[Step]:
    yield step
    for each in step.then:
        yield from _unrolled(each)


def _has(request: Request, needs: Needs) -> bool:
    wanted = [needs.header] if isinstance(needs.header, str) else needs.header
    return all(_has_header(request, each) for each in wanted) and (
        needs.cookie is None or _has_cookie(request, needs.cookie)
    )


def _has_header(request: Request, wanted: str) -> bool:
    name, _, part = wanted.partition(":")
    value = request.header(name.strip().lower())
    return value is not None and part.strip().lower() in value.lower()


def _has_cookie(request: Request, wanted: str) -> bool:
    cookies = [each.strip() for each in (request.header("cookie") or "").split(";")]
    return any(each == wanted or each.partition("=")[0] == wanted for each in cookies)
