"""Answers that break the protocol, never end, are too large, or lie about what they are."""

from __future__ import annotations

import base64
import gzip
import zlib

import brotli

from tests.hostile.table import (
    ALIVE,
    EMPTY,
    GARBLED,
    LARGE,
    LATE,
    LOOP,
    PAGE,
    REFUSED,
    TEXT,
    TLS,
    Behaviour,
    page,
    raw,
    to,
    x,
)
from tests.web.content import page as page_of

_BODY = page_of("On the record", TEXT)
_OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_LENGTH = f"Content-Length: {len(_BODY)}\r\n"
_FINE = f"{_OK}{_LENGTH}\r\n{_BODY}"
_SIXTEEN_MB = 1 << 24

FAULTS = {
    "close": REFUSED, "reset": REFUSED, "cut-head": REFUSED,
    "garbage": GARBLED | REFUSED, "http09": GARBLED | REFUSED, "ssh": GARBLED, "bad-status": GARBLED, "long-status": GARBLED,
    "wrong-version": GARBLED, "nul-header": GARBLED, "no-colon": GARBLED, "blank-name": GARBLED,
    "negative-length": GARBLED, "word-length": GARBLED, "two-lengths": GARBLED, "switch": GARBLED | ALIVE,
    "unknown-transfer": GARBLED | ALIVE,
    "huge-header": LARGE, "many-headers": LARGE, "huge-reason": LARGE, "endless-headers": LARGE, "endless-line": LARGE,
    "endless-continue": LARGE | GARBLED,
    "stall": LATE, "stall-head": LATE, "drip-head": LATE, "slow-headers": LATE,
    "no-reason": ALIVE, "http10": ALIVE, "long-header": ALIVE, "latin1-header": ALIVE, "folded-header": ALIVE,
    "bare-lf": ALIVE, "no-length": ALIVE, "chunked": ALIVE, "chunked-and-length": ALIVE, "short": ALIVE, "long": ALIVE,
    "cut-chunk": ALIVE, "continue": ALIVE, "early-hints": ALIVE, "idle-close": ALIVE, "linger": ALIVE, "endless-body": ALIVE,
    "not-gzip": ALIVE, "unknown-coding": ALIVE, "endless-trailers": ALIVE, "stall-body": ALIVE, "reset-body": ALIVE,
    "control-header": ALIVE | GARBLED, "huge-length": ALIVE | GARBLED,
    "bad-chunk": GARBLED | REFUSED, "huge-chunk": GARBLED | REFUSED, "endless-chunk": GARBLED | REFUSED | LARGE,
    "drip": ALIVE | EMPTY,
}  # fmt: skip
"""What the simulated web can do wrong by name (tests/web/faults.py)."""
WAITING = frozenset(
    name for name in FAULTS if name.startswith(("stall", "drip", "slow", "endless", "linger"))
)
GONE = frozenset({"unconfirmed", "gone", "wall"})

