"""The addresses that probes ask for: a host's front page, and a name beside a URL that nobody gave to a page.

A random sibling tells a server that answers 200 to anything from one that has the page (Bar-Yossef et al., WWW 2004; FIELD §5).
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit, urlunsplit


def root_of(url: str) -> str:
    """The front page of a URL's origin."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def sibling_of(url: str) -> str:
    """An address beside a URL that nobody gave to a page: the last name, or the last value of the query, made random.

    The shape stays (digits stay digits, the extension stays), since sites route by shape; it grows longer, so that it hits no
    page by chance.
    """
    parts = urlsplit(url)
    if parts.query:
        head, equals, value = parts.query.rpartition("=")
        return urlunsplit(parts._replace(query=head + equals + _random_like(value)))
    folder, stem, tail = _split(parts.path)
    return urlunsplit(parts._replace(path=folder + _random_like(stem) + tail))


def directory_of(url: str) -> str:
    """What siblings share: origin, folder and extension, and with a query also path and the query's last name."""
    parts = urlsplit(url)
    if parts.query:
        return f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query.rpartition('=')[0]}"
    folder, _, tail = _split(parts.path)
    return f"{parts.scheme}://{parts.netloc}{folder}*{tail}"


_LONGEST_EXTENSION = 5


def _split(path: str) -> tuple[str, str, str]:
    """A path's folder, its last name, and what keeps its shape: the extension, a final slash."""
    slash = "/" if path.endswith("/") and len(path) > 1 else ""
    folder, _, name = path.removesuffix("/").rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    return folder + "/", stem, dot + extension + slash


def _random_like(name: str) -> str:
    if name.isdecimal() and name.isascii():
        return str(9 * 10 ** (len(name) + 3) + secrets.randbelow(10 ** (len(name) + 3)))
    return "q" + secrets.token_hex(8)
