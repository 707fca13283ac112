"""Save Page Now's answers, read; and captures made by it in virtual time, against a service that another module simulates."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive import journal, spn2
from linkcheck.archive.saving import Saving
from linkcheck.archive.spn2 import Said
from linkcheck.errors import OutputError
from linkcheck.language import LANGUAGES, say
from linkcheck.model import Answer, Ask, Failure, Hop
from linkcheck.savers import SAVERS, Keys, Save, SaveState
from linkcheck.settings import Settings
from tests.virtual_time import run_virtually
from tests.web.journal import Request
from tests.web.manifest import Saver, Step
from tests.web.manifest import Saving as Script
from tests.web.saver import SavePageNow, job_of

if TYPE_CHECKING:
    from pathlib import Path

    from linkcheck.archive.journal import Journal

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEYS = Keys("access", "s3cr3t")
ONE, TWO = "https://one.example/a", "https://two.example/b?c=文"
SAVED, PENDING, REFUSED, NOT_SENT, KEPT = (
    SaveState.SAVED,
    SaveState.PENDING,
    SaveState.REFUSED,
    SaveState.NOT_SENT,
    SaveState.KEPT,
)


def answered(status: int | None, body: object = "", failure: Failure | None = None) -> Answer:
    raw = body if isinstance(body, str) else json.dumps(body)
    hop = Hop(url="https://web.archive.org/save", status=status, failure=failure)
    return Answer(hop=hop, body=raw.encode())


READ: dict[str, tuple[Answer, Said, str]] = {
    "a job": (answered(200, {"url": ONE, "job_id": "spn2-ab"}), Said.JOB, ""),
    "a job that was under way": (
        answered(200, {"job_id": "x", "message": "The same snapshot had been made 2 minutes ago."}),
        Said.JOB,
        "",
    ),
    "200 without a job": (answered(200, {"url": ONE}), Said.LOST, "200"),
    "an error with 200": (
        answered(200, {"status": "error", "status_ext": "error:blocked-url"}),
        Said.REFUSED,
        "blocked-url",
    ),
    "an error without a status": (
        answered(200, {"status_ext": "error:too-many-daily-captures", "message": "5 times today"}),
        Said.CAPTURED_TODAY,
        "too-many-daily-captures",
    ),
    "an error that nobody documents": (
        answered(200, {"status": "error", "status_ext": "error:no-captures"}),
        Said.REFUSED,
        "no-captures",
    ),
    "an error that steers a terminal": (
        answered(200, {"status": "error", "status_ext": "error:\x1b[2J"}),
        Said.REFUSED,
        "error",
    ),
    "the day's own limit": (
        answered(
            200,
            {"status": "error", "message": "You cannot make more than (300,) captures per day."},
        ),
        Said.QUOTA,
        "error",
    ),
    "the limit of those without keys": (
        answered(
            200, {"status": "error", "message": "your daily not-logged-in captures limit of (200,)"}
        ),
        Said.QUOTA,
        "error",
    ),
    "too many at once": (
        answered(200, {"status": "error", "status_ext": "error:user-session-limit"}),
        Said.BUSY,
        "user-session-limit",
    ),
    "401": (answered(401, {"message": "log in"}), Said.NO_KEYS, "401"),
    "429": (answered(429), Said.PUSHED_BACK, "429"),
    "523, which may have saved": (answered(523, "<html>"), Said.LOST, "523"),
    "a page": (answered(200, "<html>Wayback Machine</html>"), Said.LOST, "200"),
    "nested too deep": (answered(200, "[" * 100_000), Said.LOST, "200"),
    "no UTF-8": (
        replace(answered(200), body=b'{"status": "\xff", "message": "\xff"}'),
        Said.LOST,
        "200",
    ),
    "of other types": (answered(200, {"job_id": 7}), Said.LOST, "200"),
    "no answer": (answered(None, failure=Failure.TIMEOUT), Said.LOST, "timeout"),
    "cut off": (answered(None, failure=Failure.RESET), Said.LOST, "reset"),
    "never sent": (answered(None, failure=Failure.NO_SUCH_HOST), Said.UNASKED, "no-such-host"),
    "pending": (answered(200, {"status": "pending", "job_id": "x"}), Said.PENDING, ""),
    "a status that nobody knows": (
        answered(200, {"status": "archived", "job_id": "x"}),
        Said.LOST,
        "200",
    ),
    "done": (
        answered(200, {"status": "success", "timestamp": "20261125110000", "original_url": ONE}),
        Said.DONE,
        "",
    ),
    "done without a time": (answered(200, {"status": "success"}), Said.LOST, "success"),
    "done at no time": (
        answered(200, {"status": "success", "timestamp": "20261399000000"}),
        Said.LOST,
        "success",
    ),
    "an error that was captured": (
        answered(200, {"status": "success", "timestamp": "20261125110000", "http_status": 404}),
        Said.REFUSED,
        "404",
    ),
}


@pytest.mark.parametrize(("answer", "said", "code"), READ.values(), ids=READ.keys())
def test_answers(answer: Answer, said: Said, code: str) -> None:
    reply = spn2.read(answer)
    assert (reply.said, reply.code) == (said, code)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists) | st.dictionaries(st.sampled_from(["status", "job_id", "status_ext", "timestamp", "original_url", "message"]), st.text() | st.integers() | st.none()))  # fmt: skip
def test_any_json_is_read(body: Any) -> None:
    reply = spn2.read(answered(200, body))
    assert (reply.said is Said.DONE) == (reply.captured is not None)
    assert all(each.isprintable() for each in (reply.job, reply.code, reply.original))


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ({"available": 8, "daily_captures": 10_199, "daily_captures_limit": 10_000}, 0),
        ({"daily_captures": 3, "daily_captures_limit": 10}, 7),
        ({"available": 8}, None),
        ([], None),
    ],
)
def test_what_an_account_may_still_do(body: object, left: int | None) -> None:
    assert spn2.read_user(answered(200, body)).left == left


def test_keys_are_in_no_repr_and_come_in_pairs() -> None:
    saver = SAVERS[0]
    assert saver.keys({saver.access: "a", saver.secret: "b"}) == Keys("a", "b")
    assert saver.keys({saver.access: "a"}) is None
    assert saver.keys({saver.access: "a", saver.secret: " "}) is None
    assert "s3cr3t" not in repr(KEYS)


class Service:
    """The simulated service behind our seam; `lost` are the POSTs whose answers do not arrive."""

    def __init__(self, saver: Saver, lost: tuple[int, ...] = ()) -> None:
        self.service = SavePageNow(saver)
        self.asked: list[Ask] = []
        self.times: list[float] = []
        self._lost = lost

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        self.times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.1)
        given = self.service.answer(_request(ask))
        assert given is not None
        if ask.form and len(self.posts) - 1 in self._lost:
            return Answer(hop=Hop(url=ask.url, failure=Failure.TIMEOUT))
        headers = tuple((name.lower(), str(value)) for name, value in given.headers.items())
        hop = Hop(url=ask.url, status=given.status, headers=headers)
        return Answer(hop=hop, body=(given.body or "").encode())

    @property
    def posts(self) -> list[str]:
        """The URLs that were asked for, in order."""
        return [dict(ask.form)["url"] for ask in self.asked if ask.form]


def _request(ask: Ask) -> Request:
    head = "".join(f"{name}: {value}\r\n" for name, value in ask.headers)
    return Request(
        method="POST" if ask.form else "GET",
        scheme="https",
        host="web.archive.org",
        target=ask.url.removeprefix("https://web.archive.org"),
        head=f"GET / HTTP/1.1\r\n{head}\r\n".encode(),
        connection=1,
        body=urlencode(ask.form).encode(),
    )


def save(
    service: Service, known: Journal, *urls: str, keys: Keys | None = KEYS, now: datetime = NOW
) -> dict[str, Save]:
    async def run() -> dict[str, Save]:
        saving = Saving(
            settings=Settings(),
            saver=SAVERS[0],
            keys=keys,
            fetch=service,
            journal=known,
            on_save=lambda _: None,
            now=lambda: now,
        )
        await saving.save(urls)
        return saving.saves

    saves = run_virtually(run())
    for each in saves.values():
        assert each.reason is None or all(say(each.reason, lang) for lang in LANGUAGES)
    return saves


@pytest.fixture
def known(tmp_path: Path) -> Journal:
    return journal.read(str(tmp_path / "saves.jsonl"), "spn2")


def again(known: Journal) -> Journal:
    """The journal as the next run reads it."""
    return journal.read(str(known.path), "spn2")


def service(url: str = ONE, lost: tuple[int, ...] = (), **keys: Any) -> Service:
    return Service(Saver(key="LOW access:s3cr3t", urls=[Script(url=url, **keys)]), lost)


def test_a_capture_is_made_and_noted(known: Journal) -> None:
    spn = service(pending=3, original="https://one.example/a?moved")
    saves = save(spn, known, ONE)
    assert saves[ONE].state is SAVED
    assert (
        saves[ONE].copy == "https://web.archive.org/web/20261125120000/https://one.example/a?moved"
    )
    assert saves[ONE].job == job_of(ONE)
    entry = again(known).known[ONE]
    assert (entry.state, entry.copy) == (SAVED, saves[ONE].copy)


def test_what_is_asked(known: Journal) -> None:
    spn = service(url="https://two.example/b?c=%E6%96%87")
    save(spn, known, TWO)
    probe, post, *polls = spn.asked
    assert urlsplit(probe.url).path == "/save/status/user"
    assert dict(post.form) == {
        "url": "https://two.example/b?c=%E6%96%87",
        "if_not_archived_within": "259200",
        "skip_first_archive": "1",
    }
    assert ("Authorization", "LOW access:s3cr3t") in post.headers
    assert ("Accept", "application/json") in post.headers
    assert len(polls) == 2
    assert all("s3cr3t" not in line for line in known.path.read_text().splitlines())


def why(save_: Save) -> str:
    return save_.reason.id if save_.reason else ""


ENDS: dict[str, tuple[dict[str, Any], SaveState, str]] = {
    "refused at once": (
        {"posts": ["error:blocked-url"]},
        REFUSED,
        "save.refused.code",
    ),
    "captured five times today": (
        {"posts": ["error:too-many-daily-captures"]},
        KEPT,
        "save.kept.today",
    ),
    "200 without a job, twice": (
        {"posts": [{"body": "{}"}, {"body": "{}"}]},
        PENDING,
        "save.pending.lost",
    ),
    "523, twice": ({"posts": [{"status": 523}, {"status": 523}]}, PENDING, "save.pending.lost"),
    "523, then a job": ({"posts": [{"status": 523}]}, SAVED, ""),
    "busy, then a job": ({"posts": ["error:user-session-limit"] * 2}, SAVED, ""),
    "busy for long": ({"posts": ["error:user-session-limit"] * 9}, NOT_SENT, "save.not-sent.busy"),
    "429, then a job": ({"posts": [{"status": 429}]}, SAVED, ""),
    "the job fails": ({"ends": "error:not-found"}, REFUSED, "save.refused.code"),
    "the job fails for now": ({"ends": "error:bad-gateway"}, REFUSED, "save.refused.later"),
    "the site throttles": ({"ends": "error:too-many-requests"}, REFUSED, "save.refused.throttled"),
    "the job never ends": ({"ends": "pending"}, PENDING, "save.pending.running"),
    "the day is used up": ({"posts": ["quota"]}, NOT_SENT, "save.not-sent.quota"),
}


@pytest.mark.parametrize(("keys", "state", "reason"), ENDS.values(), ids=ENDS.keys())
def test_how_it_ends(keys: dict[str, Any], state: SaveState, reason: str, known: Journal) -> None:
    made = msgspec.convert({"url": ONE, **keys}, Script)
    saves = save(Service(Saver(key="LOW access:s3cr3t", urls=[made])), known, ONE)
    assert saves[ONE].state is state
    assert why(saves[ONE]) == reason


def test_a_lost_answer_is_asked_for_once_more_and_starts_nothing_twice(known: Journal) -> None:
    spn = service(lost=(0,))
    assert save(spn, known, ONE)[ONE].state is SAVED
    assert spn.posts == [ONE, ONE]
    assert sum("/status/spn2" in ask.url for ask in spn.asked) == 2


def test_what_may_have_been_saved_is_never_called_refused_or_unsent(known: Journal) -> None:
    saves = save(service(lost=(0, 1, 2, 3)), known, ONE)
    assert saves[ONE].state is PENDING


def test_keys_that_are_none_send_nothing(known: Journal) -> None:
    spn = service()
    saves = save(spn, known, ONE, TWO, keys=Keys("x", "y"))
    assert spn.posts == []
    assert {each.state for each in saves.values()} == {NOT_SENT}
    assert {each.reason.id for each in saves.values() if each.reason} == {
        "save.not-sent.keys-refused"
    }


def test_without_keys_one_question_tells_that_they_are_wanted(known: Journal) -> None:
    spn = service()
    saves = save(spn, known, *(f"https://one.example/{n}" for n in range(9)), keys=None)
    assert len(spn.posts) <= SAVERS[0].at_once[1]
    assert {each.reason.id for each in saves.values() if each.reason} == {"save.not-sent.no-keys"}
    assert all(not ask.headers or "Authorization" not in dict(ask.headers) for ask in spn.asked)


def test_a_day_that_is_used_up_is_known_before_anything_is_sent(known: Journal) -> None:
    spn = Service(Saver(used=10_199, limit=10_000))
    saves = save(spn, known, ONE)
    assert spn.posts == []
    assert why(saves[ONE]) == "save.not-sent.quota"


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pw@one.example/",
        "https://one.example/?token=abc",
        "http://10.0.0.7/",
        "https://intranet/",
    ],
)
def test_what_is_private_is_never_sent(url: str, known: Journal) -> None:
    spn = service()
    saves = save(spn, known, url)
    assert spn.posts == []
    assert saves[url].state is NOT_SENT
    assert not known.path.exists()


@pytest.mark.parametrize(("keys", "a_minute"), [(KEYS, 7), (None, 3)], ids=["keys", "anonymous"])
def test_never_more_in_a_minute_than_the_service_bears(
    keys: Keys | None, a_minute: int, known: Journal
) -> None:
    spn = Service(Saver())
    urls = [f"https://one.example/{n}" for n in range(20)]
    saves = save(spn, known, *urls, keys=keys)
    assert {each.state for each in saves.values()} == {SAVED}
    posts = [at for ask, at in zip(spn.asked, spn.times, strict=True) if ask.form]
    assert all(
        later - earlier >= 60 - 1e-6
        for earlier, later in zip(posts, posts[a_minute:], strict=False)
    )


def test_a_second_429_ends_the_sending(known: Journal) -> None:
    spn = Service(Saver(otherwise=Script(posts=[Step(status=429)] * 9)))
    urls = [f"https://one.example/{n}" for n in range(9)]
    saves = save(spn, known, *urls)
    assert len(spn.posts) == 2
    assert spn.times[-1] - spn.times[-2] >= 60
    assert {each.state for each in saves.values()} == {NOT_SENT}


def test_the_next_run_asks_how_it_went(known: Journal) -> None:
    spn = service(ends="pending")
    assert save(spn, known, ONE)[ONE].state is PENDING
    later = service(pending=0)
    later.service._urls[job_of(ONE)] = ONE
    saves = save(later, again(known), ONE, now=NOW + timedelta(minutes=20))
    assert (saves[ONE].state, later.posts) == (SAVED, [])


def test_after_an_hour_a_status_tells_nothing_and_it_is_asked_for_again(known: Journal) -> None:
    assert save(service(ends="pending"), known, ONE)[ONE].state is PENDING
    later = service()
    saves = save(later, again(known), ONE, now=NOW + timedelta(hours=2))
    assert (saves[ONE].state, later.posts) == (SAVED, [ONE])


def test_a_line_that_a_crash_cut_off_takes_nothing_along(known: Journal) -> None:
    save(service(), known, ONE)
    whole = known.path.read_bytes()
    known.path.write_bytes(whole + b'{"at":"2026-11-25T12:00:00Z","sav')
    halved = again(known)
    assert halved.known[ONE].state is SAVED
    save(service(url="https://two.example/"), halved, "https://two.example/")
    assert {each.state for each in again(known).known.values()} == {SAVED}


@pytest.mark.parametrize(
    "line",
    [b"", b"x", b"[]", b"[" * 99_999, b'{"at":"yesterday"}', b"\xff\xfe", b'{"at":"2026-11-25T12:00:00","saver":"spn2","url":"u","state":"saved"}'],
)  # fmt: skip
def test_a_journal_with_anything_in_it_is_read(line: bytes, known: Journal) -> None:
    known.path.write_bytes(line + b"\n")
    assert again(known).known == {}


def test_a_journal_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        save(service(), journal.read(str(tmp_path / "nowhere" / "saves.jsonl"), "spn2"), ONE)


def test_an_interrupted_run_does_not_say_that_nothing_was_done(known: Journal) -> None:
    async def run() -> dict[str, Save]:
        saving = Saving(
            settings=replace(Settings(), save_rate=1.0),
            saver=SAVERS[0],
            keys=KEYS,
            fetch=service(ends="pending"),
            journal=known,
            on_save=lambda _: None,
            now=lambda: NOW,
        )
        work = asyncio.create_task(saving.save([ONE, TWO]))
        await asyncio.sleep(5)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        return saving.saves

    saves = run_virtually(run())
    assert saves[ONE].state is PENDING
    assert again(known).known[ONE].job == job_of(ONE)
    assert saves[TWO].state in (PENDING, NOT_SENT)
