"""The demo: the real command on the fixture article, against the web that stands for its hosts."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.manifest import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from tests.conftest import RunCli
    from tests.web.manifest import Manifest
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

pytestmark = pytest.mark.xdist_group("demo")

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEMO = load(FIXTURES / "demo.toml")
REFERENCES = json.loads((FIXTURES / "article.references.json").read_text("utf-8"))
WRITTEN = date(2021, 12, 21)
PATIENT = ("--timeout", "20")
"""Nobody here stalls, and a busy machine is slow."""


@pytest.fixture
def article(tmp_path: Path, brisk: Path) -> Path:
    return Path(shutil.copy(FIXTURES / "article.md", tmp_path / "article.md"))


def findings(
    run_cli: RunCli, web: Web, article: Path, manifest: Manifest
) -> dict[str, Mapping[str, Any]]:
    with web(manifest) as site:
        flags = (*site.flags, "--trust-settings", *PATIENT, "--format", "json")
        done = run_cli("check", article.name, *flags)
    assert done.stderr == ""
    return {each["url"]: each for each in json.loads(done.stdout)["findings"]}


def test_every_outcome_is_there_and_the_dead_have_copies_near_the_article(
    run_cli: RunCli, web: Web, article: Path
) -> None:
    found = findings(run_cli, web, article, DEMO)
    assert len(found) == 14
    assert {each["outcome"] for each in found.values()} == {"alive", "dead", "suspect", "unsure"}
    dead = [each for each in found.values() if each["outcome"] == "dead"]
    assert len(dead) >= 2
    for each in dead:
        best = each["archive"]["mementos"][0]
        assert best["grade"] == "good"
        captured = date.fromisoformat(best["captured"][:10])
        assert abs((captured - WRITTEN).days) <= 7
        assert best["days"] == (captured - WRITTEN).days


def test_findings_stand_in_source_order_with_all_their_places(
    run_cli: RunCli, web: Web, article: Path
) -> None:
    found = findings(run_cli, web, article, DEMO)
    assert list(found) == list(dict.fromkeys(each["url"] for each in REFERENCES))
    for each in REFERENCES:
        places = [(place["line"], place["column"]) for place in found[each["url"]]["references"]]
        assert (each["line"], each["column"]) in places


def test_each_url_is_asked_once_however_often_it_is_cited(
    run_cli: RunCli, web: Web, article: Path
) -> None:
    with web(DEMO) as site:
        run_cli("check", article.name, *site.flags, "--trust-settings")
        gettr = [request.target for request in site.asked("gettr.com")]
        voa = [request.target for request in site.asked("www.voachinese.com")]
    assert gettr.count("/post/pimgit758a") == 1
    assert len(voa) == 1


HOSTS = sorted(DEMO.hosts)


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {}


@pytest.mark.parametrize("host", HOSTS)
def test_a_hosts_behaviour_decides_its_own_findings_and_no_other(
    host: str, run_cli: RunCli, web: Web, article: Path, as_it_is: dict[str, Any]
) -> None:
    if not as_it_is:
        as_it_is.update(findings(run_cli, web, article, DEMO))
    changed = findings(run_cli, web, article, DEMO.without_host(host))
    for url, before in as_it_is.items():
        after = changed[url]
        same = (after["outcome"], after["rule"]) == (before["outcome"], before["rule"])
        assert same == (f"//{host}/" not in url), url


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("en", ["DEAD", "SUSPECT", "UNSURE"]),
        ("zh-Hans", ["失效", "可疑"]),
        ("zh-Hant", ["失效", "可疑"]),
    ],
)
def test_the_report_speaks_the_readers_language(
    flag: str, words: list[str], run_cli: RunCli, web: Web, article: Path
) -> None:
    with web(DEMO) as site:
        done = run_cli("check", article.name, *site.flags, "--trust-settings", "--lang", flag)
    assert done.returncode == 1
    for word in words:
        assert word in done.stdout


def test_the_readmes_first_screen_is_real(run_cli: RunCli, web: Web) -> None:
    readme = (FIXTURES.parent / "README.md").read_text("utf-8")
    shown = readme.partition("<!-- demo -->\n```text\n")[2].partition("```\n<!-- end demo -->")[0]
    with web(FIXTURES / "demo.toml") as site:
        done = run_cli("fixtures/article.md", *site.flags, cwd=FIXTURES.parent)
    assert _timeless(done.stdout) == _timeless(shown)


def _timeless(text: str) -> str:
    return re.sub(r"\d+(?:\.\d)? s\b", "… s", text)
