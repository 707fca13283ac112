"""From the body of an answer to a Page: what a reader sees of it, and the marks in its markup that tell what it is.

HTML is read by lexbor (through selectolax), a browser-grade parser, once `tame` has bounded what it may cost. Scripts
are not run: of a page that they make, only its data and its frame are seen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from linkcheck.apart import joined
from linkcheck.model import Page
from linkcheck.tame import tamed
from linkcheck.web.charset import decoded
from linkcheck.web.hollow import is_hollow
from linkcheck.web.magic import dimensions, sniff
from linkcheck.web.text import fingerprint, units
from linkcheck.web.tree import elements_of, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selectolax.lexbor import LexborNode

    from linkcheck.model import Answer
    from linkcheck.web.tree import Elements

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

_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "head")
_HIDDEN = ":is([hidden], [style*='display:none'], [style*='display: none']):not(html, body)"
"""All but what holds the whole page: sites hide that until a script has seen that they stand in no frame, or are ready."""
_STYLED = re.compile(rb"style\s*=")
"""In markup in lower case: without this and without the word `hidden` nothing is, as in most small pages."""
_SEEN_AS_MEDIA = (
    *("img", "picture", "video", "audio", "canvas", "embed", "object", "iframe", "frame", "svg"),
)
_CENTRE = "main, article, [role=main]"
_LEADING = (("script", "src"), ("iframe", "src"), ("frame", "src"), ("form", "action"))
"""Elements that load something or send something away, and what says where."""
_FROM_THE_ROOT = re.compile(r"(?:(?:https?:)?//(?=[^/?#])|/(?!/))\S{0,300}\Z", re.IGNORECASE)
"""A place that is the same for all pages of a site."""
_SITE = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_PLACES_REMEMBERED = 4096
_NOT_IN_A_STRING = re.compile(r"[\x00-\x1f\x7f\"\\]")
"""What ends a string of a selector, or its line (CSS Syntax §4.3.5)."""
_REFRESH = re.compile(
    r"\s*+(\d{0,4}+)(?:\.\d*+)?\s*+[;,]\s*+(?:url\s*+=\s*+)?+[\"']?+\s*+([^\"'\s>]{1,2000})",
    re.IGNORECASE,
)
_SCRIPT_GOES = re.compile(
    r"location(?<!\wlocation)(?:\.href)?\s*(?:=(?!=)|\.replace\s*\(|\.assign\s*\()\s*[\"']([^\"']{1,500})[\"']"
)
"""The word comes before its boundary, since an expression that begins with letters is sought by them."""
_FREEDOM = b"isaccessibleforfree"
_NOT_FREE = re.compile(rb"\"%b\"\s*:\s*\"?false" % _FREEDOM)
"""In markup in lower case."""
_STATE = re.compile(
    r"\"(playabilityStatus|error|statusCode|status_code|httpStatus|page)\"\s*:\s*(?:\{\s*\"(?:status|statusCode|code)\"\s*:\s*)?"
    r"\"?(ERROR|LOGIN_REQUIRED|UNPLAYABLE|-?40[34]|410|/404|/_error)\b"
)
_DATA_URL = re.compile(r"data:[^\"')\s]{200,}")


class _Head(TypedDict):
    """What is known of a body before it is read."""

    media_type: str
    sniffed: str
    size: int
    truncated: bool


class _Signs(TypedDict):
    """What the markup holds, whether it is seen or not."""

    title: str
    canonical: str
    password: bool
    sources: tuple[str, ...]
    links: int
    media: int
    scripts: int


class _Sight(TypedDict):
    """What a reader sees."""

    headings: tuple[str, ...]
    text: str
    words: int
    fingerprint: str
    hollow: bool


def view(answer: Answer, fragments: tuple[str, ...] = ()) -> Page:
    """What an answer's body holds; `fragments` are those to look for. Total: any bytes give a Page."""
    content_type, body = answer.hop.header("content-type"), answer.body
    head = _Head(
        media_type=content_type.partition(";")[0].strip().lower(),
        sniffed=sniff(body),
        size=len(body),
        truncated=answer.truncated,
    )
    refresh = _refresh(answer.hop.header("refresh"), answer.hop.url)
    if head["sniffed"].startswith("image/") and head["sniffed"] != "image/svg+xml":
        width, height = dimensions(body)
        return Page(**head, refresh=refresh, width=width, height=height)
    if _is_html(head):
        return _read_html(head, refresh, decoded(body, content_type), answer.hop.url, fragments)
    if head["sniffed"] or not _is_text(head["media_type"]):
        return Page(**head, refresh=refresh)
    return _read_text(head, refresh, decoded(body, content_type))


