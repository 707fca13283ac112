"""What an article may be: a file of any kind, or a URL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

PROSE = (
    "The minister said on Tuesday that the talks had gone on for longer than anybody had thought. "
)
STORY = f"""<html><head><title>Talks go on</title>
<meta property="article:published_time" content="2021-12-21T08:00:00+08:00"></head><body>
<nav><a href="/home">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Talks go on</h1><p>{PROSE * 3}<a href="/src/1">The statement</a> {PROSE}</p>
<p>{PROSE * 2}as <a href="http://other.example/x">another paper</a> wrote. {PROSE}</p></article>
<footer><a href="/terms">Terms</a></footer></body></html>"""
HOSTS: dict[str, Any] = {
    "news.example": {
        "answers": [
            {"path": "/2021/story", "body": STORY},
            {"path": "/old", "status": 301, "headers": {"Location": "/2021/story"}},
            {"path": "/src/1", "title": "The statement", "text": PROSE * 5},
        ]
    },
    "other.example": {"answers": [{"path": "/x", "title": "Another paper", "text": PROSE * 5}]},
    "inside.example": {"dns": ["10.0.0.1"]},
}


@pytest.mark.parametrize("path", ["/2021/story", "/old"], ids=["direct", "redirected"])
def test_an_article_by_its_url(run_cli: RunCli, web: Web, path: str) -> None:
    with web({"hosts": HOSTS}) as site:
        done = run_cli("check", f"http://news.example{path}", *site.flags, "--format", "json")
    report = json.loads(done.stdout)
    assert report["documents"][0]["title"] == "Talks go on"
    assert report["documents"][0]["date"] == "2021-12-21"
    assert {each["url"]: each["outcome"] for each in report["findings"]} == {
        "/src/1": "alive",
        "http://other.example/x": "alive",
    }


REFUSED = {
    "answers 404": "http://news.example/nope",
    "no such host": "http://nowhere.example/",
    "a private address": "http://inside.example/",
    "loopback": "http://127.0.0.1/",
    "malformed": "http://[",
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_an_article_that_cannot_be_fetched(run_cli: RunCli, web: Web, url: str) -> None:
    with web({"hosts": HOSTS}) as site:
        done = run_cli("extract", url, *site.flags, "--format", "json")
    assert done.returncode == 2
    assert done.stderr.startswith(f"linkcheck: {url}: ")
    assert done.stderr.count("\n") == 1
    assert json.loads(done.stdout)["references"] == []


def test_offline_fetches_no_article(run_cli: RunCli, web: Web) -> None:
    with web({"hosts": HOSTS}) as site:
        done = run_cli("check", "http://news.example/2021/story", *site.flags, "--offline")
        assert site.requests == ()
    assert done.returncode == 2


KINDS = {
    "HTML by suffix": ("a.html", '<p><a href="http://a.example/1">x</a></p>', ()),
    "Markdown by suffix": ("a.md", "[x](http://a.example/1)", ()),
    "a list by content": ("a.txt", "# sources\nhttp://a.example/1\n", ()),
    "text by content": ("a.txt", "As http://a.example/1 says, all is well.\n", ()),
    "a list by word": ("a.data", "http://a.example/1\n", ("--input", "urls")),
    "HTML by word": ("a.data", "<a href=http://a.example/1>x</a>", ("--input", "html")),
}


@pytest.mark.parametrize(("name", "text", "flags"), KINDS.values(), ids=KINDS.keys())
def test_kinds_of_files(
    run_cli: RunCli, tmp_path: Path, name: str, text: str, flags: tuple[str, ...]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run_cli("extract", name, *flags, "--format", "json")
    assert [each["url"] for each in json.loads(done.stdout)["references"]] == ["http://a.example/1"]
