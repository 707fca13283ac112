"""A simulated Save Page Now 2 (FIELD §3.4): jobs that take a few questions, errors with status 200 and no job, and limits of an account.

Each URL has a script: what its POSTs are answered, in turn, and how its job ends. A job's number is the same whenever its URL is asked for
again, and the status of a number that nobody gave is `pending`.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from tests.web.manifest import Content, Saver

if TYPE_CHECKING:
    from tests.web.journal import Request
    from tests.web.manifest import Saving, Step

MESSAGES = {
    "error:too-many-daily-captures": "This URL has been already captured 5 times today, which is a daily limit.",
    "error:user-session-limit": "You have already reached the limit of active Save Page Now sessions.",
    "error:blocked-url": "This URL is in the Save Page Now service block list and cannot be captured.",
    "error:too-many-requests": "The target host has received too many requests from Save Page Now.",
}
QUOTA = "You have reached your daily captures limit of (30000,) webpages."


def job_of(url: str) -> str:
    """The number of a URL's job."""
    return f"spn2-{hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()}"


class SavePageNow:
    """Answers below `/save`; the state is how often each URL was posted and each job asked for."""

    def __init__(self, saver: Saver) -> None:
        self._saver = saver
        self._posts: defaultdict[str, int] = defaultdict(int)
        self._polls: defaultdict[str, int] = defaultdict(int)
        self._urls: dict[str, str] = {}

    def answer(self, request: Request) -> Content | None:
        """What the service says; None where the path is not its own."""
        path = request.target.partition("?")[0]
        if path != "/save" and not path.startswith("/save/"):
            return None
        if self._saver.key is not None and request.header("authorization") != self._saver.key:
            return Content(status=401, body='{"message":"You need to be logged in."}', type=_JSON)
        if path == "/save/status/user":
            used, limit = self._saver.used, self._saver.limit
            return _told(available=8, processing=0, daily_captures=used, daily_captures_limit=limit)
        if path.startswith("/save/status/"):
            return self._status(path.rpartition("/")[2])
        return self._started(request)

    def _started(self, request: Request) -> Content:
        form = parse_qs(request.body.decode("ascii"))
        if request.method != "POST" or "url" not in form:
            return Content(status=400, body="{}", type=_JSON)
        url = form["url"][0]
        script = self._script(url)
        turn = self._posts[url]
        self._posts[url] += 1
        if turn < len(script.posts):
            return _failing(script.posts[turn])
        self._urls[job_of(url)] = url
        return _told(url=url, job_id=job_of(url))

    def _status(self, job: str) -> Content:
        url = self._urls.get(job)
        script = self._script(url) if url else None
        turn = self._polls[job]
        self._polls[job] += 1
        if script is None or url is None or turn < script.pending or script.ends == "pending":
            return _told(status="pending", job_id=job, resources=[])
        if script.ends != "success":
            return _error(script.ends, job_id=job)
        original = script.original or url
        return _told(
            status="success",
            job_id=job,
            original_url=original,
            timestamp=script.timestamp,
            duration_sec=6.2,
            http_status=200,
            resources=[original],
        )

    def _script(self, url: str) -> Saving:
        return next((each for each in self._saver.urls if each.url == url), self._saver.otherwise)


_JSON = "application/json"


def _told(**values: object) -> Content:
    return Content(body=json.dumps(values), type=_JSON)


def _error(code: str, **more: object) -> Content:
    if code == "quota":
        return _told(status="error", message=QUOTA, **more)
    message = MESSAGES.get(code, "The capture failed.")
    return _told(status="error", status_ext=code, message=message, **more)


def _failing(step: str | Step) -> Content:
    """An answer to a POST that starts nothing: a code with status 200, or any answer at all."""
    return _error(step) if isinstance(step, str) else step
