"""The root of each document: how far a link of its may look around, and where `/…` begins.

The root is the repository that holds the document (what a clone brings along, and so all that a reader can count on); without one, the
folder where the command was called, or the document's own where it stands elsewhere: then nobody knows whether more belongs to it.
`--root-dir` says where the site begins, and widens the root where it stands above.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from linkcheck.local.place import STDIN, Ground

if TYPE_CHECKING:
    from linkcheck.model import Document
    from linkcheck.settings import Settings


class Roots:
    """The grounds of a run's documents; each folder is asked for its repository once."""

    def __init__(self, settings: Settings) -> None:
        self._site = _absolute(settings.root_dir) if settings.root_dir is not None else None
        self._base_url = settings.base_url
        self._folders: dict[str, Ground] = {}
        self._repositories: dict[Path, Path | None] = {}

    def ground(self, path: str) -> Ground:
        """Where the document of that path stands; of standard input only the site's root is known."""
        folder, slash, _ = path.replace(os.sep, "/").rpartition("/")
        folder = folder or slash
        if folder not in self._folders:
            self._folders[folder] = self._ground(_absolute(folder or "."))
        return replace(self._folders[folder], path=path)

    def url(self, document: Document) -> str | None:
        """What the document's local links are relative to as URLs of the site (`--base-url`), if they are to be taken so."""
        if self._base_url is None or document.base is not None:
            return None
        ground = self.ground(document.path)
        depth = len(ground.site)
        is_below = ground.root == ground.site_root and ground.folder[:depth] == ground.site
        if document.path == STDIN or not is_below:
            return self._base_url
        names = (*ground.folder[depth:], Path(document.path).name)
        return self._base_url.rstrip("/") + "/" + quote("/".join(names))

    def _ground(self, here: Path) -> Ground:
        root, known = self._root(here)
        site, site_root = self._site or root, root
        if not site.is_relative_to(root):
            site_root = site
        return Ground(
            path="",
            root=str(root),
            shown=_shown(root),
            folder=here.relative_to(root).parts,
            site=site.relative_to(site_root).parts,
            site_root=str(site_root),
            site_shown=_shown(site_root),
            known=known,
            declared=self._site is not None,
        )

    def _root(self, here: Path) -> tuple[Path, bool]:
        root = self._repository(here)
        known = root is not None
        if root is None:
            called = _absolute(".")
            root = called if here.is_relative_to(called) else here
        if self._site is not None and root.is_relative_to(self._site):
            return self._site, True
        return root, known

    def _repository(self, here: Path) -> Path | None:
        if here not in self._repositories:
            if (here / ".git").exists():
                self._repositories[here] = here
            else:
                above = here.parent
                self._repositories[here] = None if above == here else self._repository(above)
        return self._repositories[here]


def _absolute(path: str) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would leave the folder by a link


def _shown(root: Path) -> str:
    """The root as a reader may write it: from where the command was called."""
    try:
        relative = os.path.relpath(root).replace(os.sep, "/")
    except ValueError:  # another drive
        return root.as_posix()
    return "" if relative == "." else relative
