"""A page value and its frame become an answer: template, ETag, 304."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from web.answering import NOT_KEPT, answer
from web.page import Frame, Page
from web.texts import Texts

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Templates in every language."""

    environments: Mapping[str, Environment]

    @classmethod
    def of(cls, texts: Mapping[str, Texts]) -> "Renderer":
        """Templates that speak the languages of `texts`."""
        loader = FileSystemLoader(TEMPLATES)
        return cls({code: _environment(loader, spoken) for code, spoken in texts.items()})

    def html(self, page: Page, frame: Frame) -> str:
        """The page as HTML."""
        template = self.environments[frame.language].get_template(page.template)
        return template.render(page=page, frame=frame, links=frame.links)

    def response(self, page: Page, frame: Frame, request: Request) -> Response:
        """The page as an answer; 304 when the asker has it already."""
        body = self.html(page, frame)
        if page.status != 200:
            sent = body.encode(errors="replace")  # lone surrogates
            return HTMLResponse(sent, page.status, {"Cache-Control": NOT_KEPT})
        spoken = {"Content-Language": frame.language}
        return answer(request, body, "text/html", headers=spoken)


def _environment(loader: FileSystemLoader, texts: Texts) -> Environment:
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    install = environment.install_gettext_translations  # type: ignore[attr-defined]  # by the extension
    install(texts.translations, newstyle=True)
    return environment
