"""Comments of an article that pardon the construct after them: `<!-- linkcheck-ignore RULE until 2027-01-01: reason -->`.

A comment counts where a reader of the source would take it for one: not in code, not in a script. What it covers is the next reference
and what stands within that (the image in a link).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from linkcheck.extract import MARK, html, inline
from linkcheck.extract.places import Lines
from linkcheck.model import Kind, Pardon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from linkcheck.model import Document, Reference

_COMMENT = re.compile(rf"<!--\s*{MARK}\b((?:(?!-->).){{0,2000}})-->", re.DOTALL)
_UNTIL = re.compile(r"\buntil\s+(\S+)")


def pardons(
    document: Document, references: Sequence[Reference]
) -> tuple[tuple[Pardon, tuple[int, ...]], ...]:
    """The comments of a document, each with the places in `references` (in source order) that it covers."""
    if MARK not in document.text:
        return ()
    lines, reader = Lines(document.text), _READERS.get(document.kind)
    comments = _COMMENT.finditer(lines.text, lines.plain(document.body))
    starts, ends = array("i"), array("i")
    for one in references:
        starts.append(one.region.start)
        ends.append(one.region.end)
    return tuple(
        (
            _pardon(document.path, lines, match),
            _covered(lines.region(*match.span()).end, starts, ends),
        )
        for match in (reader(lines, comments) if reader else ())
    )


def _pardon(path: str, lines: Lines, match: re.Match[str]) -> Pardon:
    region = lines.region(*match.span())
    head, _, reason = match[1].partition(":")
    until, problem = None, ""
    if named := _UNTIL.search(head):
        head = head[: named.start()] + head[named.end() :]
        try:
            until = date.fromisoformat(named[1])
        except ValueError:
            problem = named[1]
    return Pardon(
        path=path,
        line=region.line,
        column=region.column,
        rules=tuple(head.replace(",", " ").split()),
        until=until,
        reason=" ".join(reason.split()),
        problem=problem,
    )


def _covered(end: int, starts: Sequence[int], ends: Sequence[int]) -> tuple[int, ...]:
    """The next reference after the comment, and those within it, by where references begin and end."""
    first = bisect_left(starts, end)
    within = ends[first] if first < len(ends) else 0
    return tuple(range(first, bisect_left(starts, within, first)))


def _in_markdown(lines: Lines, found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those that stand in HTML, as blocks or within paragraphs."""
    leaves: dict[int, list[Token]] = {}
    for token in _parser().parse(lines.text):
        if token.map and token.type in ("inline", "html_block"):
            for number in range(*token.map):
                leaves.setdefault(number, []).append(token)
    comments = cache(_comments)
    for match in found:
        number, first = lines.at(match.start())[0] - 1, match[0].partition("\n")[0]
        for leaf in leaves.get(number, ()):
            if any(each.startswith(first) for each in comments(leaf.type, leaf.content)):
                yield match
                break


def _comments(kind: str, content: str) -> tuple[str, ...]:
    """What is HTML in a leaf's text, as far as it can begin a comment of ours."""
    if kind == "html_block":
        spans = [match.span() for match in _COMMENT.finditer(content)]
    else:
        spans = [*inline.Scan(content, {}).run().cuts]
    written = (content[start:end] for start, end in spans)
    return tuple(each for each in written if MARK in each)


def _in_html(lines: Lines, found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those that stand in no script and no other element of raw text."""
    starts, ends, opened = [], [], None
    for token in html.tokens(lines.text, 0, len(lines.text)):
        if opened is not None and isinstance(token, html.Tag):
            ends.append(token.start)
            opened = None
        if isinstance(token, html.Tag) and token.name in html.RAW and not token.closing:
            starts.append(token.end)
            opened = token
    ends.append(len(lines.text))
    for match in found:
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= ends[before]:
            yield match


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable("inline")


_READERS: Mapping[Kind, Callable[[Lines, Iterator[re.Match[str]]], Iterator[re.Match[str]]]] = {
    Kind.MARKDOWN: _in_markdown,
    Kind.HTML: _in_html,
}
