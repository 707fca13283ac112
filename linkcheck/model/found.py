"""The nouns of a run: what was seen of a target, what is thought of it, the copies found, the report."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from linkcheck.model.articles import (  # noqa: TC001 - what keeps nouns reads their annotations
    Document,
    Reference,
    Remark,
    Role,
)
from linkcheck.model.targets import Target  # noqa: TC001 - likewise

# ── local ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Presence(StrEnum):
    """What stands where a local link leads."""

    FILE = "file"
    FOLDER = "folder"
    """With an index, or one that may stand for itself."""
    NO_INDEX = "no-index"
    MISSING = "missing"
    PERHAPS = "perhaps"
    """Missing where it was looked for, but where that is had to be guessed."""
    UP_TO_BUILDER = "up-to-builder"
    """The same of a path in a front matter, of which a site's builder knows what it is relative to."""
    OTHER_CASE = "other-case"
    ABOVE = "above"
    """Above the root; nothing there is looked at."""
    OUTSIDE = "outside"
    """Above a root that had to be guessed, or in GitHub's own pages."""
    LED_OUT = "led-out"
    """A symbolic link on the way leads out of the root."""
    UNREADABLE = "unreadable"
    TEMPLATE = "template"
    """Written by a program when the site is built."""
    NOWHERE = "nowhere"
    """Relative to a document that stands nowhere, such as standard input."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where links may lead within a file: `names` as they are written, `slugs` (of headings) in lower case."""

    names: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEvidence:
    """What was seen of a local target. `path` is what there is, or was looked for, as a reader may open it.

    `anchor` says whether the file has the fragment, None where there is none or it cannot be told. `near` is the nearest name to
    one that is missing.
    """

    presence: Presence
    path: str = ""
    anchor: bool | None = None
    near: str = ""
    detail: str = ""


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Failure(StrEnum):
    """Why an exchange gave no answer; each is a different fact about the world."""

    NO_SUCH_HOST = "no-such-host"
    """The resolver's definite answer: the name does not exist (RFC 8020 NXDOMAIN)."""
    NO_ADDRESS = "no-address"
    """The name exists, but has no A or AAAA record."""
    DNS = "dns"
    """The resolver failed (SERVFAIL, REFUSED, no answer): nothing is known of the name."""
    UNREACHABLE = "unreachable"
    """No route to the host or to its network."""
    REFUSED = "refused"
    TIMEOUT = "timeout"
    RESET = "reset"
    """The connection ended before the answer did."""
    TLS = "tls"
    PROTOCOL = "protocol"
    """What came is not HTTP/1.x."""
    TOO_LARGE = "too-large"
    """Header or redirect beyond what a reader of good faith sends."""
    PRIVATE = "private"
    """The guard: an address that is not to be spoken to."""
    REDIRECT_LOOP = "redirect-loop"
    BAD_REDIRECT = "bad-redirect"
    """A redirect without a Location, or to something that is no http(s) URL."""
    PROXY = "proxy"
    """The user's proxy did not serve us."""
    LEFT_ALONE = "left-alone"
    """Not asked: the archive said "too many requests", or did not answer, and rests for the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request and what came back: a status, or a failure with the detail that the library gave.

    `headers` holds only those that a rule or a reader may want, names in lower case. `address` is the peer's.
    `lookup` is how long the name took, `elapsed` the whole exchange.
    """

    url: str
    status: int | None = None
    failure: Failure | None = None
    detail: str = ""
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    address: str | None = None
    elapsed: timedelta = timedelta(0)

    def header(self, name: str) -> str:
        """The value of a header by its lower-case name, values joined by ", "; "" where there is none."""
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the body of a final answer holds, as far as it was read.

    `media_type` is what the server says, `sniffed` what the first bytes are ("" where they tell nothing).
    `text` is at most 4 KiB of what a reader sees; `words` counts all that was read, a Han character as one.
    `fingerprint` is a simhash (16 hex digits) of the whole visible text. `markup` is the raw beginning of a page of
    little text, where walls and parking pages keep their marks. `truncated` says that the body goes on.
    """

    media_type: str = ""
    sniffed: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    words: int = 0
    fingerprint: str = ""
    markup: str = ""
    refresh: str = ""
    """Where a meta refresh or a lone script `location =` leads."""
    canonical: str = ""
    password: bool = False
    """Has a field for a password."""
    sources: tuple[str, ...] = ()
    """Hosts and paths of scripts, frames and form actions: `host/path`."""
    links: int = 0
    media: int = 0
    """Images, players, frames: what a reader sees beside text."""
    scripts: int = 0
    """Scripts, inline and loaded: a page of little text and some scripts may be made by them."""
    hollow: bool = False
    """Has an empty element that scripts are to fill (`#root`, `#app`, `#__next` …)."""
    state: tuple[str, ...] = ()
    """What the page's own data say went wrong, as `key:value`: `error:404`, `playabilityStatus:ERROR`."""
    width: int = 0
    height: int = 0
    """Pixels of an image, by its own header; 0 where that cannot be read."""
    fragments: tuple[str, ...] = ()
    """Those of the fragments asked for that exist on the page (`id` or `name`)."""
    pay: bool = False
    """JSON-LD says `isAccessibleForFree: false`."""
    size: int = 0
    truncated: bool = False
    main: str = ""
    """Text of the main content, where a run compares it with a copy's (`--drift`); never saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One try at a URL: its hops in order, and the page at the end if there was one.

    `failure` is set where the chain did not end at an answer; it repeats the last hop's, or says what the chain as a
    whole did wrong (a loop).
    """

    at: datetime
    hops: tuple[Hop, ...] = ()
    page: Page | None = None
    failure: Failure | None = None
    timeout: timedelta = timedelta(seconds=10)

    @property
    def status(self) -> int | None:
        """The final answer's status; None where no answer came."""
        return self.hops[-1].status if self.hops and self.failure is None else None

    @property
    def url(self) -> str:
        """Where the chain ended."""
        return self.hops[-1].url if self.hops else ""

    @property
    def detail(self) -> str:
        """The library's word on the failure."""
        return self.hops[-1].detail if self.hops else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One GET to be made: the seam's question. `fresh` wants a new connection and a new answer of the resolver.

    With a `form` it is a POST of these fields, which only savers get.

    At most `limit` bytes of body are read, raw and decoded alike; `timeout` is for the whole exchange. `headers` come
    on top of the usual ones and replace those of the same name. `led_astray` says that a redirect led here from another
    origin: what the user gave for a host is not sent then. `sent` is told when the request goes over the wire.
    """

    url: str
    timeout: timedelta
    limit: int
    headers: tuple[tuple[str, str], ...] = ()
    fresh: bool = False
    form: tuple[tuple[str, str], ...] = ()
    led_astray: bool = False
    sent: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one GET gave: the seam's answer, never an exception. `cookies` are the Set-Cookie lines as they came."""

    hop: Hop
    body: bytes = b""
    truncated: bool = False
    cookies: tuple[str, ...] = ()


