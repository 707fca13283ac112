"""linkcheck: is each source of an article still there, still that, and where is a copy if not."""

__version__ = "0.1.0"
