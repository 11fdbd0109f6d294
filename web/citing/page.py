"""What an item's page offers to whoever refers to it."""

from dataclasses import dataclass

from hub.identifiers import doi
from web.citing.apa import Part, apa
from web.citing.work import Work
from web.page import Link
from web.site import Here


@dataclass(frozen=True, slots=True)
class Citing:
    """The reference as text; `ris` and `bibtex` are addresses of files; `doi` leads to the work."""

    text: tuple[Part, ...]
    ris: str
    bibtex: str
    doi: Link | None = None
    isbn: str = ""
    issn: str = ""


def citing(here: Here, work: Work) -> Citing:
    """How to refer to `work`."""
    address = doi(work.doi)
    return Citing(
        text=apa(here, work),
        ris=here.links.reference(work.id, "ris"),
        bibtex=here.links.reference(work.id, "bib"),
        doi=Link(work.doi, address) if address else None,
        isbn=work.isbn,
        issn=work.issn,
    )
