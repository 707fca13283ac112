"""The key under which a Wayback Machine files a URL (FIELD §3.2): what differs only in scheme, `www`, port, case,
order of the query or a last slash is one.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from tests.web.manifest import ascii_name

_WWW = re.compile(r"^www\d*\.")
_PORTS = {"http": 80, "https": 443}
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"


def host_key(host: str) -> str:
    """`www.example.com` → `com,example`."""
    return ",".join(reversed(_WWW.sub("", ascii_name(host)).split(".")))


def key(url: str) -> str:
    """`https://www.Example.com:443/A/?b&a` → `com,example)/a?a&b`."""
    return _key(url, last_slash=False)


def prefix_key(url: str) -> str:
    """The key's beginning for all URLs that begin with this one; here a last slash counts."""
    return _key(url.removesuffix("*"), last_slash=True)


def _key(url: str, *, last_slash: bool) -> str:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    port = "" if parts.port in {None, _PORTS.get(parts.scheme)} else f":{parts.port}"
    path = _folded(parts.path) or "/"
    if not last_slash and path != "/":
        path = path.rstrip("/")
    query = "&".join(sorted(_folded(parts.query).split("&")))
    return f"{host_key(parts.hostname or '')}{port}){path}" + (f"?{query}" if query else "")


def _folded(text: str) -> str:
    return quote_from_bytes(unquote_to_bytes(text), _SAFE).lower()
