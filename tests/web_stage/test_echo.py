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


SPELLED = {
    "in a URL": "YWJj%2BZGVm%2FZ2hp%3D%3D",
    "in a URL, in small letters": "YWJj%2bZGVm%2fZ2hp%3d%3d",
    "in a URL, hardly escaped": "YWJj+ZGVm/Z2hp%3D%3D",
    "as it is": "YWJj+ZGVm/Z2hp==",
}


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED)
def test_however_it_is_spelled_in_a_redirect(spelled: str) -> None:
    secrets = credentials((("X-Token", "YWJj+ZGVm/Z2hp=="),))
    hop = Hop(url="http://a.example/", location=f"/login?next=1&t={spelled}")
    assert unsaid(Answer(hop=hop), secrets).hop.location == "/login?next=1&t=***"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "spelled", ["a&b<c>d'e", "a&amp;b&lt;c&gt;d&#x27;e", "a&amp;b&lt;c&gt;d'e", "a%26b%3Cc%3Ed%27e"]
)
def test_however_it_is_spelled_in_a_page(spelled: str, encoding: str) -> None:
    secrets = credentials((("Authorization", "Bearer a&b<c>d'e"),))
    answer = Answer(hop=Hop(url="http://a.example/"), body=f"no {spelled}!".encode(encoding))
    assert unsaid(answer, secrets).body.decode(encoding) == "no ***!"


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
