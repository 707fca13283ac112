"""What a stranger wrote, made fit to be shown: nothing unseen, nothing that steers a terminal or a CI server, no secrets.

Labels, titles, URLs, details and paths come from articles, pages and archives. Shown as they are, they could move the
cursor (ECMA-48), turn a line around (UAX #9: a label that reads as another one, CVE-2021-42574) or carry a password
into a public log. `cleaned` is called once by each format, on all that it will show; what comes after need not think.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from linkcheck.model import MASK, Reference

if TYPE_CHECKING:
    from collections.abc import Callable


T = TypeVar("T")

UNSEEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: escape sequences begin here
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of the direction
    "\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # blanks and breaks without ink
    "\ud800-\udfff"  # surrogates: bytes of a path that were no text
    "\ufffe\uffff"  # no characters at all; XML 1.0 §2.2 has no place for them
    "\U000e0000-\U000e0fff"  # tags and further selectors, which carry text that nobody sees
    "]"
)
"""What must not reach a reader's eye raw. The joiners U+200C and U+200D stay: scripts and emoji need them."""

OLD_COMMAND = "##["
"""What GitHub's runner takes for a command wherever it stands in a line (actions/runner, ActionCommand.TryParse)."""
_COMMAND = re.compile(r"^([^\S\n]*):(?=:.*::)", re.MULTILINE)
"""What it takes for one at the beginning of a line (TryParseV2), behind blanks of any kind."""

_BROKEN = re.compile("[\t\r\n]")
_JOINED = str.maketrans("", "", "\t\r\n")
_BEGINS = re.compile(r" *(?:(?:https?|ftps?|wss?):|[/\\]{2})", re.IGNORECASE)
_BLANKS = str.maketrans("\t\r\n", "   ")

_AS_HOST = r"\b(?:https?|ftps?|wss?):[/\\\t]*+"
"""What browsers read a host after, however many slashes there are (URL Standard §4.4, "special authority ignore slashes"), and tabs, which they leave out."""
_ESCAPE = "%(?:25)*"
"""Of an escape, or of the escape of one: a URL that is a parameter of a parameter."""
_USERINFO = re.compile(
    r"((?:^|[^\w/\\%.~-])[/\\]{2,}+)[^/\\?#\s]*([@\uff20])"
    rf"|({_AS_HOST})[^/\\?#\s]{{0,1000}}([@\uff20])"
    rf"|({_ESCAPE}3A//|(?:{_ESCAPE}3A|:){_ESCAPE}2F{_ESCAPE}2F)(?:(?!{_ESCAPE}(?:2F|3F|23))[^/\\?#&\s])*({_ESCAPE}40|@)",
    re.IGNORECASE,
)
"""Between the slashes and the last `@` before the path (RFC 3986 §3.2.1; WHATWG URL reads `\\` as `/`), and in a URL that is a parameter's value."""
_CREDENTIALS = re.compile(
    r"(authorization[\"']?\s*[:=]\s*[\"']?(?:basic|bearer|digest|negotiate|token|apikey)(?:\s|\+|%20)+)[^\s\"'&,;<]+",
    re.IGNORECASE,
)
"""Of a header that is quoted somewhere (RFC 9110 §11.6.2)."""

_PARAMETER = re.compile(
    rf"(?:^|[?&;#]|{_ESCAPE}(?:3F|26|3B|23))((?:[^?&;#=\s%]|%(?!(?:25)*(?:3[FBD]|2[36]))){{1,64}})(=|{_ESCAPE}3D)",
    re.IGNORECASE,
)
"""A parameter's name; a URL in a parameter's value has names of its own, written as they are or escaped."""
_VALUE = re.compile(r"(?:[^&;#\s]|;(?=[^&;#=\s]+(?:[&;#\s]|\Z)))+")
"""A semicolon is part of it (URL Standard §5.1), unless another name stands behind it, as in older URLs."""
_ESCAPED_VALUE = re.compile(r"(?:[^&;#\s%]|%(?!(?:25)*(?:3B|2[36])))+", re.IGNORECASE)

SECRET_ENDINGS = (
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "signature",
    "credential",
    "credentials",
    "apikey",
    "accesskey",
    "authkey",
    "privatekey",
    "secretkey",
    "sessionid",
    "sessid",
    "bearer",
    "assertion",
    "samlresponse",
    "onetimecode",
    "passcode",
    "authcode",
    "subscriptionkey",
    "oauthverifier",
    "hmac",
    "passticket",
    "sessionkey",
    "encryptionkey",
    "resourcekey",
    "sharekey",
    "accesskeyid",
    "verificationcode",
    "codeverifier",
    "userpass",
    "csrf",
    "xsrf",
)
SECRET_NAMES = frozenset(
    {
        *("key", "sig", "auth", "authorization", "jwt", "session", "sess", "sid", "skey"),
        *("pass", "psw", "pw", "otp", "ticket", "tokens", "sign", "authsign"),
        *("hdnts", "hdnea", "hdntl"),  # Akamai's
    }
)
_NUMBERED = re.compile(r"_?v?[0-9]{1,3}$")


def shown(text: str) -> str:
    r"""A stranger's text as one line for people: secrets masked, the unseen spelled out as `\x1b` or `\u202e`."""
    return spelled_out(masked(text))


