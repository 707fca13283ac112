"""Save Page Now 2 as pure functions: what is asked, and how its answers read (FIELD §3.4).

`POST /save` gives a job, `GET /save/status/<job>` says how it goes. Errors come with 200 and no job, in both places, as `status_ext`; the
documented list of these is incomplete (internetarchive/wayback#304), so that an unknown one is a refusal by its name. A job's number is
`spn2-` and the SHA-1 of the URL, so that asking twice starts nothing twice; the status of a number that nobody gave is `pending` too
(agude/wayback-machine-archiver#28). 523 and lost answers may have saved all the same (internetarchive/wayback#297). A capture just made
is not in the index yet and playback leads to an older one, so that nothing is read back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from linkcheck.archive.folding import ascii_url
from linkcheck.model import Failure
from linkcheck.replay import moment

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from linkcheck.model import Answer
    from linkcheck.savers import Keys

LIMIT = 4 * 1024 * 1024
"""Bytes of a status: it lists every file that the page loaded."""


class Said(StrEnum):
    """What an answer amounts to."""

    JOB = "job"
    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    """The service cannot or will not capture this URL; `code` says why."""
    CAPTURED_TODAY = "captured-today"
    """The URL was captured as often as it may be today: there is a copy of today."""
    BUSY = "busy"
    """Too many of our captures are under way."""
    PUSHED_BACK = "pushed-back"
    """429: too many requests of ours."""
    QUOTA = "quota"
    """The day's captures are used up."""
    NO_KEYS = "no-keys"
    """401 or 403: keys are wanted, or these are none."""
    LOST = "lost"
    """Nothing that can be read; the capture may have been made all the same."""
    UNASKED = "unasked"
    """The request did not reach the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer, read."""

    said: Said
    job: str = ""
    code: str = ""
    captured: datetime | None = None
    original: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an account may still save today; None where the service does not say."""

    left: int | None = None


class _Body(msgspec.Struct):
    """The fields of an answer; what is not of the type that it should be is no answer."""

    status: str = ""
    job_id: str | None = None
    status_ext: str | None = None
    message: str | None = None
    timestamp: str | None = None
    original_url: str | None = None
    http_status: int | None = None


class _User(msgspec.Struct):
    daily_captures: int | None = None
    daily_captures_limit: int | None = None


_PREFIX = "error:"
_CODES = {
    "too-many-daily-captures": Said.CAPTURED_TODAY,
    "user-session-limit": Said.BUSY,
    "max-daily-bandwidth-from-ip": Said.QUOTA,
    "bandwidth-limit-exceeded": Said.QUOTA,
}
_QUOTA = re.compile(r"daily (?:not-logged-in )?captures limit|captures per day", re.IGNORECASE)
"""The day's own limit has no code: it is said in words (overcast07/wayback-machine-spn-scripts#35, #43)."""
_CODE = re.compile(r"[a-z0-9-]{1,60}")
_JOB = re.compile(r"[\w.:-]{1,100}")
"""Whatever it is: it is no UUID, though the documentation's examples are."""
_WEB = re.compile(r"https?://[!-~]+")
_NEVER_SENT = frozenset(
    [
        Failure.NO_SUCH_HOST,
        Failure.NO_ADDRESS,
        Failure.DNS,
        Failure.UNREACHABLE,
        Failure.REFUSED,
        Failure.TLS,
        Failure.PRIVATE,
        Failure.PROXY,
        Failure.LEFT_ALONE,
    ]
)
_ERRORS = 400
TEMPORARY = frozenset(
    """
    too-many-requests bad-gateway service-unavailable gateway-timeout internal-server-error cannot-fetch capture-location-error browsing-timeout
    soft-time-limit-exceeded read-timeout job-failed no-browsers-available celery proxy-error protocol-error redis-error no-captures invalid-server-response
    """.split()  # noqa: SIM905 - a list of words
)
"""Codes of what may be over at another time; `too-many-requests` is the site's, which throttles the service."""


