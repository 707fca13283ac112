"""The evidence behind one verdict (`linkcheck explain URL`): what was asked, what came back, each rule, which decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.language import duration_text, say, word
from linkcheck.model import remark
from linkcheck.report.block import block
from linkcheck.report.layout import pad
from linkcheck.report.paint import paint
from linkcheck.report.safe import cleaned, inert, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Finding, Hop, LocalEvidence, Look, Outcome, Page, Remark
    from linkcheck.report.view import View

_RULE_WIDTH = 18
_TEXT_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that was asked: what it said, or what spoke for it without being enough."""

    rule: str
    outcome: Outcome
    said: Remark | None = None
    nearly: Remark | None = None


def explanation(finding: Finding, asked: tuple[Asked, ...], view: View) -> Iterator[str]:
    """The story of one finding, in lines."""
    safe = cleaned(finding, shown)
    for line in (
        *block(safe, view),
        "",
        *_evidence(safe, view),
        *_rules(cleaned(asked, shown), view),
    ):
        yield inert(line) + "\n"


def _evidence(finding: Finding, view: View) -> Iterator[str]:
    if finding.local is not None:
        yield from _local(finding.local, view)
    if finding.evidence is None:
        return
    evidence = finding.evidence
    for number, look in enumerate(evidence.looks, 1):
        yield from _look(say(remark("explain.look", number=number), view.lang), look, view)
    for name in ("root", "sibling", "shorter"):
        look = getattr(evidence, name)
        if look is not None:
            yield from _look(word(f"explain.{name}", view.lang), look, view)


def _local(seen: LocalEvidence, view: View) -> Iterator[str]:
    """What stands where a local link leads."""
    yield paint(word("explain.local", view.lang), "strong", color=view.color)
    yield f"  {seen.path}"
    yield f"    {'  '.join(filter(None, (seen.presence, seen.detail)))}"
    if seen.near:
        yield f"    {say(remark('explain.near', name=seen.near), view.lang)}"
    yield ""


def _look(title: str, look: Look, view: View) -> Iterator[str]:
    when = look.at.isoformat(sep=" ", timespec="seconds")
    yield paint(title, "strong", color=view.color) + f"  {when}"
    for hop in look.hops:
        yield from _hop(hop, view)
    if look.failure is not None and look.failure is not look.hops[-1].failure:
        yield f"    {look.failure}"
    if look.page is not None:
        yield from _page(look.page, view)
    yield ""


def _hop(hop: Hop, view: View) -> Iterator[str]:
    yield f"  GET {hop.url}"
    came = [str(part) for part in (hop.status, hop.failure, hop.detail) if part]
    took = duration_text(hop.elapsed, view.lang)
    yield f"    {'  '.join(came)}  ({', '.join(filter(None, [hop.address, took]))})"
    for name, value in hop.headers:
        yield paint(f"    {name}: {value}", "quiet", color=view.color)


def _page(page: Page, view: View) -> Iterator[str]:
    facts = remark("explain.page", words=page.words, size=page.size)
    yield f"    {say(facts, view.lang)}"
    for text in (page.title, *page.headings[:1], page.text[:_TEXT_SHOWN]):
        if text:
            yield f"    │ {' '.join(text.split())}"


def _rules(asked: tuple[Asked, ...], view: View) -> Iterator[str]:
    yield paint(word("explain.rules", view.lang), "strong", color=view.color)
    for each in asked:
        said = each.said or each.nearly
        key = "decided" if each.said else "nearly" if each.nearly else "no"
        mark = paint(
            word(f"explain.{key}", view.lang), "strong" if each.said else "quiet", color=view.color
        )
        yield f"  {pad(each.rule, _RULE_WIDTH)} {mark}{'  ' + say(said, view.lang) if said else ''}"
