"""The inline constructs of CommonMark 0.31 that cite: one pass over a leaf block's text, with exact offsets.

Why not markdown-it-py's own inline parser: its tokens carry no offsets, and it looks for a link's end by parsing ahead from every
`[`, which is quadratic in nested brackets. This is the standard's own algorithm ("An algorithm for parsing nested emphasis
and links"): a stack of openers, and at each `]` a look at what follows; every step is linear. Emphasis cites nothing, so
it is left to markdown-it-py, in labels alone. Tests hold the result against markdown-it-py's rendering.

Beyond CommonMark: bare URLs, pandoc's inline notes `^[…]`, and what cites nothing: `$…$` and `[[…]]`.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import normalizeReference

from linkcheck.extract import bare, cuts, html
from linkcheck.extract.blocks import Form
from linkcheck.extract.cuts import Cuts
from linkcheck.extract.definitions import Definitions, Target, Used, destination
from linkcheck.extract.plain_links import LABELLED
from linkcheck.extract.sections import WIDE
from linkcheck.extract.tape import ANGLE, BARE, IMAGE, LINK, PREFIXES, TAG, Tape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEXT = re.compile(rf"{LABELLED}|!{LABELLED}|\[|!\[|\]|\\|`+|<|\$\$?|{bare.MARK}")
"""Each alternative begins with a character, so that `re` skips to one of them at a tenth of the cost."""
_GATE = re.compile(rf"<|{bare.MARK}")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\x00-\x20]*)>")
_ADDRESS = re.compile(
    r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>"
)
_BLANK = re.compile(r"[ \t\n]*+")
_TITLE = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)", re.DOTALL)
_SIZE = re.compile(r"(?<=[ \t])=[\d.]*%?(?:x[\d.]*%?)?(?:[ \t]+[a-z]+)?[ \t]*(?=\))")
"""How large an image is to be shown (`![](a.png =300x)`: HackMD, Azure DevOps, Zenn, markdown-it-imsize)."""
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999}+)\]", re.DOTALL)
_WIKI = re.compile(r"\[\[[^\[\]\n]{1,999}\]\](?![(\[])")
_MATH = re.compile(
    r"\$\$(?:[^$\\]|\\.)++\$\$|\$(?![\s$])(?:[^$\\\n]|\\.)++(?<!\s)\$(?!\d)", re.DOTALL
)
_LINKED = re.compile(r"\]\(<?(?:[a-z][a-z0-9+.-]*:|[/.#]|www\.)|https?://", re.IGNORECASE)
_SILENT = re.compile(r"</(script|style)\s*>", re.IGNORECASE)
_MANY = 1_000
"""Open brackets that a list holds, faster than an array."""


def may_cite(text: str, *, definitions: bool) -> bool:
    """Whether a leaf's text can hold a citation at all: exact in that a False is never wrong."""
    return "](" in text or _GATE.search(text) is not None or (definitions and "]" in text)


