"""Going to an item's page by its id alone."""

from tests.web.visiting import Seen, Visitor


async def landed(visitor: Visitor, item: str, query: str = "", prefix: str = "") -> Seen:
    """The page that the id leads to."""
    first = await visitor.page(f"{prefix}/items/{item}")
    where = first.response.headers.get("location", f"{prefix}/items/{item}")
    return await visitor.page(f"{where}{query}")
