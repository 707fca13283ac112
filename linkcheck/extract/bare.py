r"""Bare URLs and mail addresses in running text.

The beginning and the end are those of GFM's extended autolinks (GFM 0.29 §6.9), and where Chinese stands around them,
of FIELD §1a: full-width punctuation ends a URL at its first occurrence, brackets balanced or not; Han directly before
is no hindrance; Han after a slash belongs to the path. Han glued to an ASCII path may be either: the URL keeps it, and
`shorter` is the URL without, so that both can be asked. A backslash escape is read (editors write `a\_b`), since no
URL holds a backslash.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it.common.utils import unescapeAll

_ENDS = (
    r"\s\x00-\x20\x7f-\x9f<>\"`"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ufffc"
    r"\u2014\u2015\u2018-\u201f\u2025\u2026\u3000-\u3004\u3008-\u3020\u3030\u303d"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_HAN_RANGES = (
    *("\u3005\u3007", "\u3040\u30ff", "\u3400\u4dbf", "\u4e00\u9fff", "\uf900\ufaff"),
    "\U00020000\U0003ffff",
)
_HTTP = "[hH][tT][tT][pP]"
_BEFORE_WWW = "A-Za-z0-9./@:=&?%#+~-"
"""After none of these `www.` begins a URL; `read` looks at letters beyond ASCII, since `re` unrolls their sets when it compiles them."""

START = rf"(?<![A-Za-z])(?:{_HTTP}[sS]?|[fF][tT][pP])://|(?<![{_BEFORE_WWW}])[wW][wW][wW]\.|@"
"""The beginning of a URL, or the middle of a mail address."""
MARK = (
    f"://(?:(?<=(?<![A-Za-z]){_HTTP}://)|(?<=(?<![A-Za-z]){_HTTP}[sS]://)|(?<=(?<![A-Za-z])[fF][tT][pP]://))|@"
    rf"|w(?<![{_BEFORE_WWW}]w)[wW][wW]\.|W(?<![{_BEFORE_WWW}]W)[wW][wW]\."
)
"""What `START` finds, at its rarest character: in a pattern with it `re` skips text at ten times the speed."""
_SCHEME = re.compile(r"[A-Za-z]{3,5}\Z")

_STOP = r"\*\*|~~|!\[|\[\^|[,;][hH][tT][tT][pP][sS]?://|\[[^\[\]\n]{0,200}\]\("
_STOP_MOST = 256
"""Characters that tell one of these."""
_STRETCH = re.compile(rf"(?:(?!{_STOP})[^()\[\]{_ENDS}])*+")
"""What of a URL stands between two brackets."""
_BRACKET = re.compile(rf"(?!{_STOP})[()\[\]]")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]{1,1000}\]|[^\s/?#]{1,1000}+)")
"""A host, with the words glued to it; a name has 253 characters at most (RFC 1035 §2.3.4)."""
_NAME_RANGES = ("az", "09", "AZ", *_HAN_RANGES, "\u00a1\u1fff", "\uac00\ud7af")
_GLUE = re.compile(r"(?<=[A-Za-z0-9])(?=[^\x00-\x7f])")
"""Where Han may be glued on: `re` unrolls its set when it compiles it, which takes a millisecond."""
_TRAILING = "?!.,:*_~'\";"
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,31};\Z")
_OVER = re.compile(rf"(?:(?!{_STOP})[?!.,:;*_~'])*+(?:\Z|{_STOP}|[{_ENDS}]|[^\x00-\x7f])")
"""What follows a bracket that ends a URL: punctuation, and then what belongs to none, or Han."""
_TRIMMED = re.compile(r"(?:[?!.,:*_~'\";)]|&[A-Za-z0-9]{1,31};)*+")
_OPENING = 10
"""Characters in which a host's first letter is."""
_NEAR = 500
"""Characters of a URL after which its host is looked at before its end is sought: else what begins many a long one that is none takes the
square of a text's length."""
_LOCAL = re.compile(r"(?:(?:mailto|xmpp):)?[A-Za-z0-9._+-]{1,64}\Z", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.){1,10}[A-Za-z0-9-]{0,62}[A-Za-z0-9]")


class Bare(NamedTuple):
    """A URL in running text: its place, itself, and itself without the words that it may have swallowed."""

    start: int
    end: int
    url: str
    shorter: str | None
    prefix: str = ""
    """What of the URL is not written."""


def read(
    text: str, start: int, marker: str, floor: int = 0, stop: int | None = None
) -> Bare | None:
    """The URL or mail address at a match of `START`; None where there is none.

    `marker` is what matched at `start`; a mail address begins before it, but not before `floor`. The text is over at `stop`.
    """
    stop = len(text) if stop is None else stop
    if marker == "@":
        return _mail(text, start, floor)
    prefix = "http://" if marker[0] in "wW" else ""
    if prefix and start > floor and _in_word(text[start - 1]):
        return None
    found = _ends(text, start, start + len(marker), stop)
    if found is None:
        return None
    host_end, end = found
    if prefix and "." not in text[start + 4 : end]:
        return None
    glue = _glue(text, min(host_end, end), end)
    shorter = None
    if glue is not None:
        shorter = prefix + unescapeAll(text[start : _trimmed(text, start, glue)])
    return Bare(start, end, prefix + unescapeAll(text[start:end]), shorter, prefix)


