"""`make audit`, against a service here that speaks OSV's protocol (google.github.io/osv.dev/post-v1-query) and knows what a test says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.outside

LOCKS = ("requirements.lock", "tests/extract/spec.lock", "tests/archive/pywb.lock")
PINNED = {
    (name, version)
    for lock in LOCKS
    for name, version in re.findall(
        r"^([a-z0-9-]+)==([^ ]+)", (ROOT / lock).read_text(), re.MULTILINE
    )
}
MACHINE = dict(os.environ)
"""Before a test's environment is made: the registry that pip-audit comes from is reached with the machine's certificates and caches."""
ELSEWHERE = {"colorama", "importlib-metadata", "lazy-importer", "legacy-cgi", "tzdata"}
"""What other systems or other versions of Python need; pip-audit asks for what is needed here."""


def known(name: str, version: str, *aliases: str) -> dict[str, Any]:
    """An advisory on one version."""
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "versions": [version]}
    return {"id": f"PYSEC-{name}", "aliases": aliases, "details": "…", "affected": [affected]}


@contextmanager
def service(advisories: list[dict[str, Any]]) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Its address, and what it was asked for."""
    asked: set[tuple[str, str]] = set()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.add((query["package"]["name"], query["version"]))
            told = [
                each for each in advisories
                if each["affected"][0]["package"]["name"] == query["package"]["name"]
                and query["version"] in each["affected"][0]["versions"]
            ]  # fmt: skip
            body = json.dumps({"vulns": told} if told else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def pinned(name: str, lock: str) -> str:
    (version,) = re.findall(rf"^{name}==([^ ]+)", (ROOT / lock).read_text(), re.MULTILINE)
    return str(version)


CASES = {
    "nothing": ([], 0),
    "one of ours": ([known("jinja2", pinned("jinja2", LOCKS[0]))], 2),
    "the tests' archive, in another version than ours": (
        [known("cryptography", pinned("cryptography", LOCKS[2]))],
        2,
    ),
    "the specification's source": ([known("mistletoe", pinned("mistletoe", LOCKS[1]))], 2),
    "what does not concern us": (
        [known("redis", pinned("redis", LOCKS[2]), "CVE-2023-28858")],
        0,
    ),
}


@pytest.mark.parametrize(("advisories", "status"), CASES.values(), ids=CASES)
def test_what_is_known_of_a_pin_fails_it(advisories: list[dict[str, Any]], status: int) -> None:
    with service(advisories) as (address, asked):
        chosen = {"PIP_AUDIT_VULNERABILITY_SERVICE": "osv", "PIP_AUDIT_OSV_URL": address}
        done = subprocess.run(
            ["make", "audit"],
            cwd=ROOT,
            env={**MACHINE, **chosen},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == status, done.stdout + done.stderr
    assert all(f"PYSEC-{each['affected'][0]['package']['name']}" in done.stdout for each in advisories if status)  # fmt: skip
    assert {name for name, _ in PINNED - asked} <= ELSEWHERE
