"""Cases as the judge gets them: made of answers, through the real reading of pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from linkcheck.model import (
    Answer,
    Case,
    Ending,
    Evidence,
    Failure,
    Hop,
    HostEvidence,
    Look,
    Role,
)
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.web.page import view

URL = "http://paper.example/2021/12/story-of-the-talks.html"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PROSE = (
    "The minister said on Tuesday that the talks had gone on for longer than anybody had thought, and that "
    "the delegations would meet again in the spring to settle what remained between them. "
)
ARTICLE = PROSE * 8
ELSE = "Flour, butter, sugar and eggs make a cake, which is baked for an hour in a moderate oven. "
"""Prose that has nothing in common with the usual label."""
CHINESE = "外交部发言人周二表示，双方的会谈比预想的更长，代表团将于明年春天再次会面，商讨余下的分歧。记者在现场看到，各国使节陆续离开会场。"


def page(title: str, text: str = ARTICLE, head: str = "", extra: str = "") -> bytes:
    """A whole page with a heading and paragraphs."""
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head>"
        f"<body><h1>{title}</h1><p>{text}</p>{extra}</body></html>"
    ).encode()


def look(
    body: bytes = b"",
    status: int = 200,
    url: str = URL,
    *,
    via: tuple[tuple[str, int], ...] = (),
    headers: dict[str, str] | None = None,
    failure: Failure | None = None,
    after: float = 0.0,
    fragments: tuple[str, ...] = (),
    truncated: bool = False,
) -> Look:
    """One look that ended at `url`, by way of hops given as (URL, status)."""
    fields = {"content-type": "text/html; charset=utf-8"} | (headers or {})
    last = Hop(
        url=url,
        status=None if failure else status,
        failure=failure,
        detail="as the library says" if failure else "",
        headers=tuple((name, value) for name, value in fields.items() if value),
    )
    hops = (*(Hop(url=each, status=code, location="…") for each, code in via), last)
    answer = Answer(hop=last, body=body, truncated=truncated)
    return Look(
        at=NOON + timedelta(seconds=after),
        hops=hops,
        page=None if failure else view(answer, fragments),
        failure=failure,
    )


def case(
    *looks: Look,
    url: str = URL,
    label: str = "The story of the talks that went on",
    role: Role = Role.LINK,
    root: Look | None = None,
    sibling: Look | None = None,
    shorter: Look | None = None,
    arrivals: int = 0,
    **changes: Any,
) -> Case:
    """A case of the looks, as one reference cites it."""
    target = resolve(url, Settings())
    evidence = Evidence(
        url=target.request, looks=looks, root=root, sibling=sibling, shorter=shorter
    )
    host = HostEvidence(
        host=target.host, arrivals=((looks[-1].url, arrivals),) if looks and arrivals else ()
    )
    made = Case(
        target=target,
        evidence=evidence if looks else None,
        host=host,
        labels=(label,) if label else (),
        roles=(role,),
        ending=Ending.COMPLETE,
    )
    return replace(made, **changes)


FRONT = look(page("The Paper"), url="http://paper.example/")
