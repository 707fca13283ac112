"""Whatever strangers wrote, every format stays what it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkcheck.language import LANGUAGES
from linkcheck.model import (
    Copy,
    Document,
    Ending,
    Evidence,
    Finding,
    Grade,
    Hop,
    Known,
    Look,
    Lookup,
    LookupState,
    Outcome,
    Page,
    Reference,
    Remark,
    Report,
    Role,
    remark,
)
from linkcheck.report import FORMATS, REFERENCE_FORMATS, View, v1
from linkcheck.report.safe import UNSEEN
from tests.report import sample

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(v1.__file__).parent / "schema/report-1.json").read_text("utf-8"))
)

MARKUP = (
    "<img src=x onerror=x>",
    "</td></table><script>x</script>",
    "![x](//evil.example/x)",
    "|",
    "`",
    "</style>",
    "<!--",
)
hostile = st.text(
    st.characters()
    | st.sampled_from("\x1b\x9b\u202e\u2066\ufeff\ud800\udce9|`<>[]@\\\n\r\t：，（"),
    max_size=30,
) | st.lists(st.sampled_from(MARKUP), max_size=3).map("".join)
COUNTS = ("entries", "met", "sources", "archived")
urls = st.builds(
    "{}{}".format, st.sampled_from(["https://", "http://u:p@", "", "javascript:"]), hostile
)
known = st.builds(Known, path=hostile, **dict.fromkeys(COUNTS, st.integers(0, 99)))
remarks = st.builds(lambda text: remark("problem", problem=text), hostile)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    return sample.reference(
        f"{draw(st.integers(1, 9_999))}:{draw(st.integers(1, 999))}",
        draw(st.sampled_from(Role)),
        draw(hostile),
        draw(urls),
        path=draw(st.sampled_from(["a.md", "b\udce9\x1b.md"])),
    )


@st.composite
def lookups(draw: st.DrawFn) -> Lookup:
    grades = draw(st.lists(st.sampled_from(Grade), max_size=2))
    copies: list[Copy] = [
        sample.copy(draw(urls), draw(st.dates(date(1996, 1, 1))), grade, draw(remarks))
        for grade in grades
    ]
    return Lookup(
        state=LookupState.FOUND if copies else draw(st.sampled_from(LookupState)),
        reason=draw(st.none() | remarks),
        copies=tuple(copies),
    )


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    hop = Hop(
        url=draw(urls),
        status=draw(st.none() | st.integers(100, 999)),
        detail=draw(hostile),
        headers=((draw(hostile), draw(hostile)),),
    )
    page = Page(title=draw(hostile), text=draw(hostile), headings=(draw(hostile),))
    return Evidence(url=draw(urls), looks=(Look(at=sample.STARTED, hops=(hop,), page=page),))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    verdict_notes: tuple[Remark, ...] = tuple(draw(st.lists(remarks, max_size=2)))
    return replace(
        sample.FINDINGS[0],
        target=replace(sample.FINDINGS[0].target, url=draw(urls), host=draw(hostile)),
        references=tuple(draw(st.lists(references(), min_size=1, max_size=3))),
        verdict=replace(
            sample.FINDINGS[0].verdict,
            outcome=draw(st.sampled_from(Outcome)),
            reason=draw(remarks),
            notes=verdict_notes,
        ),
        evidence=draw(st.none() | evidence()),
        lookup=draw(st.none() | lookups()),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    paths = draw(st.sampled_from([("a.md",), ("a.md", "b\udce9\x1b.md")]))
    title = draw(st.none() | hostile)
    return Report(
        documents=tuple(
            Document(path=path, text="", title=title, warnings=(draw(remarks),)) for path in paths
        ),
        findings=tuple(draw(st.lists(findings(), max_size=12))),
        started=sample.STARTED,
        finished=sample.STARTED + timedelta(seconds=draw(st.integers(0, 9_999))),
        version="0.1.0",
        ending=draw(st.sampled_from(Ending)),
        problems=tuple(draw(st.lists(hostile, max_size=2))),
        known=draw(st.none() | known),
    )


views = st.builds(
    View,
    lang=st.sampled_from(LANGUAGES),
    width=st.none() | st.integers(20, 200),
    verbose=st.booleans(),
    quiet=st.booleans(),
)
some = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@some
@given(reports(), views)
def test_text_for_people_has_nothing_unseen(report: Report, view: View) -> None:
    for name in ("terminal", "markdown", "html"):
        text = "".join(FORMATS[name].render(report, view))
        assert not UNSEEN.search(text.replace("\n", ""))
        text.encode()


@some
@given(reports())
def test_json_is_json_and_fits_its_schema(report: Report) -> None:
    text = "".join(FORMATS["json"].render(report, View()))
    assert not UNSEEN.search(text.replace("\n", ""))
    parsed = json.loads(text)
    SCHEMA.validate(parsed)
    assert len(parsed["findings"]) == len(report.findings)
    lines = "".join(FORMATS["jsonl"].render(report, View())).split("\n")[:-1]
    assert [json.loads(line) for line in lines] == parsed["findings"]


@some
@given(st.lists(references(), max_size=5).map(tuple))
def test_references_have_nothing_unseen(found: tuple[Reference, ...]) -> None:
    for row in REFERENCE_FORMATS.values():
        text = "".join(row.render(found, View()))
        assert not UNSEEN.search(text.replace("\n", "").replace("\r", ""))
