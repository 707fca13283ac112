"""Whose a host is: the same, however its name is written, as by a list that has each suffix in ASCII too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from linkcheck.judge.addresses import registrable

BOTH = PublicSuffixList()

HOSTS = {
    "a usual one": ("www.bbc.co.uk", "bbc.co.uk"),
    "a user's of a platform": ("someone.github.io", "someone.github.io"),
    "a suffix itself": ("co.uk", "co.uk"),
    "in ASCII": ("www.xn--fsqu00a.xn--55qx5d.cn", "xn--fsqu00a.xn--55qx5d.cn"),
    "a suffix of two levels in ASCII": ("a.b.xn--55qx5d.cn", "b.xn--55qx5d.cn"),
    "capitals and a dot": ("WWW.Example.ORG.", "example.org"),
    "no name": ("", ""),
    "none at all": (None, ""),
    "one that says that it is encoded": ("xn--.example", "xn--.example"),
    "partly in ASCII, as pages may write it": ("ü.a.xn--p1ai", "a.xn--p1ai"),
    "a suffix partly in ASCII": ("ü.b.xn--55qx5d.cn", "b.xn--55qx5d.cn"),
    "one that only seems to be in ASCII": ("xn--ü.example", "xn--ü.example"),
}


@pytest.mark.parametrize(("host", "owner"), HOSTS.values(), ids=HOSTS.keys())
def test_a_host_is_its_owners(host: str | None, owner: str) -> None:
    assert registrable(host) == owner


SUFFIXES = sorted(each.lstrip("*!.") for each in BOTH._publicsuffix if each.isascii())


@given(st.sampled_from(SUFFIXES), st.lists(st.sampled_from(["a", "b-c", "xn--p1ai"]), max_size=3))
def test_a_suffix_counts_however_it_is_written(suffix: str, labels: list[str]) -> None:
    host = ".".join((*labels, suffix))
    assert registrable(host) == (BOTH.privatesuffix(host) or host)
