"""The inline constructs of CommonMark 0.31 that cite: one pass over a leaf block's text, with exact offsets.

Why not markdown-it-py's own inline parser: its tokens carry no offsets, and it looks for a link's end by parsing ahead from every
`[`, which is quadratic in nested brackets. This is the standard's own algorithm ("An algorithm for parsing nested emphasis
and links"): a stack of openers, and at each `]` a look at what follows; every step is linear. Emphasis cites nothing, so
it is left to markdown-it-py, in labels alone. Tests hold the result against markdown-it-py's rendering.

Beyond CommonMark: bare URLs, pandoc's inline notes `^[…]`, and what cites nothing: `$…$` and `[[…]]`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import normalizeReference, unescapeAll

from linkcheck.extract import bare, html
from linkcheck.extract.blocks import IMAGE_MARK, Form, Span

_LABELLED = r"\[([^\\`<\[\]$@/]*+)\]\(([^\\()<\x00-\x20\x7f]++)\)"
"""A link all of whose parts are plain: nothing in the label begins a construct, no title."""
_NEXT = re.compile(rf"{_LABELLED}|!{_LABELLED}|\[|!\[|\]|\\|`+|<|\$\$?|{bare.MARK}")
"""Each alternative begins with a character, so that `re` skips to one of them at a tenth of the cost."""
_GATE = re.compile(rf"\]\(|<|{bare.MARK}")
_ESCAPABLE = re.compile(r"[*_~\\&]")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\x00-\x20]*)>")
_ADDRESS = re.compile(
    r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>"
)
_BLANK = re.compile(r"[ \t\n]*+")
_ANGLE = re.compile(r"<((?:[^<>\\\n]|\\[^\n])*+)>")
_PLAIN = re.compile(r"(?:[^\\()\x00-\x20\x7f]|\\[^ \n])++|\\(?=[ \n]|\Z)")
_TITLE = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)", re.DOTALL)
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999}+)\]", re.DOTALL)
_WIKI = re.compile(r"\[\[[^\[\]\n]{1,999}\]\](?![(\[])")
_MATH = re.compile(
    r"\$\$(?:[^$\\]|\\.)++\$\$|\$(?![\s$])(?:[^$\\\n]|\\.)++(?<!\s)\$(?!\d)", re.DOTALL
)
_WIDE = re.compile(r"[^\x00-\u2e7f\U00010000-\U0001ffff\U00040000-\U0010ffff]")
_LINKED = re.compile(r"\]\(<?(?:[a-z][a-z0-9+.-]*:|[/.#]|www\.)|https?://", re.IGNORECASE)
_SILENT = re.compile(r"</(script|style)\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"[*_~\\&]")
_WRAPPED = re.compile(r"(\*{1,3}|_{1,3})(?!\s)([^*_~\\&]++)(?<!\s)\1")
"""A label that is emphasised as a whole, and no more: the common case, at a tenth of the cost."""
_NESTED_PARENTHESES = 32
"""The bound of cmark and of markdown-it: it keeps a row of `[a](` linear."""


class Target(NamedTuple):
    """Where a reference definition leads: its URL and the span of its destination in the document."""

    url: str
    dest: Span


Definitions = Mapping[str, Target]
"""By normalised label; the first of a label counts."""


class Cut(NamedTuple):
    """A stretch of source that a reader does not see, and what he sees instead."""

    start: int
    end: int
    instead: str


@dataclass(slots=True, kw_only=True)
class Citation:
    """A construct that cites, in offsets of the block's text; `name` is its definition's, if it has one."""

    form: Form
    start: int
    end: int
    dest: Span | None
    url: str
    label: Span
    text: str | None = None
    """The label where it is not what stands in `label`."""
    name: str | None = None
    shorter: str | None = None
    note: bool = False


class _Opener(NamedTuple):
    start: int
    image: bool
    mark: int
    """How many citations there were before it."""
    cut: int
    """Where its own cut stands."""


def may_cite(text: str, *, definitions: bool) -> bool:
    """Whether a leaf's text can hold a citation at all: exact in that a False is never wrong."""
    return _GATE.search(text) is not None or (definitions and "]" in text)


