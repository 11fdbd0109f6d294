"""What was read long ago, by a reader that has learnt more since, read anew a little at a time."""

from indexer.extract import extractor_version
from indexer.tools import Tools

_READ_BY_US = ("transcript", "chapters", "page", "pdf")


async def reread(tools: Tools, limit: int) -> int:
    """Queue up to `limit` readings anew, the oldest first, and return how many there were."""
    versions = {what: extractor_version(what) for what in _READ_BY_US}
    return await tools.threads.write(tools.store.readings.renew, versions, limit)
