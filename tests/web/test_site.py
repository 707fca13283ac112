from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpcore
import pytest

from tests.web.__main__ import main
from tests.web.client import PATIENCE, ask
from tests.web.journal import load as load_log
from tests.web.manifest import Manifest, parse_text
from tests.web.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
TEXT = '[[hosts."a.example".answers]]\npath = "/"\nbody = "x"\n'


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "web.toml"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(TEXT, id="text"),
        pytest.param(parse_text(TEXT), id="manifest"),
        pytest.param(
            {"hosts": {"a.example": {"answers": [{"path": "/", "body": "x"}]}}}, id="tables"
        ),
    ],
)
def test_a_web_from_whatever_says_one(source: Any) -> None:
    with serving(source) as site:
        assert ask(site, "http://a.example/").content == b"x"


def test_a_web_leaves_nothing_behind(manifest: Path) -> None:
    before = threading.active_count()
    with serving(manifest) as site:
        ask(site, "https://a.example/")
        idle = socket.create_connection(("127.0.0.1", site.port), timeout=2)
        assert site.ca.exists()
    # Closed, or reset where something of ours was still to be read.
    with idle, suppress(ConnectionResetError):
        assert idle.recv(1) == b""
    assert (site.ca.exists(), threading.active_count()) == (False, before)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", site.port), timeout=2)


def test_a_port_that_is_taken_is_an_error_not_a_wait(manifest: Path) -> None:
    with (
        serving(manifest) as site,
        pytest.raises(OSError, match="in use"),
        serving(manifest, port=site.port),
    ):
        pass


def test_the_scene_changes_while_it_runs(web: Callable[..., Any], manifest: Path) -> None:
    with web(manifest) as site:
        assert ask(site, "http://a.example/").content == b"x"
        site.change(site.manifest.with_answer("a.example", "/", status=410))
        assert ask(site, "http://a.example/").status == 410
        site.change(Manifest())
        assert ask(site, "http://a.example/").status == 421


def test_flags_say_where_it_is(web: Callable[..., Any], manifest: Path) -> None:
    with web(manifest) as site:
        flags = dict(zip(site.flags[::2], site.flags[1::2], strict=True))
        assert flags == {
            "--connect-to": f"127.0.0.1:{site.port}",
            "--dns": f"127.0.0.1:{site.dns_port}",
            "--ca-file": str(site.ca),
        }


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_it_is_a_proxy_too(manifest: Path, scheme: str) -> None:
    with serving(manifest) as site:
        context = ssl.create_default_context(cafile=str(site.ca))
        proxy = httpcore.Proxy(f"http://127.0.0.1:{site.port}")
        with httpcore.ConnectionPool(ssl_context=context, proxy=proxy) as connections:
            answers = [
                connections.request("GET", f"{scheme}://a.example/", extensions=PATIENCE)
                for _ in range(2)
            ]
        assert [answer.content for answer in answers] == [b"x", b"x"]
        last = site.requests[-1]
        assert (last.url, last.proxied) == (f"{scheme}://a.example/", True)


SHOWS = "import sys; print(sys.argv[1:]); sys.exit(7)"


def test_a_command_runs_beside_it(manifest: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--to={connect_to}", "{dns}", "{ca}", "{other}"]
    assert main([str(manifest), "--", sys.executable, "-c", SHOWS, *words]) == 7
    shown = capfd.readouterr().out
    assert "--to=127.0.0.1:" in shown
    assert "ca.pem" in shown
    assert "{other}" in shown


def test_alone_it_runs_until_it_is_told_to_end(manifest: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "tests.web", str(manifest), "--log", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        places = json.loads(process.stdout.readline())
        site = Site(Manifest(), tmp_path / "unused.pem")
        site.port, site.ca = int(places["connect_to"].rpartition(":")[2]), Path(places["ca"])
        assert ask(site, "https://a.example/").content == b"x"
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0
    assert [request.url for request in load_log(log)] == ["https://a.example/"]
