"""The command from outside: what it takes, what it says, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "linkcheck" / "report" / "schema"
PAGE = {
    "status": 200,
    "title": "On the record",
    "text": "What the minister said in full, word for word. " * 20,
}
FINE = {"hosts": {"a.example": {"answers": [{"path": "/", **PAGE}, {"path": "/x", **PAGE}]}}}


def write(tmp_path: Path, text: str, name: str = "a.md") -> str:
    (tmp_path / name).write_text(text, "utf-8")
    return name


def test_without_arguments_it_shows_three_examples(run_cli: RunCli) -> None:
    done = run_cli()
    assert done.returncode == 0
    assert done.stdout.count("\n  linkcheck ") == 3


def test_a_path_means_check(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "See [it](http://a.example/x).\n")
    with web(FINE) as site:
        short = run_cli(name, *site.flags)
        long = run_cli("check", name, *site.flags)
    assert short.returncode == long.returncode == 0
    assert "1 alive" in short.stdout


def test_version(run_cli: RunCli) -> None:
    assert run_cli("--version").stdout.startswith("linkcheck ")


MISTAKES = {
    "missing file": (["no-such-file.md"], "no-such-file.md"),
    "unknown option": (["a.md", "--colour", "never"], "--colour"),
    "option without value": (["a.md", "--timeout"], "--timeout"),
    "no number": (["a.md", "--concurrency", "many"], "--concurrency"),
    "zero": (["a.md", "--concurrency", "0"], "--concurrency"),
    "no duration": (["a.md", "--timeout", "soon"], "--timeout"),
    "no date": (["a.md", "--date", "yesterday"], "--date"),
    "unknown format": (["a.md", "--format", "xml"], "xml"),
    "output without file": (["a.md", "-o", "json"], "-o"),
    "output nowhere": (["a.md", "-o", "json=nowhere/run.json", "--offline"], "nowhere"),
    "unknown language": (["a.md", "--lang", "tlh"], "tlh"),
    "bad pattern": (["a.md", "--exclude", "("], "--exclude"),
    "bad place": (["a.md", "--connect-to", "here"], "--connect-to"),
    "bad header": (["a.md", "--header", "X"], "--header"),
    "bad authorities": (["a.md", "--ca-file", "a.md"], "--ca-file"),
    "unknown role": (["a.md", "--role", "adornment"], "adornment"),
    "bad fail-on": (["a.md", "--fail-on", "everything"], "everything"),
    "unknown rule": (["rules", "gon"], "gone"),
    "nothing to tell the history of": (["history", "no-such-file.md"], "no-such-file.md"),
}


@pytest.mark.parametrize(("arguments", "named"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_line_and_exit_2(
    arguments: list[str], named: str, run_cli: RunCli, tmp_path: Path
) -> None:
    write(tmp_path, "[it](http://a.example/x)\n")
    command = arguments if arguments[0] in {"rules", "history"} else ["check", *arguments]
    done = run_cli(*command)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("linkcheck: ")
    assert named in done.stderr


def test_what_cannot_be_read_leaves_the_rest_unharmed(
    run_cli: RunCli, web: Web, tmp_path: Path
) -> None:
    name = write(tmp_path, "See [it](http://a.example/x).\n")
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "invalid.md").write_bytes(b"[it](http://a.example/) \xff\n")
    write(tmp_path, "", "empty.md")
    with web(FINE) as site:
        done = run_cli(
            "check",
            name,
            "nope.md",
            "empty-folder",
            "invalid.md",
            "empty.md",
            *site.flags,
            "--format",
            "json",
        )
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [each["outcome"] for each in report["findings"]] == ["alive", "alive"]
    assert len(report["problems"]) == 2
    assert "25" in json.dumps(report["documents"])


MALFORMED = [
    "http://[::1",
    "http://exa mple/",
    "http://",
    "http://a.example:99999/",
    f"http://{'l' * 64}.example/",
]


def test_malformed_urls_are_dead_without_a_request(
    run_cli: RunCli, web: Web, tmp_path: Path
) -> None:
    lines = "\n\n".join(
        f"[m]({url.replace(' ', '%20')})" if " " not in url else f"[m](<{url}>)"
        for url in MALFORMED
    )
    name = write(tmp_path, lines + "\n\n[fine](http://a.example/x)\n")
    with web(FINE) as site:
        done = run_cli("check", name, *site.flags, "--format", "json")
        assert len(site.requests) == 1
    found = {each["url"]: each for each in json.loads(done.stdout)["findings"]}
    assert [found[url]["rule"] for url in MALFORMED] == ["malformed"] * len(MALFORMED)
    assert found["http://a.example/x"]["outcome"] == "alive"
    assert done.returncode == 1


def test_a_50_mb_file_is_a_clear_line_or_is_read(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "big.md").write_bytes(b"plain words without any address\n" * (50_000_000 // 32))
    done = run_cli("extract", "big.md", "--format", "json")
    assert done.returncode in (0, 2)
    assert done.stderr.count("\n") == (done.returncode == 2)


@pytest.mark.parametrize(
    ("fail_on", "code"), [("dead", 0), ("suspect", 0), ("unsure", 1), ("never", 0)]
)
def test_fail_on(
    fail_on: str, code: int, run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    name = write(tmp_path, "[it](http://a.example/x)\n")
    with web({"hosts": {"a.example": {"default": {"status": 500, "text": "error"}}}}) as site:
        done = run_cli("check", name, *site.flags, "--trust-settings", "--fail-on", fail_on)
    assert done.returncode == code


def test_offline_makes_no_request(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "[it](http://a.example/x)\n")
    with web(FINE) as site:
        done = run_cli("check", name, *site.flags, "--offline", "--format", "json")
        assert site.requests == ()
        assert site.queries == ()
    assert done.returncode == 0
    (found,) = json.loads(done.stdout)["findings"]
    assert (found["outcome"], found["rule"]) == ("skipped", "not-asked")


def test_no_network_is_offline_and_nothing_is_dead(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    name = write(tmp_path, "[it](http://a.example/x) [that](http://b.example/)\n")
    with web({"hosts": {}}) as site:
        done = run_cli("check", name, *site.flags, "--trust-settings", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert [each["rule"] for each in report["findings"]] == ["offline", "offline"]


def test_dry_run_asks_nothing(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(
        tmp_path, "[it](http://a.example/x) [that](http://b.example/) [mail](mailto:x@a.example)\n"
    )
    with web(FINE) as site:
        done = run_cli("check", name, *site.flags, "--dry-run")
        assert site.requests == ()
    assert "2 requests" in done.stdout
    assert "a.example" in done.stdout


def test_include_and_exclude_leave_a_trace(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "[it](http://a.example/x) [that](http://a.example/)\n")
    with web(FINE) as site:
        done = run_cli("check", name, *site.flags, "--exclude", "/x$", "--format", "json")
        assert [request.target for request in site.requests] == ["/"]
    assert [each["rule"] for each in json.loads(done.stdout)["findings"]] == ["ignored", "ok"]


def test_only_some_roles(run_cli: RunCli, tmp_path: Path) -> None:
    name = write(tmp_path, "[it](http://a.example/x)\n\n![](http://a.example/i.png)\n")
    done = run_cli("extract", name, "--role", "image", "--format", "json")
    assert [each["role"] for each in json.loads(done.stdout)["references"]] == ["image"]


def test_files_beside_standard_output(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "[it](http://a.example/x)\n")
    with web(FINE) as site:
        done = run_cli("check", name, *site.flags, "-o", "json=run.json", "-o", "markdown=run.md")
    assert "1 alive" in done.stdout
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["schema"] == "linkcheck-report/1"
    assert (tmp_path / "run.md").read_text("utf-8").strip()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "a.md",
        "run.json",
        "run.md",
    ]


def test_json_fits_its_schema(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(
        tmp_path, "[it](http://a.example/x) <http://gone.example/> [m](mailto:a@b.example)\n"
    )
    with web(FINE) as site:
        report = json.loads(run_cli("check", name, *site.flags, "--format", "json").stdout)
    references = json.loads(run_cli("extract", name, "--format", "json").stdout)
    jsonschema.validate(report, json.loads((SCHEMAS / "report-1.json").read_text("utf-8")))
    jsonschema.validate(references, json.loads((SCHEMAS / "references-1.json").read_text("utf-8")))


def test_jsonl_is_a_finding_a_line(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(
        tmp_path, "[it](http://a.example/x) [that](http://a.example/) [m](mailto:a@b.example)\n"
    )
    with web(FINE) as site:
        done = run_cli("check", name, *site.flags, "--format", "jsonl")
    assert sorted(json.loads(line)["url"] for line in done.stdout.splitlines()) == [
        "http://a.example/",
        "http://a.example/x",
        "mailto:a@b.example",
    ]


def test_standard_input(run_cli: RunCli) -> None:
    done = run_cli("extract", "-", "--format", "json", stdin="[它](http://a.example/中)\n")
    assert json.loads(done.stdout)["references"][0]["url"] == "http://a.example/中"


def test_explain_tells_the_whole_story(run_cli: RunCli, web: Web) -> None:
    with web(FINE) as site:
        done = run_cli("explain", "http://a.example/x", *site.flags)
    assert done.returncode == 0
    for word in ("GET http://a.example/x", "On the record", "gone", "ok"):
        assert word in done.stdout


def test_rules_are_listed_and_explained(run_cli: RunCli) -> None:
    everything = run_cli("rules").stdout
    assert "soft-404" in everything
    assert len(run_cli("rules", "soft-404").stdout.splitlines()) >= 3


STREAMS = {
    "standard output is full": (">/dev/full", 2, "No space left"),
    "standard error is full": ("2>/dev/full", 2, ""),
    "standard output is closed": (">&-", 2, "nope.md"),
    "standard error is closed": ("2>&-", 2, ""),
    "both are closed": (">&- 2>&-", 2, ""),
    "standard input is closed": ("<&-", 2, "nope.md"),
    "all are closed": ("<&- >&- 2>&-", 2, ""),
    "standard output is for reading": ("1</dev/null", 2, "Bad file descriptor"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="no such device there")
@pytest.mark.parametrize(("redirected", "status", "said"), STREAMS.values(), ids=STREAMS)
def test_where_nothing_can_be_said(redirected: str, status: int, said: str, tmp_path: Path) -> None:
    write(tmp_path, "[it](http://a.example/x)\n")
    command = f'"{sys.executable}" -m linkcheck a.md nope.md --offline --no-store {redirected}'
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.kill
def test_ctrl_c_while_it_reads(tmp_path: Path) -> None:
    """Before anything is asked there is nothing to report: it ends, and says nothing."""
    write(tmp_path, "\n".join(f"- [it](http://a.example/{n})" for n in range(40_000)))
    for seconds in (0.3, 0.6, 1.2):
        process = subprocess.Popen(
            [sys.executable, "-m", "linkcheck", "a.md", "--offline", "--no-store"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == (b"", b"")
        assert process.returncode == 3


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_interrupted_it_reports_what_it_has(number: int, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "[it](http://a.example/x) [that](http://slow.example/)\n")
    hosts: dict[str, Any] = FINE["hosts"] | {
        "slow.example": {"default": {"status": 200, "fault": "stall"}}
    }
    with web({"hosts": hosts}) as site:
        process = subprocess.Popen(
            [sys.executable, "-m", "linkcheck", name, *site.flags, "--format", "json"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        deadline = time.monotonic() + 30
        while len(site.requests) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(number)
        out, _ = process.communicate(timeout=5)
    report = json.loads(out)
    assert process.returncode == 3
    assert report["ending"] == "interrupted"
    assert [each["rule"] for each in report["findings"]] == ["ok", "not-reached"]


def test_the_runs_time_is_up(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "[it](http://a.example/x) [that](http://slow.example/)\n")
    hosts: dict[str, Any] = FINE["hosts"] | {
        "slow.example": {"default": {"status": 200, "fault": "stall"}}
    }
    with web({"hosts": hosts}) as site:
        done = run_cli("check", name, *site.flags, "--format", "json", "--max-time", "1s")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert [each["rule"] for each in report["findings"]] == ["ok", "not-reached"]


def test_limits_of_a_host_are_never_exceeded(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    name = write(tmp_path, "\n".join(f"http://a.example/{n}" for n in range(30)), "urls.txt")
    page = {"path_prefix": "/", "delay": 0.1, **PAGE}
    with web({"hosts": {"a.example": {"answers": [page]}}}) as site:
        run_cli("check", name, *site.flags, "--per-host", "2")
        assert len(site.requests) == 30
        assert site.peak("a.example") <= 2


def test_two_thousand_fine_files_are_a_few_lines(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    for n in range(2000):
        write(tmp_path, f"Read [it](http://a.example/x?{n % 20}).\n", f"{n}.md")
    page = {"path_prefix": "/", **PAGE}
    with web({"hosts": {"a.example": {"answers": [page]}}}) as site:
        done = run_cli("check", ".", *site.flags)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) <= 6
