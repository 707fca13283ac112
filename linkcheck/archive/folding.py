"""Whether a capture is of the URL that was cited, though the archive's index holds several URLs to be one.

An index keys captures by SURT, which folds scheme, `www`, case, default port, session ids, a last slash and the order of the query, and
drops the fragment (FIELD §3.2). So a row's `original` can be another page's URL: it is compared and the difference said.
Archives disagree on percent-escapes that are no UTF-8 (GBK), so escapes are compared as the bytes they stand for, never
decoded to text (FIELD §1a).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urlsplit

from linkcheck.model import Match

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"www\d{0,3}\.")
_SESSION = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid[a-z]*|cfid|cftoken|sid)=[0-9a-z!_.-]*", re.IGNORECASE
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)


def ascii_url(url: str) -> str:
    """The URL without its fragment, other letters as percent-encoded UTF-8; escapes that are there stay as they are.

    Raw Han became `?????` in an archive's index (FIELD §1a).
    """
    return quote(url.partition("#")[0], safe="!#$%&'()*+,/:;=?@[]~|")


def compare(cited: str, original: str) -> Match | None:
    """How a capture's original relates to the URL cited; None where it is another URL by any archive's key.

    TRACKING_REMOVED is never answered here: it is the asker's own doing.
    """
    try:
        ours, theirs = urlsplit(ascii_url(cited)), urlsplit(ascii_url(original))
        if theirs.scheme not in _DEFAULT_PORTS:
            return None
        if _plain(ours) == _plain(theirs):
            same_scheme = ours.scheme == theirs.scheme
            return Match.EXACT if same_scheme else Match.SCHEME_DIFFERS
        return Match.DIFFERENT if _folded(ours) == _folded(theirs) else None
    except ValueError:  # a port or an IPv6 literal that is none
        return None


def surt(url: str) -> str:
    """The key under which an index files a URL: host turned round, all that archives fold folded (pywb's `surt`, canonical form).

    ValueError for a port or an IPv6 literal that is none.
    """
    host, port, path, query = _folded(urlsplit(ascii_url(url)))
    place = ",".join(reversed(host.split("."))) + (f":{port}" if port else "")
    tail = "?" + "&".join(map(_escaped, query)) if query else ""
    return f"{place}){_escaped(path) or '/'}{tail}"


def _escaped(text: bytes) -> str:
    """As keys are written: only what is no visible ASCII, and # and %, stands escaped, in lower case."""
    return "".join(
        chr(byte) if 0x20 < byte < 0x7F and byte not in b"#%" else f"%{byte:02x}" for byte in text
    )


def is_harmless(cited: str, original: str) -> bool:
    """True where two URLs differ at most in scheme, `www`, port, last slash, session and the order of the query: hosts answer such alike."""
    ours, theirs = urlsplit(ascii_url(cited)), urlsplit(ascii_url(original))
    return (
        _bare_host(ours) == _bare_host(theirs)
        and _sessionless(ours).rstrip(b"/") == _sessionless(theirs).rstrip(b"/")
        and _parts(ours.query) == _parts(theirs.query)
    )


def _sessionless(parts: SplitResult) -> bytes:
    return unquote_to_bytes(_PATH_SESSION.sub("", parts.path))


def _parts(query: str) -> list[bytes]:
    """The parameters in an order of their own, without those of a session."""
    parts = (part for part in query.split("&") if part and not _SESSION.fullmatch(part))
    return sorted(unquote_to_bytes(part) for part in parts)


def is_front_page(url: str) -> bool:
    """True for a host's root, where sites send readers of pages that are gone."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in {"", "/"} and not parts.query


def _plain(parts: SplitResult) -> tuple[str, int | None, bytes, bytes]:
    return (parts.hostname or "", _port(parts), _path(parts), unquote_to_bytes(parts.query))


def _folded(parts: SplitResult) -> tuple[str, int | None, bytes, list[bytes]]:
    path = _sessionless(parts).lower().rstrip(b"/")
    return (_bare_host(parts), _port(parts), path, _parts(parts.query.lower()))


def _port(parts: SplitResult) -> int | None:
    """The port unless it is its scheme's own."""
    return None if parts.port == _DEFAULT_PORTS.get(parts.scheme) else parts.port


def _bare_host(parts: SplitResult) -> str:
    return (
        _WWW.sub("", parts.hostname or "", count=1)
        if _WWW.match(parts.hostname or "")
        else parts.hostname or ""
    )


def _path(parts: SplitResult) -> bytes:
    return unquote_to_bytes(parts.path) or b"/"
