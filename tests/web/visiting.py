"""Somebody who asks the site for pages, without a socket between."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import httpx
from lxml import html
from starlette.types import ASGIApp

HOST = "http://hub.test"
INPUTS_THAT_NEED_LABELS = "//input[not(@type='hidden')]"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it came."""

    response: httpx.Response
    tree: html.HtmlElement

    @property
    def status(self) -> int:
        return self.response.status_code

    def texts(self, path: str) -> list[str]:
        """The text of every element at an XPath, on one line each."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(path)]

    def text(self, path: str = "//main") -> str:
        """The text of the first element at an XPath; empty where there is none."""
        return next(iter(self.texts(path)), "")

    def all(self, path: str) -> list[str]:
        """What an XPath for attributes or texts gives."""
        return [str(value) for value in self.tree.xpath(path)]

    def has_class(self, name: str) -> bool:
        return bool(self.tree.find_class(name))

    def by_class(self, name: str) -> list[str]:
        """The text of every element of a class."""
        return [" ".join(found.text_content().split()) for found in self.tree.find_class(name)]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks an app; follows nothing by itself. `raises`: errors of the app come through."""

    app: ASGIApp
    raises: bool = True

    async def get(self, path: str, **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=self.raises)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            return await client.get(path, headers=given)

    async def page(self, path: str, **headers: str) -> Seen:
        response = await self.get(path, **headers)
        document = html.document_fromstring(response.text or "<html></html>")
        return Seen(response, document)


def faults_of(seen: Seen) -> list[str]:
    """What is wrong with a page as HTML that people with and without eyes use."""
    tree = seen.tree
    for unused in tree.xpath("//template"):  # what scripts make parts of is no part of the page
        unused.drop_tree()
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    ids = Counter(seen.all("//@id"))
    labelled = set(seen.all("//label/@for"))
    fields = tree.xpath(INPUTS_THAT_NEED_LABELS)
    named = set(" ".join(seen.all("//@aria-labelledby")).split())
    checks = {
        "not one h1": levels.count(1) == 1 and levels[:1] == [1],
        "a heading level is skipped": all(b - a <= 1 for a, b in pairwise(levels)),
        "an empty heading": all(seen.texts("//h1|//h2|//h3")),
        f"ids twice: {[i for i, n in ids.items() if n > 1]}": max(ids.values(), default=1) == 1,
        "a field without a label": all(field.get("id") in labelled for field in fields),
        f"names nobody has: {named - set(ids)}": named <= set(ids),
        "a link without text": all(_name(link) for link in tree.xpath("//a")),
        "inline style or script": not tree.xpath(
            "//@style|//style|//@onclick|//@onload"
            "|//script[(not(@src) or normalize-space()) and not(@type='application/ld+json')]"
        ),
        "no language": bool(tree.get("lang")),
        "not one main": len(tree.xpath("//main")) == 1,
        "autofocus": not tree.xpath("//@autofocus"),
        "something from elsewhere": not tree.xpath(
            "//img|//iframe|//object|//embed|//video|//link[starts-with(@href, 'http')]"
            "[not(@rel='canonical' or @rel='alternate')]"
        ),
        "sound that loads by itself": tree.xpath("count(//audio[not(@preload='none')])") == 0,
        "a wrong kind of link": not [
            href for href in seen.all("//@href|//@src|//@action") if not _is_fine(href)
        ],
    }
    return [fault for fault, fine in checks.items() if not fine]


def _name(link: html.HtmlElement) -> str:
    return "".join(link.text_content().split()) or str(link.get("aria-label") or "")


def _is_fine(address: str) -> bool:
    return address.startswith(("/", "#", "https://", "http://", "mailto:"))
