"""Articles as newsrooms keep them, from a seed: half Chinese, half English, about 18 kB and 91 references each.

625 of them are 11.4 MB with 57,000 references, as dense as the corpus that issue 11 measured. All forms of references occur, in
about the shares of a news site: links in prose, image and credit, reading lists, bare URLs, tables, footnotes, definitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = 625
_SIZE = 17_600
"""Bytes of an article, about."""

_HAN = [
    "据",
    "报道",
    "记者",
    "周三",
    "发布",
    "声明",
    "政府",
    "经济",
    "会谈",
    "俄罗斯",
    "乌克兰",
    "北约",
    "美国",
    "总统",
    "部长",
    "表示",
    "强调",
    "认为",
    "目前",
    "已经",
    "可能",
    "导致",
    "局势",
    "紧张",
    "市场",
    "投资",
    "能源",
    "价格",
    "上涨",
    "数据",
    "显示",
    "专家",
    "分析",
    "研究",
    "机构",
    "公司",
    "技术",
    "安全",
    "网络",
    "社会",
    "民众",
    "抗议",
    "法院",
    "判决",
    "调查",
    "证据",
]
_LATIN = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "said",
    "government",
    "report",
    "officials",
    "according",
    "Monday",
    "minister",
    "economy",
    "prices",
    "market",
    "data",
    "researchers",
    "found",
    "that",
    "would",
    "after",
    "before",
    "against",
    "which",
    "energy",
    "security",
    "network",
    "company",
    "court",
    "ruling",
    "evidence",
    "percent",
    "people",
]
_SITES = (
    *(
        "www.reuters.example",
        "apnews.example",
        "www.voachinese.example",
        "new.qq.example",
        "www.bbc.example",
    ),
    *(
        "gettr.example",
        "www.nature.example",
        "zh.wikipedia.example",
        "mp.weixin.example",
        "www.gov.example",
    ),
)


@dataclass(slots=True)
class _Writer:
    """One article in the making."""

    random: Random
    chinese: bool
    notes: int = 0

    def words(self, least: int, most: int) -> str:
        vocabulary, blank = (_HAN, "") if self.chinese else (_LATIN, " ")
        return blank.join(self.random.choices(vocabulary, k=self.random.randint(least, most)))

    def url(self) -> str:
        chance = self.random
        path = f"{chance.choice(_SITES)}/{chance.randint(2009, 2026)}/{chance.randint(1, 12):02}"
        tail = "-".join(chance.choices(_LATIN, k=chance.randint(2, 7)))
        query = f"?id={chance.randint(1, 10**7)}&amp;from=feed" if chance.random() < 0.2 else ""
        return f"https://{path}/{tail}-{chance.randint(1, 10**8)}{query}"

    def link(self) -> str:
        return f"[{self.words(2, 6)}]({self.url()})"

    def paragraph(self) -> str:
        comma, stop = ("，", "。") if self.chinese else (", ", ". ")
        parts = []
        for _ in range(self.random.randint(2, 5)):
            parts += [self.words(4, 12), comma]
            if self.random.random() < 0.8:
                parts += [self.link(), self.words(1, 4)]
            parts += [self.words(2, 8), stop]
        if self.random.random() < 0.2:
            parts.insert(0, f"**{self.words(2, 5)}** ")
        return "".join(parts)

    def image(self) -> str:
        credit = "图片来源：" if self.chinese else "Photo: "
        return f"![{self.words(1, 4)}]({self.url()})\n*{credit}[{self.words(1, 2)}]({self.url()})*"

    def reading(self) -> str:
        lead = "延展阅读：" if self.chinese else "Further reading: "
        return "\n".join(f"- **{lead}**{self.link()}" for _ in range(self.random.randint(1, 4)))

    def bare(self) -> str:
        before, after = ("原文见", "，供参考。") if self.chinese else ("See ", ", as said.")
        return f"{self.words(3, 9)}{before}{self.url()}{after}"

    def quote(self) -> str:
        return f"> {self.paragraph()}\n> {self.words(4, 9)} {self.link()}"

    def heading(self) -> str:
        return f"## {self.words(2, 6)}"

    def code(self) -> str:
        return f"```python\nprint('{self.url()}')\n{self.words(4, 9)}\n```"

    def table(self) -> str:
        rows = (
            f"| {self.words(1, 3)} | {self.link()} | {self.random.randint(1, 99)} % |"
            for _ in range(4)
        )
        return "\n".join(("| a | b | c |", "|---|:-:|--:|", *rows))

    def note(self) -> str:
        self.notes += 1
        name = f"{self.notes}"
        return f"{self.paragraph()}[^{name}]\n\n[^{name}]: {self.words(1, 4)} {self.link()}"

    def defined(self) -> str:
        self.notes += 1
        return f"{self.words(3, 9)} [{self.words(1, 3)}][r{self.notes}]\n\n[r{self.notes}]: {self.url()}"

    def footer(self) -> str:
        cue = "免责声明：" if self.chinese else "Disclaimer: "
        return f"{cue}{self.words(5, 9)}\n\n- {self.link()}\n- {self.link()}"


_SHARES = (
    (_Writer.paragraph, 50), (_Writer.image, 8), (_Writer.reading, 8), (_Writer.bare, 5), (_Writer.quote, 5),
    (_Writer.heading, 8), (_Writer.code, 1), (_Writer.table, 2), (_Writer.note, 3), (_Writer.defined, 3),
)  # fmt: skip


def articles(files: int = FILES, seed: int = 11) -> Iterator[str]:
    """The text of each article."""
    for number in range(files):
        writer = _Writer(Random(f"{seed} {number}"), chinese=number % 2 == 0)
        blocks = [f"---\ntitle: {writer.words(3, 8)}\ndate: 2024-05-{number % 28 + 1:02}\n---"]
        size, (kinds, weights) = 0, zip(*_SHARES, strict=True)
        while size < _SIZE:
            blocks.append(writer.random.choices(kinds, weights)[0](writer))
            size += len(blocks[-1].encode()) + 2
        yield "\n\n".join((*blocks, writer.footer(), ""))


def write(folder: Path, files: int = FILES) -> int:
    """Write them into a folder, a hundred to each one below it; their size in bytes."""
    size = 0
    for number, text in enumerate(articles(files)):
        path = folder / f"{number // 100}" / f"{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return size