@dataclass(slots=True)
class Scan:
    """One pass over the text of one leaf block."""

    text: str
    definitions: Definitions
    used: set[str]
    citations: list[Citation] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    _stack: list[_Opener] = field(default_factory=list)
    _inactive: int = 0
    """Openers of links below this place in the stack are off: a link holds no link."""
    _anchor: list[Citation] | None = None
    _quiet: int = 0
    _floor: int = 0
    _done: int = 0
    """What stands before has been read."""
    _ticks: dict[int, list[int]] | None = None
    _last: dict[str, int] = field(default_factory=dict)
    _notes: list[Span] = field(default_factory=list)

    def run(self) -> Scan:
        """Find all there is."""
        position, text = 0, self.text
        while (match := _NEXT.search(text, position)) is not None:
            if match.lastindex is not None:
                position = self._whole(match, match.lastindex)
                continue
            marker = match[0]
            match.start()
            read = _READERS.get(marker[0], Scan.url)
            self._done = position
            position = read(self, match.start(), marker)
        self._end_anchor(len(self.text))
        self.cuts.sort()
        if self._notes:
            _mark_notes(self.citations, sorted(self._notes))
        return self

    def _whole(self, match: re.Match[str], groups: int) -> int:
        """The common case at a third of the cost: no bracket is open, and nothing in the label has to be read."""
        start, end = match.span()
        image = groups == 4
        label, url = match.group(groups - 1, groups)
        if self._stack or "www." in label.lower():
            return self.open(start, "![" if image else "[")
        first, last = match.span(groups - 1)
        self.citations.append(
            Citation(
                form=Form.IMAGE if image else Form.LINK,
                start=start,
                end=end,
                dest=match.span(groups),
                url=unescapeAll(url) if "&" in url else url,
                label=(first, last),
                text=plain(label),
            )
        )
        instead = IMAGE_MARK if image else ""
        self.cuts += (Cut(start, first, instead), Cut(last, end, instead))
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
        places = self._ticks.get(len(ticks), [])
        after = bisect_left(places, end)
        if after == len(places):
            return end
        close = places[after]
        code = self.text[end:close].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        self.cuts.append(Cut(start, close + len(ticks), _ESCAPABLE.sub(r"\\\g<0>", code)))
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
                self._autolink(match, prefix)
                return match.end()
        if not self._tag_may_end(start):
            return start + 1
        match = HTML_TAG_RE.match(self.text, start)
        if match is None:
            return start + 1
        self.cuts.append(Cut(start, match.end(), "\n" if match[0][:3].lower() == "<br" else ""))
        found = html.tag(self.text, start)
        return match.end() if found is None else self._tag(found)

    def _autolink(self, match: re.Match[str], prefix: str) -> None:
        start, end = match.span(1)
        url = prefix + unescapeAll(match[1].replace("\\", "\\\\"))
        self.cuts += (Cut(start - 1, start, ""), Cut(end, end + 1, ""))
        self.citations.append(
            Citation(
                form=Form.LINK,
                start=start - 1,
                end=end + 1,
                dest=(start, end),
                url=url,
                label=(start, end),
                text=match[1],
            )
        )

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

    def _tag(self, found: html.Tag) -> int:
        if found.closing:
            self._quiet -= found.name in html.QUIET and self._quiet > 0
            if found.name == "a":
                self._end_anchor(found.start)
            return found.end
        mine = [
            Citation(
                form=form,
                start=found.start,
                end=found.end,
                dest=(start, end),
                url=url,
                label=(found.end, found.end),
                text=label,
            )
            for form, url, start, end, label in html.cited(self.text, found)
        ]
        self.citations += mine
        self._quiet += found.name in html.QUIET
        if found.name == "a":
            self._end_anchor(found.start)
            self._anchor = mine
        elif any(citation.form is Form.IMAGE for citation in mine):
            self.cuts[-1] = Cut(found.start, found.end, f"{IMAGE_MARK}{mine[0].text}{IMAGE_MARK}")
        elif found.name in {"script", "style"}:
            close = _SILENT.search(self.text, found.end)
            return close.end() if close else found.end
        return found.end

    def _end_anchor(self, end: int) -> None:
        for citation in self._anchor or ():
            citation.label = (citation.end, end)
            citation.text = None
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
        span = (found.start, found.end)
        self.citations.append(
            Citation(
                form=Form.BARE,
                start=found.start,
                end=found.end,
                dest=span,
                url=found.url,
                label=span,
                text=self.text[found.start : found.end],
                shorter=found.shorter,
            )
        )
        return found.end

    # ── brackets ──

    def open(self, start: int, marker: str) -> int:
        """`[` or `![`, which may begin a link or an image; `[[…]]` begins none."""
        if marker == "[" and (wiki := _WIKI.match(self.text, start)) and not self._defined(wiki):
            return wiki.end()
        self._stack.append(_Opener(start, marker != "[", len(self.citations), len(self.cuts)))
        return start + len(marker)

    def _defined(self, wiki: re.Match[str]) -> bool:
        return normalizeReference(wiki[0][2:-2]) in self.definitions

    def close(self, end: int, _: str) -> int:
        """`]`, which ends a link, an image, a note or nothing."""
        if not self._stack:
            return end + 1
        opener = self._stack.pop()
        off = not opener.image and len(self._stack) < self._inactive
        self._inactive = min(self._inactive, len(self._stack))
        citation = None if off else self._inline(opener, end) or self._reference(opener, end)
        if citation is None:
            if opener.start and self.text[opener.start - 1] == "^":
                self._notes.append((opener.start, end))
            return end + 1
        self._keep(opener, end, citation)
        return citation.end

    def _inline(self, opener: _Opener, end: int) -> Citation | None:
        """`(destination "title")` after a closing bracket."""
        text = self.text
        if not text.startswith("(", end + 1):
            return None
        start = _blank(text, end + 2)
        read = destination(text, start)
        if read is None:
            return None
        dest, after = read
        title = _blank(text, after)
        if title > after and (match := _TITLE.match(text, title)):
            title = _blank(text, match.end())
        if not text.startswith(")", title):
            return None
        return self._citation(opener, end, title + 1, dest, unescapeAll(text[slice(*dest)]))

    def _reference(self, opener: _Opener, end: int) -> Citation | None:
        """`[label]`, `[]` or nothing after a closing bracket (full, collapsed, shortcut)."""
        if not self.definitions:
            return None
        after, full = end + 1, _LABEL.match(self.text, end + 1)
        match: re.Match[str] | None = full
        if full is None or not full[1].strip():
            first = opener.start + opener.image
            match = _LABEL.fullmatch(self.text, first, end + 1) if end - first <= 1000 else None
            after = full.end() if full and not full[1] else end + 1
        else:
            after = full.end()
        if match is None:
            return None
        name = normalizeReference(match[1])
        target = self.definitions.get(name)
        if target is None:
            return None
        self.used.add(name)
        citation = self._citation(opener, end, after, None, target.url)
        citation.name = name
        return citation

    def _citation(
        self, opener: _Opener, end: int, after: int, dest: Span | None, url: str
    ) -> Citation:
        inside = opener.start + 1 + opener.image
        return Citation(
            form=Form.IMAGE if opener.image else Form.LINK,
            start=opener.start,
            end=after,
            dest=dest,
            url=url,
            label=(inside, end),
        )

    def _keep(self, opener: _Opener, end: int, citation: Citation) -> None:
        """A link's label holds no bare URL; an image's is text altogether."""
        inside = self.citations[opener.mark :]
        if inside:
            del self.citations[opener.mark :]
            if not opener.image:
                self.citations += (one for one in inside if one.form is not Form.BARE)
        self.citations.append(citation)
        mark = IMAGE_MARK if opener.image else ""
        self.cuts.append(Cut(opener.start, citation.label[0], mark))
        self.cuts.append(Cut(end, citation.end, mark))
        self._floor = citation.end
        if not opener.image:
            self._inactive = len(self._stack)


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


