"""`--changed-since` on real repositories: the simulated server sees requests for what the change concerns, and no others."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from linkcheck.cli import run
from tests.repository import Repo

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 20}
FINE = {"hosts": {"a.example": {"answers": [{"path_prefix": "/", **PAGE}]}}}


def link(*names: str) -> str:
    return "".join(f"Words about [{name}](http://a.example/{name}) here.\n\n" for name in names)


OLD = link("one", "two", "three")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """`main` with three articles, and a branch `topic` that is checked out."""
    repo = Repo(tmp_path / "repo")
    repo.commit({"a.md": OLD, "b.md": link("b1", "b2"), "c/中文 文章.md": link("c1")})
    repo.branch("topic")
    return repo


@pytest.fixture
def asked(web: Web, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str]]:
    """Which pages a run over the whole repository asks for, by their names; in this process, since there are many."""

    def ask(
        *arguments: str, cwd: Path | None = None, code: int = 0, since: str = "main"
    ) -> set[str]:
        with web(FINE) as site:
            flags = ("--changed-since", since, "--no-archive", *site.flags)
            monkeypatch.chdir(cwd or repo.root)
            assert run(["check", *(arguments or (".",)), *flags]) == code
            return {request.target.removeprefix("/") for request in site.requests}

    return ask


def added(repo: Repo) -> None:
    repo.commit({"a.md": OLD + link("new")})


def replaced(repo: Repo) -> None:
    repo.commit({"a.md": OLD.replace("/two", "/other")})


def a_new_file(repo: Repo) -> None:
    repo.commit({"d/d.md": link("d1", "d2")})


def prose_only(repo: Repo) -> None:
    repo.commit({"a.md": "An introduction.\n\n" + OLD})


def removed_lines(repo: Repo) -> None:
    repo.commit({"a.md": link("one", "three")})


def several_commits(repo: Repo) -> None:
    repo.commit({"a.md": OLD + link("first")})
    repo.commit({"a.md": OLD + link("second")})


def main_went_on(repo: Repo) -> None:
    repo.commit({"a.md": OLD + link("mine")})
    repo.switch("main")
    repo.commit({"b.md": link("b1", "b2", "theirs")})
    repo.switch("topic")


def main_was_merged(repo: Repo) -> None:
    main_went_on(repo)
    repo.git("merge", "--quiet", "--no-edit", "main")


def a_merge_commit_of_a_pull_request(repo: Repo) -> None:
    """What actions/checkout checks out: main and the branch merged, without a branch's name."""
    main_went_on(repo)
    repo.git("switch", "--quiet", "--detach", "main")
    repo.git("merge", "--quiet", "--no-edit", "topic")


def renamed(repo: Repo) -> None:
    repo.git("mv", "a.md", "moved.md")
    repo.commit()


def renamed_and_edited(repo: Repo) -> None:
    repo.git("mv", "a.md", "c/neu.md")
    repo.commit({"c/neu.md": OLD + link("new")})


def deleted(repo: Repo) -> None:
    repo.git("rm", "--quiet", "a.md")
    repo.commit()


def not_committed(repo: Repo) -> None:
    repo.write("a.md", OLD + link("dirty"))


def only_staged(repo: Repo) -> None:
    repo.write("a.md", OLD + link("staged"))
    repo.git("add", "a.md")


def not_known_to_git(repo: Repo) -> None:
    repo.write("e.md", link("e1"))


def moved_by_hand(repo: Repo) -> None:
    (repo.root / "a.md").rename(repo.root / "z.md")
    repo.write("z.md", OLD + link("new"))


def taken_back(repo: Repo) -> None:
    repo.commit({"a.md": OLD + link("new")})
    repo.write("a.md", OLD)


def chinese_name(repo: Repo) -> None:
    repo.commit({"c/中文 文章.md": link("c1", "c2")})


def odd_names(repo: Repo) -> None:
    for name in ('"quoted".md', "tab\there.md", "-x.md", "a b  c.md", "new\nline.md", "[1].md"):
        repo.write(name, link(f"odd{len(name)}"))
    repo.commit()


