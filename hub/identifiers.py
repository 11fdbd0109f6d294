"""Numbers that works are known by all over the world: DOI, ISBN, ISSN."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

_DOI = re.compile(
    r"(?:\Adoi:\s*|\A(?:info:doi/|https?://(?:dx\.|www\.)?doi\.org/(?:doi:)?)|\A|[\s(])"
    r"(10\.[0-9]{4,9}/[^\s\"<>]+)",
    re.IGNORECASE,
)
_ISBN = re.compile(r"(?:urn:)?isbn[:\s]*([0-9][0-9 -]{8,15}[0-9x])", re.IGNORECASE)
_BARE_ISBN = re.compile(r"97[89][0-9 -]{10,14}|[0-9]{9}[0-9x]", re.IGNORECASE)
_ISSN = re.compile(
    r"(?:urn:)?e?issn[:\s]*([0-9]{4}-?[0-9]{3}[0-9x])|([0-9]{4}-[0-9]{3}[0-9x])", re.IGNORECASE
)
_RESOLVER = "https://doi.org/"


def doi(text: str) -> str | None:
    """The DOI that `text` is or ends in, as ``https://doi.org/10.…`` in small letters."""
    text = text.strip()[:1_000]
    found = _DOI.search(unquote(text) if "//" in text else text)
    if not found:
        return None
    name = found[1].rstrip(".,;")
    name = name[:-1] if name.endswith(")") and "(" not in name else name
    return _RESOLVER + quote(name.lower(), safe="/:;()._-+,=@!*'~")


def isbn(text: str) -> str | None:
    """The ISBN in `text`, thirteen digits, if its check digit is right (ISO 2108)."""
    found = _ISBN.search(text) or _BARE_ISBN.fullmatch(text.strip())
    digits = re.sub(r"[ -]", "", found[1] if found and found.re is _ISBN else text) if found else ""
    digits = digits.upper()
    if len(digits) == 10 and _check_11(digits):
        digits = f"978{digits[:9]}"
        return digits + _check_13(digits)
    right = len(digits) == 13 and digits.isdecimal() and digits[12] == _check_13(digits[:12])
    return digits if right else None


def issn(text: str) -> str | None:
    """The ISSN that `text` is, ``1234-567X``, if its check digit is right (ISO 3297)."""
    found = _ISSN.fullmatch(text.strip())
    digits = (found[1] or found[2]).replace("-", "").upper() if found else ""
    return f"{digits[:4]}-{digits[4:]}" if digits and _check_11(digits) else None


def identifiers(texts: Iterable[str]) -> tuple[str, ...]:
    """All that are found, as ``doi:…``, ``isbn:…``, ``issn:…``, each once."""
    return tuple(dict.fromkeys(name for text in texts for name in _named(text)))


def _named(text: str) -> Iterator[str]:
    if found := doi(text):
        yield f"doi:{found.removeprefix(_RESOLVER)}"
    elif found := isbn(text):
        yield f"isbn:{found}"
    elif found := issn(text):
        yield f"issn:{found}"


def _check_11(digits: str) -> bool:
    """ISBN-10 and ISSN: the digits times 10, 9 … 1 (8 … 1) sum up to a multiple of 11."""
    if not digits[:-1].isdecimal():
        return False
    values = [*map(int, digits[:-1]), 10 if digits[-1] == "X" else int(digits[-1])]
    return sum(value * (len(values) - at) for at, value in enumerate(values)) % 11 == 0


def _check_13(twelve: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve))
    return str(-total % 10)
