"""Whether two texts may be in one language, as far as small words and letters tell: else that they share no words says nothing.

A label of five words has one or two small ones, which are the most frequent words of their language (the heads of common lists of
stop words). A label without any passes for English, in whose script most labels without small words are. Han letters are parted in two by what the
codecs of the mainland and of Taiwan can write (GB 2312 §1, Big5); kana make a text Japanese.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_SMALL: dict[str, str] = {
    "en": "the of and to in is for that with on as by at from was are be it this has have will not after over into its who how why what",
    "de": "der die das und den von mit für auf ist nicht ein eine im dem des zu sich als auch nach bei über wird wegen aus um vor zum zur",
    "fr": "le la les des du une est dans pour que qui sur avec par au aux pas plus ce son sont ont après sans selon leur contre entre",
    "es": "el los las una del por para con que es como más su al lo se en sus ha tras sin sobre entre pero fue y",
    "pt": "o os as um uma do da dos das não para com por mais em no na ao foi são pelo pela após sem sobre e",
    "it": "il gli della dei del delle che per con una sono non di nel nella alla dal più si da al come dopo senza tra è",
    "nl": "het een van en voor niet op met zijn is aan dat te bij door naar uit ook om wordt over na",
    "pl": "nie się jest na do że to i w z o po za od przez dla jak przed oraz ale są był",
    "tr": "bir ve bu için ile da de olarak daha sonra olan gibi en kadar ise değil çok",
    "id": "yang dan di untuk dengan dari ini itu pada ke akan dalam adalah tidak oleh sebagai",
    "vi": "của và là trong cho với các được không có những một người này đã ở",
    "sv": "och att det som en är för på med av till den inte om ett har från efter vid",
}
_OWNERS: dict[str, list[str]] = {}
for _language, _text in _SMALL.items():
    for _small in _text.split():
        _OWNERS.setdefault(_small, []).append(_language)
_LATIN = re.compile(r"[^\W\d_]+")
_ASCII = re.compile(r"[a-z]+")
_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNMARKED = "en"
_FEW = 0.02
"""Share of a text's Han letters that only one of the two codecs has: chance names, quotations."""


def in_one_tongue(one: str, other: str) -> bool:
    """Whether a label and a page's text may be in one language; True where both are in scripts of which nothing is known here."""
    if _HAN.search(one):
        return _han(one) & _han(other) != set() and _has_kana(one) == _has_kana(other)
    if not re.search(r"[a-z]", one, re.IGNORECASE):
        return True
    theirs = _latin(other)
    return bool(theirs) and (_latin(one) or _UNMARKED) == theirs


def _has_kana(text: str) -> bool:
    return bool(_KANA.search(text))


@lru_cache(maxsize=1024)
def _latin(text: str) -> str:
    """The language whose small words a text has most of; "" where it has none, or of two as many."""
    lowered = text.lower()
    words = Counter((_ASCII if lowered.isascii() else _LATIN).findall(lowered))
    counts: Counter[str] = Counter()
    for small in words.keys() & _OWNERS.keys():
        for language in _OWNERS[small]:
            counts[language] += words[small]
    ranked = counts.most_common(2)
    is_tie = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    return "" if not ranked or is_tie else ranked[0][0]


@lru_cache(maxsize=1024)
def _han(text: str) -> set[str]:
    """Which of the two ways to write Han a text may be in: both, where its letters are those of both."""
    only: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if _HAN.match(letter):
            only[_only(letter)] += times
    few = _FEW * only.total()
    if only["simplified"] > max(few, only["traditional"]):
        return {"simplified"}
    if only["traditional"] > max(few, only["simplified"]):
        return {"traditional"}
    return {"simplified", "traditional"}


@lru_cache(maxsize=16_384)
def _only(letter: str) -> str:
    """In which of the two a letter is written alone; "" where in both or neither."""
    simplified, traditional = _has(letter, "gb2312"), _has(letter, "big5")
    if simplified == traditional:
        return ""
    return "simplified" if simplified else "traditional"


def _has(letter: str, codec: str) -> bool:
    try:
        letter.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
