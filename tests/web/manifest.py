"""What the simulated web does, by host and path: the shape of a manifest, and how one is read and changed.

A manifest is TOML. `[hosts."name"]` says how a host behaves as a whole, `[[hosts."name".answers]]` what its paths
answer, `[archive]` what an archive has captured. Unknown keys below these are errors, so that a slip in a manifest
never passes for a behaviour; other top-level tables are left to those who write them (labels of cases).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import idna
import msgspec

from tests.web.faults import FAULTS

if TYPE_CHECKING:
    from pathlib import Path

Words = str | list[str]
Headers = dict[str, str | int | list[str]]
Naming = str | list[str | list[str]]
"""A word (`nxdomain` …), addresses, or a sequence of either."""


class _Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common to all tables of a manifest."""


class Content(_Shape, frozen=True, kw_only=True):
    """An answer's status, headers and body; `title` and `text` make a page, `body` is sent as it is.

    `body_repeat` sends the body that many times over. `bomb` pads the page with blanks to that many bytes before it
    is compressed. `raw` is a whole answer, its characters sent as Latin-1 bytes, the connection closed after it.
    """

    status: int = 200
    reason: str | None = None
    headers: Headers = {}
    title: str | None = None
    text: str | None = None
    lang: str | None = None
    body: str | None = None
    body_base64: str | None = None
    body_file: str | None = None
    body_repeat: int = 1
    raw: str | None = None
    type: str | None = None
    encoding: Words = []
    bomb: int | None = None
    delay: float = 0.0
    fault: str | None = None

    def __post_init__(self) -> None:
        if self.fault is not None and self.fault not in FAULTS:
            known = ", ".join(sorted(FAULTS))
            raise ValueError(f"no such fault: {self.fault}; there are {known}")


class Needs(_Shape, frozen=True, kw_only=True):
    """What a request must have: a cookie (`name` or `name=value`), a header (`Name` or `Name: part of its value`)."""

    cookie: str | None = None
    header: Words = []


class Step(Content, frozen=True, kw_only=True):
    """One answer of a sequence."""

    then: list[Step] = []


class Answer(Step, frozen=True, kw_only=True):
    """What is answered, and to which requests: one of the three kinds of path, all conditions together."""

    path: str | None = None
    path_prefix: str | None = None
    path_regex: str | None = None
    method: str | None = None
    scheme: Literal["http", "https"] | None = None
    needs: Needs | None = None


Tls = Literal["ok", "expired", "untrusted", "wrong-name", "none", "alert", "reset", "stall"]


class Host(_Shape, frozen=True, kw_only=True):
    """A host as a whole. More than `rate` requests within a second are answered with `over`."""

    dns: Naming | None = None
    tls: Tls = "ok"
    refuse: bool = False
    default: Step | None = None
    rate: int | None = None
    over: Step = Step(status=429)
    answers: list[Answer] = []


class Capture(Content, frozen=True, kw_only=True):
    """One capture; `redirect` is where a captured redirect led.

    A `revisit` is listed as `warc/revisit` and shows what the capture before it shows. `unplayable` is listed but
    sent on to another capture, `unlisted` plays but is not in the index; `listed` is the status that the index gives.
    """

    url: str
    timestamp: str
    mime: str | None = None
    digest: str | None = None
    redirect: str | None = None
    revisit: bool = False
    unplayable: bool = False
    unlisted: bool = False
    listed: str | None = None


class Outage(Step, frozen=True, kw_only=True):
    """What an endpoint answers while it is out of order: after so many requests, for so many of them."""

    after: int = 0
    times: int | None = None


class Archive(_Shape, frozen=True, kw_only=True):
    """A simulated Wayback Machine. `excluded` are hosts whose captures are withheld, `delays` seconds by endpoint.

    Endpoints of `faults` and `delays`: `cdx`, `timemap`, `timegate`, `playback`, and `all`.
    """

    host: str = "web.archive.org"
    captures: list[Capture] = []
    excluded: list[str] = []
    faults: dict[str, Outage] = {}
    delays: dict[str, float] = {}


