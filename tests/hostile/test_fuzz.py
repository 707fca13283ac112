"""Whatever comes: bytes as an article, bytes as an answer, evidence of any kind, any report."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from linkcheck import judge
from linkcheck.errors import SourceError
from linkcheck.extract import extract
from linkcheck.http_time import http_date, retry_after
from linkcheck.model import (
    Ask,
    Case,
    Ending,
    Evidence,
    Failure,
    Hop,
    HostEvidence,
    Kind,
    Look,
    Outcome,
    Page,
    Role,
    Target,
    Verdict,
    Way,
)
from linkcheck.report import FORMATS
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.source import read
from linkcheck.store.credible import may_be_seen
from linkcheck.web.guard import Guard
from linkcheck.web.outfit import outfit
from linkcheck.web.page import view
from tests.hostile.server import Talk, hostile
from tests.report.test_any_report import reports, views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from linkcheck.model import Answer, Region, Report
    from linkcheck.report import View

many = examples(max_examples=60, suppress_health_check=list(HealthCheck))

# ── an article ────────────────────────────────────────────────────────────────────────────────────────────────────

_PIECES = [
    b"[a](http://a.b)", b'![x](y.png "t")', b"<https://a.b/c>", b"[r]: http://a.b\n", b"[r]", b"[^1]: x\n", b"[^1]",
    b"<a href='x'>y</a>", b'<img srcset="a 1x, b 2x">', b"<!--", b"-->", b"<script>", b"</script>", b"```\n", b"`", b"$$", b"|a|b|\n|-|-|\n",
    b"---\ntitle: [x\n---\n", b"+++\nurl = 'http://a.b'\n+++\n", b'{"a": "http://a.b"}\n', b"\r\n", b"\r", b"\n\n", b"> ", b"- ", b"    ", b"\t",
    "图片来源：".encode(), "http://a.b/中文，后".encode(), "中文".encode("gb18030"), "中".encode("utf-16"), b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xe2\x80\xa8",
    b"\\", b"*", b"_", b"www.a.b", b"me@a.b", b"&amp;", b"&#x202e;", b"%zz",
]  # fmt: skip
articles = st.lists(st.sampled_from(_PIECES) | st.binary(max_size=12), max_size=40).map(b"".join)


def where(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, counted anew."""
    ends = [found.end() for found in re.finditer("\r\n|\n|\r", text) if found.end() <= at]
    return len(ends) + 1, at - (ends[-1] if ends else 0) + 1


@many
@given(articles, st.sampled_from(Kind))
def test_any_bytes_are_an_article_whose_places_are_exact(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, kind: Kind
) -> None:
    path = _article(tmp_path_factory)
    path.write_bytes(body)
    for document in read((str(path),), exclude=(), kind=kind, stdin=io.BytesIO(), when=None):
        if isinstance(document, SourceError):
            continue
        for reference in extract(document, ()):
            for region in (reference.region, reference.dest, reference.definition):
                if region is not None:
                    exact(document.text, region)
            once = resolve(reference.url, Settings())
            assert resolve(once.url, Settings()).url == once.url


def exact(text: str, region: Region) -> None:
    assert 0 <= region.start <= region.end <= len(text)
    assert where(text, region.start) == (region.line, region.column)
    assert where(text, region.end) == (region.end_line, region.end_column)


def _article(folders: pytest.TempPathFactory) -> Path:
    folder = folders.getbasetemp() / "fuzzed"
    folder.mkdir(exist_ok=True)
    return folder / "a.md"


# ── an answer ─────────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = [
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 404 \r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 103 x\r\n\r\n", b"HTTP/1.1 ", b"HTTP/", b"999",
    b"Content-Length: 5\r\n", b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br, zstd\r\n",
    b"Content-Type: text/html; charset=", b"Location: ", b"http://[", b"//", b"Set-Cookie: a=b; Expires=", b"Retry-After: ", b"9" * 30,
    b"Fri, 31 Dec 9999 23:59:59 -2359", b"Refresh: 0; url=", b":99999/", b"http://a.example", b"\r\n", b"\r\n\r\n", b"\n", b" ", b":", b";", b"5\r\nhello\r\n", b"0\r\n\r\n", b"ffffffff\r\n",
    b"<html><title>", b"<meta http-equiv=refresh content='0;url=x'>", b"<script>location='/'</script>", b"\x1f\x8b\x08\x00", b"\x89PNG\r\n\x1a\n", b"\x00", b"\xff",
]  # fmt: skip
_HEADS = [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]  # fmt: skip
answers = st.builds(
    lambda head, rest: head + b"".join(rest),
    st.sampled_from(_HEADS),
    st.lists(st.sampled_from(_WORDS) | st.binary(max_size=12), max_size=20),
)