def definition_changed(repo: Repo) -> None:
    repo.switch("main")
    text = (
        "See [this][r], and [that](http://a.example/that).\n\nMore.\n\n[r]: http://a.example/{}\n"
    )
    repo.commit({"a.md": text.format("before")})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.commit({"a.md": text.format("after")})


def label_of_a_definition_changed(repo: Repo) -> None:
    repo.switch("main")
    text = (
        "See [this][r], and [that](http://a.example/that).\n\nMore.\n\n[{}]:\n http://a.example/r\n"
    )
    repo.commit({"a.md": text.format("q")})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.commit({"a.md": text.format("r")})


def construct_over_lines(repo: Repo) -> None:
    repo.switch("main")
    text = "[a label\nof {}\nlines](http://a.example/span) and\n[other](http://a.example/other)\n"
    repo.commit({"a.md": text.format("several")})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.commit({"a.md": text.format("many")})


def line_out_of_a_construct(repo: Repo) -> None:
    repo.switch("main")
    text = "[a label\n{}of lines](http://a.example/span) and\n[other](http://a.example/other)\n"
    repo.commit({"a.md": text.format("with more\n")})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.commit({"a.md": text.format("")})


def fence_taken_away(repo: Repo) -> None:
    repo.switch("main")
    repo.commit({"a.md": link("one") + "```\n" + link("hidden") + "```\n"})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.commit({"a.md": link("one") + link("hidden")})


def line_ends_changed(repo: Repo) -> None:
    repo.commit({"a.md": (OLD + link("new")).replace("\n", "\r\n")})


def encoding_changed(repo: Repo) -> None:
    repo.commit({"a.md": "\ufeff".encode("utf-16-le") + (OLD + link("new")).encode("utf-16-le")})


def hidden_by_attributes(repo: Repo) -> None:
    repo.commit({".gitattributes": "*.md binary -diff\n", "a.md": OLD + link("new")})


def content_that_reads_like_a_diff(repo: Repo) -> None:
    lines = "++ b/new/0\n-- a/old/0\ndiff --git a/old/1 b/new/1\n@@ -0,0 +1,99 @@\n\n"
    repo.commit({"a.md": lines + OLD + lines + link("new") + "++ b/new/0"})
    repo.commit({"b.md": link("b1", "b2", "b3").rstrip("\n")})


SCENES: dict[str, tuple[Callable[[Repo], None], set[str]]] = {
    "a line was added": (added, {"new"}),
    "a link was replaced": (replaced, {"other"}),
    "a new file": (a_new_file, {"d1", "d2"}),
    "prose alone": (prose_only, set()),
    "lines were removed": (removed_lines, set()),
    "several commits": (several_commits, {"second"}),
    "main went on": (main_went_on, {"mine"}),
    "main was merged": (main_was_merged, {"mine"}),
    "the merge of a pull request": (a_merge_commit_of_a_pull_request, {"mine"}),
    "renamed": (renamed, set()),
    "renamed and edited": (renamed_and_edited, {"new"}),
    "deleted": (deleted, set()),
    "not committed": (not_committed, {"dirty"}),
    "only staged": (only_staged, {"staged"}),
    "not known to git": (not_known_to_git, {"e1"}),
    "moved by hand": (moved_by_hand, {"new"}),
    "taken back": (taken_back, set()),
    "a Chinese name": (chinese_name, {"c2"}),
    "odd names": (odd_names, {f"odd{n}" for n in (11, 11, 5, 9, 11, 6)}),
    "a definition changed": (definition_changed, {"after"}),
    "a definition's label changed": (label_of_a_definition_changed, {"r"}),
    "a construct over several lines": (construct_over_lines, {"span"}),
    "a line out of a construct": (line_out_of_a_construct, {"span"}),
    "a fence was taken away": (fence_taken_away, {"hidden"}),
    "line ends changed": (line_ends_changed, {"new"}),
    "the encoding changed": (encoding_changed, {"new"}),
    "hidden by attributes": (hidden_by_attributes, {"new"}),
    "content like a diff": (content_that_reads_like_a_diff, {"new", "b3"}),
}


