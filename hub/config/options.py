"""What belongs to one `via` alone, as text; faults go to the section."""

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


def _number(at: Section) -> str:
    found = str(at.values["apple_id"]).strip().removeprefix("id")
    if not (found.isascii() and found.isdecimal()):
        at.fault(
            "apple_id",
            f"{found[:100]!r} is no number; it stands after “id” in the show's address at Apple",
        )
    return found
