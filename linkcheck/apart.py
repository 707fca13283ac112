"""Whether a URL can be taken apart: what Python's parser refuses only when it is asked for the part (`urllib.parse`, "port")."""

from urllib.parse import urlsplit


def comes_apart(url: str) -> bool:
    """Whether there is nothing in it that no host or port can be."""
    try:
        urlsplit(url).port  # noqa: B018 - raises where host or port are nonsense
    except ValueError:
        return False
    return True