class Oracle:
    """A server that says what it is given, and the web's own way to ask it."""

    def __init__(self) -> None:
        self._words = b""
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._loop.run_until_complete(self._begin())

    async def _begin(self) -> None:
        place = await self._stack.enter_async_context(hostile(self._act))
        settings = Settings(connect_to=f"127.0.0.1:{place.port}")
        self._web = await self._stack.enter_async_context(outfit(settings))

    async def _act(self, talk: Talk) -> None:
        await talk.request()
        await talk.say(self._words)

    def ask(self, words: bytes) -> Answer:
        self._words = words
        ask = Ask(url="http://a.example/x", timeout=timedelta(seconds=5), limit=10_000, fresh=True)
        return self._loop.run_until_complete(self._web.fetch(ask))

    def close(self) -> None:
        self._loop.run_until_complete(self._stack.aclose())
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    made = Oracle()
    yield made
    made.close()


@many
@given(words=answers)
def test_any_bytes_are_an_answer_that_can_be_judged(oracle: Oracle, words: bytes) -> None:
    answer = oracle.ask(words)
    hop = answer.hop
    assert (hop.status is None) <= (hop.failure is not None)
    assert len(answer.body) <= 10_000
    page = view(answer, ("x",)) if hop.failure is None else None
    look = Look(at=datetime.now(UTC), hops=(hop,), page=page, failure=hop.failure)
    seen = Evidence(url=hop.url, looks=(look, look))
    assert judged(seen).outcome in Outcome
    assert may_be_seen(seen), "what was seen is believed when the store gives it back"
    assert retry_after(hop, datetime.now(UTC)) is None or hop.headers


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────

texts = st.text(max_size=30) | st.sampled_from(
    ["404 Not Found", "页面不存在", "Just a moment...", "This domain is for sale", "Log in", "x" * 3000, ""]
)  # fmt: skip
urls = st.sampled_from(
    ["http://a.example/x", "https://a.example/", "http://b.example/login", "http://[::1]/", "http://a.example/404.html?x=1"]
) | st.text(max_size=20).map("http://a.example/{}".format)  # fmt: skip
pages = st.builds(
    Page,
    media_type=st.sampled_from(["text/html", "image/png", "", "application/pdf"]),
    sniffed=st.sampled_from(["text/html", "image/png", ""]),
    title=texts,
    headings=st.lists(texts, max_size=2).map(tuple),
    text=texts,
    words=st.integers(0, 9999),
    fingerprint=st.sampled_from(["", "0" * 16, "f" * 16]),
    markup=texts,
    refresh=st.just("") | urls,
    canonical=texts,
    password=st.booleans(),
    sources=st.lists(texts, max_size=2).map(tuple),
    links=st.integers(0, 99),
    media=st.integers(0, 9),
    scripts=st.integers(0, 9),
    hollow=st.booleans(),
    state=st.lists(texts, max_size=2).map(tuple),
    width=st.integers(0, 3),
    height=st.integers(0, 3),
    pay=st.booleans(),
    size=st.integers(0, 10**6),
    truncated=st.booleans(),
)
hops = st.builds(
    Hop,
    url=urls,
    status=st.none() | st.integers(100, 999),
    detail=texts,
    location=st.none() | texts,
    headers=st.lists(st.tuples(st.sampled_from(["server", "retry-after", "content-type", "via"]), texts), max_size=3).map(tuple),
    elapsed=st.timedeltas(timedelta(0), timedelta(seconds=60)),
)  # fmt: skip
looks = st.builds(
    Look,
    at=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants them naive
    hops=st.lists(hops, max_size=3).map(tuple),
    page=st.none() | pages,
    failure=st.none() | st.sampled_from(Failure),
)
evidences = st.builds(
    Evidence,
    url=urls,
    looks=st.lists(looks, max_size=4).map(tuple),
    root=st.none() | looks,
    sibling=st.none() | looks,
    shorter=st.none() | looks,
)


