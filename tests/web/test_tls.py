from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore
import pytest

from tests.web.certificates import server_name
from tests.web.client import ask, raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.site import Site


def host(tls: str) -> dict[str, Any]:
    answers = [{"path": "/", "body": "fine"}]
    return {"hosts": {"a.example": {"tls": tls, "answers": answers}}}


def hello(name: str | None) -> bytes:
    """A ClientHello as OpenSSL writes it."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    handshake = context.wrap_bio(incoming, outgoing, server_hostname=name)
    with pytest.raises(ssl.SSLWantReadError):
        handshake.do_handshake()
    return outgoing.read()


@pytest.mark.parametrize("name", ["a.example", "xn--fsqu00a.xn--fiqs8s", "sub.a.example"])
def test_every_name_has_its_certificate_on_the_same_port(
    web: Callable[..., Any], name: str
) -> None:
    table = {"hosts": {name: {"answers": [{"path": "/", "body": "fine"}]}}}
    with web(table) as site:
        assert ask(site, f"https://{name}/").content == b"fine"
        assert ask(site, f"http://{name}/").content == b"fine"
        assert [(each.scheme, each.sni) for each in site.requests] == [
            ("https", name),
            ("http", None),
        ]


def test_an_address_literal_has_a_certificate(web: Callable[..., Any]) -> None:
    table = {"hosts": {"93.184.216.34": {"answers": [{"path": "/", "body": "fine"}]}}}
    with web(table) as site:
        assert ask(site, "https://93.184.216.34/").content == b"fine"


def test_no_certificate_holds_an_underscore(web: Callable[..., Any]) -> None:
    with web({"hosts": {"a_b.example": {"answers": [{"path": "/", "body": "fine"}]}}}) as site:
        assert ask(site, "http://a_b.example/").content == b"fine"
        with pytest.raises(httpcore.ConnectError, match=r"(?i)handshake.failure"):
            ask(site, "https://a_b.example/")


@pytest.mark.parametrize(
    ("tls", "says"),
    [
        pytest.param("expired", "certificate has expired", id="expired"),
        pytest.param("untrusted", "unable to get local issuer|self.signed", id="untrusted"),
        pytest.param("wrong-name", "Hostname mismatch", id="wrong name"),
        pytest.param("none", "(?i)wrong.version.number|record layer failure", id="none"),
        pytest.param("alert", "(?i)handshake.failure", id="alert"),
        pytest.param("reset", "(?i)reset", id="reset"),
    ],
)
def test_bad_tls(web: Callable[..., Any], tls: str, says: str) -> None:
    with web(host(tls)) as site:
        with pytest.raises(httpcore.ConnectError, match=says):
            ask(site, "https://a.example/")
        assert ask(site, "http://a.example/").content == b"fine"


def test_a_handshake_can_stall(web: Callable[..., Any]) -> None:
    asking = hello("a.example")
    with (
        web(host("stall")) as site,
        greeted(site, asking) as sock,
        pytest.raises(TimeoutError),
    ):
        sock.recv(1)


def test_a_client_hello_may_come_in_pieces(web: Callable[..., Any]) -> None:
    whole = hello("a.example")
    with web(host("ok")) as site, greeted(site, whole[:7]) as sock:
        sock.sendall(whole[7:90])
        sock.sendall(whole[90:])
        assert sock.recv(1) == b"\x16"


def greeted(site: Site, data: bytes) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", site.port), timeout=0.3)
    sock.sendall(data)
    return sock


@pytest.mark.parametrize(
    ("name", "read"),
    [
        pytest.param("A.Example", "a.example", id="a name"),
        pytest.param(None, "", id="none"),
    ],
)
def test_the_name_in_a_client_hello(name: str | None, read: str) -> None:
    whole = hello(name)
    assert server_name(whole) == read
    assert [server_name(whole[:at]) for at in (1, 5, len(whole) - 1)] == [None, None, None]


def test_what_only_looks_like_a_client_hello_names_nobody(web: Callable[..., Any]) -> None:
    assert server_name(b"\x16\x03\x01\x00\x03\x02\x00\x00") == ""
    with web(host("ok")) as site, greeted(site, b"\x16\x03\x01\x00\x03\x01\x00\x00") as sock:
        sock.sendall(b"x" * 100)
        assert sock.recv(100)[:1] in {b"", b"\x15"}
        assert raw(site, "a.example", wait=0.3).endswith(b"fine")


def test_a_certificate_changes_with_the_manifest(web: Callable[..., Any]) -> None:
    with web(host("ok")) as site:
        assert ask(site, "https://a.example/").status == 200
        site.change(site.manifest.with_host("a.example", tls="expired"))
        with pytest.raises(httpcore.ConnectError, match="expired"):
            ask(site, "https://a.example/")
