"""`python -m tests.web MANIFEST… [-- COMMAND…]`: run a command beside a simulated web, or the web by itself.

In COMMAND, `{connect_to}`, `{dns}` and `{ca}` stand for where the web is; its exit code is ours. Without a command
the same is printed as one line of JSON, and the web runs until SIGTERM or Ctrl-C.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.journal import save
from tests.web.manifest import load
from tests.web.site import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.web.site import Site

_ENDS = frozenset({signal.SIGTERM, signal.SIGINT})


def main(arguments: Sequence[str]) -> int:
    """Run what the command line says; gives the exit code."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    options = _parser().parse_args(arguments[:at])
    command = arguments[at + 1 :]
    manifest = load(*options.manifest)
    if not command:
        # Blocked before there are other threads, which would otherwise be ended by them.
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    with serving(manifest, ipv6=options.ipv6, port=options.port, dns_port=options.dns_port) as site:
        code = _beside(site, command) if command else _alone(site)
        if options.log is not None:
            save(site.requests, options.log)
    return code


def places(site: Site) -> dict[str, str]:
    """Where the web is, by the names of the placeholders."""
    return {
        "connect_to": f"127.0.0.1:{site.port}",
        "dns": f"127.0.0.1:{site.dns_port}",
        "ca": str(site.ca),
    }


def _beside(site: Site, command: Sequence[str]) -> int:
    filled = list(command)
    for name, place in places(site).items():
        filled = [word.replace(f"{{{name}}}", place) for word in filled]
    return subprocess.run(filled, check=False).returncode


def _alone(site: Site) -> int:
    print(json.dumps(places(site)), flush=True)  # noqa: T201 - the line is the program's answer
    signal.sigwait(_ENDS)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.web", description=__doc__)
    parser.add_argument("manifest", nargs="+", type=Path)
    parser.add_argument("--port", type=int, default=0, help="0: one that is free")
    parser.add_argument("--dns-port", type=int, default=0, help="0: one that is free")
    parser.add_argument("--ipv6", action="store_true", help="listen on ::1 too")
    parser.add_argument("--log", type=Path, metavar="FILE", help="write the requests as JSON lines")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
