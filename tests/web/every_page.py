"""Every page there is, and every state of one that looks different: what tests of looks walk."""

from tests.web.collection import item_id

EPISODE, HANDBOOK = item_id("samtalen", 0), item_id("aabent", 0)
TOMBSTONE = item_id("links", 1001)  # once `collection.taken_out` was called
EVERY_PAGE = (
    "/",
    "/search",
    "/search?q=troen",
    "/search?q=job&kind=episode&kind=publication&year=2026",
    "/search?q=kamel+tro&kind=episode",
    "/search?q=job&page=9",
    "/themes",
    "/themes/ips",
    "/themes/ips?sort=central",
    "/themes/unge?mentions=1",
    "/sources",
    "/sources/samtalen",
    "/sources/nyt",
    "/people",
    "/people/karen-holm",
    f"/items/{EPISODE}",
    f"/items/{EPISODE}?t=751#t=751",
    f"/items/{EPISODE}?find=tro",
    f"/items/{HANDBOOK}",
    f"/items/{item_id('rapporter', 0)}",
    f"/items/{item_id('rapporter', 2)}",
    f"/items/{item_id('nyt', 0)}",
    f"/items/{item_id('links', 0)}",
    f"/items/{TOMBSTONE}",
    "/about",
    "/was",
    "/style",
    "/nope/job",
)
