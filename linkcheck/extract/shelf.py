"""What is known of a text from earlier runs, so that it is not looked for again: its references, and its anchors.

What is kept hangs on all that it was made by: the text's bytes and kind, the cue words, the code that reads, and Python's own tables
of characters. Others may read what is kept, so that nothing is put there of what holds a secret.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from linkcheck.extract.packing import decoder, encoded
from linkcheck.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from linkcheck.extract.lexicon import Added
    from linkcheck.model import Anchors, Document

_PARTS = ("extract", "frontmatter", "source", "model", "tame.py")
"""The code that what is kept was made by."""
_LIBRARIES = ("markdown_it", "mdit_py_plugins", "yaml")
"""The libraries that it works with; the file that each is loaded by tells its version."""
_WITH_ANCHORS = (Kind.MARKDOWN, Kind.HTML)


class Shelf(Protocol):
    """Where extractions are kept from run to run."""

    def extractions(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """What was kept under some keys."""

    def keep_extraction(self, key: bytes, blob: bytes) -> None:
        """Keep it."""


def references_key(document: Document, cues: Added) -> bytes:
    """The key of a text's references."""
    return _key(f"{document.sha256} {document.kind} {cues!r}")


def kept_anchors(
    document: Document, shelf: Shelf, masked: Callable[[str], str] = str
) -> Anchors | None:
    """`anchors.anchors`, from the shelf if it has them; `masked` takes the secrets out of a text."""
    if not document.sha256 or document.kind not in _WITH_ANCHORS:
        return _anchors(document)
    key = _key(f"anchors {document.sha256} {document.kind} {document.body}")
    blob = shelf.extractions((key,)).get(key)
    if blob is not None:
        try:
            return _as_anchors()(blob)
        except ValueError:
            pass  # none of ours
    found = _anchors(document)
    # A heading's slug has lost what a secret is known by, so that the whole text is looked at.
    if masked(document.text) == document.text:
        shelf.keep_extraction(key, encoded(found))
    return found


@cache
def _as_anchors() -> Callable[[bytes], Anchors]:
    as_anchors: Callable[[bytes], Anchors] = decoder(import_module("linkcheck.model").Anchors)
    return as_anchors


def _anchors(document: Document) -> Anchors | None:
    found: Anchors | None = import_module("linkcheck.extract.anchors").anchors(document)
    return found


def _key(made_of: str) -> bytes:
    made_by = f"{made_of} {_code()}"
    return hashlib.sha256(made_by.encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> str:
    """What the code is, so that another version's findings are not taken for its own."""
    root, known = Path(__file__).parents[1], hashlib.sha256(sys.version.encode())
    for spec in map(find_spec, _LIBRARIES):
        known.update(Path(spec.origin).read_bytes() if spec and spec.origin else b"")
    for part in _PARTS:
        for path in sorted((root / part).glob("*.py")) or [root / part]:
            known.update(path.read_bytes())
    return known.hexdigest()
