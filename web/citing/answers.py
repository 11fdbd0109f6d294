"""The reference to one item as a file: ``/items/{id}.ris`` and ``/items/{id}.bib``."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.model import Item, Moved
from web.answering import answer
from web.citing import bibtex
from web.citing.work import Work, work_of
from web.feeds import ris
from web.serving import Serving

FORMS: dict[str, tuple[str, Callable[[Work], str]]] = {
    "ris": (ris.MEDIA_TYPE, ris.ris_record),
    "bib": (bibtex.MEDIA_TYPE, bibtex.bibtex),
}


@dataclass(frozen=True, slots=True)
class References:
    """Answers with one item's reference."""

    serving: Serving

    def routes(self, below: str) -> list[Route]:
        """Both files below a language prefix such as ``/en``, or nothing."""
        return [Route(f"{below}/items/{{item}}.{form}", self._answer) for form in FORMS]

    def _answer(self, request: Request) -> Response:
        here = self.serving.here(self.serving.site.configuration.current(), request)
        form = request.url.path.rpartition(".")[2]
        found = here.store.items.find(request.path_params["item"])
        if isinstance(found, Moved):
            return RedirectResponse(here.links.reference(found.to, form), 301)
        if not isinstance(found, Item) or not found.visible:
            raise HTTPException(404)
        media_type, written = FORMS[form]
        work = work_of(here, found)
        name = f'attachment; filename="{bibtex.key(work)}.{form}"'
        return answer(
            request,
            written(work),
            f"{media_type}; charset=utf-8",
            headers={"Content-Disposition": name},
        )
