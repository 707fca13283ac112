"""`python -m tests.bench.memory [LINKS…]`: the peak memory of a run and its report, by the number of links.

The links are a list of URLs on a fiftieth as many hosts, of which some are gone, moved or refused, as in FIELD; the web answers at once. The
report is written as text and as JSON. Memory is what the kernel says of the process when it ends (`ru_maxrss`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.machine import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
LINKS_A_HOST = 50
BRISK = 'second-look = "0s"\ninterval = "0s"\ninterval-floor = "0s"\n'
TEXT = "What the minister said in full, word for word, and who was there to hear it. "


def manifest(hosts: int) -> str:
    """A TOML manifest: every page is fine but those whose names begin otherwise."""
    page = f'title = "On the record"\ntext = "{TEXT * 12}"\n'
    host = (
        '[[hosts."h{n}.example".answers]]\npath_prefix = "/"\nstatus = 200\n{page}'
        '[[hosts."h{n}.example".answers]]\npath_prefix = "/gone"\nstatus = 404\ntext = "Not here."\n'
        '[[hosts."h{n}.example".answers]]\npath_prefix = "/moved"\nstatus = 301\nheaders = {{ Location = "/p0" }}\n'
        '[[hosts."h{n}.example".answers]]\npath_prefix = "/closed"\nstatus = 403\ntext = "Forbidden."\n'
    )
    return "".join(host.format(n=n, page=page) for n in range(hosts))


def urls(links: int) -> Iterator[str]:
    """4 % gone, 5 % moved, 2 % refused; the rest alive."""
    hosts = max(1, links // LINKS_A_HOST)
    for number in range(links):
        kind = {0: "gone", 1: "moved", 2: "closed"}.get(number % 25 if number % 50 != 2 else 2, "p")
        yield f"http://h{number % hosts}.example/{kind}{number}"


@contextmanager
def web(folder: Path, hosts: int) -> Iterator[Sequence[str]]:
    """The simulated web in a process of its own; gives the flags that lead there."""
    (folder / "web.toml").write_text(manifest(hosts), "utf-8")
    command = [sys.executable, "-m", "tests.web", str(folder / "web.toml")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        places = json.loads(process.stdout.readline())
        try:
            yield (
                *("--connect-to", places["connect_to"], "--dns", places["dns"]),
                *("--ca-file", places["ca"]),
            )
        finally:
            process.terminate()


def measured(links: int) -> dict[str, float]:
    """One run: seconds, CPU seconds and peak MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls.txt").write_text("\n".join(urls(links)), "utf-8")
        (folder / "linkcheck.toml").write_text(BRISK, "utf-8")
        with web(folder, max(1, links // LINKS_A_HOST)) as flags:
            command = [sys.executable, "-m", "linkcheck", "urls.txt", *flags, "--trust-settings"]
            command += ["--no-progress", "--no-archive", "--no-store", "-o", "json=run.json"]
            began = time.perf_counter()
            with (folder / "report.txt").open("w") as out:
                process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=out)
                _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        return {
            "links": links,
            "code": process.returncode,
            "seconds": round(time.perf_counter() - began, 1),
            "cpu": round(used.ru_utime + used.ru_stime, 1),
            "peak MB": round(used.ru_maxrss / 1024),
        }


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("1000", "10000", "100000"):
        sys.stdout.write(json.dumps(measured(int(wanted))) + "\n")
        sys.stdout.flush()
