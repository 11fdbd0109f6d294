"""/api/v1/themes: the subjects that editors have chosen, and how much there is about each."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, TypedDict

from hub.model import Theme
from hub.store import ThemeCount
from web.api.answers import Answer, Endpoint, address, full
from web.api.problems import not_there
from web.links import safe_link
from web.page import Redirect
from web.site import Here

_NONE = ThemeCount(0, 0, None)


class StartJson(TypedDict):
    """A hand-picked way into the theme."""

    title: Annotated[str, "What it is called.", "Hvad er IPS?"]
    url: Annotated[str, "Where it is.", "https://example.org/ips"]
    note: Annotated[str, "Why it is a good beginning; may be empty.", "Otte principper."]


class ThemeJson(TypedDict):
    """A subject, and how much there is about it."""

    id: Annotated[str, "The theme's id.", "ips"]
    title: Annotated[str, "Its title.", "IPS og Supported Employment"]
    about: Annotated[str, "What it is, in words.", "Job først – med støtte samtidig."]
    page: Annotated[str, "Its page on this site.", "/themes/ips"]
    search: Annotated[str, "All that is about it, through this API.", "/api/v1/search?theme=ips"]
    rule: Annotated[str, "What decides which items have it.", "ips AND (job OR psykiatri)"]
    items: Annotated[int, "How many items are about it.", 42]
    mentions: Annotated[int, "How many more items mention it.", 17]
    start: Annotated[list[StartJson], "Where to begin."]


class ThemesJson(TypedDict):
    """Every theme, in the order of the hub's editors."""

    total: Annotated[int, "How many there are.", 12]
    themes: list[ThemeJson]


def themes(here: Here) -> Answer:
    """Every theme."""
    counts = here.store.themes.counts()
    found = [_json(here, theme, counts) for theme in here.themes]
    return Answer(ThemesJson(total=len(found), themes=found))


def theme(here: Here, theme: str) -> Answer | Redirect:
    """The theme with this id; an id it had before leads to the present one. Raises Problem."""
    known = here.config.theme(theme) if here.config else None
    if known is not None:
        return Answer(_json(here, known, here.store.themes.counts()))
    now = here.config.theme_now(theme) if here.config else None
    if now is None:
        raise not_there("theme")
    return Redirect(address(here, f"/themes/{now}"))


def _json(here: Here, theme: Theme, counts: Mapping[str, ThemeCount]) -> ThemeJson:
    count = counts.get(theme.id, _NONE)
    return {
        "id": theme.id,
        "title": here.say(theme.title),
        "about": here.say(theme.about),
        "page": full(here, here.links.theme(theme.id)),
        "search": address(here, "/search", [("theme", theme.id)]),
        "rule": theme.match,
        "items": count.about,
        "mentions": count.mentions,
        "start": [
            {"title": pick.title, "url": url, "note": pick.note}
            for pick in theme.start
            if (url := safe_link(pick.url))
        ],
    }


THEMES = Endpoint(
    path="/themes",
    view=themes,
    type=ThemesJson,
    name="themes",
    summary="All themes",
    about="Every theme, in the order of the hub's editors.",
)
THEME = Endpoint(
    path="/themes/{theme}",
    view=theme,
    type=ThemeJson,
    name="theme",
    summary="One theme",
    about="A theme: what it is, its rule, and how much there is. Its items are found by searching "
    "for it. An id that it had before redirects.",
    path_about="The id of a theme.",
    path_example="ips",
    problems=(HTTPStatus.NOT_FOUND,),
    moves=True,
)