class Saving(_Shape, frozen=True, kw_only=True):
    """What becomes of one URL: answers to its first POSTs (a code of an error, or an answer), and how its job ends.

    After `pending` questions a job ends as `ends` says: `success`, a code, or `pending` for never.
    """

    url: str = ""
    posts: list[str | Step] = []
    pending: int = 1
    ends: str = "success"
    timestamp: str = "20261125120000"
    original: str | None = None


class Saver(_Shape, frozen=True, kw_only=True):
    """A simulated Save Page Now on the archive's host; `key` is the Authorization that it wants, None for none."""

    key: str | None = None
    used: int = 3
    limit: int = 30_000
    urls: list[Saving] = []
    otherwise: Saving = Saving()


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The whole web: hosts by name (`*.name` stands for all below a name), and the archive if there is one."""

    hosts: dict[str, Host] = {}
    archive: Archive | None = None
    saver: Saver | None = None

    def with_host(self, name: str, **changes: object) -> Manifest:
        """The same web with one host changed or added; `changes` are keys of its table."""
        before = self.hosts.get(ascii_name(name), Host())
        after = msgspec.convert(msgspec.to_builtins(before) | changes, Host)
        return msgspec.structs.replace(self, hosts=self.hosts | {ascii_name(name): after})

    def with_answer(self, name: str, path: str, **answer: object) -> Manifest:
        """The same web where one path of a host has this answer and no other."""
        host = self.hosts.get(ascii_name(name), Host())
        others = [msgspec.to_builtins(each) for each in host.answers if each.path != path]
        return self.with_host(name, answers=[*others, {"path": path, **answer}])

    def without_host(self, name: str) -> Manifest:
        """The same web without one host, whose name then does not exist."""
        hosts = {key: host for key, host in self.hosts.items() if key != ascii_name(name)}
        return msgspec.structs.replace(self, hosts=hosts)

    def with_archive(self, **changes: object) -> Manifest:
        """The same web with keys of its archive changed."""
        before = self.archive or Archive()
        archive = msgspec.convert(msgspec.to_builtins(before) | changes, Archive)
        return msgspec.structs.replace(self, archive=archive)

    def with_saver(self, **changes: object) -> Manifest:
        """The same web with keys of its saver changed."""
        before = self.saver or Saver()
        saver = msgspec.convert(msgspec.to_builtins(before) | changes, Saver)
        return msgspec.structs.replace(self, saver=saver)


def parse(tables: Mapping[str, Any], folder: Path | None = None) -> Manifest:
    """A manifest from TOML's tables; `body_file` is looked for in `folder`."""
    if folder is not None:
        tables = _anchored(tables, folder)
    manifest = msgspec.convert(tables, Manifest)
    hosts = {ascii_name(name): host for name, host in manifest.hosts.items()}
    return msgspec.structs.replace(manifest, hosts=hosts)


def parse_text(text: str) -> Manifest:
    """A manifest from TOML text."""
    return parse(tomllib.loads(text))


def load(*paths: Path) -> Manifest:
    """One manifest from files; a host may stand in one of them only, as may the archive."""
    parts = [parse(tomllib.loads(path.read_text("utf-8")), path.parent) for path in paths]
    hosts: dict[str, Host] = {}
    for part in parts:
        twice = hosts.keys() & part.hosts.keys()
        if twice:
            raise ValueError(f"hosts in two manifests: {', '.join(sorted(twice))}")
        hosts |= part.hosts
    archives = [part.archive for part in parts if part.archive is not None]
    return Manifest(hosts=hosts, archive=archives[0] if archives else None)


def ascii_name(name: str) -> str:
    """A host's name as it goes over the wire: lower case, A-labels; an IP literal without its brackets."""
    name = name.strip("[]").rstrip(".")
    return name.lower() if name.isascii() else idna.encode(name, uts46=True).decode("ascii")


def _anchored(value: Any, folder: Path) -> Any:
    if isinstance(value, Mapping):
        whole = {key: _anchored(each, folder) for key, each in value.items()}
        if isinstance(whole.get("body_file"), str):
            whole["body_file"] = str(folder / whole["body_file"])
        return whole
    return [_anchored(each, folder) for each in value] if isinstance(value, list) else value
