"""What the user gave for a host stays between the two, though the host shows it.

Pages that mirror a request, and complaints such as "invalid token …", would carry a credential into titles and texts, and with these into reports
and the store; a redirect to a login, escaped, into the next URL.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from html import escape
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote

from linkcheck.model import MASK

if TYPE_CHECKING:
    from linkcheck.model import Answer

_SECRET = (
    *("auth", "authorization", "cookie", "credential", "credentials", "jwt", "key", "passwd"),
    *("password", "pwd", "secret", "session", "sessionid", "session-id", "signature", "token"),
)
"""How names of headers end that hold credentials: `Private-Token`, `X-Api-Key`."""
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_ESCAPE = re.compile("%[0-9A-F]{2}")
_SHORTEST = 6
"""Characters: what is shorter is a word of many pages and no secret."""


def is_secret(name: str) -> bool:
    """Whether a header of that name lets its sender in."""
    return name.lower().endswith(_SECRET)


def credentials(headers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What in headers is nobody else's business, in each way in which it may be written, the longest first."""
    parts = {
        part
        for name, value in headers
        if is_secret(name)
        for part in (value, *_within(name.lower(), value))
    }
    forms = {form for each in parts if len(each) >= _SHORTEST for form in _written(each)}
    return tuple(sorted(forms, key=len, reverse=True))


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
    """The answer without what `credentials` gave."""
    hop, body = answer.hop, answer.body
    location, headers = hop.location, hop.headers
    for each, encoding in product(secrets, _ENCODINGS):
        body = body.replace(each.encode(encoding), MASK.encode(encoding))
    for each in secrets:
        location = location and location.replace(each, MASK)
        headers = tuple((name, value.replace(each, MASK)) for name, value in headers)
    return replace(answer, hop=replace(hop, location=location, headers=headers), body=body)


def _written(secret: str) -> tuple[str, ...]:
    """A secret as it stands in a text, in markup and in a URL."""
    escaped = (quote(secret, safe=safe) for safe in ("", "/", "/+", "+", "=", "/+=", " "))
    spelled = {secret, escape(secret), escape(secret, quote=False), *escaped}
    spelled |= {each.replace("%20", "+") for each in spelled}
    return tuple(spelled | {_in_lower_case(each) for each in spelled})


def _in_lower_case(escaped: str) -> str:
    """Percent-escapes with small letters, which mean the same."""
    return _ESCAPE.sub(lambda found: found[0].lower(), escaped)
