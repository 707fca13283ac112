"""A Wayback Machine in memory: an index, playback and raw captures, with every fault that the real one shows."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urljoin, urlsplit

from linkcheck.archive import Search
from linkcheck.model import (
    Answer,
    Ask,
    Case,
    Evidence,
    Failure,
    Fetch,
    Hop,
    Lookup,
    Outcome,
    Page,
    Remark,
    Target,
    Verdict,
    Way,
    remark,
)
from linkcheck.replay import moment, replay, stamp
from linkcheck.settings import Settings

NOW = datetime(2026, 11, 23, tzinfo=UTC)
BASE = "https://web.archive.org"
DAY = date(2021, 12, 21)
URL = "https://news.example/a/1"
TITLE = "莫斯科已发出最后通牒，边境云集数十万大军"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One capture that the archive holds; `listed` is the status that the index gives."""

    at: str
    url: str = URL
    status: int = 200
    title: str = TITLE
    location: str | None = None
    listed: str | None = None
    digest: str | None = None
    playable: bool = True
    headers: tuple[tuple[str, str], ...] = ()

    def row(self) -> list[str]:
        digest = self.digest or f"{self.at:A<32}"
        return [self.at, self.url, "text/html", self.listed or str(self.status), digest]


@dataclass(slots=True)
class FakeWayback:
    """Answers as the archive would; `faults` gives the answers that come instead, by service, in order."""

    held: tuple[Held, ...] = ()
    faults: dict[str, list[Answer | None]] = field(default_factory=dict)
    every: dict[str, Answer] = field(default_factory=dict)
    asked: list[Ask] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rows: list[list[str]] | None = None

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        service = self._service(ask.url)
        self.counts[service] += 1
        waiting = self.faults.get(service, [])
        if waiting and (fault := waiting.pop(0)) is not None:
            return fault
        if service in self.every:
            return self.every[service]
        return getattr(self, f"_{service}")(ask.url)  # type: ignore[no-any-return]  # one of the three below

    def _service(self, url: str) -> str:
        if "/cdx/search/cdx?" in url:
            return "index"
        return "raw" if "id_/" in url else "playback"

    def _index(self, url: str) -> Answer:
        query = parse_qs(urlsplit(url).query)
        rows = self.rows
        if rows is None:
            near = [one for one in self.held if _key(one.url) == _key(query["url"][0])]
            if "filter" in query:
                near = [one for one in near if one.row()[3] == "200"]
            if "closest" in query:
                day = moment(query["closest"][0]) or NOW
                near.sort(key=lambda one: abs((moment(one.at) or NOW) - day))
            rows = [one.row() for one in near[: int(query["limit"][0])]]
        header = [query["fl"][0].split(",")] if rows else []
        return answer(url, 200, body=json.dumps([*header, *rows]).encode())

    def _playback(self, url: str) -> Answer:
        _, _, tail = url.partition("/web/")
        digits, _, original = tail.partition("/")
        near = [one for one in self.held if _key(one.url) == _key(original)]
        if not near:
            return answer(url, 404)
        day = moment(digits) or datetime(1990, 1, 1, tzinfo=UTC)
        best = min(near, key=lambda one: abs((moment(one.at) or NOW) - day))
        return answer(url, 302, location=f"{BASE}/web/{best.at}/{best.url}")

    def _raw(self, url: str) -> Answer:
        parts = replay(url)
        assert parts is not None
        near = [one for one in self.held if _key(one.url) == _key(parts.original) and one.playable]
        if not near:
            return answer(url, 404)
        best = min(near, key=lambda one: abs((moment(one.at) or NOW) - parts.captured))
        if best.at != stamp(parts.captured):
            return answer(url, 302, location=f"/web/{best.at}id_/{best.url}")
        return self._capture(url, best)

    def _capture(self, url: str, held: Held) -> Answer:
        captured = (moment(held.at) or NOW).strftime("%a, %d %b %Y %H:%M:%S GMT")
        headers = (
            ("memento-datetime", captured),
            ("content-type", "text/html"),
            ("x-archive-orig-content-type", "text/html"),
            *held.headers,
        )
        location = held.location and f"/web/{held.at}id_/{urljoin(held.url, held.location)}"
        return answer(
            url, held.status, location=location, headers=headers, body=held.title.encode()
        )


def answer(
    url: str,
    status: int | None,
    *,
    location: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    body: bytes = b"",
    failure: Failure | None = None,
) -> Answer:
    hop = Hop(url=url, status=status, failure=failure, location=location, headers=headers)
    return Answer(hop=hop, body=body)


def fault(
    status: int | None, *headers: tuple[str, str], failure: Failure | None = None, body: bytes = b""
) -> Answer:
    return answer(BASE, status, headers=headers, failure=failure, body=body)


def view(given: Answer, fragments: tuple[str, ...]) -> Page:
    text = given.body.decode()
    return Page(
        title=text, text=text + " 正文，乌克兰大战进入倒计时，北约与俄罗斯的谈判", words=400
    )


def judge(case: Case) -> Verdict:
    """As much of a judge as the captures of these tests need: by their titles."""
    look = (case.evidence or Evidence(url="")).looks[-1]
    title = look.page.title if look.page else ""
    for word, outcome in (
        ("parked", Outcome.SUSPECT),
        ("challenge", Outcome.UNSURE),
        ("not found", Outcome.DEAD),
    ):
        if word in title:
            return Verdict(outcome=outcome, rule=word, reason=remark(word))
    if look.hops[-1].header("cf-mitigated") or (look.status or 0) >= 400:
        return Verdict(outcome=Outcome.UNSURE, rule="wall", reason=remark("wall"))
    return Verdict(outcome=Outcome.ALIVE, rule="ok", reason=remark("ok"))


def objections(case: Case) -> tuple[Remark, ...]:
    look = (case.evidence or Evidence(url="")).looks[-1]
    return (remark("objection"),) if look.page and "sorry" in look.page.title else ()


def target(url: str = URL) -> Target:
    return Target(url=url, way=Way.WEB, request=url, host=urlsplit(url).hostname or "")


class Collected(Search):
    """A search that remembers what it told."""

    lookups: dict[str, Lookup]

    async def finish(self, deadline: float | None = None) -> dict[str, Lookup]:  # type: ignore[override]
        await super().finish(deadline)
        return self.lookups


def search(archive: Fetch, settings: Settings | None = None) -> Collected:
    lookups: dict[str, Lookup] = {}
    made = Collected(
        settings or Settings(),
        fetch=archive,
        judge=judge,
        objections=objections,
        view=view,
        on_lookup=lambda target, lookup: lookups.update({target.url: lookup}),
        now=lambda: NOW,
    )
    made.lookups = lookups
    return made


def days(lookup: Lookup) -> list[int | None]:
    return [copy.days for copy in lookup.copies]


def after(hours: float) -> str:
    """A stamp so many hours after the citation's noon."""
    return stamp(datetime(2021, 12, 21, 12, tzinfo=UTC) + timedelta(hours=hours))


def _key(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/').lower()}?{parts.query}"
