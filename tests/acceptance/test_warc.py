"""`--warc FILE`: what a run fetched is kept as it came, and a real pywb replays it."""

from __future__ import annotations

import asyncio
import gzip
import json
import urllib.error
import urllib.request
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from linkcheck.web import warc as writing
from linkcheck.web.exchange import Exchange, Reply, Request
from tests.pywb import serving_pywb

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

TEXT = "The delegations met for three hours and agreed to go on in spring, said the speaker. " * 9
MANIFEST: dict[str, Any] = {
    "hosts": {
        "a.example": {
            "answers": [
                {"path": "/plain", "title": "Plain", "text": TEXT},
                {"path": "/again", "title": "Plain", "text": TEXT},
                {"path": "/packed", "title": "Packed", "text": TEXT, "encoding": ["gzip"]},
                {"path": "/chunked", "title": "Chunked", "text": TEXT, "headers": {"Transfer-Encoding": "chunked"}},
                {"path": "/led", "status": 302, "headers": {"Location": "/会谈"}},
                {"path": "/会谈", "title": "会谈", "text": TEXT},
                {"path": "/long", "type": "text/plain", "body": "0123456789", "body_repeat": 200_000},
                {"path": "/", "title": "Home", "text": TEXT},
            ],
            "default": {"status": 404, "title": "Not Found", "text": "Nothing is here."},
        }
    }
}  # fmt: skip
PATHS = ("plain", "again", "packed", "led", "long", "gone")


@pytest.fixture
def kept(run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path) -> Callable[..., dict[str, Any]]:
    """Runs the command with `--warc run.warc.gz` and more flags; its report."""
    assert brisk.exists()

    def keep(*flags: str, manifest: dict[str, Any] = MANIFEST) -> dict[str, Any]:
        links = "\n\n".join(f"[Plain](<http://a.example/{path}>)" for path in PATHS)
        (tmp_path / "a.md").write_text(links, "utf-8")
        with web(manifest) as site:
            done = run_cli(
                *("a.md", *site.flags, "--trust-settings", "--no-archive", "--format", "json"),
                *("--warc", "run.warc.gz", *flags),
            )
        assert done.stderr == ""
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    return keep


def records(path: Path) -> list[dict[str, Any]]:
    """Every record: its type, its headers by lower-case name, HTTP's, and the content; digests are checked."""
    with path.open("rb") as file:
        return [
            {
                "type": record.rec_type,
                "http": record.http_headers,
                "body": record.raw_stream.read(),
                "right": record.digest_checker.passed is not False
                if record.digest_checker
                else True,
                **{name.lower(): value for name, value in record.rec_headers.headers},
            }
            for record in ArchiveIterator(file, check_digests="log")
        ]


