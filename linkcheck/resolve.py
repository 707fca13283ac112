"""Turns a cited URL into a Target: what it identifies, what to ask for, or why nothing can be asked.

`Target.url` folds what names the same resource by definition and nothing else (DESIGN "Target"): case of scheme and host,
default port, IDN to A-labels, spellings of an IP address. `Target.request` is what a browser would send (URL Standard, by the
parser ada), with what RFC 3986 §2 calls illegal escaped on top. The author's escapes stay as they are (FIELD §1 row 8): GBK bytes are
not read as UTF-8, a lone `%` is left alone as browsers do. Userinfo is part of the identity, but is never sent: credentials in
an article are somebody's slip, and to use them would be to log in. Where the URL Standard mends more than an author
can have meant (`http:x`, `http:///x`, a blank in the host), RFC 9110 §4.2 decides: malformed.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import ada_url

from linkcheck.ignoring import left_alone, why
from linkcheck.model import Remark, Target, Way, remark
from linkcheck.patterns import finder
from linkcheck.settings.tables import Scope

if TYPE_CHECKING:
    from linkcheck.settings import Settings

LONGEST = 65_536
"""RFC 9110 §4.1 asks for 8,000 octets at least, servers stop at 8 to 16 KiB; beyond this nobody answers."""

_LONGEST_AUTHORITY = 4096
"""Far above a host of 253 octets, each spelled `%XX`; keeps the work bounded."""
_PORTS = {"http": 80, "https": 443}
_LEGAL = ":/?[]@!$&'()*+,;=%"
"""What may stand in a request beside letters, digits and `-._~` (RFC 3986 §2.2), and `%`."""
_PLAIN_TAIL = re.compile(
    r"(?:/(?!\.\.?(?:[/?#]|\Z))[\w!$&'()*+,;=:@%.~-]*)+(?:\?[\w!$&()*+,;=:@%.~/?-]*)?(?=#|\Z)",
    re.ASCII,
)
"""Path and query in which the URL Standard's parser changes nothing (§4.4), but for dots that are written `%2e`: nine of ten are such."""
_ENDS = "".join(map(chr, range(33)))
"""C0 controls and blank, which the URL Standard strips from both ends (§4.4)."""
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY = re.compile(r"[/\\]{2}([^/\\?#]*)(.*)", re.DOTALL)
_HOST_AS_WRITTEN = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-\t\n\r]*:)?[\t\n\r]*[/\\][\t\n\r]*[/\\](?:[^/\\?#@]*@)*([^/\\?#@]*)"
)
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_BRACKETS = re.compile(r"(\[[^\]]*\])(?::(.*))?", re.DOTALL)
_BARE_IPV6 = re.compile(r"[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_PORT = re.compile(r"0*([0-9]{0,5})")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_.\-]")
"""Letters, digits and hyphen (RFC 1123 §2.1), and the underscore, which real hosts have."""


class _MalformedError(ValueError):
    """Carries the remark that says what is wrong."""

    def __init__(self, problem: Remark) -> None:
        super().__init__(problem.id)
        self.problem = problem


def resolve(url: str, settings: Settings) -> Target:
    """The target of a URL as cited. Total: any text gives one, and resolving its `url` gives it again."""
    target = _read(url)
    for rule in settings.remap:
        pattern, _, replacement = rule.partition(" -> ")
        if re.search(pattern, url):
            target = _elsewhere(target, _read(re.sub(pattern, replacement, url, count=1)))
            break
    ignored = _ignored(_SURROGATE.sub("\ufffd", url), settings)
    return replace(target, ignored=ignored) if ignored else target


def _read(url: str) -> Target:
    text = _SURROGATE.sub("\ufffd", url).strip(_ENDS)
    try:
        return _target(text)
    except _MalformedError as error:
        return Target(url=text, way=Way.MALFORMED, problem=error.problem)


def _elsewhere(cited: Target, other: Target) -> Target:
    """The cited target, asked at the other's place; where that is none of the web, the other."""
    if other.way is not Way.WEB:
        return other
    return replace(cited, way=Way.WEB, request=other.request, host=other.host, problem=None)


def _ignored(url: str, settings: Settings) -> Remark | None:
    for pattern in settings.exclude:
        if finder(pattern)(url):
            return remark("ignored.exclude", pattern=pattern)
    if settings.include and not any(finder(pattern)(url) for pattern in settings.include):
        return remark("ignored.include")
    rule = left_alone(settings.ignore, Scope.TARGET, url)
    return why(rule) if rule else None


def _target(text: str) -> Target:
    if len(text) > LONGEST:
        raise _MalformedError(remark("malformed.too-long", length=len(text), limit=LONGEST))
    cleaned = text.translate(_DROPPED)
    found = _SCHEME.match(cleaned)
    scheme = found[1].lower() if found else ""
    rest = cleaned[found.end() :] if found else cleaned
    if not scheme and _AUTHORITY.match(rest):
        scheme = "https"
    if scheme in _PORTS:
        return _web(scheme, rest, text)
    if scheme:
        way = Way.MAIL if scheme == "mailto" else Way.SCHEME
        return Target(url=f"{scheme}:{rest}", way=way)
    return Target(url=rest, way=Way.LOCAL, fragment=rest.partition("#")[2])


def _web(scheme: str, rest: str, text: str) -> Target:
    authority, tail = _authority(rest, text)
    userinfo, at, location = authority.rpartition("@")
    if "@" in userinfo:
        raise _MalformedError(remark("malformed.userinfo"))
    host, port = _host_and_port(location)
    name = _canonical(host)
    number = _port(port, _PORTS[scheme])
    place = f"{name}:{number}" if number != _PORTS[scheme] else name
    request = _request(f"{scheme}://{place}", tail)
    url = f"{scheme}://{userinfo}{at}{place}{tail}"
    # A hundred thousand targets: one text for what is alike, one name a host.
    url = text if url == text else url
    return Target(
        url=url,
        way=Way.WEB,
        request=url if request == url else request,
        host=sys.intern(name.strip("[]")),
        fragment=tail.partition("#")[2],
    )


def _request(origin: str, tail: str) -> str:
    r"""What a browser would send; the tail begins with "/", "\", "?", "#" or is empty, so that it cannot change the host."""
    plain = _PLAIN_TAIL.match(tail)
    if plain and "%2e" not in plain[0].lower():
        return origin + plain[0]
    return quote(ada_url.URL(origin + tail).href.partition("#")[0], safe=_LEGAL)


def _authority(rest: str, text: str) -> tuple[str, str]:
    """What names the place, and all that follows it."""
    found = _AUTHORITY.match(rest)
    if found is None:
        raise _MalformedError(remark("malformed.no-slashes"))
    written = _HOST_AS_WRITTEN.match(text)
    if written and _BLANK.search(written[1].strip("\t\n\r")):
        raise _MalformedError(remark("malformed.blank-in-host"))
    if len(found[1]) > _LONGEST_AUTHORITY:
        raise _MalformedError(remark("malformed.host-too-long", limit=253))
    return found[1], found[2]


def _host_and_port(location: str) -> tuple[str, str]:
    """Host as written, brackets included, and port as written, "" where there is none."""
    if location.startswith("["):
        found = _BRACKETS.fullmatch(location)
        if found is None:
            raise _MalformedError(remark("malformed.bracket"))
        return found[1], found[2] or ""
    if location and ":" not in location:
        return location, ""
    if _BARE_IPV6.fullmatch(location):
        raise _MalformedError(remark("malformed.ipv6", host=location[:253]))
    host, _, port = location.partition(":")
    if not host:
        raise _MalformedError(remark("malformed.no-host"))
    return host, port


def _port(written: str, default: int) -> int:
    """TCP has the ports 1 to 65535; an empty one is the default (RFC 3986 §6.2.3)."""
    if not written:
        return default
    found = _PORT.fullmatch(written)
    number = int(found[1] or 0) if found else 0
    if not 0 < number < 65_536:
        raise _MalformedError(remark("malformed.port", port=written[:20]))
    return number


@lru_cache(maxsize=4_096)
def _canonical(host: str) -> str:
    """The host as DNS or a socket wants it: A-labels, the true address of an IP literal."""
    try:
        name = ada_url.URL(f"http://{host}/").hostname
    except ValueError:
        raise _MalformedError(_refusal(host)) from None
    if not name.startswith("["):
        _hold_to_dns(name)
    return name


def _refusal(host: str) -> Remark:
    """Why the URL Standard's host parser (§3.5) refuses a host."""
    if host.startswith("["):
        return remark("malformed.zone" if "%" in host else "malformed.ipv6", host=host[:253])
    if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return remark("malformed.ipv4", host=host[:253])
    wrong = _NOT_IN_NAMES.search(host.lower())
    if wrong and wrong[0].isascii():
        return remark("malformed.host-character", character=wrong[0])
    return remark("malformed.idna", host=host[:253])


def _hold_to_dns(name: str) -> None:
    """What the URL Standard lets pass and no resolver can answer (RFC 1035 §2.3.4)."""
    labels = name.removesuffix(".").split(".")
    wrong = _NOT_IN_NAMES.search(name)
    if wrong:
        raise _MalformedError(remark("malformed.host-character", character=wrong[0]))
    if not all(labels):
        raise _MalformedError(remark("malformed.empty-label", host=name[:253]))
    longest = max(labels, key=len)
    if len(longest) > 63:
        raise _MalformedError(remark("malformed.label-too-long", length=len(longest), limit=63))
    if len(".".join(labels)) > 253:
        raise _MalformedError(remark("malformed.host-too-long", limit=253))
