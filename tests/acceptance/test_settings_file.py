"""What a settings file's tables do to a run: rules that leave alone, hosts of their own, addresses elsewhere, and the file to begin with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.acceptance.test_command import PAGE, SCHEMAS
from tests.conftest import BRISK

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

ANY = {"path_prefix": "/", **PAGE}
HOSTS: dict[str, Any] = {
    "a.example": {"answers": [ANY]},
    "walled.example": {"default": {"status": 403, "text": "Forbidden"}},
    "gone.example": {"answers": [{"path": "/", **PAGE}]},
    "sub.other.example": {"answers": [ANY]},
    "staging.example": {"answers": [ANY]},
}


def settings(folder: Path, toml: str) -> None:
    (folder / "linkcheck.toml").write_text(BRISK + toml, "utf-8")


def rules(text: str) -> dict[str, str]:
    return {each["url"]: each["rule"] for each in json.loads(text)["findings"]}


def test_ignore_rules(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "[1](http://a.example/draft/1) [2](http://a.example/x#nowhere) [3](http://gone.example/3) [4](http://gone.example/4)\n"
    )
    settings(
        tmp_path,
        """
[[ignore]]
pattern = '^http://a\\.example/draft/'
reason = "online in spring"
expires = 2999-01-01
[[ignore]]
pattern = "nowhere"
reason = "made by a script"
scope = "fragment"
[[ignore]]
pattern = "gone.example/3"
reason = "a copy is cited beside it"
scope = "archive"
[[ignore]]
pattern = "gone.example/4"
reason = "was to be repaired"
expires = 2020-01-01
[[ignore]]
pattern = "elsewhere"
reason = "once cited"
""",
    )
    with web({"hosts": HOSTS}) as site:
        flags = (
            *site.flags,
            "--trust-settings",
            "--fragments",
            "-o",
            "json=run.json",
            "-o",
            "sarif=run.sarif",
        )
        done = run_cli("check", "a.md", *flags)
        asked = [request.target for request in site.requests if request.host == "a.example"]
    report = json.loads((tmp_path / "run.json").read_text("utf-8"))
    jsonschema.validate(report, json.loads((SCHEMAS / "report-1.json").read_text("utf-8")))
    assert rules(json.dumps(report)) == {
        "http://a.example/draft/1": "ignored",
        "http://a.example/x#nowhere": "ok",
        "http://gone.example/3": "gone",
        "http://gone.example/4": "gone",
    }
    assert set(asked) == {"/x"}
    assert [bool(each["archive"]) for each in report["findings"][2:]] == [False, True]
    assert done.returncode == 1
    assert [each["id"] for each in report["notices"]] == ["notice.expired", "notice.unused"]
    for said in ("gone.example/4 has expired on 1 Jan 2020: was to be repaired", "1 ignore rule fits nothing here: elsewhere"):  # fmt: skip
        assert said in done.stdout
        assert said in (tmp_path / "run.sarif").read_text("utf-8")
    again = run_cli("report", "run.json", "--lang", "zh-Hans", "--trust-settings")
    assert "1 条忽略规则在此毫无对应：elsewhere" in again.stdout


ARTICLE = """\
<!-- linkcheck-ignore wall until 2999-01-01: a bot wall, seen by a person -->
[1](http://walled.example/1)

[2](http://walled.example/1) <!-- linkcheck-ignore: not yet public --> [3](http://gone.example/3)

<!-- linkcheck-ignore gone: no more -->
[4](http://a.example/4)
"""


def test_comments(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    settings(tmp_path, "")
    with web({"hosts": HOSTS}) as site:
        done = run_cli("check", "a.md", *site.flags, "--trust-settings", "--no-archive", "--format", "json")  # fmt: skip
        assert not [request for request in site.requests if request.host == "gone.example"]
    report = json.loads(done.stdout)
    found = [(each["references"][0]["label"], each["outcome"], each["rule"]) for each in report["findings"]]  # fmt: skip
    assert found == [
        ("1", "skipped", "ignored"),
        ("2", "unsure", "wall"),
        ("3", "skipped", "ignored"),
        ("4", "alive", "ok.titled".partition(".")[0]),
    ]
    assert [each["text"] for each in report["notices"]] == [
        "a.md:6: the linkcheck-ignore comment is not needed: gone"
    ]
    assert done.returncode == 0


def test_hosts_of_their_own(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text(
        "".join(f"http://a.example/{n}\n" for n in range(8))
        + "http://walled.example/1\nhttp://sub.other.example/1\n"
    )
    settings(
        tmp_path,
        """
[host."a.example"]
per-host = 1
headers = { X-Key = "k", User-Agent = "Own" }
[host."walled.example"]
accept = [403]
[host."*.other.example"]
auth = "OTHER_TOKEN"
""",
    )
    slow = {"a.example": {"answers": [{**ANY, "delay": 0.05}]}}
    with web({"hosts": HOSTS | slow}) as site:
        flags = (*site.flags, "--trust-settings", "--format", "json")
        done = run_cli("check", "urls.txt", *flags, env={"OTHER_TOKEN": "s3cret-value"})
        assert site.peak("a.example") == 1
        sent = {each.host: dict(each.headers) for each in site.requests}
        refused = run_cli("check", "urls.txt", *flags)
        untrusted = run_cli("check", "urls.txt", *site.flags)
    assert rules(done.stdout)["http://walled.example/1"] == "accepted"
    assert done.returncode == 0
    lower = {host: {name.lower(): value for name, value in headers.items()} for host, headers in sent.items()}  # fmt: skip
    assert (lower["a.example"]["x-key"], lower["a.example"]["user-agent"]) == ("k", "Own")
    assert lower["sub.other.example"]["authorization"] == "Bearer s3cret-value"
    assert "authorization" not in lower["a.example"]
    assert "s3cret-value" not in done.stdout + done.stderr
    assert refused.returncode == 2
    assert refused.stderr == "linkcheck: host.*.other.example: auth: the variable OTHER_TOKEN holds nothing to be sent\n"  # fmt: skip
    assert untrusted.returncode == 2
    assert "--trust-settings" in untrusted.stderr


def test_asked_elsewhere(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[1](https://www.live.example/x?y#z)\n")
    settings(tmp_path, r"""remap = ['^https://www\.live\.example/ -> http://staging.example/']""")
    with web({"hosts": HOSTS}) as site:
        flags = (*site.flags, "--trust-settings", "--format", "json")
        done = run_cli("check", "a.md", *flags)
        assert {(each.host, each.target) for each in site.requests} == {("staging.example", "/x?y")}
    (found,) = json.loads(done.stdout)["findings"]
    assert found["target"]["url"] == "https://www.live.example/x?y#z"
    assert found["evidence"]["looks"][0]["hops"][0]["url"] == "http://staging.example/x?y"


def test_archives_are_asked_for_what_is_cited(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[1](https://www.live.example/x)\n")
    settings(tmp_path, "")
    with web({"hosts": HOSTS}) as site:
        flags = (*site.flags, "--trust-settings", "--wayback-url", "http://a.example")
        rule = "^https://www.live.example/ -> http://gone.example/"
        done = run_cli("check", "a.md", *flags, "--remap", rule, "--format", "json")
        asked = [request.target for request in site.requests if request.host == "a.example"]
    assert list(rules(done.stdout).values()) == ["gone"]
    assert asked
    assert all("www.live.example" in target and "gone.example" not in target for target in asked)


@pytest.mark.parametrize("where", [[], ["docs"]], ids=["here", "elsewhere"])
def test_init(run_cli: RunCli, tmp_path: Path, where: list[str]) -> None:
    folder = tmp_path.joinpath(*where)
    folder.mkdir(exist_ok=True)
    done = run_cli("init", *where)
    written = (folder / "linkcheck.toml").read_text("utf-8")
    assert done.returncode == 0
    assert "#timeout = " in written
    (folder / "linkcheck.toml").write_text("lang = 'en'\n")
    again = run_cli("init", *where)
    assert again.returncode == 2
    assert again.stderr.endswith("is there already, and stays as it is\n")
    assert (folder / "linkcheck.toml").read_text("utf-8") == "lang = 'en'\n"
    assert run_cli("init", "nowhere").returncode == 2
