"""The site: one table of routes."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from hub.errors import EngineError
from hub.search import Searcher
from hub.store import Store
from web.answering import AskAgain
from web.api.cors import OpenToAll
from web.api.problems import Problem
from web.api.serving import Api
from web.assets import AssetServer, load_assets
from web.below import BelowPath
from web.citing.answers import References
from web.configuration import Configuration
from web.crawlers import ClosedToCrawlers
from web.feeds.answers import routes as feed_routes
from web.headers import SafetyHeaders
from web.limiting import Buckets, Limited
from web.pages.about import about
from web.pages.go import go
from web.pages.home import home
from web.pages.item import item
from web.pages.machines import Machines
from web.pages.people import people
from web.pages.person import person
from web.pages.search import search
from web.pages.source import source
from web.pages.sources import sources
from web.pages.style import style
from web.pages.theme import theme
from web.pages.themes import themes
from web.pages.was import was
from web.rendering import Renderer
from web.serving import Serving, View
from web.site import Site, SiteSettings
from web.texts import LANGUAGES, load_texts

STATIC = Path(__file__).with_name("static")
_BELOW = ("", *(f"/{language}" for language in LANGUAGES))
PAGES: tuple[tuple[str, View], ...] = (
    ("/", home),
    ("/search", search),
    ("/themes", themes),
    ("/themes/{theme}", theme),
    ("/sources", sources),
    ("/sources/{source}", source),
    ("/people", people),
    ("/people/{person}", person),
    ("/go/{item}", go),
    ("/items/{item}", item),
    ("/items/{item}/{slug}", item),
    ("/about", about),
    ("/was", was),
    ("/style", style),
)


def create_app(
    store: Store, searcher: Searcher, settings: SiteSettings, *, buckets: Buckets | None = None
) -> Starlette:
    """The site over a store and a searcher, ready to be served at any path.

    `buckets` are what its clients may ask for; a test brings its own.
    """
    assets = load_assets(STATIC)
    texts = load_texts()
    versions = {name: asset.version for name, asset in assets.items()}
    site = Site(store, searcher, settings, Configuration(store), texts, versions)
    serving = Serving(site, Renderer.of(texts))
    machines = Machines(serving)
    api = Api(serving)
    app = Starlette(
        routes=[
            Route("/static/{name}", AssetServer(assets).serve),
            Route("/healthz", machines.healthz),
            Route("/robots.txt", machines.robots),
            Route("/favicon.ico", machines.favicon),
            Route("/sitemap.xml", machines.sitemap),
            *(Route(f"{below}/opensearch.xml", machines.opensearch) for below in _BELOW),
            *(route for below in _BELOW for route in api.routes(below)),
            *(route for code in ("", *LANGUAGES) for route in feed_routes(serving, code)),
            *(route for below in _BELOW for route in References(serving).routes(below)),
            *_pages(serving, ""),
            *(route for language in LANGUAGES for route in _pages(serving, language)),
        ],
        middleware=[
            Middleware(SafetyHeaders, site=site),
            Middleware(AskAgain),
            Middleware(OpenToAll),
            Middleware(GZipMiddleware),
            Middleware(BelowPath, site=site),
            Middleware(Limited, site=site, refused=api.too_much, buckets=buckets or Buckets()),
            Middleware(ClosedToCrawlers, site=site),
        ],
        exception_handlers={
            Problem: api.problem,
            HTTPException: api.or_page(api.refused, serving.http_error),
            EngineError: api.or_page(api.no_index, serving.no_index),
            Exception: api.or_page(api.our_fault, serving.our_fault),
        },
    )
    # Starlette's own redirects name the Host header; ours never do.
    app.router.redirect_slashes = False
    return app


def _pages(serving: Serving, prefix: str) -> list[BaseRoute]:
    """Every page below a language prefix; "" for the plain addresses."""
    below = f"/{prefix}" if prefix else ""
    bare = [Route(below, serving.endpoint(home, prefix))] if below else []
    return [*bare, *(Route(below + path, serving.endpoint(view, prefix)) for path, view in PAGES)]
