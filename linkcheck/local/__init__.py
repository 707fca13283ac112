"""Links that stay in one's own files: where each leads, and what stands there.

    ground (a document's root) → place (names below it, pure) → look (what is there)

The file system is evidence as the web is: `look` says what it saw, the judge what that means. Nothing outside a root is ever looked at.
"""

from linkcheck.local.look import Premises
from linkcheck.local.place import Ground, placed
from linkcheck.local.roots import Roots

__all__ = ["Ground", "Premises", "Roots", "placed"]
