"""All that the hub keeps. The only SQL there is; a file per noun."""

from hub.store.backup import restore
from hub.store.checks import DeadOriginals
from hub.store.configs import StoredConfig
from hub.store.figures import Figures
from hub.store.overview import Overview
from hub.store.people import Named
from hub.store.sources import StoredSource
from hub.store.store import Store, open_store
from hub.store.themes import NewestItem, ThemeCount
from hub.store.visits import Recorded

__all__ = [
    "DeadOriginals",
    "Figures",
    "Named",
    "NewestItem",
    "Overview",
    "Recorded",
    "Store",
    "StoredConfig",
    "StoredSource",
    "ThemeCount",
    "open_store",
    "restore",
]
