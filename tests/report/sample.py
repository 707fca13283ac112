"""A report made by hand: the article of the fixtures, as a run might have found it on a day in 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from linkcheck.model import (
    Copy,
    Document,
    Ending,
    Evidence,
    Failure,
    Finding,
    Grade,
    Hop,
    HostEvidence,
    Look,
    Lookup,
    LookupState,
    Memento,
    Outcome,
    Page,
    Reference,
    Region,
    Remark,
    Report,
    Role,
    Target,
    Verdict,
    Way,
    remark,
)

STARTED = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
ARTICLE = "fixtures/article.md"
TITLE = "俄中联盟：莫斯科与北约正处于短兵相见的紧张时刻"


def reference(
    spot: str, role: Role, label: str, url: str, *, path: str = ARTICLE, dest: int = 3
) -> Reference:
    line, column = map(int, spot.split(":"))
    end = column + len(label) + len(url) + 4
    return Reference(
        path=path,
        region=Region(0, 0, line, column, line, end),
        dest=Region(0, 0, line, column + len(label) + dest, line, end - 1),
        role=role,
        label=label,
        url=url,
    )


def document(path: str = ARTICLE, title: str | None = TITLE) -> Document:
    return Document(path=path, text="", title=title, date=date(2021, 12, 21))


def seen(url: str, *statuses: int, title: str = "") -> Evidence:
    page = Page(media_type="text/html", title=title, words=412, size=18_204)
    looks = tuple(
        Look(
            at=STARTED + timedelta(seconds=6 * number),
            hops=(Hop(url=url, status=status, elapsed=timedelta(milliseconds=312)),),
            page=page,
        )
        for number, status in enumerate(statuses)
    )
    return Evidence(url=url, looks=looks)


def failed(url: str, failure: Failure, detail: str) -> Evidence:
    hop = Hop(url=url, failure=failure, detail=detail, elapsed=timedelta(seconds=10))
    return Evidence(url=url, looks=(Look(at=STARTED, hops=(hop,), failure=failure),))


def copy(url: str, day: date, grade: Grade, why: Remark) -> Copy:
    captured = datetime(day.year, day.month, day.day, 4, 5, 6, tzinfo=UTC)
    return Copy(
        memento=Memento(
            archive="wayback",
            url=f"https://web.archive.org/web/{captured:%Y%m%d%H%M%S}/{url}",
            original=url,
            captured=captured,
            status=200,
            media_type="text/html",
        ),
        days=(day - date(2021, 12, 21)).days,
        grade=grade,
        reason=why,
    )


def finding(
    references: tuple[Reference, ...],
    outcome: Outcome,
    reason: Remark,
    *,
    rule: str = "gone",
    notes: tuple[Remark, ...] = (),
    evidence: Evidence | None = None,
    lookup: Lookup | None = None,
) -> Finding:
    url = references[0].url
    host = urlsplit(url).hostname or ""
    return Finding(
        target=Target(url=url, way=Way.WEB, request=url, host=host),
        references=references,
        verdict=Verdict(outcome=outcome, rule=rule, reason=reason, notes=notes),
        evidence=evidence or seen(url, 200),
        host=HostEvidence(host=host, answers=(("200", 1),)),
        lookup=lookup,
    )


def because(what: str, more: str) -> Remark:
    """A reason in a sentence of the report's own: what the judge says may change, and these files need not."""
    return remark("line.reason", rule=what, reason=more)


OK = because("answers", "200")
SHOWS = remark("proof.shows-page")


def alive(*references: Reference, notes: tuple[Remark, ...] = ()) -> Finding:
    return finding(references, Outcome.ALIVE, OK, rule="ok", notes=notes)


def found(*copies: Copy, reason: Remark | None = None) -> Lookup:
    return Lookup(state=LookupState.FOUND, copies=copies, reason=reason)


_GNEWS = "https://gnews.org/zh-hans/1732373/"
_QQ = "https://new.qq.com/omn/20211217/20211217A09YPG00.html"
_GIS = (
    "https://www.gisreportsonline.com/nato-russia-security-tensions-escalating-tit-for-tat,3704,"
    "c.html"
)
_GETTR = "https://gettr.com/post/pimgit758a"
_TIMES = (
    "https://www.themoscowtimes.com/2021/12/20/russia-demands-urgent-us-talks-warning-of-military-"
    "response-a75880"
)
_VOA = (
    "https://www.voachinese.com/a/Xi-supports-Putin-on-European-security-issue-20211216/"
    "6357571.html"
)
_NEWSWEEK = (
    "https://www.newsweek.com/exclusive-russia-ambassador-red-lines-ukraine-ties-china-interview-"
    "1660663?utm_source=PushnamiMailing&utm_medium=email&utm_campaign=automatic"
)
_IMAGE = (
    "https://assets.gnews.org/wp-content/uploads/2021/12/%E6%9C%80%E6%96%B0%E7%89%88%E6%A8%B1.jpg"
)