def spelled_out(text: str) -> str:
    """The text as one line, the unseen spelled out; tabs and line breaks are blanks."""
    return UNSEEN.sub(_spelled, text.translate(_BLANKS)) if UNSEEN.search(text) else text


def inert(lines: str) -> str:
    """Whole lines, with a stranger's words in them, none of which is a workflow command."""
    lines = lines.replace(OLD_COMMAND, r"##\x5b")
    return _COMMAND.sub(r"\1\\x3a", lines) if "::" in lines else lines


def inert_markup(markup: str) -> str:
    """HTML or XML that is no such command either, and says the same."""
    return markup.replace(OLD_COMMAND, "##&#91;")


def masked(text: str) -> str:
    """The text with the user part of its URLs, and the values of parameters that are secrets by name, as `***`.

    Of a URL with tabs or line breaks in it, which browsers leave out (URL Standard §4.4) and so do we, these are gone where it held a secret.
    """
    if _BROKEN.search(text):
        whole = text.translate(_JOINED)
        if " " not in whole.strip() or _BEGINS.match(whole):
            safe = _masked(whole)
            return text if safe == whole else safe
    return _masked(text)


def _masked(text: str) -> str:
    if "@" in text or "\uff20" in text or "%40" in text or "%25" in text:
        text = _USERINFO.sub(_mask_user, text)
    if "uthorization" in text or "UTHORIZATION" in text:
        text = _CREDENTIALS.sub(rf"\1{MASK}", text)
    return _without_values(text) if "=" in text or "%3" in text or "%25" in text else text


def _bare(name: str) -> tuple[str, str]:
    """The letters of a name, and those before a bracket or a number: `token[0]` is one of several, as `token2` is."""
    plain = unquote(name).lower()
    first = _NUMBERED.sub("", plain.partition("[")[0])
    return re.sub(r"[\W_]", "", plain), re.sub(r"[\W_]", "", first)


def cleaned(value: T, clean: Callable[[str], str]) -> T:
    """The same value with `clean` done to every text in it: dataclasses, tuples, lists and dicts (keys stay).

    What needs no cleaning is the same object as before, so that a long report is not held twice.
    """
    kind: type = type(value)
    clean_it = _cleaner(kind)
    fresh: T = clean_it(value, clean) if clean_it else value
    return fresh


def _clean_str(value: str, clean: Callable[[str], str]) -> str:
    fresh = clean(value)
    return value if fresh == value else fresh


def _clean_sequence(value: Any, clean: Callable[[str], str]) -> Any:
    if not value:
        return value
    parts = [cleaned(part, clean) for part in value]
    if all(new is old for new, old in zip(parts, value, strict=True)):
        return value
    return type(value)(parts)


def _clean_reference(value: Reference, clean: Callable[[str], str]) -> Reference:
    parts = [cleaned(part, clean) for part in value]
    return value if all(map(is_, parts, value)) else Reference._make(parts)


def _clean_dict(value: dict[Any, Any], clean: Callable[[str], str]) -> dict[Any, Any]:
    return {key: cleaned(part, clean) for key, part in value.items()}


def _clean_noun(value: Any, clean: Callable[[str], str]) -> Any:
    changes = {}
    kind: type = type(value)
    for name, old in zip(_parts(kind), _values(kind)(value), strict=True):
        part: type = type(old)
        clean_it = _cleaner(part)
        if clean_it is not None and (new := clean_it(old, clean)) is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields."""
    return tuple(field.name for field in fields(kind))


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What gives all of their values at once; of a single one `attrgetter` would give no tuple."""
    names = _parts(kind)
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


@cache
def _cleaner(kind: type) -> Callable[[Any, Callable[[str], str]], Any] | None:
    """How values of a type are cleaned; None where they hold no text, as numbers and regions."""
    is_noun = is_dataclass(kind) and not issubclass(kind, Enum)
    return _CLEANERS.get(kind, _clean_noun if is_noun else None)


_CLEANERS: dict[type, Callable[[Any, Callable[[str], str]], Any]] = {
    str: _clean_str,
    tuple: _clean_sequence,
    list: _clean_sequence,
    dict: _clean_dict,
    Reference: _clean_reference,
}


def _spelled(unseen: re.Match[str]) -> str:
    code = ord(unseen[0])
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00  # a byte that `surrogateescape` (PEP 383) hid here
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _mask_user(found: re.Match[str]) -> str:
    before, at = next(found.group(n, n + 1) for n in (1, 3, 5) if found[n])
    return f"{before}{MASK}{at}"


def _without_values(text: str) -> str:
    """The text without the values of parameters whose names say that they are secrets."""
    parts, at = [], 0
    for name in _PARAMETER.finditer(text):
        if name.start() < at or not _is_secret(name[1]):
            continue
        value = (_VALUE if name[2] == "=" else _ESCAPED_VALUE).match(text, name.end())
        if value:
            parts += [text[at : value.start()], MASK]
            at = value.end()
    return "".join((*parts, text[at:]))


def _is_secret(name: str) -> bool:
    return any(each in SECRET_NAMES or each.endswith(SECRET_ENDINGS) for each in _bare(name))
