"""The words of the hub on the page (DESIGN, "Words on the page"), in the page's language."""

from web.texts import Texts


def kind_word(texts: Texts, kind: str) -> str:
    """What a kind is called, in the singular."""
    _ = texts.gettext
    return {
        "episode": _("Episode"),
        "publication": _("Udgivelse"),
        "issue": _("Nyhedsbrev"),
    }.get(kind, kind)


def form_word(texts: Texts, form: str) -> str:
    """What a form is called, in the singular; a form of somebody's own is shown as it is."""
    _ = texts.gettext
    return {
        "episode": _("Episode"),
        "trailer": _("Trailer"),
        "bonus": _("Bonusepisode"),
        "report": _("Rapport"),
        "article": _("Artikel"),
        "news": _("Nyhed"),
        "tool": _("Redskab"),
        "case": _("Case"),
        "course": _("Kursus"),
        "grant": _("Pulje"),
        "advert": _("Stillingsopslag"),
        "issue": _("Nyhedsbrev"),
    }.get(form, form)


def the_form(texts: Texts, form: str) -> str:
    """What this very one of a form is called: rapporten, the report."""
    _ = texts.gettext
    return {
        "episode": _("episoden"),
        "trailer": _("traileren"),
        "bonus": _("bonusepisoden"),
        "report": _("rapporten"),
        "article": _("artiklen"),
        "news": _("nyheden"),
        "tool": _("redskabet"),
        "case": _("casen"),
        "course": _("kurset"),
        "grant": _("puljen"),
        "advert": _("stillingsopslaget"),
        "issue": _("nyhedsbrevet"),
    }.get(form, _("udgivelsen"))


def access_word(texts: Texts, access: str) -> str:
    """What an item asks before it can be read; empty when it is open."""
    _ = texts.gettext
    return {
        "login": _("kræver login"),
        "subscription": _("kræver abonnement"),
    }.get(access, "")


def searched_word(texts: Texts, searched: str) -> str:
    """What of an episode can be searched for; empty for what is not heard."""
    _ = texts.gettext
    return {
        "sound": _("hele lyden som tekst"),
        "machine": _("hele lyden som tekst, maskinskrevet"),
        "chapters": _("titel, beskrivelse og kapitler"),
        "words": _("kun titel og beskrivelse"),
    }.get(searched, "")


def ended_word(texts: Texts, *, ended: bool) -> str:
    """What is said of a grant or a course whose last day is over; else empty."""
    return texts.gettext("udløbet") if ended else ""


def facet_access_word(texts: Texts, access: str) -> str:
    """What a choice of access is called among the filters."""
    _ = texts.gettext
    return _("Frit tilgængelig") if access == "open" else access_word(texts, access) or access


def source_kind_word(texts: Texts, kind: str) -> str:
    """What a kind of source is called, in the singular."""
    _ = texts.gettext
    return {
        "podcast": _("Podcast"),
        "publications": _("Udgivelser"),
        "newsletter": _("Nyhedsbrev"),
    }.get(kind, kind)


def facet_word(texts: Texts, facet: str) -> str:
    """The heading of a facet."""
    _ = texts.gettext
    return {
        "kind": _("Type"),
        "form": _("Form"),
        "theme": _("Tema"),
        "source": _("Kilde"),
        "publisher": _("Udgiver"),
        "person": _("Person"),
        "year": _("År"),
        "language": _("Sprog"),
        "access": _("Adgang"),
        "has": _("Indhold"),
        "length": _("Længde"),
    }.get(facet, facet)


def having_word(texts: Texts, value: str) -> str:
    """What a choice of what comes with an item is called among the filters."""
    _ = texts.gettext
    return {"transcript": _("Har udskrift"), "pdf": _("Har PDF")}.get(value, value)


def length_word(texts: Texts, value: str) -> str:
    """What a choice of length is called; `value` is the most minutes it may take."""
    if not value.isdecimal():
        return value
    return texts.gettext("Højst %(minutes)s min.") % {"minutes": value}
