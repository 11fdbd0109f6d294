"""A search by each field of the query language that finds something in this collection."""

from collections.abc import Iterator, Mapping

from hub.query_fields import FIELDS, name_of, value_name
from web.page import Example
from web.site import Here
from web.texts import Texts

_FEW = 20  # of the newest items, to find somebody's name in
# Values that there is something of in every collection.
_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "kind": ("episode",),
    "form": ("report",),
    "year": ("2021..2024",),
    "date": ("2024-03..",),
    "language": ("en",),
    "access": ("open",),
    "has": ("transcript", "pdf"),
    "length": ("10",),
}


def field_examples(here: Here) -> tuple[Example, ...]:
    """The fields in their order, each with a value of ours; without one it is left out."""
    finds = _finds(here.texts)
    values = {**_ALWAYS, **dict(_ours(here))}
    asked = [(field, value) for field in FIELDS for value in values.get(field, ())]
    typed = [(field, _typed(here, field, value)) for field, value in asked]
    return tuple(Example(q, here.links.search([("q", q)]), finds[field]) for field, q in typed)


def _typed(here: Here, field: str, value: str) -> str:
    """A field and its value as people who read the language of the page write it."""
    named = value_name(field, value, here.language)
    quoted = f'"{named}"' if " " in named else named
    return f"{name_of(field, here.language)}:{quoted}"


def _ours(here: Here) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Values of the fields that have no closed list."""
    sources = [source for source in here.sources.values() if source.enabled]
    yield "source", tuple(source.id for source in sources)[:1]
    publishers = (source.publisher or "" for source in sources)
    yield "publisher", tuple(name for name in publishers if name and '"' not in name)[:1]
    yield "theme", tuple(theme.id for theme in here.themes)[:1]
    items = here.store.items.newest(_FEW)
    people = (person.name for item in items for person in item.people)
    yield "person", tuple(name for name in people if name.replace(" ", "").isalpha())[:1]


def _finds(texts: Texts) -> Mapping[str, str]:
    _ = texts.gettext
    return {
        "title": _("kun i titler"),
        "person": _("det, en person er med i eller har skrevet"),
        "source": _("fra én kilde"),
        "publisher": _("fra én udgiver"),
        "theme": _("med et bestemt tema"),
        "kind": _("kun episoder; der er også udgivelse og nyhedsbrev"),
        "form": _("kun rapporter; der er også artikel, nyhed, værktøj, kursus og flere"),
        "year": _("fra de år; 2023 er ét år, 2023.. er fra 2023 og frem"),
        "date": _("fra den dag eller måned og frem; ..2024-03-15 er indtil da"),
        "language": _("på et bestemt sprog"),
        "access": _("kun det, alle kan læse"),
        "has": _("det, der findes som udskrift eller PDF"),
        "length": _("det, der tager højst 10 minutter"),
    }
