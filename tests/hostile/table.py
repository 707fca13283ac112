"""One way in which the web can mean harm: what a citation says, what stands behind it, and what may come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = "The minister said in full, word for word, what he would not say again before spring. " * 12
PAGE: Mapping[str, Any] = {"status": 200, "title": "On the record", "text": TEXT}

ALIVE = frozenset({"ok", "moved"})
PRIVATE = frozenset({"private-address"})
GARBLED = frozenset({"protocol-error"})
LOOP = frozenset({"redirect-loop"})
LATE = frozenset({"timeout"})
LARGE = frozenset({"too-large"})
REFUSED = frozenset({"refused"})
TLS = frozenset({"tls"})
DNS = frozenset({"dns-trouble"})
MALFORMED = frozenset({"malformed"})
EMPTY = frozenset({"empty"})


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`answers` are those of the host `name.example` (blanks made hyphens), `hosts` further ones; `rules` may decide.

    `url` is cited; "" cites the host's page `/x`. `silent` are hosts that must not get a request.
    """

    name: str
    rules: frozenset[str]
    answers: tuple[Mapping[str, Any], ...] = ()
    url: str = ""
    host: Mapping[str, Any] = field(default_factory=dict)
    hosts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    waits: bool = False
    """Whether it keeps whoever asks waiting, so that it is asked with little patience."""

    @property
    def own(self) -> str:
        """The host that behaves so."""
        return re.sub("[^a-z0-9]+", "-", self.name.lower()).strip("-") + ".example"

    @property
    def cited(self) -> str:
        """The URL in the article."""
        return self.url or f"http://{self.own}/x"

    def tables(self) -> dict[str, Any]:
        """The behaviour as hosts of a manifest."""
        fine = {"path": "/", **PAGE}
        own = {"answers": [fine, *self.answers], **self.host}
        return {self.own: own, **self.hosts}


def x(**answer: Any) -> tuple[Mapping[str, Any], ...]:
    """The answer of the page `/x`."""
    return ({"path": "/x", **answer},)


def raw(text: str) -> tuple[Mapping[str, Any], ...]:
    """All bytes of the answer to `/x`, as Latin-1."""
    return x(raw=text)


def page(html: str, **more: Any) -> tuple[Mapping[str, Any], ...]:
    """A page of this markup."""
    return x(status=200, body=html, **more)


def to(location: str, **more: Any) -> tuple[Mapping[str, Any], ...]:
    """A redirect."""
    return x(status=302, headers={"Location": location}, **more)
