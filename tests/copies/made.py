"""Made-up originals with their captures, by a seed: what an archive holds of pages that are gone, and which captures show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.copies.pages import AFTER_SALE, BAD, GOOD, Place, other_owner
from tests.copies.prose import ARTICLES, GENERIC, MORE, PARAPHRASES, SLUGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SITES = (
    "Harbour Courier",
    "Valley Post",
    "晨星时报",
    "海岸观察",
    "Der Kurier",
    "La Gazette",
    "Вестник",
    "みなと新報",
)


@dataclass(frozen=True, slots=True)
class Held:
    """One capture: days from the citation, whether it shows the page, what it is, and the manifest's keys."""

    days: float
    what: str
    keys: Mapping[str, Any]
    good: bool = field(default=False, kw_only=True)


@dataclass(slots=True)
class Original:
    """One citation of a page that is gone, with all that the archive holds of it."""

    id: str
    place: Place
    cited: str
    label: str
    day: date
    held: list[Held] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)
    """Captures of other URLs: goals of captured redirects."""

    def stamp(self, days: float) -> str:
        """The time of a capture so many days from the citation, around noon."""
        noon = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)
        return f"{noon + timedelta(days=days):%Y%m%d%H%M%S}"

    def captures(self) -> list[dict[str, Any]]:
        """As a manifest has them."""
        own = [
            {"url": self.place.url, "timestamp": self.stamp(each.days), **each.keys}
            for each in self.held
        ]
        return [*own, *self.beside]


class Maker:
    """Makes originals, each kind by its own method."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._count = 0

    def make(self, kind: str) -> Original:
        """One original of a kind."""
        self._count += 1
        made = self._original(f"{kind}-{self._count}")
        KINDS[kind](self, made)
        return made

    def _original(self, id_: str) -> Original:
        random = self.random
        lang = random.choice(["en", "en", "zh-Hans", "zh-Hans", "zh-Hant", "de", "fr", "ru", "ja"])
        title, text = random.choice(ARTICLES[lang])
        host = f"{random.choice(['news', 'post', 'daily', 'paper'])}{self._count}.example"
        shapes = [
            f"/a/{10_000 + self._count}.html",
            f"/story?id={70_000 + self._count}&c=3",
            f"/2019/12/{20_000 + self._count}/",
        ]
        if title in SLUGS:
            shapes += [f"/news/{SLUGS[title]}"] * 2
        if lang.startswith("zh"):
            shapes.append(f"/{quote('新闻')}/{40_000 + self._count}")
        url = f"https://{host}{random.choice(shapes)}"
        place = Place(url, host, random.choice(_SITES), lang, title, f"{text} {MORE[lang]}")
        day = date(2016, 1, 10) + timedelta(days=random.randrange(2500))
        return Original(id_, place, url, self._label(place), day)

    def _label(self, place: Place) -> str:
        kind = self.random.choice(["title"] * 5 + ["other"] * 3 + ["generic", "none"])
        if kind == "other" and place.lang in PARAPHRASES:
            return self.random.choice(list(PARAPHRASES[place.lang].values()))
        return {"generic": GENERIC[place.lang], "none": ""}.get(kind, place.title)

    def good(self, made: Original, days: float, **more: Any) -> None:
        name = self.random.choice(list(GOOD))
        made.held.append(Held(days, name, GOOD[name](made.place, self.random) | more, good=True))

    def bad(self, made: Original, days: float, *names: str, **more: Any) -> None:
        pool = names or tuple(name for name in BAD if name not in AFTER_SALE)
        name = self.random.choice(pool)
        made.held.append(Held(days, name, BAD[name](made.place, self.random) | more))

    def around(self, low: float, high: float) -> float:
        return round(self.random.uniform(low, high), 2)

    def either(self, low: float, high: float) -> float:
        return self.around(low, high) * self.random.choice([-1, 1])

    def redirect(self, made: Original, days: float, to: str, *, good: bool, what: str) -> None:
        keys = {"status": self.random.choice([301, 302]), "redirect": to}
        made.held.append(Held(days, what, keys, good=good))


def _nearer(maker: Maker, made: Original) -> None:
    """The nearest captures are bad."""
    for _ in range(maker.random.randint(1, 3)):
        maker.bad(made, maker.either(0, 8))
    maker.good(made, maker.either(12, 60))


def _later(maker: Maker, made: Original) -> None:
    """The latest are bad."""
    maker.good(made, maker.either(0, 15))
    for n in range(maker.random.randint(1, 3)):
        maker.bad(made, maker.around(300 * (n + 1), 300 * (n + 2)), *BAD)


def _many_good(maker: Maker, made: Original) -> None:
    maker.good(made, maker.either(1, 10))
    maker.good(made, maker.either(40, 90))
    maker.good(made, maker.either(300, 500))


def _equal(maker: Maker, made: Original) -> None:
    days = maker.around(2, 20)
    maker.good(made, -days)
    maker.good(made, days * 0.97)


def _sold(maker: Maker, made: Original) -> None:
    """The nearest capture is another owner's."""
    maker.good(made, -maker.around(60, 500))
    if maker.random.random() < 0.4:
        maker.bad(made, maker.around(5, 20), "error", "broken", "wall")
    for n in range(maker.random.randint(1, 4)):
        maker.bad(made, maker.around(25 + 40 * n, 60 + 40 * n), *AFTER_SALE)


