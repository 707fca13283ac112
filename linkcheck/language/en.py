"""Everything that linkcheck says, in English: the table that the other languages are held to."""

from linkcheck.language.kinds import by_kinds

# How a verdict came about: ids are `rule` or `rule.variant`.
REASONS: dict[str, str] = {
    # Malformed URLs, which are never asked, and what the user wants left alone.
    "malformed.no-slashes": "no // after the scheme: where this leads depends on the page it stands on",
    "malformed.no-host": "no host",
    "malformed.blank-in-host": "a blank or a control character in the host",
    "malformed.bracket": "a [ without its ] or with text behind it in the host",
    "malformed.ipv6": "{host} is no IPv6 address in brackets",
    "malformed.zone": "{host} has a zone, which means something on one machine only",
    "malformed.ipv4": "{host} ends in a number and is no IPv4 address",
    "malformed.port": "the port {port} is not between 1 and 65535",
    "malformed.userinfo": "two @ before the host: programs disagree on what the host is",
    "malformed.empty-label": "nothing between two dots of the host {host}",
    "malformed.label-too-long": "a part of the host has {length} characters; {limit} are possible",
    "malformed.host-too-long": "the host is longer than the {limit} characters that are possible",
    "malformed.host-character": "the host holds {character}, which no host can",
    "malformed.idna": "{host} is no valid international domain name",
    "malformed.too-long": "{length:,} characters; no server answers more than {limit:,}",
    "ignored.exclude": "left out by --exclude {pattern}",
    "ignored.include": "not among what --include names",
}

# Notes on a verdict, which change no outcome by themselves.
NOTES: dict[str, str] = {}

# Outcomes and rules: id → (one line, help of a few sentences).
RULES: dict[str, tuple[str, str]] = {}

# What captures show that were passed over; a sentence names the kinds there are.
_PASSED = {
    "gone": "{gone} of a missing page",
    "front": "{front} of the front page",
    "other": "{other} of another page",
    "wall": "{wall} of a wall or an error",
    "unplayable": "{unplayable} that cannot be played",
}

# Copies, lookups and their reasons.
COPIES: dict[str, str] = {
    "proof.shows-page": "shows the page",
    "proof.named": "shows the page that the label names",
    "proof.redirected": "a captured redirect leads to the page",
    "proof.tracking-removed": "shows the page, at its URL without tracking parameters",
    "proof.other-words": "shows a page, but has no words in common with the label",
    "proof.signs": "shows what the label names, but also signs of a notice or a wall",
    "proof.folded": "shows the page of a URL that the archive holds to be the same",
    "proof.far": "shows a page, but is so far from the citation that it may be another",
    "proof.after-death": "shows a page, but an earlier capture shows that the page was gone",
    "search.none": "the archive has no capture",
    "search.none-usable": "what the archive lists is of other pages or times ({rows:,} {rows:row|rows})",
    "search.excluded": "the archive is not allowed to show this site; whether it has a copy is unknown",
    "search.private.user": "not sent to an archive: the URL contains a user name",
    "search.private.token": "not sent to an archive: the URL contains a secret ({name})",
    "search.private.host": "not sent to an archive: the host is not a public one",
    "search.not-asked.no-url": "there is no URL that an archive could be asked for",
    "search.not-asked.time": "the archives' time was up; {left:,} left, which would take about {seconds:duration}",
    "search.failed.status": "the archive answered {status}, which says nothing of copies",
    "search.failed.failure": "no answer from the archive ({failure})",
    "search.failed.garbage": "what the archive answered cannot be read",
    "search.failed.resting": "the archive asked for a pause (429), so it is left alone in this run",
    "search.failed.down": "the archive is down",
    "search.failed.unproven": "{count:,} {count:capture|captures} could not be fetched, so nothing is proven",
    **by_kinds("search.none-shows", "no capture looked at shows the page: ", _PASSED, ", "),
    **by_kinds("search.passed-over", "passed over nearer captures: ", _PASSED, ", "),
}

# Warnings about inputs.
INPUTS: dict[str, str] = {
    "input.empty": "the file is empty",
    "input.encoding": "not UTF-8; read as {encoding}",
    "input.invalid-utf8": "line {line}, column {column} (byte {offset:,}): not UTF-8; {count:,} such {count:byte|bytes} shown as \ufffd, the rest read",
    "input.front-matter": "line {line}: the {format} front matter cannot be read ({problem}); its links are not checked",
    "input.front-matter-size": "the front matter has more than {limit:,} characters; its links are not checked",
}

