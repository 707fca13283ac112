"""A saved report → the nouns: what any format can be written from again, without a request.

A saved report is input like any other: it may come from a stranger, from another version, or cut short. What does not fit
`linkcheck-report/1` is the user's mistake, in one line; a sentence that this version does not know is told as it was saved.
Places come back without offsets, since those are a document's, and a report does not hold documents.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from linkcheck import model
from linkcheck.errors import SourceError
from linkcheck.language import can_say
from linkcheck.report import v1

if TYPE_CHECKING:
    from collections.abc import Mapping


def load(raw: bytes, name: str) -> model.Report:
    """The report in these bytes; SourceError names the file and what does not fit."""
    try:
        return _report(msgspec.json.decode(raw, type=v1.Report))
    except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
        raise SourceError(f"{name}: no saved report (linkcheck-report/1): {error}") from None


def _report(saved: v1.Report) -> model.Report:
    return model.Report(
        documents=tuple(_document(each) for each in saved.documents),
        findings=tuple(_finding(each) for each in saved.findings),
        started=_aware(saved.started),
        finished=_aware(saved.finished),
        version=saved.tool.version,
        ending=saved.ending,
        requests=saved.requests,
        archive_requests=saved.archive_requests,
        problems=saved.problems,
        recorded=_recorded(saved.warc) if saved.warc else None,
        known=_known(saved.baseline) if saved.baseline else None,
        notices=tuple(_said(each) for each in saved.notices),
    )


def _known(saved: v1.Baseline) -> model.Known:
    """As saved; a bar is drawn of these, so that those with a copy cannot be more than all."""
    return model.Known(
        path=saved.path,
        entries=saved.entries,
        met=saved.met,
        sources=saved.sources,
        archived=min(saved.archived, saved.sources),
    )


def _recorded(saved: v1.Warc) -> model.Recorded:
    return model.Recorded(
        files=saved.files,
        responses=saved.responses,
        revisits=saved.revisits,
        truncated=saved.truncated,
    )


def _document(saved: v1.Document) -> model.Document:
    return model.Document(
        path=saved.path,
        text="",
        kind=saved.kind,
        title=saved.title,
        date=saved.date,
        encoding=saved.encoding,
        bom=saved.bom,
        sha256=saved.sha256,
        warnings=tuple(_said(each) for each in saved.warnings),
    )


def _finding(saved: v1.Finding) -> model.Finding:
    return model.Finding(
        target=_target(saved.target),
        references=tuple(_reference(each) for each in saved.references),
        verdict=model.Verdict(
            outcome=saved.outcome,
            rule=saved.rule,
            reason=_remark(saved.because.id, saved.because.values, saved.reason),
            notes=tuple(_said(each) for each in saved.notes),
            nearly=tuple(_nearly(each) for each in saved.nearly),
        ),
        evidence=_evidence(saved.evidence) if saved.evidence else None,
        host=_host(saved.host) if saved.host else None,
        lookup=_lookup(saved.archive) if saved.archive else None,
        drift=_drift(saved.drift) if saved.drift else None,
        local=_local(saved.local) if saved.local else None,
    )


def _nearly(saved: v1.Nearly) -> model.Nearly:
    return model.Nearly(saved.rule, _remark(saved.because.id, saved.because.values, saved.reason))


def _target(saved: v1.Target) -> model.Target:
    return model.Target(
        url=saved.url,
        way=saved.way,
        request=saved.request,
        host=saved.host,
        fragment=saved.fragment,
        problem=_said(saved.problem) if saved.problem else None,
        ignored=_said(saved.ignored) if saved.ignored else None,
    )


def _reference(saved: v1.Reference) -> model.Reference:
    region = model.Region(0, 0, saved.line, saved.column, saved.end_line, saved.end_column)
    return model.Reference(
        path=saved.path,
        region=region,
        dest=_spot(saved.dest_line, saved.dest_column),
        definition=_spot(saved.definition.line, saved.definition.column)
        if saved.definition
        else None,
        role=saved.role,
        label=saved.label,
        url=saved.url,
        date=saved.date,
        shorter=saved.shorter,
    )


def _spot(line: int | None, column: int | None) -> model.Region | None:
    """A place of which only the beginning was saved."""
    if line is None or column is None:
        return None
    return model.Region(0, 0, line, column, line, column)


def _evidence(saved: v1.Evidence) -> model.Evidence:
    return model.Evidence(
        url=saved.url,
        looks=tuple(_look(each) for each in saved.looks),
        root=_look(saved.root) if saved.root else None,
        sibling=_look(saved.sibling) if saved.sibling else None,
        shorter=_look(saved.shorter) if saved.shorter else None,
    )


def _look(saved: v1.Look) -> model.Look:
    return model.Look(
        at=_aware(saved.at),
        hops=tuple(_hop(each) for each in saved.hops),
        page=_page(saved.page) if saved.page else None,
        failure=saved.failure,
        timeout=timedelta(seconds=saved.timeout),
    )


def _hop(saved: v1.Hop) -> model.Hop:
    return model.Hop(
        url=saved.url,
        status=saved.status,
        failure=saved.failure,
        detail=saved.detail,
        location=saved.location,
        headers=tuple(saved.headers),
        address=saved.address,
        elapsed=timedelta(seconds=saved.elapsed),
    )


def _page(saved: v1.Page) -> model.Page:
    return model.Page(**{name: getattr(saved, name) for name in v1.Page.__struct_fields__})


def _host(saved: v1.Host) -> model.HostEvidence:
    return model.HostEvidence(
        host=saved.host,
        answers=tuple(saved.answers),
        arrivals=tuple(saved.arrivals),
        alike=saved.alike,
    )


def _drift(saved: v1.Drift) -> model.Drift:
    memento = saved.memento
    return model.Drift(
        memento=model.Memento(
            archive=memento.archive,
            url=memento.url,
            original=memento.original,
            captured=_aware(memento.captured),
        ),
        days=saved.days,
        similarity=saved.similarity,
        change=saved.change,
        then=saved.then,
        now=saved.now,
    )


def _local(saved: v1.Local) -> model.LocalEvidence:
    return model.LocalEvidence(
        presence=saved.presence,
        path=saved.path,
        anchor=saved.anchor,
        near=saved.near,
        detail=saved.detail,
    )


def _lookup(saved: v1.Archive) -> model.Lookup:
    reason = (
        _remark(saved.because.id, saved.because.values, saved.reason or "")
        if saved.because
        else None
    )
    return model.Lookup(
        state=saved.state, reason=reason, copies=tuple(_copy(each) for each in saved.mementos)
    )


def _copy(saved: v1.Memento) -> model.Copy:
    return model.Copy(
        memento=model.Memento(
            archive=saved.archive,
            url=saved.url,
            original=saved.original,
            captured=_aware(saved.captured),
            status=saved.status,
            media_type=saved.media_type,
            digest=saved.digest,
            match=saved.match,
        ),
        days=saved.days,
        grade=saved.grade,
        reason=_remark(saved.grade_because.id, saved.grade_because.values, saved.grade_reason),
    )


def _said(saved: v1.Said) -> model.Remark:
    return _remark(saved.id, saved.values, saved.text)


def _remark(id_: str, values: Mapping[str, model.Value], text: str) -> model.Remark:
    known = model.remark(id_, **values)
    return known if can_say(known) else model.remark("verbatim", text=text)


def _aware(moment: datetime) -> datetime:
    """RFC 3339 times carry their offset; one without is taken as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
