"""The README's recipes for CI: they are YAML, name what there is, and their commands run as a new user pastes them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.repository import Repo

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text("utf-8")
RECIPES: dict[str, Any] = {
    found[1]: yaml.safe_load(found[2])
    for found in re.finditer(r"```yaml\n# (\S+\.ya?ml).*\n((?:.*\n)*?)```", TEXT)
}
ACTION = yaml.safe_load((ROOT / ".github/actions/check/action.yml").read_text("utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
WORKFLOWS = [name for name in RECIPES if "workflows" in name]
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 20}
WEB = {
    "hosts": {
        "a.example": {
            "answers": [{"path": "/", **PAGE}, {"path": "/fine", **PAGE}],
            "default": {"status": 404, "text": "Not found"},
        }
    }
}


def steps(name: str) -> list[dict[str, Any]]:
    (job,) = RECIPES[name]["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


def test_each_recipe_is_there() -> None:
    assert len(WORKFLOWS) == 2
    assert {".pre-commit-config.yaml", ".gitlab-ci.yml"} <= set(RECIPES)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_ask_for_little_and_name_inputs_that_exist(name: str) -> None:
    assert RECIPES[name]["permissions"] == {"contents": "read"}
    checkout, action, *_ = steps(name)
    assert checkout["with"]["persist-credentials"] is False
    assert action["uses"].split("@")[0].endswith("/.github/actions/check")
    assert set(action["with"]) <= set(ACTION["inputs"])
    for step in steps(name):
        assert re.search(r"@(?:[0-9a-f]{40}|v\d+\.\d+\.\d+)$", step["uses"])


def test_a_pull_request_has_its_merge_base() -> None:
    (name,) = (each for each in WORKFLOWS if "pull_request" in str(RECIPES[each].get(True)))
    checkout, action, *_ = steps(name)
    assert checkout["with"]["fetch-depth"] == 0
    assert action["with"]["offline"] == "true"


def test_the_hook_that_is_named_exists() -> None:
    (repo,) = RECIPES[".pre-commit-config.yaml"]["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [HOOK["id"]]


def pasted(command: str, repo: Repo, site: Site, **variables: str) -> int:
    """A command as it is pasted into a shell, with the simulated web behind it."""
    folder = repo.root.parent / "bin"
    folder.mkdir(exist_ok=True)
    script = folder / "linkcheck"
    flags = " ".join(site.flags)
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m linkcheck "$@" {flags} --no-archive\n')
    script.chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=repo.root,
        env={
            **os.environ,
            **variables,
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        },
        check=False,
        capture_output=True,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.returncode


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repo")
    repo.commit({"content/a.md": "[a](http://a.example/old)\n\n[b](http://a.example/fine)\n"})
    return repo


def test_gitlabs_script(repo: Repo, web: Web) -> None:
    recipe = RECIPES[".gitlab-ci.yml"]["links"]
    assert recipe["variables"]["GIT_DEPTH"] == 0
    base = repo.git("rev-parse", "HEAD")
    repo.commit({"content/b.md": "[new](http://a.example/new)\n"})
    (command,) = recipe["script"]
    with web(WEB) as site:
        assert pasted(command, repo, site, CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == 1
        assert {each.target for each in site.requests} - {"/"} == {"/new"}
    assert (repo.root / recipe["artifacts"]["reports"]["junit"]).stat().st_size


@pytest.mark.kill
def test_the_baselines_commands(repo: Repo, web: Web) -> None:
    lines = re.findall(r"^\$ (linkcheck .*--baseline.*)$", TEXT, re.MULTILINE)
    assert len(lines) == 3
    with web(WEB) as site:
        assert [pasted(line, repo, site) for line in lines] == [0, 0, 0]
        repo.write("content/b.md", "[new](http://a.example/new)\n")
        assert pasted(lines[1], repo, site) == 1
    assert (repo.root / "linkcheck-baseline.json").read_text("utf-8").count("/old") == 1