def _is_html(head: _Head) -> bool:
    says_html = head["media_type"] in ("text/html", "application/xhtml+xml")
    return head["sniffed"] == "text/html" or (not head["sniffed"] and says_html)


def _is_text(media_type: str) -> bool:
    return not media_type or media_type.startswith("text/") or media_type.endswith(("json", "xml"))


def _read_text(head: _Head, refresh: str, text: str) -> Page:
    found = units(text)
    return Page(
        **head,
        refresh=refresh,
        text=text[:_TEXT_KEPT],
        words=len(found),
        fingerprint=fingerprint(found),
        markup=text[:_MARKUP_OF_MUCH],
        state=_states((text[:_MARKUP_OF_LITTLE],)),
    )


def _read_html(
    head: _Head, refresh: str, markup: str, url: str, fragments: tuple[str, ...]
) -> Page:
    tame, written = tamed(markup), _written(markup)
    parsed = written if tame is markup else _written(tame)
    tree = LexborHTMLParser(parsed)
    elements = elements_of(tree)
    scripts = [node.text() for node in elements["script"] if "src" not in node.attributes]
    refresh = refresh or _meta_refresh(elements["meta"], url)
    signs = _signs(tree, elements, url)
    found = tuple(each for each in fragments if _has(tree, each))
    lowered = parsed.lower()
    sight = _sight(tree, elements, lowered)  # takes what nobody sees out of the tree
    little = sight["words"] < _LITTLE
    return Page(
        **head,
        **signs,
        **sight,
        fragments=found,
        state=_states(scripts),
        pay=_is_for_pay(lowered if parsed is written else written.lower()),
        markup=_excerpt(markup, _MARKUP_OF_LITTLE if little else _MARKUP_OF_MUCH),
        refresh=refresh or (_script_goes(scripts, url) if little else ""),
    )


def _written(markup: str) -> bytes:
    """Markup as the parser takes it; its words of ASCII are lowered and found in a tenth of the time that a text of wide letters takes."""
    return markup.encode("utf-8", "ignore")


def _signs(tree: LexborHTMLParser, elements: Elements, url: str) -> _Signs:
    return _Signs(
        title=_title(tree, elements),
        canonical=_first(_with(elements["link"], "rel", "canonical"), "href"),
        password=any(_with(elements["input"], "type", "password")),
        sources=_sources(elements, url),
        links=len(search(tree, "a[href]")) if elements["a"] else 0,
        media=sum(len(elements[tag]) for tag in _SEEN_AS_MEDIA),
        scripts=len(elements["script"]),
    )


def _sight(tree: LexborHTMLParser, elements: Elements, lowered: bytes) -> _Sight:
    """What is left of a tree once what nobody sees has been taken out of it."""
    for node in chain.from_iterable(map(elements.__getitem__, _UNSEEN)):
        node.decompose(recursive=False)
    if b"hidden" in lowered or _STYLED.search(lowered):
        for node in search(tree, _HIDDEN):
            node.decompose(recursive=False)
    seen = tree.body.text(separator=" ") if tree.body else ""
    found = units(seen)
    return _Sight(
        headings=_headings(tree) if elements["h1"] or elements["h2"] else (),
        text=_kept(seen, tree),
        words=len(found),
        fingerprint=fingerprint(found),
        hollow=is_hollow(tree, elements, lowered),
    )


def _kept(seen: str, tree: LexborHTMLParser) -> str:
    """The text, beginning with the page's centre where it would not all be kept: menus can fill the beginning."""
    kept = _plain(seen, _TEXT_KEPT + 1)
    if len(kept) > _TEXT_KEPT:
        centre = search(tree, _CENTRE)[:1]
        kept = "".join(_plain(node.text(separator=" "), _TEXT_KEPT) for node in centre) or kept
    return kept[:_TEXT_KEPT]


def _headings(tree: LexborHTMLParser) -> tuple[str, ...]:
    first = search(tree, "h1, h2")[:_HEADINGS]
    return tuple(filter(None, (_plain(node.text(separator=" "), _LINE) for node in first)))


def _is_for_pay(lowered: bytes) -> bool:
    return _FREEDOM in lowered and _NOT_FREE.search(lowered) is not None


def _excerpt(markup: str, limit: int) -> str:
    """The beginning of the markup without styles and data in line, which tell nothing and are long; and its end."""
    kept, at = [], 0
    room = 4 * limit
    while room > 0:
        opening = markup.find("<style", at, at + room + len("<style"))
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