def headers(keys: Keys | None) -> tuple[tuple[str, str], ...]:
    """What every request carries; the keys go nowhere else."""
    wanted = (("Accept", "application/json"),)
    return (*wanted, ("Authorization", f"LOW {keys.access}:{keys.secret}")) if keys else wanted


def form(url: str, fresh: timedelta) -> tuple[tuple[str, str], ...]:
    """What is asked: a capture, unless there is one not older than `fresh`; no word on whether it is the first, which takes time."""
    return (
        ("url", ascii_url(url)),
        ("if_not_archived_within", f"{fresh.total_seconds():.0f}"),
        ("skip_first_archive", "1"),
    )


def save_url(base: str) -> str:
    """Where captures are asked for."""
    return f"{base.rstrip('/')}/save"


def status_url(base: str, job: str) -> str:
    """Where a job says how it goes."""
    return f"{base.rstrip('/')}/save/status/{job}"


def user_url(base: str) -> str:
    """Where an account says what it may do: the harmless way to try keys."""
    return f"{base.rstrip('/')}/save/status/user"


def read(answer: Answer) -> Reply:
    """An answer to either question."""
    hop = answer.hop
    if hop.status is None:
        never = hop.failure in _NEVER_SENT
        return Reply(said=Said.UNASKED if never else Said.LOST, code=str(hop.failure))
    if hop.status in (401, 403):
        return Reply(said=Said.NO_KEYS, code=str(hop.status))
    if hop.status == 429:
        return Reply(said=Said.PUSHED_BACK, code="429")
    if hop.failure is not None or answer.truncated:
        return Reply(said=Said.LOST, code=str(hop.failure or "too-large"))
    return _body(answer, hop.status)


def _body(answer: Answer, status: int) -> Reply:
    try:
        body = msgspec.json.decode(answer.body.decode("utf-8", "replace"), type=_Body)
    except (msgspec.DecodeError, RecursionError):
        return Reply(said=Said.LOST, code=str(status))
    if body.status_ext or body.status == "error":
        return _refusal(body)
    if status >= _ERRORS:
        return Reply(said=Said.LOST, code=str(status))
    if body.status == "success":
        return _done(body)
    if body.status == "pending":
        return Reply(said=Said.PENDING, job=_job(body))
    # The answer to a POST has no status; any other word is one that we do not know.
    job = _job(body) if not body.status else ""
    return Reply(said=Said.JOB if job else Said.LOST, job=job, code="" if job else str(status))


def _refusal(body: _Body) -> Reply:
    name = (body.status_ext or "").removeprefix(_PREFIX)
    code = name if _CODE.fullmatch(name) else "error"
    if _QUOTA.search(body.message or ""):
        return Reply(said=Said.QUOTA, code=code)
    return Reply(said=_CODES.get(code, Said.REFUSED), code=code)


def _done(body: _Body) -> Reply:
    """A success that says when; what was captured may be an error only where that was asked for, and then it is no copy."""
    digits = body.timestamp or ""
    captured = moment(digits) if len(digits) == 14 else None
    if captured is None:
        return Reply(said=Said.LOST, code="success")
    if (body.http_status or 0) >= _ERRORS:
        return Reply(said=Said.REFUSED, code=f"{body.http_status}")
    original = ascii_url(body.original_url or "")
    return Reply(
        said=Said.DONE, captured=captured, original=original if _WEB.fullmatch(original) else ""
    )


def _job(body: _Body) -> str:
    job = body.job_id or ""
    return job if _JOB.fullmatch(job) else ""


def read_user(answer: Answer) -> Allowance:
    """What the account may still do today."""
    try:
        user = msgspec.json.decode(answer.body.decode("utf-8", "replace"), type=_User)
    except (msgspec.DecodeError, RecursionError):
        return Allowance()
    if user.daily_captures is None or user.daily_captures_limit is None:
        return Allowance()
    return Allowance(max(0, user.daily_captures_limit - user.daily_captures))