def destination(text: str, start: int) -> tuple[Span, int] | None:
    """The link destination at `start`: its span without angle brackets, and where the text goes on.

    It may be empty. None where it cannot be a destination (unbalanced parentheses, an angle bracket that stays open).
    """
    if text.startswith("<", start):
        match = _ANGLE.match(text, start)
        return (match.span(1), match.end()) if match else None
    position, depth = start, 0
    while True:
        if match := _PLAIN.match(text, position):
            position = match.end()
        char = text[position : position + 1]
        if char == "(" and depth < _NESTED_PARENTHESES:
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        else:
            break
        position += 1
    return None if depth else ((start, position), position)


def _blank(text: str, start: int) -> int:
    match = _BLANK.match(text, start)
    return match.end() if match else start


def _is_math(written: str) -> bool:
    """Whether what stands between dollars is no text between two prices."""
    if _LINKED.search(written):
        return False
    return "\\" in written or not _WIDE.search(written)


def _runs(text: str) -> dict[int, list[int]]:
    """The places of backtick runs by their length."""
    runs: dict[int, list[int]] = {}
    for match in re.finditer(r"`+", text):
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


def _mark_notes(citations: list[Citation], notes: list[Span]) -> None:
    """Say of what stands in an inline note that it does; both in order, notes nested or disjoint."""
    index, end = 0, 0
    for citation in citations:
        while index < len(notes) and notes[index][0] < citation.start:
            end = max(end, notes[index][1])
            index += 1
        citation.note = citation.start < end


