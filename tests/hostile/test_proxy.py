"""Behind a proxy, which looks names up itself: what can be judged is, and what cannot is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.addresses import LITERALS
from tests.hostile.table import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

INSIDE = (
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://localhost/",
    "//[::1]/",
    "http://wiki/",
)


def test_behind_a_proxy_names_and_literals_are_judged(
    run_cli: RunCli, web: Web, tmp_path: Path, brisk: Path
) -> None:
    leads = [
        {"path": f"/{n}", "status": 302, "headers": {"Location": url}}
        for n, url in enumerate(INSIDE)
    ]
    hosts = {"a.example": {"answers": [{"path": "/x", **PAGE}, *leads]}}
    cited = [*LITERALS.values(), "http://wiki/", *(f"http://a.example/{n}" for n in range(len(INSIDE)))]  # fmt: skip
    links = "".join(f"<a href='{url}'>{n}</a>\n" for n, url in enumerate(cited))
    (tmp_path / "a.html").write_text(f"<a href='http://a.example/x'>it</a>{links}", "utf-8")
    flags = ("--trust-settings", "--no-archive", "--no-store", "-o", "json=r.json")
    with web({"hosts": hosts}) as site:
        done = run_cli("a.html", "--proxy", f"http://127.0.0.1:{site.port}", *flags)
        assert {request.host for request in site.requests} == {"a.example"}
        assert all(request.proxied for request in site.requests)
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    rules = {found["url"]: found["rule"] for found in report["findings"]}
    assert rules.pop("http://a.example/x") == "ok"
    assert set(rules.values()) == {"private-address"}
    assert "only the proxy knows" in done.stdout
    assert [each["id"] for each in report["notices"]] == ["run.proxy"]


UNASKED = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


def test_without_one_nothing_of_it_is_said(run_cli: RunCli, web: Web, tmp_path: Path) -> None:
    """What the environment names is nobody's word."""
    (tmp_path / "a.md").write_text("[it](http://a.example/x)\n", "utf-8")
    nowhere = dict.fromkeys(UNASKED, "http://127.0.0.1:1")
    with web({"hosts": {"a.example": {"answers": [{"path": "/x", **PAGE}]}}}) as site:
        done = run_cli("a.md", *site.flags, "--no-archive", "--no-store", env=nowhere)
        assert site.asked("a.example")
    assert done.returncode == 0
    assert "proxy" not in done.stdout
