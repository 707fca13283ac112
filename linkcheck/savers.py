"""Who can be asked to make a capture now, as rows of data; and the nouns of saving: what becomes of each citation.

Save Page Now 2, the Wayback Machine's (FIELD §3.4): 7 captures a minute with the keys of an account, 3 without, 30,000 and 200 a day. These
numbers have changed every year since 2021, so that the rates are settings. Without keys it answers 401 more often than not. The keys' names are those
that the best known client uses (palewire/savepagenow); they are read from the environment alone, never from a settings file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linkcheck.model import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Saver:
    """One service. `archive` is the id of the archive that its captures go to; `access` and `secret` name variables of the environment.

    `at_once` is how many captures of ours may be under way, with keys and without.
    """

    id: str
    name: str
    archive: str
    access: str
    secret: str
    at_once: tuple[int, int]
    limits: str

    def keys(self, environment: Mapping[str, str]) -> Keys | None:
        """The keys that the environment holds; None unless it has both."""
        access, secret = (environment.get(name, "").strip() for name in (self.access, self.secret))
        return Keys(access, secret) if access and secret else None


@dataclass(frozen=True, slots=True)
class Keys:
    """An account's keys; neither is ever shown."""

    access: str
    secret: str

    def __repr__(self) -> str:
        return "Keys(***)"


SAVERS: tuple[Saver, ...] = (
    Saver(
        id="spn2",
        name="Save Page Now",
        archive="wayback",
        access="SAVEPAGENOW_ACCESS_KEY",
        secret="SAVEPAGENOW_SECRET_KEY",  # noqa: S106 - a variable's name
        at_once=(4, 2),
        limits="7 captures a minute with keys, 3 without; 30,000 and 200 a day; a URL 5 times a day by all together",
    ),
)


class SaveState(StrEnum):
    """What became of a citation that might be saved."""

    KEPT = "kept"
    """There is a good copy near enough; nothing is asked."""
    WANTED = "wanted"
    """To be saved, and not asked for yet."""
    SAVED = "saved"
    """The service says that it made a capture, and when."""
    PENDING = "pending"
    """Asked for, and not known to be done: the service works on it, or its answer was lost."""
    REFUSED = "refused"
    """The service says that it cannot, or will not."""
    NOT_SENT = "not-sent"
    """Not asked for, which the reason explains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A citation and what became of it. `captured` and `copy` are the capture's, `job` the service's number for its making."""

    url: str
    state: SaveState
    reason: Remark | None = None
    job: str = ""
    captured: datetime | None = None
    copy: str = ""
