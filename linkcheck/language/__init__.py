"""What is said to a reader, in the reader's language: one table a language, all with the same keys.

A stage says a `Remark` (an id and values); only here and in the tables does it become a sentence. JSON, CSV, SARIF and
JUnit keep ids and English (DESIGN "Language").

A sentence names its values in braces, by `str.format`'s rules without attributes and indexes:
    {status}            the value; a float without needless digits
    {count:,}           any format spec of Python's
    {when:date}         an ISO date or time as a day in the reader's way
    {gap:duration}      seconds in the reader's way
    {role:word}         a key of WORDS, said in the reader's language
    {count:day|days}    the first word for 1, the second for all else; Chinese needs none
English has two plural forms (CLDR) and Chinese one, so that a plural library would be the larger part.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING

from linkcheck.model import Remark, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_MODULES = MappingProxyType({"en": "en", "zh-Hans": "zh_hans", "zh-Hant": "zh_hant"})


def _module(lang: str) -> ModuleType:
    """The tables of a language, loaded when it is first spoken."""
    return import_module(f"linkcheck.language.{_MODULES[lang]}")


class _Sentences(dict[str, "Mapping[str, str]"]):
    """The sentences of each language that was spoken."""

    def __missing__(self, lang: str) -> Mapping[str, str]:
        table = _module(lang)
        said = {**table.WORDS, **table.INPUTS, **table.COPIES, **table.NOTES, **table.REASONS}
        self[lang] = MappingProxyType(said)
        return self[lang]


SENTENCES: Mapping[str, Mapping[str, str]] = _Sentences()
"""All sentences of a language by id; an id stands in one table only (a test holds it)."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX keeps the language of messages, the first that is set wins (XBD §8.2)."""
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def say(remark: Remark, lang: str) -> str:
    """The sentence of a remark. KeyError where the id or one of its values is unknown, which is a bug."""
    values = dict(remark.values)
    return "".join(
        [
            literal if name is None else literal + _filled(values[name], spec, lang)
            for literal, name, spec in _parts(SENTENCES[lang][remark.id])
        ]
    )


def can_say(remark: Remark) -> bool:
    """Whether every language has a sentence for a remark that came from outside, and its values fit in."""
    try:
        for lang in LANGUAGES:
            say(remark, lang)
    except (KeyError, ValueError, TypeError, OverflowError):
        return False
    return True


def word(key: str, lang: str) -> str:
    """A word or heading of the reports' own, as it stands in the table."""
    return SENTENCES[lang][key]


def rule_text(id_: str, lang: str) -> tuple[str, str]:
    """What a rule or an outcome means: one line, and a help of a few sentences."""
    rules: Mapping[str, tuple[str, str]] = _module(lang).RULES
    return rules[id_]


def day_text(day: date, lang: str) -> str:
    """A day as the reader writes it: `21 Dec 2021`, `2021年12月21日`."""
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def duration_text(duration: timedelta, lang: str) -> str:
    """A span of time in its two largest units: `0.4 s`, `24 s`, `4 min 3 s`, `2 h 10 min`, `3 days`."""
    seconds = duration.total_seconds()
    if seconds < 10:
        return say(Remark("duration.s", (("s", round(seconds, 1)),)), lang)
    minutes, left = divmod(round(seconds), 60)
    if not minutes:
        return say(Remark("duration.s", (("s", left),)), lang)
    if minutes < 60:
        return say(Remark("duration.min", (("min", minutes), ("s", left))), lang)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return say(Remark("duration.d", (("d", round(hours / 24)),)), lang)
    return say(Remark("duration.h", (("h", hours), ("min", minutes))), lang)


def choose(lang: str, environment: Mapping[str, str]) -> str:
    """The language to speak: the one asked for, or for `auto` that of the locale, else English."""
    if lang != "auto":
        return lang
    locales = (environment[name] for name in _LOCALE_VARIABLES if environment.get(name))
    language, *parts = re.split(r"[-_.@]", next(locales, "").lower())
    if language != "zh":
        return "en"
    return "zh-Hant" if "hans" not in parts and _TRADITIONAL.intersection(parts) else "zh-Hans"


@cache
def _parts(sentence: str) -> tuple[tuple[str, str | None, str], ...]:
    """A sentence as it is filled: what stands before each value, its name and its spec; None where none follows.

    A name is no more than that, no attribute and no index, so that nothing but values can be said. Sentences are ours, and few.
    """
    parsed = Formatter().parse(sentence)
    return tuple([(literal, name, spec or "") for literal, name, spec, _ in parsed])


def _filled(value: Value, spec: str, lang: str) -> str:
    """A value, which may be a stranger's, as its spec says."""
    if "|" in spec:
        one, many = spec.split("|")
        return one if value == 1 else many
    return _SPECS[spec](value, lang) if spec in _SPECS else format(value, spec)


def _plain(value: Value, _lang: str) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _date(value: Value, lang: str) -> str:
    return day_text(date.fromisoformat(str(value)[:10]), lang)


def _duration(value: Value, lang: str) -> str:
    return duration_text(timedelta(seconds=float(value)), lang)


def _word(value: Value, lang: str) -> str:
    return word(str(value), lang)


_SPECS = MappingProxyType({"": _plain, "date": _date, "duration": _duration, "word": _word})
