"""Calendar days as authors write them, in Chinese and English, and lines that hold nothing but one.

The day is the one that is written: a time zone does not move it, since the author means their own calendar. `12/21/2021` is
not read: its order differs between countries. Full-width digits and signs are folded first (Unicode NFKC).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

_LONGEST_LINE = 160

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_HAN_DIGITS = {
    han: digit for digit, hans in enumerate(("〇零○", *"一二三四五六七八九")) for han in hans
}
_HAN = "〇零○一二三四五六七八九十廿卅"

_SPELLINGS = (
    r"(?P<year>[0-9]{4}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号號]",
    rf"(?P<year>[{_HAN}]{{4}})年(?P<month>[{_HAN}]{{1,2}})月(?P<day>[{_HAN}]{{1,3}})[日号號]",
    r"(?P<year>[0-9]{4})(?P<sign>[-/.]) ?(?P<month>[0-9]{1,2})(?P=sign) ?(?P<day>[0-9]{1,2})(?![0-9])",
    rf"(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})(?![0-9])",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month>{_MONTH}),?[ -](?P<year>[0-9]{{4}})(?![0-9])",
)
"""Compiled when one is asked for: few articles have them all."""
_WEEKDAY = (
    r"(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?)"
)
_BEFORE = rf"(?:on )?(?:{_WEEKDAY},? )?"
_LEAD = (
    r"[^0-9:]{0,12}?(?:发布|發布|發佈|发表|發表|刊[登载載发發]|日期|时间|時間|更新|[写寫撰][于於]"
    r"|publi(?:shed|cation)|posted|date|updated|written|issued)[^0-9:]{0,8}?[: ] ?"
)
_AFTER = (
    rf"[,(\[ ]*(?:{_WEEKDAY})?[,)\] ]*"
    r"(?:(?:at )?[T ]?(?:上午|下午)?[0-9]{1,2}[:时時点點][0-9]{1,2}分?(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?"
    r" ?(?:[ap]\.?m\.?)? ?(?:z|utc|gmt|[a-z]{2,4}t)? ?(?:[+-][0-9]{2}:?[0-9]{2})?[)\]]?[.。]?"
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_MARKS = "*_~`#>|\\ \t—–"
_OPENING = "([【〔"
_CLOSING = ")]】〕"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def leading(text: str) -> date | None:
    """The day that a value begins with, whatever follows it (a time, a zone); None where there is none."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST_LINE]).strip()
    found = _read(folded, _end(_compiled(_BEFORE), folded, 0))
    return found[0] if found else None


def alone(line: str) -> date | None:
    """The day of a line that holds only that, with a lead-in, weekday, time, brackets or emphasis around at most."""
    if len(line) > _LONGEST_LINE or not _DIGIT.search(line):
        return None
    if "://" in line and "<" not in line:
        return None  # a URL, of which a date has no part
    folded = unicodedata.normalize("NFKC", _TAG.sub("", line))
    if not _YEAR.search(folded):
        return None
    bare = folded.strip(_MARKS).lstrip(_OPENING).rstrip(_MARKS).rstrip(_CLOSING)
    start = _compiled(_LEAD).match(bare)
    starts = (0, start.end()) if start else (0,)
    for begin in starts:
        begun = bare[begin:].strip(_MARKS + _OPENING)
        found = _read(begun, _end(_compiled(_BEFORE), begun, 0))
        if found and _compiled(_AFTER).fullmatch(begun[found[1] :].strip(_MARKS)):
            return found[0]
    return None


_DIGIT = re.compile(f"[0-9０-９{_HAN}]")
"""Spares nearly all lines the work of being looked at."""
_YEAR = re.compile(rf"[0-9]{{4}}|[{_HAN}]{{4}}年")
"""What every spelling has."""


def _read(text: str, start: int) -> tuple[date, int] | None:
    """The day written at a place and where it ends; None for impossible days too."""
    for spelling in _SPELLINGS:
        found = _compiled(spelling).match(text, start)
        if found:
            day = _day(found)
            return (day, found.end()) if day else None
    return None


def _day(found: re.Match[str]) -> date | None:
    month = found["month"].lower()[:3]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else _number(found["month"])
    try:
        return date(_number(found["year"]), number, _number(found["day"]))
    except ValueError:
        return None


def _number(written: str) -> int:
    """Digits, Arabic or Han: 2021, 二〇二一, 十二, 二十一, 廿一."""
    if written.isascii():
        return int(written)
    plain = written.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = plain.rpartition("十")
    if ten:
        return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + _HAN_DIGITS.get(ones, 0)
    return int("".join(str(_HAN_DIGITS[han]) for han in plain))


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
