"""`linkcheck save PATH…`: what is living and has no good copy near its citation is saved, once, and only on the user's word."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from tests.conftest import BRISK
from tests.web.manifest import Manifest, parse
from tests.web.saver import job_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

TEXT = (
    "The council met on Monday and talked for hours about the bridge, the school and the water. "
    * 12
)
KEYS = {"SAVEPAGENOW_ACCESS_KEY": "access", "SAVEPAGENOW_SECRET_KEY": "s3cr3t"}
KEY = "LOW access:s3cr3t"
FRESH, NEAR, FAR, GONE = (f"https://{name}.example/a" for name in ("fresh", "near", "far", "gone"))
ARTICLE = f"""---
date: 2021-12-21
---

[The council]({FRESH}), [near]({NEAR}), [far]({FAR}), [gone]({GONE}),
[mine](https://ann:pw@fresh.example/b), [a copy](https://web.archive.org/web/20211220120000/{NEAR}),
[shared]({FRESH}?utm_source=letter&subscriberId=42).
"""


def living(name: str) -> dict[str, Any]:
    return {"answers": [{"path_prefix": "/", "title": f"Council {name}", "text": TEXT}]}


def capture(url: str, stamp: str) -> dict[str, Any]:
    return {"url": url, "timestamp": stamp, "title": "Council", "text": TEXT}


WEB: Manifest = parse(
    {
        "hosts": {f"{name}.example": living(name) for name in ("fresh", "near", "far")}
        | {"gone.example": {"default": {"status": 404}, "answers": [{"path": "/", "text": TEXT}]}},
        "archive": {"captures": [capture(NEAR, "20211220120000"), capture(FAR, "20210601120000")]},
        "saver": {"key": KEY},
    }
)


@pytest.fixture(autouse=True)
def _article(tmp_path: Path, brisk: Path) -> None:
    brisk.write_text(f'{BRISK}save-poll = "0s"\nsave-rate = 6000.0\n', "utf-8")
    (tmp_path / "article.md").write_text(ARTICLE, "utf-8")


def save(
    run_cli: RunCli, site: Site, *words: str, keys: dict[str, str] | None = None, code: int = 0
) -> dict[str, Any]:
    command = ("save", "article.md", "--trust-settings", *site.flags, "--format", "json", *words)
    done = run_cli(*command, env=KEYS if keys is None else keys)
    assert done.returncode == code, done.stderr
    assert "s3cr3t" not in done.stdout + done.stderr
    whole: dict[str, Any] = json.loads(done.stdout)
    return whole


def states(whole: dict[str, Any]) -> dict[str, str]:
    return {each["url"]: each["state"] for each in whole["saves"]}


def posted(site: Site) -> list[str]:
    posts = (each for each in site.asked("web.archive.org") if each.method == "POST")
    return [parse_qs(each.body.decode())["url"][0] for each in posts]


EXPECTED = {
    FRESH: "wanted",
    NEAR: "kept",
    FAR: "wanted",
    GONE: "not-sent",
    "https://fresh.example/b": "not-sent",
    f"https://web.archive.org/web/20211220120000/{NEAR}": "not-sent",
}


def test_without_a_word_nothing_is_sent(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    with web(WEB) as site:
        whole = save(run_cli, site)
        assert states(whole) == EXPECTED
        assert posted(site) == []
        assert not any(each.target.startswith("/save") for each in site.requests)
        assert not any(
            each.header("authorization") for each in site.requests if each.host != "fresh.example"
        )
    assert not (tmp_path / "linkcheck-saves.jsonl").exists()


def test_what_lacks_a_copy_is_saved_once(run_cli: RunCli, web: Web) -> None:
    with web(WEB) as site:
        whole = save(run_cli, site, "--send")
        assert states(whole) == EXPECTED | {FRESH: "saved", FAR: "saved"}
        assert sorted(posted(site)) == [FAR, FRESH]
        copies = {each["url"]: each["copy"] for each in whole["saves"]}
        assert copies[FRESH] == f"https://web.archive.org/web/20261125120000/{FRESH}"
        site.forget()
        # The archive's index does not know them yet.
        again = save(run_cli, site, "--send")
        assert states(again) == EXPECTED | {FRESH: "kept", FAR: "kept"}
        assert posted(site) == []


def test_how_far_a_copy_may_be(run_cli: RunCli, web: Web) -> None:
    with web(WEB) as site:
        assert states(save(run_cli, site, "--save-within", "300d"))[FAR] == "kept"


@pytest.mark.kill
def test_a_run_that_was_cut_short_goes_on(run_cli: RunCli, web: Web) -> None:
    busy = WEB.with_saver(urls=[{"url": FRESH, "ends": "pending"}])
    with web(busy) as site:
        whole = save(run_cli, site, "--send", "--save-time", "3s", code=1)
        assert states(whole)[FRESH] == "pending"
        assert states(whole)[FAR] == "saved"
        site.forget()
        done = save(run_cli, site, "--send", "--save-time", "3s", code=1)
        assert f"/save/status/{job_of(FRESH)}" in {each.target for each in site.requests}
        assert posted(site) == []
        assert states(done)[FRESH] == "pending"


ENDS: dict[str, tuple[dict[str, Any], dict[str, str], str]] = {
    "the site throttles": (
        {"urls": [{"url": FRESH, "ends": "error:too-many-requests"}]},
        {FRESH: "refused", FAR: "saved"},
        "save.refused.throttled",
    ),
    "523": (
        {"urls": [{"url": FRESH, "posts": [{"status": 523}, {"status": 523}]}]},
        {FRESH: "pending", FAR: "saved"},
        "save.pending.lost",
    ),
    "the day is used up": (
        {"used": 30_000},
        {FRESH: "not-sent", FAR: "not-sent"},
        "save.not-sent.quota",
    ),
    "other keys": ({"key": "LOW x:y"}, {FRESH: "not-sent"}, "save.not-sent.keys-refused"),
}


@pytest.mark.parametrize(("changes", "expected", "reason"), ENDS.values(), ids=ENDS.keys())
def test_it_is_said_what_was_not_saved(
    changes: dict[str, Any], expected: dict[str, str], reason: str, run_cli: RunCli, web: Web
) -> None:
    with web(WEB.with_saver(**changes)) as site:
        whole = save(run_cli, site, "--send", code=1)
    assert states(whole).items() >= expected.items()
    assert {each["url"]: each["reason_id"] for each in whole["saves"]}[FRESH] == reason


def test_without_keys_the_service_says_that_it_wants_them(run_cli: RunCli, web: Web) -> None:
    with web(WEB) as site:
        words = ("save", "article.md", "--trust-settings", *site.flags, "--send", "--lang", "en")
        done = run_cli(*words, env={"SAVEPAGENOW_ACCESS_KEY": "", "SAVEPAGENOW_SECRET_KEY": ""})
    assert done.returncode == 1
    assert "SAVEPAGENOW_ACCESS_KEY" in done.stdout


@pytest.mark.parametrize(
    ("fault", "why"),
    [({"status": 503}, "unknown"), ({"status": 429}, "unknown")],
    ids=["503", "429"],
)
def test_what_could_not_be_asked_is_not_saved_on_a_guess(
    fault: dict[str, Any], why: str, run_cli: RunCli, web: Web, brisk: Path
) -> None:
    brisk.write_text(f"{BRISK}tries = 1\n", "utf-8")
    with web(WEB.with_archive(faults={"all": fault})) as site:
        whole = save(run_cli, site, "--send", code=1)
        assert posted(site) == []
    reasons = {each["url"]: each["reason_id"] for each in whole["saves"]}
    assert reasons[FRESH] == f"save.not-sent.{why}"


def test_a_settings_file_neither_holds_keys_nor_says_where_they_go(
    run_cli: RunCli, brisk: Path
) -> None:
    for line, said in (
        ('save-access = "x"', "unknown key"),
        ('save-journal = "/etc/x"', "--trust-settings"),
        ('wayback-url = "https://evil.example"', "--trust-settings"),
    ):
        brisk.write_text(line + "\n", "utf-8")
        done = run_cli("save", "article.md", "--send", env=KEYS)
        assert done.returncode == 2
        assert said in done.stderr


def test_the_report_for_people(run_cli: RunCli, web: Web) -> None:
    with web(WEB) as site:
        words = ("save", "article.md", "--trust-settings", *site.flags)
        dry = run_cli(*words, "--lang", "en", env=KEYS).stdout
        told = run_cli(*words, "--send", "--lang", "zh-Hans", env=KEYS).stdout
    assert "2 of 6 sources to be saved" in dry
    assert "--send" in dry
    assert "已保存 2" in told
    assert "linkcheck-saves.jsonl" in told
    assert "ann:pw" not in dry + told


def test_a_warc_holds_what_was_checked_and_nothing_of_the_saver(
    run_cli: RunCli, web: Web, brisk: Path, tmp_path: Path
) -> None:
    brisk.write_text(f'{brisk.read_text("utf-8")}warc = "run.warc.gz"\n', "utf-8")
    with web(WEB) as site:
        save(run_cli, site, "--send")
    raw = b"".join(gzip.decompress(each.read_bytes()) for each in tmp_path.glob("run*.warc.gz"))
    assert b"fresh.example" in raw
    assert b"s3cr3t" not in raw
    assert b"/save" not in raw
