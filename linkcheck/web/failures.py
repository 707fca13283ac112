"""Which failure an exception is: each is a different fact about the world, and the libraries fold several into one class.

The chain of causes is looked through, since asyncio, aiohappyeyeballs and ssl wrap each other's exceptions.
"""

from __future__ import annotations

import errno
import ssl
from typing import TYPE_CHECKING

from linkcheck.model import Failure
from linkcheck.web.exchange import NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Causes = tuple[tuple[type[BaseException], Failure], ...]

SYSTEM: Causes = (
    (ssl.SSLError, Failure.TLS),
    (ssl.CertificateError, Failure.TLS),
    (ConnectionRefusedError, Failure.REFUSED),
    (ConnectionError, Failure.RESET),
    (TimeoutError, Failure.TIMEOUT),
    (OSError, Failure.REFUSED),
)
"""What the operating system and TLS raise; the first row whose exception stands anywhere in the chain of causes decides."""

_ROUTES: Mapping[int | None, Failure] = {
    errno.EHOSTUNREACH: Failure.UNREACHABLE,
    errno.ENETUNREACH: Failure.UNREACHABLE,
    errno.EADDRNOTAVAIL: Failure.UNREACHABLE,
}


def failure_of(error: BaseException, causes: Causes = SYSTEM) -> tuple[Failure, str]:
    """Which failure an exception is, by its chain of causes, and what the library says of it; a bug is raised again."""
    chain = tuple(_causes(error))
    for cause in chain:
        if isinstance(cause, NoAnswerError):
            return cause.failure, cause.detail
        if isinstance(cause, OSError) and cause.errno in _ROUTES:
            return _ROUTES[cause.errno], str(cause)
    for kind, failure in causes:
        for cause in chain:
            if isinstance(cause, kind):
                return failure, _said(cause)
    raise error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from error.exceptions
        error = error.__cause__ or error.__context__


def _said(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return str(error)
