"""The plan of a run (`check --dry-run`) in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.language import duration_text, say
from linkcheck.model import remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.plan import Plan


def plan_lines(plan: Plan, lang: str) -> Iterator[str]:
    """A line on the whole, one a busy host, one on the time."""
    yield (
        say(
            remark("plan.whole", targets=plan.targets, requests=plan.requests, hosts=plan.hosts),
            lang,
        )
        + "\n"
    )
    for host, requests in plan.busiest:
        yield "  " + say(remark("plan.host", host=host, requests=requests), lang) + "\n"
    yield say(remark("plan.time", least=duration_text(plan.least, lang)), lang) + "\n"
