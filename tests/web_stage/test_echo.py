"""A host that shows what it was sent."""

from __future__ import annotations

from base64 import b64encode

import pytest

from linkcheck.model import Answer, Hop
from linkcheck.web.echo import credentials, unsaid

GIVEN = {
    "a token": (("Authorization", "Bearer s3cr3t-t0ken"), "s3cr3t-t0ken"),
    "a key of its own": (("X-Api-Key", "s3cr3t-t0ken"), "s3cr3t-t0ken"),
    "a cookie": (("Cookie", "lang=zh; sid=s3cr3t-t0ken; x"), "s3cr3t-t0ken"),
    "a password": (
        ("Authorization", "Basic " + b64encode(b"me:correct horse").decode()),
        "correct horse",
    ),
    "a password as it is sent": (
        ("Authorization", "Basic " + b64encode(b"me:correct horse").decode()),
        b64encode(b"me:correct horse").decode(),
    ),
}


@pytest.mark.parametrize(("header", "secret"), GIVEN.values(), ids=GIVEN)
def test_what_was_given_for_a_host_is_not_shown(header: tuple[str, str], secret: str) -> None:
    hop = Hop(url="http://a.example/", location=f"/?x={secret}", headers=(("server", secret),))
    told = unsaid(Answer(hop=hop, body=f"no such user: {secret}".encode()), credentials((header,)))
    assert secret not in repr(told)
    assert told.body == b"no such user: ***"


OPEN = {
    "another header": ("Accept-Language", "zh-Hans-CN"),
    "a short one": ("Cookie", "lang=zh"),
    "no base64": ("Authorization", "Basic ?"),
}


@pytest.mark.parametrize("header", OPEN.values(), ids=OPEN)
def test_what_is_no_secret_stays(header: tuple[str, str]) -> None:
    body = b"zh-Hans-CN, zh, Basic ? Authorization"
    answer = Answer(hop=Hop(url="http://a.example/"), body=body)
    assert b"zh-Hans-CN, zh, " in unsaid(answer, credentials((header,))).body
