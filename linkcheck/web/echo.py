"""What the user gave for a host stays between the two, though the host shows it.

Pages that mirror a request, and complaints such as "invalid token …", would carry a credential into titles and texts, and with these into reports
and the store.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING

from linkcheck.model import MASK

if TYPE_CHECKING:
    from linkcheck.model import Answer

_SECRET = ("authorization", "cookie", "token", "key", "secret")
"""How names of headers end that hold credentials: `Private-Token`, `X-Api-Key`."""
_SHORTEST = 6
"""Characters: what is shorter is a word of many pages and no secret."""


def credentials(headers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What in headers is nobody else's business, the longest first."""
    parts = {
        part
        for name, value in headers
        if name.lower().endswith(_SECRET)
        for part in (value, *_within(name.lower(), value))
    }
    return tuple(sorted((each for each in parts if len(each) >= _SHORTEST), key=len, reverse=True))


def _within(name: str, value: str) -> tuple[str, ...]:
    """What a value is made of: a scheme's credentials (RFC 9110 §11.4), a password (RFC 7617 §2), cookies' values."""
    if name == "cookie":
        return tuple(pair.partition("=")[2].strip() for pair in value.split(";"))
    scheme, _, told = value.partition(" ")
    return (told.strip(), _password(told)) if scheme.lower() == "basic" else (told.strip(),)


def _password(told: str) -> str:
    try:
        return b64decode(told, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def unsaid(answer: Answer, secrets: tuple[str, ...]) -> Answer:
    """The answer without them."""
    hop, body = answer.hop, answer.body
    location, headers = hop.location, hop.headers
    for each in secrets:
        body = body.replace(each.encode(), MASK.encode())
        location = location and location.replace(each, MASK)
        headers = tuple((name, value.replace(each, MASK)) for name, value in headers)
    return replace(answer, hop=replace(hop, location=location, headers=headers), body=body)
