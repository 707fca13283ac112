"""A header that the user gives for a host: where it goes, and where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from linkcheck.web.origin import same_origin
from tests.hostile.table import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]


def leads(path: str, to: str) -> dict[str, object]:
    return {"path": path, "status": 302, "headers": {"Location": to}}


CHAINS: dict[str, tuple[tuple[str, ...], tuple[bool, ...]]] = {
    "the same page": (("http://a.example/1",), (True,)),
    "a redirect within": (("http://a.example/2", "http://a.example/2/end"), (True, True)),
    "the step up to TLS": (("http://a.example/3", "https://a.example/3/end"), (True, True)),
    "another port": (("http://a.example/4", "http://a.example:8081/4/end"), (True, False)),
    "another host": (("http://a.example/5", "http://b.example/5/end"), (True, False)),
    "another host and back": (
        ("http://a.example/6", "http://b.example/6/mid", "http://a.example/6/end"),
        (True, False, True),
    ),
    "led here from elsewhere": (("http://b.example/7", "http://a.example/7/end"), (False, False)),
    "down from TLS": (("https://a.example/8", "http://a.example/8/end"), (True, False)),
}


def tables() -> dict[str, Any]:
    """The chains as hosts of a manifest."""
    hosts: dict[str, Any] = {}
    for chain, _ in CHAINS.values():
        for url, to in zip(chain, (*chain[1:], ""), strict=True):
            parts = urlsplit(url)
            answer = leads(parts.path, to) if to else {"path": parts.path, **PAGE}
            hosts.setdefault(parts.hostname or "", [{"path": "/", **PAGE}]).append(answer)
    return {"hosts": {host: {"answers": rows} for host, rows in hosts.items()}}


def test_a_header_stays_at_home(run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path) -> None:
    cited = "".join(f"- [{name}]({chain[0]})\n" for name, (chain, _) in CHAINS.items())
    (tmp_path / "a.md").write_text(cited, "utf-8")
    header = ("--header", "a.example=Authorization: Bearer t")
    with web(tables()) as site:
        run_cli("a.md", *site.flags, *header, "--trust-settings", "--no-archive", "--no-store")
    got = {
        (r.header("host") or "", r.target): bool(r.header("authorization")) for r in site.requests
    }
    for name, (chain, given) in CHAINS.items():
        hops = [(urlsplit(url).netloc, urlsplit(url).path) for url in chain]
        assert tuple(got[hop] for hop in hops) == given, name


ORIGINS = {
    "itself": ("http://a.example/", "http://a.example/x", True),
    "the usual port": ("http://a.example/", "http://a.example:80/", True),
    "up": ("http://a.example/", "https://a.example/", True),
    "down": ("https://a.example/", "http://a.example/", False),
    "up from another port": ("http://a.example:8080/", "https://a.example/", False),
    "up to another port": ("http://a.example/", "https://a.example:8443/", False),
    "a host below": ("http://a.example/", "http://www.a.example/", False),
}


@pytest.mark.parametrize(("one", "other", "same"), ORIGINS.values(), ids=ORIGINS)
def test_origins(one: str, other: str, same: bool) -> None:
    assert same_origin(one, other) is same
