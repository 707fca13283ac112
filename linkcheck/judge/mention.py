"""Whether a phrase is a page's own word, or is spoken of: bug reports, forum threads and news quote the notices that others gave.

"Page not found" is a notice; "Page not found after login", "Why does it say “page not found”?", 網站提示頁面不存在怎麼解決 are about one. Live posts quote the
notice on a deleted one (SIGNATURES 17), news on a domain its old "for sale". What was spoken of may still be the notice where
a name that nobody gave to a page gets the same (FIELD §5), so this never acquits by itself.
"""

from __future__ import annotations

import re

from linkcheck.judge.phrases import quick

_UNIT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_BEFORE = 60
"""Letters before a phrase in which a quotation may begin."""
_QUOTED = re.compile(r"//@|[“「『«„‹]\s*(?:[^\s“”「」]+\s+){0,3}[^\s“”「」]{0,6}$")
"""A quotation that begins before a phrase, a few words off at most: what is quoted begins with "this", 此, "sorry"."""
_INSIDE = re.compile(r"\w[^\w“「『‘\"«]*[“「『‘\"«][^”」』’\"»]{0,30}$")
"""A heading that says something before it quotes."""
_ASKS = re.compile(
    quick(
        r"^\W*(?:why|how|what|when|does|did|can|should)\s+\w[^.!\n]*\?"
        r"|\bhow (?:to|do|can|i)\b|\bwhat (?:does|is|to do)\b|\bwhy (?:do|does|is|are|did|am)\b|\bhelp(?: me| needed)?:|\b(?:fix(?:ed|es|ing)?|solv(?:ed|es|ing)|bug|issue|debug(?:ging)?|troubleshoot(?:ing)?|explain(?:ed|ing)?|guide|tutorial)\b"
        r"|怎么|怎麼|怎样|怎樣|如何|为什么|為什麼|为何|為何|是什么|是什麼|什么意思|什麼意思|啥意思|求助|请教|請教|求解|求救|解决|解決|修复|修復|报错|排查|教程"
    )
)
"""What is asked of a notice, or done about it."""
_TELLS = re.compile(
    r"(?:(?<!系统)(?<!系統)(?<!温馨)(?<!溫馨)(?<!友情)(?<!错误)(?<!錯誤)(?<!操作)(?<=[\u4e00-\u9fff])提示|[\u4e00-\u9fff](?:显示|顯示|出现|出現|跳出|弹出|彈出|[就总總却卻]是?[说說]))\s*$"
    r"|\b(?:says?|said|saying|shows?|showing|shown|displays?|gets?|getting|got|returns?|returning|gives?|giving|throws?|reads?|see|seeing|with|of|about|called|titled)\s*$"
)
"""What is said before a notice that somebody met with."""
_MET = re.compile(r"[\u4e00-\u9fff](?:显示|顯示|出现|出現|跳出|弹出|彈出)(?!错误|錯誤|异常|異常|问题|問題)")
"""The same within a phrase that begins with its subject: 連結就出現找不到."""
_GOES_ON = re.compile(
    r"^\W{0,2}\s*(?:after|when(?:ever)?|while|since|during|despite|because|until|unless|although|even though)\s+\w"
    r"|^\s*[:：]\s*(?!https?:)(?P<rest>[^\n]+)"
)
"""What follows on a notice in a piece's title: a circumstance, or what it is about."""
_HEADLINE = 3
"""Words behind a colon that are a headline; a Han character counts for half of one."""


def is_quoted(found: re.Match[str]) -> bool:
    """Whether a phrase found in a page's text stands in somebody else's mouth."""
    return bool(_QUOTED.search(found.string[max(found.start() - _BEFORE, 0) : found.start()]))


def is_spoken_of(found: re.Match[str]) -> bool:
    """Whether the line of a title or heading in which a notice's phrase was found is about that notice."""
    text = found.string.lower()
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    line = text[start : end if end >= 0 else None]
    before, after = line[: found.start() - start], line[found.end() - start :]
    if _INSIDE.search(before) or _TELLS.search(before) or _MET.search(found[0]):
        return True
    return bool(_ASKS.search(f"{before}…{after}")) or _goes_on(after)


def _goes_on(after: str) -> bool:
    found = _GOES_ON.search(after)
    if not found or found["rest"] is None:
        return found is not None
    words = _UNIT.findall(found["rest"])
    is_address = "/" in found["rest"] or re.search(r"\w\.\w", found["rest"])
    weight = sum(0.5 if len(word) == 1 and word > "\u3000" else 1 for word in words)
    return weight >= _HEADLINE and not is_address
