"""What was seen of a target: in one's own files, on the web, and of its host as a whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


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