@pytest.mark.parametrize(("scene", "expected"), SCENES.values(), ids=SCENES.keys())
def test_only_what_changed_is_asked(
    scene: Callable[[Repo], None],
    expected: set[str],
    repo: Repo,
    asked: Callable[..., set[str]],
) -> None:
    scene(repo)
    assert asked() == expected


def test_from_any_folder_and_for_some_paths(
    repo: Repo, tmp_path: Path, asked: Callable[..., set[str]]
) -> None:
    repo.commit({"a.md": OLD + link("new"), "c/中文 文章.md": link("c1", "c2")})
    assert asked(".", cwd=repo.root / "c") == {"c2"}
    assert asked("../a.md", cwd=repo.root / "c") == {"new"}
    assert asked("repo", cwd=tmp_path) == {"new", "c2"}
    (tmp_path / "way").symlink_to(repo.root)
    assert asked("way/a.md", cwd=tmp_path) == {"new"}


def test_in_another_work_tree(repo: Repo, tmp_path: Path, asked: Callable[..., set[str]]) -> None:
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "tree"), "main")
    Repo(tmp_path / "tree").commit({"a.md": OLD + link("there")})
    assert asked(".", cwd=tmp_path / "tree") == {"there"}


def test_in_a_hook_git_is_not_led_elsewhere(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Callable[..., set[str]]
) -> None:
    added(repo)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))
    assert asked() == {"new"}


def with_submodule(tmp_path: Path) -> tuple[Repo, Repo]:
    """A repository whose `sub` is another one, both with an article, on a branch."""
    inner = Repo(tmp_path / "inner")
    inner.commit({"s.md": link("s1")})
    outer = Repo(tmp_path / "outer")
    outer.commit({"a.md": OLD})
    outer.git("submodule", "--quiet", "add", inner.root.as_uri(), "sub")
    outer.commit()
    outer.branch("topic")
    return outer, Repo(outer.root / "sub")


def test_submodules(tmp_path: Path, asked: Callable[..., set[str]]) -> None:
    outer, inner = with_submodule(tmp_path)
    outer.commit({"a.md": OLD + link("new")})
    assert asked(".", cwd=outer.root) == {"new"}
    inner.commit({"s.md": link("s1", "s2")})
    assert asked(".", cwd=outer.root) == {"new", "s2"}
    outer.commit()
    inner.write("s.md", link("s1", "s2", "s3"))
    assert asked(".", cwd=outer.root) == {"new", "s2", "s3"}


def test_a_new_submodule_is_new(tmp_path: Path, asked: Callable[..., set[str]]) -> None:
    outer, _ = with_submodule(tmp_path)
    assert asked(".", cwd=outer.root, since="main~1") == {"s1"}


def local_findings(run_cli: RunCli, repo: Repo) -> set[str]:
    done = run_cli(
        *("check", ".", "--changed-since", "main", "--offline", "--format", "json"), cwd=repo.root
    )
    return {each["url"] for each in json.loads(done.stdout)["findings"]}


def test_local_links_of_changed_files(run_cli: RunCli, repo: Repo) -> None:
    repo.switch("main")
    repo.commit({"a.md": "[b](b.md)\n\n" + OLD, "b.md": "[a](a.md)\n"})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.commit({"a.md": "[b](b.md)\n\nProse.\n\n" + OLD})
    assert local_findings(run_cli, repo) == {"b.md"}


@pytest.mark.parametrize("scene", [renamed, deleted, moved_by_hand])
def test_local_links_of_all_files_where_files_went(
    scene: Callable[[Repo], None], run_cli: RunCli, repo: Repo
) -> None:
    repo.switch("main")
    repo.commit({"b.md": "[a](a.md), [out](http://a.example/out)\n"})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    scene(repo)
    assert "a.md" in local_findings(run_cli, repo)
    assert "http://a.example/out" not in local_findings(run_cli, repo)


