"""`linkcheck extract PATH…`: what an article cites, and where; no request is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcheck.cli import options
from linkcheck.cli.complaint import complain
from linkcheck.cli.inputs import inputs, start_of
from linkcheck.cli.output import shown
from linkcheck.errors import SourceError
from linkcheck.extract.many import extract_all
from linkcheck.report import REFERENCE_FORMATS
from linkcheck.settings.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkcheck.model import Reference


def extract(paths: Sequence[str], given: Mapping[str, Any]) -> int:
    """List the references of articles with their places and roles; none of them is asked."""
    chosen = load(
        start_of(paths), options.settings_of(given), trust=given.get("trust_settings", False)
    )
    show = shown(given, chosen, REFERENCE_FORMATS)
    lots: list[Sequence[Reference]] = []
    code = 0
    for document, found in extract_all(
        inputs(paths, chosen, given.get("input"), given.get("column")), chosen.cues
    ):
        if isinstance(document, SourceError):
            complain(str(document))
            code = 2
        lots.append(found)
    kept = (each for lot in lots for each in lot if not chosen.role or each.role in chosen.role)
    show.write(REFERENCE_FORMATS[show.format].render(kept, show.view))
    return code


_WANTED = {
    *("input", "column", "role", "exclude_path", "format", "lang", "color"),
    *("timeout", "allow_private", "user_agent", "header", "proxy", "ca_file", "connect_to", "dns"),
    "trust_settings",
}
"""What a listing needs, and how an article that is named by its URL is asked for."""

command = options.signed(
    extract,
    options.paths("Articles: files, directories, globs, URLs, or - for standard input."),
    (
        each
        for each in (
            *options.CHOOSING,
            *options.TABULAR,
            *options.ASKING,
            *options.TRUSTING,
            *options.SHOWING,
            *options.TESTING,
        )
        if each.name in _WANTED
    ),
)
