"""Pages read with the text of their main content, for comparing them with a copy (`--drift`).

trafilatura leaves menus, footers and lists of other pieces out, which change every day around a piece that does not. Loaded only
where a run compares, since it takes half a second.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import trafilatura

from linkcheck.tame import is_too_long, tamed
from linkcheck.web.charset import decoded
from linkcheck.web.page import view

if TYPE_CHECKING:
    from linkcheck.model import Answer, Page

_KEPT = 32 * 1024
"""Letters; more of a piece tells nothing new of whether it is the same one."""


def view_with_main(answer: Answer, fragments: tuple[str, ...] = ()) -> Page:
    """The page in an answer's body, with the text of its main content where it is a page of the web."""
    page = view(answer, fragments)
    if page.sniffed != "text/html":
        return page
    markup = tamed(decoded(answer.body, answer.hop.header("content-type")))
    if is_too_long(markup):
        return page
    return replace(page, main=(trafilatura.extract(markup, include_comments=False) or "")[:_KEPT])