class Seen:
    """Reads a text from its start with the cuts made, which are in order; `length` is that of the `pieces` so far.

    A cut that goes on beyond a place where the reader stops is not made.
    """

    __slots__ = ("_cuts", "_position", "_text", "length", "pieces")

    def __init__(self, text: str, cuts: list[Cut]) -> None:
        """Begin at the start of the text."""
        self._text, self._position = text, 0
        self._cuts = cuts[::-1]
        self.pieces: list[str] = []
        self.length = 0

    def go_on(self, stop: int) -> None:
        """Read up to `stop`."""
        cuts, position, say = self._cuts, self._position, self.pieces.append
        while cuts and cuts[-1][0] < stop:
            start, end, instead = cuts.pop()
            if position <= start and end <= stop:
                if position < start:
                    say(self._text[position:start])
                    self.length += start - position
                if instead:
                    say(instead)
                    self.length += len(instead)
                position = end
        if position < stop:
            say(self._text[position:stop])
            self.length += stop - position
            position = stop
        self._position = position


def seen(text: str, cuts: list[Cut], start: int, end: int) -> str:
    """`text[start:end]` with the cuts in it made; cuts are in order."""
    pieces: list[str] = []
    position = start
    for index in range(bisect_left(cuts, (start,)), len(cuts)):
        cut = cuts[index]
        if cut.start >= end:
            break
        if cut.start >= position and cut.end <= end:
            pieces += (text[position : cut.start], cut.instead)
            position = cut.end
    return "".join((*pieces, text[position:end]))


def plain(text: str) -> str:
    """What is left of a label when emphasis, escapes and entities are read and blanks folded."""
    if _MARKUP.search(text):
        if whole := _WRAPPED.fullmatch(text):
            text = whole[2]
        else:
            children = _emphasis().parseInline(text)[0].children or ()
            text = "".join("\n" if one.type == "softbreak" else one.content for one in children)
    return " ".join(text.replace(IMAGE_MARK, "").split())


@cache
def _emphasis() -> MarkdownIt:
    rules = "newline escape entity emphasis strikethrough balance_pairs fragments_join"
    return MarkdownIt("zero").enable(rules.split())
