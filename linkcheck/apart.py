"""Whether a URL can be taken apart: what Python's parser refuses only when it is asked for the part (`urllib.parse`, "port")."""

from urllib.parse import urljoin, urlsplit


def comes_apart(url: str) -> bool:
    """Whether there is nothing in it that no host or port can be."""
    try:
        urlsplit(url).port  # noqa: B018 - raises where host or port are nonsense
    except ValueError:
        return False
    return True


def joined(base: str, url: str) -> str:
    """What somebody's word at a URL refers to (RFC 3986 §5.3); "" where that does not come apart."""
    try:
        whole = urljoin(base, url)
    except ValueError:
        return ""
    return whole if comes_apart(whole) else ""
