"""What an archivist brings and takes: columns of tables in, Parquet out, the README's questions, a plan, several workers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from linkcheck.books.citations import AT_HAND
from linkcheck.report.parquet import SCHEMA, VERSION
from tests.bench.contest import Bed, ended, linkcheck, web_of
from tests.bench.workloads import SIZES, address
from tests.conftest import ROOT
from tests.limits import WEIGHED

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
QUESTIONS = re.findall(r"```sql\n-- (.*)\n((?:.*\n)*?)```", README)
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 20}
MOVED = {"path": "/old", "status": 301, "headers": {"Location": "http://a.example/fine/new"}}
WEB: dict[str, Any] = {
    "hosts": {
        "a.example": {"answers": [MOVED, {"path_prefix": "/fine", **PAGE}, {"path": "/", **PAGE}]},
        "b.example": {"answers": [{"path_prefix": "/", **PAGE}]},
    }
}
URLS = ["http://a.example/fine", "http://a.example/gone", "http://a.example/old"]


def csv_of(folder: Path) -> str:
    rows = "".join(f'"a, {n}",{url}\n' for n, url in enumerate(URLS))
    (folder / "links.csv").write_text("\ufefftitle,url\n" + rows, "utf-8")
    return "links.csv"


def tsv_of(folder: Path) -> str:
    rows = "".join(f"{url}\t{n}\n" for n, url in enumerate(URLS))
    (folder / "links.tsv").write_text("url\ttitle\n" + rows, "utf-8")
    return "links.tsv"


def parquet_of(folder: Path) -> str:
    table = pa.table({"title": ["", *"abc"], "url": [None, *URLS]})
    parquet.write_table(table, folder / "links.parquet", row_group_size=2)
    return "*.parquet"


@pytest.mark.parametrize("make", [csv_of, tsv_of, parquet_of], ids=["csv", "tsv", "parquet"])
def test_a_column_is_a_list_of_urls(
    run_cli: RunCli, tmp_path: Path, make: Callable[[Path], str]
) -> None:
    done = run_cli("extract", make(tmp_path), "--column", "url", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["references"]
    assert [(each["url"], each["line"]) for each in found] == list(
        zip(URLS, (2, 3, 4), strict=True)
    )


def broken(folder: Path) -> None:
    (folder / "x.parquet").write_bytes(b"PAR1 nothing of the kind")


def numbers(folder: Path) -> None:
    parquet.write_table(pa.table({"url": [1, 2]}), folder / "x.parquet")


def text(folder: Path) -> None:
    parquet.write_table(pa.table({"url": ["http://a.example/"]}), folder / "x.parquet")


def nothing(folder: Path) -> None:
    (folder / "x.csv").write_text("", "utf-8")


def huge(folder: Path) -> None:
    (folder / "x.csv").write_text("url\n" + '"' + "x" * 200_000 + '"\n', "utf-8")


@pytest.mark.parametrize(
    ("make", "flags", "said"),
    [
        pytest.param(broken, ("--column", "url"), "no valid Parquet", id="broken"),
        pytest.param(numbers, ("--column", "url"), "column url holds no text", id="numbers"),
        pytest.param(text, (), "say which by --column NAME; there are: url", id="not-said"),
        pytest.param(text, ("--column", "b"), "no column b; there are: url", id="another"),
        pytest.param(nothing, ("--column", "url"), "no column url; there are: none", id="empty"),
        pytest.param(huge, ("--column", "url"), "no valid CSV", id="a-huge-cell"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_line(
    run_cli: RunCli,
    tmp_path: Path,
    make: Callable[[Path], None],
    flags: tuple[str, ...],
    said: str,
) -> None:
    make(tmp_path)
    (path,) = tmp_path.glob("x.*")
    done = run_cli("extract", path.name, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def checked(run_cli: RunCli, site: Site, *flags: str, env: dict[str, str] | None = None) -> Any:
    given = ("--trust-settings", "--no-archive", "--fail-on", "never", "--no-progress", "--quiet")
    return run_cli("links.csv", "--column", "url", *site.flags, *given, *flags, env=env)


@pytest.fixture
def run(run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path) -> Path:
    """The folder of a run's parts."""
    csv_of(tmp_path)
    with web(WEB) as site:
        done = checked(run_cli, site, "-o", "parquet=run")
        assert done.returncode == 0, done.stderr
        again = checked(run_cli, site, "-o", "parquet=run")
        assert again.returncode == 2
        assert "run has parts of another run; name a new folder" in again.stderr
    return tmp_path / "run"