@dataclass(slots=True)
class Scan:
    """One pass over the text of one leaf block."""

    text: str
    definitions: Definitions
    used: Used = field(default_factory=Used)
    tape: Tape = field(default_factory=Tape)
    targets: list[Target] = field(default_factory=list)
    """Where references lead, by their numbers."""
    shorter: dict[int, str] = field(default_factory=dict)
    """Of bare URLs that probably took words along, themselves without these, by where they begin."""
    cuts: Cuts = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)
    """Of the targets, by their names."""
    _stack: list[int] | array[int] = field(default_factory=list)
    """Where the brackets stand that may begin a link or an image."""
    _inactive: int = 0
    """Openers of links below this place in the stack are off: a link holds no link."""
    _anchor: int | None = None
    """The number of the `a` that is open, -1 where it cites nothing."""
    _quiet: int = 0
    _floor: int = 0
    _done: int = 0
    """What stands before has been read."""
    _ticks: dict[int, array[int]] | None = None
    _last: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cuts = Cuts(self.text)

    def run(self) -> Scan:
        """Find all there is."""
        position, text = 0, self.text
        while (match := _NEXT.search(text, position)) is not None:
            if match.lastindex is not None:
                position = self._whole(match, match.lastindex)
                continue
            marker = match[0]
            read = _READERS.get(marker[0], Scan.url)
            self._done = position
            position = read(self, match.start(), marker)
        self._end_anchor(len(self.text))
        self.cuts.sort()
        return self

    def _whole(self, match: re.Match[str], groups: int) -> int:
        """The common case at a third of the cost: no bracket is open, and nothing in the label has to be read."""
        start, end = match.span()
        image = groups == 4
        if self._stack or "www." in match[groups - 1].lower():
            return self.open(start, "![" if image else "[")
        first, last = match.span(groups - 1)
        self.tape.add((IMAGE if image else LINK, start, end, *match.span(groups), first, last, -1))
        self.cuts.around(start, first, last, end, cuts.IMAGE if image else cuts.NOTHING)
        self._floor = end
        return end

    # ── what binds tighter than brackets ──

    def escape(self, start: int, _: str) -> int:
        """A backslash and the punctuation after it."""
        return start + (2 if _ESCAPED.match(self.text, start) else 1)

    def code(self, start: int, ticks: str) -> int:
        """A code span, or a run of backticks that opens none."""
        end = start + len(ticks)
        if self._ticks is None:
            self._ticks = _runs(self.text)
        places = self._ticks.get(len(ticks), ())
        after = bisect_left(places, end)
        if after == len(places):
            return end
        close = places[after]
        self.cuts.add(start, close + len(ticks), cuts.CODE)
        return close + len(ticks)

    def math(self, start: int, dollars: str) -> int:
        """`$…$` with no blank inside its ends, or `$$…$$`; a price is no mathematics."""
        match = _MATH.match(self.text, start) if self._closes("$", start + 1) else None
        if match is None or not _is_math(match[0]):
            return start + len(dollars)
        return match.end()

    def angle(self, start: int, _: str) -> int:
        """An autolink, raw HTML, or a plain `<`."""
        for pattern, prefix in ((_AUTOLINK, ""), (_ADDRESS, "mailto:")):
            if match := pattern.match(self.text, start):
                return self._autolink(match, prefix)
        if not self._tag_may_end(start):
            return start + 1
        match = HTML_TAG_RE.match(self.text, start)
        if match is None:
            return start + 1
        found = html.tag(self.text, start)
        self.cuts.add(start, match.end(), self._instead(found, match[0]))
        return match.end() if found is None else self._tag(found)

    def _autolink(self, match: re.Match[str], prefix: str) -> int:
        start, end = match.span(1)
        self.cuts.around(start - 1, start, end, end + 1, cuts.NOTHING)
        span = start, end
        self.tape.add((ANGLE, start - 1, end + 1, *span, *span, PREFIXES.index(prefix)))
        return match.end()

    def _tag_may_end(self, start: int) -> bool:
        """Whether what would close a raw HTML construct occurs at all, asked at no cost."""
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
            if self.text.startswith(opening, start):
                return self._closes(closing, start) or self.text.startswith(
                    ("<!-->", "<!--->"), start
                )
        return self._closes(">", start)

    def _closes(self, closing: str, start: int) -> bool:
        if closing not in self._last:
            self._last[closing] = self.text.rfind(closing)
        return self._last[closing] >= start

    def _instead(self, found: html.Tag | None, written: str) -> int:
        """What a reader sees instead of raw HTML."""
        if found is not None and found.name != "a":
            forms = (form for form, *_ in html.cited(self.text, found))
            if Form.IMAGE in forms:
                return cuts.PICTURE
        return cuts.BREAK if written[:3].lower() == "<br" else cuts.NOTHING

    def _tag(self, found: html.Tag) -> int:
        if found.name == "a":
            self._end_anchor(found.start)
        if found.closing:
            self._quiet -= found.name in html.QUIET and self._quiet > 0
            return found.end
        cites = next(html.cited(self.text, found), None) is not None
        if found.name == "a":
            self._anchor = len(self.tape) if cites else -1
        if cites:
            self.tape.add((TAG, found.start, *(found.end,) * 5, -1))
        self._quiet += found.name in html.QUIET
        if found.name in {"script", "style"}:
            close = _SILENT.search(self.text, found.end)
            return close.end() if close else found.end
        return found.end

    def _end_anchor(self, end: int) -> None:
        if self._anchor is not None and self._anchor >= 0:
            self.tape.end_label(self._anchor, end)
        self._anchor = None

    # ── bare URLs ──

    def scheme(self, colon: int, marker: str) -> int:
        """A bare URL at its `://`; none where what is before has been read as something else."""
        start, end = bare.scheme(self.text, colon), colon + len(marker)
        return self.url(start, self.text[start:end]) if start >= self._done else end

    def url(self, start: int, marker: str) -> int:
        """A bare URL or mail address."""
        if self._quiet or self._anchor is not None:
            return start + len(marker)
        found = bare.read(self.text, start, marker, self._floor)
        if found is None:
            return start + len(marker)
        self._floor = found.end
        span = found.start, found.end
        self.tape.add((BARE, *span * 3, PREFIXES.index(found.prefix)))
        if found.shorter is not None:
            self.shorter[found.start] = found.shorter
        return found.end

    # ── brackets ──

    def open(self, start: int, marker: str) -> int:
        """`[` or `![`, which may begin a link or an image; `[[…]]` begins none."""
        if marker == "[" and (wiki := _WIKI.match(self.text, start)) and not self._defined(wiki):
            return wiki.end()
        self._stack.append(start)
        if len(self._stack) == _MANY:
            self._stack = array("i", self._stack)
        return start + len(marker)

    def _defined(self, wiki: re.Match[str]) -> bool:
        return normalizeReference(wiki[0][2:-2]) in self.definitions

    def close(self, end: int, _: str) -> int:
        """`]`, which ends a link, an image, a note or nothing."""
        if not self._stack:
            return end + 1
        start = self._stack.pop()
        image = self.text[start] == "!"
        off = not image and len(self._stack) < self._inactive
        self._inactive = min(self._inactive, len(self._stack))
        inside = start + 1 + image
        brackets = start, inside, end
        after = None if off else self._inline(*brackets) or self._reference(*brackets)
        if after is None:
            if start and self.text[start - 1] == "^":
                self.tape.note(start, end)
            return end + 1
        self.cuts.around(start, inside, end, after, cuts.IMAGE if image else cuts.NOTHING)
        self._floor = after
        if not image:
            self._inactive = len(self._stack)
        return after

    def _inline(self, start: int, inside: int, end: int) -> int | None:
        """`(destination "title")` after a closing bracket; where it ends."""
        text = self.text
        if not text.startswith("(", end + 1):
            return None
        read = destination(text, _blank(text, end + 2))
        if read is None:
            return None
        dest, after = read
        title = _blank(text, after)
        if title > after and (match := _TITLE.match(text, title)):
            title = _blank(text, match.end())
        if inside - start == 2 and (match := _SIZE.match(text, title)):
            title = match.end()
        if not text.startswith(")", title):
            return None
        self.tape.add_around((inside - start - 1, start, title + 1, *dest, inside, end, -1))
        return title + 1

    def _reference(self, start: int, inside: int, end: int) -> int | None:
        """`[label]`, `[]` or nothing after a closing bracket (full, collapsed, shortcut); where it ends."""
        if not self.definitions:
            return None
        after, full = end + 1, _LABEL.match(self.text, end + 1)
        match: re.Match[str] | None = full
        if full is None or not full[1].strip():
            first = inside - 1
            match = _LABEL.fullmatch(self.text, first, end + 1) if end - first <= 1000 else None
            after = full.end() if full and not full[1] else end + 1
        else:
            after = full.end()
        name = normalizeReference(match[1]) if match else ""
        target = self.definitions.get(name)
        if target is None or not self.used.use(name, target):
            return None
        number = self._numbers.setdefault(name, len(self.targets))
        if number == len(self.targets):
            self.targets.append(target)
        self.tape.add_around((inside - start - 1, start, after, -1, -1, inside, end, number))
        return after


_READERS: Mapping[str, Callable[[Scan, int, str], int]] = {
    "\\": Scan.escape,
    "`": Scan.code,
    "<": Scan.angle,
    "[": Scan.open,
    "!": Scan.open,
    "]": Scan.close,
    "$": Scan.math,
    ":": Scan.scheme,
}


def _blank(text: str, start: int) -> int:
    match = _BLANK.match(text, start)
    return match.end() if match else start


def _is_math(written: str) -> bool:
    """Whether what stands between dollars is no text between two prices."""
    if _LINKED.search(written):
        return False
    return "\\" in written or not WIDE.search(written)


def _runs(text: str) -> dict[int, array[int]]:
    """The places of backtick runs by their length."""
    runs: dict[int, array[int]] = {}
    for match in re.finditer(r"`+", text):
        runs.setdefault(len(match[0]), array("i")).append(match.start())
    return runs
