"""Every address of the site, made in one place: below any path, in either language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from hub.addresses import without_login
from hub.slugs import slug

Pairs = Iterable[tuple[str, str]]


def safe_link(url: str | None) -> str | None:
    """`url` if it is an http or https address with a host; anything else from outside is dropped.

    Browsers skip blanks and control characters within an address, so one that has any is dropped.
    A login in it is nobody's business.
    """
    if not url or not url.isprintable() or re.search(r"[\s\\]", url):
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme.lower() in {"http", "https"} and parts.hostname
        return without_login(url) if fine else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of pages. `base` is the path the site lies below, `prefix` that of the language,
    `origin` the public scheme and host for absolute links, or empty.
    """

    base: str = ""
    prefix: str = ""
    origin: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)  # static file -> content hash

    def to(self, path: str, query: Pairs = (), fragment: str = "") -> str:
        """The address of `path` ("/search"), which every other method goes through."""
        asked = urlencode([(name, value) for name, value in query if value])
        one_slash = "/" + path.lstrip("/")  # //x.example would be another host
        return (
            quote(self.base + self.prefix + one_slash, safe="/-._~")
            + (f"?{asked}" if asked else "")
            + (f"#{quote(fragment, safe='=')}" if fragment else "")
        )

    def absolute(self, address: str) -> str:
        """An address made here with scheme and host; empty where the public address is unknown."""
        return self.origin + address if self.origin else ""

    @property
    def home(self) -> str:
        """The front page."""
        return self.to("/")

    @property
    def themes(self) -> str:
        """All themes."""
        return self.to("/themes")

    @property
    def sources(self) -> str:
        """All sources."""
        return self.to("/sources")

    @property
    def about(self) -> str:
        """About the hub."""
        return self.to("/about")

    @property
    def was(self) -> str:
        """The accessibility statement."""
        return self.to("/was")

    @property
    def sources_opml(self) -> str:
        """All sources as a list that feed readers take."""
        return self.to("/sources.opml")

    @property
    def openapi(self) -> str:
        """What tells programs how to ask us."""
        return self.to("/api/v1/openapi.json")

    def search(self, query: Pairs = ()) -> str:
        """A search; `query` holds its parameters in order."""
        return self.to("/search", query)

    def theme(self, theme: str, query: Pairs = ()) -> str:
        """A theme by its id."""
        return self.to(f"/themes/{theme}", query)

    def source(self, source: str, query: Pairs = ()) -> str:
        """A source by its id."""
        return self.to(f"/sources/{source}", query)

    def item(self, item: str, title: str, seconds: float | None = None, find: str = "") -> str:
        """An item by its id, with its title for reading; `seconds` points at a moment in it, `find`
        are words whose places it shows.
        """
        path = f"/items/{item}/{slug(title)}".rstrip("/")
        if seconds is None:
            return self.to(path, [("find", find)])
        return self.to(path, [("t", str(int(seconds))), ("find", find)], f"t={int(seconds)}")

    def leaf(self, item: str, title: str, page: int) -> str:
        """A page of a document among the pages that an item shows."""
        return self.to(f"/items/{item}/{slug(title)}".rstrip("/"), fragment=f"side-{page}")

    def people(self, query: Pairs = ()) -> str:
        """People from A to Å."""
        return self.to("/people", query)

    def person(self, person: str, query: Pairs = ()) -> str:
        """A person by their slug."""
        return self.to(f"/people/{person}", query)

    def go(self, item: str) -> str:
        """The short address of an item, for newsletters and for print."""
        return self.to(f"/go/{item}")

    def reference(self, item: str, form: str) -> str:
        """The reference to an item as a file, ris or bib."""
        return self.to(f"/items/{item}.{form}")

    def in_form(self, path: str, form: str, query: Pairs = ()) -> str:
        """The list at `path` as rss, atom, json, ris or csv."""
        return self.to(f"{path}.{form}", query)

    @property
    def suggest(self) -> str:
        """Where suggestions are asked for while somebody types."""
        return self.to("/api/v1/suggest")

    @property
    def opensearch(self) -> str:
        """What a browser needs to know to search here by itself."""
        return self.to("/opensearch.xml")

    def static(self, name: str) -> str:
        """A file of web/static, with its content hash so that it can be kept for ever."""
        version = urlencode([("v", self.versions.get(name, ""))])
        return quote(f"{self.base}/static/{name}", safe="/-._~") + f"?{version}"
