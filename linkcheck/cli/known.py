"""What the options about the baseline mean: which trouble is known, and what is written to the file after the run."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkcheck.cli.output import write_file
from linkcheck.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkcheck.baseline import Baseline
    from linkcheck.model import Finding, Report
    from linkcheck.reading import Reading
    from linkcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Known:
    """The baseline of this call, None for none, and whether it is written: with all that there is now, or without what is past."""

    file: Baseline | None
    renews: bool = False
    prunes: bool = False

    def unknown(self, finding: Finding) -> Finding | None:
        """What of a finding is new."""
        return self.file.unknown(finding) if self.file else finding

    def left_out(self, report: Report, reading: Reading) -> Report:
        """The report without known trouble; the file is written before, where it is to be."""
        if self.file is None:
            return report
        file = self.file
        if self.renews:
            file = file.renewed(report, reading.cited)
        elif self.prunes:
            file = file.pruned(report, reading.cited)
        if self.renews or self.prunes:
            write_file(Path(file.path), file.text())
        return file.leave_out(report)


def known_trouble(given: Mapping[str, Any], chosen: Settings) -> Known:
    """The baseline that this call works with; SettingsError where there is none to work with."""
    renews, prunes = given.get("write_baseline", False), given.get("prune_baseline", False)
    commit = given.get("settings_from")
    if chosen.baseline is None:
        if renews or prunes:
            flag = "--write-baseline" if renews else "--prune-baseline"
            raise SettingsError(f"{flag}: name the file with --baseline FILE")
        return Known(None)
    if commit is None:
        return Known(_baseline().read(chosen.baseline, must_exist=not renews), renews, prunes)
    if renews or prunes:
        raise SettingsError("--settings-from: the baseline of a commit cannot be written")
    return Known(_of_commit(chosen.baseline, commit))


def _of_commit(path: str, commit: str) -> Baseline:
    """A baseline as it is in a commit; empty where only the change at hand brings one."""
    baseline, git = _baseline(), import_module("linkcheck.git")
    raw = git.snapshot_of(Path(path).parent, commit).read(Path(path), baseline.LIMIT)
    found: Baseline = baseline.read(path).emptied() if raw is None else baseline.load(raw, path)
    return found


def _baseline() -> Any:
    """The module, which only who has a baseline waits for."""
    return import_module("linkcheck.baseline")
