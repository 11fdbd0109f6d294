"""What httpx, httpcore, TLS and sockets raise, and what a status says -> FetchError.

The only module that catches their errors; the codes are those of ``hub.phrases``.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

import httpcore
import httpx

from hub.errors import FetchError
from indexer.headers import http_date, seconds
from indexer.limits import Limits
from indexer.manners import Refusal

Stage = Literal["asking", "receiving"]
_ASKS_TO_WAIT = (429, 503)
# A host such as xn--a is no Punycode, which idna says with a UnicodeError of its own.
_ADDRESS = (
    httpx.InvalidURL,
    httpx.UnsupportedProtocol,
    httpcore.UnsupportedProtocol,
    UnicodeError,
)


def check_status(response: httpx.Response, host: str) -> None:
    """Raises FetchError for everything but a success."""
    status = response.status_code
    if 200 <= status < 300:
        return
    code = "http-status"
    if status == 404:
        code = "not-found"
    elif status == 410:
        code = "gone-for-good"
    elif status == 407:  # only a proxy says so
        raise FetchError("proxy-refused", host=host, reason=str(status))
    elif status in (401, 402, 403, 451):
        code = "not-allowed"
    elif status >= 500:
        code = "server-error"
    raise FetchError(code, host=host, status=status)


def refusal_of(response: httpx.Response, host: str, now: datetime) -> Refusal | None:
    """How long a 429 or 503 wants to be left alone (RFC 9110, 10.2.3; RFC 6585, 4)."""
    if response.status_code not in _ASKS_TO_WAIT:
        return None
    said = response.headers.get("retry-after", "")
    wait, at = seconds(said), http_date(said)
    return Refusal(host, response.status_code, at - now if wait is None and at else wait)


@contextmanager
def translated(url: str, host: str, stage: Stage, limits: Limits) -> Iterator[None]:
    """Turns what httpx, httpcore, TLS and sockets raise into FetchError."""
    try:
        yield
    except (httpx.ConnectTimeout, httpcore.ConnectTimeout) as error:
        raise FetchError("timeout", host=host, seconds=f"{limits.connect:g}") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise FetchError("timeout", host=host, seconds=f"{limits.read:g}") from error
    except TimeoutError as error:
        raise FetchError("timeout", host=host, seconds=f"{limits.total:g}") from error
    except httpcore.ProxyError as error:
        raise FetchError("proxy-refused", host=host, reason=str(error)) from error
    except _ADDRESS as error:
        raise FetchError("bad-address", url=url) from error
    except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError, OSError) as error:
        raise _broken(error, host, stage) from error


def _broken(error: Exception, host: str, stage: Stage) -> FetchError:
    """The connection came to nothing: not trusted, broken off, not HTTP, or simply none."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or str(cause)
            return FetchError("tls", host=host, reason=reason)
        cause = cause.__cause__ or cause.__context__
    if stage == "receiving":
        return FetchError("broken-off", host=host)
    if isinstance(error, httpx.RemoteProtocolError | httpcore.RemoteProtocolError):
        silent = "without sending a response" in str(error)
        return FetchError("no-answer" if silent else "not-http", host=host)
    return FetchError("no-answer", host=host)
