"""What is put away is what would have been at hand."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.books.citations import AT_HAND, Citations, Gathering
from linkcheck.model import Pardon, Reference, Region, Role, Target, Way, remark
from linkcheck.resolve import resolve
from linkcheck.settings import Settings
from linkcheck.store import Spool
from tests.limits import limited

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()
PARDON = Pardon(path="a.md", line=1, column=1, rules=("gone",), reason="kept for the record")
IGNORED = remark("ignored.rule", reason="an example")

urls = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["http://a.example/", "https://b.example/x", "docs/%FF.md", "mailto:a@b.example"]
    ),
    st.sampled_from(["", "?p=1", "?p=路"]),
    st.sampled_from(["", "#top", "#end"]),
)
days = st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))
cited = st.tuples(
    urls,
    days,
    st.sampled_from([None, None, PARDON]),
    st.text(st.characters(codec="utf-8"), max_size=3),
)


def reference(url: str, label: str, place: int) -> Reference:
    region = Region(place, place + len(url), 1, place + 1, 1, place + 1 + len(url))
    return Reference(path="a.md", region=region, dest=region, role=Role.LINK, label=label, url=url)


def gathered(
    places: list[tuple[str, date | None, Pardon | None, str]], into: Gathering
) -> Citations:
    for place, (url, day, pardon, label) in enumerate(places):
        into.add(resolve(url, SETTINGS), reference(url, label, place), day, pardon)
    return into.citations()


@given(places=st.lists(cited, max_size=30), at_hand=st.integers(0, 5))
def test_what_is_put_away_is_what_would_be_at_hand(
    places: list[tuple[str, date | None, Pardon | None, str]], at_hand: int
) -> None:
    with closing(Spool()) as spool:
        away = gathered(places, Gathering(lambda: spool, at_hand))
        near = gathered(places, Gathering())
        assert [*away] == [*near]
        assert [each.number for each in near] == [*range(len(near))]
        assert [away[number] for number in range(len(away))] == [*near]
        assert away.leaders == near.leaders
        for number in near.leaders:
            assert away.sharing(number) == near.sharing(number)
            assert away.leader(near[number].target.request) == number


@given(places=st.lists(cited, max_size=30))
def test_every_place_is_in_one_citation_and_every_request_has_one_leader(
    places: list[tuple[str, date | None, Pardon | None, str]],
) -> None:
    citations = gathered(places, Gathering())
    found = sorted(one.region.start for each in citations for one in each.references)
    assert found == [*range(len(places))]
    assert len({(each.target.url, each.pardon) for each in citations}) == len(citations)
    asked = {each.target.request for each in citations if each.target.host}
    assert [citations[number].target.request for number in citations.leaders] == [
        *dict.fromkeys(each.target.request for each in citations if each.target.host)
    ]
    assert len(citations.leaders) == len(asked)


def test_what_cannot_be_written_stays_at_hand() -> None:
    """A name that is no UTF-8 (PEP 383) is exact to its end, between others that are put away."""
    written = ["http://b.example/", "docs/\udcff.md", "http://c.example/"]
    with closing(Spool()) as spool:
        gathering = Gathering(lambda: spool, at_hand=0)
        for url in written:
            target = Target(url=url, way=Way.LOCAL)
            gathering.add(target, reference("x", "", 0), None, None)
        citations = gathering.citations()
        assert [each.target.url for each in citations] == written
        assert [citations[number].target.url for number in range(3)] == written
        assert list(spool.marked(b"")) == []


def test_what_nobody_asks_for_leads_nothing() -> None:
    web = resolve("http://a.example/", SETTINGS)
    mail = resolve("mailto:a@b.example", SETTINGS)
    with closing(Spool()) as spool:
        gathering = Gathering(lambda: spool, at_hand=1)
        for target in (mail, replace(web, ignored=IGNORED), web, replace(web, url="x")):
            gathering.add(target, reference("x", "", 0), None, PARDON if target.ignored else None)
        citations = gathering.citations()
    assert [*citations.leaders] == [2]


def test_there_is_none_of_another_number() -> None:
    with closing(Spool()) as spool:
        citations = gathered(
            [("http://a.example/", None, None, "")] * 2, Gathering(lambda: spool, 0)
        )
        assert citations.leader("http://b.example/") is None
        assert citations[-1] == citations[0]
        with pytest.raises(IndexError):
            citations[1]
        assert [*citations[:5]] == [citations[0]]


@pytest.mark.kill
@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_disk_without_room_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    urls = "".join(f"http://a.example/{number}\n" for number in range(AT_HAND + 40_000))
    (tmp_path / "urls.txt").write_text(urls, "utf-8")
    done = limited(
        tmp_path,
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
        *("urls.txt", "--dry-run", "--no-store"),
        timeout=120,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no room in the folder for temporary files" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
