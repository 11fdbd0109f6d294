"""Lists in other forms as answers: found, put in a form, and kept by who asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.opml import write_opml
from hub.slugs import slug
from web.answering import answer
from web.feeds import atom, jsonfeed, ris, rss, sheet
from web.feeds.entries import entries_of
from web.feeds.listing import Listing
from web.feeds.lists import Found, View, person_list, search_list, source_list, theme_list
from web.following import FEEDS, FILES, Following, following
from web.links import safe_link
from web.page import Redirect
from web.serving import Serving
from web.site import Here
from web.texts import Texts

LISTS: tuple[tuple[str, View], ...] = (
    ("/search", search_list),
    ("/themes/{theme}", theme_list),
    ("/sources/{source}", source_list),
    ("/people/{person}", person_list),
)
_KEPT = "public, max-age=600"
_IN_A_FEED = 50
_IN_A_FILE = 2_000
_OPML = "text/x-opml; charset=utf-8"
# Any page may read what is public; the site itself has no cookie that could be lent to it.
_OPEN = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a list down."""

    media_type: str
    write: Callable[[Listing, Texts], bytes]


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "rss": Form(rss.MEDIA_TYPE, lambda listing, _texts: rss.rss(listing)),
        "atom": Form(atom.MEDIA_TYPE, lambda listing, _texts: atom.atom(listing)),
        "json": Form(jsonfeed.MEDIA_TYPE, lambda listing, _texts: jsonfeed.json_feed(listing)),
        "ris": Form(f"{ris.MEDIA_TYPE}; charset=utf-8", lambda listing, _texts: ris.ris(listing)),
        "csv": Form(sheet.MEDIA_TYPE, sheet.sheet),
    }
)


def routes(serving: Serving, prefix: str) -> Iterator[Route]:
    """Every list in every form below a language prefix; "" for the plain addresses."""
    below = f"/{prefix}" if prefix else ""
    for path, view in LISTS:
        yield Route(f"{below}{path}.{{form}}", partial(_list, serving, view, prefix))
    yield Route(f"{below}/sources.opml", partial(_opml, serving, prefix))


def _list(serving: Serving, view: View, prefix: str, request: Request) -> Response:
    """One list. Raises EngineError while there is no index to ask for a search."""
    here = _here(serving, request)
    if elsewhere := _plainly(here, prefix, request):
        return elsewhere
    named = dict(request.path_params)
    form = named.pop("form")
    if form not in FORMS:
        raise HTTPException(404)
    limit = _IN_A_FEED if form in FEEDS else _IN_A_FILE
    found = view(here, limit, **named)
    if isinstance(found, Redirect):
        there = here.links.in_form(found.to, form, here.params.multi_items())
        return RedirectResponse(there, 301)
    listing = listing_of(here, found, whole=form in FEEDS)
    headers = {"Content-Language": here.language, **_OPEN}
    if form in FILES:
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(listing)}.{form}"'
    body = FORMS[form].write(listing, here.texts)
    return answer(request, body, FORMS[form].media_type, keep=_KEPT, headers=headers)


def listing_of(here: Here, found: Found, *, whole: bool) -> Listing:
    """What was found as a list with its addresses and its newest entries."""
    page = here.links.to(found.path, found.query)
    batches = (entries_of(here, items, whole=whole) for items in found.items)
    state = here.store.items.last_change()
    return Listing(
        title=found.title,
        about=found.about,
        hub=here.title,
        language=here.language,
        page=here.links.absolute(page) or page,
        forms=_absolute(here, following(here.links, found.title, found.path, found.query)),
        known=bool(here.links.origin),
        asked=found.asked,
        read_as=found.read_as,
        total=found.total,
        version=" ".join(part for part in (state, found.version) if part),
        day=here.site.now().astimezone(here.formats.zone).date(),
        entries=tuple(chain.from_iterable(batches)),
        cover=here.links.absolute(here.links.static("cover.png")),
    )


def _absolute(here: Here, forms: Following) -> Following:
    whole = {form: here.links.absolute(getattr(forms, form)) for form in (*FEEDS, *FILES)}
    return forms._replace(**{form: address for form, address in whole.items() if address})


def _file_name(listing: Listing) -> str:
    """``lydhoer-ips-2026-02-17``: ASCII, so that every system takes it."""
    return "-".join(part for part in (slug(listing.hub), slug(listing.title)) if part) + (
        f"-{listing.day}"
    )


def _opml(serving: Serving, prefix: str, request: Request) -> Response:
    """The feeds that we follow, for feed readers (OPML 2.0)."""
    here = _here(serving, request)
    if elsewhere := _plainly(here, prefix, request):
        return elsewhere
    followed = (row.source for row in here.store.sources.all() if row.source.enabled)
    sources = [replace(source, url=safe_link(source.url)) for source in followed]
    text = write_opml(here.title, sources, here.theme_titles)
    headers = {"Content-Disposition": f'attachment; filename="{slug(here.title)}.opml"', **_OPEN}
    return answer(request, text, _OPML, keep=_KEPT, headers=headers)


def _here(serving: Serving, request: Request) -> Here:
    return serving.here(serving.site.configuration.current(), request)


def _plainly(here: Here, prefix: str, request: Request) -> Response | None:
    """The way to the plain address, where the path names the language that those are in."""
    if prefix != here.site.plain_language(here.config):
        return None
    plain = here.links.to(here.path, request.query_params.multi_items())
    return RedirectResponse(plain, 307)