def test_each_exchange_is_a_pair(kept: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    report = kept()
    read = records(tmp_path / "run.warc.gz")
    assert read[0]["type"] == "warcinfo"
    assert all(each["right"] for each in read)
    answers = [each for each in read if each["type"] in ("response", "revisit")]
    requests = [each for each in read if each["type"] == "request"]
    assert len(answers) == len(requests) == report["requests"] == report["warc"]["responses"]
    ids = {each["warc-record-id"] for each in answers}
    assert {each["warc-concurrent-to"] for each in requests} <= ids
    assert {each["warc-ip-address"] for each in answers} == {"127.0.0.1"}
    assert all(each["warc-date"].endswith("Z") and "." in each["warc-date"] for each in answers)
    assert report["warc"]["files"] == ["run.warc.gz"]


def test_members_of_gzip_stand_alone(kept: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    kept()
    raw = (tmp_path / "run.warc.gz").read_bytes()
    starts = [at for at in range(len(raw)) if raw.startswith(b"\x1f\x8b\x08", at)]
    heads = [at for at in starts if zlib.decompressobj(31).decompress(raw[at:], 5) == b"WARC/"]
    assert len(heads) == len(records(tmp_path / "run.warc.gz"))


def test_what_is_alike_is_kept_once(kept: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    report = kept()
    revisits = [each for each in records(tmp_path / "run.warc.gz") if each["type"] == "revisit"]
    assert len(revisits) == report["warc"]["revisits"] >= 1
    assert {each["warc-profile"].rpartition("/")[2] for each in revisits} == {
        "identical-payload-digest"
    }
    assert all(
        each["warc-refers-to-target-uri"] and each["warc-refers-to-date"] for each in revisits
    )


@pytest.mark.parametrize(
    ("flags", "size"), [((), 512 * 1024), (("--warc-bodies", "full"), 2_000_000)]
)
def test_what_the_bound_cut_off_says_so(
    flags: tuple[str, ...], size: int, kept: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    report = kept(*flags)
    long = next(
        each
        for each in records(tmp_path / "run.warc.gz")
        if each["type"] == "response" and each["warc-target-uri"].endswith("/long")
    )
    is_whole = bool(flags)
    assert long.get("warc-truncated") == (None if is_whole else "length")
    assert report["warc"]["truncated"] == (0 if is_whole else 1)
    assert size <= len(long["body"]) <= size + 128 * 1024


@pytest.mark.parametrize("name", ["Authorization", "Private-Token"])
def test_secrets_stay_at_home(
    kept: Callable[..., dict[str, Any]], tmp_path: Path, name: str
) -> None:
    kept("--header", f"a.example={name}: s3cr3t")
    whole = b"".join(gzip.decompress(each) for each in [(tmp_path / "run.warc.gz").read_bytes()])
    assert b"s3cr3t" not in whole
    assert b"User-Agent" in whole


def test_pywb_replays_it(kept: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    kept()
    folder = tmp_path / "pywb"
    folder.mkdir()
    (tmp_path / "run.warc.gz").rename(folder / "run.warc.gz")
    with serving_pywb(folder) as base:
        for path in ("plain", "again", "packed", "%E4%BC%9A%E8%B0%88"):
            with urllib.request.urlopen(f"{base}2026id_/http://a.example/{path}") as shown:
                assert shown.status == 200
                assert shown.headers["Memento-Datetime"]
                read = shown.read()
            text = gzip.decompress(read) if read[:2] == b"\x1f\x8b" else read
            assert TEXT.strip().encode() in text
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"{base}2026id_/http://a.example/gone")
        assert error.value.code == 404
        error.value.close()


def test_a_capture_is_never_overwritten(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[it](http://a.example/)", "utf-8")
    (tmp_path / "run.warc.gz").write_bytes(b"of last year")
    done = run_cli("a.md", "--warc", "run.warc.gz")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "run.warc.gz" in done.stderr
    assert (tmp_path / "run.warc.gz").read_bytes() == b"of last year"


def test_a_folder_that_is_not_there_is_a_mistake(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[it](http://a.example/)", "utf-8")
    done = run_cli("a.md", "--warc", "nowhere/run.warc.gz")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no such folder" in done.stderr


def test_a_full_disk_ends_the_keeping_and_not_the_run(tmp_path: Path) -> None:
    exchange = Exchange(
        url="http://a.example/",
        at=datetime.now(UTC),
        request=Request(
            scheme="http", host="a.example", port=80, target=b"/", fields=(), sent=lambda: None
        ),
        reply=Reply(status=200, fields=((b"Content-Type", b"text/plain"),), body=b"x"),
    )
    with Path("/dev/full").open("wb", buffering=0) as full:
        one = writing.Warc(tmp_path / "run.warc.gz", 10, _file=full)
        for _ in range(2):
            asyncio.run(one(exchange))
    assert "No space left" in one.problem
    assert one.recorded.responses == 0


def test_a_full_file_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "LARGEST", 1)
    one = writing.Warc(tmp_path / "run.warc.gz", 10)
    names = [one._current().name for _ in range(3)]
    one.close()
    assert [name.rpartition("/")[2] for name in names] == [
        "run.warc.gz",
        "run-1.warc.gz",
        "run-2.warc.gz",
    ]
    assert all(
        records(tmp_path / name.rpartition("/")[2])[0]["type"] == "warcinfo" for name in names
    )
