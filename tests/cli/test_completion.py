"""Completion in the real shells: what a user gets who presses the tab key."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linkcheck.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.outside
BIN = Path(sys.executable).parent

ASKING = {
    # The words so far are the line of the shell; what it offers is printed a word a line.
    "bash": """
eval "$(_LINKCHECK_COMPLETE=source_bash linkcheck)"
COMP_LINE={line!r}
read -ra COMP_WORDS <<< "$COMP_LINE"
[[ "$COMP_LINE" == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_linkcheck_completion linkcheck
printf '%s\\n' "${{COMPREPLY[@]}}"
""",
    "zsh": """
zmodload zsh/zpty
zpty shell "zsh -f -i"
zpty -w shell 'PS1= ; PATH={path}; autoload -Uz compinit; compinit -u -D'
zpty -w shell 'eval "$(_LINKCHECK_COMPLETE=source_zsh linkcheck)"; setopt noautomenu; zstyle ":completion:*" list-separator "|"; LISTMAX=10000'
zpty -w shell 'print ready'
zpty -r -m shell seen '*ready*ready*'
zpty -n -w shell {line!r}$'\\t'
seen=
repeat 300 {{
  while zpty -r -t shell part; do seen+=$part; done
  missing=0
  for word in {wanted}; do [[ $seen == *$word* ]] || missing=1; done
  (( missing )) || break
  sleep 0.1
}}
print -r -- $seen
zpty -d shell
""",
    "fish": """
env _LINKCHECK_COMPLETE=source_fish linkcheck | source
complete --do-complete {line!r} | string split --fields 1 \\t
""",
}


def offered(shell: str, line: str, wanted: Sequence[str], tmp_path: Path) -> list[str]:
    """Which of the wanted words the shell offers after a line."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    script = tmp_path / "script"
    script.write_text(ASKING[shell].format(line=line, path=path, wanted=" ".join(wanted)), "utf-8")
    done = subprocess.run(
        [shell, str(script)],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "HOME": str(tmp_path), "TERM": "xterm", "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
    return [word for word in wanted if word in done.stdout]


shells = pytest.mark.parametrize(
    "shell",
    [
        pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"no {name}"))
        for name in ASKING
    ],
)


LINES = {
    "commands": ("linkcheck ", COMMANDS),
    "options": ("linkcheck check --max-t", ("--max-time", "--max-targets")),
    "values": ("linkcheck check --fail-on ", ("dead", "suspect", "unsure", "never")),
}


@shells
@pytest.mark.parametrize(("line", "wanted"), LINES.values(), ids=LINES.keys())
def test_what_could_follow_is_offered(
    line: str, wanted: tuple[str, ...], shell: str, tmp_path: Path
) -> None:
    assert offered(shell, line, wanted, tmp_path) == list(wanted)
