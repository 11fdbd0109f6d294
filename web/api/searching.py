"""/api/v1/search: what the site's search asks, answered as ``hub search --json`` answers."""

from dataclasses import replace
from http import HTTPStatus
from typing import get_args

from hub.model import KINDS, Access
from hub.query import parse_query
from hub.results_json import ResultsJson, results_json
from hub.search import MOST_PAGES, PAGE_SIZE, Hit, Marked, Results, Sort
from web.api.answers import Answer, Endpoint, address
from web.api.parameters import Parameter
from web.asking import LONGEST, Asked, read_asked
from web.links import safe_link
from web.paging import pages_of
from web.site import Here

_FACETS = (
    Parameter(name="kind", about="What it is.", example="episode", values=KINDS, most=20),
    Parameter(name="form", about="What it is, finer.", example="report", shortest=1, most=20),
    Parameter(
        name="theme",
        about="The id of a theme that it is about.",
        example="ips",
        shortest=1,
        most=20,
    ),
    Parameter(name="source", about="The id of a source.", example="samtalen", shortest=1, most=20),
    Parameter(
        name="publisher", about="Who brought it out.", example="Radio Fjord", shortest=1, most=20
    ),
    Parameter(name="person", about="Who is in it.", example="Karen Holm", shortest=1, most=20),
    Parameter(
        name="year",
        about="The year it came out, or a span of years.",
        example="2019..2023",
        pattern=r"^([0-9]{4}|[0-9]{4}\.\.|\.\.[0-9]{4}|[0-9]{4}\.\.[0-9]{4})$",
        like="a year such as 2021, or a span such as 2019..2023, 2019.. or ..2023",
        most=20,
    ),
    Parameter(
        name="language",
        about="The language of the item, in two letters.",
        example="da",
        pattern="^[a-z]{2,3}$",
        like="a language in two letters, such as da",
        most=20,
    ),
    Parameter(
        name="access",
        about="What it asks of a reader.",
        example="open",
        values=get_args(Access),
        most=20,
    ),
    Parameter(
        name="has",
        about="What comes with it: all that is said as text, or a PDF.",
        example="transcript",
        values=("transcript", "pdf"),
        most=20,
    ),
    Parameter(
        name="length", about="At most so many minutes.", example="10", values=("10",), most=20
    ),
)
_REST = (
    Parameter(
        name="sort",
        about="The order; by relevance if there are words, else the newest first.",
        example="newest",
        values=get_args(Sort),
    ),
    Parameter(
        name="page",
        about=f"Which page, {PAGE_SIZE} on each; there are at most {MOST_PAGES}.",
        example="1",
        whole=(1, MOST_PAGES),
    ),
    Parameter(
        name="upto",
        about="Leaves out what came later, so that pages stay as they were. The Link header of the "
        "first page has it.",
        example="1772443800000000",
        pattern="^[0-9]{1,17}$",
        like="a number of at most 17 digits, as it stood in a Link header",
    ),
    Parameter(
        name="literal",
        about="Take the words as they are: no spelling is mended, nothing is guessed.",
        example="1",
        values=("1",),
    ),
    Parameter(
        name="explain", about="Say of each hit why it was found.", example="1", values=("1",)
    ),
)
_WORDS = Parameter(
    name="q",
    about="The words, and what else the site's search box knows: “phrases”, OG ELLER IKKE or AND OR"
    " NOT, prefix*, fields such as titel: and title:. Nothing asks for everything.",
    example="tro på borgeren",
    longest=LONGEST,
)


def search(here: Here) -> Answer:
    """One page of what was found. Raises EngineError when there is no index to ask."""
    read = read_asked(here.params)
    query = parse_query(read.typed, literal=read.literal).choose(read.filters, read.order)
    explain = here.params.get("explain") == "1"
    asked = replace(read, typed=query.typed)  # without what looks like a CPR number
    results = here.site.searcher.search(
        query,
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        upto=asked.upto,
        explain=explain,
    )
    allowed = replace(results, hits=tuple(_allowed(here, hit) for hit in results.hits))
    told = results_json(allowed, explain=explain, language=here.language, titles=here.theme_titles)
    return Answer(told, _pages(here, asked, results, explain), {**told, "took_ms": 0})


def _allowed(here: Here, hit: Hit) -> Hit:
    """`hit` with no more of its words than its source lets us show (decision 13)."""
    source = here.sources.get(hit.source)
    safe = replace(hit, url=safe_link(hit.url))
    if source is None or source.show != "link":
        return safe
    return replace(safe, snippet=Marked(""), moments=(), moment=None)


def _pages(
    here: Here, asked: Asked, results: Results, explain: bool
) -> tuple[tuple[str, str], ...]:
    """The pages around this one."""
    pages, upto = pages_of(results.total), asked.upto or results.newest
    turned = {"first": 1, "prev": min(asked.page - 1, pages), "next": asked.page + 1}
    there = {"first": True, "prev": asked.page > 1, "next": asked.page < pages}
    return tuple(
        (relation, _address(here, asked.with_page(page, upto), explain))
        for relation, page in turned.items()
        if there[relation]
    )


def _address(here: Here, asked: Asked, explain: bool) -> str:
    parameters = [*asked.parameters(), ("explain", "1" if explain else "")]
    return address(here, "/search", parameters)


SEARCH = Endpoint(
    path="/search",
    view=search,
    type=ResultsJson,
    name="search",
    summary="Search",
    about="What the site's search finds, 20 on a page, at most 50 pages. The values of one "
    "parameter widen the search, different parameters narrow it; their order never matters, and "
    "the first 20 values of all filters count. A Link header leads to the pages around.",
    parameters=(_WORDS, *_FACETS, *_REST),
    problems=(HTTPStatus.SERVICE_UNAVAILABLE,),
    paged=True,
)
