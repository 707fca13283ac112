"""How many files this process may have open (getrlimit(2), RLIMIT_NOFILE)."""

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]


def allowed() -> int | None:
    """The number; None where there is no limit."""
    if resource is None:
        return None
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if most == resource.RLIM_INFINITY else most