# Outcomes, roles, headings and the reports' own words.
WORDS: dict[str, str] = {
    # Outcomes, as counted and as headings.
    "outcome.alive": "alive",
    "outcome.dead": "dead",
    "outcome.suspect": "suspect",
    "outcome.unsure": "unsure",
    "outcome.skipped": "skipped",
    # Roles; never the cue word that was found.
    "role.link": "link",
    "role.image": "image",
    "role.image-credit": "image credit",
    "role.reading": "reading",
    "role.reprint": "reprint",
    "role.timestamp": "timestamp",
    "role.footnote": "footnote",
    "role.footer": "footer",
    "role.bare": "bare URL",
    "role.definition": "definition",
    # Time, and how far a copy is from the citation.
    "duration.s": "{s} s",
    "duration.min": "{min} min {s} s",
    "duration.h": "{h} h {min} min",
    "distance.same": "the {anchor:word}'s day",
    "distance.days-before": "{count:,} {count:day|days} before the {anchor:word}",
    "distance.days-after": "{count:,} {count:day|days} after the {anchor:word}",
    "distance.months-before": "{count} {count:month|months} before the {anchor:word}",
    "distance.months-after": "{count} {count:month|months} after the {anchor:word}",
    "distance.years-before": "{count} {count:year|years} before the {anchor:word}",
    "distance.years-after": "{count} {count:year|years} after the {anchor:word}",
    "anchor.article": "article",
    "anchor.citation": "citation",
    # The summary.
    "count.citations": "{citations:,} {citations:citation|citations} of {sources:,} {sources:source|sources}",
    "count.documents": "{count:,} {count:document|documents}",
    "count.outcome": "{count:,} {outcome:word}",
    "count.apart": "{count:,} {count:footer link|footer links}: {outcomes}",
    "count.apart-mixed": "{count:,} {count:link|links} in footers or unused definitions: {outcomes}",
    "count.references": "{references:,} {references:reference|references} in {documents:,} {documents:document|documents}",
    "count.all": "all {outcome:word}",
    "count.copied": "{copied:,} of {dead:,} dead {dead:source|sources} {copied:has|have} a good copy",
    "health.sentence": "{verifiable:,} of {sources:,} {sources:source|sources} can be verified today",
    "health.detail": "{live:,} live, {archived:,} through an archived copy",
    "health.none": "no source is cited",
    # How the run ended, where that is not well.
    "ending.interrupted": "Interrupted: what follows is only a part.",
    "ending.out-of-time": "The run's time was up: what follows is only a part.",
    "ending.offline": "No network: nothing at all answered, so nothing can be said of any source.",
    "ending.not-asked": "Offline by wish: no request was made.",
    "warning": "{path}: {warning}",
    "problem": "not checked: {problem}",
    # One source.
    "line.reason": "{rule}: {reason}",
    "line.note": "note",
    "line.copy": "copy",
    "line.also": "also {places}",
    "line.also-more": "also {places} and {count:,} more",
    "line.same-as": "{rule}: as at {place} above",
    "copy.line": "{when:date}, {distance}: {reason}",
    "copy.undated": "{when:date}: {reason}",
    "copy.absent": "{state:word}: {reason}",
    "grade.good": "good",
    "grade.doubtful": "doubtful",
    "grade.only-after-death": "only after its death",
    "lookup.found": "found",
    "lookup.none": "none",
    "lookup.excluded": "excluded",
    "lookup.lookup-failed": "could not ask",
    "lookup.not-asked": "not asked",
    "lookup.private": "private",
    # Many sources.
    "many.hosts": "and {count:,} more {count:host|hosts}",
    "many.notes": "{count:,} {count:note|notes}",
    "many.more": "and {count:,} more",
    "hosts.heading": "Hosts that cost the most",
    "hosts.row": "{citations:,} {citations:citation|citations}: {outcomes}",
    "ages.dead": "half of the dead were cited {years} {years:year|years} ago or more",
    # What to do next.
    "next": "next",
    "next.explain": "the evidence behind a verdict",
    "next.verbose": "every source by itself",
    # Punctuation and tables.
    "colon": ": ",
    "brackets": "({text})",
    "list.separator": ", ",
    "table.outcome": "Outcome",
    "table.place": "Place",
    "table.source": "Source",
    "table.reason": "Why",
    "table.copy": "Archived copy",
    # The plan of a run, and its progress.
    "plan.whole": "{targets:,} {targets:target|targets}: {requests:,} {requests:request|requests} to {hosts:,} {hosts:host|hosts}",
    "plan.host": "{host}: {requests:,} {requests:request|requests}",
    "plan.time": "at least {least}, for the busiest host alone; second looks and slow answers come on top",
    "progress.again": "{again:,} {again:second look|second looks} left, {longest:duration} at most",
    "progress.searching": "{searches:,} {searches:search|searches} for copies left",
    # The evidence behind a verdict.
    "explain.look": "look {number}",
    "explain.root": "the front page",
    "explain.sibling": "a name that nobody gave to a page",
    "explain.shorter": "without the words at its end",
    "explain.page": "{words:,} {words:word|words} in {size:,} bytes",
    "explain.rules": "rules, in order",
    "explain.decided": "decided",
    "explain.nearly": "nearly",
    "explain.no": "no",
}
