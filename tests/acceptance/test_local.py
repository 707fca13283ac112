"""Links within one's own files, by the command: what fails, what is said, and that nobody is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.acceptance.test_command import FINE, SCHEMAS

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

ARTICLE = """\
---
title: 俄中联盟
cover: ../img/cover.png
---

# 背景

See [the guide](Guide.md#第一步), [its end](Guide.md#最后), [here](#背景), [nowhere](#结论) and [it](http://a.example/x).

![map](../img/map.png) ![lost](../img/lost.png)

- [case](guide.md)
- [out](../../secret.md)
- <a href="../资料/%E6%96%87%E4%BB%B6.html?v=1#one">data</a> <a href="../资料/文件.html#two">more</a>
- [old][]

[old]: gone.md
"""
FILES = {
    "docs/a.md": ARTICLE,
    "docs/Guide.md": "# 第一步\n",
    "img/map.png": "x",
    "img/cover.png": "x",
    "资料/文件.html": "<p id=one>x</p>",
    ".git/HEAD": "ref: refs/heads/main\n",
    "../secret.md": "# secret\n",
}
RULES = [
    ("../img/cover.png", "file"),
    ("Guide.md#第一步", "file"),
    ("Guide.md#最后", "no-such-anchor"),
    ("#背景", "file"),
    ("#结论", "no-such-anchor"),
    ("http://a.example/x", "not-asked"),
    ("../img/map.png", "file"),
    ("../img/lost.png", "no-such-file"),
    ("guide.md", "wrong-case"),
    ("../../secret.md", "no-such-file"),
    ("../资料/%E6%96%87%E4%BB%B6.html?v=1#one", "file"),
    ("../资料/文件.html#two", "no-such-anchor"),
    ("gone.md", "no-such-file"),
]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return lay(tmp_path / "repository", FILES)


def lay(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def rules(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    return [(each["url"], each["rule"]) for each in json.loads(done.stdout)["findings"]]


def test_offline_checks_ones_own_files_and_asks_nobody(
    run_cli: RunCli, web: Web, repository: Path
) -> None:
    with web(FINE) as site:
        done = run_cli(
            "check", "docs", *site.flags, "--offline", "--format", "json", cwd=repository
        )
        assert site.requests == ()
        assert site.queries == ()
    report = json.loads(done.stdout)
    jsonschema.validate(report, json.loads((SCHEMAS / "report-1.json").read_text("utf-8")))
    assert rules(done) == RULES
    assert done.returncode == 1
    assert report["ending"] == "not-asked"


def test_online_both_are_checked(run_cli: RunCli, web: Web, repository: Path) -> None:
    with web(FINE) as site:
        done = run_cli("check", "docs/a.md", *site.flags, "--format", "json", cwd=repository)
        assert [request.target for request in site.requests] == ["/x"]
    assert dict(rules(done)) == dict(RULES) | {"http://a.example/x": "ok"}
    assert done.returncode == 1


def test_fine_files_are_exit_0(run_cli: RunCli, tmp_path: Path) -> None:
    lay(
        tmp_path, {"a.md": "# A\n[b](b.md#b) [it](http://a.example/)\n", "b.md": "# B\n[a](a.md)\n"}
    )
    done = run_cli("check", ".", "--offline")
    assert done.returncode == 0
    assert "2 alive" in done.stdout
    assert "1 not asked" in done.stdout


def test_where_it_is_called_from_changes_nothing(run_cli: RunCli, repository: Path) -> None:
    for folder, path in (("docs", "a.md"), ("img", "../docs/a.md")):
        done = run_cli("check", path, "--offline", "--format", "json", cwd=repository / folder)
        assert rules(done) == RULES


def test_two_articles_with_links_alike_have_each_its_own(run_cli: RunCli, tmp_path: Path) -> None:
    lay(tmp_path, {"1/a.md": "[n](note.md)\n", "1/note.md": "x\n", "2/a.md": "[n](note.md)\n"})
    done = run_cli("check", ".", "--offline", "--format", "json")
    assert rules(done) == [("note.md", "file"), ("note.md", "no-such-file")]
    assert [each["target"]["url"] for each in json.loads(done.stdout)["findings"]] == [
        "1/note.md",
        "2/note.md",
    ]


OUTSIDE = "[a](../../{0}#top) [b](out/{0}#top) [c]({0}#top) [d](../../{0}) ![e](out/{0}) [f](../../{0}/)\n"


def test_what_is_outside_is_the_same_whether_it_exists(run_cli: RunCli, tmp_path: Path) -> None:
    """Every byte that is said, but for the name itself."""
    lay(tmp_path, {"secret.md": "# Top\n"})
    said = []
    for target in ("secret.md", "absent.md"):
        text = OUTSIDE.format(target)
        root = lay(tmp_path / "r", {".git/HEAD": "", "docs/a.md": text})
        (root / "docs/out").unlink(missing_ok=True)
        (root / "docs/out").symlink_to(tmp_path)
        (root / "docs" / target).symlink_to(tmp_path / target)
        done = run_cli("check", "docs/a.md", "--offline", "--format", "jsonl", cwd=root)
        said.append((done.stdout.replace(target, "…"), done.stderr, done.returncode))
    assert said[0] == said[1]
    assert {json.loads(line)["rule"] for line in said[0][0].splitlines()} == {
        "no-such-file",
        "unseen-file",
    }


def test_what_leads_out_says_only_that(run_cli: RunCli, tmp_path: Path) -> None:
    root = lay(tmp_path / "r", {".git/HEAD": "", "docs/a.md": "[x](out/secret.md)\n"})
    (root / "docs/out").symlink_to(tmp_path)
    done = run_cli("check", "docs/a.md", "--offline", "--format", "json", cwd=root)
    (found,) = json.loads(done.stdout)["findings"]
    assert found["local"] == {
        "presence": "led-out",
        "path": "docs/out",
        "anchor": None,
        "near": "",
        "detail": "",
    }


def test_a_sites_root_and_endings(run_cli: RunCli, tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "content/a.md": "[logo](/logo.png) [b](/b) [c](b.html) [d](/none)\n",
            "static/logo.png": "x",
            "static/b.md": "x\n",
            "content/b.md": "x\n",
        },
    )
    flags = ("--offline", "--format", "json", "--root-dir", "static")
    done = run_cli("check", "content", *flags, "--fallback-extensions", "md")
    assert [rule for _, rule in rules(done)] == ["file", "file", "file", "no-such-file"]
    done = run_cli("check", "content", *flags)
    assert [rule for _, rule in rules(done)] == ["file", "no-such-file", "no-such-file", "no-such-file"]  # fmt: skip
    done = run_cli("check", "content", "--offline", "--format", "json")
    assert {rule for _, rule in rules(done)} == {"unseen-file", "no-such-file"}


def test_a_root_dir_that_is_none_is_a_mistake(run_cli: RunCli, tmp_path: Path) -> None:
    lay(tmp_path, {"a.md": "[x](/x)\n"})
    done = run_cli("check", "a.md", "--offline", "--root-dir", "nowhere")
    assert done.returncode == 2
    assert done.stderr.startswith("linkcheck: root-dir: 'nowhere' is not a folder")


def test_as_pages_of_the_site(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    lay(tmp_path, {"content/2021/a.md": "[b](b.md) [r](/x) [up](../c) [self](#a) # a\n\n# a\n"})
    with web(FINE) as site:
        flags = ("--base-url", "http://a.example/", "--root-dir", "content", "--no-archive")
        done = run_cli("check", "content", *site.flags, *flags, "--dry-run")
        assert "3 requests" in done.stdout
        done = run_cli("check", "content", *site.flags, *flags, "--offline", "--format", "json")
        urls = [each["target"]["url"] for each in json.loads(done.stdout)["findings"]]
    assert urls == [
        "http://a.example/2021/b.md",
        "http://a.example/x",
        "http://a.example/c",
        "content/2021/a.md#a",
    ]
    assert [rule for _, rule in rules(done)] == ["not-asked"] * 3 + ["file"]


def test_standard_input_stands_nowhere(run_cli: RunCli, tmp_path: Path) -> None:
    lay(tmp_path, {"b.md": "x\n"})
    text = "# One\n[b](b.md) [c](/b.md) [o](#one) [t](#two)\n"
    done = run_cli("check", "-", "--offline", "--format", "json", stdin=text)
    assert [rule for _, rule in rules(done)] == ["local", "local", "file", "no-such-anchor"]
    done = run_cli("check", "-", "--offline", "--format", "json", "--root-dir", ".", stdin=text)
    assert [rule for _, rule in rules(done)] == ["local", "file", "file", "no-such-anchor"]


def test_the_local_root_is_nothing_to_an_article_of_the_web(
    run_cli: RunCli, web: Web, tmp_path: Path
) -> None:
    lay(tmp_path, {"x": "x\n"})
    page = f"<html><body><article><p>{'Words of an article. ' * 60}<a href='/x'>x</a></p></article></body></html>"
    hosts: dict[str, Any] = {"a.example": {"answers": [{"path": "/story", "body": page}]}}
    with web({"hosts": hosts}) as site:
        flags = ("--root-dir", ".", "--format", "json", "--no-archive")
        done = run_cli("check", "http://a.example/story", *site.flags, *flags)
    assert json.loads(done.stdout)["findings"][0]["target"]["url"] == "http://a.example/x"


def test_a_saved_run_tells_it_again(run_cli: RunCli, repository: Path) -> None:
    live = run_cli("check", "docs", "--offline", "--lang", "zh-Hans", "-o", "json=run.json", cwd=repository)  # fmt: skip
    done = run_cli("report", "run.json", "--lang", "zh-Hans", cwd=repository)
    assert (done.stdout, done.returncode) == (live.stdout, 1)
    assert "没有 img/lost.png；也许是" not in done.stdout
    assert "docs/Guide.md 中没有名为 #最后 的位置" in done.stdout


def test_ones_own_files_are_no_sources(run_cli: RunCli, repository: Path) -> None:
    done = run_cli("check", "docs", "--offline", "--format", "csl", cwd=repository)
    assert [each["URL"] for each in json.loads(done.stdout)] == ["http://a.example/x"]


def test_fix_leaves_them_to_the_person(run_cli: RunCli, repository: Path) -> None:
    before = (repository / "docs/a.md").read_bytes()
    done = run_cli("fix", "docs/a.md", "--offline", "--write", "--unsafe", cwd=repository)
    assert done.returncode == 1
    assert "a link within your own files" in done.stdout
    assert (repository / "docs/a.md").read_bytes() == before


def test_explain(run_cli: RunCli, repository: Path) -> None:
    done = run_cli("explain", "docs/guide.md#第一步", "--offline", cwd=repository)
    assert "in your files\n  docs/Guide.md\n    other-case\n" in done.stdout
    assert "wrong-case: there in another case only: docs/Guide.md" in done.stdout
    assert done.returncode == 1


def test_html_files_too(run_cli: RunCli, tmp_path: Path) -> None:
    page = '<base href="/sub/"><h1 id=a>A</h1><a href="b.html#b">b</a> <a href="/sub/">s</a> <img src="no.png">'
    lay(tmp_path, {"a.html": page, "sub/b.html": "<a name=b>b</a>", "sub/index.html": "x"})
    done = run_cli("check", "a.html", "--offline", "--format", "json", "--root-dir", ".")
    assert [rule for _, rule in rules(done)] == ["file", "file", "no-such-file"]


def test_saved_runs_become_one(run_cli: RunCli, repository: Path) -> None:
    run_cli("check", "docs", "--offline", "-o", "json=1.json", cwd=repository)
    (repository / "img/lost.png").write_text("x")
    run_cli("check", "docs", "--offline", "-o", "json=2.json", cwd=repository)
    done = run_cli("report", "1.json", "2.json", "--format", "json", cwd=repository)
    assert dict(rules(done))["../img/lost.png"] == "file"
    assert [rule for _, rule in rules(done)].count("no-such-file") == 2
