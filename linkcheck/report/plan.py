"""The plan of a run (`plan`, `check --dry-run`) in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.language import duration_text, say
from linkcheck.model import remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Remark
    from linkcheck.plan import Course, Prospect, Searches

_MIB = 1024 * 1024


def plan_lines(prospect: Prospect, lang: str) -> Iterator[str]:
    """The whole, the busy hosts, the time with one process and with several, the archives, and what all that rests on."""
    for indent, each in _said(prospect, lang):
        yield f"{indent}{say(each, lang)}\n"


def _said(prospect: Prospect, lang: str) -> Iterator[tuple[str, Remark]]:
    plan = prospect.plan
    yield (
        "",
        remark("plan.whole", targets=plan.targets, requests=plan.requests, hosts=len(plan.hosts)),
    )
    for host, requests in plan.busiest:
        yield "  ", remark("plan.host", host=host, requests=requests)
    yield "", remark("plan.time", least=duration_text(plan.least, lang))
    for course in prospect.courses:
        yield "  ", _course(course, lang)
    if prospect.searches is not None and prospect.searches.expected:
        yield "", _archives(prospect.searches, lang)
    if prospect.courses:
        yield "", prospect.basis


def _course(course: Course, lang: str) -> Remark:
    time, memory = duration_text(course.time, lang), round(course.memory / _MIB)
    if course.workers == 1:
        return remark("plan.alone", time=time, memory=memory)
    worker = round(course.worker_memory / _MIB)
    return remark("plan.workers", workers=course.workers, time=time, memory=memory, worker=worker)


def _archives(searches: Searches, lang: str) -> Remark:
    return remark(
        "plan.archives",
        searches=searches.expected,
        requests=searches.requests,
        time=duration_text(searches.time, lang),
        within=searches.within,
        allowed=duration_text(searches.allowed, lang),
    )
