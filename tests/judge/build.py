"""Cases as the judge gets them, from bytes as servers send them: pages go through the reader of the web stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkcheck.judge import verdict
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
    Target,
    Way,
)
from linkcheck.web.page import view

if TYPE_CHECKING:
    from collections.abc import Mapping

URL = "https://news.example.org/2021/12/20/talks-on-missile-treaty-resume-in-geneva.html"
LABEL = "Talks on missile treaty resume in Geneva"
START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

STORY = (
    "Delegates from twelve countries met in Geneva on Monday to resume talks on the missile treaty that "
    "lapsed two years ago. The session began with a statement by the chair, who asked both sides to keep to "
    "the schedule that had been agreed in spring. Observers said that the mood was better than in March, when "
    "the last round ended without a common text. A draft is expected by the end of the week, and ministers "
    "will be asked to comment on it before the winter break. Diplomats warned that inspections remain the "
    "hardest question: neither side wants foreign experts at its test sites without notice."
)


def html(title: str = "", body: str = "", *, head: str = "", lang: str = "en") -> str:
    """A page as a content system writes it."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def article(title: str, text: str = STORY, site: str = "The Example Times") -> str:
    """A living article with what surrounds one."""
    menu = "".join(
        f'<li><a href="/{name.lower()}">{name}</a></li>'
        for name in ("World", "Politics", "Science", "Sport")
    )
    return html(
        f"{title} | {site}",
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><p>{text}</p></article></main>"
        f"<footer>© 2026 {site}. All rights reserved.</footer>",
        head='<script src="/static/site.js"></script>',
    )


def look(
    url: str = URL,
    status: int | None = 200,
    body: str | bytes = "",
    *,
    failure: Failure | None = None,
    headers: Mapping[str, str] | None = None,
    via: tuple[tuple[int, str], ...] = (),
    after: float = 0,
    fragments: tuple[str, ...] = (),
    timeout: float = 10,
    detail: str = "",
) -> Look:
    """One look; `via` are the redirects before `url`: status and where it stood. Bodies are HTML unless a header says else."""
    kept = {"content-type": "text/html; charset=utf-8"} | {
        k.lower(): v for k, v in (headers or {}).items()
    }
    places = (*(place for _, place in via), url)
    before = tuple(
        Hop(url=place, status=code, location=following)
        for (code, place), following in zip(via, places[1:], strict=True)
    )
    hop = Hop(
        url=url,
        status=None if failure else status,
        failure=failure,
        headers=tuple(kept.items()) if not failure else (),
        detail=detail,
    )
    raw = body.encode() if isinstance(body, str) else body
    page = None if failure else view(Answer(hop=hop, body=raw), fragments)
    return Look(
        at=START + timedelta(seconds=after),
        hops=(*before, hop),
        page=page,
        failure=failure,
        timeout=timedelta(seconds=timeout),
    )


def sent(
    to: str, body: str | bytes = "", *, url: str = URL, code: int = 301, status: int = 200
) -> Look:
    """A look that was redirected once."""
    return look(to, status, body, via=((code, url),))


def case(
    *looks: Look,
    url: str = URL,
    label: str = LABEL,
    role: Role = Role.LINK,
    root: Look | None = None,
    sibling: Look | None = None,
    shorter: Look | None = None,
    host: HostEvidence | None = None,
    ending: Ending = Ending.COMPLETE,
    fragments: bool = False,
) -> Case:
    """A case with that evidence."""
    bare, _, fragment = url.partition("#")
    target = Target(
        url=url, way=Way.WEB, request=bare, host=urlsplit(bare).hostname or "", fragment=fragment
    )
    evidence = Evidence(url=bare, looks=looks, root=root, sibling=sibling, shorter=shorter)
    return Case(
        target=target,
        evidence=evidence if looks else None,
        host=host or HostEvidence(),
        labels=(label,) if label else (),
        roles=(role,),
        shorter=bare[:-3] if shorter else None,
        ending=ending,
        fragments=fragments,
    )


def rule(given: Case) -> str:
    """The rule that decides."""
    return verdict(given).rule


FRONT = look(
    "https://news.example.org/",
    body=article("Today's news", "Latest reports from all over the world."),
)
"""A front page that is fine."""