ANSWERS = {
    0: {("alive", 2, 66.7), ("dead", 1, 33.3)},
    1: {("a.example", 1, 3)},
    2: {("http://a.example/gone", "links.csv", 3)},
    3: {("links.csv", 1, 0)},
    4: {("http://a.example/old", "http://a.example/fine/new")},
}


def test_parquet_has_the_schema_of_the_manual_and_answers_its_questions(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (part,) = run.iterdir()
    schema = parquet.read_schema(part)
    assert schema.metadata[b"schema"] == VERSION.encode()
    assert schema.names == [name for name, _, _ in SCHEMA]
    for name, _, meaning in SCHEMA:
        assert f"| `{name}` |" in README
        assert meaning in README
    monkeypatch.chdir(run.parent)
    with duckdb.connect() as base:
        for number, (_question, sql) in enumerate(QUESTIONS):
            assert set(base.execute(sql).fetchall()) == ANSWERS[number]
    assert len(QUESTIONS) == len(ANSWERS)


def missing(folder: Path, module: str) -> dict[str, str]:
    """An environment in which a library is not installed."""
    package = folder / "without" / module
    package.mkdir(parents=True)
    raising = f'raise ModuleNotFoundError("No module named {module}", name="{module}")\n'
    (package / "__init__.py").write_text(raising, "utf-8")
    return {"PYTHONPATH": f"{package.parent}:{Path(__file__).parents[2]}"}


@pytest.mark.parametrize(
    ("flags", "module", "said"),
    [
        pytest.param(("-o", "parquet=run"), "pyarrow", "-o parquet: pyarrow", id="parquet"),
        pytest.param(("--cluster", "local:2"), "distributed", "--cluster: distributed", id="dask"),
    ],
)
@pytest.mark.usefixtures("brisk")
def test_without_the_extra_one_line_names_it(
    run_cli: RunCli, web: Web, tmp_path: Path, flags: tuple[str, ...], module: str, said: str
) -> None:
    csv_of(tmp_path)
    with web(WEB) as site:
        done = checked(run_cli, site, *flags, env=missing(tmp_path, module))
    told = f"linkcheck: {said} is not installed; pip install 'citation-linkcheck[cluster]'\n"
    assert (done.returncode, done.stderr) == (2, told)


@pytest.mark.parametrize("crew", [("--workers", "2"), ("--cluster", "local:2")], ids=" ".join)
def test_a_warc_takes_one_process(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path, crew: tuple[str, ...]
) -> None:
    csv_of(tmp_path)
    with web(WEB) as site:
        done = checked(run_cli, site, "--warc", "x.warc.gz", *crew)
        assert not site.requests
    assert (done.returncode, done.stderr) == (
        2,
        "linkcheck: --warc takes one process: --workers 1, and no --cluster\n",
    )


def test_workers_find_what_one_process_finds(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    csv_of(tmp_path)
    said = []
    with web(WEB) as site:
        for workers in ("1", "2"):
            done = checked(run_cli, site, "--workers", workers, "--no-store", "--format", "json")
            report = json.loads(done.stdout)
            said.append([(each["url"], each["rule"]) for each in report["findings"]])
            assert report["requests"] >= len(URLS)
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("flags", "ending"),
    [
        pytest.param(("--header", "a.example=X-Told: yes"), "complete", id="headers"),
        pytest.param(("--drift",), "complete", id="drift"),
        pytest.param(("--max-targets", "1"), "too-many", id="max-targets"),
        pytest.param(("--max-time", "1ms"), "out-of-time", id="max-time"),
    ],
)
@pytest.mark.usefixtures("brisk")
def test_what_one_process_heeds_workers_heed(
    run_cli: RunCli, web: Web, tmp_path: Path, flags: tuple[str, ...], ending: str
) -> None:
    csv_of(tmp_path)
    told = []
    with web(WEB) as site:
        for workers in ("1", "2"):
            site.forget()
            given = ("--workers", workers, "--no-store", "-o", f"json={workers}.json")
            assert checked(run_cli, site, *given, *flags).returncode in {0, 3}
            report = json.loads((tmp_path / f"{workers}.json").read_text("utf-8"))
            assert report["ending"] == ending
            told.append([each["outcome"] for each in report["findings"]])
            if "--header" in flags:
                headers = [dict(each.headers) for each in site.asked("a.example")]
                assert headers
                assert all(each.get("x-told") == "yes" for each in headers)
    assert told[0] == told[1] or "--max-time" in flags


@pytest.mark.kill
def test_a_plan_asks_nothing_and_rests_on_what_was_seen(
    run_cli: RunCli, web: Web, tmp_path: Path
) -> None:
    urls = [f"http://a.example/fine{number}" for number in range(120)]
    (tmp_path / "urls.txt").write_text("\n".join(urls), "utf-8")
    (tmp_path / "linkcheck.toml").write_text('interval = "0s"\ninterval-floor = "0s"\n', "utf-8")
    flags = ("--trust-settings", "--store", "store.sqlite")
    with web(WEB) as site:
        first = run_cli("plan", "urls.txt", *site.flags, *flags)
        assert not site.requests
        run_cli("urls.txt", *site.flags, *flags, "--no-archive", "--quiet", "-o", "json=run.json")
        asked = len(site.requests)
        second = run_cli("plan", "urls.txt", *site.flags, *flags)
        like = run_cli("plan", "urls.txt", *flags, "--like", "run.json")
        dry = run_cli("check", "urls.txt", *site.flags, *flags, "--dry-run")
        assert len(site.requests) == asked
    assert "120 requests to 1 host\n" in first.stdout
    assert "what is usual" in first.stdout
    assert "the last 120 sources in your store" in second.stdout
    assert "the 120 sources of the run named by --like" in like.stdout
    assert dry.stdout == second.stdout


def peak_of(folder: Path, links: int) -> float:
    """The most memory that the command takes for so many links in articles of 500, in MB, as the kernel saw it."""
    folder.mkdir()
    for first in range(0, links, 500):
        cited = (
            f"- [source {n}](http://h{n % 97}.example/{n})\n" for n in range(first, first + 500)
        )
        (folder / f"{first}.md").write_text("".join(cited), "utf-8")
    took = weighed(folder, "-m", "linkcheck", ".", "--offline", "--no-store", "--quiet", "-o", "json=run.json")  # fmt: skip
    assert (folder / "run.json").read_bytes().count(b"\n") == links + 2
    return took


def weighed(folder: Path, *command: str) -> float:
    """The most memory that a command of Python's takes, in MB, as the kernel saw it."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", WEIGHED, *command], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    status, kilobytes = map(int, done.stdout.split()[-2:])
    assert status == 0
    return kilobytes / 1024


@pytest.mark.kill
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="nobody tells how much it took")
def test_beyond_what_is_at_hand_a_link_costs_next_to_no_memory(tmp_path: Path) -> None:
    """Half a kilobyte at most (measured: 370 bytes), the articles' own text among it."""
    links = AT_HAND + 10_000
    some, many = peak_of(tmp_path / "some", links), peak_of(tmp_path / "many", 3 * links)
    assert (many - some) * 1024 * 1024 < 512 * 2 * links


def run_peak(folder: Path, links: int) -> float:
    """The most memory of a run over so many links of 2,000 hosts, with its reports, in MB; they answer at once."""
    folder.mkdir()
    with web_of(SIZES[30_000]) as (web, port):
        urls = [f"http://{address(each.host)}:{port}/n{each.number}" for each in SIZES[30_000].plan]
        (folder / "urls.txt").write_text("\n".join(urls[:links]), "utf-8")
        _, *command = linkcheck(Bed(SIZES[30_000], folder, port))
        took = weighed(folder, *command)
        assert ended(web)["requests"] == links
    assert (folder / "report.json").read_bytes().count(b"\n") == links + 2
    return took


@pytest.mark.kill
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="nobody tells how much it took")
def test_five_times_the_links_take_hardly_more_memory(tmp_path: Path) -> None:
    """From reading to both reports, over 2,000 hosts of a real loopback web."""
    some, many = run_peak(tmp_path / "some", 4_000), run_peak(tmp_path / "many", 20_000)
    assert many - some < 10
