"""The form of an entry, where one of its categories plainly names it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        name: form
        for form, names in {
            "report": ("report", "reports", "rapport", "rapporter"),
            "article": ("article", "articles", "artikel", "artikler"),
            "news": ("news", "nyhed", "nyheder", "pressemeddelelse", "press release"),
            "tool": ("tool", "tools", "redskab", "redskaber", "værktøj", "værktøjer", "guide"),
            "case": ("case", "cases", "casefortælling"),
            "course": ("course", "courses", "kursus", "kurser"),
            "grant": ("grant", "grants", "pulje", "puljer"),
            "advert": ("job advert", "stillingsopslag", "ledige stillinger", "job opslag"),
        }.items()
        for name in names
    }
)


def form_named(categories: Iterable[str]) -> str | None:
    """The form that the first telling category names, in Danish or English."""
    named = (_NAMES.get(category.strip().casefold()) for category in categories)
    return next(filter(None, named), None)
