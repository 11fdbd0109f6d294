"""What belongs to one `via` alone, as text; faults go to the section."""

from urllib.parse import urlsplit

from hub.config.entries import address
from hub.config.selectors import option as of_pages
from hub.config.yamlfile import Section


def option(at: Section, via: str, key: str) -> str:
    """The value at `key`; the types of a WordPress with commas between them."""
    if key == "types" and isinstance(at.values[key], list):
        return ",".join(at.texts(key))
    if key == "from":
        return at.stamp(key) or ""
    if key == "apple_id":
        return _number(at)
    return of_pages(at, via, key)


def mailbox(at: Section, url: str) -> str | None:
    """The address of a mailbox: imaps://name@host/folder, its password in the environment."""
    found = address(at, "url", ("imap", "imaps"))
    try:
        parts = urlsplit(url)
        name, password = parts.username, parts.password
    except ValueError:
        return found  # it is told already
    if not name:
        at.fault("url", "lacks the name of the mailbox; write imaps://name@host/folder")
    if password is not None:
        at.fault("url", "must not hold the password; name an environment variable, password_env")
    if not at.values.get("password_env"):
        at.fault("password_env", "is missing; name the environment variable with the password")
    return found


def _number(at: Section) -> str:
    found = str(at.values["apple_id"]).strip().removeprefix("id")
    if not (found.isascii() and found.isdecimal()):
        at.fault(
            "apple_id",
            f"{found[:100]!r} is no number; it stands after “id” in the show's address at Apple",
        )
    return found
