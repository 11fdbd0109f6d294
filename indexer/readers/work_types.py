"""The form of a work by the type that a repository or a catalogue gives it."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from indexer.readers.forms import form_named

_FORMS: Mapping[str, str] = MappingProxyType(
    {
        name: form
        for form, names in {
            "article": (
                "article journalarticle contributiontojournal review bookreview editorial preprint"
                " conferenceobject conferencepaper conferencearticle bookpart bookchapter"
                " booksection letter proceedingsarticle postedcontent erratum"
            ),
            "report": (
                "report workingpaper book monograph technicalreport researchreport doctoralthesis"
                " thesis masterthesis bachelorthesis annotation contributiontobookanthology"
                " dissertation editedbook referencebook reportcomponent"
            ),
            "news": "contributiontoperiodical newspaperarticle",
        }.items()
        for name in names.split()
    }
)


def form_of_types(types: Iterable[str]) -> str | None:
    """What the first telling type says: "article", or the last part of info:eu-repo/semantics/…"""
    types = list(types)
    plain = form_named(types)
    named = (re.sub(r"[^a-z]", "", re.split("[/:]", text.lower().strip())[-1]) for text in types)
    return plain or next((_FORMS[name] for name in named if name in _FORMS), None)
