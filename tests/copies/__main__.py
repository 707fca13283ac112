"""`make copies`: the choice of copies, by the whole tool, on made-up originals; right, wrong and none, beside simpler strategies.

An original is a page that is gone, with captures of which we know what they show (`made`). Right is the good capture nearest to the citation,
or one about as near; `far` a good one that is not; `wrong` one that does not show the page, said to be good; `doubted` such a one that is said to be
doubtful, or to come from after the page's death; `missed` none where there was one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkcheck.replay import replay, stamp
from tests.conftest import BRISK
from tests.copies.made import Original, originals
from tests.web.site import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.copies.made import Held

ROOT = Path(__file__).parents[2]
VERDICTS = ("right", "right-none", "far", "missed", "doubted", "wrong")
_ABOUT = 1.34
_SLACK = 3.0
"""Days; a good copy is as good as the nearest within a third more of its distance, and these."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An original, what was chosen of it, and how that is."""

    original: Original
    chosen: Held | None
    verdict: str
    grade: str = ""
    reason: str = ""


def judged(original: Original, chosen: Held | None, *, is_unknown: bool = False) -> str:
    """How a choice is."""
    good = [abs(each.days) for each in original.held if each.good]
    if chosen is None and not is_unknown:
        return "missed" if good else "right-none"
    if chosen is None or not chosen.good:
        return "wrong"
    return "right" if abs(chosen.days) <= min(good) * _ABOUT + _SLACK else "far"


def latest(original: Original) -> Held | None:
    """As tools do that ask for no date."""
    return max(original.held, key=lambda each: each.days)


def nearest_200(original: Original) -> Held | None:
    """As tools do that ask for the closest with status 200."""
    ok = [
        each
        for each in original.held
        if each.keys.get("listed", str(each.keys.get("status", 200))) == "200"
    ]
    return min(ok, key=lambda each: abs(each.days), default=None)


STRATEGIES: dict[str, Callable[[Original], Held | None]] = {
    "latest": latest,
    "nearest 200": nearest_200,
}


def run(made: Sequence[Original]) -> tuple[tuple[Outcome, ...], dict[str, Any]]:
    """Run the command on articles that cite the originals; what was chosen, and the whole report."""
    with serving(_manifest(made)) as site, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "linkcheck.toml").write_text(BRISK, encoding="utf-8")
        for each in made:
            (folder / f"{each.id}.md").write_text(_article(each), encoding="utf-8")
        command = [sys.executable, "-m", "linkcheck", "check", ".", *site.flags, "--trust-settings"]
        command += [
            "--format",
            "json",
            "--fail-on",
            "never",
            "--archive-time",
            "10m",
            "--no-progress",
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=name, env=environment, check=True, capture_output=True)
    report = json.loads(done.stdout)
    said = {
        finding["references"][0]["path"].removesuffix(".md"): finding
        for finding in report["findings"]
    }
    return tuple(_outcome(each, said[each.id]) for each in made), report


def _manifest(made: Sequence[Original]) -> dict[str, Any]:
    gone = {"status": 404, "title": "404", "text": "Not found."}
    front = {"path": "/", "title": "Front page", "text": "Welcome. " * 60}
    hosts = {each.place.host: {"default": gone, "answers": [front]} for each in made}
    return {
        "hosts": hosts,
        "archive": {"captures": [one for each in made for one in each.captures()]},
    }


def _article(each: Original) -> str:
    cited = f"[{each.label}](<{each.cited}>)" if each.label else f"<{each.cited}>"
    return f"---\ntitle: Test\ndate: {each.day.isoformat()}\n---\n\nA first sentence, {cited}, and a last one.\n"


def _outcome(each: Original, finding: dict[str, Any]) -> Outcome:
    archive = finding["archive"] or {}
    mementos = archive.get("mementos", [])
    reason = f"{archive.get('state')}: {archive.get('reason')}"
    if not mementos:
        return Outcome(each, None, judged(each, None), "", reason)
    shown = replay(mementos[0]["url"])
    assert shown is not None
    held = next((one for one in each.held if each.stamp(one.days) == stamp(shown.captured)), None)
    verdict, grade = judged(each, held, is_unknown=True), mementos[0]["grade"]
    if verdict == "wrong" and grade != "good":
        verdict = "doubted"
    return Outcome(each, held, verdict, grade, mementos[0].get("grade_reason", ""))


def table(outcomes: Iterable[Outcome]) -> str:
    """Counts by verdict: of the tool, and of the simpler strategies."""
    outcomes = tuple(outcomes)
    lines = [f"{'':>12}" + "".join(f"{name:>12}" for name in VERDICTS)]
    for name, choose in STRATEGIES.items():
        counts = Counter(judged(each.original, choose(each.original)) for each in outcomes)
        lines.append(f"{name:>12}" + "".join(f"{counts[verdict]:>12}" for verdict in VERDICTS))
    counts = Counter(each.verdict for each in outcomes)
    lines.append(f"{'linkcheck':>12}" + "".join(f"{counts[verdict]:>12}" for verdict in VERDICTS))
    return "\n".join(lines)


def told(each: Outcome) -> str:
    """One outcome with all that there was."""
    held = ", ".join(
        f"{one.what}{'+' if one.good else ''}@{one.days:g}"
        for one in sorted(each.original.held, key=lambda one: abs(one.days))[:8]
    )
    chosen = f"{each.chosen.what}@{each.chosen.days:g}" if each.chosen else "-"
    return f"{each.verdict:>7} {each.original.id} [{each.original.place.lang}: {each.original.label[:30]!r}] {each.original.cited[8:60]} chose {chosen} ({each.grade}; {each.reason}) of {held}"


def main() -> None:
    """Print the tables, a batch as one article's worth of citations and all at once."""
    parser = argparse.ArgumentParser(prog="python -m tests.copies", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=4, help="originals of a kind")
    parser.add_argument("--batch", type=int, default=0, help="citations in one run; 0: all")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    made = originals(options.seed, options.each)
    size = options.batch or len(made)
    outcomes: list[Outcome] = []
    requests = 0
    for at in range(0, len(made), size):
        some, report = run(made[at : at + size])
        outcomes += some
        requests += report["archive_requests"]
    sys.stdout.write(
        f"{len(made)} originals, {sum(len(each.held) for each in made)} captures, {requests / len(made):.1f} archive requests each\n{table(outcomes)}\n"
    )
    if options.misses:
        sys.stdout.writelines(
            f"{told(each)}\n" for each in outcomes if not each.verdict.startswith("right")
        )


if __name__ == "__main__":
    main()
