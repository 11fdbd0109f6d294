"""The API: one table of addresses."""

from web.api.answers import Endpoint
from web.api.items import ITEM
from web.api.searching import SEARCH
from web.api.sources import SOURCE, SOURCES
from web.api.suggesting import COMPLETE, SUGGEST
from web.api.themes import THEME, THEMES

ENDPOINTS: tuple[Endpoint, ...] = (
    SEARCH,
    ITEM,
    SOURCES,
    SOURCE,
    THEMES,
    THEME,
    SUGGEST,
    COMPLETE,
)
