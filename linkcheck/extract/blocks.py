"""What every reader hands to the judge of roles: blocks in source order, with the references found in them.

A block is a leaf of the document's tree (paragraph, heading, table cell, rule …) with what a reader sees of it. `text` has
the references' labels in place; an image stands as U+FFFC, its alt, U+FFFC, so that "beside an image" can be seen;
`**` and its kin are left in, so that "bold" can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcheck.extract.founds import Founds

IMAGE_MARK = "\ufffc"
"""U+FFFC OBJECT REPLACEMENT CHARACTER: the edges of an image in a block's text."""


class Form(StrEnum):
    """How a reference is written, which is its role where no purpose is seen."""

    LINK = auto()
    IMAGE = auto()
    BARE = auto()
    DEFINITION = auto()


class Shape(Enum):
    """What kind of leaf a block is."""

    PARAGRAPH = auto()
    HEADING = auto()
    CAPTION = auto()
    CELL = auto()
    RULE = auto()
    DEFINITION = auto()
    OTHER = auto()
    """Code, mathematics: part of the article, but no prose and no place for references."""


Span = tuple[int, int]
"""Half-open offsets in `Lines.text`."""


@dataclass(slots=True, kw_only=True)
class Found:
    """A reference before its role is known. `at` is where its label begins in the block's text."""

    form: Form
    span: Span
    dest: Span | None
    url: str
    label: str = ""
    definition: Span | None = None
    shorter: str | None = None
    base: str | None = None
    note: bool = False
    at: int = 0


@dataclass(slots=True, kw_only=True)
class Block:
    """A leaf of the document's tree.

    `level` is a heading's (1 to 6); `lists` are the list items around it, outermost first, each with a number that
    no other item of the document has; `leads` says that it is the first block of the innermost one.
    """

    shape: Shape
    text: str = ""
    level: int = 0
    lists: tuple[int, ...] = ()
    leads: bool = False
    note: bool = False
    footer: bool = False
    found: list[Found] | Founds = field(default_factory=list)
