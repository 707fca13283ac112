"""Nothing is asked twice: a second run, a run cut short, a store that cannot serve."""

from __future__ import annotations

import ctypes
import json
import os
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from backports import zstd

from linkcheck.model import Outcome
from linkcheck.settings import Settings
from linkcheck.store import Ages, Kept, Store, database
from tests.limits import limited
from tests.store.build import evidence

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

PAGE = {
    "status": 200,
    "title": "On the record",
    "text": "What the minister said in full, word for word. " * 20,
}
HOSTS: dict[str, Any] = {
    "a.example": {"answers": [{"path": "/", **PAGE}, {"path": "/x", **PAGE}]},
}


@pytest.fixture
def article(tmp_path: Path) -> str:
    text = "[it](http://a.example/x) and [that](http://a.example/gone)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    return "a.md"


def outcomes(stdout: str) -> list[str]:
    return [each["outcome"] for each in json.loads(stdout)["findings"]]


def test_the_second_run_asks_nothing(run_cli: RunCli, web: Web, article: str, brisk: Path) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings", "--format", "json"]
        first = run_cli(article, *flags)
        asked = len(site.requests)
        second = run_cli(article, *flags)
        assert len(site.requests) == asked > 0
        run_cli(article, *flags, "--fresh")
        assert len(site.requests) > asked
    assert outcomes(first.stdout) == outcomes(second.stdout) == ["alive", "dead"]
    assert json.loads(second.stdout)["requests"] == 0


def test_without_a_store_all_is_asked_again(
    run_cli: RunCli, web: Web, article: str, brisk: Path, tmp_path: Path
) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings", "--no-store"]
        run_cli(article, *flags)
        asked = len(site.requests)
        run_cli(article, *flags)
        assert len(site.requests) == 2 * asked
    assert not (tmp_path / ".xdg" / "cache").exists()


def test_what_was_seen_is_judged_offline(
    run_cli: RunCli, web: Web, article: str, brisk: Path
) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings", "--format", "json"]
        run_cli(article, *flags)
        asked = len(site.requests)
        again = run_cli(article, *flags, "--offline")
        assert len(site.requests) == asked
    assert outcomes(again.stdout) == ["alive", "dead"]


def foreign(path: Path) -> None:
    path.write_text("not ours", "utf-8")


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE theirs (x)")
        file.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA application_id = 0x4C6E6B43")
        file.execute("PRAGMA user_version = 999")


def cut_short(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA application_id = 0x4C6E6B43")
        file.execute("CREATE TABLE runs (x)")
        file.commit()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096)


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/full")


def large(path: Path) -> bytes:
    """A store of several pages, in which a run like ours has kept its evidence."""
    with closing(database(path)) as made:
        store = Store(made, Ages.of(Settings()))
        store.begin(b"another")
        for number in range(100):
            store.keep(b"%d" % number, Kept(evidence(404)), Outcome.DEAD)
        store.commit()
    return path.read_bytes()


def overwritten(path: Path) -> None:
    whole = large(path)
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


def halved(path: Path) -> None:
    whole = large(path)
    path.write_bytes(whole[: len(whole) // 2])


def read_only(path: Path) -> None:
    large(path)
    path.chmod(0o400)


POSIX = pytest.mark.skipif(os.name == "nt", reason="nothing of the kind there")
UNUSABLE = {
    "another kind of file": (foreign, "another kind of file"),
    "another program's database": (another_database, "another program's database"),
    "a newer version's": (newer, "newer linkcheck"),
    "corrupt": (cut_short, ""),
    "a folder": (folder, "directory"),
}
ODD = {
    "overwritten": (overwritten, "move it away"),
    "cut in half": (halved, "move it away"),
    "read-only": (read_only, "readonly"),
    "a pipe": (pipe, "no file"),
    "a device": (device, "no file"),
}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        *(pytest.param(*each, id=name) for name, each in UNUSABLE.items()),
        *(
            pytest.param(*each, id=name, marks=(POSIX, pytest.mark.kill))
            for name, each in ODD.items()
        ),
    ],
)
def test_a_store_that_cannot_serve_is_left_alone(
    spoil: Callable[[Path], None], said: str, web: Web, article: str, brisk: Path
) -> None:
    path = brisk.with_name("s.sqlite")
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with web({"hosts": HOSTS}) as site:
        flags = ("--trust-settings", "--store", str(path), "--format", "json")
        done = bound_by_permissions(path.parent, article, *site.flags, *flags)
    assert outcomes(done.stdout) == ["alive", "dead"]
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert (path.read_bytes() if path.is_file() else b"") == before


@POSIX
@pytest.mark.kill
@pytest.mark.parametrize("most", [0, 4096, 20_000, 70_000, 100_000], ids="{:,} bytes".format)
def test_a_full_disk_costs_no_finding(most: int, web: Web, brisk: Path) -> None:
    """A file may grow so far and no further (setrlimit(2)): at its making, its tables, its log, or while evidence comes."""
    resource = pytest.importorskip("resource")
    folder, number = brisk.parent, 60
    cited = "".join(f"- [it](http://a.example/x{n})\n" for n in range(number))
    (folder / "a.md").write_text(cited, "utf-8")
    page = {"path_prefix": "/", **PAGE}
    with web({"hosts": {"a.example": {"answers": [page]}}}) as site:
        done = limited(
            folder, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
            *("a.md", *site.flags, "--trust-settings", "--store", "s.sqlite", "--format", "json"),
            timeout=60,
        )  # fmt: skip
        assert len(site.requests) <= number + 2
    assert outcomes(done.stdout) == ["alive"] * number
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "s.sqlite" in done.stderr