def test_an_image_that_went_counts_too(run_cli: RunCli, repo: Repo) -> None:
    repo.switch("main")
    repo.commit({"b.md": "![i](i.png)\n", "i.png": b"\x89PNG"})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.git("rm", "--quiet", "i.png")
    repo.commit()
    assert local_findings(run_cli, repo) == {"i.png"}


def test_what_a_sparse_checkout_leaves_out_did_not_go(run_cli: RunCli, repo: Repo) -> None:
    repo.switch("main")
    repo.commit({"a.md": "[b](b.md)\n"})
    repo.git("branch", "--force", "topic", "main")
    repo.switch("topic")
    repo.git("sparse-checkout", "set", "--no-cone", "/*.md")
    assert not (repo.root / "c").exists()
    assert local_findings(run_cli, repo) == set()


def test_nothing_changed_is_one_line(run_cli: RunCli, repo: Repo) -> None:
    done = run_cli("check", ".", "--changed-since", "main", cwd=repo.root)
    assert done.returncode == 0
    assert done.stdout == "no link changed since main: nothing to check\n"
    assert done.stderr == ""
    text = run_cli("check", ".", "--changed-since", "main", "-f", "sarif", cwd=repo.root).stdout
    assert json.loads(text)["runs"][0]["results"] == []


def refused(run_cli: RunCli, *arguments: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """The one line that a mistake gives."""
    done = run_cli("check", *arguments, "--offline", cwd=cwd, env=env)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_a_shallow_clone_names_the_cure(run_cli: RunCli, repo: Repo, tmp_path: Path) -> None:
    added(repo)
    one = repo.clone(tmp_path / "one", "--depth=1", "--branch=topic")
    said = refused(run_cli, ".", "--changed-since", "origin/main", cwd=one.root)
    assert "fetch-depth: 0" in said
    assert "git fetch --unshallow" in said
    both = repo.clone(tmp_path / "both", "--depth=1", "--no-single-branch", "--branch=topic")
    said = refused(run_cli, ".", "--changed-since", "origin/main", cwd=both.root)
    assert "merge base" in said
    assert "git fetch --unshallow" in said
    both.git("fetch", "--quiet", "--unshallow")
    done = run_cli(
        "check", ".", "--changed-since", "origin/main", "--offline", "-f", "json", cwd=both.root
    )
    urls = [each["url"] for each in json.loads(done.stdout)["findings"]]
    assert urls == ["http://a.example/new"]


def test_a_shallow_clone_with_the_merge_base_is_enough(
    repo: Repo, tmp_path: Path, asked: Callable[..., set[str]]
) -> None:
    added(repo)
    deep = repo.clone(tmp_path / "deep", "--depth=2", "--no-single-branch", "--branch=topic")
    assert asked(".", cwd=deep.root, since="origin/main") == {"new"}


def test_a_partial_clone_is_refused_and_fetches_nothing(
    run_cli: RunCli, repo: Repo, tmp_path: Path
) -> None:
    added(repo)
    repo.git("config", "uploadpack.allowFilter", "true")
    partial = repo.clone(tmp_path / "partial", "--filter=blob:none", "--branch=topic")
    said = refused(run_cli, ".", "--changed-since", "origin/main", cwd=partial.root)
    assert "--filter" in said


def test_mistakes(run_cli: RunCli, repo: Repo, tmp_path: Path) -> None:
    said = refused(run_cli, ".", "--changed-since", "nowhere", cwd=repo.root)
    assert "nowhere: no such commit" in said
    said = refused(run_cli, ".", "--changed-since=--output=x", cwd=repo.root)
    assert "--changed-since" in said
    assert not (repo.root / "x").exists()
    (tmp_path / "free").mkdir()
    (tmp_path / "free" / "a.md").write_text(OLD)
    said = refused(run_cli, ".", "--changed-since", "main", cwd=tmp_path / "free")
    assert "no git repository" in said
    said = refused(run_cli, "a.md", "../free/a.md", "--changed-since", "main", cwd=repo.root)
    assert "../free/a.md is no file of" in said
    said = refused(run_cli, "-", "--changed-since", "main", cwd=repo.root)
    assert "no file of" in said
    bare = Repo(tmp_path / "bare")
    bare.write("a.md", OLD)
    said = refused(run_cli, ".", "--changed-since", "HEAD", cwd=bare.root)
    assert "no such commit" in said


def test_unrelated_histories(run_cli: RunCli, repo: Repo) -> None:
    repo.git("switch", "--quiet", "--orphan", "alone")
    repo.commit({"x.md": OLD})
    said = refused(run_cli, ".", "--changed-since", "main", cwd=repo.root)
    assert "no history in common" in said


def test_the_branch_of_the_remote_is_suggested(run_cli: RunCli, repo: Repo, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / "clone", "--branch=topic")
    said = refused(run_cli, ".", "--changed-since", "main", cwd=clone.root)
    assert "do you mean origin/main?" in said


def test_without_git(run_cli: RunCli, repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    env = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}."}
    (repo.root / "git").write_text("#!/bin/sh\ntouch pwned\n")
    (repo.root / "git").chmod(0o755)
    said = refused(run_cli, ".", "--changed-since", "main", cwd=repo.root, env=env)
    assert "git is not installed" in said
    assert not (repo.root / "pwned").exists()


def hostile(repo: Repo, mark: Path) -> None:
    """Everything by which a repository can have git start a program."""
    program = repo.root.parent / "program"
    program.write_text(f"#!/bin/sh\necho $0 >> '{mark}'\ncat\n")
    program.chmod(0o755)
    for key in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass"),
        *("diff.external", "diff.x.command", "diff.x.textconv", "core.gitProxy"),
        *("filter.x.clean", "filter.x.smudge", "filter.x.process", "pager.diff", "pager.ls-tree"),
        *("alias.diff", "alias.ls-tree", "gpg.program", "credential.helper", "trailer.x.command"),
    ):
        value = f"!{program}" if key.startswith("alias") else str(program)
        repo.git("config", key, value)
    hooks = repo.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "post-index-change",
        "post-checkout",
        "fsmonitor-watchman",
        "reference-transaction",
    ):
        (hooks / name).write_bytes(program.read_bytes())
        (hooks / name).chmod(0o755)