FINDINGS = (
    alive(reference("4:28", Role.REPRINT, "轉載自GNews", "https://gnews.org/zh-hans/1777037/")),
    alive(
        reference("7:1", Role.IMAGE, "", "https://lh5.googleusercontent.com/ohRFTOUm6S8fLIHb5Ppeq")
    ),
    alive(
        reference("7:176", Role.IMAGE_CREDIT, "图片来源", _VOA),
        reference("29:355", Role.LINK, "普京也计划出席在即将到来的北京冬奥会开幕式。", _VOA),
    ),
    finding(
        (reference("12:42", Role.LINK, "北约的每个人都清楚俄军军事力量和实力", _TIMES),),
        Outcome.UNSURE,
        because("no answer within 10 s, then 30 s", "the rest of the site answers"),
        rule="timeout",
        evidence=failed(_TIMES, Failure.TIMEOUT, "read timed out"),
        lookup=found(copy(_TIMES, date(2021, 12, 21), Grade.GOOD, SHOWS)),
    ),
    finding(
        (
            reference(
                "14:14", Role.READING, "中俄联军侵略：美防长奥斯汀说乌克兰、台湾可以自卫", _GNEWS
            ),
        ),
        Outcome.DEAD,
        because("404 twice, 6 s apart", "the site's front page is fine"),
        evidence=seen(_GNEWS, 404, 404, title="Page not found"),
        lookup=found(copy(_GNEWS, date(2021, 12, 23), Grade.GOOD, SHOWS)),
    ),
    finding(
        (
            reference("19:125", Role.TIMESTAMP, "45:05 时段", _GETTR),
            reference("19:239", Role.TIMESTAMP, "1:05.08时段", _GETTR),
        ),
        Outcome.UNSURE,
        because("Cloudflare challenge", "a reader with a browser may get through"),
        rule="wall",
        evidence=seen(_GETTR, 403, title="Just a moment..."),
        lookup=Lookup(state=LookupState.NONE, reason=remark("search.none")),
    ),
    finding(
        (
            reference(
                "23:14",
                Role.READING,
                "莫斯科已发出最后通牒，边境云集数十万大军，乌克兰大战进入倒计时",
                _QQ,
            ),
        ),
        Outcome.DEAD,
        because("the name does not exist", "asked twice"),
        rule="no-such-host",
        evidence=failed(_QQ, Failure.NO_SUCH_HOST, "NXDOMAIN"),
        lookup=found(
            copy(_QQ, date(2021, 12, 17), Grade.GOOD, SHOWS),
            copy(_QQ, date(2023, 1, 2), Grade.ONLY_AFTER_DEATH, remark("proof.after-death")),
            reason=remark("search.passed-over.gone", gone=2),
        ),
    ),
    finding(
        (
            reference(
                "24:14",
                Role.READING,
                "莫斯科向华盛顿和北约发起挑战，要求就乌克兰地缘政治问题进行认真的谈判",
                _GIS,
            ),
        ),
        Outcome.SUSPECT,
        because("sent to the front page", "as every other path there is"),
        rule="redirected-home",
        lookup=Lookup(
            state=LookupState.LOOKUP_FAILED, reason=remark("search.failed.status", status=503)
        ),
    ),
    alive(
        reference("29:50", Role.LINK, "《新闻周刊》", _NEWSWEEK),
        notes=(because("tracking parameters", "3"),),
    ),
    alive(reference("35:1", Role.IMAGE, "", _IMAGE)),
    alive(reference("40:3", Role.FOOTER, "ROL Foundation", "https://rolfoundation.org/")),
    alive(reference("41:3", Role.FOOTER, "ROL Society", "https://rolsociety.org/")),
    alive(reference("42:3", Role.FOOTER, "Terms of use", "https://gnews.org/terms-of-use-3/")),
    alive(reference("43:3", Role.FOOTER, "Privacy Policy", "https://gnews.org/privacy-policy/")),
)

REPORT = Report(
    documents=(document(),),
    findings=FINDINGS,
    started=STARTED,
    finished=STARTED + timedelta(seconds=24),
    version="0.1.0",
    requests=21,
    archive_requests=5,
)

INTERRUPTED = replace(
    REPORT,
    ending=Ending.INTERRUPTED,
    problems=("missing.md: there is no such file",),
)


def _elsewhere(found_: Finding, path: str, line: int) -> Finding:
    first = found_.references[0]
    there = reference(f"{line}:3", first.role, first.label, first.url, path=path)
    return replace(found_, references=(*found_.references, there))


OTHER = "posts/2021/12/a-much-longer-name-of-an-article.md"

SEVERAL = replace(
    REPORT,
    documents=(document(OTHER, None), document(), document("posts/fine.md", "没有问题")),
    findings=(
        *(
            _elsewhere(found_, OTHER, line) if found_.target.url in (_GNEWS, _GIS) else found_
            for line, found_ in enumerate(FINDINGS, 7)
        ),
        alive(
            reference("3:1", Role.LINK, "fine", "https://example.org/", path="posts/fine.md"),
        ),
    ),
)


def many(count: int) -> Report:
    """So many sources, each third refused by a wall, the others fine, each in an article of its own."""
    findings = []
    for number in range(count):
        path = f"posts/{number}.md"
        place = reference(
            "3:1", Role.LINK, "来源", f"https://h{number % 7}.org/{number}", path=path
        )
        wall = finding((place,), Outcome.UNSURE, because("challenge", "Cloudflare"), rule="wall")
        findings.append(alive(place) if number % 3 else wall)
    return replace(
        REPORT,
        documents=tuple(document(f"posts/{number}.md") for number in range(count)),
        findings=tuple(findings),
        finished=STARTED + timedelta(minutes=65),
    )


def long(count: int) -> Report:
    """One article with so many sources, as the fixture's are, each at an address of its own."""
    findings = []
    for number in range(count):
        like = FINDINGS[number % len(FINDINGS)]
        url = f"{like.target.url}?n={number}"
        first = like.references[0]
        place = reference(f"{number + 1}:3", first.role, f"{first.label} {number}", url)
        target = replace(like.target, url=url, request=url)
        findings.append(replace(like, target=target, references=(place,)))
    return replace(REPORT, findings=tuple(findings), finished=STARTED + timedelta(minutes=9))
