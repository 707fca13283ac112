"""The report as one HTML file that opens anywhere: no request, no script needed to read it, a script to work in it.

Everything a stranger wrote goes through Jinja's escaping, and a Content-Security-Policy in the file lets only its own style
and script run (by their hashes, CSP3 §8.3), load nothing and send nothing: a label that is markup stays text twice over.
Several documents come worst first and with what needs a person alone, since nobody reads ten thousand living links.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from linkcheck.language import word
from linkcheck.report import phrases, summary
from linkcheck.report.html import drawing, rows
from linkcheck.report.safe import inert_markup
from linkcheck.report.told import for_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Report
    from linkcheck.report.view import View


def render(report: Report, view: View) -> Iterator[str]:
    """The page, in pieces."""
    style, script = _asset("style.css"), _asset("script.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    stream: Iterator[str] = _template().stream(
        **_facts(report, view), style=style, script=script, policy=policy, lang=view.lang
    )
    return map(inert_markup, stream)


def _facts(report: Report, view: View) -> dict[str, Any]:
    """What the page says, as its template wants it; the sources come one by one."""
    told = for_people(report)
    lang, several = view.lang, len(report.documents) > 1
    health = summary.health_of(told)
    return {
        "title": rows.title(told, lang),
        "facts": rows.facts(told, lang),
        "warnings": [*phrases.warnings(told, lang), *phrases.notices(told, lang)],
        "health": phrases.health_sentence(health, lang),
        "detail": phrases.health_detail(health, lang),
        "bar": drawing.bar(health),
        "apart": phrases.apart(told.findings, lang),
        "tally": rows.tally(summary.cited(told.findings).outcomes, lang),
        "several": several,
        "chips": rows.chips(told.findings, lang, several=several),
        "roles": rows.roles(told.findings, lang),
        "sections": rows.sections(report, lang),
        "hosts": drawing.hosts(told.findings, lang) if several else (),
        "ages": drawing.ages(told) if several else (),
        "say": lambda key: word(f"html.{key}", lang),
        "version": report.version,
    }


@cache
def _template() -> Any:
    """The page's template; Jinja is loaded only where a page is written."""
    jinja = import_module("jinja2")
    environment = jinja.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja.StrictUndefined,
    )
    return environment.from_string(_asset("page.html"))


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
