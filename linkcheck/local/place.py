r"""Where a local link leads: names below a root, worked out of the link and its document's ground alone; no file is looked at.

RFC 3986 §5.2 as browsers do it (URL Standard §4.4): `\` is `/`, `%2e%2e` is `..`, a query names no other file. `/…` begins at
the site's root and cannot rise above it; a relative link can, and then leads out. Names are decoded after the path is split, so
that no `%2F` opens a folder. GitHub's own pages are commonly cited from a README by two folders above the root (`../../issues`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from linkcheck.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkcheck.model import Target

STDIN = "-"

_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|\{#|^\{.*\}$|^(?:@site|@theme|@docs|@|~|~@)/")
"""Placeholders of Jinja, Liquid, Hugo, ERB, expressions of MDX (`src={logo}`), and the aliases of builders (Docusaurus, webpack, Nuxt)."""
_HUB_PAGES = frozenset(
    """
    actions archive blob blame branches commit commits compare contributors deployments discussions edit find forks graphs
    issues labels milestone milestones network new packages projects pull pulls raw releases search security settings
    stargazers tags tree watchers wiki workflows
    """.split()  # noqa: SIM905 - a line reads better than a column
)
"""What stands beside the files in a repository's address on GitHub, two folders above its root: OWNER/REPO/blob/BRANCH."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a document stands.

    `root` may be looked into and is never left; `shown` is it as a reader is told. `folder` are the names from it to the
    document's folder. `site` is where `/…` begins, as a root of its own and names below it. `known` says that the root is all
    there is (a repository, or as the user says), `declared` that the user said where the site's is.
    """

    path: str
    root: str = ""
    shown: str = ""
    folder: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    site_root: str = ""
    site_shown: str = ""
    known: bool = False
    declared: bool = False


def is_template(url: str) -> bool:
    """Whether a link is finished by a program only when the site is built."""
    return _TEMPLATE.search(url) is not None


def placed(target: Target, ground: Ground, *, loose: bool = False) -> Target:
    """A local target with its place and its identity; as it was where nobody knows what it is relative to.

    `loose` is for a path in a front matter, of which a site's builder knows what it is relative to.
    """
    path = re.split(r"[?#]", target.url, maxsplit=1)[0]
    if is_template(path):
        return target
    place = _place(path, ground)
    if place is None:
        return replace(target, url=f"{ground.path}/{target.url}")
    names = place.names if place.names is not None else (*ground.folder, path)
    shown = ground.path if path == "" else told(place.shown, names)
    url = re.sub(r"[%?#]", lambda found: quote(found[0]), shown)
    url = f"{url}#{target.fragment}" if target.fragment else url
    return replace(target, url=url, place=replace(place, loose=loose))


def told(shown: str, names: Sequence[str]) -> str:
    """A path below a root as a reader may open it from where the command was called."""
    return "/".join((shown, *names) if shown else names) or "."


def _place(path: str, ground: Ground) -> Place | None:
    if not path:
        return Place(root=ground.root, shown=ground.shown, own=ground.path)
    return _rooted(path, ground) if path[0] in "/\\" else _relative(path, ground)


def _rooted(path: str, ground: Ground) -> Place | None:
    if ground.path == STDIN and not ground.declared:
        return None
    names, _ = _below(ground.site, path, least=len(ground.site))
    return Place(
        root=ground.site_root,
        shown=ground.site_shown,
        names=names,
        certain=ground.declared,
    )


def _relative(path: str, ground: Ground) -> Place | None:
    if ground.path == STDIN:
        return None
    names, above = _below(ground.folder, path)
    if above:
        is_page = above == 2 and bool(names) and names[0] in _HUB_PAGES
        return Place(
            root=ground.root, shown=ground.shown, names=None, certain=ground.known and not is_page
        )
    return Place(root=ground.root, shown=ground.shown, names=names)


def _below(start: tuple[str, ...], path: str, least: int = 0) -> tuple[tuple[str, ...], int]:
    """The names that a path leads to from `start`, and how far above the root it goes on the way; not above `least` names."""
    names, above = list(start), 0
    for written in path.replace("\\", "/").split("/"):
        name = unquote(written, errors="surrogateescape")
        if name == "..":
            if len(names) > least:
                names.pop()
            elif not least and not path.startswith(("/", "\\")):
                above += 1
        elif name not in ("", "."):
            names.append(name)
    return tuple(names), above