def judged(evidence: Evidence | None, **more: object) -> Verdict:
    target = Target(url="http://a.example/x", way=Way.WEB, request="http://a.example/x", host="a.example")  # fmt: skip
    case = Case(target=target, evidence=evidence, labels=("On the record",), **more)  # type: ignore[arg-type]
    judge.wanted(case, tries=4)
    return judge.verdict(case)


@many
@given(
    st.none() | evidences,
    st.sampled_from(Ending),
    st.lists(st.sampled_from(Role), max_size=2).map(tuple),
    st.booleans(),
    st.none() | urls,
)
def test_any_evidence_has_a_verdict(
    evidence: Evidence | None,
    ending: Ending,
    roles: tuple[Role, ...],
    fragments: bool,
    shorter: str | None,
) -> None:
    host = HostEvidence(host="a.example", answers=(("404", 3), ("200", 1)), alike=2)
    verdict = judged(
        evidence, ending=ending, roles=roles, fragments=fragments, shorter=shorter, host=host
    )
    assert verdict.outcome in Outcome
    assert verdict == judged(
        evidence, ending=ending, roles=roles, fragments=fragments, shorter=shorter, host=host
    )


# ── a report ──────────────────────────────────────────────────────────────────────────────────────────────────────


def rows(text: str) -> list[list[str]]:
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len({len(row) for row in found}) == 1
    return found


def commands(text: str) -> None:
    """Nothing but annotations is a command before the list, and the list's end is its own."""
    lines = text.split("\n")
    stop = next(n for n, line in enumerate(lines) if line.startswith("::stop-commands::"))
    assert all(re.match(r"::(error|warning) ", line) for line in lines[:stop])
    assert lines[-2] == f"::{lines[stop].removeprefix('::stop-commands::')}::"
    assert lines[stop + 1 : -2].count(lines[-2]) == 0


_STRANGE = "img, iframe, object, embed, base, body form, body link, body meta, body [onerror], body [src], a[href^=javascript]"


def page_of_ours(text: str) -> None:
    """Nothing but what the template has: no element of a stranger's, whose text ends where it should."""
    page = LexborHTMLParser(text)
    assert len(page.css("script")) == len(page.css("style")) == len(page.css("main")) == 1
    assert not page.css(_STRANGE)


def sheet(text: str) -> None:
    """Rows of five cells, and no markup of a stranger's where raw HTML passes."""
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE
    page = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(text, options))
    assert not page.css(f"script, style, {_STRANGE}")
    assert {len(row.css("td, th")) for row in page.css("tr")} <= {5}


PARSERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.split("\n") if line],
    "sarif": json.loads,
    "csl": json.loads,
    "junit": fromstring,
    "csv": rows,
    "csv-excel": rows,
    "html": page_of_ours,
    "github": commands,
    "markdown": sheet,
    "terminal": str.splitlines,
}


def test_every_format_has_its_parser() -> None:
    assert set(FORMATS) <= set(PARSERS)


@many
@given(reports(), views)
def test_any_report_parses_in_every_format(report: Report, view: View) -> None:
    for name, row in FORMATS.items():
        text = "".join(row.render(report, view))
        text.encode("utf-8")
        PARSERS[name](text)


# ── small things ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.text(), st.integers(0, 65_535))
def test_any_text_is_a_host_that_passes_or_does_not(host: str, port: int) -> None:
    for guard in (Guard(), Guard(proxied=True), Guard(redirected=True)):
        assert guard.name(host, port) is None or guard.name(host, port)
        assert guard.resolved(host, port, host) is None or guard.resolved(host, port, host)


@given(st.text() | st.from_regex(r"\A[A-Za-z]{3}, [0-9]{1,30} [A-Z][a-z]{2} [0-9]{1,30} [0-9:]{1,20} [+-][0-9]{1,9}\Z"))  # fmt: skip
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = http_date(text)
    assert found is None or found.tzinfo is UTC