_RAW = {
    "nothing but blanks": ("\r\n" * 5000, GARBLED | REFUSED | LARGE),
    "lower case protocol": ("http/1.1 200 OK\r\n\r\n" + _BODY, GARBLED),
    "status of two digits": ("HTTP/1.1 20 OK\r\n\r\n", GARBLED),
    "status zero": ("HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n", GARBLED),
    "status 999": ("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n", frozenset({"wall"})),
    "status 600": ("HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n", GARBLED | frozenset({"wall"})),
    "status of Arabic digits": ("HTTP/1.1 \xd9\xa2\xd9\xa0\xd9\xa0 OK\r\n\r\n", GARBLED),
    "signed length": (f"{_OK}Content-Length: +5\r\n\r\n{_BODY}", GARBLED),
    "length in hex": (f"{_OK}Content-Length: 0x10\r\n\r\n{_BODY}", GARBLED),
    "length twice alike": (f"{_OK}{_LENGTH}{_LENGTH}\r\n{_BODY}", ALIVE),
    "length in a list": (f"{_OK}Content-Length: {len(_BODY)}, {len(_BODY)}\r\n\r\n{_BODY}", ALIVE | GARBLED),
    "length of a terabyte": (f"{_OK}Content-Length: 1099511627776\r\n\r\n{_BODY}", ALIVE),
    "chunked twice": (f"{_OK}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", GARBLED | ALIVE | EMPTY),
    "chunked behind gzip": (f"{_OK}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", GARBLED | ALIVE | EMPTY),
    "chunk of a negative size": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", GARBLED | REFUSED),
    "chunk of sixteen digits": (f"{_OK}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{_BODY}", GARBLED | REFUSED | ALIVE),
    "chunk with a long extension": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n{len(_BODY):x};{'x' * 300_000}\r\n{_BODY}\r\n0\r\n\r\n", GARBLED | REFUSED | LARGE),
    "chunk with an extension": (f'{_OK}Transfer-Encoding: chunked\r\n\r\n{len(_BODY):x};a="b"\r\n{_BODY}\r\n0\r\n\r\n', ALIVE),
    "trailers": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n{len(_BODY):x}\r\n{_BODY}\r\n0\r\nX-A: b\r\nSet-Cookie: a=b\r\n\r\n", ALIVE),
    "trailers of a megabyte": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n{len(_BODY):x}\r\n{_BODY}\r\n0\r\n" + "X-A: b\r\n" * 130_000, ALIVE),
    "a thousand small chunks": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n" + "".join(f"1\r\n{c}\r\n" for c in _BODY) + "0\r\n\r\n", ALIVE),
    "ten thousand hints": ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 10_000 + _FINE, LARGE | GARBLED),
    "header beyond 8 bits": (f"{_OK}{_LENGTH}X-Name: \xff\xfe\r\n\r\n{_BODY}", ALIVE),
    "header name of UTF-8": (f"{_OK}{_LENGTH}X-\xc3\xa9: a\r\n\r\n{_BODY}", GARBLED),
    "header without a name": (f"{_OK}{_LENGTH}: a\r\n\r\n{_BODY}", GARBLED),
    "header split by a lone CR": (f"{_OK}{_LENGTH}X-A: b\rX-C: d\r\n\r\n{_BODY}", GARBLED | ALIVE),
    "a thousand empty headers": (f"{_OK}{_LENGTH}" + "".join(f"X-{n}:\r\n" for n in range(1000)) + f"\r\n{_BODY}", ALIVE | LARGE),
    "nine thousand headers of one name": (f"{_OK}" + "Link: </x>\r\n" * 9000 + f"{_LENGTH}\r\n{_BODY}", LARGE),
    "fold over fold": (f"{_OK}{_LENGTH}X-A: b\r\n" + " c\r\n" * 2000 + f"\r\n{_BODY}", ALIVE | LARGE),
    "type of 60,000": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: text/html;{' ' * 60_000}charset=utf-8\r\n\r\n{_BODY}", ALIVE),
    "charset that is none": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: text/html; charset=rot13\r\n\r\n{_BODY}", ALIVE),
    "charset that runs code": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: text/html; charset=unicode_escape\r\n\r\n{_BODY}", ALIVE),
    "coding of a thousand names": (f"{_OK}{_LENGTH}Content-Encoding: {', '.join(['gzip'] * 1000)}\r\n\r\n{_BODY}", ALIVE),
    "upgrade unasked": ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello", GARBLED),
    "second protocol": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", GARBLED),
    "second protocol's frame": ("\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80", GARBLED),
    "mail server": ("220 mail.example ESMTP\r\n", GARBLED | REFUSED),
    "redis": ("-ERR wrong number of arguments for 'get' command\r\n", GARBLED | REFUSED),
    "radio": ("ICY 200 OK\r\nContent-Type: audio/mpeg\r\n\r\nx", GARBLED),
    "a later protocol": ("HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n", GARBLED),
    "a protocol of two digits": ("HTTP/1.10 200 OK\r\nContent-Length: 0\r\n\r\n", GARBLED),
    "an empty line first": ("\r\n" + _FINE, GARBLED),
    "a byte order mark first": ("\xef\xbb\xbf" + _FINE, GARBLED),
    "no blank behind the status": ("HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n", GARBLED),
    "a status of four digits": ("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", GARBLED),
    "a status below none": ("HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n", GARBLED),
    "a reason that steers": ("HTTP/1.1 404 \x1b[31m::error::x\r\nContent-Length: 0\r\n\r\n", GONE),
    "only a hint": ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", REFUSED),
    "continues with a body": ("HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\nhello" + _FINE, GARBLED),
    "lines that end with CR": (_FINE.replace("\r\n", "\r"), GARBLED | REFUSED),
    "lines that end with LF and CR": (_FINE.replace("\r\n", "\n\r"), GARBLED),
    "a fold before any header": (f"HTTP/1.1 200 OK\r\n folded: x\r\n{_LENGTH}\r\n{_BODY}", GARBLED),
    "a blank before the colon": (f"{_OK}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", GARBLED),
    "chunked behind a form feed": (f"{_OK}Transfer-Encoding: \x0cchunked\r\n\r\n{_BODY}", ALIVE),
    "a length behind a form feed": (f"{_OK}Content-Length: \x0c{len(_BODY)}\r\n\r\n{_BODY}", GARBLED),
    "a length of nothing": (f"{_OK}Content-Length: \r\n\r\n{_BODY}", GARBLED),
    "a length with an underscore": (f"{_OK}Content-Length: 1_0\r\n\r\n{_BODY}", GARBLED),
    "a chunk in hex notation": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", GARBLED),
    "a chunk behind a blank": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n", GARBLED),
    "a chunk of forty digits": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n{'0' * 40}5\r\nhello\r\n0\r\n\r\n", GARBLED),
    "chunks of hardly more than extensions": (f"{_OK}Transfer-Encoding: chunked\r\n\r\n" + f"1;{'x' * 4000}\r\ny\r\n" * 3000, ALIVE | EMPTY | LARGE),
    "204 with a body": (f"HTTP/1.1 204 No Content\r\n{_LENGTH}\r\n{_BODY}", EMPTY),
    "300 without a place": (f"HTTP/1.1 300 Multiple Choices\r\n{_LENGTH}\r\n{_BODY}", GARBLED),
    "305 to a proxy": (f"HTTP/1.1 305 Use Proxy\r\nLocation: http://127.0.0.1:1/\r\n{_LENGTH}\r\n{_BODY}", GARBLED),
    "a place beside a page": (f"{_OK}Location: http://127.0.0.1:1/\r\n{_LENGTH}\r\n{_BODY}", ALIVE),
    "later by a number beyond all": (f"HTTP/1.1 429 Too Many\r\nRetry-After: {'9' * 30}\r\nContent-Length: 0\r\n\r\n", frozenset({"rate-limited"})),
    "later in the year 9999": ("HTTP/1.1 503 Later\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n", frozenset({"server-error", "rate-limited"})),
    "a charset of a path": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: text/html; charset=../../etc/passwd\r\n\r\n{_BODY}", ALIVE),
    "a charset that was never one": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: text/html; charset=undefined\r\n\r\n{_BODY}", ALIVE),
    "a type of nothing": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: ;\r\n\r\n{_BODY}", ALIVE),
    "a type of all": (f"HTTP/1.1 200 OK\r\n{_LENGTH}Content-Type: */*\r\n\r\n{_BODY}", ALIVE),
    "no body at all": (f"{_OK}Content-Length: 100\r\n\r\n", REFUSED | GARBLED),
    "304 unasked": ("HTTP/1.1 304 Not Modified\r\n\r\n", GARBLED | EMPTY | ALIVE),
    "205 with a body": (f"HTTP/1.1 205 Reset Content\r\n{_LENGTH}\r\n{_BODY}", ALIVE | EMPTY | GARBLED),
    "206 unasked": (f"HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\n{_LENGTH}\r\n{_BODY}", ALIVE),
}  # fmt: skip


