"""What would be done to one document, and what is left alone and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.fix.apply import apply, keeps_the_rest
from linkcheck.fix.remedy import Hopeless, Remedy, remedy
from linkcheck.fix.rewrite import Edit, Style, rewrite
from linkcheck.model import MASK, Document, Reference, Remark, remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linkcheck.model import Finding


@dataclass(frozen=True, slots=True)
class Hands:
    """What planning borrows of other stages: reading references, the document of a changed text, and whose a host is."""

    extract: Callable[[Document], tuple[Reference, ...]]
    reread: Callable[[Document, str], Document]
    same_site: Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants it."""

    style: Style = Style.REPLACE
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A place that stays as it is; `person` where somebody has to decide."""

    reference: Reference
    reason: Remark
    person: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One document, the edits that mend it, proven together, and what they leave."""

    document: Document
    edits: tuple[Edit, ...]
    left: tuple[Left, ...]
    text: str
    """The text with all edits made."""


def plan(document: Document, findings: Iterable[Finding], hands: Hands, wishes: Wishes) -> Plan:
    """The edits that would mend a document; each is proven by reading the result, alone where not all together hold."""
    before = hands.extract(document)
    here = {_place(reference): reference for reference in before}
    edits: dict[tuple[int, int], Edit] = {}
    left: list[Left] = []
    for finding in findings:
        wanted = remedy(finding, hands.same_site)
        for cited in finding.references:
            if wanted is None or cited.path != document.path:
                continue
            found = _planned(document, here.get(_place(cited)), cited, wanted, wishes)
            if isinstance(found, Left):
                left.append(found)
            elif not _is_mended(found, before):
                edits[found.start, found.end] = found
    proven, refused = _proven(document, before, tuple(edits.values()), hands)
    left += [Left(edit.reference, remark("fix.unproven"), person=True) for edit in refused]
    return Plan(document, proven, tuple(left), apply(document.text, proven))


def narrowed(made: Plan, kept: Sequence[Edit], hands: Hands) -> Plan:
    """The plan with some of its edits only; what is dropped is left to the person who dropped it."""
    document = made.document
    proven, refused = _proven(document, hands.extract(document), tuple(kept), hands)
    dropped = [edit for edit in made.edits if edit not in proven]
    reasons = {id(edit): remark("fix.unproven") for edit in refused}
    left = (
        Left(edit.reference, reasons.get(id(edit), remark("fix.declined")), person=True)
        for edit in dropped
    )
    return Plan(document, proven, (*made.left, *left), apply(document.text, proven))


def _place(reference: Reference) -> tuple[object, ...]:
    """What a saved run knows of a place: lines and columns."""
    region, dest = reference.region, reference.dest
    ends = (dest.line, dest.column) if dest else None
    return region.line, region.column, region.end_line, region.end_column, ends, reference.role


def _planned(
    document: Document,
    reference: Reference | None,
    cited: Reference,
    wanted: Remedy | Hopeless,
    wishes: Wishes,
) -> Edit | Left:
    if reference is None or not _is_cited(reference, cited):
        return Left(cited, remark("fix.elsewhere"), person=True)
    if isinstance(wanted, Hopeless):
        return Left(reference, wanted.reason, wanted.person)
    if not wanted.safe and not wishes.unsafe:
        return Left(reference, wanted.reason, person=True)
    if MASK in wanted.url:
        return Left(reference, remark("fix.secret"), person=True)
    found = rewrite(document, reference, wanted, wishes.style)
    return found if isinstance(found, Edit) else Left(reference, found, person=True)


def _is_cited(reference: Reference, cited: Reference) -> bool:
    """Whether the place still cites what was checked; a saved run holds no secrets to compare."""
    return reference.url == cited.url or MASK in cited.url


def _is_mended(edit: Edit, before: Sequence[Reference]) -> bool:
    """Whether nothing would change, or a copy stands behind the link already."""
    if not edit.adds:
        return edit.old == edit.new
    followers = (one for one in before if 0 <= one.region.start - edit.end <= len(" (["))
    return any(one.url != edit.cited and one.url.endswith(edit.cited) for one in followers)


def _proven(
    document: Document, before: Sequence[Reference], edits: tuple[Edit, ...], hands: Hands
) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """The edits that hold together, and those that would change anything else."""
    if not edits or _holds(document, before, edits, hands):
        return edits, ()
    kept: list[Edit] = []
    for edit in edits:
        if _holds(document, before, (*kept, edit), hands):
            kept.append(edit)
    return tuple(kept), tuple(edit for edit in edits if edit not in kept)


def _holds(
    document: Document, before: Sequence[Reference], edits: tuple[Edit, ...], hands: Hands
) -> bool:
    if any(_overlap(one, other) for one in edits for other in edits if one is not other):
        return False
    after = hands.extract(hands.reread(document, apply(document.text, edits)))
    return keeps_the_rest(before, after, edits)


def _overlap(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end
