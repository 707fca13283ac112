"""Which URL identifies what, what is asked for, and what is malformed and why."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import ada_url
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linkcheck.model import Remark, Way, remark
from linkcheck.resolve import LONGEST, resolve
from linkcheck.settings import Settings
from linkcheck.settings.tables import IgnoreRule, Scope

DEFAULTS = Settings()

FOLDED = {
    "nothing to fold": ("https://a.com/x", "https://a.com/x", "https://a.com/x"),
    "scheme and host": ("HTTP://WWW.Example.COM/Path", "http://www.example.com/Path", None),
    "default port": ("http://a.com:80/", "http://a.com/", None),
    "default port of https": ("https://a.com:0443/", "https://a.com/", None),
    "empty port": ("https://a.com:/x", "https://a.com/x", None),
    "another port stays": ("https://a.com:80/", "https://a.com:80/", None),
    "no path": ("http://a.com", "http://a.com", "http://a.com/"),
    "no path, a query": ("http://a.com?q=1", "http://a.com?q=1", "http://a.com/?q=1"),
    "protocol-relative": ("//a.com/x", "https://a.com/x", None),
    "IDN": ("http://例子.中国/页", "http://xn--fsqu00a.xn--fiqs8s/页", "http://xn--fsqu00a.xn--fiqs8s/%E9%A1%B5"),
    "IDN, not transitional": ("http://faß.de/", "http://xn--fa-hia.de/", None),
    "emoji are fine": ("https://i❤.ws/", "https://xn--i-7iq.ws/", None),
    "ideographic dot": ("http://例子。com/", "http://xn--fsqu00a.com/", None),
    "host in escapes": ("http://%E4%BE%8B.com/", "http://xn--fsq.com/", None),
    "underscore": ("http://my_host.example.com/", "http://my_host.example.com/", None),
    "dot at the end": ("http://a.com./", "http://a.com./", None),
    "escapes stay": ("https://a.com/%28%c3%ce%7E", "https://a.com/%28%c3%ce%7E", None),
    "lone percent": ("https://a.com/100%", "https://a.com/100%", None),
    "illegal in the path": ('https://a.com/a b"<>^`{|}', 'https://a.com/a b"<>^`{|}', "https://a.com/a%20b%22%3C%3E%5E%60%7B%7C%7D"),
    "illegal in the query": ("https://a.com/?q={a|b}\\", "https://a.com/?q={a|b}\\", "https://a.com/?q=%7Ba%7Cb%7D%5C"),
    "brackets stay": ("https://a.com/?a[0]=(1)", "https://a.com/?a[0]=(1)", None),
    "commas and colons": ("https://a.com/x,3704,c.html?t=1:2", "https://a.com/x,3704,c.html?t=1:2", None),
    "order of a query": ("https://a.com/?b=2&a=1&&", "https://a.com/?b=2&a=1&&", None),
    "dots as browsers do": ("https://a.com/x/../y/./z", "https://a.com/x/../y/./z", "https://a.com/y/z"),
    "backslashes": ("http:\\\\a.com\\x", "http://a.com\\x", "http://a.com/x"),
    "newline and tab": ("https://a.com/x\n\ty", "https://a.com/xy", None),
    "blanks around": (" \thttps://a.com/\n", "https://a.com/", None),
    "userinfo is not sent": ("http://me:pw@a.com/", "http://me:pw@a.com/", "http://a.com/"),
    "userinfo is no host": ("http://good.com@evil.com/", "http://good.com@evil.com/", "http://evil.com/"),
    "at sign in the path": ("https://a.com/@user", "https://a.com/@user", None),
    "decimal address": ("http://2130706433/", "http://127.0.0.1/", None),
    "hexadecimal address": ("http://0x7f.1/", "http://127.0.0.1/", None),
    "octal address": ("http://0177.0.0.01/", "http://127.0.0.1/", None),
    "full-width address": ("http://１２７.０.０.１/", "http://127.0.0.1/", None),
    "IPv6": ("http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/", None),
    "IPv4 in IPv6": ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", None),
    "lone surrogate": ("https://a.com/\ud800", "https://a.com/\ufffd", "https://a.com/%EF%BF%BD"),
}  # fmt: skip


@pytest.mark.parametrize(("url", "identity", "request_"), FOLDED.values(), ids=FOLDED)
def test_what_folds_and_what_is_asked(url: str, identity: str, request_: str | None) -> None:
    target = resolve(url, DEFAULTS)
    assert (target.way, target.problem) == (Way.WEB, None)
    assert target.url == identity
    assert target.request == (identity if request_ is None else request_)


HOSTS = {
    "name": ("https://A.com:81/", "a.com"),
    "A-label": ("https://例子.com/", "xn--fsqu00a.com"),
    "IPv6 without brackets": ("http://[::1]/", "::1"),
    "behind userinfo": ("http://a@b.com/", "b.com"),
}


@pytest.mark.parametrize(("url", "host"), HOSTS.values(), ids=HOSTS)
def test_host(url: str, host: str) -> None:
    assert resolve(url, DEFAULTS).host == host


FRAGMENTS = {
    "kept in the identity": (
        "https://a.com/x#中 b",
        "https://a.com/x#中 b",
        "https://a.com/x",
        "中 b",
    ),
    "without a path": ("https://a.com#top", "https://a.com#top", "https://a.com/", "top"),
    "empty": ("https://a.com/#", "https://a.com/#", "https://a.com/", ""),
    "two signs": ("https://a.com/#a#b", "https://a.com/#a#b", "https://a.com/", "a#b"),
    "local": ("#anchor", "#anchor", "", "anchor"),
    "local with a path": ("../a.md#b", "../a.md#b", "", "b"),
}


@pytest.mark.parametrize(
    ("url", "identity", "request_", "fragment"), FRAGMENTS.values(), ids=FRAGMENTS
)
def test_fragments(url: str, identity: str, request_: str, fragment: str) -> None:
    target = resolve(url, DEFAULTS)
    assert (target.url, target.request, target.fragment) == (identity, request_, fragment)


MALFORMED = {
    "open bracket": ("http://[::1", remark("malformed.bracket")),
    "text after the bracket": ("http://[::1]x/", remark("malformed.bracket")),
    "no IPv6": ("http://[::1::2]/", remark("malformed.ipv6", host="[::1::2]")),
    "IPv6 without brackets": ("http://2001:db8::1/", remark("malformed.ipv6", host="2001:db8::1")),
    "IPv6 zone": ("http://[fe80::1%25eth0]/", remark("malformed.zone", host="[fe80::1%25eth0]")),
    "IPv4 too large": ("http://256.1.1.1/", remark("malformed.ipv4", host="256.1.1.1")),
    "IPv4 too long": ("http://1.2.3.4.5/", remark("malformed.ipv4", host="1.2.3.4.5")),
    "name that ends in a number": ("http://a.b.1/", remark("malformed.ipv4", host="a.b.1")),
    "blank in the host": ("http://exa mple", remark("malformed.blank-in-host")),
    "blank behind userinfo": ("http://a@exa mple/", remark("malformed.blank-in-host")),
    "ideographic blank": ("http://exa\u3000mple", remark("malformed.blank-in-host")),
    "newline in the host": ("http://exa\nmple.com/", remark("malformed.blank-in-host")),
    "control in the host": ("http://exa\x07mple.com/", remark("malformed.blank-in-host")),
    "no host": ("http://", remark("malformed.no-host")),
    "only a port": ("http://:80/", remark("malformed.no-host")),
    "three slashes": ("http:///x", remark("malformed.no-host")),
    "only userinfo": ("http://me@/", remark("malformed.no-host")),
    "protocol-relative, no host": ("//", remark("malformed.no-host")),
    "no slashes": ("http:a.com", remark("malformed.no-slashes")),
    "one slash": ("https:/a.com/x", remark("malformed.no-slashes")),
    "port too large": ("http://a.com:99999/", remark("malformed.port", port="99999")),
    "port of many digits": ("http://a.com:" + "9" * 3000, remark("malformed.port", port="9" * 20)),
    "port 0": ("http://a.com:0/", remark("malformed.port", port="0")),
    "port no number": ("http://a.com:8o/", remark("malformed.port", port="8o")),
    "two at signs": ("http://a@b@c.com/", remark("malformed.userinfo")),
    "label too long": ("http://" + "a" * 64 + ".com/", remark("malformed.label-too-long", length=64, limit=63)),
    "A-label too long": ("http://" + "例" * 63 + ".com/", None),
    "host too long": ("http://" + "a." * 127 + "com/", remark("malformed.host-too-long", limit=253)),
    "authority of a megabyte": ("http://" + "a." * 20_000, remark("malformed.host-too-long", limit=253)),
    "empty label": ("http://a..b/", remark("malformed.empty-label", host="a..b")),
    "label missing at the start": ("http://.a.com/", remark("malformed.empty-label", host=".a.com")),
    "template": ("http://{{host}}/", remark("malformed.host-character", character="{")),
    "blank as an escape": ("http://exa%20mple/", remark("malformed.host-character", character="%")),
    "comma": ("http://a,b.com/", remark("malformed.host-character", character=",")),
    "joiner out of place": ("http://a\u200db.com/", remark("malformed.idna", host="a\u200db.com")),
    "soft hyphen alone": ("http://\u00ad/", remark("malformed.idna", host="\u00ad")),
    "too long": ("http://a.com/" + "x" * LONGEST, remark("malformed.too-long", length=LONGEST + 13, limit=LONGEST)),
}  # fmt: skip


@pytest.mark.parametrize(("url", "problem"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_is_never_asked(url: str, problem: Remark | None) -> None:
    target = resolve(url, DEFAULTS)
    assert (target.way, target.request, target.url) == (Way.MALFORMED, "", url)
    assert target.problem
    assert problem in (target.problem, None)


def test_longest_that_is_asked() -> None:
    assert resolve("http://a.com/" + "x" * (LONGEST - 13), DEFAULTS).way is Way.WEB


WAYS = {
    "mail": ("MAILTO:a@b.com?subject=x y", Way.MAIL, "mailto:a@b.com?subject=x y"),
    "tel": ("tel:+86-10", Way.SCHEME, "tel:+86-10"),
    "javascript": ("javascript:alert(1)", Way.SCHEME, "javascript:alert(1)"),
    "javascript in disguise": ("java\nscript:alert(1)", Way.SCHEME, "javascript:alert(1)"),
    "data": ("data:text/plain,x", Way.SCHEME, "data:text/plain,x"),
    "file": ("file:///etc/passwd", Way.SCHEME, "file:///etc/passwd"),
    "ftp": ("ftp://a.com/x", Way.SCHEME, "ftp://a.com/x"),
    "gopher": ("gopher://127.0.0.1:25/x", Way.SCHEME, "gopher://127.0.0.1:25/x"),
    "relative": ("../图/a b.png", Way.LOCAL, "../图/a b.png"),
    "root-relative": ("/a", Way.LOCAL, "/a"),
    "empty": ("", Way.LOCAL, ""),
    "a colon in Han": ("文:1", Way.LOCAL, "文:1"),
}


@pytest.mark.parametrize(("url", "way", "identity"), WAYS.values(), ids=WAYS)
def test_ways_that_are_not_asked(url: str, way: Way, identity: str) -> None:
    target = resolve(url, DEFAULTS)
    assert (target.way, target.url, target.request, target.host) == (way, identity, "", "")


IGNORED = {
    "neither": ((), (), None),
    "excluded": ((), (r"b\.com", r"a\.com"), remark("ignored.exclude", pattern=r"a\.com")),
    "not excluded": ((), (r"^a",), None),
    "included": ((r"/x$",), (), None),
    "not included": ((r"b\.com",), (), remark("ignored.include")),
    "both": ((r"a\.com",), (r"/x",), remark("ignored.exclude", pattern="/x")),
    "as cited, not as folded": ((), (r"^HTTPS",), remark("ignored.exclude", pattern="^HTTPS")),
}


@pytest.mark.parametrize(("include", "exclude", "ignored"), IGNORED.values(), ids=IGNORED)
def test_ignored(
    include: tuple[str, ...], exclude: tuple[str, ...], ignored: Remark | None
) -> None:
    target = resolve("HTTPS://a.com/x", Settings(include=include, exclude=exclude))
    assert target.ignored == ignored
    assert target.request == "https://a.com/x"


REMAPPED = {
    "to a staging site": (r"^https://a\.com/ -> http://staging.a.com:8080/", "https://a.com/x#y", "http://staging.a.com:8080/x"),
    "with groups": (r"^https://(\w+)\.com/ -> https://staging.example/\1/", "https://a.com/x", "https://staging.example/a/x"),
    "once": ("a -> b", "https://x.org/aa", "https://x.org/ba"),
    "not found": ("^b -> c", "https://a.com/x", "https://a.com/x"),
    "a local link": ("^/ -> https://a.com/", "/x", "https://a.com/x"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "url", "request_"), REMAPPED.values(), ids=REMAPPED)
def test_remapped_it_is_asked_elsewhere_and_stays_what_it_is(
    rule: str, url: str, request_: str
) -> None:
    target = resolve(url, Settings(remap=(rule, "x -> y")))
    if "^b" not in rule:
        assert (target.url, target.request) == (resolve(url, DEFAULTS).url, request_)
        assert target.fragment == resolve(url, DEFAULTS).fragment
        assert target.host == request_.split("/")[2].partition(":")[0]


def test_remapped_to_a_file_it_is_that_file() -> None:
    target = resolve("https://a.com/x#y", Settings(remap=("^https://a.com/ -> /",)))
    assert (target.way, target.url, target.fragment) == (Way.LOCAL, "/x#y", "y")


RULES = {
    "the target": (IgnoreRule(pattern="a.com", reason="r"), remark("ignored.rule", reason="r")),
    "for a time": (
        IgnoreRule(pattern="a.com", reason="r", expires=date(2027, 1, 1)),
        remark("ignored.rule-until", reason="r", when="2027-01-01"),
    ),
    "its fragment": (IgnoreRule(pattern="a.com", reason="r", scope=(Scope.FRAGMENT,)), None),
    "another": (IgnoreRule(pattern="^a.com", reason="r"), None),
}


@pytest.mark.parametrize(("rule", "ignored"), RULES.values(), ids=RULES)
def test_ignored_by_a_rule(rule: IgnoreRule, ignored: Remark | None) -> None:
    assert resolve("https://a.com/x", Settings(ignore=(rule,))).ignored == ignored


URLS = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc", "Zs", "Lo", "Po"]), max_size=8),
    st.builds("{}{}{}".format, st.sampled_from(["http:", "https://", "//", "HTTP:\\\\", "https://a.com/"]),
              st.text(alphabet="ab.:@/\\?#[]%2 0x_-，例\t\n\0'\"", max_size=20), st.text(max_size=5)),
)  # fmt: skip


@given(URLS)
@example("http://a\\@b/")
@example("https://a.com/\x00\x7f\u2028")
def test_total_idempotent_and_fit_for_the_wire(url: str) -> None:
    target = resolve(url, DEFAULTS)
    assert resolve(target.url, DEFAULTS) == target
    assert re.fullmatch(r"[\x21-\x7e]*", target.request)
    assert bool(target.request) == bool(target.host) == (target.way is Way.WEB)
    assert bool(target.problem) == (target.way is Way.MALFORMED)
    target.url.encode()


@given(URLS)
def test_asks_the_host_that_a_browser_would(url: str) -> None:
    """A guard that reads another host than the one asked would be none."""
    target = resolve(url, DEFAULTS)
    if target.way is Way.WEB:
        browser = ada_url.URL(target.url)
        asked = ada_url.URL(target.request)
        assert asked.host == browser.host
        assert asked.hostname.strip("[]") == target.host
        assert resolve(target.request, DEFAULTS).request == target.request


TAILS = st.lists(
    st.sampled_from(
        [*"/?#.%;:@=&'\"`{}|^\\~!$()*,-_+ aZ0éß例", "..", "%2e", "%2E", "%20", "%", "/../", "/./", "\t", "\n"]
    ),
    max_size=9,
).map("".join)  # fmt: skip


@given(st.sampled_from(["", "/", "?"]), TAILS)
@example("/", "")
@example("/", "a/..")
@example("/", ".%2e/")
@example("/", "a?'")
@example("/", "a?/../b")
def test_what_needs_no_parser_is_what_the_parser_makes_of_it(first: str, tail: str) -> None:
    target = resolve(f"https://a.example{first}{tail}", DEFAULTS)
    if target.way is Way.WEB and target.host == "a.example":
        parsed = ada_url.URL(target.url).href.partition("#")[0]
        assert target.request == quote(parsed, safe=":/?[]@!$&'()*+,;=%")
