"""What stands around every page: its other language, banners, the footer's links."""

from urllib.parse import urlsplit

from hub.errors import StoreError
from hub.visiting import Progress
from web.links import Links, safe_link
from web.page import Frame, Language, Link, Page, ProgressNote
from web.site import Here

_NAMES = {"da": "Dansk", "en": "English"}


def frame_of(here: Here, page: Page, *, ask_store: bool = True) -> Frame:
    """The frame of `page`; without `ask_store` nothing is asked that may fail."""
    hub = here.config.hub if here.config else None
    languages = tuple(_in_language(here, code, page) for code in here.site.texts)
    return Frame(
        hub=here.title,
        language=here.language,
        links=here.links,
        path=here.path,
        other=next(language for language in languages if language.code != here.language),
        alternates=languages if page.status == 200 else (),
        canonical=_canonical(here, page),
        progress=_progress(here) if ask_store else None,
        demo=here.site.settings.demo,
        contact=_contact(hub.contact) if hub else None,
        accessibility=(safe_link(hub.accessibility) if hub else None) or here.links.was,
        privacy=(safe_link(hub.privacy) if hub else None) or f"{here.links.about}#privatliv",
    )


def _in_language(here: Here, code: str, page: Page) -> Language:
    links: Links = here.site.links(here.config, code, here.links.base)
    address = links.to(here.path, page.query)
    return Language(code, _NAMES[code], links.absolute(address) or address)


def _canonical(here: Here, page: Page) -> str:
    """The one address of the page: whatever the order of its parameters was, and without those
    that it does not need; empty for a page that is none.

    A page for search engines is the beginning of its list, so its address has no parameters.
    """
    if page.status != 200:
        return ""
    address = here.links.to(here.path, () if page.index else page.query)
    return here.links.absolute(address) or address


def _contact(contact: str) -> Link | None:
    """An address to write to or a page, as feeds.yaml names it."""
    if contact.startswith("mailto:"):
        return Link(contact.removeprefix("mailto:"), contact)
    page = safe_link(contact)
    return Link(urlsplit(page).netloc, page) if page else None


def _progress(here: Here) -> ProgressNote | None:
    """How far the first crawl is; nothing once it is over, or when the store can't tell."""
    try:
        progress = here.store.progress.get()
    except StoreError:
        return None
    if progress is None or not progress.first or progress.phase == "rest":
        return None
    return ProgressNote(_progress_text(here, progress), progress.done, progress.total)


def _progress_text(here: Here, progress: Progress) -> str:
    _ = here.texts.gettext
    words = {
        "crawl": _("Den første indsamling er i gang: %(done)s af %(total)s kilder er hentet."),
        "read": _("Den første indsamling er i gang: %(done)s af %(total)s tekster er læst."),
        "index": _(
            "Den første indsamling er i gang: %(done)s af %(total)s gjort klar til søgning."
        ),
    }
    text = words.get(progress.phase, _("Den første indsamling er i gang."))
    number = here.formats.number
    return text % {"done": number(progress.done), "total": number(progress.total)}
