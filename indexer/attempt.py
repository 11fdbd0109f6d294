"""One source's trouble is a result, not a crash (decision 10)."""

import logging
from collections.abc import Awaitable
from typing import TypeVar

from hub.errors import HubError, SourceError
from hub.model import Trouble
from indexer.pool import ReaderFault

T = TypeVar("T")
logger = logging.getLogger(__name__)


async def attempt(what: str, step: Awaitable[T]) -> T | Trouble:
    """What `step` comes to, or the trouble it met with `what`, a source or an address.

    Raises HubError where the trouble is the hub's own, such as a full disk.
    """
    try:
        return await step
    except SourceError as error:
        return error.trouble
    except HubError:
        raise
    except Exception as error:
        # The one place where bugs are caught: in a reader, or in a library that meets input
        # nobody thought of. It must not end the crawl of all the others, nor stay unseen, so it
        # is logged with its traceback and shown as the source's trouble.
        logger.exception("%s can't be read", what)
        name = error.name if isinstance(error, ReaderFault) else type(error).__name__
        return Trouble("unreadable", (("reason", name),))