def _period(maker: Maker, made: Original) -> None:
    """Months of walls or notices around the citation, each with bytes of its own."""
    name = maker.random.choice(
        ["wall", "soft-404", "soft-404-among-much", "login", "shell", "consent"]
    )
    length = maker.random.randint(10, 60)
    for n in range(length):
        side = maker.random.choice([-1, 1]) if name != "soft-404" else 1
        maker.bad(
            made, side * (0.5 + n * maker.around(1.5, 2.5)), name, digest=f"{made.id}{n}".upper()
        )
    reach = 3.0 * length
    maker.good(made, -maker.around(reach, reach + 60))
    if maker.random.random() < 0.5:
        maker.good(made, -maker.around(reach + 100, reach + 300))


def _none(maker: Maker, made: Original) -> None:
    """Nothing shows the page."""
    for _ in range(maker.random.randint(1, 4)):
        maker.bad(made, maker.either(0, 30))
    if maker.random.random() < 0.5:
        maker.bad(made, maker.around(60, 900), *AFTER_SALE)


def _redirect(maker: Maker, made: Original) -> None:
    """All captures are redirects, along a chain, to the page's new address, captured the same day."""
    days = maker.either(0, 20)
    middle = f"https://{made.place.host}/go/{made.id}"
    number = "".join(re.findall(r"\d{3,}", made.place.url)[-1:]) or SLUGS.get(made.place.title, "")
    goal = f"https://www.{made.place.host}/archive/{number}.html"
    keys = GOOD["plain"](made.place, maker.random)
    if maker.random.random() < 0.5:
        made.beside.append(
            {"url": middle, "timestamp": made.stamp(days + 0.001), "status": 301, "redirect": goal}
        )
    else:
        middle = goal
    made.beside.append({"url": goal, "timestamp": made.stamp(days + 0.002), **keys})
    maker.redirect(made, days, middle, good=True, what="redirect-to-page")
    maker.bad(made, maker.around(200, 500), "error", "soft-404")