def _ends(text: str, start: int, first: int, stop: int) -> tuple[int, int] | None:
    """Where the host that begins at `first` ends, with the words glued to it, and where the URL does; None where no host is."""
    if not _begins_host(text[first : min(first + _OPENING, stop)]):
        return None
    host, end = _host(text, start, first, stop)
    if host is None or not _begins_host(host[0]):
        return None
    cut = _host_end(text, start, host.end())
    if any("_" in segment for segment in text[first:cut].split(".")[-2:]):
        return None  # GFM §6.9: no domain has it there
    if cut < host.end():
        end = _trimmed(text, start, cut)
    elif end is None:
        end = _trimmed(text, start, _body(text, first, stop, stop))
    return host.end(), end


def _begins_host(text: str) -> bool:
    return _within(text.lstrip("[:")[:1], _NAME_RANGES)


def _host(text: str, start: int, first: int, stop: int) -> tuple[re.Match[str] | None, int | None]:
    """The host that begins at `first`; and where the URL ends, unless that is far off and does not change the host."""
    far = first + _NEAR
    known = _body(text, first, far, stop)
    if known == far and (host := _HOST.match(text, first, stop)):
        # Trailing punctuation is left out, a host before it too: but not where anything else follows.
        trimmed = _TRIMMED.match(text, host.end(), stop)
        far = 1 + (trimmed or host).end()
        known = _body(text, first, far, stop)
        if known == far:
            return host, None
    end = _trimmed(text, start, known)
    return _HOST.match(text, first, end), end


def _within(char: str, ranges: tuple[str, ...]) -> bool:
    return char != "" and any(ends[0] <= char <= ends[1] for ends in ranges)


def _in_word(char: str) -> bool:
    """Whether what stands before `www.` is a letter of a word; Han is none, words are not parted there."""
    return char.isalnum() and not _within(char, _HAN_RANGES)


def scheme(text: str, colon: int) -> int:
    """Where the scheme begins whose `://` `MARK` has found."""
    match = _SCHEME.search(text, max(colon - 5, 0), colon)
    return match.start() if match else colon


def _body(text: str, first: int, far: int, stop: int) -> int:
    """Where a URL ends that is read from `first` on, or `far` if it goes on beyond.

    So does a closing bracket without its opening one. A square one always does; a round one inside a URL may belong to it (GFM
    example 625), but not before Han.
    """
    round_, square, position = 0, 0, first
    last = min(far + _STOP_MOST, stop)
    while position < far:
        stretch = _STRETCH.match(text, position, last)
        position = stretch.end() if stretch else position
        bracket = _BRACKET.match(text, position, last)
        if bracket is None or position >= far:
            break
        char = bracket[0]
        round_ += (char == "(") - (char == ")")
        square += (char == "[") - (char == "]")
        if square < 0 or (round_ < 0 and _OVER.match(text, position + 1, stop)):
            break
        round_ = max(round_, 0)
        position += 1
    return min(position, far)


def _trimmed(text: str, start: int, end: int) -> int:
    """Trailing punctuation, entities and unbalanced closing brackets left out (GFM §6.9)."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ";" and (entity := _ENTITY.search(text, max(start, end - 33), end)):
            end = entity.start()
        elif last in _TRAILING:
            end -= 1
        elif last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        else:
            break
    return end


def _host_end(text: str, start: int, end: int) -> int:
    """Where words glued to the host begin: no top-level domain goes on from ASCII to Han (`x.com这里`)."""
    dot = text.rfind(".", start, end)
    glue = _glue(text, dot + 1, end) if dot >= 0 else None
    return end if glue is None else glue


def _glue(text: str, start: int, end: int) -> int | None:
    """Where Han is glued to ASCII first."""
    places = (match.start() for match in _GLUE.finditer(text, start, end))
    return next((place for place in places if _within(text[place], _HAN_RANGES)), None)


def _mail(text: str, at: int, floor: int) -> Bare | None:
    local = _LOCAL.search(text, max(floor, at - 71), at)
    domain = _DOMAIN.match(text, at + 1)
    if local is None or domain is None or text[domain.end() : domain.end() + 1] in {"@", "_", "-"}:
        return None
    if text[domain.end() - 1].isdigit():
        return None  # no top-level domain ends so (cmark-gfm asks for a letter): it is a version, `name@1.2.3`
    start = local.start()
    while start < at and text[start] in "*_~.":
        start += 1
    if start == at:
        return None
    written = text[start : domain.end()]
    prefix = "" if ":" in written else "mailto:"
    return Bare(start, domain.end(), prefix + written, None, prefix)