Fetch = Callable[[Ask], Awaitable[Answer]]
"""One request, no redirect followed: `web.fetch` gives it, `run` hands it to check and archive."""


class Probe(StrEnum):
    """Further evidence that `judge.wanted` can ask `check` for."""

    AGAIN = "again"
    """The same URL once more: after the queue, on a new connection."""
    ROOT = "root"
    """The host's front page, once a host."""
    SIBLING = "sibling"
    """A random name in the same directory, once a directory."""
    SHORTER = "shorter"
    """The URL without the words that it probably swallowed (FIELD §1a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that was seen of one request URL, in order; what several targets share is in `HostEvidence`."""

    url: str
    looks: tuple[Look, ...] = ()
    root: Look | None = None
    sibling: Look | None = None
    shorter: Look | None = None

    @property
    def last(self) -> Look | None:
        """The latest look, which decides unless a rule says otherwise."""
        return self.looks[-1] if self.looks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostEvidence:
    """What the run saw of a host as a whole: `answers` counts targets by final status or failure.

    `arrivals` says how many different targets of the run ended at one final URL (only those that two or more share).
    `alike` counts the other hosts of the run that never answered but failed as this one did, while some hosts answer.
    """

    host: str = ""
    answers: tuple[tuple[str, int], ...] = ()
    arrivals: tuple[tuple[str, int], ...] = ()
    alike: int = 0

    def arrived(self, url: str) -> int:
        """How many different targets of the run ended at this URL."""
        return dict(self.arrivals).get(url, 0)


class Ending(StrEnum):
    """How a run came to its end."""

    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    OUT_OF_TIME = "out-of-time"
    OFFLINE = "offline"
    """Nothing at all answered: the network is down."""
    NOT_ASKED = "not-asked"
    """The user wanted no request (`--offline`)."""
    TOO_MANY = "too-many"
    """More was to be asked than the user allows (`--max-targets`)."""