def bound_by_permissions(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, by whom a file's permissions must be heeded: root is freed from that (capabilities(7))."""
    limit = heed if sys.platform == "linux" and os.geteuid() == 0 else None
    return limited(folder, limit, *arguments, timeout=60)


def heed() -> None:
    """Have no program that is begun from here pass permissions by."""
    drop, dac_override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
    ctypes.CDLL(None).prctl(drop, dac_override, 0, 0, 0)


def test_a_locked_store_is_waited_for_and_then_left(
    run_cli: RunCli, web: Web, article: str, brisk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "s.sqlite"
    with web({"hosts": HOSTS}) as site, closing(sqlite3.connect(path)) as file:
        flags = [*site.flags, "--trust-settings", "--store", str(path), "--format", "json"]
        run_cli(article, *flags)
        file.execute("BEGIN EXCLUSIVE")
        done = run_cli(article, *flags)
    assert outcomes(done.stdout) == ["alive", "dead"]
    assert "locked" in done.stderr


def test_what_is_reused_is_dated(run_cli: RunCli, web: Web, article: str, brisk: Path) -> None:
    with web({"hosts": HOSTS}) as site:
        flags = [*site.flags, "--trust-settings"]
        assert "ago" not in run_cli(article, *flags).stdout
        told = run_cli(article, *flags).stdout
        whole = json.loads(run_cli(article, *flags, "--format", "json").stdout)
    assert "2 seen before, up to" in told
    assert "not asked again" in told
    assert {note["id"] for each in whole["findings"] for note in each["notes"]} == {"note.seen"}


def test_secrets_stay_out_of_the_store(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    secret = "s3cret-of-mine"
    text = f"[it](http://a.example/x?token={secret}) [that](http://me:{secret}@a.example/x)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    page = {"path_regex": "/x.*", **PAGE}
    with web({"hosts": {"a.example": {"answers": [page]}}}) as site:
        flags = [*site.flags, "--trust-settings", "--format", "json"]
        first = run_cli("a.md", *flags, "--header", f"a.example=Authorization: Bearer {secret}")
        asked = len(site.requests)
        again = run_cli("a.md", *flags, "--header", f"a.example=Authorization: Bearer {secret}")
        assert len(site.requests) == asked
    assert outcomes(first.stdout) == outcomes(again.stdout) == ["alive", "alive"]
    for path in (tmp_path / ".xdg").rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()
    with closing(
        sqlite3.connect(tmp_path / ".xdg" / "cache" / "linkcheck" / "store.sqlite")
    ) as file:
        blobs = [row[0] for row in file.execute("SELECT blob FROM evidence")]
    assert blobs
    assert all(secret.encode() not in zstd.decompress(blob) for blob in blobs)


DYING = {
    "a.example": {
        "answers": [
            {"path": "/", **PAGE},
            {"path": "/x", **PAGE, "then": [{"status": 404, "text": "Not here."}]},
        ]
    }
}


@pytest.mark.kill
def test_death_is_confirmed_over_several_runs(
    run_cli: RunCli, web: Web, article: str, brisk: Path, tmp_path: Path
) -> None:
    """The history is a file that goes from one machine to the next; what is new and gone is dead at once."""
    said = []
    with web({"hosts": DYING}) as site:
        flags = [*site.flags, "--trust-settings", "--no-store", "--format", "json"]
        flags += ["--confirm", "3", "--confirm-days", "0", "--history", "history.json"]
        for _ in range(4):
            done = run_cli(article, *flags)
            said.append([each["rule"] for each in json.loads(done.stdout)["findings"]])
    assert said == [["ok", "gone"], ["dying", "gone"], ["dying", "gone"], ["gone", "gone"]]
    told = run_cli(
        "history",
        "http://a.example/x",
        "--trust-settings",
        "--no-store",
        "--history",
        "history.json",
    )
    assert "alive · ok" in told.stdout
    assert "dead · gone" in told.stdout
    trend = run_cli(
        "history", article, "--trust-settings", "--no-store", "--history", "history.json"
    ).stdout
    assert "2 dead" in trend
    assert "alive → dead (gone)" in trend


@pytest.mark.kill
def test_a_persons_word(run_cli: RunCli, web: Web, article: str, brisk: Path) -> None:
    """In a file beside the articles it cannot hide a death; named by the invoker it counts, and is said."""
    brisk.write_text("", "utf-8")
    url = "http://a.example/gone"
    assert run_cli("mark", url, "alive", "--note", "seen with my own eyes").returncode == 0
    with web({"hosts": HOSTS}) as site:
        unheard = run_cli(article, *site.flags)
        heard = run_cli(article, *site.flags, "--marks", "linkcheck-marks.toml")
        formats = [
            run_cli(
                article, *site.flags, "--marks", "linkcheck-marks.toml", "--format", name
            ).stdout
            for name in ("json", "markdown", "html", "csv", "jsonl")
        ]
    assert (unheard.returncode, heard.returncode) == (1, 0)
    assert "counts only with --marks" in unheard.stdout
    for told in (unheard.stdout, heard.stdout, *formats):
        assert "seen with my own eyes" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "alive", "--note", "x"], "no address of the web"),
        (["http://a.example/?token=x", "alive", "--note", "x"], "secret"),
        (["http://a.example/", "alive", "--note", "see http://u:p@a.example/"], "http://***@"),
        (["http://a.example/", "fine", "--note", "x"], "fine"),
        (["http://a.example/", "alive"], "--note"),
        (["http://a.example/", "alive", "--note", "x", "--for", "ever"], "ever"),
    ],
    ids=["no URL", "a secret", "a secret in the note", "no verdict", "no note", "no time"],
)
def test_a_mark_that_cannot_be_meant(arguments: list[str], said: str, run_cli: RunCli) -> None:
    done = run_cli("mark", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
