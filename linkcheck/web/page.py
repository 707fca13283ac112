"""From the body of an answer to a Page: what a reader sees of it, and the marks in its markup that tell what it is.

HTML is read by lexbor (through selectolax), a browser-grade parser, once `tame` has bounded what it may cost. Scripts
are not run: of a page that they make, only its data and its frame are seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborCSSSelector, LexborHTMLParser

from linkcheck.apart import joined
from linkcheck.model import Page
from linkcheck.tame import tamed
from linkcheck.web.charset import decoded
from linkcheck.web.magic import dimensions, sniff
from linkcheck.web.text import fingerprint, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selectolax.lexbor import LexborNode

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
_HIDDEN = ":is([hidden], [style*='display:none'], [style*='display: none']):not(html, body)"
"""All but what holds the whole page: sites hide that until a script has seen that they stand in no frame, or are ready."""
_SEEN_AS_MEDIA = "img, picture, video, audio, canvas, embed, object, iframe, frame, svg"
_CENTRE = "main, article, [role=main]"
_MARKS = (
    "script, iframe[src], frame[src], form[action], title, "
    "link[rel=canonical], input[type=password i], meta[http-equiv=refresh i]"
)
"""Elements that are looked at one by one, sought at once: each search reads its selector anew and goes through the whole tree."""
_SOUGHT = LexborCSSSelector()  # type: ignore[no-untyped-call]  # its stub lacks the word None
"""One for all pages: each tree would make one of its own when it is first asked, which takes twice as long as to parse it and search it for all marks."""
_LEADING = (("script", "src"), ("iframe", "src"), ("frame", "src"), ("form", "action"))
"""Elements that load something or send something away, and what says where."""
_FROM_THE_ROOT = re.compile(r"(?:(?:https?:)?//(?=[^/?#])|/(?!/))\S{0,300}\Z", re.IGNORECASE)
"""A place that is the same for all pages of a site."""
_SITE = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_PLACES_REMEMBERED = 4096
_NOT_IN_A_STRING = re.compile(r"[\x00-\x1f\x7f\"\\]")
"""What ends a string of a selector, or its line (CSS Syntax §4.3.5)."""
_FILLED_IDS = (
    *("root", "app", "__next", "__nuxt", "___gatsby", "react-root", "app-root", "app-mount"),
    *("application", "svelte", "q-app"),
)
_FILLED_MARKED = "app-root, [data-reactroot], [ng-version], [data-server-rendered]"
_FILLED_BY_SCRIPTS = ", ".join((*(f"#{name}" for name in _FILLED_IDS), _FILLED_MARKED))
_NAMES_FILLED = re.compile(rf"id\s*=\s*[\"']?(?:{'|'.join(_FILLED_IDS)}|[^\"'>\s]*&)")
"""Where an element may have one of these names, in markup in lower case; `&` may write any letter. Most pages have none, and to look
for so many names takes as long as to parse the page.
"""
_FILLING_WORDS = 4
""""Loading …" is no content."""

_REFRESH = re.compile(
    r"\s*+(\d{0,4}+)(?:\.\d*+)?\s*+[;,]\s*+(?:url\s*+=\s*+)?+[\"']?+\s*+([^\"'\s>]{1,2000})",
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
    tame = tamed(markup)
    tree = LexborHTMLParser(tame)
    marks = _marks(tree)
    scripts = [node.text() for node in marks["script"] if "src" not in node.attributes]
    refresh = refresh or _meta_refresh(marks["meta"], url)
    signs = _signs(tree, marks, url)
    found = tuple(each for each in fragments if _has(tree, each))
    sight = _sight(tree, _containers(tame))  # takes what nobody sees out of the tree
    little = sight["words"] < _LITTLE
    return Page(
        **head,
        **signs,
        **sight,
        fragments=found,
        state=_states(scripts),
        pay=_NOT_FREE.search(markup) is not None,
        markup=_excerpt(markup, _MARKUP_OF_LITTLE if little else _MARKUP_OF_MUCH),
        refresh=refresh or (_script_goes(scripts, url) if little else ""),
    )


def _marks(tree: LexborHTMLParser) -> Mapping[str, list[LexborNode]]:
    """The elements that are looked at one by one, by their tags."""
    found: defaultdict[str, list[LexborNode]] = defaultdict(list)
    for node in _all(tree, _MARKS):
        found[node.tag or ""].append(node)
    return found


def _all(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The elements of a tree that one of our own selectors names."""
    return _SOUGHT.find(selector, tree.root) if tree.root is not None else []


