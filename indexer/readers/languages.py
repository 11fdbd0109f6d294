"""Language tags as sources write them."""

from collections.abc import Mapping
from types import MappingProxyType


def language_tag(text: str) -> str:
    """The language of a tag such as da-DK (BCP 47), in small letters, or empty."""
    language = text.strip().replace("_", "-").partition("-")[0].lower()
    return language if language.isascii() and language.isalpha() and len(language) in (2, 3) else ""


# ISO 639-2 and 639-3, and languages by name, as repositories write them.
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        name: tag
        for tag, names in {
            "da": "dan danish dansk",
            "en": "eng english engelsk",
            "sv": "swe swedish svenska svensk",
            "nb": "nob nor no nno nn norwegian norsk bokmål",
            "de": "deu ger german deutsch tysk",
            "fr": "fra fre french français fransk",
            "nl": "nld dut dutch nederlands",
            "es": "spa spanish español spansk",
            "it": "ita italian italiano",
            "fi": "fin finnish suomi",
            "is": "isl ice icelandic",
            "fo": "fao faroese",
            "kl": "kal greenlandic grønlandsk",
            "pl": "pol polish",
            "pt": "por portuguese",
            "tr": "tur turkish türkçe",
        }.items()
        for name in names.split()
    }
)
_NO_LANGUAGE = frozenset(("und", "mul", "mis", "zxx", "oth"))


def language_named(text: str) -> str | None:
    """The language of a tag (da-DK), a code of ISO 639 (dan) or a name (Danish), or None.

    Also where it stands at the end of an address (http://lexvo.org/id/iso639-3/dan).
    """
    name = text.strip().rpartition("/")[2].lower()
    tag = language_tag(name)
    known = _NAMED.get(name) or _NAMED.get(tag)
    return known or (tag if tag and tag not in _NO_LANGUAGE else None)
