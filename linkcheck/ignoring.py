"""What is left alone, for how long, and whether that is still needed.

Ignore lists rot and hide death (FIELD §1 row 12): so every rule has a reason, may have an end, and is told in the report when it has
expired or fits nothing. `[[ignore]]` stands in the settings; `<!-- linkcheck-ignore RULE until DATE: reason -->` in the article pardons one
verdict on the construct after it, or with no RULE leaves it unasked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from linkcheck.model import Outcome, Remark, Verdict, remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkcheck.model import Pardon
    from linkcheck.settings import Settings
    from linkcheck.settings.tables import IgnoreRule, Scope

IGNORED = "ignored"
_UNTOLD = frozenset({"not-asked", "not-reached", "offline", "unconfirmed"})
"""Rules of a verdict that is still to come, so that nobody knows whether a pardon is needed."""


def today() -> date:
    """The day by which rules hold or have expired."""
    return datetime.now(UTC).date()


def in_force(settings: Settings, day: date) -> Settings:
    """The settings without the rules that have expired."""
    return replace(
        settings,
        ignore=tuple(rule for rule in settings.ignore if not _is_over(rule.expires, day)),
    )


def left_alone(rules: Iterable[IgnoreRule], scope: Scope, url: str) -> IgnoreRule | None:
    """The first rule that leaves this of a URL alone."""
    return next((rule for rule in rules if scope in rule.scope and rule.fits(url)), None)


def why(rule: IgnoreRule) -> Remark:
    """The rule's reason, and until when it holds."""
    if rule.expires is None:
        return remark("ignored.rule", reason=rule.reason)
    return remark("ignored.rule-until", reason=rule.reason, when=rule.expires.isoformat())


def pardoned(verdict: Verdict, pardon: Pardon) -> Verdict:
    """The verdict, or where it is the one that the article pardons, that it does."""
    if verdict.rule not in pardon.rules:
        return verdict
    reason = remark("ignored.comment-rule", rule=verdict.rule, reason=pardon.reason)
    return Verdict(outcome=Outcome.SKIPPED, rule=IGNORED, reason=reason)


def holding(pardon: Pardon | None, known: frozenset[str], day: date) -> Pardon | None:
    """The pardon, if it can be read and has not expired; `known` are the ids of all rules."""
    if pardon is None or pardon.problem or _is_over(pardon.until, day):
        return None
    return pardon if known.issuperset(pardon.rules) else None


def unasked(pardon: Pardon) -> Remark | None:
    """Why a target is not asked at all, where the article pardons whatever is wrong with it."""
    return None if pardon.rules else remark("ignored.comment", reason=pardon.reason)


@dataclass(frozen=True, slots=True)
class Use:
    """What there was in a run to be left alone: the URLs cited, the articles' pardons, and the verdicts on what these cover.

    `whole` says that all of it was looked at; of a part nobody can tell what is not needed. The URLs can be gone through once.
    """

    urls: Iterable[str]
    pardons: tuple[Pardon, ...]
    verdicts: tuple[tuple[Pardon | None, Verdict], ...]
    whole: bool = True


def notices(
    use: Use, rules: Iterable[IgnoreRule], known: frozenset[str], day: date
) -> Iterator[Remark]:
    """What the user should know of what he leaves alone: expired, unreadable, fitting nothing, not needed."""
    yield from _of_rules(rules, use, day)
    reached: dict[Pardon | None, set[str]] = {}
    for pardon, verdict in use.verdicts:
        reached.setdefault(pardon, set()).add(verdict.rule)
    for pardon in use.pardons:
        verdicts = reached.get(pardon, set())
        said = _of_comment(pardon, verdicts, known, day)
        if said is not None and (verdicts or use.whole):
            yield said


def _of_rules(rules: Iterable[IgnoreRule], use: Use, day: date) -> Iterator[Remark]:
    held = []
    for rule in rules:
        if rule.expires is not None and _is_over(rule.expires, day):
            when = rule.expires.isoformat()
            yield remark("notice.expired", pattern=rule.pattern, when=when, reason=rule.reason)
        else:
            held.append(rule)
    idle = _idle(held, use.urls)
    if idle and use.whole:
        patterns = ", ".join(rule.pattern for rule in idle)
        yield remark("notice.unused", count=len(idle), patterns=patterns)


def _idle(rules: Sequence[IgnoreRule], urls: Iterable[str]) -> Sequence[IgnoreRule]:
    """The rules that fit none of the URLs."""
    for url in urls if rules else ():
        rules = [rule for rule in rules if not rule.fits(url)]
        if not rules:
            break
    return rules


def _of_comment(
    pardon: Pardon, verdicts: set[str], known: frozenset[str], day: date
) -> Remark | None:
    where = f"{pardon.path}:{pardon.line}"
    unknown = next((rule for rule in pardon.rules if rule not in known), None)
    if pardon.problem or unknown:
        return remark("notice.comment-unread", where=where, word=pardon.problem or unknown or "")
    if pardon.until is not None and _is_over(pardon.until, day):
        return remark("notice.comment-expired", where=where, when=pardon.until.isoformat())
    if not verdicts:
        return remark("notice.comment-idle", where=where)
    if IGNORED in verdicts or verdicts & _UNTOLD:
        return None
    return remark("notice.comment-unused", where=where, rules=", ".join(pardon.rules))


def _is_over(end: date | None, day: date) -> bool:
    return end is not None and day > end
