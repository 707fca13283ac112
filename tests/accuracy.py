"""`make accuracy`: the whole tool on a labelled web; precision of `dead`, bad links caught, the confusion matrix, requests a target.

A part is a folder of TOML files under tests/web/cases/: cases (URL, label, role, the true outcome) and how their hosts behave; in
bodies `{{name}}` stands for one of the part's `pieces`, so that pages have all that real ones have around their text.
All cases of a part are one article, as in life: what is seen of one host must not colour another.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.site import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "web" / "cases"
OUTCOMES = ("alive", "dead", "suspect", "unsure", "skipped")
BAD = frozenset({"dead", "suspect"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """One case with what a person would say of it."""

    id: str
    url: str
    label: str
    role: str
    outcome: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what the tool said."""

    case: Labelled
    outcome: str
    rule: str
    reason: str


def read_part(folder: Path) -> tuple[tuple[Labelled, ...], dict[str, Any]]:
    """The cases of a part, and one manifest for all of them."""
    cases: list[Labelled] = []
    hosts: dict[str, Any] = {}
    tables = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))
    ]
    pieces = {name: text for table in tables for name, text in table.get("pieces", {}).items()}
    for table in tables:
        for row in table.get("cases", ()):
            known = {name: row[name] for name in ("id", "url", "label", "role", "outcome")}
            cases.append(Labelled(**known, rules=tuple(row.get("rules", ()))))
        for name, host in table.get("hosts", {}).items():
            if name in hosts:
                hosts[name].setdefault("answers", []).extend(host.get("answers", ()))
            else:
                hosts[name] = host
    return tuple(cases), {"hosts": _pieced(hosts, pieces)}


def _pieced(value: Any, pieces: Mapping[str, str]) -> Any:
    """A manifest's tables with pieces, and those within pieces, put in their places."""
    if isinstance(value, dict):
        return {name: _pieced(each, pieces) for name, each in value.items()}
    if isinstance(value, list):
        return [_pieced(each, pieces) for each in value]
    if not isinstance(value, str) or "{{" not in value:
        return value
    for name, text in pieces.items():
        if (mark := f"{{{{{name}}}}}") in value:
            value = value.replace(mark, _pieced(text, pieces).strip())
    return value


def article(cases: tuple[Labelled, ...]) -> str:
    """An article that cites every case, a paragraph each."""
    return "\n\n".join(_cited(case) for case in cases) + "\n"


def _cited(case: Labelled) -> str:
    label = case.label.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return f"{'!' if case.role == 'image' else ''}[{label}](<{case.url}>)"


def judged(folder: Path) -> tuple[tuple[Judged, ...], Mapping[str, Any]]:
    """Run the command on a part; what it said of each case, and its whole report."""
    cases, manifest = read_part(folder)
    with serving(manifest) as site, tempfile.TemporaryDirectory() as name:
        path = Path(name) / "article.md"
        path.write_text(article(cases), encoding="utf-8")
        command = [sys.executable, "-m", "linkcheck", "check", path.name, *site.flags]
        command += ["--format", "json", "--no-archive", "--fail-on", "never"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=name, env=environment, check=True, capture_output=True)
    report = json.loads(done.stdout)
    said = {
        reference["url"]: finding
        for finding in report["findings"]
        for reference in finding["references"]
    }
    return tuple(_judged(case, said[case.url]) for case in cases), report


def _judged(case: Labelled, finding: Mapping[str, Any]) -> Judged:
    return Judged(case, finding["outcome"], finding["rule"], finding["reason"])


def figures(results: tuple[Judged, ...], report: Mapping[str, Any]) -> dict[str, float]:
    """The figures that a goal is set for."""
    dead = [each for each in results if each.outcome == "dead"]
    bad = [each for each in results if each.case.outcome in BAD]
    alarms = [each for each in results if each.outcome in BAD and each.case.outcome not in BAD]
    return {
        "cases": len(results),
        "precision of dead": _share(sum(each.case.outcome == "dead" for each in dead), len(dead)),
        "bad links caught": _share(sum(each.outcome in BAD for each in bad), len(bad)),
        "false alarms": len(alarms),
        "exact outcome": _share(
            sum(each.outcome == each.case.outcome for each in results), len(results)
        ),
        "requests a target": _share(report["requests"], len(report["findings"])),
    }


def _share(part: float, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def matrix(results: tuple[Judged, ...]) -> Iterator[str]:
    """True outcomes down, said ones across."""
    counts = Counter((each.case.outcome, each.outcome) for each in results)
    yield f"{'true / said':>12}" + "".join(f"{name:>9}" for name in OUTCOMES)
    for true in OUTCOMES:
        yield f"{true:>12}" + "".join(f"{counts[true, said] or '·':>9}" for said in OUTCOMES)


def main() -> None:
    """Print the figures of each part; with `--misses`, each case that was not judged exactly."""
    wanted = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    for folder in wanted or sorted(path for path in CASES.iterdir() if path.is_dir()):
        results, report = judged(folder)
        sys.stdout.write(f"{folder.name}\n")
        for name, value in figures(results, report).items():
            sys.stdout.write(f"  {name:<18} {value}\n")
        sys.stdout.writelines(line + "\n" for line in matrix(results))
        if "--misses" in sys.argv:
            for each in results:
                if each.outcome != each.case.outcome:
                    sys.stdout.write(
                        f"  {each.case.id}: {each.case.outcome}, said {each.outcome}: {each.rule}: {each.reason}\n"
                    )


if __name__ == "__main__":
    main()
