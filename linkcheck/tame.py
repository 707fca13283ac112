"""Markup made harmless before it is parsed: what costs a parser more than its length in bytes.

A page may be made to cost more than it weighs (measured on lexbor, 512 KiB each): 100,000 elements open within each other
took 23 s, 65,000 options of one list 11 s, 58,000 attributes of one tag 10 s, each with the square of their number; 300 formatting
elements left open are opened anew by every following paragraph (HTML Standard §13.2.4.3) and made 20 million elements. A page of
good faith passes unchanged.

How deep a parser will be is estimated, and never too low. Tags are told from what looks like them as the standard's tokenizer
does (§13.2.5). A closing tag counts where the innermost open element is its own; what a parser might ignore (§13.2.6.4.7, "any
other end tag") closes nothing here. In elements of text, which are markup in some states, what is left open counts.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 5000
"""Open elements, which cost 60 ms; browsers stop at 512."""
_REOPENED_MOST = 100_000
"""Formatting elements that may be opened anew: about 0.2 s."""
_OPTIONS_MOST = 2000
"""`option` tags; further ones are left out, their text stays."""
_MANY = 15_000
"""Opening tags; trafilatura takes 9 s of 10,000 list items, with the square of their number, and of most pages has fewer to read."""
_FEW = 300
"""Tags that do no harm, whatever they are: formatting elements among them are opened anew less than 300² times."""
_ATTRIBUTES_MOST = 200
_NAME_MOST = 100
_ALIKE_MOST = 3
"""Formatting elements, alike in all, that a parser remembers (§13.2.4.3, "Noah's Ark clause")."""
_LOOKED_AT = 20
"""Open elements among which one is sought that the next of its kind closes."""

_ATTRIBUTE = r"""(?:=|[^\t\n\f\r />=])[^\t\n\f\r />=]*+
    (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"?|'[^']*+'?|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+"""
_MAY_GO_ON = rf"""(?=[a-zA-Z](?:[^>]{{{2 * _ATTRIBUTES_MOST}}}
    | (?>[^>]*")(?<=[=\t\n\f\r ]") | (?>[^>]*')(?<=[=\t\n\f\r ]')))"""
"""What is true of every tag of more than so many attributes, and of few others: the first `>` is further away than these are long at least, or is quoted, so that
the last mark of its kind before it stands behind `=` or a blank. Told in a tenth of the time that it takes to go through the attributes of all tags.
"""
_OVERLADEN = re.compile(
    rf"""<{_MAY_GO_ON}(?:
      ([a-zA-Z][^\t\n\f\r />]{{{_NAME_MOST},}}+(?:[\t\n\f\r /]*+{_ATTRIBUTE}){{0,{_ATTRIBUTES_MOST}}}+[\t\n\f\r /]*+(?:>|\Z))
    | [a-zA-Z][^\t\n\f\r />]*+(?:[\t\n\f\r /]*+{_ATTRIBUTE}){{{_ATTRIBUTES_MOST + 1},}}+[\t\n\f\r /]*+>?)""",
    re.VERBOSE,
)
"""Tags with too many attributes; the others whose names are long are taken whole (group 1), lest a name be gone through from each `<` in it."""
_TOKEN = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z)) | (?P<data><!\[CDATA\[) | <[!?][^>]*+ | </(?![a-zA-Z])[^>]*+
    | <(?P<end>/?)(?P<name>[a-zA-Z][^\t\n\f\r />]*+)(?P<rest>(?:[\t\n\f\r /]++|{_ATTRIBUTE})*+)>?""",
    re.VERBOSE | re.DOTALL,
)
_VOID = frozenset(
    """
    area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr
    """.split()  # noqa: SIM905 - as above
)
_FORMATTING = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_LEFT_OPEN = re.compile(
    rf"""<(?=[{"".join(sorted({name[0] for name in _FORMATTING}))}])({"|".join(_FORMATTING)})(?=[\t\n\f\r />])
    (?!(?:[\t\n\f\r ]++[\w-]+="[^"<>]*")*[\t\n\f\r ]*>[^<\]]*</\1[\t\n\f\r ]*>)""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
"""Formatting, but around mere text, which leaves nothing open; what ends with a data section's `]]>` is none. A letter is folded where a parser folds it."""
_OPTION = re.compile("<option", re.IGNORECASE | re.ASCII)
_IN_TABLES = frozenset("caption col colgroup tbody td tfoot th thead tr".split())  # noqa: SIM905 - a line
"""Tags that mean nothing outside of tables (§13.2.6.4.7)."""
_TABLES = ("table", "template")
_ONCE = frozenset(("html", "head", "body"))
"""Elements that are there once; further tags of theirs open and close nothing."""
_ROW = frozenset(("p", "li", "dd", "dt", "td", "th"))
_NOTHING: frozenset[str] = frozenset()
_CLOSES = {
    "p": (frozenset(("p",)), _FORMATTING),
    "li": (frozenset(("p", "li")), _FORMATTING),
    "dd": (frozenset(("p", "dd", "dt")), _FORMATTING),
    "dt": (frozenset(("p", "dd", "dt")), _FORMATTING),
    "a": (frozenset(("a",)), _FORMATTING),
    "option": (frozenset(("option",)), _NOTHING),
    "optgroup": (frozenset(("option",)), _NOTHING),
    "td": (_ROW, _NOTHING),
    "th": (_ROW, _NOTHING),
    "tr": (_ROW | {"tr"}, _NOTHING),
    "tbody": (_ROW | {"tr", "tbody", "thead", "tfoot"}, _NOTHING),
}
"""Elements that need no closing tag: which open ones they close, and over which others.

Not `rt`, which closes another only within a `ruby`.
"""
_MAY_BE_OVER_CELLS = _FORMATTING | _ROW | {"option", "tr", "tbody", "thead", "tfoot"}
_MAY_BE_OPEN = _MAY_BE_OVER_CELLS | {"optgroup", "rb", "rp", "rt"}
_BLOCKS = frozenset(
    """
    address article aside blockquote button center dd details dialog dir div dl dt fieldset figcaption figure footer form header hgroup
    li listing main menu nav ol p pre search section summary table ul
    """.split()  # noqa: SIM905 - as above
)
"""Elements whose closing tag closes what stands open in them; that of any other is ignored where a block does (§13.2.6.4.7)."""
_MAY_BE_OVER_OTHERS = _FORMATTING | {"rb", "rp", "rt"}
_RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))
"""Elements whose content is text (§13.2.5.2 to 5), outside of drawings."""
_DRAWINGS = frozenset(("svg", "math"))
"""Where a tag that ends in `/>` is closed; elsewhere the slash means nothing."""
_BACK_TO_HTML = frozenset(
    """
    b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
    pre ruby s small span strong strike sub sup table tt u ul var
    """.split()  # noqa: SIM905 - as above
)
"""Tags that end a drawing (§13.2.6.5)."""
_HTML_WITHIN = {
    **dict.fromkeys(("desc", "foreignobject", "title"), "math"),
    **dict.fromkeys(("mi", "mn", "mo", "ms", "mtext"), "svg"),
    "annotation-xml": "",
}
"""Elements of drawings with HTML in them (§13.2.4.2, "integration point"), and in which drawings they have none; one says it by an attribute."""


_Open = tuple[str, str, bool]
"""An open element: its name, the whole tag, and whether it stands in a drawing."""


def is_too_long(markup: str) -> bool:
    """Whether it has more tags than may be looked through for its main content."""
    return markup.count("<") - markup.count("</") > _MANY


def tamed(markup: str) -> str:
    """The markup without what would take a parser more than a second."""
    markup = _OVERLADEN.sub(lambda tag: tag[0] if tag[1] else "", markup)
    if _is_light(markup):
        return markup
    gauge, at = _Gauge(), 0
    kept: list[str] = []
    for tag in _tags(markup, gauge):
        if gauge.is_too_much:
            return "".join((*kept, markup[at : tag.start()]))
        if gauge.left_out:
            kept.append(markup[at : tag.start()])
            at = tag.end()
    return "".join((*kept, markup[at:])) if kept else markup


def _is_light(markup: str) -> bool:
    """Whether there is too little markup for any harm, as in most pages: measuring takes 5 µs a tag."""
    tags = markup.count("<")
    if tags <= _FEW:
        return True
    if len(_LEFT_OPEN.findall(markup)) * tags > _REOPENED_MOST:
        return False
    if tags > _OPTIONS_MOST and len(_OPTION.findall(markup)) > _OPTIONS_MOST:
        return False
    return tags <= _DEEPEST or tags - markup.count("</") <= _DEEPEST


def _tags(markup: str, gauge: _Gauge) -> Iterator[re.Match[str]]:
    """The tags in order, each measured before it is given."""
    at, end = 0, len(markup)
    until, texts = end, _Texts(markup)
    while at < end:
        tag = _TOKEN.search(markup, at, until)
        if tag is None:
            at, until = until, end
            gauge.leave_text()
            continue
        at = tag.end()
        within = texts.until(tag, gauge) if tag["name"] or tag["data"] else None
        if tag["name"]:
            gauge.take(tag)
            yield tag
        if within is not None and until == end:
            until = within
            gauge.enter_text()


class _Texts:
    """Where the texts in some markup end; each end is sought once, for those who begin again and again what never ends."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._ends: dict[str, tuple[int, int]] = {}
        """By what ends a text: from where it was sought last, and where it was found."""

    def until(self, tag: re.Match[str], gauge: _Gauge) -> int | None:
        """Where the text ends that a tag begins, if it does."""
        markup, at = self._markup, tag.end()
        if tag["data"]:
            return self._next("]]>", at)
        name = _folded(tag["name"])
        if tag["end"] or name not in _RAW or gauge.drawing:
            return None
        closing = rf"</{name}(?=[\t\n\f\r />])"
        end = self._next(closing, at)
        comment = markup.find("<!--", at, end) if name == "script" else -1
        if comment >= 0 and "<script" in _folded(markup[comment:end]):
            # A script that opens another within a comment ends later (§13.2.5.17).
            end = self._next(closing, max(markup.find("-->", comment), at))
        return end

    def _next(self, pattern: str, at: int) -> int:
        """The first place from here on, or the end."""
        since, end = self._ends.get(pattern, (0, -1))
        if not since <= at <= end:
            found = re.compile(pattern, re.IGNORECASE | re.ASCII).search(self._markup, at)
            end = found.start() if found else len(self._markup)
            self._ends[pattern] = at, end
        return end


def _folded(text: str) -> str:
    """The text in lower case where a parser folds it: ASCII's letters alone (Infra Standard §4.6), of which U+212A would become one."""
    return text.replace("\u212a", "\ufffd").lower()


class _Gauge:
    """How deep the elements are, how many formatting elements would be opened anew, how many options there are."""

    def __init__(self) -> None:
        self.left_out = False
        """Whether the tag that was taken last is to be left out."""
        self.drawing = False
        self._open: list[_Open] = []
        self._text_from: int | None = None
        self._left_in_texts = 0
        self._formats: Counter[str] = Counter()
        """By the whole tag: how many a parser remembers."""
        self._names: Counter[str] = Counter()
        """Of what is open."""
        self._remembered = self._reopened = self._options = 0
        self._is_unclear = False
        """Whether it can't be told any more what is drawing and what is HTML: each tag then opens an element, and closes its own at most."""

    @property
    def is_too_much(self) -> bool:
        """Whether a parser had better not go on."""
        deep = len(self._open) + self._left_in_texts
        return deep > _DEEPEST or self._reopened > _REOPENED_MOST

    def enter_text(self) -> None:
        """What follows is text, or in some states of a parser markup."""
        self._text_from = len(self._open)

    def leave_text(self) -> None:
        """What was left open in the text is kept in mind, out of the way of what follows."""
        if self._text_from is not None:
            self._left_in_texts += max(len(self._open) - self._text_from, 0)
            self._cut(self._text_from)
            self._text_from = None

    def take(self, tag: re.Match[str]) -> None:
        """Measure a tag."""
        name = _folded(tag["name"])
        self._options += name == "option"
        self.left_out = name == "option" and self._options > _OPTIONS_MOST
        if self.left_out:
            return
        if tag["end"]:
            self._close(name)
        else:
            self._start(name, tag[0])
        if name not in _FORMATTING:
            self._reopened += self._remembered

    def _start(self, name: str, tag: str) -> None:
        if self.drawing and name in _BACK_TO_HTML:
            self._leave_drawing(name)
        if self._opens_nothing(name, tag):
            return
        lost: list[_Open] = []
        closes, over = _CLOSES.get(name, (_NOTHING, _NOTHING))
        is_foreign = self.drawing or self._is_unclear
        while closes and not is_foreign and (closed := self._closed(closes, over)):
            lost += closed
        self._open_anew(lost)  # before it, where some do so behind it and close them again
        self._push(name, tag)
        if name in _DRAWINGS:
            self._is_unclear |= self._names["select"] > 0  # where some parsers begin no drawing
            self.drawing = not self._is_unclear
        elif name in _HTML_WITHIN and self.drawing:
            other = _HTML_WITHIN[name]
            self._is_unclear |= not other or self._names[other] > 0
            self.drawing = False
        elif name in _FORMATTING and self._formats[tag] < _ALIKE_MOST:
            self._formats[tag] += 1
            self._remembered += 1

    def _opens_nothing(self, name: str, tag: str) -> bool:
        if self._is_unclear:
            return False
        if (self.drawing or name in _DRAWINGS) and tag.endswith("/>"):
            return True
        return not self.drawing and self._is_nothing(name)

    def _is_nothing(self, name: str) -> bool:
        """Whether a tag leaves nothing open in HTML, as it stands."""
        return (
            name in _VOID
            or name in _ONCE
            or (name in _IN_TABLES and not any(map(self._names.__getitem__, _TABLES)))
        )

    def _close(self, name: str) -> None:
        if self.drawing and name in ("p", "br"):
            self._leave_drawing(name)
        if self._is_unclear:
            self._closed(frozenset((name,)), _NOTHING)
        elif self.drawing:
            self._is_unclear = not self._close_drawn(name) and self._names[name] > 0
        elif name in _FORMATTING:
            closed = self._closed(frozenset((name,)), _FORMATTING)
            if closed:
                self._forget(closed[0][1])
            self._open_anew(closed[1:])
        elif name not in _ONCE:
            over = _MAY_BE_OVER_CELLS if name in _IN_TABLES else _MAY_BE_OVER_OTHERS
            over = _MAY_BE_OPEN if name in _BLOCKS else over
            self._open_anew(self._closed(frozenset((name,)), over)[1:])

    def _close_drawn(self, name: str) -> bool:
        """Close an element of the innermost drawing, with what stands open in it (§13.2.6.5, "any other end tag")."""
        for at in range(len(self._open) - 1, self._least - 1, -1):
            if self._open[at][0] == name:
                self._cut(at)
                return True
            if not self._open[at][2]:
                break
        return False

    def _push(self, name: str, tag: str) -> None:
        self._open.append((name, tag, self.drawing))
        self._names[name] += 1

    def _open_anew(self, lost: list[_Open]) -> None:
        """Formatting elements that were closed by the end of what they stood in are opened again by what follows."""
        alike: Counter[str] = Counter()
        for name, tag, _ in lost:
            alike[tag] += 1
            if name in _FORMATTING and alike[tag] <= _ALIKE_MOST:
                self._push(name, tag)

    def _forget(self, tag: str) -> None:
        if self._formats[tag]:
            self._formats[tag] -= 1
            self._remembered -= 1

    def _leave_drawing(self, name: str) -> None:
        """By a tag that ends the innermost; `font` does so with some attributes only."""
        self._is_unclear |= name == "font"
        if not self._is_unclear:
            self._cut(next(at for at in reversed(range(len(self._open))) if not self._open[at][2]))

    @property
    def _least(self) -> int:
        """The lowest open element that is looked at."""
        return max(len(self._open) - _LOOKED_AT, self._text_from or 0)

    def _closed(self, names: frozenset[str], over: frozenset[str]) -> list[_Open]:
        """Close the innermost element of these names, where only such as may be closed with it stand above it."""
        for at in range(len(self._open) - 1, self._least - 1, -1):
            name = self._open[at][0]
            if name in names:
                return self._cut(at)
            if name not in over:
                break
        return []

    def _cut(self, at: int) -> list[_Open]:
        """Close all elements from a place in the row on."""
        gone = self._open[at:]
        del self._open[at:]
        if gone:
            self.drawing = gone[0][2]
        for name, _, _ in gone:
            self._names[name] -= 1
        return gone
