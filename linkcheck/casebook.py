"""The run's notes on its citations: what was seen, what was found in archives, and what is thought of it.

What is large stays in the store and is read back in source order for the report, so that a run and its report hold a verdict a
citation and no more: evidence is some kilobytes a page. Verdicts are judged as things are seen, and those that the rest of the run
may sway (how a host answers, where others arrived) once more at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from linkcheck import judge
from linkcheck.ignoring import in_force, pardoned
from linkcheck.model import Ending, Finding, HostEvidence, Outcome
from linkcheck.plan import is_to_be_asked
from linkcheck.reading import today
from linkcheck.store import Kept, Surroundings
from linkcheck.web.check import Inquiry
from linkcheck.web.hosts import Hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkcheck.citation import Citation
    from linkcheck.model import (
        Case,
        Drift,
        Evidence,
        LocalEvidence,
        Lookup,
        Pardon,
        Recorded,
        Target,
        Verdict,
    )
    from linkcheck.settings import Settings
    from linkcheck.store import Store

    Key = tuple[str, Pardon | None]


class Casebook:
    """What a run knows of its citations; `asking` has them by the request that is made for them."""

    def __init__(self, citations: Sequence[Citation], settings: Settings, store: Store) -> None:
        self.citations = citations
        self.settings = settings = in_force(settings, today())
        self.store = store
        self.hosts = Hosts()
        self.ending = Ending.COMPLETE
        self.drifts: dict[str, Drift] = {}
        self.local: dict[str, LocalEvidence] = {}
        self.requests = 0
        self.archive_requests = 0
        self.recorded: Recorded | None = None
        self.problems: tuple[str, ...] = ()
        self.asking: dict[str, list[Citation]] = {}
        """Citations that differ only in the fragment share one request."""
        for citation in citations:
            if is_to_be_asked(citation.target):
                self.asking.setdefault(citation.target.request, []).append(citation)
        self._surroundings = Surroundings(settings)
        self._seen: set[str] = set()
        """Requests of which there is evidence in the store."""
        self._found: dict[str, bytes] = {}
        """Targets for which copies were searched: where the store has what came of it."""
        self._verdicts: dict[Key, Verdict] = {}
        self._final: set[Key] = set()
        """Targets whose verdict nothing can change that the run may still see."""

    # What was seen

    def inquiries(self) -> list[Inquiry]:
        """The requests to be made."""
        return [_inquiry(citations, self.settings) for citations in self.asking.values()]

    def recall(self, inquiry: Inquiry) -> bool:
        """Whether the store has what still holds of a request, for all that is asked today; it then counts for its host."""
        kept = self.store.recall(self._key(inquiry))
        if kept is None or not set(inquiry.fragments) <= set(kept.fragments):
            return False
        self.hosts.recall(inquiry.host, kept.evidence)
        self._seen.add(inquiry.url)
        return True

    def recollect(self, inquiry: Inquiry) -> Kept | None:
        """What `recall` found, once more: a hundred thousand pages are not held at once."""
        return self.store.recall(self._key(inquiry))

    def wants_more(self, inquiry: Inquiry, evidence: Evidence) -> bool:
        """Whether today's rules would look further at what was settled before."""
        case = self.case(self.asking[inquiry.url][0], evidence)
        return bool(judge.wanted(case, self.settings.tries))

    def note(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Keep what was seen of a request that is not settled."""
        self._seen.add(inquiry.url)
        self.store.keep(self._key(inquiry), Kept(evidence, inquiry.fragments))

    def keep(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Keep what was seen of a request that is settled and judged."""
        self._seen.add(inquiry.url)
        outcome = self.outcome(self.asking[inquiry.url][0])
        self.store.keep(self._key(inquiry), Kept(evidence, inquiry.fragments), outcome)

    def evidence(self, target: Target) -> Evidence | None:
        """What was seen of a target."""
        if target.request not in self._seen:
            return None
        return self.store.evidence(self._surroundings.evidence(target.request, target.host))

    def _key(self, inquiry: Inquiry) -> bytes:
        return self._surroundings.evidence(inquiry.url, inquiry.host)

    # What is thought of it

    def outcome(self, citation: Citation) -> Outcome:
        """What is thought of a citation by now."""
        known = self._verdicts.get(citation.key)
        return known.outcome if known else self.judge(citation, None).verdict.outcome

    def is_final(self, citation: Citation) -> bool:
        """Whether nothing that the run may still see changes what is thought of a citation."""
        return citation.key in self._final

    def judge(self, citation: Citation, evidence: Evidence | None) -> Finding:
        """What is to be said of a citation now."""
        case = self.case(citation, evidence)
        verdict = judge.verdict(case)
        if citation.pardon is not None:
            verdict = pardoned(verdict, citation.pardon)
        self._verdicts[citation.key] = verdict
        if _is_settled(verdict, evidence) and not self.settings.drift:
            self._final.add(citation.key)
        return self._finding(citation, evidence)

    def close(self) -> None:
        """Judge what the rest of the run may have swayed, now that all of it is known, and say how the run ended."""
        for citation in self.citations:
            if not self.is_final(citation):
                self.judge(citation, self.evidence(citation.target))
        if self.ending is Ending.COMPLETE:
            self.store.finish()
        elif self.ending is Ending.OFFLINE:
            self.store.discount_failures()
        self.store.commit()

    def case(self, citation: Citation, evidence: Evidence | None) -> Case:
        """A citation with all that is known of it now."""
        host = HostEvidence()
        if evidence is not None:
            host = self.hosts.evidence(citation.target.host, evidence)
        return replace(
            citation.case(self.settings),
            evidence=evidence,
            host=host,
            ending=self.ending,
            drift=self.drifts.get(citation.target.url),
            local=self.local.get(citation.target.url),
        )

    # What was found in archives

    def copies_wanted(self, citation: Citation) -> bytes:
        """The key of a search for copies of a citation."""
        want = citation.want(self.outcome(citation))
        original = want.original.request if want.original else ""
        return self._surroundings.lookup(
            want.target.request, original, str(want.date), *want.labels, *want.roles
        )

    def recall_lookup(self, citation: Citation) -> Lookup | None:
        """What an earlier search came to, where that still holds."""
        key = self.copies_wanted(citation)
        lookup = self.store.recall_lookup(key)
        if lookup is not None:
            self._found[citation.target.url] = key
        return lookup

    def keep_lookup(self, citation: Citation, lookup: Lookup) -> None:
        """Keep what a search came to."""
        key = self._found[citation.target.url] = self.copies_wanted(citation)
        self.store.keep_lookup(key, lookup)

    # What is reported

    def verdicts(self) -> Iterator[tuple[Pardon | None, Verdict]]:
        """What became of what the articles pardon."""
        for each in self.citations:
            if each.pardon is not None:
                yield each.pardon, self._verdicts[each.key]

    @property
    def findings(self) -> Findings:
        """All findings in source order, each read when it is reached."""
        return Findings(self.citations, self._read)

    def late(self) -> Iterator[Finding]:
        """The findings that were not final before the run's end."""
        return (self._read(each) for each in self.citations if not self.is_final(each))

    def _read(self, citation: Citation) -> Finding:
        return self._finding(citation, self.evidence(citation.target))

    def _finding(self, citation: Citation, evidence: Evidence | None) -> Finding:
        url = citation.target.url
        key = self._found.get(url)
        host = None
        if evidence is not None:
            host = self.hosts.evidence(citation.target.host, evidence)
        return Finding(
            target=citation.target,
            references=citation.references,
            verdict=self._verdicts[citation.key],
            evidence=evidence,
            host=host,
            lookup=self.store.lookup(key) if key else None,
            drift=self.drifts.get(url),
            local=self.local.get(url),
        )


class Findings(Sequence[Finding]):
    """Findings in source order, read each time that they are gone through."""

    def __init__(self, citations: Sequence[Citation], read: Callable[[Citation], Finding]) -> None:
        self._citations = citations
        self._read = read

    def __len__(self) -> int:
        return len(self._citations)

    def __iter__(self) -> Iterator[Finding]:
        return map(self._read, self._citations)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return Findings(self._citations[index], self._read)
        return self._read(self._citations[index])


def _inquiry(citations: Sequence[Citation], settings: Settings) -> Inquiry:
    """One request for citations that differ in the fragment alone."""
    fragments = dict.fromkeys(each.target.fragment for each in citations if each.target.fragment)
    return Inquiry(case=citations[0].case(settings), fragments=tuple(fragments))


def _is_settled(verdict: Verdict, evidence: Evidence | None) -> bool:
    """Alive where it was asked: what the host answers others changes nothing, and where many targets arrive neither."""
    look = evidence.last if evidence else None
    return verdict.outcome is Outcome.ALIVE and look is not None and len(look.hops) == 1
