"""Articles that cite copies: the copy is checked as a copy, and a better one is looked for where it is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BRISK
from tests.web.site import serving

ROOT = Path(__file__).parents[2]
TITLE = "Talks go on after three hours"
TEXT = "The delegations met for three hours and agreed to go on in spring, said the speaker. " * 20
MISSING = {"status": 404, "title": "Not Found", "text": "The page could not be found."}
WEB = "https://web.archive.org/web"


def captured(url: str, timestamp: str, **more: Any) -> dict[str, Any]:
    return {"url": url, "timestamp": timestamp, "title": TITLE, "text": TEXT} | more


MANIFEST = {
    "hosts": {
        "perma.cc": {
            "default": MISSING,
            "answers": [{"path": "/", "title": "Perma.cc", "text": TEXT}],
        },
        "archive.ph": {"default": {"status": 429, "body": "captcha"}},
        "www.webcitation.org": {"refuse": True},
    },
    "archive": {
        "captures": [
            captured("https://a.example/fine", "20211223041109"),
            captured("https://a.example/gone", "20211220100000"),
            captured("https://a.example/gone", "20221223041109", **MISSING),
            captured("https://a.example/far", "20240101000000"),
            captured("https://a.example/far", "20211220000000", unplayable=True),
            captured("https://a.example/today", "20211222000000"),
            captured("https://a.example/cite", "20150305000000"),
            captured(
                "https://a.example/left",
                "20211223041109",
                status=302,
                redirect="https://a.example/",
            ),
            captured(
                "https://a.example/",
                "20211223041110",
                title="The Paper",
                text="News of the day. " * 9,
            ),
        ]
    },
}
CITED = {
    "fine": f"{WEB}/20211223041109/https://a.example/fine",
    "gone": f"{WEB}/20221223041109/https://a.example/gone",
    "far": f"{WEB}/20211220000000/https://a.example/far",
    "left": f"{WEB}/20211223041109/https://a.example/left",
    "never": f"{WEB}/20211223041109/https://a.example/never",
    "today": "https://archive.ph/2021.12.23-041109/https://a.example/today",
    "short": "https://archive.ph/AbC12",
    "cite": "http://www.webcitation.org/query?url=https%3A%2F%2Fa.example%2Fcite&date=2015-03-04",
    "perma": "https://perma.cc/AB12-CD34",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[str]]:
    """What the command says of each citation, and what it asked."""
    folder = tmp_path_factory.mktemp("copies")
    text = "\n\n".join(f"[{TITLE}]({url})" for url in CITED.values())
    (folder / "a.md").write_text(text, "utf-8")
    (folder / "linkcheck.toml").write_text(BRISK, "utf-8")
    command = [sys.executable, "-m", "linkcheck", "a.md", "--trust-settings", "--format", "json"]
    with serving(MANIFEST) as site:
        done = subprocess.run(
            [*command, *site.flags],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        asked = [f"{each.host}{each.target}" for each in site.requests]
    names = {url: name for name, url in CITED.items()}
    report = json.loads(done.stdout)
    return {names[each["url"]]: each for each in report["findings"]}, asked


EXPECTED = {
    "fine": ("alive", "ok", None),
    "gone": ("dead", "gone", "20211220100000"),
    "far": ("suspect", "other-capture", "20240101000000"),
    "left": ("suspect", "redirected-home", None),
    "never": ("dead", "gone", None),
    "today": ("unsure", "unreliable-archive", "20211222000000"),
    "short": ("unsure", "unreliable-archive", None),
    "cite": ("unsure", "refused", "20150305000000"),
    "perma": ("dead", "gone", None),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_cited_copy(name: str, found: tuple[dict[str, Any], list[str]]) -> None:
    outcome, rule, better = EXPECTED[name]
    finding = found[0][name]
    assert (finding["outcome"], finding["rule"]) == (outcome, rule), finding["reason"]
    copies = (finding["archive"] or {}).get("mementos", [])
    good = [copy["url"] for copy in copies if copy["grade"] == "good"]
    assert [f"/{better}/" in url for url in good[:1]] == ([True] if better else []), copies


def test_archive_today_is_never_asked(found: tuple[dict[str, Any], list[str]]) -> None:
    assert not [each for each in found[1] if each.startswith("archive.ph")]


def test_what_nobody_can_tell_is_not_asked(found: tuple[dict[str, Any], list[str]]) -> None:
    for name in ("short", "perma"):
        assert found[0][name]["archive"]["state"] == "not-asked"
