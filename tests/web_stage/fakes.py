"""A web as a function: what the stage's tests hand in where `run` hands in the real thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck.model import Answer, Case, Failure, Hop, Page, Target, Way
from linkcheck.settings import Settings
from linkcheck.web.chain import Follower
from linkcheck.web.lanes import Lanes
from linkcheck.web.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkcheck.model import Ask


def target(url: str) -> Target:
    parts = urlsplit(url)
    way = Way.WEB if parts.scheme in ("http", "https") and parts.hostname else Way.SCHEME
    bare = url.partition("#")[0]
    return Target(url=url, way=way, request=bare, host=parts.hostname or "")


def case(url: str) -> Case:
    return Case(target=target(url))


def answer(
    url: str,
    status: int | None = 200,
    *,
    failure: Failure | None = None,
    location: str | None = None,
    headers: Mapping[str, str] | None = None,
    cookies: Sequence[str] = (),
    body: bytes = b"",
    elapsed: float = 0.0,
) -> Answer:
    hop = Hop(
        url=url,
        status=None if failure else status,
        failure=failure,
        location=location,
        headers=tuple((headers or {}).items()),
        elapsed=timedelta(seconds=elapsed),
    )
    return Answer(hop=hop, body=body, cookies=tuple(cookies))


@dataclass
class FakeWeb:
    """Answers by URL, a sequence's last for ever; notes what was asked."""

    answers: Mapping[str, Sequence[Answer]]
    asked: list[Ask] = field(default_factory=list)

    async def fetch(self, ask: Ask) -> Answer:
        before = sum(each.url == ask.url for each in self.asked)
        self.asked.append(ask)
        known = self.answers.get(ask.url)
        if known is None:
            return answer(ask.url, 404)
        return known[min(before, len(known) - 1)]

    @property
    def urls(self) -> list[str]:
        return [each.url for each in self.asked]

    def follower(self, settings: Settings | None = None) -> Follower:
        chosen = settings or Settings()
        lanes = Lanes(Pace.of(chosen), chosen.concurrency)
        return Follower(self.fetch, lanes, target, _view, chosen)


def _view(given: Answer, fragments: tuple[str, ...]) -> Page:
    found = tuple(each for each in fragments if each.encode() in given.body)
    return Page(text=given.body.decode(), words=len(given.body), fragments=found)
