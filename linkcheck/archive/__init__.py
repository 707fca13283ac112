"""Archived copies of what is cited: found, looked at and graded, or the honest reason why there is none."""

from linkcheck.archive.search import Search, Want

__all__ = ["Search", "Want"]
