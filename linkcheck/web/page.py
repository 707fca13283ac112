"""From the body of an answer to a Page: what a reader sees of it, and the marks in its markup that tell what it is.

HTML is read by lexbor (through selectolax), a browser-grade parser, once `tame` has bounded what it may cost. Scripts
are not run: of a page that they make, only its data and its frame are seen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from linkcheck.model import Page
from linkcheck.tame import tamed
from linkcheck.web.charset import decoded
from linkcheck.web.magic import dimensions, sniff
from linkcheck.web.text import fingerprint, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkcheck.model import Answer

_TEXT_KEPT = 4096
_LITTLE = 300
"""Words; a page of fewer keeps its markup: walls and parking pages have little to read (SIGNATURES 14)."""
_MARKUP_OF_LITTLE = 16_384
_MARKUP_OF_MUCH = 1024
_HEADINGS = 6
_LINE = 300
_SOURCES = 40
_STATES = 20
_SOON = 30
"""Seconds; a later refresh is a news page that loads itself anew."""

_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "object", "head"]
_HIDDEN = "[hidden], [style*='display:none'], [style*='display: none']"
_SEEN_AS_MEDIA = "img, picture, video, audio, canvas, embed, object, iframe, frame, svg"
_CENTRE = "main, article, [role=main]"
_FILLED_BY_SCRIPTS = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #react-root, #app-root, #app-mount, #application, "
    "#svelte, #q-app, app-root, [data-reactroot], [ng-version], [data-server-rendered]"
)
_FILLING_WORDS = 4
""""Loading …" is no content."""

_REFRESH = re.compile(
    r"\s*+(\d{0,4}+)(?:\.\d*+)?\s*+[;,]\s*+(?:url\s*+=\s*+)?[\"']?\s*+([^\"'\s>]{1,2000})",
    re.IGNORECASE,
)
_SCRIPT_GOES = re.compile(
    r"\blocation(?:\.href)?\s*(?:=(?!=)|\.replace\s*\(|\.assign\s*\()\s*[\"']([^\"']{1,500})[\"']"
)
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_STATE = re.compile(
    r"\"(playabilityStatus|error|statusCode|status_code|httpStatus|page)\"\s*:\s*(?:\{\s*\"(?:status|statusCode|code)\"\s*:\s*)?"
    r"\"?(ERROR|LOGIN_REQUIRED|UNPLAYABLE|-?40[34]|410|/404|/_error)\b"
)
_DATA_URL = re.compile(r"data:[^\"')\s]{200,}")


def view(answer: Answer, fragments: tuple[str, ...] = ()) -> Page:
    """What an answer's body holds; `fragments` are those to look for. Total: any bytes give a Page."""
    content_type = answer.hop.header("content-type")
    media_type = content_type.partition(";")[0].strip().lower()
    page = Page(
        media_type=media_type,
        sniffed=sniff(answer.body),
        size=len(answer.body),
        truncated=answer.truncated,
        refresh=_refresh(answer.hop.header("refresh"), answer.hop.url),
    )
    if page.sniffed.startswith("image/") and page.sniffed != "image/svg+xml":
        width, height = dimensions(answer.body)
        return replace(page, width=width, height=height)
    if _is_html(page):
        return _read_html(page, decoded(answer.body, content_type), answer.hop.url, fragments)
    if page.sniffed or not _is_text(media_type):
        return page
    return _read_text(page, decoded(answer.body, content_type))


def _is_html(page: Page) -> bool:
    says_html = page.media_type in ("text/html", "application/xhtml+xml")
    return page.sniffed == "text/html" or (not page.sniffed and says_html)


def _is_text(media_type: str) -> bool:
    return not media_type or media_type.startswith("text/") or media_type.endswith(("json", "xml"))


def _read_text(page: Page, text: str) -> Page:
    found = units(text)
    return replace(
        page,
        text=text[:_TEXT_KEPT],
        words=len(found),
        fingerprint=fingerprint(found),
        markup=text[:_MARKUP_OF_MUCH],
        state=_states((text[:_MARKUP_OF_LITTLE],)),
    )


def _read_html(page: Page, markup: str, url: str, fragments: tuple[str, ...]) -> Page:
    tree = LexborHTMLParser(tamed(markup))
    scripts = [node.text() for node in tree.css("script:not([src])")]
    sources = _sources(tree, url)
    marks = replace(
        page,
        title=_title(tree),
        canonical=_attribute(tree, "link[rel=canonical]", "href"),
        password=tree.css_first("input[type=password i]") is not None,
        sources=sources,
        links=len(tree.css("a[href]")),
        media=len(tree.css(_SEEN_AS_MEDIA)),
        scripts=len(scripts) + len(tree.css("script[src]")),
        fragments=tuple(each for each in fragments if _has(tree, each)),
        pay=_NOT_FREE.search(markup) is not None,
        refresh=page.refresh or _meta_refresh(tree, url),
        state=_states(scripts),
    )
    return _read_visible(marks, tree, markup, _script_goes(scripts, url))


