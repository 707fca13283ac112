from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.web.manifest import Archive, Manifest, ascii_name, load, parse_text

if TYPE_CHECKING:
    from pathlib import Path

ONE = """
[hosts."a.example"]
tls = "expired"
[[hosts."a.example".answers]]
path = "/"
title = "A"
[[hosts."a.example".answers]]
path = "/b"
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param('[hosts.a]\nredirect = "x"', "unknown field `redirect`", id="host"),
        pytest.param("[[hosts.a.answers]]\nstatuss = 1", "unknown field `statuss`", id="answer"),
        pytest.param('[hosts.a]\ntls = "bad"', "Invalid enum value 'bad'", id="tls"),
        pytest.param('[[archive.captures]]\nurl = "x"', "`timestamp`", id="capture"),
        pytest.param('[[hosts.a.answers]]\nstatus = "200"', "Expected `int`", id="status"),
    ],
)
def test_a_slip_in_a_manifest_is_an_error(text: str, says: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=says):
        parse_text(text)


def test_other_top_level_tables_are_left_to_others() -> None:
    assert parse_text('[labels]\nx = "y"') == Manifest()


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        pytest.param("Example.COM.", "example.com", id="case and dot"),
        pytest.param("例子.中国", "xn--fsqu00a.xn--fiqs8s", id="han"),
        pytest.param("[::1]", "::1", id="ipv6"),
        pytest.param("a_b.example", "a_b.example", id="underscore"),
    ],
)
def test_names_as_on_the_wire(name: str, wire: str) -> None:
    assert ascii_name(name) == wire


def test_with_host_changes_that_host_alone() -> None:
    before = parse_text(ONE + '[hosts."c.example"]')
    after = before.with_host("A.example", tls="ok", dns="nxdomain")
    assert (after.hosts["a.example"].tls, after.hosts["a.example"].dns) == ("ok", "nxdomain")
    assert after.hosts["a.example"].answers == before.hosts["a.example"].answers
    assert after.hosts["c.example"] == before.hosts["c.example"]
    assert before.hosts["a.example"].tls == "expired"


def test_with_host_adds_one_and_without_host_takes_it_away() -> None:
    more = Manifest().with_host("new.example", refuse=True)
    assert more.hosts["new.example"].refuse
    assert more.without_host("new.example") == Manifest()


def test_with_answer_replaces_one_path() -> None:
    host = parse_text(ONE).with_answer("a.example", "/", status=410).hosts["a.example"]
    assert [(each.path, each.status) for each in host.answers] == [("/b", 200), ("/", 410)]


def test_with_archive_keeps_what_is_not_named() -> None:
    manifest = Manifest(archive=Archive(host="archive.example"))
    changed = manifest.with_archive(faults={"cdx": {"status": 429}}).archive
    assert changed is not None
    assert (changed.host, changed.faults["cdx"].status) == ("archive.example", 429)


def test_several_files_make_one_web(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>hello", "utf-8")
    (tmp_path / "one.toml").write_text(ONE, "utf-8")
    (tmp_path / "two.toml").write_text(
        '[[hosts."b.example".answers]]\npath = "/"\nbody_file = "page.html"', "utf-8"
    )
    manifest = load(tmp_path / "one.toml", tmp_path / "two.toml")
    assert set(manifest.hosts) == {"a.example", "b.example"}
    assert manifest.hosts["b.example"].answers[0].body_file == str(tmp_path / "page.html")


def test_a_host_in_two_files_is_an_error(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(ONE, "utf-8")
    with pytest.raises(ValueError, match=r"a\.example"):
        load(tmp_path / "one.toml", tmp_path / "two.toml")
