"""The site at a public address, and somebody who follows its lists."""

import pytest

from hub.store import Store
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

HOME = "https://viden.example.dk"


@pytest.fixture
def known(store: Store, searcher: PlainSearcher) -> Visitor:
    """The site, where its public address is known."""
    return Visitor(create_app(store, searcher, SiteSettings(address=HOME)))
