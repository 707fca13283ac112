"""The shapes of `linkcheck-report/1` and `linkcheck-references/1`: what programs may rely on, apart from our own nouns.

Names and meanings of these fields do not change within version 1; new ones may come, so a reader ignores what it does
not know. All that a rule looks at is here, so that a saved run can be judged and told again, in another language too:
each sentence comes in English with the id and the values that it was made of. Times are UTC (RFC 3339), durations
seconds, lines and columns count from 1 in code points, ranges are half-open. The JSON Schemas in `schema/` are made
from these classes.
"""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - msgspec reads the annotations
from typing import Annotated, Literal

import msgspec

from linkcheck import model  # noqa: TC001 - msgspec reads the annotations

Position = Annotated[int, msgspec.Meta(ge=1)]
Number = Annotated[int, msgspec.Meta(ge=0)]


class Because(msgspec.Struct, frozen=True):
    """What a sentence was made of, for telling it in another language."""

    id: str
    values: dict[str, str | int | float]


class Said(msgspec.Struct, frozen=True):
    """Something said: the id of its sentence, the sentence in English, its values."""

    id: str
    text: str
    values: dict[str, str | int | float]


class Nearly(msgspec.Struct, frozen=True):
    """A rule that did not decide, and what spoke for it: the sentence in English, and what it was made of."""

    rule: str
    reason: str
    because: Because


class Spot(msgspec.Struct, frozen=True):
    """A place in a document."""

    line: Position
    column: Position


class Reference(msgspec.Struct, frozen=True):
    """One place that cites the URL; `dest_…` is the destination as written, null for a reference link."""

    path: str
    line: Position
    column: Position
    end_line: Position
    end_column: Position
    dest_line: Position | None
    dest_column: Position | None
    definition: Spot | None
    role: model.Role
    label: str
    url: str
    date: date | None
    shorter: str | None


class Target(msgspec.Struct, frozen=True):
    """The resource that was asked for."""

    url: str
    way: model.Way
    request: str
    host: str
    fragment: str
    problem: Said | None
    ignored: Said | None


class Hop(msgspec.Struct, frozen=True):
    """One request and what came back."""

    url: str
    status: int | None
    failure: model.Failure | None
    detail: str
    location: str | None
    headers: list[tuple[str, str]]
    address: str | None
    elapsed: float


class Page(msgspec.Struct, frozen=True):
    """What the body of a final answer holds, as far as it was read."""

    title: str
    media_type: str
    sniffed: str
    words: Number
    size: Number
    truncated: bool
    headings: tuple[str, ...]
    text: str
    fingerprint: str
    markup: str
    refresh: str
    canonical: str
    password: bool
    sources: tuple[str, ...]
    links: Number
    media: Number
    scripts: Number
    hollow: bool
    state: tuple[str, ...]
    width: Number
    height: Number
    fragments: tuple[str, ...]
    pay: bool


class Look(msgspec.Struct, frozen=True):
    """One try at a URL: its hops in order, and the page at the end if there was one."""

    at: datetime
    status: int | None
    failure: model.Failure | None
    timeout: float
    hops: list[Hop]
    page: Page | None


class Evidence(msgspec.Struct, frozen=True):
    """All that was seen of one URL; `root` is the host's front page, `sibling` a random name beside the page."""

    url: str
    looks: list[Look]
    root: Look | None
    sibling: Look | None
    shorter: Look | None


class Host(msgspec.Struct, frozen=True):
    """What the run saw of the host as a whole; of `arrivals` those at the places where this URL ended.

    `alike` counts the other hosts that never answered and failed as this one did.
    """

    host: str
    answers: list[tuple[str, int]]
    arrivals: list[tuple[str, int]]
    alike: Number


class Capture(msgspec.Struct, frozen=True):
    """One capture in an archive, as the living page is compared with it."""

    archive: str
    url: str
    original: str
    captured: datetime


class Memento(msgspec.Struct, frozen=True):
    """One copy in an archive; `days` from the citation's date, negative before it."""

    archive: str
    url: str
    original: str
    captured: datetime
    days: int | None
    status: int | None
    media_type: str
    digest: str
    match: model.Match
    grade: model.Grade
    grade_reason: str
    grade_because: Because


class Archive(msgspec.Struct, frozen=True):
    """The search for copies, the best first: "none" and "lookup-failed" are different answers."""

    state: model.LookupState
    reason: str | None
    because: Because | None
    mementos: list[Memento]


class Drift(msgspec.Struct, frozen=True):
    """How far a living page is from the copy nearest to its citation; `similarity` 0 to 1, `change` of words from -1 on."""

    memento: Capture
    days: int | None
    similarity: float
    change: float
    then: str
    now: str


class Local(msgspec.Struct, frozen=True):
    """What stands where a local link leads: a path from where the command was called, whether it has the fragment, the nearest name to a missing one."""

    presence: model.Presence
    path: str
    anchor: bool | None
    near: str
    detail: str


class Finding(msgspec.Struct, frozen=True):
    """One target with its places, the verdict, what was seen, and where copies are; `url` is as first cited."""

    url: str
    outcome: model.Outcome
    rule: str
    reason: str
    because: Because
    notes: list[Said]
    nearly: list[Nearly]
    references: Annotated[list[Reference], msgspec.Meta(min_length=1)]
    target: Target
    evidence: Evidence | None
    host: Host | None
    archive: Archive | None
    drift: Drift | None = None
    local: Local | None = None


class Document(msgspec.Struct, frozen=True):
    """One input."""

    path: str
    title: str | None
    date: date | None
    kind: model.Kind
    encoding: str
    bom: bool
    sha256: str
    warnings: list[Said]


class Tool(msgspec.Struct, frozen=True):
    """What wrote the report."""

    name: str
    version: str


class Summary(msgspec.Struct, frozen=True):
    """Findings by outcome."""

    alive: Number
    dead: Number
    suspect: Number
    unsure: Number
    skipped: Number


class Warc(msgspec.Struct, frozen=True):
    """What the run wrote to WARC files: responses, how many only refer to an earlier one, how many are not whole."""

    files: tuple[str, ...]
    responses: Number
    revisits: Number
    truncated: Number


class Baseline(msgspec.Struct, frozen=True):
    """Trouble left out since a baseline lists it: the file, its entries, those met in this run, targets with none left, those with a good copy."""

    path: str
    entries: Number
    met: Number
    sources: Number
    archived: Number


class Head(msgspec.Struct, frozen=True):
    """A report without its findings."""

    schema: Literal["linkcheck-report/1"]
    started: datetime
    finished: datetime
    tool: Tool
    ending: model.Ending
    requests: Number
    archive_requests: Number
    problems: tuple[str, ...]
    summary: Summary
    documents: list[Document]
    warc: Warc | None = None
    baseline: Baseline | None = None
    notices: list[Said] = []


class Report(Head, frozen=True, kw_only=True):
    """One run: findings in source order, one a target."""

    findings: list[Finding]


class References(msgspec.Struct, frozen=True):
    """What `extract` found, in source order."""

    schema: Literal["linkcheck-references/1"]
    references: list[Reference]