# ── judge ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Outcome(StrEnum):
    """What we think of a target; only `dead` fails a run unless the user says otherwise."""

    ALIVE = "alive"
    DEAD = "dead"
    SUSPECT = "suspect"
    UNSURE = "unsure"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a rule may look at: one target, what was seen of it and its host, and how it was cited.

    `ending` is how the run stands when the case is judged. `fragments` is the user's wish that a missing fragment
    be an outcome, `any_fragment` that none be missed here. `accepted` are statuses that he takes for good of this host. `shorter` is the URL
    without the words that it probably took along.
    """

    target: Target
    evidence: Evidence | None = None
    host: HostEvidence = HostEvidence()
    labels: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    shorter: str | None = None
    ending: Ending = Ending.COMPLETE
    fragments: bool = False
    drift: Drift | None = None
    local: LocalEvidence | None = None
    any_fragment: bool = False
    accepted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearly:
    """A rule that did not decide, and what spoke for it without being enough."""

    rule: str
    reason: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What we think of a target, the rule that decided, and why, in a sentence that names the evidence."""

    outcome: Outcome
    rule: str
    reason: Remark
    notes: tuple[Remark, ...] = ()
    nearly: tuple[Nearly, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of time in which a source was seen alike: how often, on how many days (UTC), the first and the last time."""

    outcome: Outcome
    rule: str
    first: datetime
    last: datetime
    times: int = 1
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A person's word on a source: `alive` or `dead`, why, since when, and until when it holds."""

    url: str
    outcome: Outcome
    note: str
    on: date
    until: date


# ── archive ───────────────────────────────────────────────────────────────────────────────────────────────────────


class LookupState(StrEnum):
    """The end of a search for copies: "there is none" and "could not ask" are different answers."""

    FOUND = "found"
    NONE = "none"
    EXCLUDED = "excluded"
    LOOKUP_FAILED = "lookup-failed"
    NOT_ASKED = "not-asked"
    PRIVATE = "private"


class Grade(StrEnum):
    """How far a copy can be cited in the original's place."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    ONLY_AFTER_DEATH = "only-after-death"


class Match(StrEnum):
    """How a memento's original compares with the URL that was cited (SURT keys fold scheme, www, port and case)."""

    EXACT = "exact"
    SCHEME_DIFFERS = "scheme-differs"
    DIFFERENT = "different"
    TRACKING_REMOVED = "tracking-removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """One capture in one archive (RFC 7089 §2.2.1), before anybody thinks of its worth.

    `url` shows it with the archive's banner; `original` is the URL that was really captured. `status` is the
    original's answer as the archive recorded it, None where it does not say (a revisit record).
    """

    archive: str
    url: str
    original: str
    captured: datetime
    status: int | None = None
    media_type: str = ""
    digest: str = ""
    match: Match = Match.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A memento as seen from a citation: `days` from the citation's date (negative before it), and its worth."""

    memento: Memento
    days: int | None
    grade: Grade
    reason: Remark
    page: Page | None = None
    """What was seen of it, where that is to be compared with the living page; never saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far a living page is from the copy nearest to its citation.

    `similarity` is the cosine of term frequencies, 0 to 1; `change` that of the number of words, -1 for all lost. `then` and `now` are
    the titles.
    """

    memento: Memento
    days: int | None
    similarity: float
    change: float
    then: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The search for copies of one target: the best copy first, and why it ended as it did."""

    state: LookupState
    reason: Remark | None = None
    copies: tuple[Copy, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether another try may find what this one did not: the time was up, or the archive did not answer."""
        is_late = self.reason is not None and self.reason.id == "search.not-asked.time"
        return self.state is LookupState.LOOKUP_FAILED or is_late


# ── report ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One target with all its places, what was seen, what we think of it, and where a copy is."""

    target: Target
    references: tuple[Reference, ...]
    verdict: Verdict
    evidence: Evidence | None = None
    host: HostEvidence | None = None
    lookup: Lookup | None = None
    drift: Drift | None = None
    local: LocalEvidence | None = None


class Findings(Sequence[Finding]):
    """Findings that are read each time they are gone through; evidence is most of the reading, and many need none."""

    @property
    @abstractmethod
    def brief(self) -> Iterable[Finding]:
        """The same findings without evidence and host."""

    @property
    @abstractmethod
    def tally(self) -> Counter[tuple[Outcome, str]]:
        """How many there are by outcome and rule, without reading them."""

    @abstractmethod
    def whole(self, finding: Finding) -> Finding:
        """A brief finding with evidence and host."""


def brief(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Findings for those who need no evidence: without it where that saves reading."""
    return findings.brief if isinstance(findings, Findings) else findings


def tally(findings: Sequence[Finding]) -> Counter[tuple[Outcome, str]]:
    """How many findings there are by outcome and rule."""
    if isinstance(findings, Findings):
        return findings.tally
    return Counter((each.verdict.outcome, each.verdict.rule) for each in findings)


def whole(findings: Sequence[Finding], finding: Finding) -> Finding:
    """One of them with its evidence."""
    return findings.whole(finding) if isinstance(findings, Findings) else finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a run wrote to WARC files: responses, how many of them only refer to an earlier one, and how many are not whole."""

    files: tuple[str, ...] = ()
    responses: int = 0
    revisits: int = 0
    truncated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Trouble that a baseline lists and that is left out of the findings.

    `entries` are the baseline's, `met` those of them that this run met; `sources` are targets of which no place is left, `archived` those of
    them with a good copy.
    """

    path: str
    entries: int
    met: int
    sources: int
    archived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run: findings in source order. `problems` are inputs that could not be read, one line each.

    Findings of a run are read from its store each time that they are gone through. `notices` are what the user should know of the run as a whole and of his own rules; they fail nothing.
    """

    documents: tuple[Document, ...]
    findings: Sequence[Finding]
    started: datetime
    finished: datetime
    version: str
    ending: Ending = Ending.COMPLETE
    requests: int = 0
    archive_requests: int = 0
    problems: tuple[str, ...] = field(default=())
    recorded: Recorded | None = None
    known: Known | None = None
    notices: tuple[Remark, ...] = ()
