"""What stands where a local link leads: evidence, without any thought of what it means.

    own document → its anchors · template, nowhere, above → said as it is · else walk → index, fallbacks → anchors

Each folder is listed once and each file's anchors are read once, however many links lead there. How a file's anchors are read is handed
in by `run`.
"""

from __future__ import annotations

from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkcheck.local.near import MOST, Guesses
from linkcheck.local.place import is_template, told
from linkcheck.local.walk import Folders, Kind
from linkcheck.model import LocalEvidence, Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.local.walk import Arrival
    from linkcheck.model import Anchors, Place, Target
    from linkcheck.settings import Settings

ITSELF = "."
"""Among `index-files`: a folder stands for itself, as GitHub shows it."""
_GITHUB_PREFIX = "user-content-"
"""What GitHub puts before each id of an article's."""
_NEAR = 0.6
"""How much alike anchors are of which one was meant by the other (difflib's ratio)."""

_PRESENCES = {
    Kind.FILE: Presence.FILE,
    Kind.FOLDER: Presence.FOLDER,
    Kind.OUT: Presence.LED_OUT,
    Kind.UNREADABLE: Presence.UNREADABLE,
    Kind.OTHER: Presence.UNREADABLE,
    Kind.MISSING: Presence.MISSING,
}
_NOT_THERE = frozenset({Presence.MISSING, Presence.NO_INDEX})


class Premises:
    """Looks at a run's local targets. `anchors` gives those of a file by its path; None where it can have none."""

    def __init__(self, settings: Settings, anchors: Callable[[str], Anchors | None]) -> None:
        self._index_files = settings.index_files
        self._extensions = tuple("." + each.lstrip(".") for each in settings.fallback_extensions)
        self._guesses = Guesses()
        self._folders = Folders(self._guesses)
        self._read = anchors
        self._anchors: dict[str, Anchors | None] = {}
        self._first: dict[str, list[str]] = {}
        """Of a file's anchors those among which a missing one is looked for."""
        self._found: dict[Place, tuple[LocalEvidence, str]] = {}

    def look(self, target: Target) -> LocalEvidence:
        """What there is of one local target."""
        place = target.place
        if place is None:
            state = Presence.TEMPLATE if is_template(target.url) else Presence.NOWHERE
            return LocalEvidence(presence=state)
        if place not in self._found:
            self._found[place] = self._find(place)
        found, path = self._found[place]
        return self._with_anchor(found, path, target.fragment) if path else found

    def _find(self, place: Place) -> tuple[LocalEvidence, str]:
        """What there is, and the path by which its anchors are read, "" where there are none."""
        if place.own:
            return LocalEvidence(presence=Presence.FILE, path=place.own), place.own
        if place.names is None:
            state = Presence.ABOVE if place.certain else Presence.OUTSIDE
            return LocalEvidence(presence=state, path=place.shown or "."), ""
        arrival = self._folders.walk(place.root, place.names)
        if arrival.kind is Kind.FOLDER:
            arrival = self._index(place, arrival)
        found = _evidence(arrival, place)
        if found.presence is Presence.FOLDER and ITSELF not in self._index_files:
            found = replace(found, presence=Presence.NO_INDEX)
        if found.presence in _NOT_THERE:
            return self._otherwise(place, found)
        return found, arrival.real if arrival.kind is Kind.FILE else ""

    def _otherwise(self, place: Place, missing: LocalEvidence) -> tuple[LocalEvidence, str]:
        """What else a missing file may be: the page that a site makes of another, or one below another root."""
        arrival = self._fallen_back(place)
        if arrival is not None:
            return _evidence(arrival, place), arrival.real
        if place.loose:
            return replace(missing, presence=Presence.UP_TO_BUILDER, near=""), ""
        if not self._is_certain(place):
            return replace(missing, presence=Presence.PERHAPS), ""
        return missing, ""

    def _index(self, place: Place, folder: Arrival) -> Arrival:
        """The folder's index, or the folder, where it may stand for itself or has none."""
        for name in self._index_files:
            if name == ITSELF:
                break
            found = self._folders.walk(place.root, (*folder.names, name))
            if found.kind is Kind.FILE and found.names[-1] == name:
                return replace(found, misnamed=folder.misnamed)
        return folder

    def _fallen_back(self, place: Place) -> Arrival | None:
        """The file that a site makes the page of, by the extensions that the user names."""
        names = place.names
        if not names:
            return None
        for name in _with_extensions(names[-1], self._extensions):
            found = self._folders.walk(place.root, (*names[:-1], name))
            if found.kind is Kind.FILE:
                return found
        return None

    def _is_certain(self, place: Place) -> bool:
        """Whether the root was guessed right: something stands there under the link's first name."""
        if place.certain or not place.names:
            return place.certain
        return len(place.names) > 1 and self._folders.has(place.root, place.names[0])

    def _with_anchor(self, found: LocalEvidence, path: str, fragment: str) -> LocalEvidence:
        if not fragment or found.presence is Presence.OTHER_CASE:
            return found
        if path not in self._anchors:
            self._anchors[path] = self._read(path)
        anchors = self._anchors[path]
        if anchors is None:
            return found
        if any(_has(anchors, each) for each in _spellings(fragment)):
            return replace(found, anchor=True)
        near = self._guesses.nearest(unquote(fragment), self._among(path, anchors), _NEAR)
        return replace(found, anchor=False, near=near)

    def _among(self, path: str, anchors: Anchors) -> list[str]:
        if path not in self._first:
            self._first[path] = nsmallest(MOST, anchors.slugs | anchors.names)
        return self._first[path]


def _evidence(arrival: Arrival, place: Place) -> LocalEvidence:
    names = arrival.names or place.names or ()
    presence = _PRESENCES[arrival.kind]
    if arrival.misnamed and presence in (Presence.FILE, Presence.FOLDER):
        presence = Presence.OTHER_CASE
    return LocalEvidence(
        presence=presence,
        path=told(place.shown, names),
        near=told(place.shown, arrival.near) if arrival.near else "",
        detail=arrival.detail,
    )


def _with_extensions(name: str, extensions: tuple[str, ...]) -> Iterator[str]:
    stem, dot, _ = name.rpartition(".")
    for extension in extensions:
        yield name + extension
        if stem and dot:
            yield stem + extension


def _spellings(fragment: str) -> Iterator[str]:
    """A fragment as an id may be written: as it is, then decoded (HTML Standard §7.4.6.4), each without GitHub's prefix too."""
    for each in dict.fromkeys((fragment, unquote(fragment))):
        yield each
        if each.startswith(_GITHUB_PREFIX):
            yield each.removeprefix(_GITHUB_PREFIX)


def _has(anchors: Anchors, fragment: str) -> bool:
    """A heading's anchor is found in any case, as GitHub's own script does."""
    return fragment in anchors.names or fragment.lower() in anchors.slugs