def _title(tree: LexborHTMLParser, elements: Elements) -> str:
    """The title; Imperva puts its own into a `noscript` (SIGNATURES 8), a drawing's is none."""
    for node in elements["title"]:
        if node.parent is None or node.parent.tag != "svg":
            title = _plain(node.text(), _LINE)
            if title:
                return title
    named = search(tree, "meta[property='og:title']") if elements["meta"] else []
    return _plain(_first((node.attributes for node in named), "content"), _LINE)


def _with(nodes: Iterable[LexborNode], name: str, value: str) -> Iterator[Mapping[str, str | None]]:
    """The attributes of those elements of which one has that value, in whatever case."""
    for node in nodes:
        said = node.attributes
        if (said.get(name) or "").lower() == value:
            yield said


def _first(elements: Iterator[Mapping[str, str | None]], name: str) -> str:
    """What an attribute of the first of some elements says."""
    return (next(elements, {}).get(name) or "")[:2000]


def _plain(text: str, length: int) -> str:
    """The beginning of a text, with one blank between words."""
    beginning = text[: 2 * length]
    plain = " ".join(beginning.split())
    if len(plain) < length and len(beginning) < len(text):
        plain = " ".join(text.split())
    return plain[:length]


def _sources(elements: Elements, url: str) -> tuple[str, ...]:
    """Hosts and paths of what the page loads or sends to, once each."""
    written = [
        said[name] or ""
        for tag, name in _LEADING
        if elements[tag]
        for said in islice(_saying(elements[tag], name), 2 * _SOURCES)
    ]
    return tuple(dict.fromkeys(filter(None, _places(written, url))))[:_SOURCES] if written else ()


def _saying(nodes: Iterable[LexborNode], name: str) -> Iterator[dict[str, str | None]]:
    """The attributes of those elements that have the one of that name."""
    return (said for node in nodes if name in (said := node.attributes))


def _places(urls: Iterable[str], base: str) -> Iterator[str]:
    """Where each of the URLs on a page leads; what a site's pages share is worked out once."""
    site = _SITE.match(base)
    for each in urls:
        shared = site and _FROM_THE_ROOT.match(each)
        yield _site_place(site[0], each) if site and shared else _place(base, each)


def _place(base: str, url: str) -> str:
    """Host, path and query; "" where there is no host."""
    try:
        parts = urlsplit(urljoin(base, url.strip()))
    except ValueError:
        return ""
    if not parts.netloc:
        return ""
    query = "?" + parts.query if parts.query else ""
    return (parts.netloc.rpartition("@")[2] + parts.path + query)[:_LINE]


_site_place = lru_cache(maxsize=_PLACES_REMEMBERED)(_place)


def _meta_refresh(nodes: list[LexborNode], url: str) -> str:
    metas = islice(_with(nodes, "http-equiv", "refresh"), 10)
    return next(filter(None, (_refresh(said.get("content") or "", url) for said in metas)), "")


def _refresh(value: str, url: str) -> str:
    """Where a refresh leads that comes soon (HTML Standard, "shared declarative refresh steps")."""
    found = _REFRESH.match(value)
    return _goal(url, found[2]) if found and int(found[1] or 0) <= _SOON else ""


def _script_goes(scripts: list[str], url: str) -> str:
    for script in scripts[:10]:
        found = _SCRIPT_GOES.search(script[:20_000])
        if found:
            return _goal(url, found[1])
    return ""


def _goal(base: str, url: str) -> str:
    """Where a page leads on; "" where nobody can go, since its port is none."""
    return joined(base, url.strip())


def _states(texts: Iterable[str]) -> tuple[str, ...]:
    found = (f"{match[1]}:{match[2]}" for text in texts for match in _STATE.finditer(text))
    return tuple(dict.fromkeys(found))[:_STATES]


def _has(tree: LexborHTMLParser, fragment: str) -> bool:
    """Whether the page has the fragment: as written first, then with its escapes undone (HTML Standard §7.4.6.4).

    GitHub keeps the names of a text's own headings apart by a prefix that its scripts know.
    """
    for name in dict.fromkeys((fragment, unquote(fragment))):
        quoted = _NOT_IN_A_STRING.sub(lambda found: f"\\{ord(found[0]):x} ", name)
        anchors = f'[id="{quoted}"], a[name="{quoted}"], [id="user-content-{quoted}"]'
        if search(tree, anchors):
            return True
    return False
