"""The Action's and the hook's definitions are parsed, and their commands run as they are written, against real repositories."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.repository import Repo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load(
    (ROOT / ".github/actions/check/action.yml").read_text("utf-8")
)
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
LINKCHECK = Path(sys.executable).parent / "linkcheck"
PAGE = {"status": 200, "title": "On the record", "text": "What the minister said in full. " * 20}
WEB = {
    "hosts": {
        "a.example": {
            "answers": [{"path": "/", **PAGE}, {"path_prefix": "/fine", **PAGE}],
            "default": {"status": 404, "text": "Not found"},
        }
    }
}


def link(*names: str) -> str:
    return "".join(f"Words about [{name}](http://a.example/{name}) here.\n\n" for name in names)


def step(name: str) -> dict[str, Any]:
    return next(each for each in STEPS if each.get("name") == name)


def filled(text: str, contexts: Mapping[str, str]) -> str:
    """An expression of a context's value replaced by it, as the runner does; nothing where there is none."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: contexts.get(found[1], ""), text)


class Runner:
    """What a GitHub runner is to a composite action's `run` steps."""

    def __init__(self, tmp_path: Path, workspace: Path) -> None:
        self.workspace = workspace
        self.temp = tmp_path / "runner temp"
        self.temp.mkdir()
        self.output = tmp_path / "output"
        self.summary = tmp_path / "summary"

    def install_by_hand(self) -> None:
        """The program where the action's own step puts it."""
        folder = self.temp / "linkcheck" / "bin"
        folder.mkdir(parents=True)
        (folder / "linkcheck").symlink_to(LINKCHECK)

    def run(self, name: str, base: str = "", **inputs: str) -> subprocess.CompletedProcess[str]:
        defaults = {key: each.get("default", "") for key, each in ACTION["inputs"].items()}
        given = {key.replace("_", "-"): value for key, value in inputs.items()}
        contexts = {f"inputs.{key}": value for key, value in (defaults | given).items()}
        contexts |= {"runner.temp": str(self.temp), "github.event.pull_request.base.sha": base}
        self.output.write_text("")
        script = self.temp / "step.sh"
        script.write_text(step(name)["run"], "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **os.environ,
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_ACTION_PATH": str(ROOT / ".github/actions/check"),
                **{
                    key: filled(value, contexts) for key, value in step(name).get("env", {}).items()
                },
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with some rot, and a pull request that adds a dead link, a fine one, and settings of its own."""
    repo = Repo(tmp_path / "repo")
    repo.commit({"a.md": link("rotten", "fine"), "b.md": link("rotten")})
    repo.branch("topic")
    repo.commit(
        {"a.md": link("rotten", "fine", "gone", "fine2"), "linkcheck.toml": 'exclude = ["gone"]\n'}
    )
    return repo


@pytest.fixture
def runner(tmp_path: Path, repo: Repo) -> Runner:
    runner = Runner(tmp_path, repo.root)
    runner.install_by_hand()
    return runner


def options(site: Site) -> str:
    return "\n".join(site.flags)


def asked(site: Site) -> set[str]:
    return {request.target.removeprefix("/") for request in site.requests} - {""}


def test_a_pull_request_is_asked_for_its_own_lines_by_the_bases_settings(
    runner: Runner, repo: Repo, web: Web
) -> None:
    base = repo.git("rev-parse", "main")
    with web(WEB) as site:
        done = runner.run("Check the sources", base, options=options(site))
        assert asked(site) == {"gone", "fine2"}
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=a.md,line=5,")
    sarif = runner.output.read_text("utf-8").strip().removeprefix("sarif=")
    (found,) = json.loads(Path(sarif).read_text("utf-8"))["runs"][0]["results"]
    assert found["ruleId"] == "gone"
    assert "**dead**" in runner.summary.read_text("utf-8")


def test_elsewhere_everything_is_asked(runner: Runner, web: Web) -> None:
    with web(WEB) as site:
        done = runner.run("Check the sources", options=options(site))
        assert asked(site) == {"rotten", "fine", "fine2"}
    assert done.returncode == 1


@pytest.mark.kill
def test_the_whole_repository_with_a_baseline(runner: Runner, repo: Repo, web: Web) -> None:
    repo.switch("main")
    with web(WEB) as site:
        subprocess.run(
            [
                LINKCHECK,
                ".",
                *site.flags,
                "--no-archive",
                "-q",
                "--baseline",
                "known.json",
                "--write-baseline",
            ],
            cwd=repo.root,
            check=True,
        )
        repo.commit()
        repo.branch("other")
        repo.commit({"b.md": link("rotten", "fine")})
        more = {"options": options(site), "baseline": "known.json", "changed_only": "false"}
        done = runner.run("Check the sources", repo.git("rev-parse", "main"), **more)
        assert done.returncode == 0, done.stdout
        assert "2 of 2 in known.json left out as known" in done.stdout


@pytest.mark.parametrize(
    "inputs",
    [
        {"paths": "$(touch pwned)\n`touch pwned`\n; touch pwned"},
        {"options": "--exclude\n$(touch pwned)"},
        {"max_time": "5m; touch pwned"},
        {"fail_on": '"; touch pwned; "'},
        {"baseline": "--output=html=pwned"},
        {"paths": "--output=html=pwned"},
    ],
    ids=[
        "paths",
        "options",
        "a time",
        "quotes",
        "an option for a baseline",
        "an option for a path",
    ],
)
def test_inputs_are_data(inputs: dict[str, str], runner: Runner, repo: Repo) -> None:
    done = runner.run("Check the sources", **{"offline": "true"} | inputs)
    assert done.returncode == (0 if "options" in inputs else 2), done.stdout + done.stderr
    assert not list(repo.root.glob("*pwned*"))


def test_offline_asks_nothing(runner: Runner, web: Web) -> None:
    with web(WEB) as site:
        done = runner.run("Check the sources", options=options(site), offline="true")
        assert site.requests == ()
    assert done.returncode == 0


def test_a_shallow_checkout_is_told_the_cure(repo: Repo, tmp_path: Path) -> None:
    base = repo.git("rev-parse", "main")
    shallow = repo.clone(tmp_path / "shallow", "--depth=1", "--branch=topic")
    (tmp_path / "other").mkdir()
    runner = Runner(tmp_path / "other", shallow.root)
    runner.install_by_hand()
    done = runner.run("Check the sources", base)
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


def test_the_action_gives_nothing_away() -> None:
    text = (ROOT / ".github/actions/check/action.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    for each in STEPS:
        assert "${{" not in each.get("run", "")
        if "uses" in each:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each["uses"])
            assert re.search(rf"{re.escape(each['uses'])} # v\d+\.\d+\.\d+\n", text)
        if "run" in each:
            assert each["shell"] == "bash"
    named = set(re.findall(r"inputs\.([\w-]+)", text))
    assert named == set(ACTION["inputs"])
    assert "fork" in step("Upload to code scanning")["if"]
    assert "github.run_id" in step("Keep what was seen")["with"]["key"]
    assert step("Restore what was seen before")["with"]["restore-keys"]
    assert "XDG_CACHE_HOME" in step("Check the sources")["env"]


def test_the_hook_as_it_is_written(repo: Repo) -> None:
    assert HOOK["require_serial"] is True
    assert "--offline" in HOOK["args"]
    assert HOOK["args"][-1] == "--"
    for name in ("--output=html=pwned.md", "-ojson=x.md"):
        repo.write(name, link("fine"))
    command = [
        *HOOK["entry"].split(),
        *HOOK["args"],
        "a.md",
        "--output=html=pwned.md",
        "-ojson=x.md",
    ]
    done = subprocess.run(
        command,
        cwd=repo.root,
        env={**os.environ, "PATH": f"{LINKCHECK.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (repo.root / "pwned.md").exists()
    assert not (repo.root / "x.md").exists()


@pytest.mark.outside
def test_the_action_installs_itself(tmp_path: Path, repo: Repo, web: Web) -> None:
    runner = Runner(tmp_path, repo.root)
    # What lies in the checkout is nothing that Python may import.
    for name in ("venv.py", "pip.py", "ensurepip.py", "linkcheck.py"):
        repo.write(name, "raise SystemExit('pwned')\n")
    done = runner.run("Install linkcheck")
    assert done.returncode == 0, done.stderr + done.stdout
    with web(WEB) as site:
        done = runner.run("Check the sources", repo.git("rev-parse", "main"), options=options(site))
        assert asked(site) == {"gone", "fine2"}
    assert done.returncode == 1


@pytest.mark.outside
def test_pre_commit_runs_the_hook(tmp_path: Path, repo: Repo) -> None:
    """Pre-commit itself clones this repository, installs it, and runs the hook on what is to be committed."""
    clone = Repo(tmp_path / "linkcheck")
    shutil.copytree(
        ROOT,
        clone.root,
        dirs_exist_ok=True,
        ignore=lambda folder, names: {
            each for each in names if each in {".git", ".venv"} or each.endswith("_cache")
        },
    )
    revision = clone.commit()
    config = {"repos": [{"repo": str(clone.root), "rev": revision, "hooks": [{"id": "linkcheck"}]}]}
    repo.commit({".pre-commit-config.yaml": yaml.safe_dump(config)})
    repo.write("new.md", link("fine", "gone"))
    repo.git("add", "new.md")
    done = subprocess.run(
        [LINKCHECK.parent / "pre-commit", "run", "--verbose"],
        cwd=repo.root,
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^linkcheck\.+Passed$", done.stdout, re.MULTILINE)
