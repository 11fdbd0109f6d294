"""What the address of a file says in words."""

import re
from urllib.parse import unquote, urlsplit

_ENDING = re.compile(r"\.\w{1,5}$")


def file_name(url: str) -> str:
    """The last part of the path in words: ``/a/om-ips_og%20job.mp3`` is ``om ips og job``."""
    name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return _ENDING.sub("", name).replace("-", " ").replace("_", " ").strip()
