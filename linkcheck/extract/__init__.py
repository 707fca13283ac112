"""Extract: what a document cites, each reference in its exact place and with its role.

```
reader of the kind → blocks with what they cite → roles → references in source order
```
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.extract.lexicon import Added
    from linkcheck.model import Document, Reference

MARK = "linkcheck-ignore"
"""By which a comment of an author's is known, that leaves alone what comes after it (`pardons`)."""


def extract(document: Document, cues: Added = ()) -> Sequence[Reference]:
    """Every reference of a document, in source order; `cues` are the user's own cue words by role.

    The readers are loaded when there is something to read: a run that knows its texts from before does without.
    """
    found: Sequence[Reference] = import_module("linkcheck.extract.whole").extract(document, cues)
    return found
