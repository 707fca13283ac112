"""`--drift`: the living are held against the copy nearest to their citation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

THEN = "\n\n".join(
    f"In round {n} the delegations met for three hours and agreed to go on in spring, said the speaker of the mission."
    for n in range(9)
)
NOW = "\n\n".join(
    f"Recipe {n}: flour, butter, sugar and eggs make a cake that is baked for an hour in a moderate oven."
    for n in range(9)
)


def answer(path: str, text: str, title: str = "Talks go on") -> dict[str, Any]:
    return {"path": path, "title": title, "text": text}


MANIFEST = {
    "hosts": {
        "a.example": {
            "answers": [
                answer("/same", THEN),
                answer("/drifted", NOW, "Cakes for spring"),
                answer("/never", THEN),
            ]
        }
    },
    "archive": {
        "captures": [
            {"url": f"http://a.example/{path}", "timestamp": time, "title": title, "text": text}
            for path, time, title, text in (
                ("same", "20211222000000", "Talks go on", THEN),
                ("drifted", "20211222000000", "Talks go on", THEN),
                ("drifted", "20251222000000", "Cakes for spring", NOW),
            )
        ]
    },
}


@pytest.fixture
def found(run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path) -> Callable[..., dict[str, Any]]:
    assert brisk.exists()
    cited = " ".join(f"[{name}](http://a.example/{name})" for name in ("same", "drifted", "never"))
    (tmp_path / "a.md").write_text(f"---\ndate: 2021-12-21\n---\n\n{cited}\n", "utf-8")

    def check(*flags: str) -> dict[str, Any]:
        with web(MANIFEST) as site:
            done = run_cli("a.md", *site.flags, "--trust-settings", "--format", "json", *flags)
        assert done.returncode == 0, done.stderr
        findings = json.loads(done.stdout)["findings"]
        return {each["url"].rpartition("/")[2]: each for each in findings}

    return check


def test_what_has_drifted_is_noted(found: Callable[..., dict[str, Any]]) -> None:
    told = found("--drift")
    assert {each["outcome"] for each in told.values()} == {"alive"}
    assert told["same"]["drift"]["similarity"] > 0.9
    assert told["drifted"]["drift"]["similarity"] < 0.1
    assert told["drifted"]["drift"]["days"] == 1
    assert told["never"]["drift"] is None
    notes = {name: [note["id"] for note in each["notes"]] for name, each in told.items()}
    assert "note.drifted" in notes["drifted"]
    assert "note.drifted" not in [*notes["same"], *notes["never"]]
    assert (told["drifted"]["drift"]["then"], told["drifted"]["drift"]["now"]) == (
        "Talks go on",
        "Cakes for spring",
    )


def test_without_the_wish_no_archive_is_asked(found: Callable[..., dict[str, Any]]) -> None:
    assert all(each["drift"] is None and each["archive"] is None for each in found().values())