def _read_visible(page: Page, tree: LexborHTMLParser, markup: str, goes: str) -> Page:
    """The rest of a page, once what nobody sees has been taken out of its tree."""
    tree.strip_tags(_UNSEEN)
    for node in tree.css(_HIDDEN):
        node.decompose()
    seen = _plain(tree.body.text(separator=" ")) if tree.body else ""
    found = units(seen)
    little = len(found) < _LITTLE
    return replace(
        page,
        headings=_headings(tree),
        text=_first(seen, tree)[:_TEXT_KEPT],
        words=len(found),
        fingerprint=fingerprint(found),
        markup=_excerpt(markup, _MARKUP_OF_LITTLE if little else _MARKUP_OF_MUCH),
        refresh=page.refresh or (goes if little else ""),
        hollow=_is_hollow(tree),
    )


def _first(seen: str, tree: LexborHTMLParser) -> str:
    """The text, beginning with the page's centre where it would not all be kept: menus can fill the beginning."""
    centre = tree.css_first(_CENTRE) if len(seen) > _TEXT_KEPT else None
    return (_plain(centre.text(separator=" ")) or seen) if centre else seen


def _headings(tree: LexborHTMLParser) -> tuple[str, ...]:
    texts = (_plain(node.text(separator=" "))[:_LINE] for node in tree.css("h1, h2")[:_HEADINGS])
    return tuple(text for text in texts if text)


def _is_hollow(tree: LexborHTMLParser) -> bool:
    containers = tree.css(_FILLED_BY_SCRIPTS)
    return any(len(units(node.text(separator=" "))) <= _FILLING_WORDS for node in containers[:10])


def _excerpt(markup: str, limit: int) -> str:
    """The beginning of the markup without styles and data in line, which tell nothing and are long; and its end."""
    kept, at = [], 0
    room = 4 * limit
    while room > 0:
        opening = markup.find("<style", at)
        closing = markup.find("</style", opening) if opening >= 0 else -1
        if closing < 0:
            kept.append(markup[at : at + room])
            break
        kept.append(markup[at:opening][:room])
        room -= opening - at
        at = closing
    text = _DATA_URL.sub("data:", "".join(kept))
    end = limit // 4
    return text if len(text) <= limit else f"{text[: limit - end]}\n{text[-end:]}"


def _title(tree: LexborHTMLParser) -> str:
    """The title; Imperva puts its own into a `noscript` (SIGNATURES 8), a drawing's is none."""
    for node in tree.css("title"):
        if node.parent is None or node.parent.tag != "svg":
            title = _plain(node.text())[:_LINE]
            if title:
                return title
    return _plain(_attribute(tree, "meta[property='og:title']", "content"))[:_LINE]


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "")[:2000] if node else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sources(tree: LexborHTMLParser, url: str) -> tuple[str, ...]:
    """Hosts and paths of what the page loads or sends to, once each."""
    written: Iterator[str] = (
        node.attributes.get(name) or ""
        for selector, name in (
            ("script[src]", "src"),
            ("iframe[src]", "src"),
            ("frame[src]", "src"),
            ("form[action]", "action"),
        )
        for node in tree.css(selector)[: 2 * _SOURCES]
    )
    return tuple(dict.fromkeys(_places(written, url)))[:_SOURCES]


def _places(urls: Iterable[str], base: str) -> Iterator[str]:
    for each in urls:
        joined = _join(base, each)
        parts = urlsplit(joined) if joined else None
        if parts and parts.netloc:
            query = "?" + parts.query if parts.query else ""
            place = parts.netloc.rpartition("@")[2]
            yield (place + parts.path + query)[:_LINE]


def _join(base: str, url: str) -> str:
    try:
        joined = urljoin(base, url.strip())
        urlsplit(joined).hostname  # noqa: B018 - raises where the host is nonsense
    except ValueError:
        return ""
    return joined


def _meta_refresh(tree: LexborHTMLParser, url: str) -> str:
    nodes = tree.css("meta[http-equiv=refresh i]")[:10]
    goals = (_refresh(node.attributes.get("content") or "", url) for node in nodes)
    return next((goal for goal in goals if goal), "")


def _refresh(value: str, url: str) -> str:
    """Where a refresh leads that comes soon (HTML Standard, "shared declarative refresh steps")."""
    found = _REFRESH.match(value)
    return _join(url, found[2]) if found and int(found[1] or 0) <= _SOON else ""


def _script_goes(scripts: list[str], url: str) -> str:
    for script in scripts[:10]:
        found = _SCRIPT_GOES.search(script[:20_000])
        if found:
            return _join(url, found[1])
    return ""


def _states(texts: Iterable[str]) -> tuple[str, ...]:
    found = (f"{match[1]}:{match[2]}" for text in texts for match in _STATE.finditer(text))
    return tuple(dict.fromkeys(found))[:_STATES]


def _has(tree: LexborHTMLParser, fragment: str) -> bool:
    """Whether the page has the fragment: as written first, then with its escapes undone (HTML Standard §7.4.6.4).

    GitHub keeps the names of a text's own headings apart by a prefix that its scripts know.
    """
    for name in dict.fromkeys((fragment, unquote(fragment))):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
        anchors = f'[id="{quoted}"], a[name="{quoted}"], [id="user-content-{quoted}"]'
        if tree.css_first(anchors) is not None:
            return True
    return False