def test_a_hostile_repository_starts_no_program(
    repo: Repo, tmp_path: Path, asked: Callable[..., set[str]]
) -> None:
    repo.commit({".gitattributes": "*.md filter=x diff=x\n", "a.md": OLD + link("new")})
    repo.write("b.md", link("b1", "b2", "dirty"))
    mark = tmp_path / "mark"
    hostile(repo, mark)
    assert asked() == {"new", "dirty"}
    assert not mark.exists(), mark.read_text()
    subprocess.run(["git", "status"], cwd=repo.root, check=False, capture_output=True)
    assert mark.exists()  # the trap does work


def test_a_repository_planted_in_an_article_folder_is_not_entered(
    repo: Repo, tmp_path: Path, asked: Callable[..., set[str]]
) -> None:
    added(repo)
    planted = Repo(tmp_path / "planted")
    planted.commit({"x.md": link("x")})
    hostile(planted, tmp_path / "mark")
    folder = repo.root / "evil"
    (tmp_path / "planted" / ".git").rename(folder)
    repo.write("evil/e.md", link("e"))
    assert asked(".", cwd=folder) == {"e"}
    assert not (tmp_path / "mark").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another owner")
def test_a_repository_of_somebody_else_is_for_git_to_refuse(run_cli: RunCli, repo: Repo) -> None:
    added(repo)
    for path in (repo.root, repo.root / ".git"):
        os.chown(path, 12345, 12345)
    env = {"GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(repo.root.parent)}
    said = refused(run_cli, ".", "--changed-since", "main", cwd=repo.root, env=env)
    assert "safe.directory" in said


def test_a_settings_file_may_not_narrow_what_is_checked(run_cli: RunCli, repo: Repo) -> None:
    repo.commit({"linkcheck.toml": 'changed-since = "HEAD"\n'})
    assert "--trust-settings" in refused(run_cli, ".", cwd=repo.root)
