"""An article named by its URL: fetched as a source is, through the same guard, and cut to its main content.

Beside `run` in the order of things: it hands the web's answer to the reading stage. Loaded only when a URL is given.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from linkcheck.errors import SourceError
from linkcheck.model import Page, Way
from linkcheck.resolve import resolve
from linkcheck.source.article import article
from linkcheck.web.chain import Errand, Follower
from linkcheck.web.charset import decoded
from linkcheck.web.outfit import outfit

if TYPE_CHECKING:
    from linkcheck.model import Answer, Document
    from linkcheck.settings import Settings

_LARGEST = 5 * 1024 * 1024
"""Bytes of a page that is an article; the limit for sources is for judging them, not for reading them."""


def visit(url: str, settings: Settings) -> Document | SourceError:
    """The article at a URL, or one line on why it cannot be read. Not to be called within an event loop."""
    if settings.offline:
        return SourceError(f"{url}: not fetched, since --offline wants no request")
    target = resolve(url, replace(settings, include=(), exclude=()))
    if target.way is not Way.WEB:
        return SourceError(f"{url}: no URL that can be asked for")
    errand = Errand(target.request, target.host, max(settings.timeout, timedelta(seconds=1)))
    answer, failure = asyncio.run(_fetched(errand, replace(settings, body_limit=_LARGEST)))
    if answer is None:
        return SourceError(f"{url}: cannot be fetched ({failure})")
    status = answer.hop.status or 0
    if not 200 <= status < 300:
        return SourceError(f"{url}: answers {status}; save the page and check the file instead")
    text = decoded(answer.body, answer.hop.header("content-type"))
    return article(answer.hop.url, text, when=settings.date)


async def _fetched(errand: Errand, settings: Settings) -> tuple[Answer | None, str]:
    """The final answer of the chain, or the failure it ended with."""
    answers: list[Answer] = []

    def keep(answer: Answer, _fragments: tuple[str, ...]) -> Page:
        answers.append(answer)
        return Page()

    async with outfit(settings) as web:
        locate = partial(resolve, settings=settings)
        look = await Follower(web.fetch, web.lanes, locate, keep, settings).see(errand)
    return (answers[-1], "") if answers else (None, f"{look.failure} {look.detail}".strip())
