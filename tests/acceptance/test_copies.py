"""The choice of copies on made-up originals, by the whole tool; `make copies` prints the figures."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.copies.__main__ import STRATEGIES, judged, run, table
from tests.copies.made import KINDS, originals


def test_the_originals_have_captures_of_both_sorts() -> None:
    made = originals(1, 4)
    assert len(made) == 4 * len(KINDS)
    held = [each for original in made for each in original.held]
    assert sum(each.good for each in held) > 50
    assert len({each.what for each in held if not each.good}) > 15
    for choose in STRATEGIES.values():
        assert sum(judged(each, choose(each)) == "wrong" for each in made) > len(made) / 3


@pytest.mark.parametrize("seed", [2, 11])
def test_what_does_not_show_the_page_is_not_chosen(seed: int) -> None:
    """A page of another owner's, years later and the only one there is, may be shown; but not as a good copy."""
    outcomes, report = run(originals(seed, 2))
    counts = Counter(each.verdict for each in outcomes)
    assert counts["right"] + counts["right-none"] >= len(outcomes) - 2, table(outcomes)
    assert counts["wrong"] == 0, table(outcomes)
    assert report["archive_requests"] <= 8 * len(outcomes)
