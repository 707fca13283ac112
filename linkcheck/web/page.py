"""From the body of an answer to a Page: what a reader sees of it, and the marks in its markup that tell what it is.

HTML is read by lexbor (through selectolax), a browser-grade parser that is linear on hostile markup. Kinds of
data are told by their first bytes (MIME Sniffing Standard §6, §7), since the Content-Type is often missing or wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import imagesize
from selectolax.lexbor import LexborHTMLParser

from linkcheck.model import Page
from linkcheck.web.text import decoded, fingerprint, units

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

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_IMAGE_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"mif1": "image/heif",
}
_HTML = re.compile(
    rb"\s*(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype html|html|head|body|script|title|meta|h1|div|iframe|table|style|p|br|a)\b",
    re.IGNORECASE,
)
_SVG = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?(?:<!doctype svg[^>]{0,300}>\s*)?<svg\b",
    re.IGNORECASE,
)

_REFRESH = re.compile(
    r"^\s*(\d{0,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s>]+)", re.IGNORECASE
)
_SCRIPT_GOES = re.compile(
    r"(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*(?:=|\.replace\s*\(|\.assign\s*\()\s*[\"']([^\"']{1,500})[\"']"
)
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "object", "head"]
_HIDDEN = "[hidden], [style*='display:none'], [style*='display: none']"


def view(answer: Answer, fragments: tuple[str, ...] = ()) -> Page:
    """What an answer's body holds; `fragments` are those to look for. Total: any bytes give a Page."""
    content_type = answer.hop.header("content-type")
    media_type = content_type.partition(";")[0].strip().lower()
    page = Page(
        media_type=media_type,
        sniffed=sniff(answer.body),
        size=len(answer.body),
        truncated=answer.truncated,
    )
    if page.sniffed.startswith("image/") and page.sniffed != "image/svg+xml":
        width, height = _dimensions(answer.body)
        return replace(page, width=width, height=height)
    if _is_html(page):
        return _read_html(page, decoded(answer.body, content_type), answer.hop.url, fragments)
    if page.sniffed or not _is_text(media_type):
        return page
    return _read_text(page, decoded(answer.body, content_type))


def sniff(body: bytes) -> str:
    """The kind of data by its first bytes; "" where they tell nothing."""
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:8] == b"ftyp":
        return _IMAGE_BRANDS.get(body[8:12], "video/mp4")
    start = body[:4096].removeprefix(b"\xef\xbb\xbf")
    if _SVG.match(start):
        return "image/svg+xml"
    return "text/html" if _HTML.match(start) else ""


def _dimensions(body: bytes) -> tuple[int, int]:
    """Width and height in pixels by the file's own header; (0, 0) where it has none that can be read."""
    try:
        width, height = imagesize.get(BytesIO(body))
    except (ValueError, OverflowError, IndexError):
        return 0, 0
    return max(int(width), 0), max(int(height), 0)


def _is_html(page: Page) -> bool:
    return page.sniffed == "text/html" or (
        not page.sniffed and page.media_type in ("text/html", "application/xhtml+xml")
    )


def _is_text(media_type: str) -> bool:
    return not media_type or media_type.startswith("text/") or media_type.endswith(("json", "xml"))


def _read_text(page: Page, text: str) -> Page:
    found = units(text)
    return replace(page, text=text[:_TEXT_KEPT], words=len(found), fingerprint=fingerprint(found))


def _read_html(page: Page, markup: str, url: str, fragments: tuple[str, ...]) -> Page:
    tree = LexborHTMLParser(_shallow(markup))
    marks = replace(
        page,
        title=_first_text(tree, "title"),
        canonical=_attribute(tree, "link[rel=canonical]", "href"),
        password=tree.css_first("input[type=password i]") is not None,
        sources=_sources(tree, url),
        links=len(tree.css("a[href]")),
        media=len(tree.css("img, video, audio, canvas, embed, object, iframe")),
        fragments=tuple(each for each in fragments if _has(tree, each)),
        pay=_NOT_FREE.search(markup) is not None,
        refresh=_meta_refresh(tree, url),
    )
    scripts = [node.text() for node in tree.css("script:not([src])")]
    return _read_visible(marks, tree, markup, scripts, url)


_DEEPEST = 1000
"""Open elements; browsers stop at 512. Lexbor took 23 s for 100,000 open divs, which costs it the square of the depth."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_DEEP = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th"]
)


def _shallow(markup: str) -> str:
    """The markup up to where it nests deeper than any page of good faith."""
    if markup.count("<") - 2 * markup.count("</") <= _DEEPEST:
        return markup
    depth = 0
    for tag in _TAG.finditer(markup):
        if tag[2].lower() not in _NEVER_DEEP:
            depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return markup[: tag.start()]
    return markup


def _read_visible(
    page: Page, tree: LexborHTMLParser, markup: str, scripts: list[str], url: str
) -> Page:
    """The rest of a page, once what nobody sees has been taken out of its tree."""
    tree.strip_tags(_UNSEEN)
    for node in tree.css(_HIDDEN):
        node.decompose()
    headings = (_plain(node.text(separator=" ")) for node in tree.css("h1, h2")[:_HEADINGS])
    seen = _plain(tree.body.text(separator=" ")) if tree.body else ""
    found = units(seen)
    little = len(found) < _LITTLE
    return replace(
        page,
        headings=tuple(heading for heading in headings if heading),
        text=seen[:_TEXT_KEPT],
        words=len(found),
        fingerprint=fingerprint(found),
        markup=markup[: _MARKUP_OF_LITTLE if little else _MARKUP_OF_MUCH],
        refresh=page.refresh or (_script_goes(scripts, url) if little else ""),
        scripts=len(scripts) + len(page.sources),
    )


def _first_text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return _plain(node.text())[:_LINE] if node else ""


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
            ("form[action]", "action"),
            ("frame[src]", "src"),
        )
        for node in tree.css(selector)
    )
    return tuple(dict.fromkeys(_places(written, url)))[:_SOURCES]


def _places(urls: Iterable[str], base: str) -> Iterator[str]:
    for each in urls:
        joined = _join(base, each)
        parts = urlsplit(joined) if joined else None
        if parts and parts.netloc:
            query = "?" + parts.query if parts.query else ""
            yield (parts.netloc + parts.path + query)[:_LINE]


def _join(base: str, url: str) -> str:
    try:
        joined = urljoin(base, url.strip())
        urlsplit(joined).hostname  # noqa: B018 - raises where the host is nonsense
    except ValueError:
        return ""
    return joined


def _meta_refresh(tree: LexborHTMLParser, url: str) -> str:
    for node in tree.css("meta[http-equiv=refresh i]"):
        found = _REFRESH.match(node.attributes.get("content") or "")
        if found:
            return _join(url, found[2])
    return ""


def _script_goes(scripts: list[str], url: str) -> str:
    for script in scripts:
        found = _SCRIPT_GOES.search(script[:20_000])
        if found:
            return _join(url, found[1])
    return ""


def _has(tree: LexborHTMLParser, fragment: str) -> bool:
    """Whether the page has the fragment: as written first, then with its escapes undone (HTML Standard §7.4.6.4)."""
    for name in dict.fromkeys((fragment, unquote(fragment))):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
        if tree.css_first(f'[id="{quoted}"], a[name="{quoted}"]') is not None:
            return True
    return False
