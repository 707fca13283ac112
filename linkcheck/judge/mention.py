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
_MET = re.compile(
    r"[\u4e00-\u9fff](?:显示|顯示|出现|出現|跳出|弹出|彈出)(?!错误|錯誤|异常|異常|问题|問題)|\bthat (?:no longer|never|does|did|is|was|has|had)\b"
)
"""The same within a phrase that begins with its subject: 連結就出現找不到; "the story that no longer exists"."""
_GOES_ON = re.compile(
    r"^\s*[?？]\s*\w|^\W{0,2}\s*(?:after|when(?:ever)?|while|since|during|despite|because|until|unless|although|even though)\s+\w"
    r"|^\s*[:：]\s*(?!https?:)(?P<rest>[^\n]+)"
)
"""What follows on a notice in a piece's title: a circumstance, or what it is about."""
_STOCK = re.compile(
    r"(?<![^\W_])(?:a|an|the|this|that|these|it|its|is|are|was|were|be|been|has|have|had|do|does|did|not|no|or|and|but|to|of|at|in|on|for|from|by|with|as|if|any|all|so|"
    r"we|we['’](?:re|ve|ll)|you|you['’](?:re|ve)|your|our|us|they|can|can['’]?t|cannot|could|couldn['’]?t|may|might|will|isn['’]?t|doesn['’]?t|don['’]?t|seem|seems|appears?|"
    r"sorry|oops|whoops|uh|oh|ooh|hmm+|hm|dear|hey|please|again|back|go|home|here|there|now|longer|just|very|currently|temporarily|unfortunately|anymore|either|yet|ever|"
    r"web|page|pages|url|link|file|content|article|post|address|server|host|error|errors|http|https|status|code|notice|message|warning|request(?:ed)?|look(?:ing|ed)?|find|found|search(?:ing)?|"
    r"try(?:ing)?|access(?:ing|ed)?|visit(?:ing|ed)?|want(?:ed)?|follow(?:ed|ing)?|moved?|removed|deleted|gone|changed|exists?|exist|expired|wrong|missing|lost|went|something|what|where|which|who|when|s|t|re|ve|\d{1,4})(?![^\W_])"
    r"|抱歉|对不起|對不起|不好意思|很|非常|您|你|妳|我们|我們|要|想|所|正在|是|访问|訪問|请求|請求|查看|查询|查詢|查找|浏览|瀏覽|打开|打開|寻找|尋找|找|的|该|該|此|这|這|那|个|個|篇|条|條|了|已经|已經|已|被|或者|或|和|并|並|也|可能|暂时|暫時|目前|当前|無法|无法|"
    r"页面|頁面|网页|網頁|内容|內容|文章|网址|網址|地址|链接|連結|鏈接|信息|資訊|删除|刪除|移除|下架|审核|審核|失效|不存在|找不到|错误|錯誤|出错|出錯|提示|系统|系統|温馨|溫馨|友情|请|請|返回|首页|首頁|稍后|稍後|重试|重試|作者|发布者|用户|[哦啊呀呢吧噢唷耶啦哟]"
    r"|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?|(?<!\S)/\S*"
)
"""What notices say around the phrase itself: small words, apologies, what was looked for, the host's name."""
_HEADLINE = 2
"""Words beside a notice that make a headline of it; a Han character counts for half of one."""
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.。](?=\s|$)")
_INNER = re.compile(r"(?<=\w )\w.*\w(?= (?:\w+ )?\S+$)")
"""What stands between the first word of a phrase and its last one or two."""
_ON_PAGES = re.compile(
    r"\b(?:pages?|links?|urls?|web ?site|error|seite|fehler|página|pagina|erreur|strona|sayfa|halaman|trang)\b|страниц|сторін|ошибк|помилк|ページ|페이지|页面|頁面|网页|網頁"
)
"""A sentence on pages and errors is part of a notice: this page took a wrong turn."""
_PROSE = 2
"""Words of a sentence that notices have not, which make it one on something else."""
_APART = re.compile(r"^\W*\d{3}\s*[-_–—|]|[-_–—|]\s*\d{3}\W*$")
"""A number that a site's name is parted from without blanks: 某网-404."""
_NAME = 1
"""Words beside a mere number that make a name of it."""
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_OBJECT = 1
"""Words that follow on a phrase in Han without a stop, which are its object."""
_BARE = re.compile(r"(?:[\W\d]|error|http|status|错误|錯誤)*", re.IGNORECASE)


def is_quoted(found: re.Match[str]) -> bool:
    """Whether a phrase found in a page's text stands in somebody else's mouth."""
    return bool(_QUOTED.search(found.string[max(found.start() - _BEFORE, 0) : found.start()]))


def is_spoken_of(found: re.Match[str]) -> bool:
    """Whether the line of a title or heading in which a notice's phrase was found is about that notice."""
    _, before, after = _line(found)
    if _INSIDE.search(before) or _TELLS.search(before) or _MET.search(found[0].lower()):
        return True
    return bool(_ASKS.search(f"{before}…{after}")) or _goes_on(after, found.re)


def has_object(found: re.Match[str]) -> bool:
    """Whether a phrase in Han goes on without a stop, as a sentence on something else: 内容不存在好坏."""
    run = _HAN_RUN.match(found.string, found.end())
    return run is not None and _weight(run[0], found.re) >= _OBJECT


def follows_prose(found: re.Match[str]) -> bool:
    """Whether a whole sentence on something else comes before a phrase; an apology, or a menu without a stop, is none."""
    before = found.string[: found.start()].lower()
    sentences = (each for each in _SENTENCE.findall(before) if not _ON_PAGES.search(each))
    return any(_weight(each, found.re) >= _PROSE for each in sentences)


def is_bare(phrase: str) -> bool:
    """Whether a phrase is a number or the word "error" alone, which name rooms, cars and records too."""
    return _BARE.fullmatch(phrase) is not None


def is_named_by(found: re.Match[str]) -> bool:
    """Whether the line of a bare phrase has any word that notices have not: "404 Media", "Error 404 (live)"."""
    line, _, _ = _line(found)
    return not _APART.search(line) and _weight(line, found.re) >= _NAME


def spans_more(found: re.Match[str]) -> bool:
    """Whether a phrase has words between its subject and what is said of that: the page of a diary was not found."""
    inner = _INNER.search(found[0].lower())
    return inner is not None and sum(map(_weigh, _UNIT.findall(_STOCK.sub(" ", inner[0])))) >= _NAME


def says_more(found: re.Match[str]) -> bool:
    """Whether the line in which a notice's phrase was found is hardly that notice alone."""
    line, _, _ = _line(found)
    return _weight(line, found.re) >= _HEADLINE


def _line(found: re.Match[str]) -> tuple[str, str, str]:
    """The line of a phrase in lower case; what is before it there, and what behind."""
    text = found.string.lower()
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    line = text[start : end if end >= 0 else None]
    return line, line[: found.start() - start], line[found.end() - start :]


def _goes_on(after: str, notice: re.Pattern[str]) -> bool:
    found = _GOES_ON.search(after)
    if not found or found["rest"] is None:
        return found is not None
    return _weight(found["rest"], notice) >= _HEADLINE


def _weight(text: str, notice: re.Pattern[str]) -> float:
    """Words that neither a notice's phrases nor its small words are; a Han character counts for half of one."""
    return sum(map(_weigh, _UNIT.findall(_STOCK.sub(" ", notice.sub(" ", text)))))


def _weigh(word: str) -> float:
    return 0.5 if len(word) == 1 and word > "\u3000" else 1
