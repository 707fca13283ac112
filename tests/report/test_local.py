"""Links within one's own files in every format and language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkcheck import judge
from linkcheck.language import LANGUAGES
from linkcheck.model import Case, Finding, LocalEvidence, Outcome, Presence, Role, Target, Way
from linkcheck.report import FORMATS, View
from linkcheck.report.from_v1 import load
from tests.report import sample


def own(spot: str, url: str, seen: LocalEvidence) -> Finding:
    target = Target(url=f"docs/{url}", way=Way.LOCAL, fragment=url.partition("#")[2])
    return Finding(
        target=target,
        references=(sample.reference(spot, Role.LINK, "label", url),),
        verdict=judge.verdict(Case(target=target, local=seen)),
        local=seen,
    )


FINDINGS = (
    *(own(f"{line}:1", f"{presence}.md", LocalEvidence(presence=presence, path=f"docs/{presence}.md"))
    for line, presence in enumerate(Presence, 1)),
    own("40:1", "x.md#end", LocalEvidence(presence=Presence.FILE, path="docs/x.md", anchor=False, near="ende")),
    own("41:1", "y.md", LocalEvidence(presence=Presence.MISSING, path="docs/y.md", near="docs/z.md")),
)  # fmt: skip
REPORT = replace(sample.REPORT, findings=(*sample.FINDINGS, *FINDINGS))


def test_each_presence_has_its_outcome() -> None:
    outcomes = {each.verdict.outcome for each in FINDINGS}
    assert outcomes == {Outcome.ALIVE, Outcome.DEAD, Outcome.UNSURE, Outcome.SKIPPED}
    assert all(each.verdict.rule != "not-reached" for each in FINDINGS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"csl"}))
def test_every_format_tells_it(name: str, lang: str) -> None:
    text = "".join(FORMATS[name].render(REPORT, View(lang=lang, verbose=True)))
    for said in ("no-such-file", "no-such-anchor", "wrong-case", "docs/z.md"):
        assert said in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_saved_run_is_told_as_before(name: str) -> None:
    saved = "".join(FORMATS["json"].render(REPORT, View()))
    again = load(saved.encode(), "run.json")
    assert [each.local for each in again.findings] == [each.local for each in REPORT.findings]
    for lang in LANGUAGES:
        view = View(lang=lang)
        assert "".join(FORMATS[name].render(again, view)) == "".join(
            FORMATS[name].render(REPORT, view)
        )


def test_ones_own_files_are_no_sources() -> None:
    sources = "".join(FORMATS["csl"].render(REPORT, View()))
    assert sources == "".join(FORMATS["csl"].render(sample.REPORT, View()))
    first = "".join(FORMATS["terminal"].render(sample.REPORT, View())).splitlines()
    with_own = "".join(FORMATS["terminal"].render(REPORT, View())).splitlines()
    assert [line for line in with_own if "█" in line] == [line for line in first if "█" in line]
