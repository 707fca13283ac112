"""What every test may ask for: a clean environment, no network but loopback, a simulated web, the command as a process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

from tests.web.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

ROOT = Path(__file__).parent.parent

# How long an example takes, or takes to be made, tells of the machine.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

_SWAYING = (
    *("CI", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "TERM"),
    *("COLUMNS", "LINES", "LANG", "LANGUAGE", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("TTY_COMPATIBLE", "TTY_INTERACTIVE", "PYTHONUNBUFFERED"),
)
"""Variables that change what a program shows or trusts, or when it writes."""

BRISK = """\
second-look = "0s"
timeout = "2s"
last-chance = "2s"
interval = "0s"
interval-floor = "0s"
retry-after-cap = "1s"
archive-penalty = "1s"
cdx-rate = 6000.0
playback-rate = 6000.0
"""
"""Settings whose waits suit a web that answers at once."""


class RunCli(Protocol):
    """Runs the command; text in and out is UTF-8."""

    def __call__(
        self,
        *args: str | Path,
        cwd: Path | None = None,
        timeout: float = 60,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Connecting to anything but this machine is an error of the test."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Callable[[socket.socket, Any], Any]:
        def connect(sock: socket.socket, address: Any) -> Any:
            inet = sock.family in {socket.AF_INET, socket.AF_INET6}
            if inet and not ip_address(address[0]).is_loopback:
                raise AssertionError(f"a test wants to speak to {address}")
            return real[name](sock, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(socket.socket, name, guarded(name))
        yield


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the machine's habits reaches a test; caches and settings are its own."""
    for name in tuple(os.environ):
        swaying = name in _SWAYING or name.startswith(("GITHUB_", "RUNNER_", "LINKCHECK_", "LC_"))
        if swaying or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    # Commands keep their bytecode, as installed ones do: a thousand of them would be compiled a thousand times.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(Path(sys.prefix, "test-code")))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / ".xdg" / name.split("_")[1].lower()))


@pytest.fixture
def web() -> Callable[..., AbstractContextManager[Site]]:
    """`with web(manifest) as site:` runs a simulated web; manifest is a Manifest, its file, its text or tables."""
    return serving


@pytest.fixture
def brisk(tmp_path: Path) -> Path:
    """A settings file beside the test's articles, with short waits; the command believes it under `--trust-settings`."""
    path = tmp_path / "linkcheck.toml"
    path.write_text(BRISK, "utf-8")
    return path


@pytest.fixture
def run_cli(tmp_path: Path) -> RunCli:
    """`run_cli("check", path, *site.flags)` runs the command as a process, in the test's own folder by default."""

    def run(
        *args: str | Path,
        cwd: Path | None = None,
        timeout: float = 60,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "linkcheck", *map(str, args)],
            cwd=cwd or tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})},
            input=stdin or "",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run