def _redirect_away(maker: Maker, made: Original) -> None:
    """The nearest are redirects to something else; a good one is farther."""
    host, stamp_days = made.place.host, maker.either(1, 10)
    kind = maker.random.choice(
        ["front", "login", "consent", "section", "other", "months", "notice"]
    )
    goals = {
        "front": (f"https://{host}/", "front"),
        "login": (f"https://{host}/login?next=%2Fa", "login"),
        "consent": (f"https://consent.{host}/collect?u=1", "consent"),
        "section": (f"https://{host}/news/", "front"),
        "other": (f"https://{host}/a/recipes-99.html", "other-owner"),
        "months": (f"https://{host}/moved/1.html", ""),
        "notice": (f"https://{host}/404.html", "soft-404"),
    }
    url, shown = goals[kind]
    if kind == "months":
        late = GOOD["plain"](made.place, maker.random)
        made.beside.append({"url": url, "timestamp": made.stamp(stamp_days + 250), **late})
    else:
        keys = BAD[shown](made.place, maker.random)
        made.beside.append({"url": url, "timestamp": made.stamp(stamp_days + 0.001), **keys})
    maker.redirect(made, stamp_days, url, good=False, what=f"redirect-to-{kind}")
    if maker.random.random() < 0.7:
        maker.good(made, -maker.around(20, 120))


def _folded(maker: Maker, made: Original) -> None:
    """The captures are of addresses that mean the same."""
    url = made.place.url
    tail = url.removeprefix("https://")
    forms = [f"http://{tail}", f"https://www.{tail}", f"http://www.{tail}"]
    if "?" in url:
        forms.append(url.replace("?id=", "?c=3&id=").removesuffix("&c=3"))
    maker.good(made, maker.either(1, 25), url=maker.random.choice(forms))
    maker.bad(made, maker.around(100, 400), "error", "soft-404", url=maker.random.choice(forms))


def _tracking(maker: Maker, made: Original) -> None:
    """Cited with parameters that nobody else has."""
    mark = "&" if "?" in made.cited else "?"
    made.cited += f"{mark}utm_source=letter&utm_medium=email&fbclid=IwAR0{made.id}"
    if maker.random.random() < 0.5:
        maker.bad(made, maker.either(1, 5))
    maker.good(made, maker.either(8, 60))
    if maker.random.random() < 0.4:
        made.beside.append(
            {
                "url": made.cited,
                "timestamp": made.stamp(2),
                **BAD["error"](made.place, maker.random),
            }
        )


def _revisit(maker: Maker, made: Original) -> None:
    """Captured unchanged again: the revisit shows what the one before shows."""
    days = -maker.around(100, 300)
    maker.good(made, days, digest=f"R{made.id}".upper())
    made.held.append(
        Held(
            maker.either(0, 5),
            "revisit",
            {"revisit": True, "digest": f"R{made.id}".upper()},
            good=True,
        )
    )
    maker.bad(made, maker.around(60, 300), "error", "parked", "soft-404")


def _lying(maker: Maker, made: Original) -> None:
    """The index says 200 of what was 404."""
    for _ in range(maker.random.randint(1, 3)):
        maker.bad(made, maker.either(0, 8), "lying-404", "unplayable")
    maker.good(made, maker.either(12, 90))


def _replaced(maker: Maker, made: Original) -> None:
    """Another piece of the same site stands at the address for some time, as it does where numbers are given again."""
    maker.good(made, -maker.around(10, 100))
    other = other_owner(made.place, maker.random)
    made.held.append(Held(maker.around(40, 120), "replaced", other))


KINDS: dict[str, Callable[[Maker, Original], None]] = {
    "nearer": _nearer,
    "later": _later,
    "many-good": _many_good,
    "equal": _equal,
    "sold": _sold,
    "period": _period,
    "none": _none,
    "redirect": _redirect,
    "redirect-away": _redirect_away,
    "folded": _folded,
    "tracking": _tracking,
    "revisit": _revisit,
    "lying": _lying,
    "replaced": _replaced,
}


def originals(seed: int, each: int) -> tuple[Original, ...]:
    """So many originals of every kind."""
    maker = Maker(seed)
    return tuple(maker.make(kind) for kind in KINDS for _ in range(each))