def _packed(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")


def _coded(codings: str, body: bytes) -> tuple[dict[str, object], ...]:
    return x(status=200, body_base64=_packed(body), headers={"Content-Encoding": codings})  # type: ignore[return-value]


def _bomb(*codings: str) -> tuple[dict[str, object], ...]:
    return x(status=200, encoding=list(codings), bomb=_SIXTEEN_MB, **{k: v for k, v in PAGE.items() if k != "status"})  # type: ignore[return-value]  # fmt: skip


_HTML = _BODY.encode()
_ZIPPED = gzip.compress(_HTML)
_BODIES = {
    "gzip bomb": (_bomb("gzip"), ALIVE),
    "deflate bomb": (_bomb("deflate"), ALIVE),
    "bare deflate bomb": (_bomb("raw-deflate"), ALIVE),
    "brotli bomb": (_bomb("br"), ALIVE),
    "zstd bomb": (_bomb("zstd"), ALIVE),
    "bomb in a bomb": (_bomb("gzip", "gzip"), ALIVE),
    "bomb in three": (_bomb("br", "gzip", "zstd"), ALIVE),
    "gzip cut in the middle": (_coded("gzip", _ZIPPED[: len(_ZIPPED) // 2]), ALIVE | EMPTY),
    "gzip with a bad sum": (_coded("gzip", _ZIPPED[:-8] + b"\0" * 8), ALIVE),
    "gzip and rubbish": (_coded("gzip", _ZIPPED + b"rubbish" * 1000), ALIVE),
    "gzip of many members": (_coded("gzip", _ZIPPED * 200), ALIVE),
    "gzip called br": (_coded("br", _ZIPPED), ALIVE | EMPTY),
    "zlib called gzip": (_coded("gzip", zlib.compress(_HTML)), ALIVE | EMPTY),
    "brotli of nothing": (_coded("br", brotli.compress(b"")), EMPTY),
    "zstd with a window of a gigabyte": (_coded("zstd", b"\x28\xb5\x2f\xfd\x00\xa0" + b"\x01\x00\x00"), ALIVE | EMPTY),
    "coding compress": (_coded("compress", _HTML), ALIVE),
    "coding identity": (_coded("identity", _HTML), ALIVE),
    "coding of none": (_coded(", ,", _HTML), ALIVE),
    "a hundred megabytes": (x(status=200, body="<p>and on and on</p>" * 512, body_repeat=10_240), ALIVE),
    "a picture that is a page": (x(**PAGE, type="image/png"), ALIVE),
    "a page that is a picture": (x(status=200, type="text/html", body_base64=_packed(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)), ALIVE | EMPTY),
    "UTF-16 by its header": (x(status=200, type="text/html; charset=utf-16le", body_base64=_packed(_BODY.encode("utf-16-le"))), ALIVE),
    "gzip with a name without end": (_coded("gzip", b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"n" * 200_000), EMPTY),
    "gzip of nothing": (_coded("gzip", b""), EMPTY),
    "deflate of rubbish": (_coded("deflate", b"\x00\x01rubbish"), ALIVE | EMPTY),
    "bytes of all kinds": (x(status=200, body_base64=_packed(bytes(range(256)) * 400)), ALIVE | EMPTY),
}  # fmt: skip


def _chain(length: int, *, more: str = "") -> tuple[dict[str, object], ...]:
    steps = [
        {"path": f"/{n}", "status": 302, "headers": {"Location": f"/{n + 1}{more}"}}
        for n in range(1, length)
    ]
    return ({"path": "/x", "status": 302, "headers": {"Location": "/1"}}, *steps, {"path": f"/{length}", **PAGE})  # fmt: skip


def _cookies(*lines: str) -> dict[str, object]:
    return {"Location": "/x", "Set-Cookie": list(lines)}


_REDIRECTS = {
    "redirect to itself": (to("/x"), LOOP),
    "redirect to its query": (to("?"), LOOP | GONE),
    "redirect to no host": (to("//"), LOOP | GARBLED),
    "redirect to a scheme": (to("http:"), LOOP),
    "redirect to a port of zero": (to("http://a.example:0/"), GARBLED),
    "redirect to two dots": (to("http://a..example/"), GARBLED),
    "redirect to a zone": (to("http://[::1%25lo]/"), GARBLED),
    "redirect to a future address": (to("http://[v1.a]/"), GARBLED),
    "redirect to a socket": (to("wss://a.example/"), GARBLED),
    "redirect to an app": (to("intent://a.example#Intent;end"), GARBLED),
    "cookies without end": (x(status=302, headers=_cookies(*(f"a={n}" for n in range(100)), "a=b; Max-Age=nan", "a=b; Expires=Thu, 32 Foo 99999 99:99:99")), LOOP),
    "redirect to itself with a fragment": (to("/x#1"), LOOP),
    "redirects that never end": (
        ({"path_regex": "^/(x|b/.*)$", "status": 302, "headers": {"Location": "b/"}},), LOOP),
    "chain of eight": (_chain(8), ALIVE),
    "chain of thirty": (_chain(30), LOOP),
    "redirect without a place": (x(status=302, body=_BODY), GARBLED | ALIVE | frozenset({"server-error"})),
    "redirect to nothing": (to(""), LOOP | GARBLED),
    "redirect of 3,000": (
        (*to("/long?" + "a" * 3000), {"path_regex": "^/long.*a{3000}$", **PAGE}), ALIVE),
    "redirect of 60,000": (to("/long?" + "a" * 60_000), LARGE | GARBLED),
    "redirect with two places": (
        (*x(status=302, headers={"Location": ["/y", "/z"]}), {"path": "/y", **PAGE}), ALIVE),
    "redirect in Latin-1": (raw("HTTP/1.1 302 Found\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\n\r\n"),
        GONE),
    "redirect to three slashes": (
        (*to("///redirect-to-three-slashes.example/y"), {"path": "/y", **PAGE}), ALIVE),
    "redirect to a host and port by backslashes": (
        (*to("\\\\redirect-to-a-host-and-port-by-backslashes.example:80\\y"), {"path": "/y", **PAGE}), ALIVE),
    "redirect with two slashes within": (
        (*to("y//z"), {"path": "/y//z", **PAGE}), ALIVE),
    "redirect in GBK": (
        (*raw("HTTP/1.1 302 Found\r\nLocation: /\xd6\xd0\xce\xc4\r\nContent-Length: 0\r\n\r\n"), {"path": "/%D6%D0%CE%C4", **PAGE}), ALIVE),
    "redirect with a line break": (raw("HTTP/1.1 302 Found\r\nLocation: /a\r\n b\r\nContent-Length: 0\r\n\r\n"),
        GONE | GARBLED),
    "cookie that is wanted back": (
        (*x(status=302, headers=_cookies("a=b")), {"path": "/x", "needs": {"cookie": "a=b"}, **PAGE}), ALIVE),
    "a thousand cookies": (x(status=302, headers=_cookies(*(f"c{n}={'v' * 30}" for n in range(1000)))), LOOP | LARGE),
    "a cookie of 60,000": (x(status=302, headers=_cookies("c=" + "v" * 60_000)), LOOP | LARGE),
    "cookies for others": (x(**PAGE, headers={"Set-Cookie": ["a=b; Domain=example", "c=d; Domain=other.example", "e=f; Domain=.com"]}), ALIVE),
    "cookies of rubbish": (x(**PAGE, headers={"Set-Cookie": ["=", ";", "a", "=b;;;", "a=b; expires=" + "9" * 500, "a=b; Max-Age=" + "9" * 500, "a=b; Path=" + "/" * 500]}), ALIVE),
}  # fmt: skip

_ODD = {
    "a page that hides itself": f"<html style='display:none'><title>On the record</title><body hidden><p>{TEXT}",
    "a page that hides its root": f"<html hidden><title>On the record</title><p>{TEXT}",
    "readings of nothing": "<rt>" * 130_000 + TEXT,
    "data sections left open": f"<p>{TEXT}" + "<![CDATA[" * 50_000,
}

_LEADS_ON = {
    "a refresh to a port that is none": '<meta http-equiv=refresh content="0;url=http://a.example:99999/">',
    "a refresh to brackets": '<meta http-equiv=refresh content="0;url=http://[">',
    "a refresh to nothing": '<meta http-equiv=refresh content="0;url=">',
    "a refresh to a file": '<meta http-equiv=refresh content="0;url=file:///etc/passwd">',
    "a refresh to a script": '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "a refresh in the year 9999": '<meta http-equiv=refresh content="99999999999999999999;url=/y">',
    "a script to a port that is none": '<script>location="http://a.example:99999/"</script>',
    "a canonical address that is none": f'<link rel=canonical href="http://[">{TEXT}',
    "a base that is none": f'<base href="http://[">{TEXT}',
}

ANSWERS: tuple[Behaviour, ...] = (
    *(
        Behaviour(f"fault {name}", rules, x(**PAGE, fault=name), waits=name in WAITING)
        for name, rules in FAULTS.items()
    ),
    *(Behaviour(name, rules, raw(text)) for name, (text, rules) in _RAW.items()),
    *(Behaviour(name, rules, answers) for name, (answers, rules) in _BODIES.items()),
    *(Behaviour(name, rules, answers) for name, (answers, rules) in _REDIRECTS.items()),
    *(Behaviour(f"shows {name}", ALIVE | EMPTY, page(markup)) for name, markup in _ODD.items()),
    *(
        Behaviour(
            f"cited with {name} in the fragment",
            ALIVE,
            x(**PAGE),
            f"http://cited-with-{name.replace(' ', '-')}-in-the-fragment.example/x#a{escape}b",
        )
        for name, escape in {
            "a line end": "%0D",
            "a form feed": "%0C",
            "a quote": "%22%5D%2C*",
        }.items()
    ),
    *(
        Behaviour(f"leads on by {name}", ALIVE | EMPTY, page(markup))
        for name, markup in _LEADS_ON.items()
    ),
    *(
        Behaviour(
            f"TLS {name}",
            rules,
            x(**PAGE),
            f"https://tls-{name}.example/x",
            host={"tls": name},
            waits=name == "stall",
        )
        for name, rules in {
            "expired": TLS,
            "untrusted": TLS,
            "wrong-name": TLS,
            "none": TLS,
            "alert": TLS,
            "reset": REFUSED | TLS,
            "stall": LATE,
        }.items()
    ),
    Behaviour("redirect that drips", LATE, to("/x", fault="drip-head"), waits=True),
    Behaviour("redirect with a body without end", GONE, to("/y", fault="endless-body"), waits=True),
    Behaviour("refuses", REFUSED, host={"refuse": True}),
    Behaviour("slow answer", LATE, x(**PAGE, delay=6), waits=True),
)
