"""Our nouns → the shapes of version 1, field by field, so that a change in here changes no output unseen."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from linkcheck import model
from linkcheck.language import say
from linkcheck.report import summary, v1

if TYPE_CHECKING:
    from collections.abc import Iterable

_of_page = attrgetter(*v1.Page.__struct_fields__)


def head(report: model.Report) -> v1.Head:
    """The report's own facts; its findings are told one by one."""
    counts = summary.outcomes(report.findings)
    return v1.Head(
        schema="linkcheck-report/1",
        started=report.started,
        finished=report.finished,
        tool=v1.Tool(name="linkcheck", version=report.version),
        ending=report.ending,
        requests=report.requests,
        archive_requests=report.archive_requests,
        problems=report.problems,
        summary=v1.Summary(**{outcome.value: counts[outcome] for outcome in model.Outcome}),
        documents=[_document(document) for document in report.documents],
        warc=_warc(report.recorded) if report.recorded else None,
        baseline=_baseline(report.known) if report.known else None,
        notices=[_said(notice) for notice in report.notices],
    )


def _baseline(known: model.Known) -> v1.Baseline:
    return v1.Baseline(
        path=known.path,
        entries=known.entries,
        met=known.met,
        sources=known.sources,
        archived=known.archived,
    )


def _warc(recorded: model.Recorded) -> v1.Warc:
    return v1.Warc(
        files=recorded.files,
        responses=recorded.responses,
        revisits=recorded.revisits,
        truncated=recorded.truncated,
    )


def finding(found: model.Finding) -> v1.Finding:
    """One finding, complete."""
    return v1.Finding(
        url=found.references[0].url if found.references else found.target.url,
        outcome=found.verdict.outcome,
        rule=found.verdict.rule,
        reason=_text(found.verdict.reason),
        because=_because(found.verdict.reason),
        notes=[_said(note) for note in found.verdict.notes],
        nearly=[_nearly(each) for each in found.verdict.nearly],
        references=[reference(place) for place in found.references],
        target=_target(found.target),
        evidence=_evidence(found.evidence) if found.evidence else None,
        host=_host(found.host, found.evidence) if found.host else None,
        archive=_archive(found.lookup) if found.lookup else None,
        drift=_drift(found.drift) if found.drift else None,
        local=_local(found.local) if found.local else None,
    )


def reference(place: model.Reference) -> v1.Reference:
    """One place; `extract` and `check` say it alike."""
    region, dest, definition = place.region, place.dest, place.definition
    return v1.Reference(
        path=place.path,
        line=region.line,
        column=region.column,
        end_line=region.end_line,
        end_column=region.end_column,
        dest_line=dest.line if dest else None,
        dest_column=dest.column if dest else None,
        definition=v1.Spot(definition.line, definition.column) if definition else None,
        role=place.role,
        label=place.label,
        url=place.url,
        date=place.date,
        shorter=place.shorter,
    )


def _nearly(nearly: model.Nearly) -> v1.Nearly:
    return v1.Nearly(rule=nearly.rule, reason=_text(nearly.reason), because=_because(nearly.reason))


def _document(document: model.Document) -> v1.Document:
    return v1.Document(
        path=document.path,
        title=document.title,
        date=document.date,
        kind=document.kind,
        encoding=document.encoding,
        bom=document.bom,
        sha256=document.sha256,
        warnings=[_said(warning) for warning in document.warnings],
    )


def _target(target: model.Target) -> v1.Target:
    return v1.Target(
        url=target.url,
        way=target.way,
        request=target.request,
        host=target.host,
        fragment=target.fragment,
        problem=_said(target.problem) if target.problem else None,
        ignored=_said(target.ignored) if target.ignored else None,
    )


def _evidence(evidence: model.Evidence) -> v1.Evidence:
    return v1.Evidence(
        url=evidence.url,
        looks=[_look(look) for look in evidence.looks],
        root=_look(evidence.root) if evidence.root else None,
        sibling=_look(evidence.sibling) if evidence.sibling else None,
        shorter=_look(evidence.shorter) if evidence.shorter else None,
    )


def _host(host: model.HostEvidence, evidence: model.Evidence | None) -> v1.Host:
    # All arrivals of a run in each finding would grow with the square of the run.
    looks = _looks(evidence) if evidence else ()
    ends = {look.url for look in looks}
    return v1.Host(
        host=host.host,
        answers=list(host.answers),
        arrivals=[(url, number) for url, number in host.arrivals if url in ends],
        alike=host.alike,
    )


def _looks(evidence: model.Evidence) -> Iterable[model.Look]:
    others = (evidence.root, evidence.sibling, evidence.shorter)
    return (*evidence.looks, *(look for look in others if look))


def _look(look: model.Look) -> v1.Look:
    return v1.Look(
        at=look.at,
        status=look.status,
        failure=look.failure,
        timeout=look.timeout.total_seconds(),
        hops=[_hop(hop) for hop in look.hops],
        page=_page(look.page) if look.page else None,
    )


def _hop(hop: model.Hop) -> v1.Hop:
    return v1.Hop(
        url=hop.url,
        status=hop.status,
        failure=hop.failure,
        detail=hop.detail,
        location=hop.location,
        headers=list(hop.headers),
        address=hop.address,
        elapsed=hop.elapsed.total_seconds(),
    )


def _page(page: model.Page) -> v1.Page:
    return v1.Page(*_of_page(page))


def _archive(lookup: model.Lookup) -> v1.Archive:
    return v1.Archive(
        state=lookup.state,
        reason=_text(lookup.reason) if lookup.reason else None,
        because=_because(lookup.reason) if lookup.reason else None,
        mementos=[_memento(copy) for copy in lookup.copies],
    )


def _drift(found: model.Drift) -> v1.Drift:
    memento = found.memento
    return v1.Drift(
        memento=v1.Capture(memento.archive, memento.url, memento.original, memento.captured),
        days=found.days,
        similarity=found.similarity,
        change=found.change,
        then=found.then,
        now=found.now,
    )


def _local(seen: model.LocalEvidence) -> v1.Local:
    return v1.Local(
        presence=seen.presence,
        path=seen.path,
        anchor=seen.anchor,
        near=seen.near,
        detail=seen.detail,
    )


def _memento(copy: model.Copy) -> v1.Memento:
    memento = copy.memento
    return v1.Memento(
        archive=memento.archive,
        url=memento.url,
        original=memento.original,
        captured=memento.captured,
        days=copy.days,
        status=memento.status,
        media_type=memento.media_type,
        digest=memento.digest,
        match=memento.match,
        grade=copy.grade,
        grade_reason=_text(copy.reason),
        grade_because=_because(copy.reason),
    )


def _text(remark: model.Remark) -> str:
    return say(remark, "en")


def _because(remark: model.Remark) -> v1.Because:
    return v1.Because(id=remark.id, values=dict(remark.values))


def _said(remark: model.Remark) -> v1.Said:
    return v1.Said(id=remark.id, text=_text(remark), values=dict(remark.values))
