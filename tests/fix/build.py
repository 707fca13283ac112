"""Documents, findings and plans for the tests of mending."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from linkcheck.extract import extract
from linkcheck.fix import Plan, Wishes, plan
from linkcheck.model import (
    Copy,
    Document,
    Finding,
    Grade,
    Kind,
    Lookup,
    LookupState,
    Memento,
    Outcome,
    Remark,
    Target,
    Verdict,
    Way,
    remark,
)
from linkcheck.run import hands
from linkcheck.settings import Settings
from linkcheck.source import reread

if TYPE_CHECKING:
    from linkcheck.model import Reference

HANDS = hands(Settings())
OLD = "http://old.example/a"
COPY = "https://web.archive.org/web/20211221000000/http://old.example/a"


def document(text: str, kind: Kind = Kind.MARKDOWN, path: str = "a.md") -> Document:
    read = reread(Document(path=path, text=text, kind=kind), text)
    return replace(read, sha256=hashlib.sha256(text.encode()).hexdigest())


def copy(url: str, grade: Grade = Grade.GOOD) -> Copy:
    captured = datetime(2021, 12, 21, tzinfo=UTC)
    memento = Memento(archive="wayback", url=url, original=OLD, captured=captured)
    return Copy(memento=memento, days=0, grade=grade, reason=remark("proof.shows-page"))


def finding(
    references: tuple[Reference, ...],
    outcome: Outcome,
    *copies: Copy,
    notes: tuple[Remark, ...] = (),
) -> Finding:
    state = LookupState.FOUND if copies else LookupState.NONE
    url, _, fragment = references[0].url.partition("#")
    return Finding(
        target=Target(url=references[0].url, way=Way.WEB, request=url, fragment=fragment),
        references=references,
        verdict=Verdict(outcome=outcome, rule="gone", reason=remark("ok"), notes=notes),
        lookup=Lookup(state=state, copies=copies),
    )


def dead(read: Document, old: str = OLD, new: str = COPY) -> list[Finding]:
    """Every citation of an address is dead and has a good copy."""
    cited = tuple(one for one in extract(read) if one.url == old)
    return [finding(cited, Outcome.DEAD, copy(new))] if cited else []


def moved(read: Document, old: str, new: str) -> list[Finding]:
    """Every citation of an address moved for good."""
    cited = tuple(one for one in extract(read) if one.url == old)
    return [finding(cited, Outcome.ALIVE, notes=(remark("note.moved", url=new),))]


def mended(text: str, kind: Kind = Kind.MARKDOWN, wishes: Wishes | None = None) -> Plan:
    read = document(text, kind)
    return plan(read, dead(read), HANDS, wishes or Wishes())
