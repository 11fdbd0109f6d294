"""Works to be referred to, for tests of every form of a reference."""

from typing import Any

from hub.model import When
from web.citing.names import Name
from web.citing.work import Work


def a_work(**told: Any) -> Work:
    """A report of two authors, with what is `told` in its place."""
    given: dict[str, Any] = {
        "id": "abcdefghijkl",
        "kind": "publication",
        "form": "report",
        "title": "Virkning & vilje: 100 % indsats",
        "authors": (Name("Lund", "Astrid Marie"), Name("Ågård", "Øjvind")),
        "date": When("2024-03"),
        "publisher": "Center for Beskæftigelse",
        "url": "https://rapporter.example.org/2024.pdf",
        "language": "da",
    }
    return Work(**{**given, **told})
