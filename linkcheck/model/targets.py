"""The nouns of what is asked for: what a citation means as a target, and the comments that leave it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linkcheck.model.articles import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Pardon:
    """A comment of an article's author that leaves the construct after it alone, for a reason and perhaps for a time.

    `rules` are those of the verdicts that are pardoned; without any the target is not asked at all. `problem` is the word that cannot be
    read.
    """

    path: str
    line: int
    column: int
    rules: tuple[str, ...] = ()
    until: date | None = None
    reason: str = ""
    problem: str = ""


class Way(StrEnum):
    """How a target can be asked for, if at all."""

    WEB = "web"
    LOCAL = "local"
    MAIL = "mail"
    SCHEME = "scheme"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a local link leads, before anything is looked at: names below a root that is never left.

    `root` is the folder whose files may be looked at, `shown` the same as it is told to a reader. `names` are decoded; None where the link
    leads out of the root. `certain` says that the file must be there if the link is right: not where a root had to be
    guessed; nor where it is `loose`, written in a front matter. `own` is the document's path where the link stays in its document.
    """

    root: str = ""
    shown: str = ""
    names: tuple[str, ...] | None = ()
    certain: bool = True
    loose: bool = False
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A distinct resource with its fragment; many references may share it, and targets may share a request.

    `url` identifies it (scheme, host, default port folded, nothing else); of a local one it is the path from where the command was called.
    `request` is the URL to ask for, without the fragment and with illegal characters escaped, "" where nothing is asked. `host` is the
    A-label or the IP literal without brackets. `problem` says why a malformed one is; `ignored` why the user does not want it checked.
    `place` is a local one's, None where nobody knows what it is relative to.
    """

    url: str
    way: Way
    request: str = ""
    host: str = ""
    fragment: str = ""
    problem: Remark | None = None
    ignored: Remark | None = None
    place: Place | None = None
