"""Splits an article into its front matter and its body, and says what both tell of title and date.

Three notations stand at the very start of a file: YAML between `---` (or `...`) lines, TOML between `+++` lines, JSON from `{` to
its `}` (Jekyll's and Hugo's manuals). A `---` may also be a thematic break: it opens a front matter only when the line
after it is not blank (pandoc's rule) and what follows has keys. Broken front matter is passed over and reported, never read
as prose. Its size is bounded because the YAML parser needs a second for 100,000 characters.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck.frontmatter import body_text, dates, flat_fields
from linkcheck.frontmatter.reader import BrokenError
from linkcheck.model import Field, Remark, remark

if TYPE_CHECKING:
    from datetime import date

LARGEST = 100_000
"""Characters of front matter that are read."""

_TITLE_KEYS = ("title", "标题", "標題")
_PUBLISHED = (
    "date", "published", "publisheddate", "publishdate", "pubdate", "datepublished", "publishedat", "publishedtime",
    "publicationdate", "posted", "发布日期", "發布日期", "发布时间", "發布時間", "日期",
    "created", "createdat", "datecreated",
)  # fmt: skip
_CHANGED = ("updated", "updatedat", "modified", "datemodified", "lastmodified", "lastmod")
"""Worth less than a date line in the body, which says when the article was written."""

_YAML = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?![ \t]*[\r\n])")
_YAML_END = re.compile(r"(?:\r\n|\n|\r)(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_YAML_KEY = re.compile(r"(?:^|[\r\n])[ \t]*[^\s#:][^\r\n:]{0,80}:(?=[ \t\r\n]|\Z)")
_TOML = re.compile(r"\+\+\+[ \t]*(?:\r\n|\n|\r)")
_TOML_END = re.compile(r"(?:\r\n|\n|\r)\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)")
_JSON = re.compile(r'\{\s*["}]')
_JSON_END = re.compile(r"(?:\r\n|\n|\r)\}[ \t]*(?:\r\n|\n|\r|\Z)")


class FrontMatter(NamedTuple):
    """Where the article proper begins, what stands before it, and what is known of the whole.

    `problem` says why `fields` is empty although there is something at the start.
    """

    body: int = 0
    fields: tuple[Field, ...] = ()
    title: str | None = None
    date: date | None = None
    problem: Remark | None = None


def split(text: str) -> FrontMatter:
    """The front matter of an article; total: what is none or cannot be read has no fields."""
    body, fields, problem = _head(text)
    return FrontMatter(
        body=body,
        fields=fields,
        title=_first(fields, _TITLE_KEYS) or body_text.title(text, body),
        date=_dated(fields, _PUBLISHED)
        or body_text.last_date(text, body)
        or _dated(fields, _CHANGED),
        problem=problem,
    )


def _head(text: str) -> tuple[int, tuple[Field, ...], Remark | None]:
    if _YAML.match(text):
        return _yaml(text)
    if _TOML.match(text):
        return _toml(text)
    if _JSON.match(text):
        return _json(text)
    return 0, (), None


def _yaml(text: str) -> tuple[int, tuple[Field, ...], Remark | None]:
    start = 3
    end = _YAML_END.search(text, start)
    if end is None:
        return 0, (), None
    flat = flat_fields.fields(text, start, end.start())
    if flat and end.start() - start <= LARGEST:
        return end.end(), flat, None
    body, fields, problem = _read("YAML", text, (start, end.start(), end.end()))
    if (
        not fields
        and not _YAML_KEY.search(text, start, end.start())
        and text[start : end.start()].strip()
    ):
        # Prose between two thematic breaks.
        return 0, (), None
    return body, fields, problem


def _toml(text: str) -> tuple[int, tuple[Field, ...], Remark | None]:
    end = _TOML_END.search(text, 3)
    if end is None:
        return 0, (), None
    return _read("TOML", text, (3, end.start(), end.end()))


def _json(text: str) -> tuple[int, tuple[Field, ...], Remark | None]:
    try:
        end = _reader("JSON").end(text)
    except BrokenError as error:
        found = _JSON_END.search(text)
        if found is None:
            return 0, (), None
        return found.end(), (), _told("JSON", error)
    return _read("JSON", text, (0, end, end))


def _reader(notation: str) -> Any:
    """The module that reads a notation, loaded when an article has it."""
    return import_module(f"linkcheck.frontmatter.{notation.lower()}_fields")


def _read(
    notation: str, text: str, places: tuple[int, int, int]
) -> tuple[int, tuple[Field, ...], Remark | None]:
    """What a reader makes of the text between the first two places; the body begins at the third."""
    start, end, body = places
    if end - start > LARGEST:
        return body, (), remark("input.front-matter-size", limit=LARGEST)
    try:
        return body, _reader(notation).fields(text, start, end), None
    except BrokenError as error:
        return body, (), _told(notation, error)


def _told(notation: str, error: BrokenError) -> Remark:
    return remark("input.front-matter", format=notation, line=error.line, problem=str(error))


_JOINTS = dict.fromkeys(map(ord, "-_ "))


def _first(fields: tuple[Field, ...], keys: tuple[str, ...]) -> str | None:
    """The first value that is not empty under the first of the keys, which are written in many ways (`pubDate`, `pub_date`)."""
    plain = [(field.key.translate(_JOINTS).lower(), field.value.strip()) for field in fields]
    return next((value for key in keys for name, value in plain if name == key and value), None)


def _dated(fields: tuple[Field, ...], keys: tuple[str, ...]) -> date | None:
    values = (_first(fields, (key,)) for key in keys)
    return next((day for value in values if value and (day := dates.leading(value))), None)
