"""What an item has beside its words: a transcript, a PDF; and whether it takes little time."""

from hub.cost import cost_of
from hub.model import Item

SHORT = "10"  # minutes: the one value of the facet "length"
_SHORT_SECONDS = 10 * 60
_SHORT_WORDS = 2_000  # read at 200 a minute


def having(item: Item) -> tuple[str, ...]:
    """The values of the facet "has": ``transcript`` (what is said, as text) and ``pdf``."""
    spoken = item.kind == "episode" and bool(item.passages)
    values = (("transcript", spoken), ("pdf", bool(pdf_addresses(item))))
    return tuple(value for value, is_so in values if is_so)


def length(item: Item) -> tuple[str, ...]:
    """The value of the facet "length" for what is known to take ten minutes or less."""
    cost = cost_of(item)
    if item.kind == "episode":
        short = cost.seconds is not None and cost.seconds <= _SHORT_SECONDS
    else:
        short = cost.words is not None and cost.words <= _SHORT_WORDS and not cost.pages
    return (SHORT,) if short else ()


def pdf_addresses(item: Item) -> tuple[str, ...]:
    """Where the item is to be had as a PDF, what is said to be one first."""
    files = [each.url for each in item.enclosures if each.type == "application/pdf"]
    others = (item.url or "", *(each.url for each in item.enclosures))
    return tuple(dict.fromkeys((*files, *filter(_ends_as_pdf, others))))


def _ends_as_pdf(address: str) -> bool:
    return address.partition("?")[0].partition("#")[0].lower().endswith(".pdf")
