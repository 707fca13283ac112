"""What a scan has found, read again and put into its block, and what a reader sees of the text instead of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from linkcheck.extract import html
from linkcheck.extract.blocks import Form, Found
from linkcheck.extract.cuts import Seen
from linkcheck.extract.founds import LOT, Founds
from linkcheck.extract.labels import plain
from linkcheck.extract.tape import ANGLE, BARE, IMAGE, LINK, PREFIXES, TAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.extract.blocks import Block
    from linkcheck.extract.inline import Scan
    from linkcheck.extract.origin import Origin
    from linkcheck.extract.tape import Noted


def fill(block: Block, scan: Scan, origin: Origin) -> None:
    """Put a scan's citations into their block, whose text it was; there may be half a million."""
    seen, notes = Seen(scan.cuts), scan.tape.notes()
    if len(scan.tape) > LOT:
        block.found = Founds()
    keep, until, note = block.found.append, 0, next(notes, None)
    for noted in scan.tape:
        kind, start, label = noted[0], noted[1], noted[5]
        while note is not None and note[0] < start:
            until, note = note[1], next(notes, None)
        seen.go_on(label)
        made = _tag(noted, scan, origin) if kind == TAG else (_ONE[kind](noted, scan, origin),)
        for found in made:
            found.note, found.at = start < until, seen.length
            keep(found)
    seen.go_on(len(scan.text))
    block.text = seen.text()


def _link(noted: Noted, scan: Scan, origin: Origin) -> Found:
    """A link or an image in brackets, with its destination or that of a definition."""
    kind, start, end, dest, dest_end, label, label_end, number = noted
    target = scan.targets[number] if number >= 0 else None
    return Found(
        form=Form.IMAGE if kind == IMAGE else Form.LINK,
        span=origin.span(start, end),
        dest=None if target else origin.span(dest, dest_end),
        url=target.url if target else unescapeAll(scan.text[dest:dest_end]),
        label=plain(scan.cuts.within(label, label_end)),
        definition=target.dest if target else None,
    )


def _angle(noted: Noted, scan: Scan, origin: Origin) -> Found:
    """An autolink, in which a backslash is one."""
    _, start, end, dest, dest_end, _, _, prefix = noted
    written = scan.text[dest:dest_end]
    return Found(
        form=Form.LINK,
        span=origin.span(start, end),
        dest=origin.span(dest, dest_end),
        url=PREFIXES[prefix] + unescapeAll(written.replace("\\", "\\\\")),
        label=written,
    )


def _bare(noted: Noted, scan: Scan, origin: Origin) -> Found:
    """A URL in running text."""
    start, end, prefix = noted[1], noted[2], noted[7]
    written, span = scan.text[start:end], origin.span(start, end)
    return Found(
        form=Form.BARE,
        span=span,
        dest=span,
        url=PREFIXES[prefix] + unescapeAll(written),
        label=written,
        shorter=scan.shorter.get(start),
    )


_ONE: dict[int, Callable[[Noted, Scan, Origin], Found]] = {
    LINK: _link,
    IMAGE: _link,
    ANGLE: _angle,
    BARE: _bare,
}


def _tag(noted: Noted, scan: Scan, origin: Origin) -> Iterator[Found]:
    """All that a tag of HTML cites; an anchor's label is what stands in it."""
    start, end, label_end = noted[1], noted[2], noted[7]
    tag, span = html.tag(scan.text, start), origin.span(start, end)
    own = None if label_end < 0 else plain(scan.cuts.within(end, label_end))
    for form, url, first, last, label in html.cited(scan.text, tag) if tag else ():
        yield Found(
            form=form,
            span=span,
            dest=origin.span(first, last),
            url=url,
            label=label if own is None else own,
        )