def _signs(tree: LexborHTMLParser, marks: Mapping[str, list[LexborNode]], url: str) -> _Signs:
    return _Signs(
        title=_title(marks["title"], tree),
        canonical=_attribute(marks["link"], "href"),
        password=bool(marks["input"]),
        sources=_sources(marks, url),
        links=len(_all(tree, "a[href]")),
        media=len(_all(tree, _SEEN_AS_MEDIA)),
        scripts=len(marks["script"]),
    )


def _sight(tree: LexborHTMLParser, containers: str) -> _Sight:
    """What is left of a tree once what nobody sees has been taken out of it."""
    tree.strip_tags(_UNSEEN)
    for node in _all(tree, _HIDDEN):
        node.decompose()
    seen = _plain(tree.body.text(separator=" ")) if tree.body else ""
    found = units(seen)
    return _Sight(
        headings=_headings(tree),
        text=_first(seen, tree)[:_TEXT_KEPT],
        words=len(found),
        fingerprint=fingerprint(found),
        hollow=_is_hollow(_all(tree, containers)),
    )


def _first(seen: str, tree: LexborHTMLParser) -> str:
    """The text, beginning with the page's centre where it would not all be kept: menus can fill the beginning."""
    centre = tree.css_first(_CENTRE) if len(seen) > _TEXT_KEPT else None
    return (_plain(centre.text(separator=" ")) or seen) if centre else seen


def _headings(tree: LexborHTMLParser) -> tuple[str, ...]:
    texts = (_plain(node.text(separator=" "))[:_LINE] for node in _all(tree, "h1, h2")[:_HEADINGS])
    return tuple(text for text in texts if text)


def _containers(markup: str) -> str:
    """The selector of what scripts are to fill, without names that no element of the markup has."""
    return _FILLED_BY_SCRIPTS if _NAMES_FILLED.search(markup.lower()) else _FILLED_MARKED


def _is_hollow(containers: list[LexborNode]) -> bool:
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


def _title(titles: list[LexborNode], tree: LexborHTMLParser) -> str:
    """The title; Imperva puts its own into a `noscript` (SIGNATURES 8), a drawing's is none."""
    for node in titles:
        if node.parent is None or node.parent.tag != "svg":
            title = _plain(node.text())[:_LINE]
            if title:
                return title
    return _plain(_attribute(_all(tree, "meta[property='og:title']"), "content"))[:_LINE]


def _attribute(nodes: list[LexborNode], name: str) -> str:
    """What an attribute of the first of some elements says."""
    return (nodes[0].attributes.get(name) or "")[:2000] if nodes else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sources(marks: Mapping[str, list[LexborNode]], url: str) -> tuple[str, ...]:
    """Hosts and paths of what the page loads or sends to, once each."""
    written = (
        said[name] or ""
        for tag, name in _LEADING
        for said in islice(_saying(marks[tag], name), 2 * _SOURCES)
    )
    return tuple(dict.fromkeys(filter(None, _places(written, url))))[:_SOURCES]


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
    goals = (_refresh(node.attributes.get("content") or "", url) for node in nodes[:10])
    return next((goal for goal in goals if goal), "")


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
        if tree.css_first(anchors) is not None:
            return True
    return False
