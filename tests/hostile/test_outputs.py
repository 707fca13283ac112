"""What a stranger wrote, and what nobody may see, in everything that the command writes."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import cmarkgfm  # type: ignore[import-untyped]
import msgspec
import pytest
from backports import zstd
from pyarrow import parquet
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from linkcheck.report import FORMATS, REFERENCE_FORMATS
from linkcheck.report.glance import may_hold_secrets
from linkcheck.report.safe import UNSEEN, masked
from tests.hostile.table import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.conftest import RunCli
    from tests.web.site import Site

    Web = Callable[..., AbstractContextManager[Site]]

SECRETS = ("hunter2", "tok3n", "s3ss10n", "b34r3r", "c00k13", "pr0xy")
ARTICLE = """\
# Title with \u202eoverride and \x1b[31mcolour

- [label \x1b]0;x\x07 with https://me:hunter2@a.example/ in it](https://me:hunter2@a.example/x?access_token=tok3n&x=1)
- [=HYPERLINK("http://evil.example")](http://a.example/formula)
- [::error file=a::x](http://a.example/%0A::error::x)
- [<script>alert(1)</script> | a | b](http://a.example/<script>alert(1)</script>)
- [\u2028\u2029\u200b\ufeff\ufffe](http://a.example/\u2028\u202e)
- [//me:hunter2@a.example/](//me:hunter2@a.example/y;jsessionid=s3ss10n)
- [in a parameter](http://a.example/?u=https%3A%2F%2Fme%3Ahunter2%40b.example%2F)
- [gone](http://me:hunter2@gone.example/z?sig=tok3n#id_token=tok3n)
- https://me:hunter2@a.example/bare?password=tok3n
- [leads on](http://a.example/leads)
- [leads nowhere](http://a.example/nowhere)
- [one slash](https:/me:hunter2@a.example/one)
- [three](http:///me:hunter2@a.example/three)
- [ftp](ftp://me:hunter2@a.example/file)
- [escaped twice](http://a.example/?u=http%253A%252F%252Fme%253Ahunter2%2540b.example%252F%253Ftoken%253Dtok3n)
- [several](http://a.example/several?token[0]=tok3n&token%5B1%5D=tok3n)
- [says much](http://a.example/says#access_token=tok3n)
- [&lt;img src=x onerror=alert(1)&gt; &#124; &lt;/td&gt;&lt;iframe&gt;](http://a.example/markup)
- [##[error]label](##[add-mask]there)
- [::warning::label](::add-mask::there.md)
- [=1+1](x.md) [+1+1](x.md) [-1+1](x.md) [@1+1](x.md) [＝1+1](x.md) [＋1+1](x.md) [－1+1](x.md) [＠1+1](x.md)
"""
SUMS = tuple("=+-@＝＋－＠")
"""What begins a formula (OWASP, "CSV Injection")."""
OTHER = "::add-mask::b.md"
LED = "http://me:hunter2@b.example/?api_key=tok3n"
LEADS = f"""\
<meta http-equiv=refresh content='0;url={LED}'><link rel=canonical href='{LED}'><script src='{LED}'></script>
<form action='{LED}'></form><iframe src='{LED}'></iframe><p>A moment."""
GIVEN = (
    *("--header", "a.example=Authorization: Bearer b34r3r"),
    *("--header", "a.example=Cookie: c00k13=c00k13"),
)
SAYS: dict[str, str] = dict.fromkeys(
    ("Link", "Server", "Refresh", "WWW-Authenticate", "X-Robots-Tag"), LED
)
WEB = {
    "hosts": {
        "a.example": {
            "answers": [
                {"path": "/", **PAGE},
                {"path": "/formula", "status": 302, "headers": {"Location": LED}},
                {"path": "/leads", "status": 200, "body": LEADS},
                {
                    "path": "/nowhere",
                    "status": 302,
                    "headers": {"Location": LED.replace("b.ex", "[b.ex")},
                },
                {"path": "/says", "status": 200, "text": PAGE["text"] + LED, "headers": SAYS},
                {
                    "path_prefix": "/",
                    "status": 200,
                    "title": "\u202etitle \x1b[2J =1+1 ::error::x https://me:hunter2@a.example/ you sent b34r3r, c00k13",
                    "text": PAGE["text"],
                    "headers": {"Server": "https://me:hunter2@a.example/ \x1b[31m"},
                },
            ]
        },
        "b.example": {"answers": [{"path_prefix": "/", **PAGE}]},
        "gone.example": {"dns": "nxdomain"},
    }
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outputs")


def readable(text: str) -> None:
    """No secret, and nothing unseen but line breaks."""
    assert not [secret for secret in SECRETS if secret in text]
    assert not UNSEEN.search(text.replace("\r\n", "").replace("\n", ""))


def rendered(markdown: str) -> HTMLParser:
    """What becomes of Markdown where nobody takes raw HTML out of it."""
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE
    return HTMLParser(cmarkgfm.github_flavored_markdown_to_html(markdown, options))


def commands(text: str) -> list[str]:
    """The lines that GitHub's runner takes for commands (actions/runner, ActionCommand.TryParseV2 and TryParse)."""
    begun = (line.lstrip() for line in text.splitlines())
    return [line for line in begun if re.match("::.*::", line) or "##[" in line]


@pytest.fixture
def article(tmp_path: Path, brisk: Path) -> Path:
    (tmp_path / OTHER).write_text("[it](no.md)\n", "utf-8")
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_every_format_of_a_run(run_cli: RunCli, web: Web, article: Path, tmp_path: Path) -> None:
    outputs = [part for name in FORMATS for part in ("-o", f"{name}={tmp_path / name}.out")]
    outputs += ["-o", f"parquet={tmp_path / 'parquet'}"]
    flags = ("--trust-settings", "--no-archive", *GIVEN, "--warc", "run.warc.gz")
    with web(WEB) as site:
        done = run_cli("check", article, OTHER, *site.flags, *flags, *outputs)
        assert any("b34r3r" in request.head.decode() for request in site.asked("a.example"))
        assert not any("b34r3r" in request.head.decode() for request in site.asked("b.example"))
        heads = [request.head.decode() for request in site.requests]
        assert not [
            head for head in heads if "hunter2" in re.sub("me%(25)?3Ahunter2%(25)?40", "", head)
        ]
    readable(done.stdout)
    readable(done.stderr)
    assert commands(done.stdout) == commands(done.stderr) == []
    for name in FORMATS:
        text = (tmp_path / f"{name}.out").read_text("utf-8")
        readable(text.removeprefix("\ufeff"))
        assert name == "github" or commands(text) == [], name
    rows = parquet.read_table(tmp_path / "parquet").to_pylist()
    assert rows
    readable("\n".join(str(cell) for row in rows for cell in row.values()))
    well_formed({name: (tmp_path / f"{name}.out").read_text("utf-8") for name in FORMATS})


def well_formed(texts: dict[str, str]) -> None:
    for name in ("json", "sarif", "csl"):
        json.loads(texts[name])
    for line in texts["jsonl"].splitlines():
        json.loads(line)
    fromstring(texts["junit"])
    for name in ("csv", "csv-excel"):
        rows = list(csv.reader(io.StringIO(texts[name].removeprefix("\ufeff"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.lstrip().startswith(SUMS)]
        assert {f"'{each}1+1" for each in SUMS} <= {cell for row in rows for cell in row}
    assert "&lt;img src=x onerror" in texts["html"]
    assert not HTMLParser(texts["html"]).css("img, iframe, object, form, [onerror], [src]")
    assert "img src=x onerror" in texts["markdown"]
    assert not rendered(texts["markdown"]).css("script, img, iframe, a[href*=evil]")
    told = commands(texts["github"])
    stop = next(n for n, line in enumerate(told) if line.startswith("::stop-commands::"))
    token = told[stop].removeprefix("::stop-commands::")
    assert texts["github"].endswith(f"\n::{token}::\n")
    assert all(line.startswith(("::error ", "::warning ")) for line in told[:stop])


def test_every_format_of_an_extract(run_cli: RunCli, article: Path) -> None:
    """Programs get URLs as they are cited (DESIGN "References, precisely"); people see no secret."""
    for name in REFERENCE_FORMATS:
        done = run_cli("extract", article, OTHER, "--format", name, "--trust-settings")
        assert (done.returncode, done.stderr) == (0, "")
        assert "https:" in done.stdout
        text = done.stdout.removeprefix("\ufeff")
        assert not UNSEEN.search(text.replace("\r\n", "").replace("\n", ""))
        assert commands(text) == []
        assert name != "terminal" or not [secret for secret in SECRETS if secret in text]


SAYS_MORE = {
    "all of it": ("check", "a.md", OTHER, "--verbose"),
    "little of it": ("check", "a.md", OTHER, "--quiet"),
    "why": ("explain", "http://me:hunter2@a.example/says?token=tok3n#access_token=tok3n"),
    "why of a file": ("explain", "::add-mask::there.md"),
    "what would be mended": ("fix", "a.md", OTHER),
    "what is planned": ("plan", "a.md", OTHER),
    "what would be saved": ("save", "a.md", OTHER),
    "how it stood": ("history", "a.md"),
    "how one stood": ("history", "http://me:hunter2@a.example/x?access_token=tok3n&x=1"),
}


@pytest.mark.kill
def test_what_other_commands_say(run_cli: RunCli, web: Web, article: Path) -> None:
    """Of the same article, resting on what was seen of it."""
    with web(WEB) as site:
        flags = ("--store", "kept.db", "--trust-settings")
        run_cli("check", article, OTHER, *site.flags, "--no-archive", *GIVEN, *flags)
        for name, (command, *arguments) in SAYS_MORE.items():
            where = () if command == "history" else ("--offline",)
            done = run_cli(command, *arguments, *where, *flags)
            assert done.stdout, (name, done.stderr)
            readable(done.stdout)
            readable(done.stderr)
            assert commands(done.stdout) == commands(done.stderr) == [], name


def test_what_a_mistake_says(run_cli: RunCli, tmp_path: Path) -> None:
    for arguments in (
        ("https://me:hunter2@127.0.0.1:1/\x1b[31m",),
        ("no-such-\x1b[31m-file.md",),
        ("a.md", "--header", "hunter2"),
        ("a.md", "--proxy", "hunter2://me:hunter2@x"),
        ("a.md", "--exclude", "(\x1b"),
        ("a.md", "--format", "\x1b[31m"),
        ("##[add-mask]a.md",),
        ("a.md", "--lang", "##[error]"),
    ):
        said = run_cli(*arguments).stderr
        readable(said)
        assert said.startswith("linkcheck: ")
        assert commands(said) == []


def plain(cell: object) -> bytes:
    """What a cell of the store holds, unpacked."""
    if isinstance(cell, bytes):
        return zstd.decompress(cell) if cell.startswith(b"\x28\xb5\x2f\xfd") else cell
    return str(cell).encode()


def test_the_store_keeps_no_secret(
    run_cli: RunCli, web: Web, article: Path, tmp_path: Path
) -> None:
    beside = ("--history", "h.json", "--baseline", "b.json", "--write-baseline")
    flags = (*GIVEN, "--store", "kept.db", *beside)
    with web(WEB) as site:
        run_cli("check", article, *site.flags, "--trust-settings", "--no-archive", *flags)
    with closing(sqlite3.connect(tmp_path / "kept.db")) as file:
        tables = [
            name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        cells = [
            cell for name in tables for row in file.execute(f"SELECT * FROM {name}") for cell in row
        ]
    kept = b"\n".join(map(plain, cells))
    assert {"evidence", "extractions", "history", "lookups", "runs"} <= set(tables)
    assert b"A moment" in kept
    for name, part in {"h.json": "a.example/x", "b.json": "gone.example/z"}.items():
        text = (tmp_path / name).read_text("utf-8")
        assert part in text
        readable(text)
    assert not [secret for secret in SECRETS if secret.encode() in kept]


USERS = {
    "no scheme": ("//me:pw@a.org/", "//***@a.org/"),
    "no scheme, in prose": ("see //me:pw@a.org/, now", "see //***@a.org/, now"),
    "in a parameter": (
        "?u=https%3A%2F%2Fme%3Apw%40a.org%2F",
        "?u=https%3A%2F%2F***%40a.org%2F",
    ),
    "an at in a parameter's path": (
        "?u=https%3A%2F%2Fa.org%2F%40me",
        "?u=https%3A%2F%2Fa.org%2F%40me",
    ),
    "a comment": ("a // b @ c", "a // b @ c"),
    "a one-time code": ("?otp=1234", "?otp=***"),
    "in a URL that is a parameter": ("/?u=//a.org/?token=t&x=1", "/?u=//a.org/?token=***&x=1"),
    "in an escaped one": (
        "/?u=%2Fa%3Faccess_token%3Dt%2B1%26x%3D1&y=1",
        "/?u=%2Fa%3Faccess_token%3D***%26x%3D1&y=1",
    ),
    "an escape in a value": ("?token=a%26b&x=1", "?token=***&x=1"),
    "an escape in a name": ("?api%5Fkey=t", "?api%5Fkey=***"),
    "in markup": ("<a content='0;url=//a.org/?sig=t'>", "<a content='0;url=//a.org/?sig=***"),
    "one slash": ("https:/me:pw@a.org/", "https:/***@a.org/"),
    "no slash": ("https:me:pw@a.org/", "https:***@a.org/"),
    "three slashes": ("http:///me:pw@a.org/", "http:///***@a.org/"),
    "in a copy's address": ("/web/2020/https:/me:pw@a.org/", "/web/2020/https:/***@a.org/"),
    "a mail address": ("mailto:me@a.org, me@a.org", "mailto:me@a.org, me@a.org"),
    "half escaped": ("?u=https%3a%2f%2fme%3apw@b.org/", "?u=https%3a%2f%2f***@b.org/"),
    "escaped twice": (
        "?u=http%253A%252F%252Fme%253Apw%2540b.org%252F%253Ftoken%253Dt%2526x%253D1&y=1",
        "?u=http%253A%252F%252F***%2540b.org%252F%253Ftoken%253D***%2526x%253D1&y=1",
    ),
    "one of several": (
        "?token[0]=t&token%5B1%5D=t&x[0]=1",
        "?token[0]=***&token%5B1%5D=***&x[0]=1",
    ),
    "a semicolon in a value": ("?token=a;b&x=1", "?token=***&x=1"),
    "a semicolon before a name": (";jsessionid=a;x=1", ";jsessionid=***;x=1"),
    "a semicolon of the text's": ("see ?token=a; and so on", "see ?token=***; and so on"),
    "a header": ("got Authorization: Bearer a.b-c, sorry", "got Authorization: Bearer ***, sorry"),
    "a header in a script": ("{'authorization': 'Basic YTpi'}", "{'authorization': 'Basic ***'}"),
    "a word of it": ("Authorization: see below", "Authorization: see below"),
    "in a quotation": ("“//me:pw@a.org/”", "“//***@a.org/”"),
    "in code": ("`//me:pw@a.org/`", "`//***@a.org/`"),
    "after a path's letter": ("https://a.org/x//me@b", "https://a.org/x//me@b"),
    "an escaped colon alone": ("?u=https%3a//me:pw@b.org/", "?u=https%3a//***@b.org/"),
    "a tab between slashes": ("https:/\t/me:pw@a.org/", "https://***@a.org/"),
    "a line break in a password": ("https://me:p\nw@a.org/", "https://***@a.org/"),
    "a line break before the at": ("ht\ntps://me:pw\n@a.org/", "https://***@a.org/"),
    "a line break in a name": ("https://a.org/?to\nken=t", "https://a.org/?token=***"),
    "a line break in what leads on": ("/x y?to\nken=t", "/x y?to\nken=t"),
    "a line break in a URL without": ("https://a.org/\n?x=1", "https://a.org/\n?x=1"),
    "lines of a page": ("see\n //me and\nme@a.org ?a", "see\n //me and\nme@a.org ?a"),
    "a wide at": ("https://me:pw＠a.org/", "https://***＠a.org/"),
    "a wide at in prose": ("写信 me＠a.org", "写信 me＠a.org"),
    "a session of WeChat's": ("?pass_ticket=t&wx_header=1", "?pass_ticket=***&wx_header=1"),
    "a key of a session": ("?session_key=t&sess=t", "?session_key=***&sess=***"),
    "a signature of a Chinese CDN's": ("?sign=t&auth_sign=t&t=1", "?sign=***&auth_sign=***&t=1"),
    "one of Akamai's": ("?hdnts=exp=1~hmac=t", "?hdnts=***"),
    "a numbered one": ("?token2=t&token_v2=t&page2=1", "?token2=***&token_v2=***&page2=1"),
    "a share's key": ("?resourcekey=t&share_key=t", "?resourcekey=***&share_key=***"),
    "a design": ("?design=1&campaign=2&assign=3", "?design=1&campaign=2&assign=3"),
    "no value": ("?token=&x=token=1", "?token=&x=token=1"),
}


@pytest.mark.parametrize(("text", "safe"), USERS.values(), ids=USERS)
def test_users_are_masked_wherever_they_stand(text: str, safe: str) -> None:
    assert masked(text) == safe
    assert may_hold_secrets(msgspec.json.encode(text)) or text == safe


SLOW = {
    "schemes": "@" + "http:" * 13_000,
    "schemes and slashes": "@" + "http:/\\" * 9_000,
    "slashes": "@ " + "/" * 65_000,
    "escapes": "%2540" + ":%252F%252F" * 6_000,
    "escapes of escapes": "@%" + "25" * 32_000,
    "semicolons": "?token=" + ";a" * 32_000,
    "names": "=" + "?a" * 32_000,
    "headers": "authorization: basic " * 3_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_text_takes_long_to_mask(text: str) -> None:
    """Of a URL's length at most; in a second, where a text of that length takes a hundredth."""
    started = time.process_time()
    masked(text)
    may_hold_secrets(msgspec.json.encode(text))
    assert time.process_time() - started < 1
