"""The run's notes on its citations: what was seen, what was found in archives, and what is thought of it.

What is large stays in the store and is read back in source order for the report, so that a run and its report hold some bytes a
citation and no more: evidence is some kilobytes a page. Citations go by their numbers, requests by that of the first citation that they
are made for. Verdicts are judged as things are seen, and those that the rest of the run
may sway (how a host answers, where others arrived) once more at the end.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import starmap, tee
from typing import TYPE_CHECKING

from linkcheck import judge
from linkcheck.books.discreet import hidden, restored
from linkcheck.books.read_back import ReadBack
from linkcheck.books.verdicts import Verdicts
from linkcheck.ignoring import in_force, pardoned, today
from linkcheck.model import (
    Ending,
    Evidence,
    Finding,
    Findings,
    HostEvidence,
    Outcome,
    Verdict,
    remark,
)
from linkcheck.plan import is_to_be_asked
from linkcheck.report.safe import masked
from linkcheck.store import History, Kept, Surroundings
from linkcheck.web.agenda import Agenda
from linkcheck.web.check import Inquiry, opened, probes_in
from linkcheck.web.hosts import Hosts

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkcheck.books.citation import Citation
    from linkcheck.books.citations import Citations
    from linkcheck.model import (
        Case,
        Drift,
        LocalEvidence,
        Look,
        Lookup,
        Pardon,
        Recorded,
        Remark,
        Target,
    )
    from linkcheck.settings import Settings
    from linkcheck.store import Store
    from linkcheck.web.check import Open
    from linkcheck.web.ears import Settled


_FINE = 200
"""Status of what may be final, and is worth a judgement before all is counted."""
_IN_FLIGHT = 256
"""Requests of which it is remembered for whom they are made."""
_MUCH = 4
"""One in so many."""
_UNTOLD = frozenset({"unconfirmed", "offline", "not-reached"})
"""Rules of what was not seen to the end."""


class Casebook:
    """What a run knows of its citations; `asking` are the numbers of those by which requests are made."""

    def __init__(
        self,
        citations: Citations,
        settings: Settings,
        store: Store,
        words: Mapping[str, judge.Word] | None = None,
    ) -> None:
        self.citations = citations
        self.settings = settings = in_force(settings, today())
        self.store = store
        self.started = datetime.now(UTC)
        self._history = History(store, masked)
        self._words = words or {}
        self._patience = judge.Patience(settings.confirm, settings.confirm_days)
        self.hosts = Hosts()
        self.probes: dict[str, Look] = {}
        """Probes that the store has, by what they are of."""
        self.ending = Ending.COMPLETE
        self.drifts: dict[str, Drift] = {}
        self.local: dict[str, LocalEvidence] = {}
        self.requests = 0
        self.archive_requests = 0
        self.recorded: Recorded | None = None
        self.problems: tuple[str, ...] = ()
        self.notices: tuple[Remark, ...] = ()
        self.asking = citations.leaders
        self._surroundings = Surroundings(settings)
        self._sharing = lru_cache(_IN_FLIGHT)(citations.sharing)
        self._seen = bytearray(len(citations))
        """By leaders: 1 where the store has evidence of the request."""
        self._found: dict[str, bytes] = {}
        """Targets for which copies were searched: where the store has what came of it."""
        self._verdicts = Verdicts(store.spool)
        self._final = bytearray(len(citations))
        """1 where nothing can change the verdict that the run may still see."""
        self._early = b""
        """The same as it was before the run's end."""

    # What was seen

    def inquiry(self, number: int) -> Inquiry:
        """A request to be made, for all citations that differ in the fragment alone."""
        citations = self._sharing(number)
        # One that holds a secret is no place on a page (`NO_PLACE`), and what is looked for stands in the store.
        cited = dict.fromkeys(each.target.fragment for each in citations)
        wanted = (each for each in cited if each and masked(each) == each)
        return Inquiry(
            case=citations[0].case(self.settings), fragments=tuple(wanted), number=number
        )

    def take_stock(self) -> None:
        """Take from the store what still holds, where nothing will be asked: it is judged at the end, as all else."""
        for _ in self._recall():
            pass

    def recalled(self, tell: Settled) -> Agenda:
        """Take from the store what still holds, and give what is left to be asked.

        What is final is told as it is read. All else is counted for its host before any of it is judged, as if it had been seen now.
        """
        swayed, told = array("I"), bytearray(len(self.citations))
        for inquiry, kept in self._recall():
            verdict = self._finally(inquiry, kept)
            if verdict is not None:
                tell(inquiry, kept.evidence, verdict)
                told[inquiry.number] = 1
            elif kept.settled:
                swayed.append(inquiry.number)
        for inquiry, kept in self._recollect(swayed):
            if not judge.wanted(self._case(inquiry.case, kept.evidence), self.settings.tries):
                tell(inquiry, kept.evidence)
                told[inquiry.number] = 1
        left = array("I", (number for number in self.asking if not told[number]))
        return Agenda(left, self._host, self.opened)

    def _host(self, number: int) -> str | None:
        """The host that a request waits for of which nothing was seen."""
        return None if self._seen[number] else self.citations.host(number)

    def opened(self, number: int) -> Open:
        """A request that is not settled, with what was seen of it so far."""
        return opened(self.inquiry(number), self._stored(number))

    def _recall(self) -> Iterator[tuple[Inquiry, Kept]]:
        """What the store has of the requests, where that still holds for all that is asked today; it then counts for its host."""
        for inquiry, kept in self._recollect(self.asking if self.store.has_evidence else ()):
            if set(inquiry.fragments) <= set(kept.fragments):
                self.hosts.recall(inquiry.host, kept.evidence)
                self.probes.update(probes_in(kept.evidence))
                self._seen[inquiry.number] = 1
                yield inquiry, kept

    def _recollect(self, numbers: Sequence[int]) -> Iterator[tuple[Inquiry, Kept]]:
        """What the store has of these: read together, and one by one made an object, since a hundred thousand pages are not held at once."""
        kept = self.store.recall(map(self._key, numbers))
        for number, each in zip(numbers, kept, strict=True):
            if each is not None:
                inquiry = self.inquiry(number)
                yield inquiry, replace(each, evidence=restored(each.evidence, inquiry.url))

    def _finally(self, inquiry: Inquiry, kept: Kept) -> Verdict | None:
        """What today's rules say of what was settled before, if it is final and they would not look further."""
        look = kept.evidence.last
        if not kept.settled or look is None or len(look.hops) != 1 or look.status != _FINE:
            return None
        case = self._case(inquiry.case, kept.evidence)
        if judge.wanted(case, self.settings.tries):
            return None
        verdict = judge.verdict(case)
        return verdict if judge.is_final(verdict, kept.evidence) else None

    def note(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Keep what was seen of a request that is not settled."""
        self._seen[inquiry.number] = 1
        self.store.keep(self._key(inquiry.number), Kept(hidden(evidence), inquiry.fragments))

    def keep(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Keep what was seen of a request that is settled and judged."""
        self._seen[inquiry.number] = 1
        verdict = self._verdict(self.citations[inquiry.number])
        # A person's word does not make what was seen hold for longer.
        outcome = Outcome.UNSURE if verdict.rule == "marked-alive" else verdict.outcome
        self.store.keep(
            self._key(inquiry.number), Kept(hidden(evidence), inquiry.fragments), outcome
        )

    def evidence(self, target: Target) -> Evidence | None:
        """What was seen of a target."""
        leader = self.citations.leader(target.request)
        return None if leader is None else self._stored(leader)

    def _evidence_of(self, citation: Citation) -> Evidence | None:
        return next(evidence for _, evidence in self._with_evidence([citation]))

    def _with_evidence(
        self, citations: Iterable[Citation]
    ) -> Iterator[tuple[Citation, Evidence | None]]:
        """Citations with what was seen of them, which is read of many together."""
        these, those = tee(citations)
        for each, seen in zip(these, self.store.evidence(map(self._key_of, those)), strict=True):
            yield each, restored(seen, each.target.request) if seen else None

    def _key_of(self, citation: Citation) -> bytes | None:
        """Where the store has what was seen of a citation: most are those by which is asked."""
        leads = self.citations.leads(citation.number)
        leader = citation.number if leads else self.citations.leader(citation.target.request)
        return self._key(leader) if leader is not None and self._seen[leader] else None

    def _stored(self, number: int) -> Evidence | None:
        return self._evidence_of(self.citations[number]) if self._seen[number] else None

    def _key(self, number: int) -> bytes:
        target = self.citations[number].target
        return self._surroundings.evidence(target.request, target.host)

    # What is thought of it

    def outcome(self, citation: Citation) -> Outcome:
        """What is thought of a citation by now."""
        return self._verdict(citation).outcome

    def _verdict(self, citation: Citation) -> Verdict:
        """What is thought of it, thought anew where that is not known."""
        known = self._verdicts.get(citation.number)
        return known or self._judge(citation, self._evidence_of(citation))

    def is_final(self, citation: Citation) -> bool:
        """Whether nothing that the run may still see changes what is thought of a citation."""
        return bool(self._final[citation.number])

    def judge(
        self, inquiry: Inquiry, evidence: Evidence, verdict: Verdict | None = None
    ) -> Iterator[tuple[Citation, Verdict]]:
        """What is to be said now of all for whom a request was made: by the rules, by what is known of it from before, and by a person's word.

        What is final is remembered. `verdict` is what the rules say of the first, where they have been asked.
        """
        first, *others = self._sharing(inquiry.number)
        verdict = verdict or judge.verdict(self._case(inquiry.case, evidence))
        yield first, self._judge(first, evidence, verdict)
        for each in others:
            yield each, self._judge(each, evidence)

    def _judge(
        self,
        citation: Citation,
        evidence: Evidence | None,
        verdict: Verdict | None = None,
        *,
        last: bool = False,
    ) -> Verdict:
        url, verdict = citation.target.url, verdict or self._by_the_rules(citation, evidence)
        told = self._over_time(url, verdict, evidence)
        if citation.pardon is not None:
            told = pardoned(told, citation.pardon)
        self._verdicts.keep(citation.number, told)
        if judge.is_final(verdict, evidence) and not self.settings.drift:
            self._final[citation.number] = 1
        if last or self.is_final(citation):
            self._remember(url, verdict, evidence)
        return told

    def _by_the_rules(self, citation: Citation, evidence: Evidence | None) -> Verdict:
        if evidence is None and is_to_be_asked(citation.target):
            return judge.unseen(self.ending)
        return judge.verdict(self._case(citation.case(self.settings), evidence))

    def _over_time(self, url: str, verdict: Verdict, evidence: Evidence | None) -> Verdict:
        look = evidence.last if evidence else None
        if verdict.outcome is Outcome.DEAD and look is not None and self._patience.failures > 1:
            verdict = judge.confirmed(verdict, look.at, self._history.of(url), self._patience)
        if url in self._words:
            verdict = judge.marked(verdict, self._words[url], self.started.date())
        if look is not None and look.at < self.started:
            ago = remark("note.seen", ago=round((self.started - look.at).total_seconds()))
            verdict = replace(verdict, notes=(*verdict.notes, ago))
        return verdict

    def _remember(self, url: str, verdict: Verdict, evidence: Evidence | None) -> None:
        """Note how a source stands, where that was seen to the end."""
        look = evidence.last if evidence else None
        is_told = verdict.rule not in _UNTOLD and self.ending is not Ending.OFFLINE
        if look is not None and is_told:
            self._history.remember(url, look.at, verdict.outcome, verdict.rule)

    def close(self) -> None:
        """Judge what the rest of the run may have swayed, now that all of it is known, and say how the run ended."""
        self._early = bytes(self._final)
        for citation, evidence in self._with_evidence(self._not_final()):
            self._judge(citation, evidence, last=True)
        if self.ending is Ending.COMPLETE:
            self.store.finish()
        elif self.ending is Ending.OFFLINE:
            self.store.discount_failures()
        self.store.commit()

    def _case(self, cited: Case, evidence: Evidence | None) -> Case:
        """How it is cited, with all that is known of it now."""
        target = cited.target
        return replace(
            cited,
            evidence=evidence,
            host=self.hosts.evidence(target.host, evidence) if evidence else HostEvidence(),
            ending=self.ending,
            drift=self.drifts.get(target.url),
            local=self.local.get(target.url),
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
                yield each.pardon, self._verdict(each)

    @property
    def findings(self) -> Findings:
        """All findings in source order, each read when it is reached."""
        return ReadBack(self)

    def tally(self) -> Counter[tuple[Outcome, str]]:
        """All verdicts, counted by outcome and rule."""
        return self._verdicts.tally()

    def late(self) -> Iterator[Finding]:
        """The findings that were not final before the run's end."""
        return self.read(self._not_final())

    def _not_final(self) -> Iterator[Citation]:
        """What was not final before the run's end; where that is much, all are gone through, which takes a quarter of the time of each by itself."""
        early = self._early
        if _MUCH * early.count(0) > len(early):
            return (each for each in self.citations if not early[each.number])
        return (self.citations[number] for number, is_early in enumerate(early) if not is_early)

    def read(self, citations: Iterable[Citation]) -> Iterator[Finding]:
        """Findings with their evidence."""
        return starmap(self.finding, self._with_evidence(citations))

    def finding(self, citation: Citation, evidence: Evidence | None = None) -> Finding:
        """A finding, with the evidence at hand if there is any."""
        url = citation.target.url
        key = self._found.get(url)
        return Finding(
            target=citation.target,
            references=citation.references,
            verdict=self._verdict(citation),
            evidence=evidence,
            host=self.hosts.evidence(citation.target.host, evidence) if evidence else None,
            lookup=self.store.lookup(key) if key else None,
            drift=self.drifts.get(url),
            local=self.local.get(url),
        )

    def with_evidence(self, finding: Finding) -> Finding:
        """A brief finding with its evidence."""
        evidence = self.evidence(finding.target)
        host = self.hosts.evidence(finding.target.host, evidence) if evidence else None
        return replace(finding, evidence=evidence, host=host)
